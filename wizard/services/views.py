"""The JSON shapes of ``show``, ``scope``, ``gaps`` and ``check``; their names are fixed by the exchange format."""

from collections.abc import Mapping, Sequence
from typing import Any

from questionnaires.model import Control
from wizard.core.answers import Status
from wizard.core.assessment import Result
from wizard.core.carrying import to_review
from wizard.core.codec import profile_to_json
from wizard.core.rules import Finding
from wizard.core.scoring import Score


def show_view(result: Result, lenses: Sequence[Result] = ()) -> dict[str, Any]:
    """Progress, scores and readiness. A phase beyond the target has no readiness (null).

    ``lens_results`` says the same of each lens that is asked beside the matrix.
    """
    version = result.assessment.created.questionnaire
    return {
        **profile_to_json(result.assessment.profile),
        "questionnaire": {"id": version.id, "version": version.version},
        **_results_view(result),
        "lens_results": [
            {"id": lens.bank.id, "title": lens.bank.title, "version": lens.bank.version, **_results_view(lens)}
            for lens in lenses
        ],
    }


def _results_view(result: Result) -> dict[str, Any]:
    titles = result.bank.domain_titles
    return {
        "counts": {
            "asked": result.score.asked,
            "answered": result.score.answered,
            **{status.value.replace("-", "_"): result.score.statuses[status] for status in Status},
            "review": len(to_review(result)),
        },
        "score": {"assessed": result.score.assessed, "posture": result.score.posture},
        "domains": [_score_view(code, titles[code], score) for code, score in result.domains.items()],
        "layers": [_score_view(layer, layer, score) for layer, score in result.layers.items()],
        "readiness": {phase.value: entry.share for phase, entry in result.readiness.items()},
        "blockers": {phase.value: list(entry.blockers) for phase, entry in result.readiness.items()},
    }


def scope_view(result: Result) -> list[dict[str, Any]]:
    """The scope ledger: every question, asked or not, and why."""
    return [
        {
            "question": entry.question,
            "control": entry.control,
            "domain": entry.domain,
            "asked": entry.asked,
            "responsibility": {role: share.share for role, share in entry.responsibility.items()},
            "phase": entry.phase,
            "layer": entry.layer,
            "reason": entry.reason,
            "ask": list(entry.ask),
        }
        for entry in result.ledger
    ]


def gaps_view(result: Result) -> list[dict[str, Any]]:
    """The ranked gaps; an open question has no status (null)."""
    return [
        {
            "rank": gap.rank,
            "question": gap.question,
            "control": gap.control.id,
            "title": gap.control.title,
            "domain": gap.control.domain_code,
            "status": gap.status,
            "phase": gap.control.phase,
            "layer": gap.control.layer,
            "weight": gap.control.weight,
            "urgency": gap.urgency,
            "priority": gap.priority,
            "techniques": list(gap.control.facts.techniques),
            "threat_categories": list(gap.control.facts.threats),
            "mappings": mappings_view(gap.control),
        }
        for gap in result.gaps
    ]


def check_view(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings of the decision rules."""
    return [
        {
            "question": finding.question,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
        }
        for finding in findings
    ]


def mappings_view(control: Control) -> Mapping[str, list[str]]:
    """Requirement ids by the name of their framework."""
    return {framework: list(ids) for framework, ids in control.facts.requirements.items()}


def _score_view(code: str, title: str, score: Score) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "asked": score.asked,
        "answered": score.answered,
        "assessed": score.assessed,
        "posture": score.posture,
    }
