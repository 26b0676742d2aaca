"""Requirements of the mapped standards, against the tables read without the program."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.standards import Requirement, natural_key, requirements
from wizard.core.standing import control_standings

Table = Callable[[str], list[dict[str, str]]]

PROFILE = Profile("X", tuple(Role), "", "", Phase.PROTOTYPE, Phase.SCALE, UseCase.AGENT)
FAMILIES = {
    "ISO/IEC 42001": "ISO/IEC",
    "ISO/IEC 27001": "ISO/IEC",
    "ISO/IEC 27002": "ISO/IEC",
    "ISO/IEC 27701": "ISO/IEC",
    "ISO/IEC": "ISO/IEC",
    "EU AI Act": "EU AI Act",
    "BSI AIC4/C5": "BSI AIC4/C5",
    "BSI AIC4": "BSI AIC4/C5",
    "BSI C5": "BSI AIC4/C5",
    "NIST AI 600-1": "NIST AI 600-1",
}
LEVELS = ("", "none", "partial", "full")


@pytest.fixture(scope="module")
def result(bank: Bank) -> Result:
    dice = random.Random(5)  # noqa: S311  (nothing secret: the same answers each time)
    answers = {question: Answer(question, dice.choice((None, *Status))) for question in bank.control_by_question}
    created = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
    return Result(bank, Assessment(PROFILE, created, answers))


@pytest.fixture(scope="module")
def rows(result: Result) -> tuple[Requirement, ...]:
    return requirements(control_standings(result).values())


def test_every_mapping_of_the_tables_stands_once_and_nothing_else(rows: tuple[Requirement, ...], table: Table) -> None:
    mapped = [(row.framework, row.id, member.control.id) for row in rows for member in row.controls if row.id]
    assert sorted(mapped) == sorted(
        (row["framework"], row["requirement"], row["control"]) for row in table("requirements.csv")
    )
    named = [(row.framework, row.id) for row in rows]
    assert len(named) == len(set(named))


def test_a_row_without_an_id_lists_the_controls_that_a_family_does_not_have(
    rows: tuple[Requirement, ...], table: Table
) -> None:
    full: dict[str, list[str]] = {}
    for row in table("coverage.csv"):
        if row["gap"] == "full":
            full.setdefault(row["framework"], []).append(row["control"])
    found = {row.framework: [member.control.id for member in row.controls] for row in rows if not row.id}
    assert found == full
    assert {row.gap for row in rows if not row.id} == {"full"}
    last = {row.framework: row for row in rows}
    assert all(not last[framework].id for framework in full), "they stand at the end of their framework"


def test_the_gap_is_the_largest_of_the_family_and_is_said_in_words(rows: tuple[Requirement, ...], table: Table) -> None:
    level = {(row["control"], row["framework"]): row["gap"] for row in table("coverage.csv")}
    for row in rows:
        family = FAMILIES[row.framework]
        levels = [level.get((member.control.id, family), "") for member in row.controls]
        assert row.gap == max(levels, key=LEVELS.index), (row.framework, row.id)
        assert row.gap_words.startswith({"none": "no", "": ""}.get(row.gap, row.gap))
        for member, own in zip(row.controls, levels, strict=True):
            words = {"none": "no gap", "": "no level given"}.get(own, f"{own} gap")
            part = next((part for part in row.gap_words.split("; ") if part.startswith(words)), None)
            if row.gap:
                assert part is not None
                assert len(set(levels)) == 1 or member.control.id in part.partition(": ")[2].split(", ")


def test_a_requirement_stands_as_its_controls_do(rows: tuple[Requirement, ...], result: Result) -> None:
    statuses = result.assessment.answers
    for row in rows:
        worst = ["no", None, "partial", "yes-gaps", "yes", "na"]
        found = [statuses[question].status for member in row.controls for question in member.asked]
        assert row.standings.worst == (min(found, key=worst.index) or "open")
        stands = sum(member.standing == "stands" for member in row.controls)
        counted = sum(member.standing not in ("not asked", "not applicable") for member in row.controls)
        assert row.standings.coverage == (pytest.approx(100 * stands / counted) if counted else None)


def test_frameworks_come_as_they_first_appear_and_numbers_compare_as_numbers(
    rows: tuple[Requirement, ...], table: Table
) -> None:
    frameworks = list(dict.fromkeys(row.framework for row in rows))
    assert frameworks == list(dict.fromkeys(row["framework"] for row in table("requirements.csv")))
    for one, other in pairwise(rows):
        if one.framework == other.framework and other.id:
            assert natural_key(one.id) < natural_key(other.id)
    texts = ["A.5.10", "Article 15", "A.5.2", "10.1", "Article 9", "9.3", "Article 9(2)", "A.5", "Article"]
    wanted = ["9.3", "10.1", "A.5", "A.5.2", "A.5.10", "Article", "Article 9", "Article 9(2)", "Article 15"]
    assert sorted(texts, key=natural_key) == wanted
