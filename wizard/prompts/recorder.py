"""Takes answers and puts each on disk at once: a status with what the rules want of it, single fields, notes, flags."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.carrying import still_true
from wizard.core.gaps import recommended_step
from wizard.core.ownership import proposed_ownership
from wizard.core.rules import check_answer
from wizard.core.text import sentence
from wizard.errors import StoreError
from wizard.prompts import pages
from wizard.prompts.fields import (
    ACTION,
    DESCRIPTION,
    DUE,
    NOTE,
    OPEN_GAPS,
    OWNER,
    OWNERSHIP,
    REASON,
    Field,
    ask_action,
    ask_field,
    fields_of,
    shortened,
)
from wizard.prompts.lines import BACK_WORDS, STOP_WORDS, Quit
from wizard.prompts.terminal import Terminal
from wizard.services.session import Session

_FOLLOW_UPS: Mapping[Status, tuple[Field, ...]] = {
    Status.YES: (DESCRIPTION,),
    Status.YES_GAPS: (OPEN_GAPS, DUE),
    Status.PARTIAL: (ACTION, OWNER, DUE, OWNERSHIP),
    Status.NO: (ACTION, OWNER, DUE, OWNERSHIP),
    Status.NA: (),
}


class Recorder:
    """Asks for the parts of one answer after the other, saves each, and keeps what can be undone.

    Whatever asks the person raises ``Back`` when they go back to the question, ``Quit`` when they quit, and
    ``Stopped`` when the dialogue has to end; what was typed until then is on disk.
    """

    def __init__(self, session: Session, terminal: Terminal) -> None:
        self._session = session
        self._terminal = terminal
        self._before: list[Answer] = []
        self._hinted: set[str] = set()

    def give(self, question_id: str, status: Status) -> None:
        """Give a question a status, and ask for what the decision rules want with it."""
        with self._one_change(question_id):
            answer = self._answer(question_id)
            if status is Status.NA:
                former = answer if answer.status is Status.NA else replace(answer, description="")
                answer = ask_field(self._terminal, REASON, former, needed=True)
            proposal = ""
            if answer.ownership is None and status is not Status.NA:
                control, roles = self._session.bank.control_of(question_id), self._session.assessment.profile.roles
                answer = replace(answer, ownership=proposed_ownership(control, roles))
                proposal = f" Proposed owner of the control: {answer.ownership}."
            self._keep(
                replace(answer, status=status, review=""), f"Saved {question_id}: {status.label.lower()}.{proposal}"
            )
            self._follow_up(question_id, status)
        self._say_findings(question_id)

    def keep_as_it_is(self, question_id: str) -> bool:
        """Note that an answer that was carried over is still true; returns whether it wanted another look."""
        answer = self._answer(question_id)
        if not answer.review:
            self._terminal.say("This answer does not wait for another look; nothing was recorded.")
            return False
        with self._one_change(question_id):
            self._keep(still_true(answer), f"Saved {question_id}: still {pages.status_words(answer)}.")
        self._say_findings(question_id)
        return True

    def take_offer(self, question_id: str) -> bool:
        """Answer as the linked controls were answered; returns whether anything was offered."""
        answer = self._session.offered_answer(question_id)
        if answer is None or answer.status is None:
            self._terminal.say("Nothing is offered for this question.")
            return False
        with self._one_change(question_id):
            self._keep(answer, f"Saved {question_id}: {answer.status.label.lower()}, taken over.")
        self._say_findings(question_id)
        return True

    def note(self, question_id: str) -> None:
        """Ask for the note."""
        with self._one_change(question_id):
            self._fill(question_id, NOTE)

    def flag(self, question_id: str) -> None:
        """Flag a question, or take the flag away."""
        answer = self._answer(question_id)
        with self._one_change(question_id):
            words = "has no flag any more" if answer.flagged else "has a flag now"
            self._keep(replace(answer, flagged=not answer.flagged), f"Saved: {question_id} {words}.")

    def write(self, question_id: str) -> None:
        """Let the person fill one field after the other, as they choose."""
        with self._one_change(question_id):
            while field := self._chosen_field(self._answer(question_id)):
                self._fill(question_id, field)

    def undo(self) -> str:
        """Take back the last change; returns its question, or nothing when there is none."""
        if not self._before:
            self._terminal.say("There is nothing to undo.")
            return ""
        before = self._before.pop()
        self._keep(before, f"Undone and saved; {before.question} is now: {pages.status_words(before)}.")
        return before.question

    def save(self) -> bool:
        """Put on disk what is not there yet; says so when the disk refuses."""
        try:
            self._session.save()
        except StoreError as error:
            self._terminal.say(
                f"NOT SAVED: {sentence(error)} What you typed is kept here and goes along with the next save."
            )
            return False
        return True

    def _follow_up(self, question_id: str, status: Status) -> None:
        before = self._answer(question_id)
        fields = _FOLLOW_UPS[status]
        if OWNERSHIP not in fields and before.ownership is SsrmOwnership.NOT_DETERMINED and status is not Status.NA:
            fields = (*fields, OWNERSHIP)
        for field in fields:
            self._fill(question_id, field)

    def _fill(self, question_id: str, field: Field) -> None:
        """Ask for one field and put it on disk."""
        before = self._answer(question_id)
        if field is ACTION:
            step = recommended_step(self._session.bank.control_of(question_id), before.status)
            changed = ask_action(self._terminal, before, step)
        else:
            changed = ask_field(self._terminal, field, before)
        if changed != before:
            due = changed.remediation.due if field is DUE else None
            self._keep(changed, f"Saved: due {due:%A} {due.isoformat()}." if due else "Saved.")

    def _chosen_field(self, answer: Answer) -> Field | None:
        fields = {str(number): field for number, field in enumerate(fields_of(answer), start=1)}
        for number, field in fields.items():
            self._terminal.say(f"{number}  {field.label}: {shortened(field.read(answer)) or 'empty'}", indent=4)
        while True:
            typed = self._terminal.ask("Number of the field, or Enter when done: ").casefold()
            if typed in STOP_WORDS:
                raise Quit
            if not typed or typed in BACK_WORDS:
                return None
            if typed in fields:
                return fields[typed]
            self._terminal.say(f"Type a number from 1 to {len(fields)}, or Enter when done.")

    def _keep(self, answer: Answer, words: str) -> None:
        """Take an answer and put it on disk; the words are said only then."""
        self._session.change(answer)
        if self.save():
            self._terminal.say(words)

    @contextmanager
    def _one_change(self, question_id: str) -> Iterator[None]:
        """Whatever is changed inside is undone in one go, also where it ends early."""
        before = self._answer(question_id)
        try:
            yield
        finally:
            if self._answer(question_id) != before:
                self._before.append(before)

    def _say_findings(self, question_id: str) -> None:
        findings = check_answer(self._answer(question_id), self._session.assessment.profile.roles)
        for line in pages.findings_lines(findings):
            self._terminal.say(line)
        for rule, hint in pages.hints(findings):
            if rule not in self._hinted:
                self._hinted.add(rule)
                self._terminal.say(hint)

    def _answer(self, question_id: str) -> Answer:
        return self._session.assessment.answer(question_id)
