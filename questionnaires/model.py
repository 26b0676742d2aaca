"""The values of a question bank: what a control is, asks, means for each role, and what to do about it."""

from collections.abc import Mapping
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
    """One of the 320 questions: its id in the AI-CAIQ, our wording, and what separates the four statuses."""

    id: str
    control_id: str
    text: str
    criteria: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """What CSA publishes as facts about a control: a row of ``controls.csv`` and its rows in the mapping tables.

    ``owners`` holds, for each role, the ownership code of the role's own layer (see ``responsibility``);
    ``requirements`` maps a framework's name to requirement ids; ``coverage`` maps a framework family to the AICM's gap
    level (``none``, ``partial``, ``full``); ``techniques`` are ATT&CK ids that the control mitigates.
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
    requirements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coverage: Mapping[str, str] = field(default_factory=dict)
    techniques: tuple[str, ...] = ()


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
class Control:
    """A control of the AICM: its published facts and our text."""

    facts: ControlFacts
    text: ControlText

    @property
    def id(self) -> str:
        """The control's id, such as ``IAM-18``."""
        return self.facts.id

    @property
    def title(self) -> str:
        """The control's published title."""
        return self.facts.title

    @property
    def domain_code(self) -> str:
        """The code of its domain, such as ``IAM``."""
        return self.facts.domain_code

    @property
    def phase(self) -> Phase:
        """The first phase in which the control must stand."""
        return self.text.phase

    @property
    def layer(self) -> Layer:
        """The layer that the control protects."""
        return self.text.layer

    @property
    def weight(self) -> int:
        """3 for a baseline or AI-specific control, 2 for the prototype phase, 1 for the rest (the design's rule)."""
        if self.text.baseline or self.facts.type is ControlType.AI_SPECIFIC:
            return 3
        return 2 if self.text.phase is Phase.PROTOTYPE else 1

    def responsibility(self, role: Role) -> Responsibility:
        """What the role holds of this control, from the ownership column of the role's own layer."""
        return responsibility_of(role, self.facts.owners[role])


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the 18 domains, with our introduction for the people in the room."""

    code: str
    title: str
    introduction: str
    controls: tuple[Control, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the domain in the order of the AI-CAIQ."""
        return tuple(question for control in self.controls for question in control.text.questions)


@dataclass(frozen=True)
class Bank:
    """The whole question bank of one questionnaire version.

    ``techniques`` maps ATT&CK ids to names; ``not_mappable`` holds the controls that the source marks as out of
    ATT&CK's reach.
    """

    id: str
    version: str
    domains: tuple[Domain, ...]
    techniques: Mapping[str, str]
    not_mappable: frozenset[str]

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """All controls by id, in the order of the AICM."""
        return {control.id: control for domain in self.domains for control in domain.controls}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order of the AI-CAIQ."""
        return {question.id: question for domain in self.domains for question in domain.questions}

    @cached_property
    def domain_titles(self) -> Mapping[str, str]:
        """Domain titles by code."""
        return {domain.code: domain.title for domain in self.domains}

    def control_of(self, question_id: str) -> Control:
        """The control that a question belongs to."""
        return self.controls[self.questions[question_id].control_id]
