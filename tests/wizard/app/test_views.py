"""Views: choosing which questions are shown, walking inside a view, and a scope that changes below them."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from support.expected_heat import stages_of
from support.opened import keys, notices_gone, opened, question_shown, typed, words
from support.pilot import on_disk, press, shown
from textual.pilot import Pilot

from questionnaires.model import Bank
from questionnaires.vocabulary import Layer, Phase
from wizard.app.app import CaiqWizardApp
from wizard.core.agenda import State
from wizard.core.answers import Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.home import Home
from wizard.store.repository import Repository
from wizard.store.settings import Settings, keep_settings

STATES = (*State, "baseline")


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


@pytest.fixture
def given(repository: Repository, asked: tuple[str, ...]) -> dict[str, Answer]:
    """The first sixty questions: a yes, a flagged gap of Kim's, a flag without a status, a no that Kim shall mend."""
    kinds = (
        Answer("", Status.YES, respondent="Lee"),
        Answer("", Status.PARTIAL, flagged=True, respondent="Kim"),
        Answer("", flagged=True),
        Answer("", Status.NO, remediation=Remediation("mend it", "kim")),
    )
    answers = {question: _to(question, kinds[number % 4]) for number, question in enumerate(asked[:60])}
    with repository.open("Support") as file:
        file.record(answers.values())
    return answers


def _to(question: str, answer: Answer) -> Answer:
    return Answer(
        question,
        answer.status,
        flagged=answer.flagged,
        respondent=answer.respondent,
        remediation=answer.remediation,
    )


async def view_of(pilot: Pilot[None], *states: str) -> None:
    """Open the list of views, mark states and show them."""
    await press(pilot, "v")
    marking = [key for state in states for key in ("home", *["down"] * STATES.index(state), "space")]
    await keys(pilot, *marking, "enter")


def _to_choice(item: str, items: Iterable[str]) -> list[str]:
    """The keys that lead to an item below "any"."""
    return ["home", "down", *["down"] * list(items).index(item)]


async def test_each_state_shows_its_questions_and_says_how_many(home: Path, given: dict[str, Answer]) -> None:
    keep_settings(Home(home), Settings(respondent="KIM"))
    first = list(given)
    async with opened(CaiqWizardApp(Home(home))) as pilot:
        for state, question, said in (
            (State.UNANSWERED, first[2], "unanswered: 0 of 254"),
            (State.FLAGGED, first[1], "flagged: 15 of 30"),
            (State.GAPS, first[1], "gaps: 30 of 30"),
            (State.MINE, first[1], "mine: 30 of 30"),
        ):
            await view_of(pilot, state)
            assert f"{said} · V all" in words(pilot)
            await keys(pilot, "d", "home", "down", "enter")
            assert question_shown(pilot) == question
            await keys(pilot, "V")
            assert "V all" not in shown(pilot)
        await view_of(pilot, State.FLAGGED, State.GAPS, State.MINE)
        assert "flagged · gaps · mine: 15 of 15" in words(pilot)


async def test_domain_phase_layer_and_baseline_add_up(app: CaiqWizardApp, assessment: Assessment, bank: Bank) -> None:
    ledger = Result(bank, assessment).ledger
    phase, layer = Phase.PRODUCTION, Layer.GOVERNANCE
    both = [entry for entry in ledger if entry.asked and entry.phase is phase and entry.layer is layer]
    domain = both[0].domain
    all_three = [entry for entry in both if entry.domain == domain]
    baseline = [entry for entry in ledger if entry.asked and bank.controls[entry.control].marks.baseline]
    domains = list(dict.fromkeys(entry.domain for entry in ledger if entry.asked))
    async with opened(app) as pilot:
        await keys(pilot, "v", "tab", *_to_choice(phase, Phase), "space")
        await keys(pilot, "tab", *_to_choice(layer, Layer), "space")
        assert f"{len(both)} questions" in words(pilot)
        await keys(pilot, "tab", *_to_choice(domain, domains), "space")
        assert f"{len(all_three)} question" in words(pilot)
        await keys(pilot, "enter")
        assert f"{domain} · {layer} · {phase}: 0 of {len(all_three)}" in words(pilot)
        seen = {question_shown(pilot)}
        for _ in all_three:
            await keys(pilot, "j")
            seen.add(question_shown(pilot))
        assert seen == {entry.question for entry in all_three}, "j walks inside the view and stops at its end"
        await keys(pilot, "v", "shift+tab", "enter")
        assert f"{domain} · {layer}" in words(pilot), "Back keeps the view"
        await keys(pilot, "V")
        await view_of(pilot, "baseline")
        assert f"baseline 0 of {len(baseline)}" in words(pilot)


async def test_in_a_view_one_walks_and_answers_and_what_is_answered_stays(
    app: CaiqWizardApp, repository: Repository, given: dict[str, Answer]
) -> None:
    flagged = [question for question, answer in given.items() if answer.flagged]
    still_open = [question for question in flagged if given[question].status is None]
    async with opened(app) as pilot:
        await view_of(pilot, State.FLAGGED)
        await keys(pilot, "d", "home", "down", "enter", "u")
        assert question_shown(pilot) == still_open[0]
        await keys(pilot, "y")
        assert question_shown(pilot) == still_open[1], "on to the next open one inside the view"
        assert on_disk(repository, still_open[0]).status is Status.YES
        await keys(pilot, "k")
        assert question_shown(pilot) == flagged[2]
        await keys(pilot, "k")
        assert question_shown(pilot) == still_open[0], "answered in the view, it stays in the view"
        await keys(pilot, "f")
        assert not on_disk(repository, still_open[0]).flagged
        assert question_shown(pilot) == still_open[0]
        assert f"● {still_open[0]}" in shown(pilot), "and in the list beside it"
        await keys(pilot, *["y"] * (len(still_open) + 1))
        assert "Nothing is left to answer in this view (flagged)" in words(pilot)
        await notices_gone(pilot)
        await view_of(pilot)
        assert f"flagged: {len(flagged) - 1} of {len(flagged) - 1}" in words(pilot), "chosen anew, it is not in it"


async def test_an_empty_view_says_what_to_do_and_its_keys_do_no_harm(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app, (80, 24)) as pilot:
        await press(pilot, "v")
        await keys(pilot, "home", "down", "space")
        assert "no question, choose less" in words(pilot)
        await keys(pilot, "enter")
        assert "No question is flagged." in words(pilot)
        assert "V shows all questions again, v chooses another view." in words(pilot)
        await keys(pilot, "y", "n", "a", "enter", "e", "f", "j", "k", "u", "z", "Z", "i", "d", "m", "T")
        assert "No question is flagged." in words(pilot)
        assert not repository.read("Support").answers
        await keys(pilot, "escape")
        assert question_shown(pilot) == asked[0], "Escape goes back to all questions"
        await view_of(pilot, State.MINE)
        assert "Your name or function" in words(pilot), "mine needs a name"
        await typed(pilot, "Kim")
        await keys(pilot, "enter")
        assert "No question is mine." in words(pilot)
        await keys(pilot, "V", "y")
        await view_of(pilot, State.MINE)
        assert "mine: 1 of 1" in words(pilot)
    assert on_disk(repository, asked[0]).respondent == "Kim"


async def test_a_scope_that_shrinks_keeps_the_answers_apart_and_counts_them_again_when_it_grows(
    app: CaiqWizardApp, repository: Repository, bank: Bank, asked: tuple[str, ...]
) -> None:
    late = next(item for item in asked if bank.control_of(item).phase is Phase.SCALE)
    early = next(item for item in asked if bank.control_of(item).phase is Phase.PROTOTYPE)
    with repository.open("Support") as file:
        file.record([Answer(late, Status.YES, note="still true"), Answer(early, Status.YES)])
    async with opened(app, (120, 45)) as pilot:
        await _to_phases(pilot)
        await keys(pilot, "home", "space", "enter", "home", "space", "enter", "enter", "enter")
        assert "The scope has changed" in words(pilot)
        assert repository.read("Support").profile.target_phase is Phase.PROTOTYPE
        assert on_disk(repository, late).note == "still true"
        await notices_gone(pilot)
        await keys(pilot, "d", "end")
        assert "Kept, outside the scope (1)" in shown(pilot)
        await keys(pilot, "enter", "down", "enter")
        assert question_shown(pilot) == late
        assert "kept, but not asked and not counted" in words(pilot)
        assert "1 of 1" in words(pilot)
        await keys(pilot, "u")
        await keys(pilot, "2")
        counted = Result(bank, repository.read("Support")).score.answered
        assert counted == 1
        await keys(pilot, "1")
        await _to_phases(pilot)
        await keys(pilot, "home", "down", "space", "enter", "end", "space", "enter", "enter", "enter")
        await notices_gone(pilot)
        assert "Kept, outside the scope" not in shown(pilot)
    after = repository.read("Support")
    assert after.profile.target_phase is Phase.SCALE
    assert Result(bank, after).score.answered == 2


async def _to_phases(pilot: Pilot[None]) -> None:
    """Open the change of the scope and go on to its phases."""
    await keys(pilot, "S", *["ctrl+n"] * 2)
    assert "▸ 4 Phase" in words(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_stage_of_the_lifecycle_and_its_sub_stages_can_be_chosen(
    app: CaiqWizardApp, asked: tuple[str, ...], size: tuple[int, int]
) -> None:
    stages = {question: stages_of(question.rpartition(".")[0]) for question in asked}
    whole = [question for question in asked if "preparation" in stages[question]]
    part = [question for question in whole if "data collection" in stages[question]["preparation"]]
    async with opened(app, size) as pilot:
        await keys(pilot, "v", *["tab"] * 4, "down", "space")
        assert f"{len(whole)} questions" in words(pilot)
        await keys(pilot, "down", "space")
        assert f"{len(part)} questions" in words(pilot)
        await keys(pilot, "enter")
        assert question_shown(pilot) == part[0]
        await keys(pilot, "v", *["tab"] * 4, "enter")
        assert f"data collection: 0 of {len(part)}"[: size[0] // 5] in words(pilot), "the mark is there again"
        for following in part[1:4]:
            await keys(pilot, "j")
            assert question_shown(pilot) == following
