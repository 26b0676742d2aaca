"""The results and the end of the guided first hour: every figure is that of ``show --json``, and leads to its questions."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from support.pilot import press, settle, shown
from textual.pilot import Pilot

from questionnaires.model import Bank
from questionnaires.vocabulary import Layer, Phase, Role
from wizard.app.app import CaiqWizardApp
from wizard.app.destinations import Destination, Section
from wizard.app.screens.baseline_results import BaselineResultsScreen
from wizard.app.screens.figures import FiguresScreen
from wizard.app.screens.results import ResultsScreen
from wizard.app.widgets.leading import Leading
from wizard.core.agenda import BASELINE, EVERYTHING, QuestionFilter, State
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.services.banks import banks_of
from wizard.services.session import Session
from wizard.store.repository import Repository

TURNS = (Status.YES, Status.PARTIAL, None, Status.NO, Status.YES_GAPS, Status.YES, Status.NA)
SIGNS = dict(zip(Status, "●◕◑○–", strict=True))
LARGE = (200, 60)


@pytest.fixture
def answered(repository: Repository, assessment: Assessment, bank: Bank) -> Assessment:
    """Every status and open questions take turns."""
    given = [
        Answer(question_id, status)
        for number, question_id in enumerate(bank.control_by_question)
        if (status := TURNS[number % len(TURNS)])
    ]
    with repository.open(assessment.profile.name) as file:
        return file.record(given)


@pytest.fixture
def view(cli: Callable[..., Any]) -> Callable[[], Any]:
    """What ``show --json`` says."""
    return lambda: json.loads(cli("show", "Support", "--json").out)


@asynccontextmanager
async def opened(
    app: CaiqWizardApp,
    repository: Repository,
    screen: type[FiguresScreen],
    size: tuple[int, int] = LARGE,
    lens: int = 0,
) -> AsyncIterator[tuple[Pilot[None], list[Destination | None]]]:
    """A screen over a session, and the destinations that it closes with."""
    led_to: list[Destination | None] = []
    async with app.run_test(size=size, notifications=True) as pilot:
        with repository.open("Support") as file:
            session = Session(list(banks_of(repository.home, file.assessment)), file)
            session.turn_to(session.banks[lens])
            app.push_screen(screen(session, repository), led_to.append)
            await settle(pilot)
            yield pilot, led_to


async def go_to(pilot: Pilot[None], words: str) -> None:
    """Put the focus on the figure that says some words; wherever it is on the page, it must come into sight."""
    for figure in pilot.app.screen.query(Leading):
        if figure.focusable:
            figure.take_focus()
            await pilot.pause()
            if words in focused(pilot):
                return
    raise AssertionError(f"no figure says {words!r}")


def lines_of(pilot: Pilot[None], selector: str) -> list[str]:
    """What the screen shows where a widget is."""
    region = pilot.app.screen.query_one(selector).region
    return [line[region.x : region.right] for line in shown(pilot).splitlines()[region.y : region.bottom]]


def focused(pilot: Pilot[None]) -> str:
    """What the screen shows where the focus is; the focus has a sign."""
    text = "\n".join(lines_of(pilot, "Leading:focus"))
    assert "▸" in text
    return text


def numbers(pilot: Pilot[None], selector: str, words: str) -> list[int]:
    """The numbers behind some words in a group of figures."""
    (line,) = [line for line in lines_of(pilot, selector) if line.strip("▸ ").startswith(words)]
    return [int(word) for word in line[line.index(words) + len(words) :].split() if word.isdigit()]


@pytest.mark.usefixtures("answered")
async def test_the_figures_are_those_of_show(
    app: CaiqWizardApp, repository: Repository, view: Callable[[], Any]
) -> None:
    told = view()
    async with opened(app, repository, ResultsScreen) as (pilot, _):
        for code, score in told["score"].items():
            assert f"{code.capitalize()} score {score:.0f}" in "\n".join(lines_of(pilot, "#scores"))
        for item in told["domains"]:
            expected = [round(item["posture"]), item["answered"], item["asked"]]
            assert numbers(pilot, "#domains", f"{item['code']:<3} {item['title'][:30]}") == expected
        for item in told["layers"]:
            expected = [round(item["posture"]), item["answered"], item["asked"]]
            assert numbers(pilot, "#layers", item["code"]) == expected
        for phase, share in told["readiness"].items():
            assert numbers(pilot, "#ready", phase) == [round(share), len(told["blockers"][phase])]
        for status in Status:
            count = told["counts"][status.value.replace("-", "_")]
            assert numbers(pilot, "#statuses", f"{SIGNS[status]} {status.label} ")[0] == count
        unanswered = told["counts"]["asked"] - told["counts"]["answered"]
        assert numbers(pilot, "#statuses", "· Not answered yet")[0] == unanswered


async def test_the_figures_of_the_phases_count_each_phase_for_itself(
    app: CaiqWizardApp, repository: Repository, answered: Assessment, bank: Bank
) -> None:
    async with opened(app, repository, ResultsScreen) as (pilot, _):
        for phase in Phase:
            asked = [
                question
                for question in bank.control_by_question
                if bank.control_of(question).phase is phase and bank.control_of(question).responsibility(Role.AP).held
            ]
            given = sum(answered.answer(question).status is not None for question in asked)
            assert numbers(pilot, "#phases", phase)[1:] == [given, len(asked)]


def wanted(**limits: Any) -> Destination:
    return Destination(wanted=QuestionFilter(**limits))


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("Posture score", wanted()),
        ("identity & data", wanted(layer=Layer.IDENTITY_DATA)),
        ("◑ Partial", wanted(status=Status.PARTIAL)),
        ("– Not applicable", wanted(status=Status.NA)),
        ("· Not answered yet", wanted(states=frozenset({State.UNANSWERED}))),
        ("IAM Identity", wanted(domain="IAM")),
        ("I&S Infra", wanted(domain="I&S")),
    ],
)
@pytest.mark.usefixtures("answered")
async def test_enter_on_a_figure_leads_to_its_questions(
    app: CaiqWizardApp, repository: Repository, words: str, leads_to: Destination
) -> None:
    async with opened(app, repository, ResultsScreen) as (pilot, led_to):
        await go_to(pilot, words)
        await press(pilot, "enter")
        assert led_to == [leads_to]


@pytest.mark.usefixtures("answered")
async def test_readiness_leads_to_what_blocks_it(repository: Repository, view: Callable[[], Any]) -> None:
    blockers = frozenset(view()["blockers"]["production"])
    for words in ("production · now", f"{len(blockers)} block production now"):
        async with opened(CaiqWizardApp(repository.home), repository, ResultsScreen) as (pilot, led_to):
            await go_to(pilot, words)
            await press(pilot, "enter")
            assert led_to == [wanted(among=blockers, title="blocks production")]


@pytest.mark.usefixtures("assessment")
async def test_rough_work_says_for_how_many_answers_it_stands(app: CaiqWizardApp, repository: Repository) -> None:
    with repository.open("Support") as file:
        file.record([Answer("IAM-18.1", Status.NO)])
    async with opened(app, repository, ResultsScreen, (80, 24)) as (pilot, _):
        await go_to(pilot, "block production now")
        assert "for the 1 answered" in focused(pilot)
        assert any("scale · target" in line for line in lines_of(pilot, "#ready"))


async def test_the_other_sets_of_questions_are_named(repository: Repository, answered: Assessment, bank: Bank) -> None:
    asked = [
        question for question in bank.control_by_question if bank.control_of(question).responsibility(Role.AP).held
    ]
    given = frozenset(question for question in asked if answered.answer(question).status)
    for words, title in (("Assessed score", "answered"), ("the first day", "changed on ")):
        async with opened(CaiqWizardApp(repository.home), repository, ResultsScreen) as (pilot, led_to):
            await go_to(pilot, words)
            await press(pilot, "enter")
            (destination,) = led_to
            assert destination is not None
            assert destination.wanted is not None
            assert destination.wanted.among == given
            assert destination.wanted.title.startswith(title)


@pytest.mark.usefixtures("answered")
async def test_the_first_gaps_in_the_way_are_named_and_lead_to_their_question(
    app: CaiqWizardApp, repository: Repository, cli: Callable[..., Any]
) -> None:
    first = json.loads(cli("gaps", "Support", "--json").out)[0]
    async with opened(app, repository, ResultsScreen) as (pilot, led_to):
        await go_to(pilot, f"{first['question']} {first['title']}")
        await press(pilot, "enter")
        assert led_to == [Destination(question=first["question"])]


@pytest.mark.usefixtures("answered")
async def test_a_click_leads_on_as_enter_does(
    app: CaiqWizardApp,
    repository: Repository,
) -> None:
    async with opened(app, repository, ResultsScreen) as (pilot, led_to):
        region = pilot.app.screen.query_one("#phases").region
        await pilot.click(offset=(region.x + 6, region.y + 1))
        await settle(pilot)
        assert led_to == [wanted(phase=Phase.PROTOTYPE)]


@pytest.mark.usefixtures("answered")
async def test_s_turns_the_order_of_the_domains_and_the_focus_stays(
    app: CaiqWizardApp, repository: Repository, view: Callable[[], Any]
) -> None:
    domains = view()["domains"]
    weakest = [item["code"] for item in sorted(domains, key=lambda item: item["posture"])]
    async with opened(app, repository, ResultsScreen) as (pilot, _):
        await go_to(pilot, "MDS Model")
        shown_order = [line.split()[1 if "▸" in line else 0] for line in lines_of(pilot, "#domains")[1:]]
        assert shown_order == weakest
        await press(pilot, "s")
        shown_order = [line.split()[1 if "▸" in line else 0] for line in lines_of(pilot, "#domains")[1:]]
        assert shown_order == [item["code"] for item in domains]
        assert "MDS Model" in focused(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
@pytest.mark.usefixtures("answered")
async def test_every_figure_is_reached_and_seen_with_the_arrows(
    app: CaiqWizardApp, repository: Repository, size: tuple[int, int]
) -> None:
    async with opened(app, repository, ResultsScreen, size) as (pilot, _):
        seen = [focused(pilot)]
        for _ in range(100):
            await pilot.press("down")
            if focused(pilot) == seen[-1]:
                break
            seen.append(focused(pilot))
        assert "Posture" in seen[0]
        assert "the first day" in seen[-1].replace("\n", " ")
        assert len(seen) > 2 + 3 + 2 + 5 + 4 + 6 + 15
        await press(pilot, "home")
        assert focused(pilot) == seen[0]


@pytest.mark.usefixtures("answered")
async def test_tab_goes_from_group_to_group_and_arrows_across(
    app: CaiqWizardApp,
    repository: Repository,
) -> None:
    async with opened(app, repository, ResultsScreen) as (pilot, _):
        firsts = []
        for _ in range(8):
            firsts.append(focused(pilot))
            await press(pilot, "tab")
        for text, words in zip(
            firsts,
            ("Posture", "prototype", "block production", "infra", "Yes", "", "prototype", "first day"),
            strict=True,
        ):
            assert words in text
        assert focused(pilot) == firsts[0]
        await press(pilot, "shift+tab")
        assert focused(pilot) == firsts[-1]
        await press(pilot, "home", "right")
        assert "Assessed" in focused(pilot)
        await press(pilot, "down", "right")
        assert "▸" in "".join(lines_of(pilot, "#domains"))
        await press(pilot, "left")
        assert "prototype" in focused(pilot)


@pytest.mark.usefixtures("assessment")
async def test_without_answers_it_says_what_will_stand_here_and_leads_to_the_first_question(
    app: CaiqWizardApp,
    repository: Repository,
) -> None:
    async with opened(app, repository, ResultsScreen, (80, 24)) as (pilot, led_to):
        assert "No answers yet" in shown(pilot)
        await press(pilot, "enter")
        (destination,) = led_to
        assert destination is not None
        assert destination.question == "A&A-01.1"
        assert destination.section is Section.QUESTIONS


async def test_a_phase_beyond_the_target_is_not_asked_and_cannot_be_opened(
    app: CaiqWizardApp, repository: Repository, answered: Assessment
) -> None:
    with repository.open("Support") as file:
        file.change_profile(replace(answered.profile, target_phase=Phase.PRODUCTION))
    async with opened(app, repository, ResultsScreen) as (pilot, _):
        assert any("scale" in line and "not asked" in line for line in lines_of(pilot, "#ready"))
        await go_to(pilot, "production · now")
        await press(pilot, "down")
        assert "block production now" in focused(pilot)


@pytest.mark.usefixtures("assessment")
async def test_a_phase_that_nothing_blocks_says_so(app: CaiqWizardApp, repository: Repository, bank: Bank) -> None:
    with repository.open("Support") as file:
        file.record(Answer(question, Status.YES_GAPS) for question in bank.control_by_question)
    async with opened(app, repository, ResultsScreen) as (pilot, _):
        assert numbers(pilot, "#ready", "scale") == [100]
        assert "nothing blocks scale any more" in "".join(lines_of(pilot, "#blockers"))


async def test_a_lens_shows_its_own_figures(
    app: CaiqWizardApp, repository: Repository, answered: Assessment, view: Callable[[], Any]
) -> None:
    with repository.open("Support") as file:
        file.change_profile(replace(answered.profile, lenses=("caf-ai",)))
        file.record([Answer("CAF-VM-INPUT.1", Status.YES)])
    (lens,) = view()["lens_results"]
    async with opened(app, repository, ResultsScreen, lens=1) as (pilot, _):
        assert "of 100: the 1 answered question only" in shown(pilot)
        for item in lens["domains"]:
            assert numbers(pilot, "#domains", item["code"])[-2:] == [item["answered"], item["asked"]]


@pytest.mark.usefixtures("assessment")
async def test_what_is_not_saved_yet_counts_too(
    app: CaiqWizardApp,
    repository: Repository,
) -> None:
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        with repository.open("Support") as file:
            session = Session(list(banks_of(repository.home, file.assessment)), file)
            session.change(Answer("IAM-01.1", Status.PARTIAL))
            app.push_screen(ResultsScreen(session, repository))
            await settle(pilot)
            assert "Assessed score 40" in shown(pilot)
            assert "the first day" in "".join(lines_of(pilot, "#course"))


@pytest.mark.usefixtures("answered")
async def test_escape_leads_back(
    app: CaiqWizardApp,
    repository: Repository,
) -> None:
    async with opened(app, repository, ResultsScreen) as (pilot, led_to):
        await press(pilot, "escape")
        assert led_to == [Destination()]


# -- the end of the guided first hour ----------------------------------------------------------------------------------


@pytest.fixture
def first_hour(repository: Repository, assessment: Assessment, bank: Bank) -> Assessment:
    """The baseline but its last three questions, and one answer elsewhere that does not count here."""
    given = {
        question: TURNS[(number % 5) if number % 5 != 2 else 3] for number, question in enumerate(_baseline(bank)[:-3])
    }
    with repository.open(assessment.profile.name) as file:
        return file.record(Answer(question, status) for question, status in {**given, "A&A-01.1": Status.NO}.items())


def _baseline(bank: Bank) -> list[str]:
    return [
        question
        for question in bank.control_by_question
        if bank.control_of(question).marks.baseline and bank.control_of(question).responsibility(Role.AP).held
    ]


async def test_the_baseline_scores_each_layer_over_its_answered_questions(
    app: CaiqWizardApp, repository: Repository, first_hour: Assessment, bank: Bank
) -> None:
    baseline, by_layer = _baseline(bank), {}
    for layer in Layer:
        own = [question for question in baseline if bank.control_of(question).layer is layer]
        given = [status for question in own if (status := first_hour.answer(question).status)]
        credits_ = [status.credit for status in given if status.credit is not None]
        by_layer[layer] = [round(100 * sum(credits_) / len(credits_)), len(given), len(own)]
    async with opened(app, repository, BaselineResultsScreen, (120, 50)) as (pilot, _):
        assert {layer: numbers(pilot, "#layers", layer) for layer in Layer} == by_layer
        weakest = min(by_layer, key=lambda layer: by_layer[layer][0])
        assert f"weakest: {weakest}" in "".join(lines_of(pilot, "#layers"))


@pytest.mark.usefixtures("first_hour")
async def test_the_baseline_leads_on_to_all_questions_with_enter(
    app: CaiqWizardApp,
    repository: Repository,
) -> None:
    async with opened(app, repository, BaselineResultsScreen, (80, 24)) as (pilot, led_to):
        assert "Go on with all 299 questions" in focused(pilot)
        await press(pilot, "enter")
        assert led_to == [Destination(wanted=EVERYTHING)]


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("First score", Destination(wanted=BASELINE)),
        ("3 still open", wanted(baseline=True, states=frozenset({State.UNANSWERED}))),
        ("governance", wanted(baseline=True, layer=Layer.GOVERNANCE)),
    ],
)
@pytest.mark.usefixtures("first_hour")
async def test_the_figures_of_the_baseline_lead_to_its_questions(
    app: CaiqWizardApp, repository: Repository, words: str, leads_to: Destination
) -> None:
    async with opened(app, repository, BaselineResultsScreen, (80, 24)) as (pilot, led_to):
        await go_to(pilot, words)
        await press(pilot, "enter")
        assert led_to == [leads_to]


@pytest.mark.usefixtures("first_hour")
async def test_ten_next_steps_of_answered_baseline_gaps_are_named_and_lead_to_their_question(
    app: CaiqWizardApp, repository: Repository, bank: Bank, cli: Callable[..., Any]
) -> None:
    baseline = set(_baseline(bank))
    gaps = [
        gap for gap in json.loads(cli("gaps", "Support", "--json").out) if gap["question"] in baseline and gap["status"]
    ]
    async with opened(app, repository, BaselineResultsScreen, (120, 50)) as (pilot, led_to):
        text = lines_of(pilot, "#steps")
        assert text[0].startswith("The 10 next steps")
        named = [line.split()[-1] for line in text if line.strip("▸ ").split(" ")[0].isdigit()]
        assert len(named) == 10
        assert named[0] == gaps[0]["question"]
        assert named == [gap["question"] for gap in gaps if gap["question"] in named]
        step = bank.control_of(named[0]).text.from_no.action
        assert step[1:30] in " ".join(text)
        await go_to(pilot, named[9])
        await press(pilot, "enter")
        assert led_to == [Destination(question=named[9])]


@pytest.mark.usefixtures("assessment")
async def test_a_quick_win_is_marked(app: CaiqWizardApp, repository: Repository, bank: Bank) -> None:
    quick = next(q for q in _baseline(bank) if bank.control_of(q).text.from_no.effort in ("hours", "days"))
    slow = next(q for q in _baseline(bank) if bank.control_of(q).text.from_no.effort in ("weeks", "months"))
    with repository.open("Support") as file:
        file.record([Answer(quick, Status.NO), Answer(slow, Status.NO)])
    async with opened(app, repository, BaselineResultsScreen, (120, 40)) as (pilot, _):
        lines = lines_of(pilot, "#steps")[1:]
        assert ["★" in line for line in lines if quick in line or slow in line].count(True) == 1
        assert any("★" in line and quick in line for line in lines)


@pytest.mark.usefixtures("first_hour")
async def test_g_leads_to_all_gaps_and_escape_back(
    repository: Repository,
) -> None:
    for key, destination in (("g", Destination(Section.GAPS)), ("escape", Destination())):
        async with opened(CaiqWizardApp(repository.home), repository, BaselineResultsScreen) as (pilot, led_to):
            await press(pilot, key)
            assert led_to == [destination]
