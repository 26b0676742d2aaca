"""The page of the standards: its figures, what it says of a requirement, and where it leads."""

import re

import pytest
from support.expected import Expected
from support.opened import typed, words
from support.pilot import notice, press, settle, shown
from support.requirement_ids import is_odd, named, printed_rows, requirements_of_controls
from textual.pilot import Pilot

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.store.repository import Repository

WIDE, NARROW, LARGE, TINY = (120, 40), (80, 24), (200, 60), (40, 12)
TURNS = (Status.YES, Status.YES, Status.NO, Status.PARTIAL, Status.YES_GAPS, None, Status.YES)
MARKS = {"supported": "●", "mostly supported": "◕", "weak": "◑", "not supported": "○"}
SUPPORTS = ("supported", "mostly supported", "weak", "not supported", "open", "outside the scope")


@pytest.fixture
def expected(assessment: Assessment, repository: Repository, bank: Bank) -> Expected:
    """An independent computation over the answers that are put on disk."""
    statuses = {question: TURNS[number % len(TURNS)] for number, question in enumerate(bank.control_by_question)}
    with repository.open("Support") as file:
        file.record(Answer(question, status) for question, status in statuses.items() if status)
    told = {question: status.value for question, status in statuses.items() if status}
    return Expected(bank, told, assessment.profile.roles, "production", "scale", "agent")


def mapped(framework: str) -> dict[str, list[str]]:
    """The controls of each requirement of a standard that is named for certain."""
    odd = {pair for _, name, entry in printed_rows() if is_odd(name, entry) for pair in named(name, entry)}
    found: dict[str, list[str]] = {}
    for control, frameworks in requirements_of_controls().items():
        for id_ in frameworks.get(framework, ()):
            if (framework, id_) not in odd:
                found.setdefault(id_, []).append(control)
    return found


async def opened(pilot: Pilot[None], repository: Repository, *keys: str) -> None:
    """Open the assessment, then the page, then press keys."""
    await settle(pilot)
    await pilot.app.push_screen(QuestionScreen(repository, "Support"))
    await settle(pilot)
    await press(pilot, "5", "s", *keys)


def figures(text: str, title: str) -> list[int]:
    """The figures behind a title at the beginning of a line."""
    line = next(row for row in text.splitlines() if row.strip().startswith(title))
    return [int(number) for number in re.findall(r"\d+", line.replace(title, "", 1))]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_each_standard_shows_how_many_requirements_have_which_support(
    app: CaiqWizardApp, repository: Repository, expected: Expected, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await opened(pilot, repository)
        text = shown(pilot)
    for framework in ("ISO/IEC 42001", "ISO/IEC 27001", "EU AI Act", "NIST AI 600-1", "BSI C5", "BSI AIC4"):
        supports = [expected.support(controls) for controls in mapped(framework).values()]
        told = figures(text, framework)
        assert told[:7] == [len(supports), *map(supports.count, SUPPORTS)]
    assert figures(text, "Not certain") == [
        len({(name, entry) for _, name, entry in printed_rows() if is_odd(name, entry)})
    ]
    assert figures(text, "ISO/IEC 42001")[7] == 6
    assert "not proof of conformity" in " ".join(text.split())
    assert ("○ not supported  · open" in text) == (size == WIDE)


async def test_a_standard_opens_to_its_requirements_with_a_filter_and_a_search(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    act = mapped("EU AI Act")
    supports = [expected.support(controls) for controls in act.values()]
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await opened(pilot, repository, "down", "enter")
        text = words(pilot)
        for word in SUPPORTS:
            if word in supports:
                assert f"{word} {supports.count(word)} " in text
        assert "□ not mapped 3" in text
        await press(pilot, "f", "f", "f")
        weak = [id_ for id_, controls in act.items() if expected.support(controls) == "weak"]
        assert f"▸◑ weak {len(weak)}" in shown(pilot)
        assert "● supported  " not in shown(pilot).partition("Requirement")[2]
        await press(pilot, "escape", "slash")
        await typed(pilot, "Article 15")
        listed = [line[2:26].strip() for line in shown(pilot).splitlines() if line.startswith("  Article")]
        assert sorted(listed) == sorted(id_ for id_ in act if re.match(r"Article 15\b", id_))
        await typed(pilot, " nothing like it")
        assert "Nothing here holds these words" in words(pilot)
        await press(pilot, "escape", "escape")
        assert "How far your answers support" in words(pilot)


async def test_the_details_tell_controls_spellings_and_what_the_gap_level_means(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    controls = mapped("EU AI Act")["Annex VI"]
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await opened(pilot, repository, "down", "enter", "slash")
        await typed(pilot, "annex vi, vii")
        await press(pilot, "enter")
        text = words(pilot)
    assert "EU AI Act Annex VI" in text
    assert "Annex VI, VII" in text
    assert "The level is about the two texts, not about your system." in " ".join(text.split())
    for control in controls:
        assert f"{control} {expected.standing(control)}: " in text


async def test_a_requirement_leads_to_its_questions_and_escape_comes_back_to_it(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    controls = mapped("ISO/IEC 42001")["A.5.2"]
    questions = [question for question in expected.asked if expected.control(question).id in controls]
    support = expected.support(controls)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, repository, "enter", *("f" * (list(SUPPORTS).index(support) + 1)), "slash")
        await typed(pilot, "A.5.2")
        await press(pilot, "enter", "enter")
        text = words(pilot)
        assert "ISO/IEC 42001 A.5.2" in text
        assert questions[0] in text
        await press(pilot, "escape")
        assert "How the answers support its requirements" in words(pilot)
        assert "ISO/IEC 42001 A.5.2" in words(pilot)
        assert f"▸{MARKS[support]} {support}" in shown(pilot)


async def test_what_is_not_mapped_and_what_is_not_certain_say_so(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    assert expected.asked
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, repository, "enter", "end", "enter")
        assert "A.3.3" in words(pilot)
        assert "maps no control to it" in notice(pilot)
        pilot.app.clear_notifications()
        await press(pilot, "escape", "end", "enter", "slash")
        await typed(pilot, "A.16.1.2")
        await press(pilot, "enter")
        assert "has no A.16.1.2" in words(pilot)


async def test_the_page_can_be_read_in_a_tiny_terminal(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    assert expected.asked
    async with app.run_test(size=TINY, notifications=True) as pilot:
        await opened(pilot, repository, "enter", "d")
        assert "ISO/IEC 42001" in shown(pilot)
        await press(pilot, "d", "escape")
        assert "Standard        Mapped" in shown(pilot)


async def test_the_requirements_can_be_listed_with_the_least_coverage_first(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    shares = {id_: expected.coverage(controls)[2] for id_, controls in mapped("EU AI Act").items()}
    least = sorted(share for share in shares.values() if share is not None)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await opened(pilot, repository, "down", "enter", "s")
        assert "least coverage first" in words(pilot)
        listed = re.findall(r"^  (?:Art|Ann|Rec).* (\d+) % ", shown(pilot), re.MULTILINE)
        assert len(listed) > 20
        assert [int(share) for share in listed] == [round(share) for share in least[: len(listed)]]
        await press(pilot, "enter", "escape")
        assert "least coverage first" in words(pilot)
        await press(pilot, "s")
        assert "least coverage first" not in words(pilot)


async def test_a_requirement_shows_its_title_and_that_it_rests_on_one_control(
    app: CaiqWizardApp, repository: Repository, expected: Expected
) -> None:
    alone = next(
        id_
        for id_, controls in mapped("EU AI Act").items()
        if id_.startswith("Annex VII (") and expected.coverage(controls)[1] == 1
    )
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, repository, "down", "enter", "slash")
        await typed(pilot, alone)
        await press(pilot, "enter")
        text = words(pilot)
    assert "1, by one" in text
    assert ", by one control" in text
    assert "Conformity based on an assessment" in " ".join(text.split())
