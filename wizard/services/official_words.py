"""What was found in an official questionnaire and what becomes of it, in words for people."""

from collections.abc import Iterator
from datetime import UTC, datetime

from questionnaires.library import load_bank
from wizard.core.answers import PLAN_FIELDS, Answer
from wizard.core.assessment import Assessment, Result
from wizard.core.migration import Fate, Migration
from wizard.core.official_answer import OUTSIDE_SCOPE, public_reason
from wizard.services.importing import Incoming
from wizard.services.intake import Intake
from wizard.services.official_source import OfficialSource
from wizard.store.repository import Repository
from wizard.workbooks.official_row import Misfit

_MOST_NAMED = 20
_PARTS = {
    "description": ("description",),
    "text for customers": ("responsibilities",),
    "list of evidence": ("evidence",),
    "plan": PLAN_FIELDS,
}
"""What an answer may say that a file says nothing about."""
_PLURALS = {"text for customers": "texts for customers", "list of evidence": "lists of evidence"}
REPORT = "The screen 'Carried over' and the sheet of that name in the workbook say what became of each question."


def found_in_words(source: OfficialSource) -> Iterator[str]:
    """Which questionnaire it is, and how much of it is answered; a line for everything that wants to be known."""
    read = source.read
    settled = read.settled
    version = f"AI-CAIQ {settled.version}".strip()
    yield f"{version}, {settled.how}; sheet {read.sheet}."
    answered = sum("status" in told.fields for told in read.told)
    outside = len(read.outside)
    still_open = len(read.questions) - answered - outside
    scope = f", {outside} outside the scope (not taken)" if outside else ""
    yield f"{_counted(len(read.questions), 'question')}: {answered} answered, {still_open} open{scope}."
    if settled.is_unknown:
        yield f"Version {settled.version} is not known here: its questions were taken by their ids and headings."
    if read.strange:
        more = f" and {len(read.strange) - _MOST_NAMED} more" if len(read.strange) > _MOST_NAMED else ""
        yield f"Not known here, and left out: {', '.join(read.strange[:_MOST_NAMED])}{more}."
    if read.other_sheets:
        yield f"Only this sheet was read; there is a questionnaire on these, too: {', '.join(read.other_sheets)}."


def untouched_in_words(assessment: Assessment, incoming: Incoming) -> Iterator[str]:
    """What stays although the file says nothing about it, and what it says about the scope that ours does not say."""
    source = incoming.official
    if source is None:
        return
    silent = source.questions - set(incoming.told) - set(source.outside)
    answers = sum(assessment.answer(question).status is not None for question in silent)
    if answers:
        yield f"{_counted(answers, 'answer')} of yours {_be(answers)} open in the file, and {_stay(answers)}."
    for word, names in _PARTS.items():
        count = sum(
            any(_says(assessment.answer(told.question), name) and name not in told.fields for name in names)
            for told in incoming.told.values()
        )
        if count:
            yield f"{_counted(count, word)} of yours {_be(count)} not in the file, and {_stay(count)}."
    ledger = Result(load_bank(), assessment).ledger
    reasons = {entry.question: public_reason(entry, assessment.profile) for entry in ledger if not entry.asked}
    not_asked: dict[str, list[str]] = {}
    for question, said in source.outside.items():
        reason = said.removeprefix(OUTSIDE_SCOPE).strip()
        if reasons.get(question) != reason:
            not_asked.setdefault(reason, []).append(question)
    for reason, questions in not_asked.items():
        yield f"Outside the scope there ({reason}), so not taken: {', '.join(questions)}."


def official_findings(repository: Repository, name: str, intake: Intake) -> tuple[str, ...]:
    """Everything there is to say about an official questionnaire before it is taken; nothing about another file.

    Raises:
        NotFoundError: there is no assessment of this name.
        StoreError: its file is broken.
    """
    source = intake.incoming.official
    if source is None:
        return ()
    migration = source.migration((), datetime.now(UTC))
    return (
        *found_in_words(source),
        misfits_in_words(source) or "Everything in it fits.",
        *(f"  {line}" for line in misfit_lines(source)),
        *untouched_in_words(repository.read(name), intake.incoming),
        *(migration_in_words(migration) if migration else ()),
    )


def misfits_in_words(source: OfficialSource) -> str:
    """How many texts fit nowhere; empty where none does."""
    count = len(source.misfits) + len(source.of_archived)
    if not count:
        return ""
    return "1 text fits no answer as it stands:" if count == 1 else f"{count} texts fit no answer as they stand:"


def misfit_lines(source: OfficialSource) -> Iterator[str]:
    """Each text that fits nowhere: where it stands, what it says, why, and where it is kept."""
    for misfit in source.misfits:
        kept = f"goes into the note of {misfit.question}" if misfit.question else "goes to the parking lot"
        if misfit.is_spare:
            kept = f"goes into the description of {misfit.question}, or its note"
        yield _misfit_line(source, misfit, kept)
    for misfit in source.of_archived:
        yield _misfit_line(source, misfit, f"kept in the archive with {misfit.question}")


def fate_lines(migration: Migration) -> Iterator[str]:
    """What becomes of each question of the earlier version."""
    for row in migration.rows:
        had = "" if row.answered or row.fate is Fate.NEW else " (not answered)"
        yield f"{row.fate:<13} {row.old or '-':<10} {row.new or '-':<9} {row.reason}{had}"


def migration_in_words(migration: Migration) -> Iterator[str]:
    """How many answers met which fate."""
    counts = migration.counts()
    yield f"Carried over from {migration.before} to {migration.after}:"
    yield from (f"  {counts[fate]:>3}  {fate.words}" for fate in Fate if counts[fate])
    were_open = sum(not row.answered and row.fate is not Fate.NEW for row in migration.rows)
    if were_open:
        yield f"  {were_open:>3}  open in the file, so nothing to carry over"


def _misfit_line(source: OfficialSource, misfit: Misfit, kept: str) -> str:
    return f"{source.read.place(misfit.cell)}: {misfit.text} ({misfit.why}; {kept})"


def _says(answer: Answer, name: str) -> bool:
    """Whether an answer, or its plan, says anything in a field."""
    return bool(getattr(answer.remediation if name in PLAN_FIELDS else answer, name))


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {_PLURALS.get(word, word + 's')}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _stay(count: int) -> str:
    return "stays" if count == 1 else "stay"
