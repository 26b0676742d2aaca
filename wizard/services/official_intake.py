"""Makes answers of ours from a filled official questionnaire, under the ids that its questions have today."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from questionnaires.crosswalk import EARLIER, PRESENT, load_crosswalk
from questionnaires.library import load_bank
from wizard.core.answers import Answer
from wizard.core.migration import Plan
from wizard.core.text import clean
from wizard.services.importing import Incoming
from wizard.services.official_source import OfficialSource, noted, parked
from wizard.workbooks.official_reading import FilledQuestionnaire, read_official
from wizard.workbooks.official_row import Misfit
from wizard.workbooks.official_version import Versions
from wizard.workbooks.opening import OpenedWorkbook
from wizard.workbooks.told import Told


def read_official_workbook(book: OpenedWorkbook) -> Incoming:
    """What a filled questionnaire brings.

    Raises:
        DataError: it is no questionnaire, its version cannot be told, or it is broken.
    """
    crosswalk = load_crosswalk()
    read = read_official(book, Versions(load_bank(), crosswalk))
    file = clean(book.name)
    plan = Plan(f"AI-CAIQ {EARLIER}", f"AI-CAIQ {PRESENT}", crosswalk) if read.settled.is_earlier else None
    source = _source_of_earlier(read, file, plan) if plan else _source(read, file)
    unknown = (
        f"answered in version {read.settled.version}, which may ask something else" if read.settled.is_unknown else ""
    )
    told = [_of_today(item, plan, unknown) for item in read.told if not plan or plan.target(item.question)]
    return Incoming(
        answers=tuple(item.onto(Answer(item.question)) for item in told),
        profile=None,
        created=None,
        history=(),
        position="",
        parked=tuple(parked(source.unclaimed(), file, datetime.now(UTC))),
        told={item.question: item for item in told},
        official=source,
    )


def _source(read: FilledQuestionnaire, file: str) -> OfficialSource:
    return OfficialSource(file, read, frozenset(read.questions), read.misfits, read.outside)


def _source_of_earlier(read: FilledQuestionnaire, file: str, plan: Plan) -> OfficialSource:
    """The same for an earlier version: what was said about a question that is gone goes into the archive."""
    gone = {question for question in read.questions if not plan.target(question)}
    return OfficialSource(
        file=file,
        read=read,
        questions=frozenset(plan.target(question) for question in read.questions) - {""},
        misfits=tuple(
            replace(misfit, question=plan.target(misfit.question))
            for misfit in read.misfits
            if misfit.question not in gone
        ),
        outside={plan.target(question): text for question, text in read.outside.items() if question not in gone},
        plan=plan,
        answered=tuple(item.question for item in read.told),
        archived=tuple(_archived(read, gone, file)),
        of_archived=tuple(misfit for misfit in read.misfits if misfit.question in gone),
    )


def _archived(read: FilledQuestionnaire, gone: Iterable[str], file: str) -> Iterable[Answer]:
    """The answers to questions that are gone, whole."""
    told = {item.question: item for item in read.told}
    for question in sorted(gone):
        answer = Answer(question)
        if question in told:
            answer = told[question].onto(answer)
        answer = noted(answer, _about(read.misfits, question), file)
        if not answer.is_empty:
            yield answer


def _about(misfits: Iterable[Misfit], question: str) -> Iterable[Misfit]:
    return (misfit for misfit in misfits if misfit.question == question)


def _of_today(told: Told, plan: Plan | None, unknown: str) -> Told:
    """What is told, about the question as it is called today, and why it wants another look."""
    if plan is None:
        return replace(told, review=unknown)
    return replace(told, question=plan.target(told.question), review=plan.review(told.question))
