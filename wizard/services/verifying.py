"""Verifies an exported gap workbook: are its figures, formulas and questions what the answers give?

The expected book is made in memory from the answers of the moment at which the book was made, which the history tells. Where
other answers stand in the book now, its figures are compared with what these give, in the rows that it was made with.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module
from itertools import takewhile

from exports.report import Report
from exports.rows import AnswerRow, RoadmapRow
from exports.writing import Progress, silent
from questionnaires.model import Bank
from wizard.core.answers import Change
from wizard.core.assessment import Assessment, Result
from wizard.core.codec import difference
from wizard.core.fingerprint import answers_sha256
from wizard.core.looking_back import as_of
from wizard.core.milestones import Milestone
from wizard.services.answer_changes import FieldChange, field_changes, shortened, verdicts_in_words
from wizard.services.book_check import Check, Finding, Kind, counts
from wizard.services.book_origin import MADE, day_of, made_at, people_of, profile_of
from wizard.services.insights.plan import followed_plan
from wizard.services.keyed_book import KeyedBook, keyed_book
from wizard.services.reports import build_report, program_name
from wizard.workbooks.gap_workbook import GapWorkbook, read_gap_workbook
from wizard.workbooks.opening import OpenedWorkbook, open_content
from wizard.workbooks.tables import folded
from wizard.workbooks.told import Told

FINGERPRINT = folded("SHA-256 of the answers")
_A_SECOND = timedelta(seconds=1)
_NO_FIGURES = (
    "The book holds no figures: the program that saved it last does not calculate. Open it in a spreadsheet program, save it "
    "there, and verify it again."
)
_FOLLOWED = "All figures follow from the answers in the book."
_NOT_CALCULATED = "The figures are those of the answers that the book was made from: nobody has calculated it since they were changed."


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of it: findings, remarks in sentences, and how many figures and questions were compared."""

    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    figures: int
    questions: int

    @property
    def agrees(self) -> bool:
        """Whether everything is as it should be."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    """How the book may have come about: a sentence for it if it is right, and the check that shows whether it is."""

    words: str
    check: Callable[[], Check]


def verify(results: Sequence[Result], opened: OpenedWorkbook, progress: Progress = silent) -> Verification:
    """Compare a workbook with what the answers of an assessment give; ``results`` has the matrix first.

    Raises:
        DataError: the file is no gap workbook of ours, or is broken.
    """
    today = results[0].assessment
    questions = frozenset(question for result in results for question in result.bank.control_by_question)
    read = read_gap_workbook(opened, questions)
    book = keyed_book(opened)
    making = _Making(tuple(result.bank for result in results), made_at(book), day_of(book), people_of(book), progress)
    then = replace(_as_of_then(today, book), profile=profile_of(book, today.profile))
    theirs = _with_answers_of(then, _as_formulas_see(read))
    changes = tuple(_changes(today, read))
    best, words = _best(_hypotheses(making, book, (then, replace(then, answers=today.answers)), theirs))
    findings = (
        *best.findings,
        *(_answer_finding(change) for change in changes),
        *(Finding(Kind.UNREADABLE, *_parted(problem), "", "") for problem in read.problems),
        *(_free_word(told) for told in read.told if told.question in read.free_words and "status" in told.fields),
        *(() if book.figures or not counts(best.base)["figures"] else (_no_figures(),)),
    )
    remarks = (*_origin_remarks(book, today, then), *words, *_verdict_remarks(read))
    return Verification(findings, remarks, **counts(best.base))


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the workbook of an assessment as it would have been at the time at which the book in question was made."""

    banks: tuple[Bank, ...]
    at: datetime | None
    day: date | None
    people: int
    progress: Progress

    def report(self, assessment: Assessment) -> Report:
        results = [Result(bank, assessment) for bank in self.banks]
        return build_report(results, self.at, day=self.day, with_files=False, people=self.people)

    def book(self, report: Report) -> KeyedBook:
        content = io.BytesIO()
        import_module("exports.workbook.book").to_workbook(report, content, self.progress)  # large, so only when needed
        return keyed_book(open_content(content.getvalue(), "the expected workbook"))


def _hypotheses(
    making: _Making, book: KeyedBook, bases: Sequence[Assessment], theirs: Assessment
) -> Iterator[_Hypothesis]:
    """The ways to the book, the likeliest first: made from the answers of one of the bases and changed, or from its own."""
    tried: list[str] = []
    for base in (*bases, theirs):
        sha = answers_sha256(base.answers.values())
        if sha not in tried:
            tried.append(sha)
            yield from _ways_from(making, book, base, theirs)
        if sha == book.origin.get(FINGERPRINT):
            return


def _ways_from(making: _Making, book: KeyedBook, base: Assessment, theirs: Assessment) -> Iterator[_Hypothesis]:
    """The ways from the answers of a base to the book."""
    ours = making.report(base)
    before = making.book(ours)
    if answers_sha256(base.answers.values()) == answers_sha256(theirs.answers.values()):
        yield _Hypothesis("", lambda: Check(book, before, before))
        return
    edited = cache(lambda: making.book(_followed(ours, making.report(_with_history_of_edits(base, theirs)))))
    yield _Hypothesis(_FOLLOWED, lambda: Check(book, before, edited()))
    yield _Hypothesis(_NOT_CALCULATED, lambda: Check(book, before, before))


def _best(hypotheses: Iterator[_Hypothesis]) -> tuple[Check, tuple[str, ...]]:
    """The first check without a finding and the words for it, or the one with the fewest findings and no words."""
    checks: list[Check] = []
    for hypothesis in hypotheses:
        check = hypothesis.check()
        if not check.findings:
            return check, (hypothesis.words,) if hypothesis.words and check.book.figures else ()
        checks.append(check)
    return min(checks, key=lambda check: len(check.findings)), ()


def _as_of_then(today: Assessment, book: KeyedBook) -> Assessment:
    """The assessment as it was when the book was made, to the second: all later changes and milestones are undone."""
    at = made_at(book)
    if at is None:
        return today
    states = [_as_of(today, end) for end in (at + _A_SECOND, at)]
    found = book.origin.get(FINGERPRINT)
    return next((state for state in states if answers_sha256(state.answers.values()) == found), states[0])


def _as_of(today: Assessment, end: datetime) -> Assessment:
    later = sum(1 for _ in takewhile(lambda change: change.at > end, reversed(today.history)))
    changes = len(today.history) - later
    milestones = tuple(item for item in today.milestones if item.at <= end and item.changes <= changes)
    return as_of(replace(today, milestones=milestones), Milestone("", end, today.profile, changes))


def _followed(ours: Report, theirs: Report) -> Report:
    """The report of other answers as the formulas of our book follow it.

    The book lists the gaps and the road as they were when it was made; of gaps that came later it knows only how many.
    """
    listed = {gap.question for gap in ours.gaps}
    answers = {answer.question: answer for answer in theirs.answers}
    follow_up = {gap.question: gap.follow_up for gap in theirs.gaps}
    return replace(
        theirs,
        gaps=tuple(gap if gap.question in listed else replace(gap, follow_up="") for gap in theirs.gaps),
        roadmap=tuple(_step(row, answers[row.question], follow_up.get(row.question, "")) for row in ours.roadmap),
        insights=replace(
            theirs.insights, plan=followed_plan(ours.insights.plan, theirs.answers, theirs.insights.plan.baseline)
        ),
        lenses=tuple(_followed(mine, other) for mine, other in zip(ours.lenses, theirs.lenses, strict=True)),
    )


def _step(row: RoadmapRow, answer: AnswerRow, follow_up: str) -> RoadmapRow:
    return replace(row, status=answer.status, owner=answer.owner, due=answer.due, follow_up=follow_up)


def _as_formulas_see(read: GapWorkbook) -> GapWorkbook:
    """What the book tells, with a status that its formulas do not understand as none."""
    told = (
        replace(item, fields={**item.fields, "status": None}) if item.question in read.free_words else item
        for item in read.told
    )
    return replace(read, told=tuple(told))


def _changes(assessment: Assessment, read: GapWorkbook) -> Iterator[FieldChange]:
    for told in read.told:
        ours = assessment.answer(told.question)
        yield from field_changes(ours, told.onto(ours), told.cells)


def _with_answers_of(assessment: Assessment, read: GapWorkbook) -> Assessment:
    """The assessment with the answers of the book; those that the book has not are as if they had never been given."""
    answers = dict(assessment.answers)
    for told in read.told:
        theirs = told.onto(assessment.answer(told.question))
        if theirs.is_empty and theirs.changed is None:
            answers.pop(told.question, None)
        else:
            answers[told.question] = theirs
    return replace(assessment, answers=answers)


def _with_history_of_edits(ours: Assessment, theirs: Assessment) -> Assessment:
    """Their answers, with the changes from ours told in the history, so that milestones still look back on ours."""
    edits = []
    for question in dict.fromkeys((*ours.answers, *theirs.answers)):
        before, after = difference(ours.answer(question), theirs.answer(question))
        if after:
            edits.append(Change(question, datetime.now(UTC), "", before, after))
    return replace(theirs, history=(*ours.history, *edits))


def _answer_finding(change: FieldChange) -> Finding:
    return Finding(Kind.ANSWER, change.cell, f"{change.question}, {change.field}", change.theirs, change.ours)


def _free_word(told: Told) -> Finding:
    about = f"the formulas of the book count {told.question} as open: choose {told.fields['status']} from the list"
    return Finding(Kind.UNREADABLE, told.cells["status"], about, "", "")


def _no_figures() -> Finding:
    return Finding(Kind.MISSING, "All sheets", _NO_FIGURES, "", "")


def _parted(problem: str) -> tuple[str, str]:
    """Where a problem is, and what it is."""
    place, _, what = problem.partition(": ")
    return place, what


def _origin_remarks(book: KeyedBook, today: Assessment, then: Assessment) -> Iterator[str]:
    """Of which assessment the book says that it is, and which answers it was made from by the SHA-256 that it carries."""
    if replace(then.profile, name=today.profile.name) != today.profile:
        yield "The scope has changed since the book was made; it was compared with the one that it names."
    name = book.origin.get(folded("Assessment"), today.profile.name)
    if name != today.profile.name:
        yield f"The book says that it is of the assessment {shortened(name)!r}."
    program = book.origin.get(folded("Program"), "")
    if program and program != (ours := program_name()):
        yield f"The book was made by {shortened(program)}, and this is {ours}: what the two lay out differently is named too."
    found = book.origin.get(FINGERPRINT, "")
    if not found:
        yield "The book does not say from which answers it was made: its sheet Method has no SHA-256 of the answers."
    elif found == answers_sha256(today.answers.values()):
        yield "The book was made from today's answers (their SHA-256 agrees)."
    elif found == answers_sha256(then.answers.values()):
        yield f"The book was made from the answers of {book.origin[MADE]} UTC (their SHA-256 agrees); some have changed since."
    else:
        yield "The book was made from other answers than the assessment has (by the SHA-256 on its sheet Method)."


def _verdict_remarks(read: GapWorkbook) -> Iterator[str]:
    if read.verdicts:
        yield f"{verdicts_in_words(read.verdicts)}."
