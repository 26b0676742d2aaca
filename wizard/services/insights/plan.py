"""The road ahead: first posture, work packages, phases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from exports.insights.plan import PackageRow, PhaseRow, PlanRows
from exports.rows import AnswerRow, ScoreRow
from questionnaires.packages import load_packages
from questionnaires.phases import THREAT_CHANGES
from questionnaires.vocabulary import Phase
from wizard.core.answers import READY_CREDIT
from wizard.core.assessment import Result
from wizard.core.gaps import recommended_step
from wizard.core.next_steps import effort_in_words
from wizard.core.scope import asked_baseline
from wizard.core.scoring import score, score_by_layer
from wizard.core.timetable import assess_again, next_year, timetable
from wizard.core.what_if import what_if
from wizard.core.work_packages import MOST_QUICK, WorkPackage, blocking_gaps, work_packages
from wizard.services.report_scores import score_row

_OPEN_WHAT = (
    "Answer the open questions that block {phase}, each by somebody who knows; all of them can be answered now."
)
_OPEN_WHY = "What is not known cannot be planned: behind each of them there may be nothing to do, or weeks of work."
_QUICK_TITLE = "Quick wins"
_QUICK_WHAT = (
    f"Close what takes hours or days and waits for nothing: at most {MOST_QUICK} controls, the most pressing first."
)
_QUICK_WHY = "Each of them is a known open door, and short steps of hours or days that wait for nothing shut it."


def plan_rows(result: Result, on: date, people: int = 1) -> PlanRows:
    """The plan that begins on a day, with so many people at work."""
    works = work_packages(result, load_packages(), on)
    packages = tuple(_package_rows(result, works, on))
    phases = tuple(_phase_rows(result, works, on))
    return with_people(PlanRows(baseline=_baseline(result), packages=packages, phases=phases, on=on), people)


def with_people(plan: PlanRows, people: int) -> PlanRows:
    """The same plan with the dates that come of it when so many people work on it."""
    if plan.on is None:  # a lens has none
        return plan
    days = timetable(plan.on, (package.days for package in plan.packages), people)
    packages = tuple(
        replace(package, begins=begins, ends=ends, late=sum(due < ends for due in package.planned))
        for package, (begins, ends) in zip(plan.packages, days, strict=True)
    )
    phases, first = [], next(timetable(plan.on, (0,)))[0]
    for phase in plan.phases:
        own = [package for package in packages if package.phase == phase.phase]
        work = [package for package in own if not package.open] or own
        begins, ends = (work[0].begins, work[-1].ends) if work else (first, first)
        again = assess_again(begins, ends) if work else (next_year(plan.on),)
        phases.append(replace(phase, begins=begins, ends=ends, assess_again=again))
    return replace(plan, packages=packages, phases=tuple(phases), people=people)


def followed_plan(plan: PlanRows, answers: Sequence[AnswerRow], baseline: Sequence[ScoreRow] = ()) -> PlanRows:
    """What the figures of a plan come to with other answers and their baseline, while its packages stay as they are."""
    counted = [answer for answer in answers if answer.status != "na"]
    whole = sum(answer.weight for answer in counted)
    closed = {answer.question for answer in counted if (answer.credit or 0) >= READY_CREDIT}
    points = sum(answer.weight * (answer.credit or 0) for answer in counted)
    missing = {answer.question: answer.weight * (1 - (answer.credit or 0)) for answer in counted}
    packages = []
    for package in plan.packages:
        rises = sum(missing.get(question, 0) for question in package.questions)
        points += rises
        closed |= missing.keys() & set(package.questions)
        packages.append(
            replace(
                package,
                rises=100 * rises / whole if whole else 0.0,
                posture=100 * points / whole if whole else None,
                readiness=_readiness_of(counted, closed, list(package.readiness)),
            )
        )
    return replace(plan, packages=tuple(packages), baseline=tuple(baseline))


def _readiness_of(counted: Sequence[AnswerRow], closed: set[str], phases: Sequence[str]) -> dict[str, float | None]:
    shares: dict[str, float | None] = {}
    for phase in phases:
        own = [answer.question for answer in counted if Phase(answer.phase).rank <= Phase(phase).rank]
        shares[phase] = 100 * sum(question in closed for question in own) / len(own) if own else None
    return shares


def readiness_of(result: Result) -> dict[str, float | None]:
    """How ready each phase up to the target is."""
    target = result.assessment.profile.target_phase
    return {phase.value: ready.share for phase, ready in result.readiness.items() if phase.rank <= target.rank}


def _baseline(result: Result) -> tuple[ScoreRow, ...]:
    """The scores of the asked baseline questions, whole and by layer."""
    questions = asked_baseline(result.bank, result.ledger)
    if not questions:
        return ()
    answers = result.assessment.answers
    return (
        score_row("all", "All baseline questions", score(result.bank, questions, answers)),
        *(score_row(layer, layer, own) for layer, own in score_by_layer(result.bank, questions, answers).items()),
    )


def _package_rows(result: Result, works: Sequence[WorkPackage], on: date) -> Iterator[PackageRow]:
    before = result
    for number, work in enumerate(works, start=1):
        after = what_if(before, work.questions)
        title, what, why = _words(work)
        due, owners = _planned(result, work)
        yield PackageRow(
            number=number,
            key=work.key,
            phase=work.phase,
            title=title,
            what=what,
            why=why,
            quick=work.package is None and not work.is_open,
            questions=work.questions,
            controls=tuple(dict.fromkeys(gap.control.id for gap in work.gaps)),
            steps=tuple(dict.fromkeys(_steps(result, work))),
            needs=work.needs,
            open=len(work.gaps) if work.is_open else 0,
            days=work.days,
            effort=effort_in_words(work.days),
            begins=on,
            ends=on,
            rises=(after.score.posture or 0.0) - (before.score.posture or 0.0),
            posture=after.score.posture,
            readiness=readiness_of(after),
            planned=due,
            due_from=due[0] if due else None,
            due_until=due[-1] if due else None,
            late=0,
            owners=owners,
        )
        before = after


def _words(work: WorkPackage) -> tuple[str, str, str]:
    """The title of a package, what is done, and why."""
    if work.package:
        return work.package.title, work.package.what, work.package.why
    if work.is_open:
        return f"Answer first: {work.phase}", _OPEN_WHAT.format(phase=work.phase), _OPEN_WHY
    return _QUICK_TITLE, _QUICK_WHAT, _QUICK_WHY


def _planned(result: Result, work: WorkPackage) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """The due dates of the plans for its gaps, the earliest first, and their owners."""
    plans = [result.assessment.answer(question).remediation for question in work.questions]
    owners = (" ".join(plan.owner.split()) for plan in plans)
    return tuple(sorted(plan.due for plan in plans if plan.due)), tuple(dict.fromkeys(filter(None, owners)))


def _steps(result: Result, work: WorkPackage) -> Iterator[str]:
    """What is to be done, as planned, else as the bank recommends; open questions are answered."""
    if work.is_open:
        yield f"Answer {', '.join(work.questions)}."
        return
    for gap in work.gaps:
        planned = result.assessment.answer(gap.question).remediation.action
        yield f"{gap.control.id}: {planned if planned.strip() else recommended_step(gap.control, gap.status).action}"


def _phase_rows(result: Result, works: Sequence[WorkPackage], on: date) -> Iterator[PhaseRow]:
    accepted = [gap.control.phase for gap in blocking_gaps(result, on, accepted=True)]
    unknown = {work.phase: len(work.gaps) for work in works if work.is_open}
    own: Mapping[Phase, list[WorkPackage]] = {
        phase: [work for work in works if work.phase is phase and not work.is_open] for phase in Phase
    }
    profile = result.assessment.profile
    for phase in Phase:
        if phase.rank > profile.target_phase.rank:
            return
        yield PhaseRow(
            phase=phase,
            reached=phase.rank <= profile.phase.rank,
            adds=phase.adds,
            threats=THREAT_CHANGES[phase],
            packages=len(own[phase]),
            gaps=sum(len(work.gaps) for work in own[phase]),
            open=unknown.get(phase, 0),
            accepted=accepted.count(phase),
            effort=effort_in_words(sum(work.days for work in own[phase])),
            begins=on,
            ends=on,
            assess_again=(),
            share=result.readiness[phase].share,
        )
