"""Which questions a view holds, in which order, and how one walks through them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.expected_heat import stages_of

from questionnaires.library import load_bank
from questionnaires.vocabulary import Layer, LifecycleStage, Phase, Role, UseCase
from wizard.core.agenda import BASELINE, EVERYTHING, OUTSIDE, Agenda, Group, QuestionFilter, State, agenda
from wizard.core.answers import Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.lifecycle import split_stage, stage_names
from wizard.core.profile import Created, Profile, QuestionnaireVersion

BANK = load_bank()
WIDE = Profile("Support", (Role.AP,), phase=Phase.PRODUCTION, target_phase=Phase.SCALE, use_case=UseCase.AGENT)
NARROW = replace(WIDE, phase=Phase.PROTOTYPE, target_phase=Phase.PROTOTYPE)
MADE = Created(datetime(2026, 1, 2, tzinfo=UTC), QuestionnaireVersion(BANK.id, BANK.version))
ASKED = Result(BANK, Assessment(WIDE, MADE)).asked
NAMES = ("", "Kim", "kim ", "platform team")


def result(answers: dict[str, Answer], profile: Profile = WIDE) -> Result:
    return Result(BANK, Assessment(profile, MADE, answers))


@st.composite
def answer_sets(draw: st.DrawFn) -> dict[str, Answer]:
    chosen = draw(st.lists(st.sampled_from(ASKED), unique=True, max_size=40))
    return {
        question: Answer(
            question,
            draw(st.none() | st.sampled_from(Status)),
            flagged=draw(st.booleans()),
            respondent=draw(st.sampled_from(NAMES)),
            remediation=Remediation(owner=draw(st.sampled_from(NAMES))),
        )
        for question in chosen
    }


stages = st.sampled_from([(None, ""), *map(split_stage, stage_names(BANK))])
filters = st.builds(
    lambda place, **limits: QuestionFilter(stage=place[0], part=place[1], **limits),
    stages,
    states=st.frozensets(st.sampled_from(State), max_size=2),
    status=st.none() | st.sampled_from(Status),
    domain=st.just("") | st.sampled_from(sorted(BANK.domain_titles)),
    layer=st.none() | st.sampled_from(Layer),
    phase=st.none() | st.sampled_from(Phase),
    baseline=st.booleans(),
    me=st.sampled_from(("", "KIM", "Platform Team")),
    among=st.none() | st.frozensets(st.sampled_from(ASKED), max_size=60),
)


def limits_of(wanted: QuestionFilter) -> list[QuestionFilter]:
    """A filter taken apart: one for each thing that it asks for."""
    parts = [QuestionFilter(states=frozenset({state}), me=wanted.me) for state in wanted.states]
    parts += [
        QuestionFilter(status=wanted.status),
        QuestionFilter(domain=wanted.domain),
        QuestionFilter(layer=wanted.layer),
        QuestionFilter(phase=wanted.phase),
        QuestionFilter(stage=wanted.stage),
        QuestionFilter(stage=wanted.stage, part=wanted.part),
        QuestionFilter(baseline=wanted.baseline),
        QuestionFilter(among=wanted.among),
    ]
    return parts


@given(answer_sets(), filters)
def test_what_a_view_holds_is_what_each_of_its_limits_holds(answers: dict[str, Answer], wanted: QuestionFilter) -> None:
    whole = result(answers)
    seen = agenda(whole, wanted)
    both = set(ASKED).intersection(*(agenda(whole, part).questions for part in limits_of(wanted)))
    assert sorted(seen.questions) == sorted(both)
    assert len(seen.group_of) == len(seen.places) == len(seen.questions), "each question stands in one group"


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        (Answer(ASKED[0]), {State.UNANSWERED}),
        (Answer(ASKED[0], flagged=True), {State.UNANSWERED, State.FLAGGED}),
        (Answer(ASKED[0], Status.YES), set()),
        (Answer(ASKED[0], Status.YES_GAPS), {State.GAPS}),
        (Answer(ASKED[0], Status.PARTIAL), {State.GAPS}),
        (Answer(ASKED[0], Status.NO), {State.GAPS}),
        (Answer(ASKED[0], Status.NA), set()),
        (Answer(ASKED[0], Status.YES, respondent=" KIM"), {State.MINE}),
        (Answer(ASKED[0], Status.YES, remediation=Remediation(owner="Kim ")), {State.MINE}),
        (Answer(ASKED[0], Status.YES, respondent="Kimberly"), set()),
    ],
)
def test_each_state_finds_the_answers_it_names(answer: Answer, states: set[State]) -> None:
    whole = result({answer.question: answer})
    found = {
        state
        for state in State
        if answer.question in agenda(whole, QuestionFilter(states=frozenset({state}), me="kim")).questions
    }
    assert found == states


def test_without_a_name_nothing_is_mine() -> None:
    answers = {question: Answer(question, Status.NO) for question in ASKED}
    assert agenda(result(answers), QuestionFilter(states=frozenset({State.MINE}))).questions == ()


def test_the_baseline_goes_through_the_layers_one_by_one() -> None:
    groups = agenda(result({}), BASELINE).groups
    assert [group.key for group in groups] == [layer.value for layer in Layer]
    for group in groups:
        controls = [BANK.control_of(question) for question in group.questions]
        assert all(control.marks.baseline and control.layer == group.key for control in controls)


def test_everything_stands_by_domain_in_the_order_of_the_bank() -> None:
    seen = agenda(result({}))
    assert seen.questions == ASKED
    for group in seen.groups:
        assert group.title == BANK.domain_titles[group.key]
        assert {BANK.control_of(question).domain_code for question in group.questions} == {group.key}


def test_what_the_scope_left_out_stands_at_the_end_only_where_nothing_is_filtered() -> None:
    kept = next(item for item in ASKED if BANK.control_of(item).phase is not Phase.PROTOTYPE)
    emptied = next(item for item in ASKED if BANK.control_of(item).phase is Phase.SCALE and item != kept)
    answers = {kept: Answer(kept, note="said before"), emptied: Answer(emptied, changed=MADE.at)}
    assert agenda(result(answers, NARROW)).groups[-1] == Group(OUTSIDE, "Kept, outside the scope", (kept,))
    assert kept not in agenda(result(answers, NARROW), QuestionFilter(states=frozenset({State.UNANSWERED}))).places
    assert OUTSIDE not in [group.key for group in agenda(result(answers)).groups], "wide again, it is asked again"


@given(answer_sets(), st.sampled_from(ASKED))
def test_the_next_open_question_is_the_first_open_one_from_here_on(answers: dict[str, Answer], here: str) -> None:
    seen = agenda(result(answers))
    place = ASKED.index(here)
    around = [*ASKED[place + 1 :], *ASKED[:place]]
    still_open = [item for item in around if item not in answers or answers[item].status is None]
    assert seen.next_open(here, answers) == (still_open[0] if still_open else "")


def test_the_next_open_question_goes_round_and_is_never_this_one() -> None:
    seen = Agenda((Group("A", "A", ("a", "b")), Group("B", "B", ("c",))))
    done = {"a": Answer("a", Status.YES), "b": Answer("b", note="not a status")}
    assert seen.next_open("c", done) == "b"
    assert seen.next_open("", done) == "b"
    assert seen.next_open("not in the view", done) == "b"
    assert seen.next_open("b", {**done, "c": Answer("c", Status.NO)}) == ""
    assert Agenda(()).next_open("a", {}) == ""


def test_steps_stop_at_both_ends_and_enter_from_outside_at_an_end() -> None:
    seen = Agenda((Group("A", "A", ("a", "b")), Group("B", "B", ("c",))))
    assert [seen.step("a", 1), seen.step("b", 1), seen.step("c", 1)] == ["b", "c", "c"]
    assert [seen.step("c", -1), seen.step("b", -1), seen.step("a", -1)] == ["b", "a", "a"]
    assert [seen.step("elsewhere", 1), seen.step("elsewhere", -1)] == ["a", "c"]
    assert Agenda(()).step("a", 1) == ""


@given(filters)
def test_a_view_is_named_by_what_it_limits(wanted: QuestionFilter) -> None:
    named = replace(wanted, among=None, title="")
    words = named.words.split(" · ") if named.words else []
    assert len(words) == len(named.states) + sum(
        bool(limit) for limit in (named.status, named.domain, named.layer, named.phase, named.stage, named.baseline)
    )
    assert replace(wanted, title="these two").words.startswith("these two")
    assert EVERYTHING.words == ""


def test_in_a_stage_only_what_the_table_marks_is_asked() -> None:
    for stage in LifecycleStage:
        seen = agenda(result({}), QuestionFilter(stage=stage)).questions
        assert list(seen) == [question for question in ASKED if stage in stages_of(question.rpartition(".")[0])]
        assert 0 < len(seen) < len(ASKED)
