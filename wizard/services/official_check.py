"""What an assessment says in columns C to F of an official questionnaire, and everything that is wrong with it before it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from exports.texts import MOST_CELL_CHARACTERS, split_for_cells
from wizard.core.answers import Answer, SsrmOwnership
from wizard.core.assessment import Result
from wizard.core.official_answer import OfficialAnswer, disclosure, official_answer, outside_scope
from wizard.core.rules import OPEN_RULE, Severity
from wizard.core.scope import ScopeEntry
from wizard.services.violations import Kind, Violation
from wizard.workbooks.caiq_words import official_owner, official_status
from wizard.workbooks.dropdowns import DropDowns, spelled
from wizard.workbooks.official import ANSWER_COLUMNS, Column

_ROOM_FOR_THE_MARK = 100
_MOST_OFFERED_SHOWN = 12
_MOST_ROWS_SHOWN = 5
_OWNERSHIP_RULES = ("yes-needs-owner", "no-needs-owner")
_WORD_READERS = {Column.ANSWER: lru_cache(official_status), Column.OWNERSHIP: lru_cache(official_owner)}


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the template has its questions: the letters of the columns C to F, and the rows of each question."""

    columns: Mapping[Column, str]
    by_question: Mapping[str, Sequence[int]]

    def cell(self, question: str, column: Column) -> str:
        """The (first) cell of a question in a column, empty where the template has no such question."""
        rows = self.by_question.get(question)
        return f"{self.columns[column]}{rows[0]}" if rows else ""


@dataclass(frozen=True)
class Sheet:
    """What the questionnaire of one template says for the questions of an assessment."""

    result: Result
    rows: Rows
    drop_downs: DropDowns

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """Everything that is wrong, the gravest first, in the order of the questionnaire."""
        found = [*self._about_questions(), *self._about_findings(), *self._about_values()]
        order, kinds = {question: n for n, question in enumerate(self.answers)}, list(Kind)
        return tuple(sorted(found, key=lambda item: (kinds.index(item.kind), order.get(item.question, len(order)))))

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What is written into each cell, as the drop-downs spell it; an open question is empty throughout."""
        return {
            f"{letter}{row}": self._fitting(f"{letter}{row}", column, text, question)
            for question, answer in self.answers.items()
            for row in self.rows.by_question.get(question, ())
            for column, text in _by_column(answer)
            for letter in (self.rows.columns[column],)
        }

    @cached_property
    def answers(self) -> Mapping[str, OfficialAnswer]:
        """What each question says, asked or not; where an owner is missing, nobody is determined."""
        return {entry.question: self._said(entry.question) for entry in self.result.ledger}

    @cached_property
    def unclear(self) -> int:
        """How many cells have a drop-down of which nobody can tell what it offers."""
        letters = [self.rows.columns[column] for column in _WORD_READERS]
        return sum(
            self.drop_downs.is_unclear(address) for address in self.texts if address.rstrip("0123456789") in letters
        )

    @cached_property
    def _outside(self) -> Mapping[str, ScopeEntry]:
        return {entry.question: entry for entry in self.result.ledger if not entry.asked}

    def _said(self, question: str) -> OfficialAnswer:
        if question in self._outside:
            return outside_scope(self._outside[question], self.result.assessment.profile)
        answer = self.result.assessment.answer(question)
        if answer.status is None:
            return official_answer(Answer(question))
        said = official_answer(answer)
        return replace(said, ownership=said.ownership or str(SsrmOwnership.NOT_DETERMINED))

    def _fitting(self, address: str, column: Column, text: str, question: str) -> str:
        """A text as the list of its cell spells it, and no longer than a cell."""
        if column in _WORD_READERS:
            return (text and spelled(text, self.drop_downs.offered(address), _WORD_READERS[column])) or text
        return self._shortened(question, text) if column is Column.DESCRIPTION else cut(text)

    def _shortened(self, question: str, text: str) -> str:
        """A column E that fits its cell: the description gives way, so that plan and evidence stay whole."""
        over = units(text) - MOST_CELL_CHARACTERS
        answer = self.result.assessment.answer(question)
        room = units(answer.description) - over
        if over <= 0 or room <= _ROOM_FOR_THE_MARK:
            return cut(text)
        return cut(disclosure(replace(answer, description=cut(answer.description, room))))

    # -- what is wrong ---------------------------------------------------------------------------------------------

    def _about_questions(self) -> Iterator[Violation]:
        for question in self.answers:
            rows = self.rows.by_question.get(question, ())
            if not rows:
                message = "the template has no row for this question; its answer cannot be written"
                yield Violation(Kind.MISSING, question, "", message)
            elif len(rows) > 1:
                message = f"the template has it in the rows {_some(rows)}; take all but one out"
                yield Violation(Kind.TWICE, question, self.rows.cell(question, Column.ANSWER), message)
        for question in self.rows.by_question:
            if question not in self.answers:
                message = "the template asks a question that this program does not know; its row stays as it is"
                yield Violation(Kind.UNKNOWN, question, self.rows.cell(question, Column.ANSWER), message)

    def _about_findings(self) -> Iterator[Violation]:
        for finding in self.result.findings:
            if finding.rule == OPEN_RULE:
                cell = self.rows.cell(finding.question, Column.ANSWER)
                yield Violation(Kind.OPEN, finding.question, cell, finding.message)
            elif finding.severity is Severity.ERROR:
                column = Column.OWNERSHIP if finding.rule in _OWNERSHIP_RULES else Column.DESCRIPTION
                yield Violation(Kind.RULE, finding.question, self.rows.cell(finding.question, column), finding.message)

    def _about_values(self) -> Iterator[Violation]:
        for question, answer in self.answers.items():
            for row in self.rows.by_question.get(question, ()):
                for column, text in _by_column(answer):
                    address = f"{self.rows.columns[column]}{row}"
                    message = self._wrong_value(address, column, text)
                    if message:
                        kind = Kind.LIST if column in _WORD_READERS else Kind.LONG
                        yield Violation(kind, question, address, message)

    def _wrong_value(self, address: str, column: Column, text: str) -> str:
        """What is wrong with a text in a cell; empty where nothing is."""
        if column not in _WORD_READERS:
            over = units(text) - MOST_CELL_CHARACTERS
            return f"{over:,} characters more than a cell holds; shorten it" if over > 0 else ""
        offered = self.drop_downs.offered(address)
        if not text or not offered or spelled(text, offered, _WORD_READERS[column]) is not None:
            return ""
        more = ", …" if len(offered) > _MOST_OFFERED_SHOWN else ""
        words = ", ".join(offered[:_MOST_OFFERED_SHOWN]) + more
        return f"the drop-down list of the template has no {text}; it offers {words}"


def _some(rows: Sequence[int]) -> str:
    """Rows in words, as many as fit a line."""
    if len(rows) <= _MOST_ROWS_SHOWN:
        return " and ".join(map(str, rows))
    return f"{', '.join(map(str, rows[:_MOST_ROWS_SHOWN]))} and {len(rows) - _MOST_ROWS_SHOWN:,} more"


def units(text: str) -> int:
    """The length of a text as spreadsheet programs count it, in units of UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int = MOST_CELL_CHARACTERS) -> str:
    """A text of at most so many characters; a longer one ends in words that say how much is missing."""
    if units(text) <= most:
        return text
    kept = split_for_cells(text, most - _ROOM_FOR_THE_MARK)[0]
    return f"{kept}\n[…] Cut here: {len(text) - len(kept):,} more characters do not fit into this cell."


def _by_column(answer: OfficialAnswer) -> Iterator[tuple[Column, str]]:
    texts = (answer.answer, answer.ownership, answer.description, answer.responsibilities)
    return zip(ANSWER_COLUMNS, texts, strict=True)
