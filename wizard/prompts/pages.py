"""What the dialogue says: a question, the answer so far, more about it, the keys, and how it ended. Words only."""

import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime

from questionnaires.model import Control
from questionnaires.vocabulary import Role
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Result
from wizard.core.next_steps import next_steps
from wizard.core.published import OUR_WORDS, Worded
from wizard.core.rules import OPEN_RULE, Finding, Severity
from wizard.core.scoring import score, score_by_layer
from wizard.core.text import sentence
from wizard.core.wording import NA_LINE, STATUS_KEYS, guidance_lines
from wizard.prompts.fields import fields_of, shortened

NEXT_STEPS = 10
_HINTS = {
    "bare-yes": "Hint: a yes convinces an auditor more with a few words on how it is done; b goes back and w writes them, whenever you like."
}
"""What a newcomer needs to hear once; after each answer it would only be in the way."""
_KEYS = (
    ("y", "yes"),
    ("g", "yes, with gaps"),
    ("p", "partial"),
    ("n", "no"),
    ("a", "not applicable"),
    ("k", "keep an answer that was carried over: it is still true"),
    ("s", "skip: go on, and leave the question as it is"),
    ("b", "back to the question before"),
    ("i", "more information: what it is for, what your role does, evidence, the next step"),
    ("r", "read the question again"),
    ("w", "write or change a field: owner, description, evidence, plan and more"),
    ("t", "a note for yourselves"),
    ("f", "flag the question to come back to it, or take the flag away"),
    ("u", "undo your last change"),
    ("o", "take over what was offered, where something is offered"),
    ("q", "quit; everything is saved, and the next time you go on here"),
)


def introduction(result: Result, questions: Sequence[str]) -> str:
    """Where one is, how much there is, and the few keys that one needs."""
    answered = score(result.bank, questions, result.assessment.answers).answered
    profile = result.assessment.profile
    return (
        f"{profile.name}: {_questions(len(questions))} for {' + '.join(profile.roles)}, {answered} answered so far.\n"
        "Type a letter and press Enter: y, g, p, n or a to answer, s to skip, b to go back, i for more information, "
        "q to quit, ? for all keys. Every answer is saved at once."
    )


def looking_again(result: Result, questions: Sequence[str]) -> str:
    """The same where answers that were carried over are looked at again."""
    profile = result.assessment.profile
    answers = "1 answer" if len(questions) == 1 else f"{len(questions)} answers"
    return (
        f"{profile.name}: {answers} to look at again.\n"
        "Type k and press Enter where an answer is still true, or y, g, p, n or a to give another; w writes the texts, s skips, "
        "b goes back, q quits, ? lists all keys. Every answer is saved at once."
    )


def looked_at(result: Result, questions: Sequence[str]) -> str:
    """How many of the answers that were carried over have been looked at."""
    left = sum(bool(result.assessment.answer(question_id).review) for question_id in questions)
    return f"{len(questions) - left} of {len(questions)} answers were looked at again, {left} are left."


def keys(result: Result, questions: Sequence[str]) -> Iterator[str]:
    """All keys, a line each."""
    yield from (f"{key}  {words}" for key, words in _KEYS)
    yield f"A question's id, such as {questions[0]}, goes there; {_questions(len(questions))} of {result.bank.title} are asked here."
    yield "Words work too: yes, gaps, partial, no, na, skip, back, quit. Texts are typed in one line; longer texts are kept as they are."


def question_words(result: Result, questions: Sequence[str], question_id: str, worded: Worded = OUR_WORDS) -> str:
    """Which question it is, and what it asks, in the words that were chosen."""
    bank = result.bank
    control, question = bank.control_of(question_id), bank.question(question_id)
    baseline = ", baseline" if control.marks.baseline else ""
    marks = f"{bank.domain_titles[control.domain_code]}, {control.phase}, {control.layer}{baseline}"
    asked = "\n\n".join(map(str, worded.question(question)))
    place = f"Question {questions.index(question_id) + 1} of {len(questions)}"
    return f"{place}, {question_id}, {control.title} ({marks})\n\n{asked}\n"


def choices(result: Result, question_id: str, offered: str) -> Iterator[str]:
    """What each answer means, and what was answered so far; ``offered`` names answers that may be taken over."""
    question = result.bank.question(question_id)
    for status, key in STATUS_KEYS.items():
        yield f"{key}  {status.label}: {question.criteria.get(status, NA_LINE)}"
    if offered:
        yield f"o  Take over what was answered already: {offered}"
    answer = result.assessment.answer(question_id)
    if answer.review:
        yield f"k  Still true: keep the answer below as it is. It wants another look: {answer.review}."
    yield from _so_far(answer)


def status_words(answer: Answer) -> str:
    """The status of an answer in words."""
    return _label(answer.status)


def information(control: Control, roles: Sequence[Role], worded: Worded = OUR_WORDS) -> Iterator[str]:
    """What good looks like for these roles, what proves it, and what to do next; what the specification says, if wanted."""
    yield from (f"{label}: {words}" for label, words in guidance_lines(control, roles))
    said = worded.specification(control.id)
    if said:
        yield f"Specification, {said}"
    if worded.source_of_more(control.id):
        yield f"The published guidelines and mappings: caiq-wizard atlas {shlex.quote(control.id)}"


def findings_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """What the decision rules still want of an answer, broken rules first; without what is only a hint."""
    told = [finding for finding in findings if finding.rule != OPEN_RULE and finding.rule not in _HINTS]
    for severity, label in ((Severity.ERROR, "Still needed"), (Severity.WARNING, "Please check")):
        yield from (f"{label}: {sentence(finding.message)}" for finding in told if finding.severity is severity)


def hints(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """What is said of the findings once and not again: the rule, and the hint."""
    return ((finding.rule, _HINTS[finding.rule]) for finding in findings if finding.rule in _HINTS)


def stopped(result: Result, questions: Sequence[str], question_id: str, again: str) -> str:
    """Where it stopped and how to go on."""
    answered = score(result.bank, questions, result.assessment.answers).answered
    return f"Stopped at {question_id}: {answered} of {len(questions)} answered, all saved.\nTo go on here: {again}"


def results(result: Result, questions: Sequence[str], skipped: int, *, by_layer: bool) -> Iterator[str]:
    """What the questions came to, and what to do next."""
    assessment = result.assessment
    answers = assessment.answers
    total = score(result.bank, questions, answers)
    flagged = sum(assessment.answer(question_id).flagged for question_id in questions)
    yield f"End of the questions: {total.answered} of {total.asked} answered, {skipped} skipped, {flagged} flagged."
    yield f"Score of what is answered, from 0 to 100: {_number(total.assessed)}."
    if by_layer:
        layers = score_by_layer(result.bank, questions, answers)
        yield "By layer: " + ", ".join(f"{layer} {_number(item.assessed)}" for layer, item in layers.items()) + "."
    yield from _next_steps(result, questions)
    name = shlex.quote(assessment.profile.name)
    yield "What next:"
    if result.bank.id not in assessment.profile.lenses:
        yield from (
            f"Go on with the lens {lens}: caiq-wizard ask {name} --lens {lens}" for lens in assessment.profile.lenses
        )
    yield f"Scores and readiness: caiq-wizard show {name}"
    yield f"Everything that is missing, the most pressing first: caiq-wizard gaps {name}"
    yield f"The workbook for the auditor: caiq-wizard export {name} workbook"


def _next_steps(result: Result, questions: Sequence[str]) -> Iterator[str]:
    steps = next_steps(result, questions, datetime.now().astimezone().date(), NEXT_STEPS)
    if not steps:
        yield "No next steps: what was answered leaves nothing to do."
        return
    yield "What to do first:"
    for number, step in enumerate(steps, start=1):
        gap = step.gap
        planned = result.assessment.answer(gap.question).remediation.action
        where = f"{gap.question}, {gap.control.title} ({_label(gap.status)}, {gap.urgency_words})"
        yield f"{number}. {where}: {planned or f'{step.action} ({step.effort})'}"


def _so_far(answer: Answer) -> Iterator[str]:
    if answer.is_empty:
        return
    flag = " Flagged." if answer.flagged else ""
    yield f"Your answer so far: {status_words(answer)}.{flag}"
    written = ((field.label, field.read(answer)) for field in fields_of(answer))
    yield from (f"{label}: {shortened(text)}" for label, text in written if text)


def _number(value: float | None) -> str:
    return "none yet" if value is None else f"{value:.1f}"


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _label(status: Status | None) -> str:
    return status.label.lower() if status else "open"
