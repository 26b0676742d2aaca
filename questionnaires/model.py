"""The values of a question bank: what a control is, asks, means for each role, and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from questionnaires.responsibility import Responsibility, responsibility_of
from questionnaires.vocabulary import (
    Component,
    ControlType,
    Effort,
    Layer,
    LifecycleStage,
    Phase,
    Role,
    ThreatCategory,
    UseCase,
)

CRITERIA = ("yes", "yes-gaps", "partial", "no")
"""The statuses that every question tells apart in one line each; ``na`` needs no line, it needs a reason."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next from a given status, and roughly how long it takes."""

    action: str
    effort: Effort


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id, our wording, and what separates the four statuses.

    ``links`` are the AICM controls whose answers may answer it too; only questions of a lens have any.
    """

    id: str
    control_id: str
    text: str
    criteria: Mapping[str, str]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MappedRequirement:
    """A requirement of a standard that the AICM maps to a control, read from what is printed (see ``requirement_ids``).

    ``odd`` says why an entry names no requirement for certain; its ``id`` is then the entry as it is printed.
    """

    framework: str
    id: str
    printed: str
    odd: str = ""


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """What CSA publishes as facts about a control: a row of ``controls.csv`` and its rows in the mapping tables.

    ``owners`` holds, for each role, the ownership code of the role's own layer (see ``responsibility``);
    ``mapped`` are the requirements of standards, one for each spelling; ``coverage`` maps a framework family to the AICM's
    gap level (``none``, ``partial``, ``full``); ``techniques`` are ATT&CK ids that the control mitigates,
    ``technique_reasons`` says why, in our words; ``mitigation_rows`` counts the source's rows, a few of which stand twice.
    ``package`` is the work package that puts the control in place (see ``packages``), ours and empty in a lens.
    """

    id: str
    title: str
    domain_code: str
    type: ControlType
    owners: Mapping[Role, str]
    stack: tuple[Component, ...]
    threats: tuple[ThreatCategory, ...]
    lifecycle: Mapping[LifecycleStage, tuple[str, ...]]
    question_count: int
    mapped: tuple[MappedRequirement, ...] = ()
    coverage: Mapping[str, str] = field(default_factory=dict)
    techniques: tuple[str, ...] = ()
    technique_reasons: Mapping[str, str] = field(default_factory=dict)
    mitigation_rows: int = 0
    package: str = ""

    @property
    def requirements(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the mapped requirements by framework, each once; odd entries as they are printed."""
        found: dict[str, dict[str, None]] = {}
        for item in self.mapped:
            found.setdefault(item.framework, {})[item.id] = None
        return {framework: tuple(ids) for framework, ids in found.items()}


@dataclass(frozen=True, slots=True)
class ControlText:
    """What we say about a control: a section of a Markdown bank.

    ``reasons`` says why the phase, layer or baseline mark was chosen, where that is not obvious.
    """

    phase: Phase
    layer: Layer
    use_cases: tuple[UseCase, ...]
    baseline: bool
    reasons: Mapping[str, str]
    intent: str
    consequence: str
    questions: tuple[Question, ...]
    role_guidance: Mapping[Role, str]
    ask_the_other_party: str
    customer_side: str
    evidence: tuple[str, ...]
    test: str
    from_no: Step
    from_partial: Step
    service: str


@dataclass(frozen=True, slots=True)
class ControlMarks:
    """The few facts of a control that scope, scores and gaps need; all that a start has to load.

    ``threat_count`` breaks ties between gaps; ``owners`` is the ownership code of each role's own layer; ``package`` the
    work package that it belongs to.
    """

    id: str
    title: str
    domain_code: str
    type: ControlType
    owners: Mapping[Role, str]
    threat_count: int
    phase: Phase
    layer: Layer
    use_cases: tuple[UseCase, ...]
    baseline: bool
    question_ids: tuple[str, ...]
    package: str = ""

    @classmethod
    def of(cls, facts: ControlFacts, text: ControlText) -> "ControlMarks":
        """The marks of a control, taken from all that is known about it."""
        return cls(
            id=facts.id,
            title=facts.title,
            domain_code=facts.domain_code,
            type=facts.type,
            owners=facts.owners,
            threat_count=len(facts.threats),
            phase=text.phase,
            layer=text.layer,
            use_cases=text.use_cases,
            baseline=text.baseline,
            question_ids=tuple(question.id for question in text.questions),
            package=facts.package,
        )


@dataclass(frozen=True, eq=False)
class Control:
    """A control of the AICM. Its marks are at hand; its facts and our text are fetched when somebody looks at them."""

    marks: ControlMarks
    fetch: Callable[[], tuple[ControlFacts, ControlText]]

    @cached_property
    def _fetched(self) -> tuple[ControlFacts, ControlText]:
        return self.fetch()

    @property
    def facts(self) -> ControlFacts:
        """What CSA publishes as facts about the control."""
        return self._fetched[0]

    @property
    def text(self) -> ControlText:
        """What we say about the control."""
        return self._fetched[1]

    @property
    def id(self) -> str:
        """The control's id, such as ``IAM-18``."""
        return self.marks.id

    @property
    def title(self) -> str:
        """The control's published title."""
        return self.marks.title

    @property
    def domain_code(self) -> str:
        """The code of its domain, such as ``IAM``."""
        return self.marks.domain_code

    @property
    def phase(self) -> Phase:
        """The first phase in which the control must stand."""
        return self.marks.phase

    @property
    def layer(self) -> Layer:
        """The layer that the control protects."""
        return self.marks.layer

    @property
    def question_ids(self) -> tuple[str, ...]:
        """The ids of its questions, in order."""
        return self.marks.question_ids

    @property
    def weight(self) -> int:
        """3 for a baseline or AI-specific control, 2 for the prototype phase, 1 for the rest (the design's rule)."""
        if self.marks.baseline or self.marks.type is ControlType.AI_SPECIFIC:
            return 3
        return 2 if self.marks.phase is Phase.PROTOTYPE else 1

    def responsibility(self, role: Role) -> Responsibility:
        """What the role holds of this control, from the ownership column of the role's own layer."""
        return responsibility_of(role, self.marks.owners[role])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Control) and self.marks == other.marks and self._fetched == other._fetched

    def __hash__(self) -> int:
        return hash(self.marks.id)


@dataclass(frozen=True, slots=True)
class Move:
    """Where a control of the version before this one went: the id and title that it had, and its id now.

    ``new_id`` is empty where the control was removed.
    """

    old_id: str
    new_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the 18 domains, with our introduction for the people in the room."""

    code: str
    title: str
    introduction: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Bank:
    """The whole question bank of one questionnaire version, or of a lens beside it.

    ``techniques`` maps ATT&CK ids to names; ``not_mappable`` holds the controls that the source marks as out of
    ATT&CK's reach; ``describe_techniques`` gives what each technique is; ``moved`` says, by the id that a control had in the
    version before, where it went. ``standards`` holds, for each standard that is known as a whole, the requirements that
    an AI system can be held to; ``describe_requirements`` gives titles of requirements by standard, as far as known.
    """

    id: str
    title: str
    version: str
    domains: tuple[Domain, ...]
    techniques: Mapping[str, str] = field(default_factory=dict)
    not_mappable: frozenset[str] = frozenset()
    moved: Mapping[str, Move] = field(default_factory=dict)
    describe_techniques: Callable[[], Mapping[str, str]] = field(default=dict, compare=False, repr=False)
    standards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    describe_requirements: Callable[[], Mapping[str, Mapping[str, str]]] = field(
        default=dict, compare=False, repr=False
    )

    @cached_property
    def technique_words(self) -> Mapping[str, str]:
        """What each ATT&CK technique is, in plain words; fetched when somebody looks at them."""
        return self.describe_techniques()

    @cached_property
    def requirement_titles(self) -> Mapping[str, Mapping[str, str]]:
        """What the requirements of each standard are called, by their ids; fetched when somebody looks at them."""
        return self.describe_requirements()

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """All controls by id, in the order of the AICM."""
        return {control.id: control for domain in self.domains for control in domain.controls}

    @cached_property
    def control_by_question(self) -> Mapping[str, Control]:
        """The control of each question by question id, in the order of the AI-CAIQ."""
        return {question_id: control for control in self.controls.values() for question_id in control.question_ids}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions with their text, by id, in the order of the AI-CAIQ; fetches the whole bank's text."""
        return {question.id: question for control in self.controls.values() for question in control.text.questions}

    @cached_property
    def domain_titles(self) -> Mapping[str, str]:
        """Domain titles by code."""
        return {domain.code: domain.title for domain in self.domains}

    @cached_property
    def moved_to(self) -> Mapping[str, Move]:
        """The same moves, by the id that the control has now; what was removed is not among them."""
        return {move.new_id: move for move in self.moved.values() if move.new_id}

    def control_of(self, question_id: str) -> Control:
        """The control that a question belongs to."""
        return self.control_by_question[question_id]

    def question(self, question_id: str) -> Question:
        """One question with its text; fetches only its control's."""
        control = self.control_of(question_id)
        return control.text.questions[control.question_ids.index(question_id)]
