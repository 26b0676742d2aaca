"""The rows of a report's tables: frozen values, every figure computed already.

Scores, shares and coverages are numbers from 0 to 100 or nothing. Times are UTC. Texts are as they were typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


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
    """How ready a phase is, and the questions that block it, by rank.

    ``counted`` questions of the phase and the phases before it are not out of the count as not applicable, ``ready`` of
    them block nothing; ``share`` is nothing beyond the target. ``adds`` says what the phase is about, ``effort`` the rough
    work behind the blockers, in words (empty where nothing is known).
    """

    phase: str
    share: float | None
    blockers: tuple[str, ...]
    counted: int
    ready: int
    adds: str
    effort: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One asked question with everything that was said about it; texts are empty where nothing was.

    ``roles`` are the roles of the assessment that hold a part of its control. ``review`` says why an answer that was carried
    over wants another look. ``baseline`` questions are those of the first look.
    """

    question: str
    text: str
    control: str
    title: str
    domain: str
    layer: str
    phase: str
    weight: int
    roles: tuple[str, ...]
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
    review: str = ""
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class GapRow:
    """One ranked gap with the bank's advice beside the user's plan.

    ``missing`` is the respondent's description, else the bank's words for the status; ``effort`` is the planned one, else
    the recommended step's; ``planned_effort`` is empty where nobody planned one. ``follow_up`` is one of ``FOLLOW_UPS``, on
    the day on which the report was made.
    """

    rank: int
    priority: float
    urgency: int
    urgency_words: str
    question: str
    text: str
    control: str
    title: str
    domain: str
    roles: tuple[str, ...]
    layer: str
    phase: str
    weight: int
    status: str
    missing: str
    step: str
    service: str
    effort: str
    planned_effort: str
    action: str
    owner: str
    due: date | None
    evidence_wanted: tuple[str, ...]
    threats: tuple[str, ...]
    techniques: tuple[str, ...]
    mappings: Mapping[str, tuple[str, ...]]
    accepted_risk: str
    accepted_until: date | None
    follow_up: str


@dataclass(frozen=True, slots=True)
class ControlRow:
    """How one control of the matrix stands.

    ``questions`` are those that are asked; ``counts`` holds how many have each status (``STATUSES`` and ``OPEN``);
    ``score`` is the mean of its answered questions, ``credit`` (0 to 1) that of all counted ones with open ones at 0, nothing
    where the control does not count; ``worst`` the worst status among its questions (one of
    ``WORST_FIRST``, empty where none is asked); ``roles`` says in words what each role of the assessment holds;
    ``reason`` says why it is asked or not; ``components`` are those of the stack that it protects, ``lifecycle`` the stages
    in which it matters, each with its sub-stages.
    """

    control: str
    title: str
    domain: str
    layer: str
    phase: str
    weight: int
    roles: Mapping[str, str]
    questions: tuple[str, ...]
    counts: Mapping[str, int]
    standing: str
    worst: str
    score: float | None
    credit: float | None
    reason: str
    threats: tuple[str, ...]
    components: tuple[str, ...]
    lifecycle: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement of a mapped standard, and how the controls stand that the AICM maps to it.

    ``standings`` counts its controls by ``STANDINGS``; ``worst`` is the worst answer of them all; ``coverage`` the share
    of its counted controls that stand (nothing where none counts). ``gap`` is the AICM's gap level between the standard
    and these controls (``none``, ``partial``, ``full``; the largest, empty where the AICM gives none), ``gap_words`` the
    same in words, with the controls where they differ. ``requirement`` is empty for the controls of which the AICM says
    that the standard has nothing (gap level ``full``). ``support`` is one of ``SUPPORTS``, empty for these and for odd entries.
    ``printed`` are the spellings of the AICM where they differ; ``odd`` says why an entry names no requirement for certain:
    it is then as printed. ``title`` is its own or that of what it belongs to; ``by_one`` marks where only one control counts.
    """

    framework: str
    requirement: str
    controls: tuple[str, ...]
    standings: Mapping[str, int]
    worst: str
    coverage: float | None
    gap: str
    gap_words: str
    support: str = ""
    printed: tuple[str, ...] = ()
    odd: str = ""
    title: str = ""
    by_one: bool = False


@dataclass(frozen=True, slots=True)
class ThreatRow:
    """A threat category of the AICM, and how the controls against it stand.

    ``key`` is the category's word; ``coverage`` the share of the counted controls that stand.
    """

    key: str
    title: str
    controls: tuple[str, ...]
    standings: Mapping[str, int]
    coverage: float | None


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """A question that blocks a phase, in the order in which to work: the phases in turn, the least effort first.

    ``phase`` is the first phase that it blocks (the phase of its control). ``step`` is the planned action, else the
    recommended one. ``quick`` means hours or days. ``accepted`` says that its risk is accepted today; ``follow_up`` is that
    of its gap.
    """

    phase: str
    question: str
    control: str
    title: str
    status: str
    step: str
    effort: str
    quick: bool
    owner: str
    due: date | None
    rank: int
    accepted: bool
    follow_up: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence reference of an answer; ``number`` counts the references of the question from 1.

    ``kind`` is ``file``, ``folder``, ``link`` or ``reference``. ``sha256``, ``size`` (bytes) and ``modified`` are there
    where it is a file on this machine; ``remark`` says what could not be done with it (not found, not readable).
    """

    question: str
    control: str
    title: str
    status: str
    number: int
    reference: str
    kind: str
    sha256: str
    size: int | None
    modified: datetime | None
    remark: str
    respondent: str
    method: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """One line of the scope ledger; ``responsibility`` says in words what each role of the assessment holds.

    ``status`` is the answer's, also where the question is not asked (any more) and the answer stands aside.
    """

    question: str
    control: str
    title: str
    domain: str
    asked: bool
    reason: str
    responsibility: Mapping[str, str]
    phase: str
    layer: str
    ask: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one answer that somebody changed; values in words, empty where there was nothing."""

    at: datetime
    question: str
    who: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A topic of the parking lot; ``question`` is where it came up, if anywhere."""

    text: str
    question: str
    at: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class View:
    """The scores seen another way: of one role alone (``kind`` is ``role``), or at a milestone (``milestone``).

    ``scores`` has the whole under ``all`` and its parts under ``domain IAM``, ``layer governance``, ``phase scale``; what
    a view does not ask is missing. ``changes`` are the posture scores of today minus those of the milestone, under the
    same keys, nothing where one of them has none; a role has no changes. ``at`` is the time of the milestone.
    """

    kind: str
    label: str
    at: datetime | None
    scores: Mapping[str, ScoreRow]
    changes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """The scores at the end of a day on which ``changed`` questions got another status, with the scope of today."""

    at: datetime
    assessed: float | None
    posture: float | None
    changed: int


@dataclass(frozen=True, slots=True)
class MethodSection:
    """A heading of the method page with its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]
