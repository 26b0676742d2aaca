"""Builds the frozen report that the exports write, from what the core computed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from exports.report import AnswerRow, GapRow, MethodSection, ReadinessRow, Report, ScoreRow
from questionnaires.method import load_method
from wizard import __version__
from wizard.core.answers import Status
from wizard.core.assessment import Result
from wizard.core.codec import answer_to_json, change_to_json, parked_to_json
from wizard.core.gaps import Gap, recommended_step
from wizard.core.scoring import Score
from wizard.services.example import EXAMPLE_NAME
from wizard.services.views import show_view

EXCHANGE_FORMAT, EXCHANGE_SCHEMA = "caiq-wizard", 1


def build_report(results: Sequence[Result], made: datetime | None = None) -> Report:
    """The report of an assessment from its results, the matrix first; ``made`` is the time it claims, now unless given."""
    now = made or datetime.now(UTC)
    document = exchange_document(results, now)
    matrix, *lenses = (_report(result, now, document) for result in results)
    return replace(matrix, lenses=tuple(lenses))


def _report(result: Result, now: datetime, document: Mapping[str, Any]) -> Report:
    profile = result.assessment.profile
    titles = result.bank.domain_titles
    return Report(
        name=profile.name,
        organization=profile.organization,
        system=profile.system,
        roles=tuple(profile.roles),
        phase=profile.phase,
        target_phase=profile.target_phase,
        use_case=profile.use_case,
        bank=result.bank.id,
        questionnaire=f"{result.bank.title} {result.bank.version}",
        program=f"caiq-wizard {__version__}",
        made=now,
        is_example=profile.name == EXAMPLE_NAME,
        total=_score_row("all", "All asked questions", result.score),
        domains=tuple(_score_row(code, titles[code], score) for code, score in result.domains.items()),
        layers=tuple(_score_row(layer, layer, score) for layer, score in result.layers.items()),
        phases=tuple(_score_row(phase, phase, score) for phase, score in result.phases.items()),
        readiness=tuple(ReadinessRow(phase, entry.share, entry.blockers) for phase, entry in result.readiness.items()),
        answers=tuple(_answer_row(result, question_id) for question_id in result.asked),
        gaps=tuple(_gap_row(result, gap) for gap in result.gaps),
        not_asked=len(result.ledger) - len(result.asked),
        method=tuple(MethodSection(part.title, part.paragraphs) for part in load_method()),
        document=document,
    )


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
        "answers": [answer_to_json(answer) for answer in answers],
        "history": [change_to_json(change) for change in assessment.history],
    }


def _score_row(key: str, title: str, score: Score) -> ScoreRow:
    return ScoreRow(
        key=key,
        title=title,
        asked=score.asked,
        answered=score.answered,
        statuses={status.value: score.statuses[status] for status in Status},
        assessed=score.assessed,
        posture=score.posture,
    )


def _answer_row(result: Result, question_id: str) -> AnswerRow:
    answer, control = result.assessment.answer(question_id), result.bank.control_of(question_id)
    plan, risk = answer.remediation, answer.accepted_risk
    return AnswerRow(
        question=question_id,
        text=result.bank.question(question_id).text,
        control=control.id,
        title=control.title,
        domain=control.domain_code,
        layer=control.layer,
        phase=control.phase,
        weight=control.weight,
        status=answer.status or "",
        credit=answer.status.credit if answer.status else None,
        caiq_answer=answer.status.caiq_answer if answer.status else "",
        ownership=answer.ownership or "",
        description=answer.description,
        responsibilities=answer.responsibilities,
        evidence=answer.evidence,
        action=plan.action,
        owner=plan.owner,
        due=plan.due,
        effort=plan.effort or "",
        note=answer.note,
        flagged=answer.flagged,
        respondent=answer.respondent,
        method=answer.method or "",
        confidence=answer.confidence or "",
        changed=answer.changed.astimezone(UTC) if answer.changed else None,
        accepted_risk=risk.reason if risk else "",
        accepted_until=risk.until if risk else None,
    )


def _gap_row(result: Result, gap: Gap) -> GapRow:
    question, answer = result.bank.question(gap.question), result.assessment.answer(gap.question)
    step = recommended_step(gap.control, gap.status)
    plan, risk = answer.remediation, answer.accepted_risk
    return GapRow(
        rank=gap.rank,
        priority=gap.priority,
        urgency=gap.urgency,
        urgency_words=gap.urgency_words,
        question=gap.question,
        text=question.text,
        control=gap.control.id,
        title=gap.control.title,
        domain=gap.control.domain_code,
        layer=gap.control.layer,
        phase=gap.control.phase,
        weight=gap.control.weight,
        status=gap.status or "",
        missing=answer.description or (question.criteria[gap.status] if gap.status else "not answered yet"),
        step=step.action,
        service=gap.control.text.service,
        effort=plan.effort or step.effort,
        action=plan.action,
        owner=plan.owner,
        due=plan.due,
        evidence_wanted=gap.control.text.evidence,
        threats=tuple(threat.label for threat in gap.control.facts.threats),
        techniques=gap.control.facts.techniques,
        mappings=gap.control.facts.requirements,
        accepted_risk=risk.reason if risk else "",
        accepted_until=risk.until if risk else None,
    )
