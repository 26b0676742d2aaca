"""The closed lists of words that the AI Controls Matrix and this product use.

Each is an enumeration whose value is the word as it is stored and exchanged, so that a value read from a file is
either one of these or a fault.
"""

from enum import StrEnum


class Role(StrEnum):
    """The four provider roles of the AICM's shared security responsibility model, in supply-chain order."""

    CSP = "CSP"
    MP = "MP"
    OSP = "OSP"
    AP = "AP"

    @property
    def label(self) -> str:
        """The role spelled out."""
        return _ROLE_TITLES[self]

    @property
    def summary(self) -> str:
        """One line that lets a newcomer recognise the own role, with examples."""
        return _ROLE_SUMMARIES[self]

    @property
    def examples(self) -> tuple[str, ...]:
        """Everyday cases of the role."""
        return _ROLE_EXAMPLES[self]


_ROLE_TITLES = {
    Role.CSP: "Cloud service provider",
    Role.MP: "Model provider",
    Role.OSP: "Orchestrated service provider",
    Role.AP: "Application provider",
}
_ROLE_SUMMARIES = {
    Role.CSP: "You run the computers: data centres, accelerators, storage and networks that others train and serve on.",
    Role.MP: "You make or fine-tune models and hand them out, as weights or behind an interface.",
    Role.OSP: "You run what sits between model and application: gateways, agent platforms, retrieval services.",
    Role.AP: "You build the application that people use: a chat assistant, a copilot, an automated workflow.",
}
_ROLE_EXAMPLES = {
    Role.CSP: (
        "a company that rents out servers for training",
        "a cloud region in which others run their models",
        "your own data centre, where it runs your AI",
    ),
    Role.MP: (
        "a language model that customers call",
        "an open model that you train further with your own data",
        "a speech model whose weights others download",
    ),
    Role.OSP: (
        "a gateway that checks and passes on requests to models",
        "a search over documents that applications call",
        "a platform on which teams build and run agents",
    ),
    Role.AP: (
        "a help chat on your website, with a model that you buy in",
        "an assistant for your own staff",
        "a workflow that reads invoices and books them",
    ),
}

CUSTOMER = "AIC"
"""The AI customer: a party in the ownership columns, never a role of an assessment."""


class Phase(StrEnum):
    """The phases of the AWS AI Security Framework; cumulative, so each contains the ones before it."""

    PROTOTYPE = "prototype"
    PRODUCTION = "production"
    SCALE = "scale"

    @property
    def rank(self) -> int:
        """Position in the sequence, from 0; a lower phase is contained in a higher one."""
        return _PHASE_RANKS[self]

    @property
    def following(self) -> "Phase":
        """The next phase; scale stays scale."""
        return list(Phase)[min(self.rank + 1, len(Phase) - 1)]

    @property
    def summary(self) -> str:
        """One line that lets a newcomer place the own system."""
        return _PHASE_SUMMARIES[self]

    @property
    def adds(self) -> str:
        """What the controls that must stand from this phase on are about."""
        return _PHASE_ADDITIONS[self]


_PHASE_RANKS = {phase: rank for rank, phase in enumerate(Phase)}
_PHASE_SUMMARIES = {
    Phase.PROTOTYPE: "Being tried out by a few people; nothing important depends on it yet.",
    Phase.PRODUCTION: "Used for real work or by customers; a failure would be noticed outside the team.",
    Phase.SCALE: "Many users, teams or products depend on it; it is governed, audited and improved as a matter of course.",
}
_PHASE_ADDITIONS = {
    Phase.PROTOTYPE: "identity and access, guardrails and filters, safe training data, owners and first policies",
    Phase.PRODUCTION: "threat detection, data classes, monitoring and logs, closed networks, incident response",
    Phase.SCALE: "automated governance, compliance, steady improvement, checks along the supply chain",
}


class Layer(StrEnum):
    """The three layers of the AWS AI Security Framework, and governance across them."""

    INFRASTRUCTURE = "infrastructure"
    IDENTITY_DATA = "identity & data"
    APPLICATION = "AI application"
    GOVERNANCE = "governance"


class UseCase(StrEnum):
    """What the AI system may do; decides whether controls about tools and agents reach it."""

    ASSISTANT = "assistant"
    DATA_CONNECTED = "data-connected"
    AGENT = "agent"

    @property
    def summary(self) -> str:
        """One line that lets a newcomer choose."""
        return _USE_CASE_SUMMARIES[self]

    @property
    def examples(self) -> tuple[str, ...]:
        """Everyday cases of the use case."""
        return _USE_CASE_EXAMPLES[self]


_USE_CASE_SUMMARIES = {
    UseCase.ASSISTANT: "Answers questions from what it was trained on and what the user types.",
    UseCase.DATA_CONNECTED: "Also looks things up: documents, databases, tools that only read.",
    UseCase.AGENT: "Also acts on its own: calls tools that change things, in several steps.",
}
_USE_CASE_EXAMPLES = {
    UseCase.ASSISTANT: ("a chat that drafts letters", "a translator", "a writing aid in an editor"),
    UseCase.DATA_CONNECTED: (
        "an assistant that reads tickets and manuals",
        "a search over contracts that answers in sentences",
        "a chat that looks up the state of an order",
    ),
    UseCase.AGENT: (
        "an assistant that issues refunds",
        "a helper that changes code and starts builds",
        "a workflow that sends mail without being asked each time",
    ),
}


class ControlType(StrEnum):
    """The AICM's own marking of what a control is about."""

    CLOUD_AND_AI = "cloud and AI"
    AI_SPECIFIC = "AI-specific"
    CLOUD_SPECIFIC = "cloud-specific"


class Component(StrEnum):
    """The architectural components of the AICM."""

    PHYSICAL = "physical"
    NETWORK = "network"
    COMPUTE = "compute"
    STORAGE = "storage"
    APP = "app"
    DATA = "data"


class ThreatCategory(StrEnum):
    """The nine threat categories of the AICM."""

    MODEL_MANIPULATION = "model-manipulation"
    DATA_POISONING = "data-poisoning"
    SENSITIVE_DATA_DISCLOSURE = "sensitive-data-disclosure"
    MODEL_THEFT = "model-theft"
    MODEL_SERVICE_FAILURE = "model-service-failure-malfunctioning"
    INSECURE_SUPPLY_CHAIN = "insecure-supply-chain"
    INSECURE_APPS_PLUGINS = "insecure-apps-plugins"
    DENIAL_OF_SERVICE = "denial-of-service"
    LOSS_OF_GOVERNANCE = "loss-of-governance-compliance"

    @property
    def label(self) -> str:
        """The category in words for people."""
        return _THREATS_IN_WORDS.get(self, self.value.replace("-", " "))


_THREATS_IN_WORDS = {
    ThreatCategory.MODEL_SERVICE_FAILURE: "model or service failure",
    ThreatCategory.INSECURE_APPS_PLUGINS: "insecure apps and plugins",
    ThreatCategory.LOSS_OF_GOVERNANCE: "loss of governance or compliance",
}
"""Where the AICM's word lacks some words to be read."""


class LifecycleStage(StrEnum):
    """The six lifecycle stages of the AICM; each has sub-stages, which the tables carry as text."""

    PREPARATION = "preparation"
    DEVELOPMENT = "development"
    EVALUATION = "evaluation"
    DEPLOYMENT = "deployment"
    DELIVERY = "delivery"
    RETIREMENT = "retirement"


class Effort(StrEnum):
    """How long a next step roughly takes a small team."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
