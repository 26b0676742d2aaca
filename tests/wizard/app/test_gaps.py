"""The gaps screen: finding gaps, planning them in place, accepting a risk; what is shown and what is on disk."""

import errno
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date

import pytest
from support.expected_heat import stages_of
from support.pilot import on_disk, press, settle, shown, type_text
from textual.pilot import Pilot

from questionnaires.model import Bank
from questionnaires.vocabulary import Effort
from wizard.app.app import CaiqWizardApp
from wizard.app.destinations import Destination, Section
from wizard.app.screens.gaps import GapsScreen
from wizard.app.widgets.gap_filters import FilterChip, StageChip
from wizard.core.answers import AcceptedRisk, Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.services.banks import banks_of
from wizard.services.session import Session
from wizard.store import files
from wizard.store.repository import Repository

TODAY = date(2026, 5, 20)
PLAN = Remediation("write it", "platform team", date(2026, 9, 1), Effort.WEEKS)
LATE = Remediation("finish it", "risk team", date(2026, 1, 31), Effort.MONTHS)
ANSWERS = (
    Answer("IAM-01.1", Status.PARTIAL, description="half of it is there", remediation=LATE),
    Answer("IAM-18.1", Status.NO, remediation=PLAN),
    Answer("LOG-02.1", Status.YES_GAPS),
    Answer("A&A-06.1", None),
)
Gaps = tuple[Pilot[None], list[Destination | None]]
Opens = Callable[..., AbstractAsyncContextManager[Gaps]]


@pytest.fixture
def answers(repository: Repository, assessment: Assessment, bank: Bank) -> tuple[Answer, ...]:
    """Four gaps; everything else that is asked is a yes."""
    asked = Result(bank, assessment).asked
    rest = set(asked) - {answer.question for answer in ANSWERS}
    assert len(rest) == len(asked) - len(ANSWERS)
    with repository.open("Support") as file:
        file.record([*(Answer(question, Status.YES) for question in sorted(rest)), *ANSWERS[:-1]])
    return ANSWERS


@pytest.fixture
def gaps(app: CaiqWizardApp, repository: Repository) -> Opens:
    """Open the gaps as the question screen does; gives the pilot, and where the screen led to when it closed."""

    @asynccontextmanager
    async def do(size: tuple[int, int] = (120, 40)) -> AsyncIterator[Gaps]:
        with repository.open("Support") as file:
            session = Session(list(banks_of(repository.home, file.assessment)), file)
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                led_to: list[Destination | None] = []
                await app.push_screen(GapsScreen(session, repository, TODAY), led_to.append)
                await settle(pilot)
                yield pilot, led_to

    return do


def listed(pilot: Pilot[None]) -> list[str]:
    """The questions in the table, from the top."""
    return re.findall(r"^ +\d+ +(?:!!|! ) \w+ +(\S+-\d+\.\d)", shown(pilot), re.MULTILINE)


def row(pilot: Pilot[None], question: str) -> str:
    """The table's line of a question."""
    lines = [line[:74] for line in shown(pilot).split("\n")]
    return next(line for line in lines if re.match(rf"^ +\d+ +!.*{re.escape(question)} ", line))


def unwrapped(text: str) -> str:
    return re.sub(r"[\s▌]+", " ", text)


async def go_to(pilot: Pilot[None], question: str) -> None:
    """Put the cursor on a gap."""
    await press(pilot, "home", *["down"] * listed(pilot).index(question))


@pytest.mark.usefixtures("answers")
async def test_gaps_are_listed_by_rank_with_what_is_known_beside_them(gaps: Opens, bank: Bank) -> None:
    async with gaps((120, 60)) as (pilot, _):
        assert "4 gaps" in shown(pilot)
        assert set(listed(pilot)) == {answer.question for answer in ANSWERS}
        await go_to(pilot, "IAM-01.1")
        assert "◑ partial" in row(pilot, "IAM-01.1")
        assert "! overdue" in row(pilot, "IAM-01.1")
        text = unwrapped(re.sub(r"^.{74}", "", shown(pilot), flags=re.MULTILINE))
        control = bank.control_of("IAM-01.1")
        for words in (
            unwrapped(bank.question("IAM-01.1").text),
            "half of it is there",
            control.text.consequence,
            control.text.from_partial.action,
            "finish it",
            "overdue: due 2026-01-31",
            control.text.evidence[0],
        ):
            assert unwrapped(words) in text


@pytest.mark.usefixtures("answers")
async def test_filters_add_up_and_say_so(gaps: Opens) -> None:
    async with gaps() as (pilot, _):
        await press(pilot, "O")
        assert listed(pilot) == ["IAM-01.1"]
        assert "1 of 4 gaps: overdue" in shown(pilot)
        await press(pilot, "P")
        assert listed(pilot) == []
        assert "None of the 4 gaps is left by this filter: no plan yet, overdue" in unwrapped(shown(pilot))
        await press(pilot, "0")
        assert len(listed(pilot)) == 4
        await pilot.click(list(pilot.app.screen.query(FilterChip))[2])
        await settle(pilot)
        assert set(listed(pilot)) == {"LOG-02.1", "A&A-06.1"}


@pytest.mark.usefixtures("answers")
async def test_the_gaps_of_a_stage_are_chosen_by_key_and_by_click(gaps: Opens) -> None:
    questions = [answer.question for answer in ANSWERS]
    stages = {question: stages_of(question.rpartition(".")[0]) for question in questions}
    collected = {q for q in questions if "data collection" in stages[q].get("preparation", ())}
    retired = {q for q in questions if "retirement" in stages[q]}
    assert collected
    assert collected | retired < {*questions}
    async with gaps((80, 24)) as (pilot, _):
        await press(pilot, "L")
        assert re.search(rf"preparation +{sum('preparation' in found for found in stages.values())} ", shown(pilot))
        await press(pilot, "down", "down", "enter")
        assert set(listed(pilot)) == collected
        assert f"{len(collected)} of 4 gaps: lifecycle preparation/data collection" in shown(pilot)
        await press(pilot, "L", "escape")
        assert set(listed(pilot)) == collected, "Escape changes nothing"
        await pilot.click(StageChip)
        await settle(pilot)
        await press(pilot, "end", "up", "up", "up", "enter")
        assert set(listed(pilot)) == retired
        await press(pilot, "0")
        assert len(listed(pilot)) == 4


@pytest.mark.usefixtures("answers")
async def test_a_search_filters_while_one_types_and_keys_are_letters_there(gaps: Opens) -> None:
    async with gaps() as (pilot, led_to):
        await press(pilot, "slash")
        await type_text(pilot, "platform")
        assert listed(pilot) == ["IAM-18.1"]
        assert "1 of 4 gaps: with the words “platform”" in shown(pilot)
        await type_text(pilot, " [/]")
        assert "with the words “platform [/]”" in unwrapped(shown(pilot))
        await press(pilot, "escape")
        assert len(listed(pilot)) == 4
        assert led_to == []


@pytest.mark.usefixtures("answers")
async def test_the_order_is_chosen_by_key_and_by_a_click_on_a_heading(gaps: Opens) -> None:
    async with gaps() as (pilot, _):
        await press(pilot, "s")
        assert listed(pilot) == ["A&A-06.1", "IAM-01.1", "IAM-18.1", "LOG-02.1"]
        assert "by domain, as in the matrix" in shown(pilot)
        lines = shown(pilot).split("\n")
        heading = next(number for number, line in enumerate(lines) if "Status" in line)
        for order in (
            ["A&A-06.1", "IAM-18.1", "IAM-01.1", "LOG-02.1"],
            ["LOG-02.1", "IAM-01.1", "IAM-18.1", "A&A-06.1"],
        ):
            await pilot.click(offset=(lines[heading].index("Status") + 1, heading))
            await settle(pilot)
            assert listed(pilot) == order
        assert "Status ▼" in shown(pilot)


@pytest.mark.usefixtures("answers")
async def test_a_gap_is_planned_in_place_and_that_can_be_taken_back(
    gaps: Opens, repository: Repository, bank: Bank
) -> None:
    step = bank.control_of("A&A-06.1").text.from_no
    async with gaps() as (pilot, _):
        await press(pilot, "P")
        await go_to(pilot, "A&A-06.1")
        before = listed(pilot)
        await press(pilot, "r", "enter")  # an empty action becomes the recommended step
        await type_text(pilot, "audit")
        await press(pilot, "enter")
        await type_text(pilot, "in 2 weeks")
        assert "= Wednesday 2026-06-03" in unwrapped(shown(pilot))
        await press(pilot, "enter")
        plan = Remediation(step.action, "audit", date(2026, 6, 3), step.effort)
        assert on_disk(repository, "A&A-06.1").remediation == plan
        assert on_disk(repository, "A&A-06.1").status is None
        assert listed(pilot) == before, "a gap that was planned stays under the reader's eyes"
        assert "2026-06-03" in row(pilot, "A&A-06.1")
        await press(pilot, "r", "tab")
        await press(pilot, "ctrl+u")
        await type_text(pilot, "board")
        await press(pilot, "ctrl+s")
        assert on_disk(repository, "A&A-06.1").remediation.owner == "board", "the cursor is still on the same gap"
        await press(pilot, "z")
        assert on_disk(repository, "A&A-06.1").remediation == plan, "each plan is a step of its own"
        await press(pilot, "z")
        assert on_disk(repository, "A&A-06.1").remediation == Remediation()
        await press(pilot, "ctrl+y")
        assert on_disk(repository, "A&A-06.1").remediation == plan
        assert "2026-06-03" in row(pilot, "A&A-06.1")


@pytest.mark.usefixtures("answers")
async def test_an_owner_who_was_named_before_is_offered(gaps: Opens, repository: Repository) -> None:
    async with gaps() as (pilot, _):
        await go_to(pilot, "LOG-02.1")
        await press(pilot, "r", "enter")
        assert "← platform team" in shown(pilot)
        assert "← risk team" in shown(pilot)
        await press(pilot, "tab", "down", "enter", "ctrl+s")
        assert on_disk(repository, "LOG-02.1").remediation.owner == "risk team"


@pytest.mark.usefixtures("answers")
async def test_a_wrong_date_is_not_saved_and_leaving_asks_once(gaps: Opens, repository: Repository) -> None:
    async with gaps() as (pilot, _):
        await go_to(pilot, "IAM-18.1")
        await press(pilot, "r", "enter", "enter", "ctrl+u")
        await type_text(pilot, "2027-13-40")
        await press(pilot, "ctrl+s")
        assert "'2027-13-40' is not a due date" in unwrapped(shown(pilot))
        assert on_disk(repository, "IAM-18.1").remediation == PLAN
        await press(pilot, "escape")
        assert "Press Escape again to throw your changes away" in unwrapped(shown(pilot))
        await press(pilot, "escape")
        assert len(listed(pilot)) == 4
        await press(pilot, "r", "escape")
        assert len(listed(pilot)) == 4, "nothing was changed, so nothing is asked"
    assert on_disk(repository, "IAM-18.1").remediation == PLAN


@pytest.mark.usefixtures("answers")
async def test_a_risk_is_accepted_for_a_time_marked_and_withdrawn(gaps: Opens, repository: Repository) -> None:
    async with gaps() as (pilot, _):
        await go_to(pilot, "IAM-18.1")
        await press(pilot, "R", "ctrl+s")
        assert "Give a reason" in shown(pilot)
        await type_text(pilot, "only staff use it [/]")
        await press(pilot, "ctrl+s")
        assert "Give a day" in shown(pilot)
        await type_text(pilot, "2026-05-20")
        await press(pilot, "enter")
        assert "2026-05-20 is not in the future" in shown(pilot)
        await press(pilot, "ctrl+u")
        await type_text(pilot, "in 4 years")
        assert "longer than three years" in unwrapped(shown(pilot))
        await press(pilot, "ctrl+u")
        await type_text(pilot, "in 6 months")
        await press(pilot, "enter")
        risk = AcceptedRisk("only staff use it [/]", date(2026, 11, 20))
        assert on_disk(repository, "IAM-18.1").accepted_risk == risk
        assert "✓ accepted" in row(pilot, "IAM-18.1")
        assert "only staff use it [/]" in unwrapped(shown(pilot))
        await press(pilot, "A")
        assert listed(pilot) == ["IAM-18.1"]
        await press(pilot, "R")
        await pilot.click("#withdraw")
        await settle(pilot)
        assert on_disk(repository, "IAM-18.1").accepted_risk is None
        assert on_disk(repository, "IAM-18.1").remediation == PLAN


@pytest.mark.usefixtures("answers")
async def test_an_expired_acceptance_is_marked(gaps: Opens, repository: Repository) -> None:
    with repository.open("Support") as file:
        file.record([Answer("LOG-02.1", Status.YES_GAPS, accepted_risk=AcceptedRisk("small", date(2026, 5, 19)))])
    async with gaps() as (pilot, _):
        assert "✗ expired" in row(pilot, "LOG-02.1")


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize(
    ("keys", "destination"),
    [
        (("enter",), Destination(question="IAM-18.1")),
        (("escape",), Destination()),
        (("1",), Destination(Section.QUESTIONS)),
        (("2",), Destination(Section.RESULTS)),
        (("d", "escape", "escape"), Destination()),
    ],
)
async def test_where_the_screen_leads_to(gaps: Opens, keys: tuple[str, ...], destination: Destination) -> None:
    async with gaps() as (pilot, led_to):
        await go_to(pilot, "IAM-18.1")
        await press(pilot, *keys)
        assert led_to == [destination]


@pytest.mark.usefixtures("answers")
@pytest.mark.usefixtures("answers")
async def test_j_and_k_go_down_and_up_and_the_keys_of_the_question_screen_filter_nothing(gaps: Opens) -> None:
    async with gaps() as (pilot, led_to):
        questions = listed(pilot)
        await press(pilot, "j", "j", "k", "p", "a", "b")
        assert listed(pilot) == questions
        await press(pilot, "enter")
        assert led_to == [Destination(question=questions[1])]


@pytest.mark.usefixtures("answers")
async def test_a_click_looks_at_a_gap_and_a_second_one_opens_it(gaps: Opens) -> None:
    async with gaps() as (pilot, led_to):
        place = next(n for n, line in enumerate(shown(pilot).split("\n")) if row(pilot, "LOG-02.1") == line[:74])
        await pilot.click(offset=(30, place))
        await settle(pilot)
        assert re.search(r"LOG-02.1  \w.*\n", re.sub(r"^.{74}", "", shown(pilot), flags=re.MULTILINE))
        assert led_to == []
        await pilot.click(offset=(30, place), times=2)
        await settle(pilot)
        assert led_to == [Destination(question="LOG-02.1")]


@pytest.mark.usefixtures("answers")
async def test_a_small_window_opens_the_details_and_goes_on_from_there(gaps: Opens, bank: Bank) -> None:
    async with gaps((80, 24)) as (pilot, _):
        first, second = listed(pilot)[:2]
        assert "What is asked" not in shown(pilot)
        await press(pilot, "space")
        assert unwrapped(bank.question(first).text) in unwrapped(shown(pilot))
        await press(pilot, "right")
        assert unwrapped(bank.question(second).text) in unwrapped(shown(pilot))
        await press(pilot, "escape")
        assert listed(pilot)[:2] == [first, second]
        assert "What is asked" not in shown(pilot)


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (200, 60)])
async def test_every_size_shows_the_gaps_and_takes_a_plan(
    gaps: Opens, repository: Repository, size: tuple[int, int]
) -> None:
    async with gaps(size) as (pilot, _):
        for answer in ANSWERS:
            assert answer.question in shown(pilot)
        await press(pilot, "s", "home", "r", "ctrl+t", "ctrl+s")
        assert on_disk(repository, "A&A-06.1").remediation.action
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert len(listed(pilot)) == 4


async def test_no_gaps_are_said_with_what_to_do_next(
    gaps: Opens, repository: Repository, assessment: Assessment, bank: Bank
) -> None:
    with repository.open("Support") as file:
        file.record([Answer(question, Status.YES) for question in Result(bank, assessment).asked])
    async with gaps() as (pilot, led_to):
        assert "No gaps: every question that applies" in unwrapped(shown(pilot))
        await press(pilot, "r", "R", "d", "enter", "left", "s", "z")
        assert "No gaps" in shown(pilot)
        assert led_to == []


@pytest.mark.usefixtures("answers")
async def test_export_waits_until_everything_is_on_disk(gaps: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with gaps() as (pilot, _):
        with monkeypatch.context() as disk:
            disk.setattr(files.os, "fsync", full)
            await press(pilot, "r", "ctrl+t", "ctrl+s", "x")
            assert "NOT SAVED" in shown(pilot)
            assert "Export Support" not in shown(pilot)
        await press(pilot, "x")
        assert "Export Support" in shown(pilot)


@pytest.mark.usefixtures("answers")
async def test_leaving_in_the_middle_of_a_plan_keeps_what_was_typed(gaps: Opens, repository: Repository) -> None:
    async with gaps() as (pilot, _):
        await go_to(pilot, "LOG-02.1")
        await press(pilot, "r")
        await type_text(pilot, "half a thought")
        await press(pilot, "ctrl+q")
    assert on_disk(repository, "LOG-02.1").remediation.action == "half a thought"
