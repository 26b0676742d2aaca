"""The fields of an answer, one line of input each: what is asked, what stands there, how to leave it as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from questionnaires.model import Step
from wizard.core.answers import Answer, Confidence, Method, SsrmOwnership, Status
from wizard.core.days import parse_day
from wizard.core.parsing import parse_text, parse_word
from wizard.errors import InputError
from wizard.prompts.lines import EMPTY, NO_WORDS, YES_WORDS, Back, ask_until_it_fits
from wizard.prompts.terminal import Terminal

_LEAVE_WORDS = frozenset({"", "s", "skip"})
_LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what is asked, how it is read from an answer and written into one.

    ``write`` takes an empty text for emptying the field and raises an ``InputError`` for what does not fit. ``words``
    is the closed list where there is one; ``adds`` says that what is typed goes beside what is there.
    """

    label: str
    question: str
    read: Callable[[Answer], str]
    write: Callable[[Answer, str], Answer]
    words: tuple[str, ...] = ()
    adds: bool = False


def _text(name: str, label: str, question: str) -> Field:
    def write(answer: Answer, text: str) -> Answer:
        changed: dict[str, Any] = {name: parse_text(text, label.lower())}
        return replace(answer, **changed)

    return Field(label, question, lambda answer: str(getattr(answer, name)), write)


def _word(name: str, kind: type[StrEnum], label: str, question: str) -> Field:
    def write(answer: Answer, text: str) -> Answer:
        changed: dict[str, Any] = {name: parse_word(text, kind, label.lower()) if text else None}
        return replace(answer, **changed)

    return Field(label, question, lambda answer: getattr(answer, name) or "", write, tuple(kind))


def _write_ownership(answer: Answer, text: str) -> Answer:
    short = {value.removeprefix("Shared ").removesuffix("-Owned").casefold(): value for value in SsrmOwnership}
    known = short.get(text.casefold())
    return replace(answer, ownership=known or (parse_word(text, SsrmOwnership, "ownership value") if text else None))


def _write_evidence(answer: Answer, text: str) -> Answer:
    return replace(answer, evidence=(*answer.evidence, parse_text(text, "evidence")) if text else ())


def _one_line(text: str, what: str) -> str:
    """A text without the line ends that come with a paste."""
    return " ".join(parse_text(text, what).splitlines())


def _write_action(answer: Answer, text: str) -> Answer:
    return replace(answer, remediation=replace(answer.remediation, action=_one_line(text, "action")))


def _write_owner(answer: Answer, text: str) -> Answer:
    return replace(answer, remediation=replace(answer.remediation, owner=_one_line(text, "owner")))


def _write_due(answer: Answer, text: str) -> Answer:
    due = parse_day(text, datetime.now(UTC).astimezone().date(), "date") if text else None
    return replace(answer, remediation=replace(answer.remediation, due=due))


OWNERSHIP = Field(
    "Owner of the control",
    "Who owns the control? (column D)",
    lambda answer: answer.ownership or "",
    _write_ownership,
    tuple(SsrmOwnership),
)
DESCRIPTION = _text("description", "How it is done", "How is it done? (column E)")
REASON = replace(DESCRIPTION, label="Reason", question="Why does it not apply? An auditor will read the reason.")
OPEN_GAPS = replace(DESCRIPTION, label="Gaps", question="How is it done, and which gaps remain? (column E)")
RESPONSIBILITIES = _text("responsibilities", "Customer's part", "What does the customer do? (column F)")
EVIDENCE = Field(
    "Evidence",
    "Which evidence is there? One piece at a time.",
    lambda answer: "; ".join(answer.evidence),
    _write_evidence,
    adds=True,
)
ACTION = Field("Action", "What will be done about it?", lambda answer: answer.remediation.action, _write_action)
OWNER = Field("Sees to it", "Who sees to it?", lambda answer: answer.remediation.owner, _write_owner)
DUE = Field(
    "Due",
    "By when? Write a day such as 2027-03-31, or how far away it is, such as: in 2 weeks.",
    lambda answer: answer.remediation.due.isoformat() if answer.remediation.due else "",
    _write_due,
)
NOTE = _text("note", "Note", "A note for yourselves.")
RESPONDENT = _text("respondent", "Respondent", "Who gave the answer?")
METHOD = _word("method", Method, "Method", "How do you know?")
CONFIDENCE = _word("confidence", Confidence, "Confidence", "How sure are you?")

FIELDS: Sequence[Field] = (
    OWNERSHIP,
    DESCRIPTION,
    RESPONSIBILITIES,
    EVIDENCE,
    ACTION,
    OWNER,
    DUE,
    NOTE,
    RESPONDENT,
    METHOD,
    CONFIDENCE,
)
"""All fields, in the order of the screen."""


def fields_of(answer: Answer) -> Sequence[Field]:
    """The fields of an answer; one that does not apply has a reason in the place of a description."""
    if answer.status is Status.NA:
        return tuple(REASON if field is DESCRIPTION else field for field in FIELDS)
    return FIELDS


def ask_field(terminal: Terminal, field: Field, answer: Answer, *, needed: bool = False) -> Answer:
    """The answer with the field as the person wants it; asks again until it fits. A ``needed`` one cannot be left empty.

    Raises:
        Back: the person goes back to the question.
        Quit: the person quits.
        Stopped: there is no more input, or it is time to end.
    """
    current = field.read(answer)

    def take(typed: str) -> Answer:
        if typed.casefold() not in _LEAVE_WORDS:
            return _written(field, answer, typed, needed=needed)
        if needed and not current:
            raise Back
        return answer

    terminal.say(_question(field, current, needed=needed))
    return _until_it_fits(terminal, field, take)


def ask_action(terminal: Terminal, answer: Answer, step: Step) -> Answer:
    """The same for the corrective action, with the bank's next step to take over where nothing is planned yet.

    Raises:
        Back: the person goes back to the question.
        Quit: the person quits.
        Stopped: there is no more input, or it is time to end.
    """
    if answer.remediation.action:
        return ask_field(terminal, ACTION, answer)

    def take(typed: str) -> Answer:
        word = typed.casefold()
        if word == "" or word in YES_WORDS:
            effort = answer.remediation.effort or step.effort
            return replace(answer, remediation=replace(answer.remediation, action=step.action, effort=effort))
        if word in _LEAVE_WORDS | NO_WORDS:
            return answer
        return _written(ACTION, answer, typed, needed=False)

    terminal.say(f"{ACTION.question} Recommended (takes {step.effort}): {step.action}.")
    terminal.say("Enter takes over the recommended action, - leaves it out, or type your own.")
    return _until_it_fits(terminal, ACTION, take)


def shortened(text: str) -> str:
    """A text as it is read out: not more than a few lines of it."""
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[:_LONGEST_SHOWN].rstrip()}… ({len(text):,} characters in all)"


def _question(field: Field, current: str, *, needed: bool) -> str:
    words = f" One of: {', '.join(field.words)}." if field.words and field is not OWNERSHIP else ""
    more = " ? lists the others." if field is OWNERSHIP else ""
    if not current:
        leave = "Enter goes back without recording anything." if needed else "Enter leaves it empty."
        return f"{field.question}{words} {leave}{more}"
    empties = "" if needed else f", {EMPTY} empties it"
    how = "type another to add it" if field.adds else "or type something else"
    return f"{field.question}{words} So far: {shortened(current)}\nEnter keeps it{empties}, {how}.{more}"


def _until_it_fits(terminal: Terminal, field: Field, take: Callable[[str], Answer]) -> Answer:
    def explain() -> None:
        listed = f"{', '.join(field.words)}. " if field.words else ""
        terminal.say(
            f"{listed}Enter goes on, {EMPTY} leaves the field empty, b goes back to the question, q stops; what you gave so far is kept."
        )

    return ask_until_it_fits(terminal, f"{field.label}: ", take, explain)


def _written(field: Field, answer: Answer, typed: str, *, needed: bool) -> Answer:
    if typed == EMPTY:
        if needed:
            raise InputError("the reason cannot be left out; type it, or b to go back without recording anything")
        return field.write(answer, "")
    if len(typed) == 1 and typed.isascii():
        raise InputError(f"{typed!r} alone says too little; write a few words, or ? for help")
    return field.write(answer, typed)
