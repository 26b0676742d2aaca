"""The frozen report that the wizard hands over: every figure is computed already, a writer only lays it out.

Scores, shares and coverages are numbers from 0 to 100 or nothing; they are rounded where they are printed, never here.
Times are UTC. Texts are as they were typed; each writer makes them fit for its own format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from exports.carried import CarriedRow
from exports.insights import Insights
from exports.rows import (
    AnswerRow,
    ControlRow,
    CourseRow,
    EvidenceRow,
    GapRow,
    HistoryRow,
    MethodSection,
    ParkedRow,
    ReadinessRow,
    RequirementRow,
    RoadmapRow,
    ScopeRow,
    ScoreRow,
    ThreatRow,
    View,
)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a writer may need. ``document`` is the whole assessment in the exchange format.

    ``lenses`` are the reports of the banks that are asked beside the matrix; each has its own scores and answers.
    ``made`` is in UTC, ``day`` the day of it where it was made, on which plans and accepted risks are judged.
    ``views`` are the roles one by one where there are several, then the milestones, the oldest first; a lens has those
    milestones at which it was asked.
    ``carried`` tells what was carried over from elsewhere, in a row for each question; lenses have none of their own.
    ``insights`` says what the answers of the matrix mean; a lens has none of its own.
    ``course`` is how the scores came about, the oldest day first. ``threats`` are the AICM's
    categories. ``answers_sha256`` is the SHA-256 of all answers of the assessment (see the core's ``fingerprint``), 64
    hexadecimal digits.
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
    day: date
    is_example: bool
    answers_sha256: str
    total: ScoreRow
    domains: tuple[ScoreRow, ...]
    layers: tuple[ScoreRow, ...]
    phases: tuple[ScoreRow, ...]
    layers_by_phase: Mapping[tuple[str, str], ScoreRow]
    readiness: tuple[ReadinessRow, ...]
    answers: tuple[AnswerRow, ...]
    gaps: tuple[GapRow, ...]
    controls: tuple[ControlRow, ...]
    requirements: tuple[RequirementRow, ...]
    threats: tuple[ThreatRow, ...]
    roadmap: tuple[RoadmapRow, ...]
    evidence: tuple[EvidenceRow, ...]
    scope: tuple[ScopeRow, ...]
    history: tuple[HistoryRow, ...]
    course: tuple[CourseRow, ...]
    parked: tuple[ParkedRow, ...]
    views: tuple[View, ...]
    not_asked: int
    method: tuple[MethodSection, ...]
    document: Mapping[str, Any]
    lenses: tuple["Report", ...] = ()
    carried: tuple[CarriedRow, ...] = ()
    insights: Insights = field(default_factory=Insights)
