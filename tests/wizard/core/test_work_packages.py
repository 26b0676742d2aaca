"""The work packages of an assessment, against the rules worked out from the tables."""

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.model import Bank, Control
from questionnaires.packages import Package, PackageTable, load_packages
from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.work_packages import WorkPackage, blocking_gaps, work_packages

TABLES = Path(__file__).resolve().parents[3] / "questionnaires" / "aicm"
TODAY = date(2026, 6, 1)
DAYS = {"hours": 0.5, "days": 3, "weeks": 10, "months": 40}
BLOCKING = ("", "no", "partial")
MOOD: Mapping[str, tuple[str | None, ...]] = {
    "open": (None,),
    "bad": ("no", "partial", None),
    "mixed": (*Status, None),
    "good": ("yes", "yes", "yes", "no"),
}
properties = settings(max_examples=25, deadline=None)
CASES = st.tuples(
    st.integers(0, 10_000), st.sampled_from(sorted(MOOD)), st.sampled_from(list(Phase)), st.sampled_from(list(Role))
)
"""A seed for the answers, what they are like, the target phase, the role."""
Case = tuple[int, str, Phase, Role]


def made(bank: Bank, seed: int, mood: str, target: Phase = Phase.SCALE, role: Role = Role.AP) -> Result:
    """Random answers, some with an effort of their own, some with a risk that is accepted until yesterday or today."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret: the same answers each time)
    answers = {}
    for question in bank.control_by_question:
        plan = Remediation(effort=dice.choice((None, None, *Effort)))
        risk = AcceptedRisk("cheap", TODAY + timedelta(days=dice.choice((-1, 0)))) if dice.random() < 0.1 else None
        word = dice.choice(MOOD[mood])
        status = Status(word) if word else None
        answers[question] = Answer(question, status, remediation=plan, accepted_risk=risk)
    profile = Profile("X", (role,), "", "", Phase.PROTOTYPE, target, UseCase.AGENT)
    created = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
    return Result(bank, Assessment(profile, created, answers))


def plan_of(result: Result) -> tuple[WorkPackage, ...]:
    return work_packages(result, load_packages(), TODAY)


def work_of(result: Result) -> list[WorkPackage]:
    """All but the open questions."""
    return [package for package in plan_of(result) if not package.is_open]


def read(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def before() -> Mapping[str, set[str]]:
    """All that must stand before each package."""
    needs = {row["package"]: set(row["needs"].split()) for row in read("packages.csv")}
    for _ in needs:
        needs = {key: own.union(*(needs[one] for one in own)) for key, own in needs.items()}
    return needs


@pytest.fixture(scope="module")
def package_of() -> Mapping[str, str]:
    """The package of each control."""
    return {row["control"]: row["package"] for row in read("work-packages.csv")}


def word(result: Result, question: str) -> str:
    return result.assessment.answers[question].status or ""


def effort(result: Result, question: str) -> str:
    """The planned effort, else that of the bank's step."""
    text = result.bank.control_of(question).text
    step = text.from_partial if word(result, question) == "partial" else text.from_no
    return result.assessment.answers[question].remediation.effort or step.effort


def days(result: Result, questions: Sequence[str]) -> float:
    """Working days: each control once, by its longest step; what is not answered costs 1.5 minutes, half a day at least."""
    answered = [question for question in questions if word(result, question)]
    if not answered:
        return max(0.5, len(questions) * 1.5 / 60 / 8)
    controls = {question.rsplit(".", 1)[0] for question in answered}
    return sum(
        max(DAYS[effort(result, question)] for question in answered if question.startswith(f"{control}."))
        for control in controls
    )


@properties
@given(case=CASES)
def test_each_blocking_gap_is_in_one_package_of_its_phase_and_an_accepted_one_in_none(
    bank: Bank, facts: Mapping[str, Any], case: Case
) -> None:
    result = made(bank, *case)
    packages = plan_of(result)
    told = [question for package in packages for question in package.questions]
    blocking = {question for question in result.asked if word(result, question) in BLOCKING}
    risks = {question: result.assessment.answers[question].accepted_risk for question in blocking}
    accepted = {question for question, risk in risks.items() if risk and risk.until >= TODAY}
    assert sorted(told) == sorted(blocking - accepted)
    assert {gap.question for gap in blocking_gaps(result, TODAY, accepted=True)} == accepted
    for package in packages:
        assert {facts[question].phase for question in package.questions} == {package.phase}
        ranks = [gap.rank for gap in package.gaps]
        assert ranks == sorted(ranks) or not (package.package or package.is_open)  # quick wins heed what needs what
        assert package.days == days(result, package.questions)
        assert {bool(word(result, question)) for question in package.questions} == {not package.is_open}


@properties
@given(case=CASES)
def test_the_open_questions_of_each_phase_come_first_of_all(bank: Bank, case: Case) -> None:
    result = made(bank, *case)
    packages = plan_of(result)
    first = [package for package in packages if package.is_open]
    assert packages[: len(first)] == tuple(first)
    assert [package.key for package in first] == [
        f"{phase} answer first" for phase in Phase if any(package.phase is phase for package in first)
    ]
    assert all(package.needs == () for package in first)


def test_an_assessment_without_answers_has_nothing_but_questions_to_answer(bank: Bank) -> None:
    result = made(bank, 0, "open")
    packages = plan_of(result)
    assert [package.key for package in packages] == [f"{phase} answer first" for phase in Phase]
    assert sum(len(package.gaps) for package in packages) <= len(result.asked)


@properties
@given(case=CASES)
def test_no_package_comes_before_one_that_it_needs(
    bank: Bank, before: Mapping[str, set[str]], package_of: Mapping[str, str], case: Case
) -> None:
    packages = [package for package in plan_of(made(bank, *case)) if not package.is_open]
    phases = [package.phase.rank for package in packages]
    assert phases == sorted(phases)
    assert len({package.key for package in packages}) == len(packages)
    done: set[str] = set()
    for number, package in enumerate(packages):
        assert set(package.needs) <= done
        own = {package_of[gap.control.id] for gap in package.gaps}
        needed = set().union(*(before[key] for key in own)) - own
        for later in packages[number + 1 :]:
            if later.phase is package.phase:
                assert not needed & {package_of[gap.control.id] for gap in later.gaps}, (package.key, later.key)
        done.add(package.key)


@properties
@given(case=CASES)
def test_quick_wins_stand_first_and_wait_for_nothing(
    bank: Bank, before: Mapping[str, set[str]], package_of: Mapping[str, str], case: Case
) -> None:
    result = made(bank, *case)
    for _, group in groupby(work_of(result), key=lambda package: package.phase):
        first, *others = list(group)
        assert all(other.package for other in others)
        left = [gap for package in (first, *others) if package.package for gap in package.gaps]
        quick = () if first.package else first.gaps
        waits = {package_of[gap.control.id] for gap in left}
        assert len({gap.control.id for gap in quick}) <= 10
        for gap in quick:
            assert word(result, gap.question)
            assert effort(result, gap.question) in ("hours", "days")
            assert not before[package_of[gap.control.id]] & waits
        if len({gap.control.id for gap in quick}) < 10:
            for control in {gap.control.id for gap in left if not before[package_of[gap.control.id]] & waits}:
                own = [gap.question for gap in left if gap.control.id == control and word(result, gap.question)]
                assert not own or any(effort(result, question) in ("weeks", "months") for question in own)


def test_inside_the_quick_wins_too_nothing_comes_before_what_it_needs(bank: Bank) -> None:
    result = made(bank, 0, "good")
    missing = {
        question: Answer(question, Status.NO, remediation=Remediation(effort=Effort.HOURS))
        for question in ("CCC-07.1", "LOG-12.1")  # watching for drift, and the records that it needs
    }
    answers = {question: Answer(question, Status.YES) for question in bank.control_by_question} | missing
    answered = Result(bank, Assessment(result.assessment.profile, result.assessment.created, answers))
    assert [gap.question for gap in answered.gaps] == ["CCC-07.1", "LOG-12.1"]
    assert [package.questions for package in plan_of(answered)] == [("LOG-12.1", "CCC-07.1")]


@properties
@given(case=CASES)
def test_among_packages_that_wait_for_nothing_the_highest_ranked_gap_comes_first(
    bank: Bank, before: Mapping[str, set[str]], package_of: Mapping[str, str], case: Case
) -> None:
    def rank(package: WorkPackage) -> int:
        return min(gap.rank for gap in package.gaps)

    for _, group in groupby(work_of(made(bank, *case)), key=lambda package: package.phase):
        waiting = [package for package in group if package.package]
        while waiting:
            keys = {package_of[package.gaps[0].control.id] for package in waiting}
            free = [package for package in waiting if not before[package_of[package.gaps[0].control.id]] & keys]
            assert rank(waiting[0]) == min(map(rank, free))
            waiting = waiting[1:]


def _placed(bank: Bank, packages: Mapping[str, str]) -> Bank:
    """The bank with every control in the package "second", but for those that are told."""
    domains = [
        replace(
            domain,
            controls=tuple(
                Control(replace(control.marks, package=packages.get(control.id, "second")), control.fetch)
                for control in domain.controls
            ),
        )
        for domain in bank.domains
    ]
    return replace(bank, domains=tuple(domains))


def test_what_a_package_needs_is_passed_on_by_a_package_that_has_nothing_left(bank: Bank) -> None:
    """In a small table the last of three packages needs the second and that the first: only the two ends are missing."""
    needs = {"first": (), "second": ("first",), "third": ("second",)}
    table = PackageTable({key: Package(key, key, "", "", own) for key, own in needs.items()})
    bank = _placed(bank, {"LOG-07": "first", "SEF-03": "third"})
    result = made(bank, 0, "good")
    slow = Remediation(effort=Effort.WEEKS)
    missing = {question: Answer(question, Status.NO, remediation=slow) for question in ("LOG-07.1", "SEF-03.1")}
    answers = {question: Answer(question, Status.YES) for question in bank.control_by_question} | missing
    answered = Result(bank, Assessment(result.assessment.profile, result.assessment.created, answers))
    packages = work_packages(answered, table, TODAY)
    assert [(package.key, package.questions, package.needs) for package in packages] == [
        ("production first", ("LOG-07.1",), ()),
        ("production third", ("SEF-03.1",), ("production first",)),
    ]


def test_where_nothing_blocks_there_is_nothing_to_do(bank: Bank) -> None:
    result = made(bank, 0, "good")
    answers = {question: Answer(question, Status.YES_GAPS) for question in bank.control_by_question}
    assert plan_of(Result(bank, Assessment(result.assessment.profile, result.assessment.created, answers))) == ()
