"""Requirements of the mapped standards, against the tables read without the program."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.requirement_ids import is_odd, named, printed_rows, requirements_of_controls

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.standards import Requirement, Support, judged, natural_key, requirements, standards, support_of
from wizard.core.standing import Standing, control_standings

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
    return requirements(result.bank, control_standings(result).values())


def test_every_mapping_of_the_tables_stands_once_and_nothing_else(rows: tuple[Requirement, ...], table: Table) -> None:
    mapped = [(row.framework, row.id, member.control.id) for row in rows for member in row.controls if row.id]
    assert len(table("requirements.csv")) == len(list(printed_rows()))
    assert sorted(mapped) == sorted(
        (framework, id_, control)
        for control, frameworks in requirements_of_controls().items()
        for framework, ids in frameworks.items()
        for id_ in ids
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
        counted = sum(member.credit is not None for member in row.controls)
        assert row.standings.coverage == (pytest.approx(100 * stands / counted) if counted else None)


def test_numbers_compare_as_numbers(rows: tuple[Requirement, ...]) -> None:
    for one, other in pairwise(rows):
        if one.framework == other.framework and other.id:
            assert natural_key(one.id) < natural_key(other.id)
    texts = ["A.5.10", "Article 15", "A.5.2", "10.1", "Article 9", "9.3", "Article 9(2)", "A.5", "Article"]
    wanted = ["9.3", "10.1", "A.5", "A.5.2", "A.5.10", "Article", "Article 9", "Article 9(2)", "Article 15"]
    assert sorted(texts, key=natural_key) == wanted


def test_a_requirement_tells_its_other_spellings_and_whether_it_is_odd(rows: tuple[Requirement, ...]) -> None:
    spellings: dict[tuple[str, str], set[str]] = {}
    odd = set()
    for _, framework, printed in printed_rows():
        for name, id_ in named(framework, printed):
            spellings.setdefault((name, id_), set()).update({printed} - {id_})
            odd |= {(name, id_)} if is_odd(framework, printed) else set()
    assert {(row.framework, row.id): set(row.printed) for row in rows if row.id} == spellings
    assert {(row.framework, row.id) for row in rows if row.odd} == odd


def test_the_support_follows_from_how_the_controls_stand(rows: tuple[Requirement, ...]) -> None:
    found = set()
    for row in rows:
        ways = [member.standing for member in row.controls]
        counted = [way for way in ways if way in ("stands", "stands partly", "missing", "open")]
        if row.odd or not row.id:
            assert (row.support, row.by_one) == (None, False)
            continue
        assert row.by_one == (len(counted) == 1)
        if not counted:
            wanted = "outside the scope"
        elif set(counted) == {"stands"}:
            wanted = "supported"
        elif ways.count("stands") * 4 >= 3 * len(counted):
            wanted = "mostly supported"
        elif set(counted) == {"open"}:
            wanted = "open"
        else:
            wanted = "weak" if {"stands", "stands partly"} & set(counted) else "not supported"
        assert row.support == wanted, (row.framework, row.id)
        found.add(wanted)
    assert found >= {"supported", "mostly supported", "weak", "not supported"}


@given(st.fixed_dictionaries({way: st.integers(0, 3) for way in Standing}))
def test_one_more_control_that_stands_never_makes_the_support_worse(counts: dict[Standing, int]) -> None:
    order = [Support.SUPPORTED, Support.MOSTLY, Support.WEAK, Support.OPEN, Support.NOT_SUPPORTED]
    before = support_of(counts)
    after = support_of({**counts, Standing.STANDS: counts[Standing.STANDS] + 1})
    assert after in (Support.SUPPORTED, Support.MOSTLY, Support.WEAK)
    assert before is Support.OUTSIDE or order.index(after) <= order.index(before)


def test_what_is_not_mapped_is_what_no_control_names(result: Result, bank: Bank) -> None:
    mapped = {pair for _, framework, printed in printed_rows() for pair in named(framework, printed)}
    certain = {(name, id_) for name, id_ in mapped if not is_odd(name, id_)}
    found = {standard.framework: standard for standard in standards(bank, judged(result).requirements)}
    assert {name for name, standard in found.items() if standard.whole} == set(bank.standards)
    for name, ids in bank.standards.items():
        names = [id_ for other, id_ in certain if other == name]
        unmapped = [
            id_ for id_ in ids if not any(own == id_ or own.startswith((f"{id_}.", f"{id_} ")) for own in names)
        ]
        assert list(found[name].unmapped) == unmapped
    assert found["ISO/IEC 42001"].unmapped == ("4.2", "4.3", "4.4", "7.5.1", "9.3.1", "A.3.3")
    assert found["EU AI Act"].unmapped == ("Article 5", "Article 48", "Article 49")


def test_nist_says_that_its_mapping_is_from_the_version_before(result: Result, bank: Bank) -> None:
    sources = {item.framework: item.source for item in standards(bank, judged(result).requirements)}
    assert "1.0.3" in sources.pop("NIST AI 600-1")
    assert set(sources.values()) == {f"{bank.title} {bank.version}"}


def test_a_requirement_has_the_title_of_itself_or_of_what_it_belongs_to(
    rows: tuple[Requirement, ...], bank: Bank
) -> None:
    titles = {(row.framework, row.id): row.title for row in rows}
    for (framework, id_), wanted in {
        ("EU AI Act", "Article 15"): "Accuracy, robustness and cybersecurity",
        ("EU AI Act", "Article 15 (5)"): "Accuracy, robustness and cybersecurity",
        ("EU AI Act", "Annex VI"): "Conformity assessment procedure based on internal control",
        ("EU AI Act", "Recital 69"): "",
        ("ISO/IEC 42001", "A.6.2.4"): "AI system verification and validation",
        ("ISO/IEC 42001", "9.2.1"): "Internal audit",
        ("ISO/IEC 27001", "A.5.15"): "Access control",
        ("ISO/IEC 27002", "8.24"): "Use of cryptography",
        ("BSI C5", "OPS-10"): "Operations",
        ("NIST AI 600-1", "GV-6.1-009"): "GOVERN 6: third parties",
    }.items():
        assert titles[framework, id_] == wanted
    assert not any(row.title for row in rows if row.odd)
    articles = bank.requirement_titles["EU AI Act"]
    assert all(articles[f"Article {number}"] for number in range(1, 114))
    numbers = {"5": 37, "6": 8, "7": 14, "8": 34}
    for id_ in (f"{theme}.{number}" for theme, last in numbers.items() for number in range(1, last + 1)):
        own = bank.requirement_titles["ISO/IEC 27002"][id_]
        assert own == bank.requirement_titles["ISO/IEC 27001"][f"A.{id_}"] != ""


def test_the_standards_about_ai_come_first_and_nothing_stands_alone(result: Result, bank: Bank) -> None:
    found = standards(bank, judged(result).requirements)
    assert [item.framework for item in found] == [
        "ISO/IEC 42001",
        "EU AI Act",
        "NIST AI 600-1",
        "ISO/IEC 27001",
        "ISO/IEC 27002",
        "BSI AIC4",
        "BSI C5",
    ]
    alone = {item.framework: [row for row in item.requirements if not row.id] for item in found}
    assert all(alone[f"ISO/IEC {number}"][0].framework == "ISO/IEC" for number in (42001, 27001, 27002))
    assert not alone["BSI C5"]
