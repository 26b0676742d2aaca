"""The list of gaps: what picks a gap out, in which order they come, and days as people write them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from support.expected_heat import stages_of

from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, LifecycleStage, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.days import distance_words, months_later, parse_day
from wizard.core.gap_list import (
    GapFilter,
    GapLine,
    Order,
    RiskMark,
    Sorting,
    Trait,
    chosen_lines,
    count_words,
    gap_lines,
    owners_used,
    stage_counts,
    trait_counts,
)
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.errors import InputError

TODAY = date(2026, 5, 20)
PLAN = Remediation("write it", "platform", date(2026, 6, 1), Effort.WEEKS)
Lines = Callable[..., dict[str, GapLine]]


@pytest.fixture
def lines(bank: Bank) -> Lines:
    """The gap lines, by question, of an assessment at production with these answers and yes everywhere else."""
    profile = Profile("X", (Role.AP,), "", "", Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT)
    empty = Assessment(profile, Created(datetime(2026, 1, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1")))
    asked = Result(bank, empty).asked

    def do(*answers: Answer) -> dict[str, GapLine]:
        given = {question: Answer(question, Status.YES) for question in asked}
        given |= {answer.question: answer for answer in answers}
        result = Result(bank, replace(empty, answers=given))
        return {line.question: line for line in gap_lines(result, TODAY)}

    return do


def test_a_gap_counts_as_overdue_from_the_day_after_its_due_date(lines: Lines) -> None:
    found = lines(
        Answer("IAM-01.1", Status.NO, remediation=replace(PLAN, due=TODAY)),
        Answer("IAM-02.1", Status.NO, remediation=replace(PLAN, due=TODAY - timedelta(days=1))),
    )
    assert not found["IAM-01.1"].overdue
    assert found["IAM-02.1"].overdue


def test_an_acceptance_holds_to_its_last_day_and_the_gap_stays_listed(lines: Lines) -> None:
    found = lines(
        Answer("IAM-01.1", Status.NO, accepted_risk=AcceptedRisk("small", TODAY)),
        Answer("IAM-02.1", Status.NO, accepted_risk=AcceptedRisk("small", TODAY - timedelta(days=1))),
    )
    assert found["IAM-01.1"].risk is RiskMark.HOLDS
    assert found["IAM-02.1"].risk is RiskMark.EXPIRED
    assert trait_counts(found.values())[Trait.ACCEPTED] == 2
    assert Trait.NO_PLAN not in found["IAM-01.1"].traits
    assert Trait.NO_PLAN in found["IAM-02.1"].traits, "what has expired must be decided again"


@pytest.mark.parametrize("missing", [{"action": " "}, {"owner": ""}, {"due": None}])
def test_a_plan_without_action_owner_or_date_is_none_yet(lines: Lines, missing: dict[str, str]) -> None:
    found = lines(
        Answer("IAM-01.1", Status.NO, remediation=PLAN),
        Answer("IAM-02.1", Status.NO, remediation=replace(PLAN, **missing)),
    )
    assert Trait.NO_PLAN not in found["IAM-01.1"].traits
    assert Trait.NO_PLAN in found["IAM-02.1"].traits


def test_the_planned_effort_goes_before_the_recommended_one(lines: Lines, bank: Bank) -> None:
    text = bank.control_of("IAM-01.1").text
    assert lines(Answer("IAM-01.1", Status.NO))["IAM-01.1"].effort is text.from_no.effort
    assert lines(Answer("IAM-01.1", Status.PARTIAL))["IAM-01.1"].effort is text.from_partial.effort
    for effort in Effort:
        line = lines(Answer("IAM-01.1", Status.NO, remediation=Remediation(effort=effort)))["IAM-01.1"]
        assert line.effort is effort
        assert (Trait.QUICK_WIN in line.traits) is (effort in (Effort.HOURS, Effort.DAYS))


def test_all_traits_and_all_words_must_hold(lines: Lines) -> None:
    found = lines(
        Answer("IAM-01.1", Status.NO, remediation=replace(PLAN, owner="Platform QUOKKA", due=date(2026, 1, 1))),
        Answer("IAM-02.1", Status.NO, remediation=replace(PLAN, due=date(2026, 1, 1))),
        Answer("LOG-02.1", Status.NO, remediation=replace(PLAN, owner="platform quokka")),
    )

    def listed(*traits: Trait, search: str = "") -> set[str]:
        return {line.question for line in chosen_lines(found.values(), GapFilter(frozenset(traits), search), Sorting())}

    assert listed() == {"IAM-01.1", "IAM-02.1", "LOG-02.1"}
    assert listed(Trait.OVERDUE) == {"IAM-01.1", "IAM-02.1"}
    assert listed(search="quokka platform") == {"IAM-01.1", "LOG-02.1"}
    assert listed(Trait.OVERDUE, search="quokka") == {"IAM-01.1"}
    assert listed(Trait.OVERDUE, Trait.NO_PLAN) == set()


def test_of_the_two_urgencies_only_one_can_be_on() -> None:
    wanted = GapFilter().toggled(Trait.BLOCKS_NOW).toggled(Trait.NO_PLAN).toggled(Trait.BLOCKS_NEXT)
    assert wanted.traits == {Trait.BLOCKS_NEXT, Trait.NO_PLAN}
    assert wanted.toggled(Trait.BLOCKS_NEXT).traits == {Trait.NO_PLAN}


@pytest.mark.parametrize("backwards", [False, True])
def test_what_has_no_date_comes_last_in_both_directions_and_ties_go_by_rank(lines: Lines, *, backwards: bool) -> None:
    due = {"IAM-01.1": date(2026, 7, 1), "IAM-02.1": None, "IAM-04.1": date(2026, 6, 1), "IAM-05.1": date(2026, 7, 1)}
    found = lines(*(Answer(question, Status.NO, remediation=replace(PLAN, due=day)) for question, day in due.items()))
    ordered = [line.question for line in chosen_lines(found.values(), GapFilter(), Sorting(Order.DUE, backwards))]
    tied = sorted(["IAM-01.1", "IAM-05.1"], key=lambda question: found[question].gap.rank)
    dated = [*tied, "IAM-04.1"] if backwards else ["IAM-04.1", *tied]
    assert ordered == [*dated, "IAM-02.1"]


def test_each_order_sorts_by_what_it_says(lines: Lines) -> None:
    statuses = dict(
        zip(
            ("IAM-01.1", "IAM-02.1", "A&A-01.1", "LOG-02.1"),
            (Status.YES_GAPS, Status.PARTIAL, Status.NO, None),
            strict=True,
        )
    )
    found = lines(*(Answer(question, status) for question, status in statuses.items())).values()

    def ordered(by: Order) -> list[GapLine]:
        return chosen_lines(found, GapFilter(), Sorting(by))

    assert [line.gap.rank for line in ordered(Order.RANK)] == [1, 2, 3, 4]
    assert [line.gap.status for line in ordered(Order.STATUS)] == [None, Status.NO, Status.PARTIAL, Status.YES_GAPS]
    assert [line.question for line in ordered(Order.DOMAIN)] == ["A&A-01.1", "IAM-01.1", "IAM-02.1", "LOG-02.1"]
    efforts = [list(Effort).index(line.effort) for line in ordered(Order.EFFORT)]
    assert efforts == sorted(efforts)
    assert Sorting(Order.EFFORT).chosen(Order.EFFORT) == Sorting(Order.EFFORT, backwards=True)
    assert Sorting(Order.EFFORT, backwards=True).chosen(Order.DUE) == Sorting(Order.DUE)


def test_the_count_says_how_many_and_why() -> None:
    wanted = GapFilter(frozenset({Trait.NO_PLAN, Trait.BLOCKS_NOW}))
    assert count_words(37, 112, wanted) == "37 of 112 gaps: blocks now, no plan yet"
    assert count_words(112, 112, GapFilter()) == "112 gaps"
    assert count_words(1, 1, GapFilter()) == "1 gap"


def test_owners_come_by_how_often_they_were_used() -> None:
    owners = ["b team", "a team", " b team ", "", "c team"]
    assert owners_used(Answer(str(n), remediation=Remediation(owner=owner)) for n, owner in enumerate(owners)) == (
        "b team",
        "a team",
        "c team",
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", "2027-03-31"),
        (" 2027-03-31 ", "2027-03-31"),
        ("+30", "2026-06-19"),
        ("in 2 weeks", "2026-06-03"),
        ("In 2  Weeks", "2026-06-03"),
        ("2w", "2026-06-03"),
        ("3 days", "2026-05-23"),
        ("in 10", "2026-05-30"),
        ("in a month", "2026-06-20"),
        ("1 year", "2027-05-20"),
        ("tomorrow", "2026-05-21"),
        ("today", "2026-05-20"),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, day: str) -> None:
    assert parse_day(text, TODAY, "due date").isoformat() == day


@pytest.mark.parametrize(
    "text", ["30", "soon", "2027-02-30", "in weeks", "+", "31.03.2027", "-3 days", "9999 years", "in 2 weeks or so"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"is not a due date; write it like 2027-03-31 or 'in 2 weeks'"):
        parse_day(text, TODAY, "due date")


def test_a_month_later_is_the_last_day_where_the_month_is_shorter() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2027, 12, 31), 2) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "in 1 day"),
        (-5, "5 days ago"),
        (14, "in 2 weeks"),
        (-20, "about 3 weeks ago"),
        (-90, "about 3 months ago"),
    ],
)
def test_how_far_away_a_day_is_is_said_in_words(days: int, words: str) -> None:
    assert distance_words(TODAY + timedelta(days=days), TODAY) == words


def test_a_stage_leaves_the_gaps_that_matter_in_it_and_says_so(bank: Bank, lines: Lines) -> None:
    gaps = lines(*(Answer(question, Status.NO) for question in list(bank.control_by_question)[:40]))
    stage, part = LifecycleStage.EVALUATION, "re-evaluation"
    for wanted, name in (
        (GapFilter(stage=stage), "evaluation"),
        (GapFilter(stage=stage, part=part), "evaluation/re-evaluation"),
    ):
        left = chosen_lines(gaps.values(), wanted, Sorting())
        marked = [stages_of(line.gap.control.id).get(stage, ()) for line in left]
        assert all(part in parts or (parts and not wanted.part) for parts in marked)
        assert 0 < len(left) < len(gaps)
        assert stage_counts(gaps.values(), [name]) == {name: len(left)}
        assert count_words(len(left), len(gaps), wanted) == f"{len(left)} of {len(gaps)} gaps: lifecycle {name}"
