"""Yes/no questions in everyday words that lead a newcomer to the roles of the organisation, each with its reason.

They follow what a role does in the AICM's shared responsibility model: who runs the computers, who makes the model, who
runs what sits between model and application, and who builds the application.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.vocabulary import Role
from wizard.errors import InputError


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """One question: ``hint`` settles the doubtful cases, ``because`` is the reason that a yes gives for ``role``."""

    text: str
    hint: str
    role: Role
    because: str


@dataclass(frozen=True, slots=True)
class RoleProposal:
    """A role that fits, and why."""

    role: Role
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The proposal in words: ``AP, because people use your application``."""
        return f"{self.role}, because {' and '.join(self.reasons)}"


ROLE_QUESTIONS = (
    RoleQuestion(
        "Do people use an application with AI in it that you build or offer?",
        "Your own staff count as people. A ready-made assistant that you only use is a no.",
        Role.AP,
        "people use your application",
    ),
    RoleQuestion(
        "Do you run a service of your own that sits between applications and models?",
        "For example a gateway, a search over documents or a platform for agents, even if only your own application "
        "calls it. One that a supplier runs for you is a no.",
        Role.OSP,
        "you run a service between applications and models",
    ),
    RoleQuestion(
        "Do you train a model, or train one further with your own data?",
        "Writing instructions for a model, or giving it documents to look things up in, is a no.",
        Role.MP,
        "you train models",
    ),
    RoleQuestion(
        "Do others get a model from you, to download or to call?",
        "It need not be a model that you made. An application that has a model inside is a no.",
        Role.MP,
        "others get a model from you",
    ),
    RoleQuestion(
        "Do you run the computers on which AI is trained or works?",
        "A data centre or servers of your own are a yes. Renting from a cloud provider is a no.",
        Role.CSP,
        "you run the computers",
    ),
    RoleQuestion(
        "Do others rent computing or storage from you for their AI?",
        "Other companies of the same group count as others.",
        Role.CSP,
        "others rent computing or storage from you",
    ),
)

CUSTOMER_ONLY = (
    "No role of a provider fits: by these answers you are a customer of AI services only (AIC). This questionnaire is for "
    "providers of AI; ask the providers that you buy from for theirs, filled in."
)
"""What somebody is told who said no to everything."""


def propose_roles(answers: Sequence[bool]) -> tuple[RoleProposal, ...]:
    """The roles that the answers to ``ROLE_QUESTIONS`` speak for, in supply-chain order; none for a mere customer.

    Raises:
        InputError: there is not one answer for each question.
    """
    if len(answers) != len(ROLE_QUESTIONS):
        raise InputError(f"{len(ROLE_QUESTIONS)} questions need as many answers; {len(answers)} were given")
    reasons: dict[Role, list[str]] = {}
    for question, yes in zip(ROLE_QUESTIONS, answers, strict=True):
        if yes:
            reasons.setdefault(question.role, []).append(question.because)
    return tuple(RoleProposal(role, tuple(reasons[role])) for role in Role if role in reasons)
