"""What one row of the official questionnaire tells, column by column, and what in it is not clear enough to be an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.core.answers import PLAN_FIELDS, SsrmOwnership, Status
from wizard.core.official_answer import OUTSIDE_SCOPE, Disclosed, disclosed
from wizard.core.text import clean
from wizard.workbooks.caiq_words import NOTHING, Typed, official_owner, official_status, says_not_applicable
from wizard.workbooks.official import Column
from wizard.workbooks.values import Cell
from wizard.workbooks.words import text_of

_MOST_LINES = 2_000
"""Lines of a description in which blocks of ours are looked for."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A text that is no answer as it stands: its cell, why, and the question that it is about (empty for none).

    ``is_spare`` says that it stands in for a description where there is none.
    """

    question: str
    cell: str
    text: str
    why: str
    is_spare: bool = False


@dataclass(slots=True)
class OfficialRow:
    """What one row tells, column by column."""

    question: str
    given: Mapping[Column, Cell]
    fields: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    coarse: set[str] = field(default_factory=set)
    spare: dict[str, Any] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)

    def read(self) -> None:
        """Read all four columns."""
        status = self._status()
        self._owner(status)
        responsibilities = clean(self._text(Column.RESPONSIBILITIES))
        if responsibilities.strip():
            self._tell("responsibilities", responsibilities, Column.RESPONSIBILITIES)
        description = clean(self._text(Column.DESCRIPTION))
        is_longer = description.count("\n") > _MOST_LINES
        self._description(Disclosed(description) if is_longer else disclosed(description), status)

    def _status(self) -> Typed:
        typed = official_status(self._text(Column.ANSWER))
        if typed is None:
            self._misfit(Column.ANSWER, "not clearly YES, NO or NA")
            return NOTHING
        if typed.more:
            self._misfit(Column.ANSWER, "more than YES, NO or NA", is_spare=Column.DESCRIPTION not in self.given)
            if Column.DESCRIPTION not in self.given:
                self.spare["description"] = clean(typed.more)
                self.cells["description"] = self.given[Column.ANSWER].address
        if typed.value is not None:
            self._tell("status", typed.value, Column.ANSWER)
            if not typed.is_exact:
                self.coarse.add("status")
        return typed

    def _owner(self, status: Typed) -> None:
        text = self._text(Column.OWNERSHIP)
        typed = official_owner(text)
        if typed is None and status.value is Status.NA and says_not_applicable(text):
            typed = Typed(SsrmOwnership.NOT_DETERMINED)
        if typed is None:
            self._misfit(Column.OWNERSHIP, "not clearly one of the owners that the questionnaire knows")
            return
        if typed.more:
            self._misfit(Column.OWNERSHIP, "more than the owner")
        if typed.value is not None:
            self._tell("ownership", typed.value, Column.OWNERSHIP)
            self.coarse.add("ownership")

    def _description(self, said: Disclosed, status: Typed) -> None:
        if said.description.strip():
            self._tell("description", said.description, Column.DESCRIPTION)
        if said.evidence:
            self._tell("evidence", said.evidence, Column.DESCRIPTION)
        for name in PLAN_FIELDS:
            value = getattr(said.remediation, name, None)
            if value:
                self._tell(name, value, Column.DESCRIPTION)
        if said.status is None or not isinstance(status.value, Status):
            return
        if said.status.caiq_answer != status.value.caiq_answer:
            why = f"column C says {status.value.caiq_answer}, which counts; this goes with {said.status.caiq_answer}"
            cell = self.given[Column.DESCRIPTION]
            self.misfits.append(Misfit(self.question, cell.address, said.status.label, why))
        elif not status.is_exact:
            self.fields["status"] = said.status
            self.coarse.discard("status")

    def _text(self, column: Column) -> str:
        return shown(self.given.get(column))

    def _tell(self, name: str, value: Any, column: Column) -> None:
        self.fields[name] = value
        self.cells[name] = self.given[column].address

    def _misfit(self, column: Column, why: str, *, is_spare: bool = False) -> None:
        cell = self.given[column]
        self.misfits.append(Misfit(self.question, cell.address, clean(shown(cell)), why, is_spare))


def is_outside_scope(readable: Mapping[Column, Cell], given: Mapping[Column, Cell | None]) -> bool:
    """Whether a row says, as we write it, that the question was outside the scope, and nothing else."""
    text = shown(readable.get(Column.DESCRIPTION))
    owner = official_owner(shown(readable.get(Column.OWNERSHIP)))
    return (
        text.startswith(OUTSIDE_SCOPE)
        and "\n" not in text.strip()
        and says_not_applicable(shown(readable.get(Column.ANSWER)))
        and owner is not None
        and owner.value in (None, SsrmOwnership.NOT_DETERMINED)
        and not owner.more
        and given[Column.RESPONSIBILITIES] is None
    )


def shown(cell: Cell | None) -> str:
    """What a cell shows; of a formula that shows nothing, the formula."""
    if cell is None:
        return ""
    if cell.formula and cell.value is None:
        return f"={cell.formula.removeprefix('=')}"
    return text_of(cell.value)
