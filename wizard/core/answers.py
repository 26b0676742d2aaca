"""What an answer is. Statuses and ownership values follow CSA's instructions for filling in the AI-CAIQ."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from questionnaires.vocabulary import Effort


class Status(StrEnum):
    """How far a question is met. Partial implementations split by CSA's rule: minor gaps stay a yes, others are a no."""

    YES = "yes"
    YES_GAPS = "yes-gaps"
    PARTIAL = "partial"
    NO = "no"
    NA = "na"

    @property
    def credit(self) -> float | None:
        """The share of full marks, 0 to 1; nothing for ``na``, which is left out of every score."""
        return _CREDITS[self]

    @property
    def caiq_answer(self) -> str:
        """What column C of the AI-CAIQ says."""
        return _CAIQ_ANSWERS[self]

    @property
    def label(self) -> str:
        """The status in words for people."""
        return _LABELS[self]


_CREDITS = {Status.YES: 1.0, Status.YES_GAPS: 0.8, Status.PARTIAL: 0.4, Status.NO: 0.0, Status.NA: None}
_CAIQ_ANSWERS = {Status.YES: "YES", Status.YES_GAPS: "YES", Status.PARTIAL: "NO", Status.NO: "NO", Status.NA: "NA"}
_LABELS = {
    Status.YES: "Yes",
    Status.YES_GAPS: "Yes, with gaps",
    Status.PARTIAL: "Partial",
    Status.NO: "No",
    Status.NA: "Not applicable",
}

READY_CREDIT = 0.8
"""From this credit on a question no longer blocks a phase (the design's readiness rule)."""


class SsrmOwnership(StrEnum):
    """Column D of the AI-CAIQ, spelled exactly as CSA's instructions spell it (with plain hyphens)."""

    CSP = "CSP-Owned"
    MP = "MP-Owned"
    OSP = "OSP-Owned"
    AP = "AP-Owned"
    AIC = "AIC-Owned"
    CSP_MP = "Shared CSP-MP"
    MP_OSP = "Shared MP-OSP"
    OSP_AP = "Shared OSP-AP"
    AP_AIC = "Shared AP-AIC"
    SUPPLY_CHAIN = "Shared Across the Supply Chain"
    NOT_DETERMINED = "ND"

    @property
    def parties(self) -> frozenset[str]:
        """The parties it names (``CSP`` ... ``AIC``); none for the whole supply chain and for ND."""
        if self in (SsrmOwnership.SUPPLY_CHAIN, SsrmOwnership.NOT_DETERMINED):
            return frozenset()
        return frozenset(self.value.removeprefix("Shared ").removesuffix("-Owned").split("-"))


class Method(StrEnum):
    """How the assessor came to know (the three assessment methods of the audit trade)."""

    INTERVIEWED = "interviewed"
    EXAMINED = "examined"
    TESTED = "tested"


class Confidence(StrEnum):
    """How sure the respondent is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Remediation:
    """The corrective action: what, who, by when, how much work."""

    action: str = ""
    owner: str = ""
    due: date | None = None
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class AcceptedRisk:
    """A gap that somebody decided to live with: why, and until when the decision holds."""

    reason: str
    until: date

    def holds_on(self, day: date) -> bool:
        """Whether the decision still holds on a day; the last day counts."""
        return day <= self.until


@dataclass(frozen=True, slots=True)
class Parked:
    """A topic that came up in the room and was put aside; ``question`` is where it came up, if anywhere."""

    text: str
    question: str
    at: datetime
    done: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that was said about one question; without a status it is still open, but its notes are kept.

    ``review`` says why an answer that was carried over wants another look, in one line; it is empty once somebody gave
    the answer again. ``changed`` is an aware time, or nothing before the first save.
    """

    question: str
    status: Status | None = None
    ownership: SsrmOwnership | None = None
    description: str = ""
    responsibilities: str = ""
    evidence: tuple[str, ...] = ()
    remediation: Remediation = field(default_factory=Remediation)
    accepted_risk: AcceptedRisk | None = None
    note: str = ""
    flagged: bool = False
    respondent: str = ""
    method: Method | None = None
    confidence: Confidence | None = None
    review: str = ""
    changed: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has been said."""
        return replace(self, changed=None) == Answer(self.question)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an answer's history: who changed what, when; values as they are exchanged (see ``codec``)."""

    question: str
    at: datetime
    who: str
    before: dict[str, Any]
    after: dict[str, Any]


ANSWER_FIELDS = tuple(item.name for item in fields(Answer))
PLAN_FIELDS = tuple(item.name for item in fields(Remediation))
