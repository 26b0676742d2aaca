"""The frozen report that the wizard hands over: every figure is computed already, a writer only lays it out.

Scores are numbers from 0 to 100 or nothing; they are rounded where they are printed, never here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Counts and scores of one set of questions: the whole, a domain, a layer or a phase."""

    key: str
    title: str
    asked: int
    answered: int
    statuses: Mapping[str, int]
    assessed: float | None
    posture: float | None


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """How ready a phase is (0 to 100, or nothing beyond the target) and the questions that block it."""

    phase: str
    share: float | None
    blockers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One asked question with everything that was said about it; texts are empty where nothing was."""

    question: str
    text: str
    control: str
    title: str
    domain: str
    layer: str
    phase: str
    weight: int
    status: str
    credit: float | None
    caiq_answer: str
    ownership: str
    description: str
    responsibilities: str
    evidence: tuple[str, ...]
    action: str
    owner: str
    due: date | None
    effort: str
    note: str
    flagged: bool
    respondent: str
    method: str
    confidence: str
    changed: datetime | None
    accepted_risk: str
    accepted_until: date | None


@dataclass(frozen=True, slots=True)
class GapRow:
    """One ranked gap with the bank's advice beside the user's plan."""

    rank: int
    priority: float
    urgency: int
    urgency_words: str
    question: str
    text: str
    control: str
    title: str
    domain: str
    layer: str
    phase: str
    weight: int
    status: str
    missing: str
    step: str
    service: str
    effort: str
    action: str
    owner: str
    due: date | None
    evidence_wanted: tuple[str, ...]
    threats: tuple[str, ...]
    techniques: tuple[str, ...]
    mappings: Mapping[str, tuple[str, ...]]
    accepted_risk: str
    accepted_until: date | None


@dataclass(frozen=True, slots=True)
class MethodSection:
    """A heading of the method page with its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a writer may need. ``document`` is the whole assessment in the exchange format.

    ``lenses`` are the reports of the banks that are asked beside the matrix; each has its own scores and answers.
    """

    name: str
    organization: str
    system: str
    roles: tuple[str, ...]
    phase: str
    target_phase: str
    use_case: str
    bank: str
    questionnaire: str
    program: str
    made: datetime
    is_example: bool
    total: ScoreRow
    domains: tuple[ScoreRow, ...]
    layers: tuple[ScoreRow, ...]
    phases: tuple[ScoreRow, ...]
    readiness: tuple[ReadinessRow, ...]
    answers: tuple[AnswerRow, ...]
    gaps: tuple[GapRow, ...]
    not_asked: int
    method: tuple[MethodSection, ...]
    document: Mapping[str, Any]
    lenses: tuple["Report", ...] = ()
