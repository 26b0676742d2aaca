"""Fills in CSA's official AI-CAIQ from an assessment: checks first, then a copy of the user's template, with nothing else changed.

Columns C to F are written, for all 320 questions: those outside the scope as NA with the reason. Notes, respondents, accepted
risks and the lenses stay in the assessment; they are no part of the questionnaire.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.writing import Progress, silent
from questionnaires.crosswalk import load_crosswalk
from wizard.core.assessment import Result
from wizard.core.scope import NotAsked
from wizard.errors import InputError, StoreError
from wizard.services.exporting import CAIQ, Written, check_target
from wizard.services.official_check import Rows, Sheet
from wizard.services.violations import Kind, Violation, in_counts
from wizard.store.files import replace_file
from wizard.workbooks.dropdowns import read_drop_downs
from wizard.workbooks.filling import filled, unwritable
from wizard.workbooks.gap_workbook import is_gap_workbook
from wizard.workbooks.official import ANSWER_COLUMNS, Column, Questionnaire, find_questionnaire
from wizard.workbooks.official_version import Settled, Versions, settle
from wizard.workbooks.opening import OpenedWorkbook, content_of, open_content
from wizard.workbooks.words import text_of

_QUESTION = re.compile(r"[A-Z&]+-\d+\.\d+")
_OTHER_KINDS = (".xlsm", ".xltx", ".xltm")
"""Endings of workbooks with macros and of Excel's own templates; a copy that ends in .xlsx would not open."""
_STEPS = 4
_MOST_NAMED = 8
_FORCED = {
    Kind.MISSING: "questions that the template does not have, not written",
    Kind.UNKNOWN: "rows of the template with unknown questions left as they are",
    Kind.TWICE: "questions written into each of their rows",
    Kind.RULE: "broken rules written as they are, with ND where an owner is missing",
    Kind.LIST: "values written in our spelling, which their drop-down lists do not have",
    Kind.LONG: "texts cut, each with a mark at its end",
    Kind.OPEN: "open questions left empty in columns C to F, whatever the template held there",
}


@dataclass(frozen=True, slots=True)
class Filling:
    """A template that was read and what would be written into a copy of it; nothing has been written."""

    template: Path
    violations: tuple[Violation, ...]
    notes: tuple[str, ...]
    _content: bytes
    _book: OpenedWorkbook
    _sheet: str
    _texts: Mapping[str, str]

    @property
    def hopeless(self) -> tuple[Violation, ...]:
        """The violations with which nothing can be written at all."""
        return tuple(violation for violation in self.violations if not violation.kind.can_be_forced)


def prepare(result: Result, template: Path, progress: Progress = silent) -> Filling:
    """Read a template and check everything; ``result`` is that of the matrix.

    Raises:
        InputError: the template cannot be read.
        DataError: it is no official questionnaire, or one of another version.
    """
    if template.suffix.lower() in _OTHER_KINDS:
        raise InputError(f"{template} is no plain workbook; save it as .xlsx, and use that as the template")
    progress(0, _STEPS, "reading the template")
    content = content_of(template)
    book = open_content(content, template.name)
    questionnaire = find_questionnaire(book, Column.ID, *ANSWER_COLUMNS)
    settled = _settled(book, questionnaire, result)
    rows = _rows(questionnaire)
    progress(1, _STEPS, "checking the answers")
    sheet = Sheet(result, rows, read_drop_downs(book, questionnaire.sheet))
    locked = unwritable(book, questionnaire.sheet, sheet.texts)
    violations = (
        *(Violation(Kind.LOCKED, _question_at(rows, cell), cell, sentence) for cell, sentence in locked.items()),
        *sheet.violations,
    )
    notes = tuple(_notes(sheet, questionnaire, settled, violations))
    return Filling(template, violations, notes, content, book, questionnaire.sheet, sheet.texts)


def fill(
    filling: Filling, target: Path, *, replace: bool = False, anyway: bool = False, progress: Progress = silent
) -> Written:
    """Write the filled copy; the target changes only when the new one is complete and was read again.

    ``replace`` allows to replace an older file, ``anyway`` to write what is not ready.

    Raises:
        ExistsError, InputError: the target must not or cannot be written, or is the template; or there are violations
            with which nothing was to be written, or nothing can be.
        StoreError: the disk refused; an older file is as it was.
    """
    check_place(target, filling.template, replace=replace)
    if filling.violations and not anyway:
        raise InputError(f"the questionnaire is not ready: {in_counts(filling.violations)}")
    if filling.hopeless:
        more = f" ({len(filling.hopeless) - 1} more cells are like it)" if len(filling.hopeless) > 1 else ""
        raise InputError(f"{filling.hopeless[0].message}{more}")
    progress(2, _STEPS, "filling in the copy")
    content = filled(filling._content, filling._book, filling._sheet, filling._texts)  # noqa: SLF001  (its own module)
    progress(3, _STEPS, "writing the copy")
    try:
        replace_file(target, content)
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror or error}; choose another place") from error
    return Written(target, filling.notes, len(content), 1)


def check_place(target: Path, template: Path, *, replace: bool) -> None:
    """Refuse a target that is the template, or that must not or cannot be written, before anything is done.

    Raises:
        ExistsError, InputError: see ``check_target``; or it is the template, by whatever name.
    """
    if _is_same(target, template):
        raise InputError(f"{target} is the template itself, which stays as it is; choose another file to write")
    check_target(target, CAIQ, force=replace)


def _is_same(target: Path, template: Path) -> bool:
    """Whether two paths lead to one file, or would where letter case does not matter."""
    try:
        if os.path.samefile(target, template):  # noqa: PTH121  (takes any text; a Path may raise)
            return True
    except OSError:
        pass
    return os.path.realpath(target).casefold() == os.path.realpath(template).casefold()


def _rows(questionnaire: Questionnaire) -> Rows:
    """Where the questions stand; what stands in the column of ids and is none is a heading or a footer."""
    found: dict[str, list[int]] = {}
    for question, row in questionnaire.question_rows():
        if _QUESTION.fullmatch(question):
            found.setdefault(question, []).append(next(iter(row.values())).row)
    return Rows({column: questionnaire.columns[column] for column in ANSWER_COLUMNS}, found)


def _settled(book: OpenedWorkbook, questionnaire: Questionnaire, result: Result) -> Settled:
    """The template's version; refuses a gap workbook of ours, and questionnaires whose ids mean other questions.

    Raises:
        InputError, DataError: it is one.
    """
    if is_gap_workbook(book):
        raise InputError(f"{book.name} is a gap workbook of caiq-wizard; take CSA's own AI-CAIQ as the template")
    settled = settle(book, questionnaire, Versions(result.bank, load_crosswalk()))
    if settled.is_earlier:
        raise InputError(
            f"{book.name} is an AI-CAIQ {settled.version}, in which many ids mean other questions; the answers here belong to "
            "1.1, so take the 1.1 questionnaire from CSA as the template"
        )
    return settled


def _question_at(rows: Rows, cell: str) -> str:
    number = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return next((question for question, own in rows.by_question.items() if number in own), "")


def _notes(
    sheet: Sheet, questionnaire: Questionnaire, settled: Settled, violations: Sequence[Violation]
) -> Iterator[str]:
    """What the user must know about the copy."""
    result = sheet.result
    asked = set(result.asked)
    given = [
        answer for answer in result.assessment.answers.values() if answer.status and answer.question in sheet.answers
    ]
    outside = len(sheet.answers) - len(asked)
    words = f"; {outside} outside the scope say NA and why" if outside else ""
    yield f"{sum(answer.question in asked for answer in given)} of {len(asked)} asked questions are answered{words}"
    later = sum(entry.not_asked is NotAsked.LATER_PHASE for entry in result.ledger)
    if later:
        yield f"{later} of these only because they belong to a later phase; for the registry aim at the phase scale, and answer them"
    if aside := [answer.question for answer in given if answer.question not in asked]:
        yield f"answered, but outside the scope, so handed in as NA: {_some(sorted(aside))}; change the scope to hand the answers in"
    if review := sum(bool(answer.review) for answer in given if answer.question in asked):
        yield f"answers that were carried over and still want a look: {review}"
    counts = Counter(violation.kind for violation in violations)
    yield from (f"forced ({counts[kind]:,}): {words}" for kind, words in _FORCED.items() if counts[kind])
    if replaced := list(_replaced(sheet, questionnaire)):
        yield f"cells of the template that were filled in before and say something else in the copy: {_some(replaced)}"
    if sheet.unclear:
        yield f"cells whose drop-down list could not be read, filled in in our spelling: {sheet.unclear:,}"
    if settled.is_unknown:
        yield f"the template says it is version {settled.version}, which this program does not know; it was filled in by ids and headings, so look it over"
    if questionnaire.others:
        yield f"only the sheet {questionnaire.sheet} was filled in; {', '.join(questionnaire.others)} looks like a questionnaire too"
    yield "CSA's registry takes the questionnaire with columns C to F filled in and nothing else changed: no sheet, row or column added, moved or renamed"


def _replaced(sheet: Sheet, questionnaire: Questionnaire) -> Iterator[str]:
    """The cells in which the template holds something else than is written."""
    for row in questionnaire.rows:
        for cell in row.values():
            text = text_of(cell.value)
            if text and cell.address in sheet.texts and text != sheet.texts[cell.address]:
                yield cell.address


def _some(places: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = f" and {len(places) - _MOST_NAMED:,} more" if len(places) > _MOST_NAMED else ""
    return ", ".join(places[:_MOST_NAMED]) + more
