"""What can be taken back: the changes of answers in the order in which they were made."""

from dataclasses import dataclass, field

from wizard.core.answers import Answer
from wizard.core.codec import difference

_TEXT_FIELDS = frozenset({"description", "responsibilities", "evidence", "remediation", "note", "respondent"})


@dataclass(frozen=True, slots=True)
class Step:
    """One change of an answer."""

    before: Answer
    after: Answer


@dataclass(slots=True)
class UndoHistory:
    """Two stacks of steps; words that are typed in one go into one field are one step."""

    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)
    _typing: frozenset[str] = frozenset()

    def note(self, before: Answer, after: Answer) -> None:
        """Remember a change; what was undone before cannot be redone any more."""
        self._undone.clear()
        fields = frozenset(difference(before, after)[1])
        goes_on = fields == self._typing and self._done and self._done[-1].after == before
        if goes_on:
            before = self._done.pop().before
        if before == after:  # typed and rubbed out again: nothing to take back
            fields = frozenset()
        else:
            self._done.append(Step(before, after))
        self._typing = fields if len(fields) == 1 and fields <= _TEXT_FIELDS else frozenset()

    def end_typing(self) -> None:
        """What is typed from here on is a step of its own."""
        self._typing = frozenset()

    def undo(self) -> Answer | None:
        """The answer as it was before the last step; nothing when there is none."""
        self.end_typing()
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return step.before

    def redo(self) -> Answer | None:
        """The answer as it was before the last undo; nothing when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step.after
