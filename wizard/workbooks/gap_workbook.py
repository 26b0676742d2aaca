"""Reads a gap workbook of ours that comes back, also after people and other programs have worked on it.

Sheets are found by name and columns by heading; rows may stand in any order; whatever else is there is not ours and is left
alone. A field whose column is gone is not told. What stands in a cell and cannot be understood is a problem, never dropped.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from questionnaires.faults import did_you_mean
from questionnaires.vocabulary import Effort
from wizard.core.answers import AcceptedRisk, Confidence, Method, SsrmOwnership
from wizard.core.parsing import parse_text
from wizard.core.text import clean
from wizard.errors import DataError, InputError
from wizard.workbooks import words
from wizard.workbooks.continuation import Continuations
from wizard.workbooks.opening import Cell, OpenedWorkbook, Value
from wizard.workbooks.tables import Table, read_table, sheets_called
from wizard.workbooks.told import Told

ANSWERS, GAPS, SETTLED_PLANS, EVIDENCE = "Answers", "Gaps", "Settled plans", "Evidence"
ANSWER_KEY, PLAN_KEY = "Question ID", "Question"
LAST_CHANGE, STATUS = "Last change (UTC)", "Status"
VERDICT, COMMENT, AUDITOR = "Auditor verdict", "Auditor comment", "Auditor and date"
ACCEPTED, REJECTED = "accepted", "rejected"
_VERDICTS = {"accepted": ACCEPTED, "accept": ACCEPTED, "ok": ACCEPTED, "rejected": REJECTED, "reject": REJECTED}

TEXT_COLUMNS = {
    "Implementation description": "description",
    "Customer responsibilities": "responsibilities",
    "Respondent": "respondent",
    "Note": "note",
}
WORD_COLUMNS: Mapping[str, tuple[str, Callable[[Value], Any]]] = {
    STATUS: ("status", words.status),
    "SSRM ownership": ("ownership", lambda value: words.word(value, SsrmOwnership, "ownership value")),
    "Method": ("method", lambda value: words.word(value, Method, "method")),
    "Confidence": ("confidence", lambda value: words.word(value, Confidence, "confidence")),
    "Flag": ("flagged", words.ticked),
}
PLAN_TEXT_COLUMNS = {"Planned action": "action", "Owner": "owner"}
PLAN_WORD_COLUMNS: Mapping[str, tuple[str, Callable[[Value], Any]]] = {
    "Due": ("due", lambda value: words.day(value, "day")),
    "Planned effort": ("effort", lambda value: words.word(value, Effort, "effort")),
}
RISK_REASON, RISK_UNTIL = "Risk accepted because", "Risk accepted until"
RISK = "accepted_risk"

_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an auditor wrote beside an answer; ``word`` is ``accepted``, ``rejected``, what else was written, or empty."""

    question: str
    word: str
    comment: str
    auditor: str
    cell: str


@dataclass(frozen=True, slots=True)
class GapWorkbook:
    """Everything that a gap workbook tells, and a sentence for each cell that cannot be understood.

    ``free_words`` are questions whose status is written in other words than the formulas of the book know, also those
    whose status cannot be understood at all.
    """

    told: tuple[Told, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[str, ...]
    free_words: frozenset[str] = frozenset()


def is_gap_workbook(book: OpenedWorkbook) -> bool:
    """Whether it has the sheet with the answers, which only a gap workbook of ours has.

    Raises:
        DataError: that sheet is broken.
    """
    return any(_tables(book, ANSWERS, ANSWER_KEY, STATUS))


def read_gap_workbook(book: OpenedWorkbook, questions: Collection[str]) -> GapWorkbook:
    """Read all answers, plans and verdicts; ``questions`` are the ids that there may be.

    Raises:
        DataError: it is no gap workbook of ours.
    """
    answers = tuple(_tables(book, ANSWERS, ANSWER_KEY, STATUS))
    if not answers:
        raise DataError(
            f"{book.name} is no gap workbook of caiq-wizard: no sheet {ANSWERS} has the columns {ANSWER_KEY} and Status; "
            "choose another file, or bring the headings back"
        )
    plans = (*_tables(book, GAPS, PLAN_KEY), *_tables(book, SETTLED_PLANS, PLAN_KEY))
    evidence = tuple(_tables(book, EVIDENCE, PLAN_KEY, "No.", "Evidence"))
    by_folded_id = {question.casefold(): question for question in questions}
    cells = (place for table in (*answers, *plans, *evidence) for place in table.cells())
    reading = _Reading(Continuations(book, cells), by_folded_id)
    reading.evidence = reading.references(evidence)
    for table in answers:
        for question, row in reading.rows_of(table, ANSWER_KEY):
            reading.answer(table, row, question)
    for table in plans:
        for question, row in reading.rows_of(table, PLAN_KEY):
            reading.plan(table, row, question)
    return reading.result()


def _tables(book: OpenedWorkbook, name: str, *needed: str) -> Iterator[Table]:
    for sheet in sheets_called(book, name):
        table = read_table(book, sheet, *needed)
        if table:
            yield table


@dataclass(slots=True)
class _Reading:
    """What has been read so far; a problem with one cell does not end it, so that all can be named."""

    texts: Continuations
    questions: Mapping[str, str]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: dict[str, datetime | None] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    free_words: set[str] = field(default_factory=set)

    def result(self) -> GapWorkbook:
        told = (
            Told(question, fields, self.cells[question], self.changed.get(question))
            for question, fields in self.fields.items()
        )
        return GapWorkbook(tuple(told), tuple(self.verdicts), tuple(self.problems), frozenset(self.free_words))

    def rows_of(self, table: Table, key: str) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        """The rows of a table that are about a question; each question once."""
        kind = ANSWERS if key == ANSWER_KEY else GAPS
        for row in table.rows:
            typed, place = table.text(row, key), table.place(row, key)
            if not typed:
                continue
            question = self._question(typed)
            if not question:
                if self._says_something(table, row, key):
                    hint = did_you_mean(typed.upper(), self.questions.values())
                    self.problems.append(f"{place}: there is no question {typed!r}; {hint}".rstrip("; "))
            elif (kind, question) in self.places:
                first = self.places[kind, question]
                self.problems.append(f"{place}: {question} stands here and in {first}; keep one of the two rows")
            else:
                self.places[kind, question] = place
                yield question, row

    def answer(self, table: Table, row: Mapping[str, Cell], question: str) -> None:
        for heading, name in TEXT_COLUMNS.items():
            self._take(table, row, question, (heading, name), partial(parse_text, what=heading.lower()))
        for heading, (name, parse) in WORD_COLUMNS.items():
            self._take(table, row, question, (heading, name), parse)
        known = self.evidence.get(question, ())
        self._take(table, row, question, ("Evidence", "evidence"), lambda text: _references(text, known))
        changed = self._parsed(table, row, LAST_CHANGE, lambda value: words.moment(value, "time"))
        self.changed[question] = changed[0] if changed else None
        cell = table.cell(row, STATUS)  # the book's own TRIM knows no blanks but plain ones
        typed = "" if cell is None or cell.value is None else str(cell.value).strip(" ").casefold()
        if self.fields.get(question, {}).get("status", "") not in (None, typed):
            self.free_words.add(question)
        self._verdict(table, row, question)

    def plan(self, table: Table, row: Mapping[str, Cell], question: str) -> None:
        for heading, name in PLAN_TEXT_COLUMNS.items():
            self._take(table, row, question, (heading, name), partial(parse_text, what=heading.lower()))
        for heading, (name, parse) in PLAN_WORD_COLUMNS.items():
            self._take(table, row, question, (heading, name), parse)
        if table.has(RISK_REASON) and table.has(RISK_UNTIL):
            until = self._parsed(table, row, RISK_UNTIL, lambda value: words.day(value, "day"))
            if until:
                self._take(table, row, question, (RISK_REASON, RISK), lambda text: _risk(text, until[0]))

    def references(self, tables: Iterable[Table]) -> Mapping[str, tuple[str, ...]]:
        """The evidence references of each question as they were told apart when the book was made."""
        found: dict[str, dict[int, str]] = {}
        for table in tables:
            for row in table.rows:
                number = words.whole_number(table.text(row, "No."))
                reference = self._parsed(table, row, "Evidence", str, as_text=True)
                if number > 0 and reference:
                    found.setdefault(self._question(table.text(row, PLAN_KEY)), {})[number] = clean(reference[0])
        return {question: tuple(own[number] for number in sorted(own)) for question, own in found.items()}

    def _question(self, typed: str) -> str:
        """The id of a question as somebody typed it; empty where there is none."""
        return self.questions.get(typed.casefold(), "")

    def _take(
        self,
        table: Table,
        row: Mapping[str, Cell],
        question: str,
        column: tuple[str, str],
        parse: Callable[[Any], Any],
    ) -> None:
        """Read one field, if its column is there."""
        heading, name = column
        if not table.has(heading):
            return
        parsed = self._parsed(table, row, heading, parse, as_text=name in _TEXTS)
        if parsed:
            self.fields.setdefault(question, {})[name] = parsed[0]
            self.cells.setdefault(question, {})[name] = table.place(row, heading)

    def _parsed(
        self,
        table: Table,
        row: Mapping[str, Cell],
        heading: str,
        parse: Callable[[Any], _Parsed],
        *,
        as_text: bool = False,
    ) -> tuple[_Parsed] | None:
        """What a cell says; nothing where it cannot be understood, which is noted then."""
        cell = table.cell(row, heading)
        try:
            value = _known_value(cell)
            if cell and isinstance(value, str):
                value = self.texts.whole(table.sheet, cell)
            return (parse(words.text_of(value) if as_text else value),)
        except InputError as error:
            self.problems.append(f"{table.place(row, heading)}: {error}")
            return None

    def _verdict(self, table: Table, row: Mapping[str, Cell], question: str) -> None:
        word, comment, auditor = (table.text(row, heading) for heading in (VERDICT, COMMENT, AUDITOR))
        if word or comment or auditor:
            known = _VERDICTS.get(word.casefold(), clean(word))
            place = table.place(row, VERDICT if word else COMMENT if comment else AUDITOR)
            self.verdicts.append(Verdict(question, known, clean(comment), clean(auditor), place))

    def _says_something(self, table: Table, row: Mapping[str, Cell], key: str) -> bool:
        """Whether a row that is about no known question fills a column of ours; a remark under the table does not."""
        ours = (*TEXT_COLUMNS, *WORD_COLUMNS) if key == ANSWER_KEY else (*PLAN_TEXT_COLUMNS, *PLAN_WORD_COLUMNS)
        return any(table.text(row, heading) for heading in ours)


_TEXTS = frozenset((*TEXT_COLUMNS.values(), *PLAN_TEXT_COLUMNS.values(), "evidence", RISK))


def _known_value(cell: Cell | None) -> Value:
    if cell and cell.formula and cell.value is None:
        raise InputError(
            "the cell holds a formula that no program has calculated; open the file in a spreadsheet program and save it"
        )
    return cell.value if cell else None


def _references(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """One reference a line; those that were told apart before, where nobody has touched the cell."""
    whole = clean(text)
    if whole == "\n".join(known):
        return known
    lines = (line.strip() for line in whole.split("\n"))
    return tuple(parse_text(line, "evidence reference") for line in lines if line)


def _risk(reason: str, until: date | None) -> AcceptedRisk | None:
    if not reason.strip() and until is None:
        return None
    if not reason.strip() or until is None:
        raise InputError("a risk is accepted with a reason and the last day that it holds; one of the two is missing")
    return AcceptedRisk(parse_text(reason, "reason"), until)
