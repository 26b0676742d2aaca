"""The worked example: a made-up assessment with a believable spread of answers, clearly marked as an example."""

import hashlib
from datetime import datetime, timedelta

from questionnaires.model import Bank, Control, Question
from questionnaires.vocabulary import Effort, Layer, Phase, Role, UseCase
from wizard.core.answers import Answer, Change, Confidence, Method, Remediation, Status
from wizard.core.assessment import Assessment
from wizard.core.codec import difference
from wizard.core.gaps import recommended_step
from wizard.core.milestones import Milestone
from wizard.core.ownership import proposed_ownership
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.scope import asked_questions, scope_ledger

EXAMPLE_NAME = "Example AI support assistant"
_PROFILE = Profile(
    name=EXAMPLE_NAME,
    organization="Example organisation (made up)",
    system="A support assistant that reads tickets and may issue refunds",
    roles=(Role.OSP, Role.AP),
    phase=Phase.PRODUCTION,
    target_phase=Phase.SCALE,
    use_case=UseCase.AGENT,
)
_MARK = "Example: "
_A_WORKSHOP = 45
"""Questions that are answered on one day."""
_DUE_IN_DAYS = {Effort.HOURS: 14, Effort.DAYS: 30, Effort.WEEKS: 75, Effort.MONTHS: 180}
_OWNERS = {
    Layer.INFRASTRUCTURE: "platform team",
    Layer.IDENTITY_DATA: "identity and data team",
    Layer.APPLICATION: "assistant team",
    Layer.GOVERNANCE: "risk and compliance",
}
# Shares of 100 in the order yes, yes-gaps, partial, no, na; what is left stays open.
_SPREAD = {
    Phase.PROTOTYPE: (52, 22, 14, 7, 2),
    Phase.PRODUCTION: (30, 18, 22, 17, 3),
    Phase.SCALE: (12, 10, 18, 32, 4),
}


def example_assessment(bank: Bank, now: datetime) -> Assessment:
    """The example as it stands at a given time: due dates lie around it, and so do the changes in its history."""
    ledger = scope_ledger(bank, _PROFILE)
    answers = [
        answer
        for number, question_id in enumerate(asked_questions(ledger))
        if (answer := _answer(bank, question_id, _time_of(number, now)))
    ]
    history = [
        Change(answer.question, answer.changed, answer.respondent, *difference(Answer(answer.question), answer))
        for answer in answers
        if answer.changed
    ]
    half = len(history) // 2
    return Assessment(
        profile=_PROFILE,
        created=Created(now - timedelta(days=21), QuestionnaireVersion(bank.id, bank.version)),
        answers={answer.question: answer for answer in answers},
        history=tuple(history),
        milestones=(Milestone("half-way review", history[half].at, _PROFILE, half),),
    )


def _answer(bank: Bank, question_id: str, at: datetime) -> Answer | None:
    control, question = bank.control_of(question_id), bank.question(question_id)
    dice = _dice(question_id)
    status = _status(control, dice)
    if status is None:
        return None
    examined = dice % 3
    return Answer(
        question=question_id,
        status=status,
        ownership=None if status is Status.NA else proposed_ownership(control, _PROFILE.roles),
        description=_description(question, status),
        responsibilities=_MARK + control.text.customer_side if status is Status.YES else "",
        evidence=tuple(f"{_MARK}{item}" for item in control.text.evidence[:examined]) if status is Status.YES else (),
        remediation=_plan(control, status, at),
        flagged=dice % 17 == 0,
        note=f"{_MARK}ask again in the next workshop" if dice % 17 == 0 else "",
        respondent=_OWNERS[control.layer],
        method=list(Method)[examined],
        confidence=list(Confidence)[dice // 3 % 3],
        changed=at,
    )


def _time_of(number: int, now: datetime) -> datetime:
    """When a question was answered: in workshops of a few hours, two days apart."""
    day, turn = divmod(number, _A_WORKSHOP)
    return now - timedelta(days=20 - 2 * day) + timedelta(minutes=3 * turn)


def _dice(question_id: str) -> int:
    """A number that looks random but is the same each time, so that the example is the same everywhere."""
    return int.from_bytes(hashlib.blake2b(question_id.encode(), digest_size=4).digest(), "big")


def _status(control: Control, dice: int) -> Status | None:
    roll = dice // 101 % 100
    for status, share in zip(Status, _SPREAD[control.phase], strict=True):
        if roll < share:
            return status
        roll -= share
    return None


def _description(question: Question, status: Status) -> str:
    if status is Status.NA:
        return f"{_MARK}this part of the system does not exist here; the reason would be written in this place."
    return _MARK + question.criteria[status]


def _plan(control: Control, status: Status, at: datetime) -> Remediation:
    if status in (Status.YES, Status.NA):
        return Remediation()
    step = recommended_step(control, status)
    due = (at + timedelta(days=_DUE_IN_DAYS[step.effort])).date()
    return Remediation(step.action, _OWNERS[control.layer], due, step.effort)
