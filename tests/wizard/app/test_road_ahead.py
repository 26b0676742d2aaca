"""The road ahead on the screen: its figures, what a choice comes to, where lines lead, and the way back."""

import re
from datetime import date

import pytest
from support.opened import keys, opened, words
from support.pilot import press, shown
from textual.pilot import Pilot

from exports.insights.plan import PackageRow, PlanRows
from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.drawing import points
from wizard.app.screens.insights.plan import PlanPage
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import AcceptedRisk, Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.services.insights.choosing import choice_of
from wizard.services.insights.plan import plan_rows, with_people
from wizard.store.repository import Repository

WIDE, NARROW, LARGE, TINY = (120, 40), (80, 24), (200, 60), (40, 12)
TALL = (90, 120)
"""Room for all details, which have the whole width here."""
TURNS = (Status.YES, Status.NO, Status.PARTIAL, None, Status.YES_GAPS)
TODAY = date.today()  # noqa: DTZ011  (the page plans from the day on which it is opened)


@pytest.fixture
def result(bank: Bank, repository: Repository, assessment: Assessment) -> Result:
    """Answers of all kinds; the risk of the first no is accepted."""
    asked = Result(bank, assessment).asked
    answers = [Answer(question, TURNS[number % 5]) for number, question in enumerate(asked)]
    answers[1] = Answer(answers[1].question, Status.NO, accepted_risk=AcceptedRisk("small", date.max))
    with repository.open("Support") as file:
        file.record(answers)
    return Result(bank, repository.read("Support"))


@pytest.fixture
def plan(result: Result) -> PlanRows:
    return plan_rows(result, TODAY)


def squeezed(text: str) -> str:
    """Letters and digits alone, however the text was wrapped and framed."""
    return re.sub(r"\W+", "", text)


async def road(pilot: Pilot[None], *pressed: str) -> None:
    """Open the page, then press keys."""
    await press(pilot, "5", "r")
    await keys(pilot, *pressed)


async def questions_behind(pilot: Pilot[None]) -> set[str]:
    """Press Enter; the questions that this leads to."""
    await press(pilot, "enter")
    screen = pilot.app.screen
    assert isinstance(screen, QuestionScreen)
    return set(screen.session.agenda.questions)


def line_of(text: str, package: PackageRow) -> str:
    """The line of the table with a package's number and the beginning of its title."""
    (line,) = re.findall(
        rf"^.*\[[x ]\] +{package.number} .{{0,3}}{re.escape(package.title[:12])}.*$", text, re.MULTILINE
    )
    return str(line)


@pytest.mark.parametrize("size", [WIDE, NARROW, LARGE])
async def test_packages_stand_in_order_with_the_figures_of_the_report(
    app: CaiqWizardApp, plan: PlanRows, size: tuple[int, int]
) -> None:
    async with opened(app, size) as pilot:
        await road(pilot, "home")
        text = shown(pilot)
        first = plan.phases[0]
        assert f"{first.phase.upper()}  {points(first.share)} % ready" in text
        for package in plan.packages[:5]:
            line = line_of(text, package)
            assert f"+{package.rises:.1f}" in line
            assert f"  {package.posture:.1f} " in line
            assert f"{points(package.readiness[package.phase])} %" in line
            assert package.ends.isoformat() in line
            assert ("★" in line) == package.quick
        whole, *layers = plan.baseline
        assert f"Baseline posture {points(whole.posture)}   {whole.answered} of {whole.asked} answered" in text
        assert f"{layers[0].title} {points(layers[0].posture)}" in text


async def test_the_details_tell_what_why_needs_steps_and_questions(
    app: CaiqWizardApp, plan: PlanRows, bank: Bank
) -> None:
    package = next(package for package in plan.packages if package.needs)
    number = package.number + [phase.phase for phase in plan.phases].index(package.phase)
    async with opened(app, TALL) as pilot:
        await road(pilot, "home", *["down"] * number, "d")
        text = squeezed(shown(pilot))
    numbers = ", ".join(str(other.number) for other in plan.packages if other.key in package.needs)
    told = (package.what, package.why, f"after {numbers}", *package.steps)
    for words_ in (*told, *package.questions, *(bank.control_of(q).title for q in package.questions)):
        assert squeezed(words_) in text, words_


async def test_a_phase_tells_what_changes_in_the_threats_when_to_look_again_and_what_is_accepted(
    app: CaiqWizardApp, plan: PlanRows
) -> None:
    accepting = next(number for number, phase in enumerate(plan.phases) if phase.accepted)
    phase = plan.phases[accepting]
    earlier = [own.phase for own in plan.phases[:accepting]]
    before = sum(1 for package in plan.packages if package.open or package.phase in earlier)
    async with opened(app, TALL) as pilot:
        await road(pilot, "home", *["down"] * (before + accepting), "d")
        text = squeezed(shown(pilot))
    label = "already true: the system is in" if phase.reached else "when the system enters this phase"
    days = (str(phase.assess_again[0]), str(phase.assess_again[-1]))
    for told in (label, *phase.threats, *days, "1 gap whose risk is accepted today", f"{phase.open} question"):
        assert squeezed(told) in text, told


async def test_chosen_packages_say_what_they_come_to_and_what_is_missing_before_them(
    app: CaiqWizardApp, result: Result, plan: PlanRows
) -> None:
    waiting = next(package for package in plan.packages if package.needs)
    choice = choice_of(result, plan, [plan.packages[0].key, waiting.key])
    async with opened(app) as pilot:
        await road(pilot)
        assert "What if? Space chooses packages" in words(pilot)
        phases = [phase.phase for phase in plan.phases].index(waiting.phase) + 1
        await keys(pilot, "home", "space", *["down"] * (waiting.number - 1 + phases), "space")
        text, line = words(pilot), line_of(shown(pilot), waiting)
        assert line.lstrip().startswith("[x]")
        assert f"With the 2 chosen: posture {choice.posture.today:.1f} → {choice.posture.then:.1f}" in text
        for phase, figure in choice.readiness.items():
            assert f"{phase} {points(figure.today)} → {points(figure.then)} %" in text
        assert choice.effort in text
        missing = [package for package in plan.packages if package.key in choice.waits_for.get(waiting.key, ())]
        told = f"! {waiting.number} needs what is not chosen: {missing[0].number} {missing[0].title}" if missing else ""
        assert told in text
        await keys(pilot, "n")
        assert "What if? Space chooses packages" in words(pilot)


async def test_all_of_a_phase_is_chosen_at_once_and_taken_out_again(
    app: CaiqWizardApp, result: Result, plan: PlanRows
) -> None:
    first = [package for package in plan.packages if package.phase == plan.phases[0].phase]
    then = choice_of(result, plan, [package.key for package in first])
    async with opened(app) as pilot:
        await road(pilot, "a")
        told = f"With the {len(first)} chosen: posture {then.posture.today:.1f} → {then.posture.then:.1f}"
        assert told in words(pilot)
        assert "not chosen" not in words(pilot)
        await keys(pilot, "a")
        assert "With the" not in words(pilot)


async def test_a_click_on_the_box_chooses(app: CaiqWizardApp, plan: PlanRows) -> None:
    async with opened(app) as pilot:
        await road(pilot)
        row = next(
            n for n, line in enumerate(shown(pilot).split("\n")) if line == line_of(shown(pilot), plan.packages[1])
        )
        await pilot.click(offset=(4, row))
        await keys(pilot)
        assert line_of(shown(pilot), plan.packages[1]).lstrip().startswith("[x]")
        assert "With the chosen one" in words(pilot)


async def test_more_people_bring_the_dates_nearer(app: CaiqWizardApp, plan: PlanRows) -> None:
    first = next(package for package in plan.packages if package.days > 5)
    sooner = with_people(plan, 3).packages[first.number - 1]
    async with opened(app) as pilot:
        await road(pilot)
        assert first.ends.isoformat() in line_of(shown(pilot), first)
        await keys(pilot, "p", "p")
        assert sooner.ends.isoformat() in line_of(shown(pilot), first)
        assert "3 people at work" in words(pilot)
        await keys(pilot, "P", "P", "P")
        assert "9 people at work" in words(pilot)


async def test_enter_leads_to_the_questions_and_escape_back_to_the_line_and_the_choice(
    app: CaiqWizardApp, plan: PlanRows
) -> None:
    package = plan.packages[1]
    async with opened(app) as pilot:
        await road(pilot, "space", "down", "p")
        assert await questions_behind(pilot) == set(package.questions)
        await press(pilot, "escape")
        text = words(pilot)
        assert "With the chosen one" in text
        assert "2 people at work" in text
        assert await questions_behind(pilot) == set(package.questions)


async def test_what_is_chosen_and_who_works_is_kept_when_somebody_comes_back_later(
    app: CaiqWizardApp, plan: PlanRows
) -> None:
    async with opened(app) as pilot:
        await road(pilot, "space", "p")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, QuestionScreen)
        await road(pilot)
        assert line_of(shown(pilot), plan.packages[0]).lstrip().startswith("[x]")
        assert "2 people at work" in words(pilot)


async def test_without_answers_there_is_nothing_but_questions_to_answer(
    app: CaiqWizardApp, bank: Bank, assessment: Assessment
) -> None:
    empty = plan_rows(Result(bank, assessment), TODAY)
    async with opened(app) as pilot:
        await road(pilot)
        text = words(pilot)
        assert all(package.title in text for package in empty.packages)
        assert "open questions are counted as in place once they are answered" in text
        assert await questions_behind(pilot) == set(empty.packages[0].questions)


async def test_where_nothing_blocks_it_says_so(
    app: CaiqWizardApp, bank: Bank, repository: Repository, assessment: Assessment
) -> None:
    with repository.open("Support") as file:
        file.record([Answer(question, Status.YES) for question in Result(bank, assessment).asked])
    async with opened(app) as pilot:
        await road(pilot, "space", "a", "n", "p", "enter")
        assert isinstance(app.screen, PlanPage)
        assert "Nothing blocks the phases of this assessment" in words(pilot)
        assert "PROTOTYPE 100 % ready" in words(pilot)


async def test_it_can_be_read_and_used_in_a_tiny_terminal(app: CaiqWizardApp, plan: PlanRows) -> None:
    async with opened(app, TINY) as pilot:
        await road(pilot, "space", "d", "escape", "down", "space", "d")
        assert plan.packages[1].title[:10] in words(pilot)
        await keys(pilot, "escape", "escape", "escape")
        assert isinstance(app.screen, QuestionScreen)
