"""The rows of the report about single questions: answers, gaps, the road, the scope ledger."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date

from exports.rows import AnswerRow, GapRow, RoadmapRow, ScopeRow
from wizard.core.assessment import Result
from wizard.core.gap_list import GapLine, gap_lines
from wizard.core.gaps import recommended_step
from wizard.core.roadmap import RoadmapStep, roadmap
from wizard.core.scope import ScopeEntry
from wizard.core.scoring import status_of

_FIND_OUT = "answer this first; if it is missing: "
"""What is not known yet cannot be mended: stands before the step for an open question."""
_Holders = Mapping[str, tuple[str, ...]]
"""The roles of the assessment that hold a part of each asked control."""


def answer_rows(result: Result) -> tuple[AnswerRow, ...]:
    """Every asked question, in the order of the bank."""
    holders = _holders(result)
    return tuple(_answer_row(result, question_id, holders) for question_id in result.asked)


def gap_rows(result: Result, on: date) -> tuple[GapRow, ...]:
    """Every gap, by rank; plans and accepted risks are judged on a day."""
    holders = _holders(result)
    return tuple(_gap_row(result, line, holders) for line in gap_lines(result, on))


def roadmap_rows(result: Result, on: date, gaps: Iterable[GapRow]) -> tuple[RoadmapRow, ...]:
    """Every question that blocks a phase, in the order in which to work; risks are judged as they are accepted on a day."""
    follow_ups = {gap.question: gap.follow_up for gap in gaps}
    return tuple(_roadmap_row(result, step, follow_ups[step.gap.question]) for step in roadmap(result, on))


def scope_rows(result: Result) -> tuple[ScopeRow, ...]:
    """The scope ledger."""
    return tuple(_scope_row(result, entry) for entry in result.ledger)


def _answer_row(result: Result, question_id: str, holders: _Holders) -> AnswerRow:
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
        roles=holders[control.id],
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
        review=answer.review,
        baseline=control.marks.baseline,
    )


def _gap_row(result: Result, line: GapLine, holders: _Holders) -> GapRow:
    gap, answer, question = line.gap, line.answer, result.bank.question(line.question)
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
        roles=holders[gap.control.id],
        layer=gap.control.layer,
        phase=gap.control.phase,
        weight=gap.control.weight,
        status=gap.status or "",
        missing=answer.description or (question.criteria[gap.status] if gap.status else "not answered yet"),
        step=step.action if gap.status else f"{_FIND_OUT}{step.action}",
        service=gap.control.text.service,
        effort=line.effort,
        planned_effort=plan.effort or "",
        action=plan.action,
        owner=plan.owner,
        due=plan.due,
        evidence_wanted=gap.control.text.evidence,
        threats=tuple(threat.label for threat in gap.control.facts.threats),
        techniques=gap.control.facts.techniques,
        mappings=gap.control.facts.requirements,
        accepted_risk=risk.reason if risk else "",
        accepted_until=risk.until if risk else None,
        follow_up=line.follow_up,
    )


def _roadmap_row(result: Result, step: RoadmapStep, follow_up: str) -> RoadmapRow:
    gap, plan = step.gap, result.assessment.answer(step.gap.question).remediation
    return RoadmapRow(
        phase=step.phase,
        question=gap.question,
        control=gap.control.id,
        title=gap.control.title,
        status=gap.status or "",
        step=step.action if gap.status or plan.action.strip() else f"{_FIND_OUT}{step.action}",
        effort=step.effort,
        quick=step.quick,
        owner=plan.owner,
        due=plan.due,
        rank=gap.rank,
        accepted=step.accepted,
        follow_up=follow_up,
    )


def _scope_row(result: Result, entry: ScopeEntry) -> ScopeRow:
    return ScopeRow(
        question=entry.question,
        control=entry.control,
        title=result.bank.controls[entry.control].title,
        domain=entry.domain,
        asked=entry.asked,
        reason=entry.reason,
        responsibility={role: str(share) for role, share in entry.responsibility.items()},
        phase=entry.phase,
        layer=entry.layer,
        ask=entry.ask,
        status=status_of(result.assessment.answers, entry.question) or "",
    )


def _holders(result: Result) -> _Holders:
    return {
        entry.control: tuple(role for role, share in entry.responsibility.items() if share.held)
        for entry in result.ledger
        if entry.asked
    }
