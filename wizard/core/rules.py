"""The decision rules of CSA's filling instructions, shown while answering and checked before export.

Source: "Filling in the AI-CAIQ", decision rules for columns C and D, detail expectations for E and F, and the handling
of partial implementations.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.vocabulary import Role
from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.scoring import Answers

OPEN_RULE = "open"
"""The rule that every question of an official questionnaire is answered."""
REVIEW_RULE = "review-again"
"""The rule that an answer that was carried over is looked at again."""


class Severity(StrEnum):
    """An error breaks a rule; a warning wants a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that an answer breaks, with a sentence that says what to do."""

    question: str
    rule: str
    severity: Severity
    message: str


def check_all(questions: Sequence[str], answers: Answers, roles: Iterable[Role]) -> tuple[Finding, ...]:
    """Every finding over the asked questions, in their order."""
    held = tuple(roles)
    return tuple(
        finding
        for question_id in questions
        for finding in check_answer(answers.get(question_id, Answer(question_id)), held)
    )


def check_answer(answer: Answer, roles: Sequence[Role]) -> tuple[Finding, ...]:
    """Every finding on one answer; the screen shows them beside the fields as the user types."""
    return tuple(
        Finding(answer.question, rule, severity, message) for rule, severity, message in _findings(answer, roles)
    )


def wanted_field(answer: Answer, roles: Sequence[Role]) -> str:
    """The field that the first broken rule is about, by its name in an answer or in its remediation; empty when none is."""
    broken = {finding.rule for finding in check_answer(answer, roles) if finding.severity is Severity.ERROR}
    plan = answer.remediation
    missing = (("action", plan.action.strip()), ("owner", plan.owner.strip()), ("due", plan.due))
    fields = {
        "na-needs-reason": "description",
        "gaps-need-disclosure": "description",
        "gaps-need-date": "due",
        "no-needs-corrective-action": next((name for name, value in missing if not value), ""),
        "yes-needs-owner": "ownership",
        "no-needs-owner": "ownership",
    }
    return next((field for rule, field in fields.items() if rule in broken), "")


def _findings(answer: Answer, roles: Sequence[Role]) -> Iterator[tuple[str, Severity, str]]:
    match answer.status:
        case None:
            yield OPEN_RULE, Severity.WARNING, "not answered yet; an official questionnaire needs every answer"
            return
        case Status.NA:
            if not answer.description.strip():
                yield "na-needs-reason", Severity.ERROR, "say in the description why it does not apply"
        case Status.YES | Status.YES_GAPS:
            yield from _when_yes(answer)
        case Status.NO | Status.PARTIAL:
            yield from _when_no(answer)
    if answer.review:
        yield REVIEW_RULE, Severity.WARNING, f"carried over and not looked at again yet: {answer.review}"
    yield from _ownership_against_roles(answer, roles)


def _when_yes(answer: Answer) -> Iterator[tuple[str, Severity, str]]:
    if answer.ownership in (None, SsrmOwnership.NOT_DETERMINED):
        yield "yes-needs-owner", Severity.ERROR, "name who owns the control; ND does not fit a yes"
    if answer.status is Status.YES_GAPS:
        if not answer.description.strip():
            yield "gaps-need-disclosure", Severity.ERROR, "describe the gaps that remain"
        if answer.remediation.due is None:
            yield "gaps-need-date", Severity.ERROR, "give the date by which the gaps will be closed"
    elif not answer.description.strip():
        yield "bare-yes", Severity.WARNING, "describe how it is done; a yes alone convinces nobody"


def _when_no(answer: Answer) -> Iterator[tuple[str, Severity, str]]:
    if answer.ownership is None:
        yield (
            "no-needs-owner",
            Severity.ERROR,
            "choose who owns the control (SSRM ownership): the party that fits best, even for a no",
        )
    elif answer.ownership is SsrmOwnership.NOT_DETERMINED:
        yield "no-owner-undetermined", Severity.WARNING, "use ND only where no owner can be named"
    plan = answer.remediation
    missing = [
        word
        for word, value in (
            ("an action", plan.action.strip()),
            ("an owner", plan.owner.strip()),
            ("a due date", plan.due),
        )
        if not value
    ]
    if missing:
        yield (
            "no-needs-corrective-action",
            Severity.ERROR,
            f"plan the corrective action; still missing: {', '.join(missing)}",
        )


def _ownership_against_roles(answer: Answer, roles: Sequence[Role]) -> Iterator[tuple[str, Severity, str]]:
    parties = answer.ownership.parties if answer.ownership else frozenset()
    if parties and not parties.intersection(roles):
        yield (
            "ownership-against-roles",
            Severity.WARNING,
            f"{answer.ownership} names none of the assessed roles ({', '.join(roles)}); correct it or explain it",
        )
