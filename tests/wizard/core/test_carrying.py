"""Last year's answers come into a new assessment whole, each to be looked at again, and the report of it tells of each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Parked, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.carrying import NewYear, carried_into, carried_lines, still_true, to_review, whats, year_name
from wizard.core.looking_back import as_of
from wizard.core.migration import Fate, Migration, MigrationRow
from wizard.core.profile import LONGEST_NAME, Created, Profile, QuestionnaireVersion
from wizard.core.trend import trend

AT, THEN = datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2025, 11, 3, 12, tzinfo=UTC)
VERSION = QuestionnaireVersion("aicm", "1.1")
PROFILE = Profile("Support's 2025", (Role.AP,), "Org", "", Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT)


@pytest.fixture
def old(bank: Bank) -> Assessment:
    """Every question but the last three answered; the second from the end has a note, an answer is of no known bank."""
    questions = list(bank.control_by_question)
    answers = [Answer(question, list(Status)[n % 5], changed=THEN) for n, question in enumerate(questions[:-3])]
    answers[0] = replace(
        answers[0],
        description="as agreed",
        remediation=Remediation("mend", "kim", date(2025, 12, 1)),
        accepted_risk=AcceptedRisk("small", date(2026, 1, 1)),
        flagged=True,
    )
    answers += [Answer(questions[-2], note="ask"), Answer("OWN-01.1", Status.NO)]
    parked = (Parked("open topic", "", THEN), Parked("done topic", "", THEN, done=True))
    return Assessment(PROFILE, Created(THEN, VERSION), {item.question: item for item in answers}, parked=parked)


def begun(old: Assessment, bank: Bank, name: str = "Support 2026") -> Assessment:
    """The new year's assessment."""
    year = NewYear(replace(old.profile, name=name), Created(AT, VERSION), tuple(bank.control_by_question), "1.0", "1.1")
    return carried_into(old, year)


def test_a_new_year_has_every_answer_as_it_was_and_each_with_a_status_wants_another_look(
    old: Assessment, bank: Bank
) -> None:
    new = begun(old, bank)
    assert {question: still_true(answer) for question, answer in new.answers.items()} == old.answers
    assert all(bool(answer.review) == (answer.status is not None) for answer in new.answers.values())
    first = next(iter(new.answers.values()))
    assert first.review == """last changed 2025-11-03, from "Support's 2025\""""
    assert [item.text for item in new.parked] == ["open topic"]
    assert new.history == ()
    (milestone,) = new.milestones
    assert as_of(new, milestone).answers == new.answers
    assert len(to_review(Result(bank, new))) == len(
        [question for question in Result(bank, new).asked if old.answer(question).status]
    )


def test_the_report_of_a_new_year_has_a_line_for_each_question_and_counts_what_was_answered(
    old: Assessment, bank: Bank
) -> None:
    new = begun(old, bank)
    (migration,) = new.migrations
    assert migration.source == old.profile.name
    assert {row.new for row in migration.rows} == {*bank.control_by_question, "OWN-01.1"}
    assert all(row.old == row.new for row in migration.rows)
    answered = sum(answer.status is not None for answer in old.answers.values())
    assert migration.counts() == {Fate.REVIEW: answered}
    lines = carried_lines(migration, new.answers)
    assert whats(lines) == {"look again": answered, "was open": 3}
    noted = next(line for line in lines if line.today.note == "ask")
    assert "noted" in noted.row.reason


def test_after_two_years_only_the_last_one_is_told_and_what_the_first_look_was_for_is_kept(
    old: Assessment, bank: Bank
) -> None:
    question = next(iter(old.answers))
    reworded = replace(old.answers[question], review="the question was reworded since 1.0.2 (70% alike)")
    first = begun(old.with_answer(reworded), bank)
    second = begun(first, bank, "Support 2027")
    assert second.answers[question].review == (
        "last changed 2025-11-03, from 'Support 2026'; the question was reworded since 1.0.2 (70% alike)"
    )


def test_the_course_of_a_new_year_begins_with_what_was_carried_over_and_a_look_moves_nothing(
    old: Assessment, bank: Bank
) -> None:
    new = begun(old, bank)
    question = to_review(Result(bank, new))[0]
    looked_at = replace(still_true(new.answers[question]), changed=datetime(2026, 12, 1, tzinfo=UTC))
    for assessment in (new, new.with_answer(looked_at)):
        result = Result(bank, assessment)
        (point,) = trend(result, datetime(2026, 12, 2, tzinfo=UTC))
        assert (point.at, point.posture) == (AT, result.score.posture)


@pytest.mark.parametrize(
    ("name", "taken", "offered"),
    [
        ("Support 2025", (), "Support 2026"),
        ("2024 Support", (), "2026 Support"),
        ("Support", (), "Support 2026"),
        ("Support 2026", ("SUPPORT 2026",), "Support 2027"),
        ("{0} 12025", (), "{0} 12025 2026"),
        ("x" * LONGEST_NAME, (), "x" * (LONGEST_NAME - 5) + " 2026"),
    ],
)
def test_a_name_for_the_new_year_is_offered(name: str, taken: tuple[str, ...], offered: str) -> None:
    assert year_name(name, taken, 2026) == offered


def test_archived_answers_stand_in_their_lines_also_those_that_no_question_ever_asked_for() -> None:
    gone, never = Answer("XX-01.1", Status.YES, description="kept"), Answer("YY-09.9", Status.NO)
    rows = (
        MigrationRow("XX-01.1", "", Fate.ARCHIVED, answered=True, reason="gone"),
        MigrationRow("", "ZZ-01.1", Fate.NEW, answered=False, reason="new"),
    )
    lines = carried_lines(Migration("file", "1", "2", AT, rows, (gone, never)), {})
    assert [(line.row.old, line.row.new, line.archived) for line in lines] == [
        ("XX-01.1", "", gone),
        ("", "ZZ-01.1", None),
        ("YY-09.9", "", never),
    ]
    assert whats(lines) == {"new": 1, "archived": 2}
