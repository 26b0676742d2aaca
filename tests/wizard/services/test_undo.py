"""Taking changes back and making them again: for any sequence of changes, and for typed words."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wizard.core.answers import Answer, Remediation, Status
from wizard.services.undo import UndoHistory

EMPTY = Answer("A")
changes = st.one_of(
    st.fixed_dictionaries({"status": st.sampled_from(Status)}),
    st.fixed_dictionaries({"flagged": st.booleans()}),
    st.fixed_dictionaries({"description": st.text("ab", max_size=4)}),
    st.fixed_dictionaries({"note": st.text("ab", max_size=4), "status": st.sampled_from(Status)}),
)
sequences = st.lists(st.tuples(st.sampled_from(("A", "B")), changes), max_size=12)


class Bench:
    """Answers with a history: changes them and goes back as a session does."""

    def __init__(self) -> None:
        self.history = UndoHistory()
        self.now = {name: Answer(name) for name in ("A", "B")}

    def change(self, question: str, **values: Any) -> None:
        before = self.now[question]
        after = replace(before, **values)
        if after != before:
            self.history.note(before, after)
            self.now[question] = after

    def undo(self) -> bool:
        return self._take(self.history.undo())

    def redo(self) -> bool:
        return self._take(self.history.redo())

    def _take(self, answer: Answer | None) -> bool:
        if answer:
            self.now[answer.question] = answer
        return answer is not None


@given(sequences)
def test_undoing_all_leads_to_the_beginning_and_redoing_all_back_to_the_end(
    sequence: list[tuple[str, dict[str, Any]]],
) -> None:
    bench = Bench()
    begin = dict(bench.now)
    for question, values in sequence:
        bench.change(question, **values)
    end, seen = dict(bench.now), [dict(bench.now)]
    while bench.undo():
        seen.append(dict(bench.now))
    assert bench.now == begin
    assert all(one != other for one, other in pairwise(seen)), "no step does nothing"
    for state in reversed(seen[:-1]):
        assert bench.redo()
        assert bench.now == state
    assert not bench.redo()
    assert bench.now == end


@given(sequences, changes)
def test_after_a_new_change_nothing_can_be_made_again(
    sequence: list[tuple[str, dict[str, Any]]], new: dict[str, Any]
) -> None:
    bench = Bench()
    for question, values in sequence:
        bench.change(question, **values)
    bench.undo()
    before = dict(bench.now)
    bench.change("A", **new)
    if bench.now != before:
        assert not bench.redo()
        assert bench.undo()
        assert bench.now == before


def typed(bench: Bench, field: str, text: str) -> None:
    """Type a text letter by letter."""
    for end in range(1, len(text) + 1):
        bench.change("A", **{field: text[:end]})


def test_words_typed_in_one_go_are_one_step() -> None:
    bench = Bench()
    typed(bench, "description", "one go")
    assert bench.undo()
    assert bench.now["A"] == EMPTY
    assert bench.redo()
    assert bench.now["A"].description == "one go"


def test_another_field_a_status_or_a_pause_begins_a_new_step() -> None:
    bench = Bench()
    typed(bench, "description", "what")
    typed(bench, "note", "why")
    bench.change("A", status=Status.NO)
    bench.history.end_typing()
    bench.change("A", note="why else")
    bench.history.end_typing()
    bench.change("A", note="why else?")
    notes = []
    while bench.undo():
        notes.append((bench.now["A"].description, bench.now["A"].note, bench.now["A"].status))
    assert notes == [
        ("what", "why else", Status.NO),
        ("what", "why", Status.NO),
        ("what", "why", None),
        ("what", "", None),
        ("", "", None),
    ]


def test_two_statuses_in_a_row_are_two_steps_and_so_are_two_questions() -> None:
    bench = Bench()
    bench.change("A", status=Status.NO)
    bench.change("A", status=Status.YES)
    bench.change("B", remediation=Remediation("do"))
    bench.change("A", note="x")
    assert bench.undo()
    assert bench.undo()
    assert bench.now["B"] == Answer("B")
    assert bench.undo()
    assert bench.now["A"].status is Status.NO


def test_typing_after_an_undo_is_a_step_of_its_own() -> None:
    bench = Bench()
    typed(bench, "note", "ab")
    bench.history.end_typing()
    bench.change("A", note="abc")
    bench.undo()
    bench.change("A", note="abd")
    assert bench.undo()
    assert bench.now["A"].note == "ab"
