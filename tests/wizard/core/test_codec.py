"""The JSON form of answers, profiles and history: nothing is lost on the way, nothing wrong gets in."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Change, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.codec import (
    answer_from_json,
    answer_to_json,
    change_from_json,
    change_to_json,
    difference,
    profile_from_json,
    profile_to_json,
)
from wizard.core.parsing import LONGEST_TEXT, parse_date, parse_time, parse_word
from wizard.core.profile import Profile, ordered_roles
from wizard.core.text import clean
from wizard.errors import DataError, InputError

PLACE = "answers[3]"
FULL = Answer(
    question="AIS-01.1",
    status=Status.PARTIAL,
    ownership=SsrmOwnership.OSP_AP,
    description="a policy, not yet known to all",
    responsibilities="read it",
    evidence=("policy 4.2", "minutes of May"),
    remediation=Remediation("train the builders", "platform team", date(2027, 3, 31), Effort.WEEKS),
    accepted_risk=AcceptedRisk("few users", date(2027, 6, 30)),
    note="ask again",
    flagged=True,
    respondent="head of engineering",
    method=Method.EXAMINED,
    confidence=Confidence.HIGH,
    review="the question was reworded",
    changed=datetime(2026, 5, 4, 3, 2, 1, 123456, tzinfo=UTC),
)

TEXTS = st.text(st.characters(exclude_categories=[]), max_size=30).map(clean)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(9998, 12, 31), timezones=OFFSETS)  # noqa: DTZ001  (zones come with them)
PLANS = st.builds(
    Remediation,
    action=TEXTS,
    owner=TEXTS,
    due=st.none() | st.dates(),
    effort=st.none() | st.sampled_from(Effort),
)
ANSWERS = st.builds(
    Answer,
    question=TEXTS,
    status=st.none() | st.sampled_from(Status),
    ownership=st.none() | st.sampled_from(SsrmOwnership),
    description=TEXTS,
    responsibilities=TEXTS,
    evidence=st.lists(TEXTS, max_size=4).map(tuple),
    remediation=PLANS,
    accepted_risk=st.none() | st.builds(AcceptedRisk, TEXTS.filter(str.strip), st.dates()),
    note=TEXTS,
    flagged=st.booleans(),
    respondent=TEXTS,
    method=st.none() | st.sampled_from(Method),
    confidence=st.none() | st.sampled_from(Confidence),
    review=TEXTS,
    changed=st.none() | TIMES,
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.sampled_from(["yes", "days"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
TEXT_FIELDS = ["question", "description", "responsibilities", "note", "respondent", "review"]
WORD_FIELDS = ["status", "ownership", "method", "confidence"]

properties = settings(deadline=None)


def through_a_file(value: Any) -> Any:
    return json.loads(json.dumps(value, allow_nan=False, ensure_ascii=False).encode())


def refused(data: Any, place: str, read: Callable[[Any, str], Any] = answer_from_json) -> str:
    """The message with which wrong data is refused; it begins with the place of the fault."""
    with pytest.raises(DataError, match=f"^{re.escape(place)}: ") as caught:
        read(data, PLACE)
    return str(caught.value)


# Answers


@properties
@given(answer=ANSWERS)
def test_any_answer_comes_back_as_it_was(answer: Answer) -> None:
    again = answer_from_json(through_a_file(answer_to_json(answer)), PLACE)
    assert again == answer
    if answer.changed and again.changed:
        assert again.changed.utcoffset() == answer.changed.utcoffset()


def test_the_json_of_an_answer_has_these_fields_and_words() -> None:
    assert through_a_file(answer_to_json(FULL)) == {
        "question": "AIS-01.1",
        "status": "partial",
        "ownership": "Shared OSP-AP",
        "description": "a policy, not yet known to all",
        "responsibilities": "read it",
        "evidence": ["policy 4.2", "minutes of May"],
        "remediation": {
            "action": "train the builders",
            "owner": "platform team",
            "due": "2027-03-31",
            "effort": "weeks",
        },
        "accepted_risk": {"reason": "few users", "until": "2027-06-30"},
        "note": "ask again",
        "flagged": True,
        "respondent": "head of engineering",
        "method": "examined",
        "confidence": "high",
        "review": "the question was reworded",
        "changed": "2026-05-04T03:02:01.123456+00:00",
    }


def test_fields_may_be_missing_or_null_or_empty() -> None:
    assert answer_from_json({"question": "A"}, PLACE) == Answer("A")
    nulls = dict.fromkeys([*TEXT_FIELDS, *WORD_FIELDS, "evidence", "remediation", "changed"])
    assert answer_from_json({**nulls, "question": "A"}, PLACE) == Answer("A")
    assert answer_from_json({"question": "A", "status": "", "changed": ""}, PLACE) == Answer("A")


def test_words_are_read_in_any_letter_case() -> None:
    answer = answer_from_json({"status": " YES-Gaps", "ownership": "shared ap-aic", "method": "TESTED"}, PLACE)
    assert (answer.status, answer.ownership, answer.method) == (Status.YES_GAPS, SsrmOwnership.AP_AIC, Method.TESTED)


def test_dangerous_characters_are_replaced_visibly_in_every_text() -> None:
    bad = "a\x1b[2Jb\u202e"
    data = {**dict.fromkeys(TEXT_FIELDS, bad), "evidence": [bad], "remediation": {"action": bad, "owner": bad}}
    answer = answer_from_json(data, PLACE)
    texts = [getattr(answer, name) for name in TEXT_FIELDS]
    texts += [*answer.evidence, answer.remediation.action, answer.remediation.owner]
    assert set(texts) == {clean(bad)}
    assert clean(bad) != bad


@pytest.mark.parametrize("data", [None, [], ["yes"], "yes", 1, 1.5, True])
def test_an_answer_must_be_an_object(data: Any) -> None:
    assert "expected an object" in refused(data, PLACE)


@pytest.mark.parametrize(("name", "nearest"), [("statuss", "status"), ("Evidence", "evidence"), ("notes", "note")])
def test_an_unknown_field_is_refused_with_the_nearest_known_one(name: str, nearest: str) -> None:
    message = refused({"question": "A", name: "x"}, PLACE)
    assert repr(name) in message
    assert f"did you mean {nearest}?" in message


def test_an_unknown_field_of_the_remediation_is_refused_at_its_place() -> None:
    message = refused({"remediation": {"ownr": "x"}}, f"{PLACE}.remediation")
    assert "did you mean owner?" in message


@pytest.mark.parametrize("value", [1, 0, 1.5, True, False, [], ["x"], {}, {"x": 1}])
@pytest.mark.parametrize("name", [*TEXT_FIELDS, *WORD_FIELDS, "changed"])
def test_a_text_must_be_a_text(name: str, value: Any) -> None:
    assert "expected a text" in refused({name: value}, f"{PLACE}.{name}")


@pytest.mark.parametrize("value", [1, 0, True, [], {}])
@pytest.mark.parametrize("name", ["action", "owner", "due", "effort"])
def test_a_text_of_the_remediation_must_be_a_text(name: str, value: Any) -> None:
    assert "expected a text" in refused({"remediation": {name: value}}, f"{PLACE}.remediation.{name}")


@pytest.mark.parametrize("value", ["policy", 1, True, {"a": "b"}, [1], [None], [["policy"]], ["policy", {}]])
def test_evidence_must_be_a_list_of_texts(value: Any) -> None:
    assert "expected a list of texts" in refused({"evidence": value}, f"{PLACE}.evidence")


@pytest.mark.parametrize("value", ["", 0, False, {}])
def test_evidence_that_is_no_list_is_refused_even_when_it_is_empty(value: Any) -> None:
    assert "expected a list of texts" in refused({"evidence": value}, f"{PLACE}.evidence")


@pytest.mark.parametrize("value", ["train", 1, True, ["train"]])
def test_the_remediation_must_be_an_object(value: Any) -> None:
    assert "expected an object" in refused({"remediation": value}, f"{PLACE}.remediation")


@pytest.mark.parametrize("value", ["", 0, False, []])
def test_a_remediation_that_is_no_object_is_refused_even_when_it_is_empty(value: Any) -> None:
    assert "expected an object" in refused({"remediation": value}, f"{PLACE}.remediation")


@pytest.mark.parametrize("value", [1, 0, "true", "", [], {}])
def test_a_flag_must_be_true_or_false(value: Any) -> None:
    assert "expected true or false" in refused({"flagged": value}, f"{PLACE}.flagged")


@pytest.mark.parametrize(
    ("name", "word", "hint"),
    [
        ("status", "yess", "did you mean yes?"),
        ("status", "n/a", "did you mean na?"),
        ("status", "???", "known: yes, yes-gaps, partial, no, na"),
        ("ownership", "AP-Ownd", "did you mean AP-Owned?"),
        ("ownership", "CSP-MP", "did you mean Shared CSP-MP?"),
        ("method", "???", "known: interviewed, examined, tested"),
        ("confidence", "hi", "did you mean high?"),
    ],
)
def test_an_unknown_word_is_refused_with_a_hint(name: str, word: str, hint: str) -> None:
    message = refused({name: word}, f"{PLACE}.{name}")
    assert repr(word) in message
    assert hint in message


def test_an_unknown_effort_is_refused_at_its_place() -> None:
    message = refused({"remediation": {"effort": "week"}}, f"{PLACE}.remediation.effort")
    assert "did you mean weeks?" in message


@pytest.mark.parametrize("text", ["soon", "2027-02-30", "31.03.2027", "2027-13-01", "2027-03-31T00:00:00"])
def test_a_due_date_must_be_a_day_of_the_calendar(text: str) -> None:
    message = refused({"remediation": {"due": text}}, f"{PLACE}.remediation.due")
    assert repr(text) in message
    assert "YYYY-MM-DD" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yesterday", "not a time"),
        ("2026-05-04T25:00:00Z", "not a time"),
        ("2026-05-04", "time zone"),
        ("2026-05-04T00:00:00", "time zone"),
        ("0001-01-01T00:00:00+14:00", "years"),
        ("9999-12-31T23:59:59-12:00", "years"),
    ],
)
def test_the_time_of_change_must_be_a_time_with_a_zone(text: str, said: str) -> None:
    assert said in refused({"changed": text}, f"{PLACE}.changed")


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_a_text_that_is_a_pasted_file_is_refused(name: str) -> None:
    assert answer_from_json({name: "x" * LONGEST_TEXT}, PLACE) == Answer(**{"question": "", name: "x" * LONGEST_TEXT})
    assert "100,001 characters; at most 100,000" in refused({name: "x" * (LONGEST_TEXT + 1)}, f"{PLACE}.{name}")


@properties
@given(data=JSON_VALUES | st.dictionaries(st.sampled_from(sorted(answer_to_json(FULL))), JSON_VALUES))
def test_any_json_value_is_read_or_refused_with_the_place_and_never_crashes(data: Any) -> None:
    try:
        answer_from_json(data, PLACE)
    except DataError as error:
        assert str(error).startswith(PLACE)  # noqa: PT017  (most values are refused, some are read)


# Profiles

PROFILE_JSON = {
    "name": "Pilot",
    "organization": "",
    "system": "helpdesk assistant",
    "roles": ["OSP", "AP"],
    "phase": "prototype",
    "target_phase": "scale",
    "use_case": "data-connected",
    "lenses": [],
}
PROFILE = Profile(
    "Pilot", (Role.OSP, Role.AP), "", "helpdesk assistant", Phase.PROTOTYPE, Phase.SCALE, UseCase.DATA_CONNECTED
)


def test_the_json_of_a_profile_has_the_fields_of_the_exchange() -> None:
    assert through_a_file(profile_to_json(PROFILE)) == PROFILE_JSON
    assert profile_from_json(PROFILE_JSON, PLACE) == PROFILE


@properties
@given(
    name=st.text(min_size=1, max_size=80).filter(lambda name: name.isprintable() and name == name.strip()),
    texts=st.tuples(TEXTS, TEXTS),
    roles=st.sets(st.sampled_from(Role), min_size=1),
    phases=st.sampled_from([(phase, target) for phase in Phase for target in Phase if phase.rank <= target.rank]),
    use_case=st.sampled_from(UseCase),
)
def test_any_profile_comes_back_as_it_was(
    name: str, texts: tuple[str, str], roles: set[Role], phases: tuple[Phase, Phase], use_case: UseCase
) -> None:
    profile = Profile(name, ordered_roles(roles), *texts, *phases, use_case)
    assert profile_from_json(through_a_file(profile_to_json(profile)), PLACE) == profile


def test_the_roles_of_a_profile_are_put_in_order() -> None:
    data = {**PROFILE_JSON, "roles": ["ap", "CSP", "AP"]}
    assert profile_from_json(data, PLACE).roles == (Role.CSP, Role.AP)


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        ({"name": ""}, "", "empty"),
        ({"name": None}, "", "empty"),
        ({"name": "a\nb"}, "", "do not print"),
        ({"name": 7}, ".name", "expected a text"),
        ({"organization": []}, ".organization", "expected a text"),
        ({"system": True}, ".system", "expected a text"),
        ({"roles": []}, "", "at least one role"),
        ({"roles": "AP"}, ".roles", "expected a list of texts"),
        ({"roles": [1]}, ".roles", "expected a list of texts"),
        ({"roles": ["XP"]}, "", "'XP' is not a known role"),
        ({"phase": None}, ".phase", "missing"),
        ({"phase": "prototyp"}, ".phase", "did you mean prototype?"),
        ({"phase": 1}, ".phase", "expected a text"),
        ({"target_phase": ""}, ".target_phase", "missing"),
        ({"target_phase": "later"}, ".target_phase", "production"),
        ({"phase": "scale", "target_phase": "production"}, "", "lies before the current phase"),
        ({"use_case": None}, ".use_case", "missing"),
        ({"use_case": "agents"}, ".use_case", "did you mean agent?"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_place(change: dict[str, Any], where: str, said: str) -> None:
    assert said in refused({**PROFILE_JSON, **change}, f"{PLACE}{where}", profile_from_json)


@pytest.mark.parametrize("data", [None, [], "Pilot", 1])
def test_a_profile_must_be_an_object(data: Any) -> None:
    assert "expected an object" in refused(data, PLACE, profile_from_json)


# History


def test_dangerous_characters_are_replaced_in_the_values_of_a_history_entry_too() -> None:
    values = {"note": "a\x1b[2J", "evidence": ["b\u202e"], "remediation": {"action": "c\x07"}}
    entry = {"question": "A", "at": "2026-05-04T00:00:00Z", "who": "d\x9b", "from": values, "to": values}
    change = change_from_json(entry, PLACE)
    safe = {"note": clean("a\x1b[2J"), "evidence": [clean("b\u202e")], "remediation": {"action": clean("c\x07")}}
    assert (change.who, change.before, change.after) == (clean("d\x9b"), safe, safe)


@properties
@given(before=ANSWERS, after=ANSWERS, at=TIMES, who=TEXTS)
def test_any_history_entry_comes_back_as_it_was(before: Answer, after: Answer, at: datetime, who: str) -> None:
    change = Change(after.question, at, who, *difference(before, after))
    assert change_from_json(through_a_file(change_to_json(change)), PLACE) == change


def test_the_json_of_a_history_entry_says_who_when_from_and_to() -> None:
    change = Change("A", datetime(2026, 5, 4, tzinfo=UTC), "lead assessor", {"status": None}, {"status": "no"})
    assert change_to_json(change) == {
        "question": "A",
        "at": "2026-05-04T00:00:00+00:00",
        "who": "lead assessor",
        "from": {"status": None},
        "to": {"status": "no"},
    }


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        ({"at": None}, ".at", "missing"),
        ({"at": "noon"}, ".at", "not a time"),
        ({"at": "2026-05-04T00:00:00"}, ".at", "time zone"),
        ({"at": 5}, ".at", "expected a text"),
        ({"who": 5}, ".who", "expected a text"),
        ({"question": []}, ".question", "expected a text"),
        ({"from": "no"}, ".from", "expected an object"),
        ({"from": []}, ".from", "expected an object"),
        ({"to": None}, ".to", "expected an object"),
        ({"why": "x"}, "", "unknown field 'why'"),
    ],
)
def test_a_wrong_history_entry_is_refused_with_its_place(change: dict[str, Any], where: str, said: str) -> None:
    entry = {"question": "A", "at": "2026-05-04T00:00:00Z", "who": "", "from": {}, "to": {}}
    assert change_from_json(entry, PLACE).question == "A"
    assert said in refused({**entry, **change}, f"{PLACE}{where}", change_from_json)


def test_the_difference_holds_the_fields_that_changed_from_and_to() -> None:
    before = Answer("A", Status.NO, note="x")
    after = Answer("A", Status.PARTIAL, note="x", evidence=("ticket 7",))
    assert difference(before, after) == (
        {"status": "no", "evidence": []},
        {"status": "partial", "evidence": ["ticket 7"]},
    )


def test_the_time_of_change_is_no_difference() -> None:
    assert difference(Answer("A"), Answer("A", changed=datetime(2026, 5, 4, tzinfo=UTC))) == ({}, {})


@properties
@given(one=ANSWERS, other=ANSWERS)
def test_the_difference_of_two_answers_carried_over_makes_them_equal(one: Answer, other: Answer) -> None:
    before, after = difference(one, other)
    assert before.keys() == after.keys()
    assert "changed" not in after
    carried = {**answer_to_json(one), **after, "changed": answer_to_json(other)["changed"]}
    assert carried == answer_to_json(other)


# Words, days and times as people type them


@pytest.mark.parametrize("kind", [Status, SsrmOwnership, Method, Confidence, Effort, Phase, Role, UseCase])
def test_every_word_of_a_list_is_read_in_any_letter_case_and_with_blanks(kind: Any) -> None:
    for word in kind:
        for text in (word.value, word.value.upper(), word.value.lower(), f" {word.value}\n"):
            assert parse_word(text, kind, "word") is word


def test_a_word_that_is_not_in_the_list_is_refused_by_its_kind() -> None:
    with pytest.raises(InputError, match="'yse' is not a known status; did you mean yes"):
        parse_word("yse", Status, "status")
    with pytest.raises(InputError, match="'' is not a known status"):
        parse_word("", Status, "status")


def test_a_day_is_read_as_year_month_day() -> None:
    assert parse_date(" 2027-03-31 ", "due date") == date(2027, 3, 31)
    with pytest.raises(InputError, match="'tomorrow' is not a due date; write it as YYYY-MM-DD"):
        parse_date("tomorrow", "due date")


@pytest.mark.parametrize("text", ["2026-05-04T12:00:00Z", "2026-05-04T12:00:00+00:00", "2026-05-04T14:00:00+02:00"])
def test_a_time_is_read_with_its_zone(text: str) -> None:
    assert parse_time(text) == datetime(2026, 5, 4, 12, tzinfo=UTC)
