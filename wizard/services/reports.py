"""Builds the frozen report that the exports write, from what the core computed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from exports.report import Report
from exports.rows import CourseRow, MethodSection, ParkedRow, ReadinessRow, ScoreRow
from exports.writing import Progress, silent
from questionnaires.method import load_method
from wizard import __version__
from wizard.core.assessment import Assessment, Result
from wizard.core.codec import answer_to_json, change_to_json, milestones_to_json, parked_to_json
from wizard.core.fingerprint import answers_sha256
from wizard.core.migration_codec import migrations_to_json
from wizard.core.roadmap import phase_work
from wizard.core.scoring import score_by_layer_and_phase
from wizard.core.standards import judged
from wizard.core.trend import trend
from wizard.services.evidence import Finding, Kind, evidence_rows, examine, references_of
from wizard.services.example import EXAMPLE_NAME
from wizard.services.insights import insights_of
from wizard.services.report_carried import carried_rows
from wizard.services.report_controls import control_rows
from wizard.services.report_history import history_rows
from wizard.services.report_questions import answer_rows, gap_rows, roadmap_rows, scope_rows
from wizard.services.report_scores import score_row
from wizard.services.report_views import milestone_views, views_of
from wizard.services.views import show_view

EXCHANGE_FORMAT, EXCHANGE_SCHEMA = "caiq-wizard", 1


def build_report(
    results: Sequence[Result],
    made: datetime | None = None,
    progress: Progress = silent,
    *,
    day: date | None = None,
    with_files: bool = True,
    people: int = 1,
) -> Report:
    """The report of an assessment from its results, the matrix first; ``made`` is the time it claims, now unless given.

    Plans and accepted risks are judged on ``day``, the local day of that time unless given; the dates of the road ahead
    count on so many ``people``.
    ``progress`` is told about files that are read for the evidence register; what it raises stops the building. Without
    ``with_files`` none is looked at, and every piece of evidence is a mere reference.
    """
    now = (made or datetime.now(UTC)).astimezone(UTC)
    whole = _Whole(
        made=now,
        day=day or now.astimezone().date(),
        document=exchange_document(results, now),
        answers_sha256=answers_sha256(results[0].assessment.answers.values()),
        evidence=examine(references_of(results), progress) if with_files else _unseen(references_of(results)),
        method=tuple(MethodSection(part.title, part.paragraphs) for part in load_method()),
        people=people,
    )
    matrix, *lenses = (_report(result, whole) for result in results)
    lenses = [replace(lens, views=milestone_views(result)) for lens, result in zip(lenses, results[1:], strict=True)]
    return replace(
        matrix,
        parked=_parked_rows(results[0].assessment),
        views=views_of(results[0]),
        lenses=tuple(lenses),
        carried=carried_rows(results),
    )


def _unseen(references: Iterable[str]) -> dict[str, Finding]:
    return dict.fromkeys(references, Finding(Kind.REFERENCE))


def program_name() -> str:
    """What reports say that made them."""
    return f"caiq-wizard {__version__}"


def exchange_document(results: Sequence[Result], made: datetime) -> dict[str, Any]:
    """The whole assessment in the exchange format: what ``show`` says, and all answers with their history."""
    assessment = results[0].assessment
    questions = (question_id for result in results for question_id in result.bank.control_by_question)
    order = {question_id: number for number, question_id in enumerate(questions)}
    answers = sorted(assessment.answers.values(), key=lambda answer: order.get(answer.question, len(order)))
    return {
        "format": EXCHANGE_FORMAT,
        "schema": EXCHANGE_SCHEMA,
        "program": __version__,
        "made": made.isoformat(),
        "created": assessment.created.at.isoformat(),
        **show_view(results[0], results[1:]),
        "position": assessment.position,
        "parking_lot": parked_to_json(assessment.parked),
        "milestones": milestones_to_json(assessment.milestones),
        "migrations": migrations_to_json(assessment.migrations),
        "answers_sha256": answers_sha256(assessment.answers.values()),
        "answers": [answer_to_json(answer) for answer in answers],
        "history": [change_to_json(change) for change in assessment.history],
    }


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the reports of all banks of an assessment share; ``evidence`` holds what each reference points to."""

    made: datetime
    day: date
    document: Mapping[str, Any]
    answers_sha256: str
    evidence: Mapping[str, Finding]
    method: tuple[MethodSection, ...]
    people: int


def _report(result: Result, whole: _Whole) -> Report:
    profile, bank = result.assessment.profile, result.bank
    found = judged(result)
    controls, gaps = control_rows(result, found), gap_rows(result, whole.day)
    return Report(
        name=profile.name,
        organization=profile.organization,
        system=profile.system,
        roles=tuple(profile.roles),
        phase=profile.phase,
        target_phase=profile.target_phase,
        use_case=profile.use_case,
        bank=bank.id,
        questionnaire=f"{bank.title} {bank.version}",
        program=program_name(),
        made=whole.made,
        day=whole.day,
        is_example=profile.name == EXAMPLE_NAME,
        answers_sha256=whole.answers_sha256,
        total=score_row("all", "All asked questions", result.score),
        domains=tuple(score_row(code, bank.domain_titles[code], score) for code, score in result.domains.items()),
        layers=tuple(score_row(layer, layer, score) for layer, score in result.layers.items()),
        phases=tuple(score_row(phase, phase, score) for phase, score in result.phases.items()),
        layers_by_phase=_layers_by_phase(result),
        readiness=_readiness_rows(result),
        answers=answer_rows(result),
        gaps=gaps,
        controls=controls.controls,
        requirements=controls.requirements,
        threats=controls.threats,
        roadmap=roadmap_rows(result, whole.day, gaps),
        evidence=evidence_rows(result, whole.evidence),
        scope=scope_rows(result),
        history=history_rows(result.assessment.history, bank.control_by_question),
        course=_course_rows(result, whole.made),
        parked=(),
        views=(),
        not_asked=len(result.ledger) - len(result.asked),
        method=whole.method,
        document=whole.document,
        insights=insights_of(result, whole.day, whole.people, found),
    )


def _layers_by_phase(result: Result) -> dict[tuple[str, str], ScoreRow]:
    scores = score_by_layer_and_phase(result.bank, result.asked, result.assessment.answers)
    return {
        (layer.value, phase.value): score_row(f"{layer} {phase}", f"{layer}, {phase}", score)
        for (layer, phase), score in scores.items()
    }


def _readiness_rows(result: Result) -> tuple[ReadinessRow, ...]:
    return tuple(
        ReadinessRow(
            phase=work.phase,
            share=work.share,
            blockers=work.blockers,
            counted=work.counted,
            ready=work.ready,
            adds=work.phase.adds,
            effort=work.effort,
        )
        for work in phase_work(result)
    )


def _course_rows(result: Result, now: datetime) -> tuple[CourseRow, ...]:
    return tuple(
        CourseRow(point.at.astimezone(UTC), point.assessed, point.posture, len(point.changed))
        for point in trend(result, now)
    )


def _parked_rows(assessment: Assessment) -> tuple[ParkedRow, ...]:
    return tuple(ParkedRow(item.text, item.question, item.at.astimezone(UTC), item.done) for item in assessment.parked)
