"""Answers follow their questions into another questionnaire or another year, and nothing is dropped."""

import json
from datetime import UTC, datetime

import pytest

from questionnaires.crosswalk import EARLIER, Wording, load_crosswalk
from wizard.core.answers import Answer, Status
from wizard.core.migration import Fate, Migration, Plan, carried, plan_for_review
from wizard.core.migration_codec import migrations_from_json, migrations_to_json
from wizard.errors import DataError

CROSSWALK = load_crosswalk()
PLAN = Plan(f"AI-CAIQ {EARLIER}", "AI-CAIQ 1.1", CROSSWALK)
REPOINTED = frozenset(old for old, step in CROSSWALK.by_old.items() if old != step.new)
EVERY_ANSWER = tuple(
    Answer(step.old, Status.YES, description=f"about {step.old}") for step in CROSSWALK.steps if step.old
)


def test_every_answer_goes_to_its_question_or_into_the_archive() -> None:
    kept, archived = carried(PLAN, EVERY_ANSWER)
    assert len(kept) + len(archived) == len(EVERY_ANSWER)
    assert {answer.question for answer in archived} == {step.old for step in CROSSWALK.steps if not step.new}
    assert {(answer.question, answer.description) for answer in kept} == {
        (step.new, f"about {step.old}") for step in CROSSWALK.steps if step.old and step.new
    }


def test_not_one_answer_stays_at_an_id_that_means_another_question_today() -> None:
    kept, _ = carried(PLAN, EVERY_ANSWER)
    said_about = {answer.question: answer.description.removeprefix("about ") for answer in kept}
    assert len(REPOINTED) > 60
    assert [old for old in REPOINTED if said_about.get(old) == old] == []


def test_an_answer_to_the_same_words_needs_no_second_look_and_one_to_other_words_does() -> None:
    kept, _ = carried(PLAN, EVERY_ANSWER)
    changed = {step.new for step in CROSSWALK.steps if step.wording is not Wording.SAME}
    assert {answer.question for answer in kept if answer.review} == changed
    reason = next(answer.review for answer in kept if answer.question == "A&A-03.1")
    assert "1.0.2" in reason
    assert "70%" in reason


def test_a_text_about_an_open_question_goes_along_and_wants_a_look_where_the_words_changed() -> None:
    (same, other), archived = carried(PLAN, [Answer("A&A-01.1", note="ask"), Answer("A&A-03.1", description="how")])
    assert (same.note, same.review, archived) == ("ask", "", ())
    assert "reworded" in other.review


def test_an_id_that_never_was_goes_into_the_archive() -> None:
    kept, (archived,) = carried(PLAN, [Answer("XYZ-01.1", Status.NO)])
    assert (kept, archived.question) == ((), "XYZ-01.1")


def test_every_question_of_both_versions_has_a_line_with_its_reason() -> None:
    rows = PLAN.rows([answer.question for answer in EVERY_ANSWER])
    by_fate = {fate: [row for row in rows if row.fate is fate] for fate in Fate}
    assert len(rows) == len(CROSSWALK.steps)
    assert all(row.reason for row in rows)
    assert {row.new for row in by_fate[Fate.NEW]} == {step.new for step in CROSSWALK.steps if not step.old}
    assert all("was " in row.reason and row.old in row.reason for row in by_fate[Fate.MOVED])
    assert not any(row.answered for row in by_fate[Fate.NEW])
    assert all(row.answered for row in rows if row.old)


def test_an_answer_that_was_here_already_and_stays_is_told() -> None:
    rows = PLAN.rows(["A&A-01.1", "A&A-01.2"], kept_ours=["A&A-01.1", "A&A-02.1"])
    fates = {row.new: row.fate for row in rows}
    assert fates["A&A-01.1"] is Fate.OURS
    assert fates["A&A-01.2"] is Fate.KEPT
    assert fates["A&A-02.1"] is Fate.KEPT, "the file had nothing to say about it"


def test_ids_are_found_however_they_were_spelled() -> None:
    assert PLAN.target("grc-08.1") == PLAN.target("GRC-08.01") == "GRC-08.1"


def test_in_a_new_year_every_answer_wants_another_look() -> None:
    plan = plan_for_review(["IAM-01.1", "IAM-02.1"], "2025", "2026", "not looked at yet this year")
    kept, archived = carried(plan, [Answer("IAM-01.1", Status.YES), Answer("IAM-02.1", note="?")])
    assert [(answer.question, answer.review) for answer in kept] == [
        ("IAM-01.1", "not looked at yet this year"),
        ("IAM-02.1", ""),
    ]
    assert archived == ()
    assert next(row.fate for row in plan.rows(["IAM-01.1"])) is Fate.REVIEW


def test_a_migration_comes_back_from_json_as_it_was() -> None:
    _, archived = carried(PLAN, EVERY_ANSWER)
    at = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    migration = Migration("last.xlsx", PLAN.before, PLAN.after, at, PLAN.rows(["A&A-01.1"]), archived)
    again = migrations_from_json(json.loads(json.dumps(migrations_to_json([migration]))), "migrations")
    assert again == (migration,)
    assert migrations_from_json(None, "migrations") == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"at": None}, r"migrations\[0\].at"),
        ({"rows": [{"fate": "lost"}]}, r"migrations\[0\].rows\[0\].fate"),
        ({"rows": 7}, r"migrations\[0\].rows"),
        ({"colour": "red"}, "colour"),
        ({"archived": [{"status": "maybe"}]}, r"archived\[0\].status"),
    ],
)
def test_a_wrong_migration_is_refused_with_its_place(change: dict[str, object], place: str) -> None:
    right = migrations_to_json([Migration("a", "b", "c", datetime(2026, 5, 4, tzinfo=UTC), ())])[0]
    with pytest.raises(DataError, match=place):
        migrations_from_json([{**right, **change}], "migrations")
