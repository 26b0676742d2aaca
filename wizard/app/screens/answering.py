"""Answering the question that is shown: statuses, fields, flag, offers, undo; each change goes to the session at once."""

from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType

from questionnaires.model import Control
from wizard.app.drawn_at_once import drawn_at_once
from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.screens.reason import ReasonScreen
from wizard.app.widgets.answer_form import LONGEST_PASTE, AnswerForm, TextField
from wizard.app.widgets.question_view import QuestionView
from wizard.core.answers import Answer, Confidence, Method, Status
from wizard.core.assessment import Assessment
from wizard.core.codec import difference
from wizard.core.ownership import proposed_ownership
from wizard.core.rules import wanted_field
from wizard.services.session import Session
from wizard.store.repository import Repository

_FIELD_WORDS = {
    "remediation": "plan",
    "responsibilities": "customer's part",
    "flagged": "flag",
    "accepted_risk": "accepted risk",
    "review": "mark to look again",
}
_STAY_AND_FILL = {Status.YES_GAPS: "description", Status.PARTIAL: "action", Status.NO: "action"}
_Word = TypeVar("_Word", Method, Confidence)


def _status(key: str, status: Status, label: str, tooltip: str) -> Binding:
    return Binding(key, f"answer('{status}')", label, tooltip=tooltip)


def _field(key: str, name: str, label: str, tooltip: str, *, show: bool = False, display: str | None = None) -> Binding:
    return Binding(key, f"field('{name}')", label, show=show, tooltip=tooltip, key_display=display)


class AnsweringScreen(AssessmentScreen):
    """What can be done to the shown question; ``question`` is its id, and the subclass shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _status("y", Status.YES, "Yes", "Answer yes: implemented and effective; goes on to the next open question."),
        _status("g", Status.YES_GAPS, "Gaps", "Answer yes with minor gaps; describe the gaps and say by when."),
        _status("p", Status.PARTIAL, "Partial", "Answer partial: effectiveness is much reduced; plan what to do."),
        _status("n", Status.NO, "No", "Answer no: not implemented; plan what to do."),
        _status("a", Status.NA, "N/a", "Answer not applicable; asks for the reason."),
        _field("enter", "description", "Write", "Write how it is done (column E).", show=True, display="⏎"),
        _field("c", "responsibilities", "Customer", "Write what the customer does (column F)."),
        _field("e", "evidence", "Evidence", "List the evidence, one line each."),
        _field("r", "action", "Remediation", "Plan the corrective action: what, who, by when."),
        _field("o", "ownership", "Ownership", "Choose who owns the control (column D)."),
        _field("w", "respondent", "Who", "Write who gave the answer."),
        _field("t", "note", "Note", "Write a note for yourselves."),
        Binding(
            "m", "turn('method')", "Method", show=False, tooltip="How it was found out: interviewed, examined, tested."
        ),
        Binding(
            "s", "turn('confidence')", "How sure", show=False, tooltip="How sure the answer is: low, medium, high."
        ),
        Binding("f", "flag", "Flag", show=False, tooltip="Flag the question, or take the flag away."),
        Binding(
            "z,ctrl+z", "undo", "Undo", show=False, key_display="z", tooltip="Take back the last change of an answer."
        ),
        Binding(
            "Z,ctrl+y",
            "redo",
            "Redo",
            show=False,
            key_display="Z",
            tooltip="Make the last change again that was taken back.",
        ),
        Binding("T", "take_offer", "Take over", tooltip="Answer as the linked controls of the matrix were answered."),
    ]
    question: str = ""

    def __init__(self, session: Session, repository: Repository) -> None:
        super().__init__(session, repository)
        self._insisted: set[tuple[str, str]] = set()

    # -- what the subclass does ------------------------------------------------------------------------------------

    def show_question(self, question_id: str) -> None:
        """Show a question and its answer."""
        raise NotImplementedError

    def show_answer(self) -> None:
        """Show what the answer to the question says now, beside the fields."""
        raise NotImplementedError

    def fill_form(self) -> None:
        """Let the fields say what the session says."""
        raise NotImplementedError

    def note_changed(self, question_id: str) -> None:
        """Called when an answer has changed."""

    def go_on(self, *, looking_again: bool = False) -> None:
        """Go to the next open question, or to the next answer to look at again."""
        raise NotImplementedError

    # -- statuses --------------------------------------------------------------------------------------------------

    @property
    def answer(self) -> Answer:
        """The answer to the shown question."""
        return self.session.assessment.answer(self.question)

    @property
    def control_shown(self) -> Control:
        """The control of the shown question."""
        return self.session.bank.control_of(self.question)

    async def action_answer(self, word: str) -> None:
        """Give the question a status; a plain yes goes on, the others ask for what the rules require."""
        async with drawn_at_once(self):
            self._answer(Status(word))

    def _answer(self, status: Status) -> None:
        self.take_typed()
        if status is Status.NA:
            self.app.push_screen(ReasonScreen(self.question, self.answer.description), self._not_applicable)
            return
        before, field = self.answer.status, _STAY_AND_FILL.get(status)
        if field:
            self.put(self._with_status(status))
            self.query_one(AnswerForm).focus_field(field)
        elif before not in (None, status):
            # Whoever changes an answer wants to see it, and one stray key must not do it unseen.
            self.put(self._with_status(status))
            self.notify(f"{self.question}: {before} → {status}. z takes it back.", timeout=5)
        else:
            self.answer_and_go_on(self._with_status(status))

    def _not_applicable(self, reason: str | None) -> None:
        if reason:
            self.answer_and_go_on(replace(self._with_status(Status.NA), description=reason))

    def answer_and_go_on(self, answer: Answer) -> None:
        """Take an answer without showing it here: the next question takes its place at once."""
        looked_at = bool(self.answer.review) and not answer.review
        if self.session.change(answer):
            self.note_changed(answer.question)
        self.query_one(AnswerForm).forget()
        self.save_now()
        self.go_on(looking_again=looked_at)

    def _with_status(self, status: Status) -> Answer:
        """The answer with a status, and with the owner and the respondent that go without saying; it needs no other look."""
        answer = self.answer
        ownership = answer.ownership
        if ownership is None and status is not Status.NA:
            ownership = proposed_ownership(self.control_shown, self.session.assessment.profile.roles)
        respondent = answer.respondent or self.respondent
        return replace(answer, status=status, ownership=ownership, respondent=respondent, review="")

    @property
    def respondent(self) -> str:
        """Who is noted as having said it where nobody else is named."""
        return ""

    def put(self, answer: Answer) -> None:
        """Take an answer that did not come from the fields, show it everywhere, and save it."""
        if self.session.change(answer):
            self.note_changed(answer.question)
        self.fill_form()
        self.show_answer()
        self.save_now()

    # -- one key each ----------------------------------------------------------------------------------------------

    def action_field(self, name: str) -> None:
        """Go to a field of the answer."""
        self.query_one(AnswerForm).focus_field(name)

    def action_turn(self, name: str) -> None:
        """Turn the method or the confidence to its next word, then to nothing, round and round."""
        self.take_typed()
        answer = self.answer
        if name == "method":
            self.put(replace(answer, method=_following(answer.method, list(Method))))
        else:
            self.put(replace(answer, confidence=_following(answer.confidence, list(Confidence))))

    def action_flag(self) -> None:
        """Flag the question, or take the flag away."""
        self.take_typed()
        self.put(replace(self.answer, flagged=not self.answer.flagged))

    def action_take_offer(self) -> None:
        """Answer as the linked controls were answered; what was taken over from where is noted."""
        self.take_typed()
        answer = self.session.offered_answer(self.question)
        if answer:
            self.put(answer)
            self.show_question(self.question)

    def action_undo(self) -> None:
        """Take back the last change, and go to where it was."""
        self.take_typed()
        before = self.session.assessment
        self._went_back(before, self.session.undo(), "Taken back", "Nothing to take back.")

    def action_redo(self) -> None:
        """Make the last change again that was taken back, and go to where it was."""
        before = self.session.assessment
        self._went_back(before, self.session.redo(), "Done again", "Nothing to do again.")

    def _went_back(self, before: Assessment, question_id: str, done: str, otherwise: str) -> None:
        if not question_id:
            self.notify(otherwise, timeout=3)
            return
        now = self.session.assessment.answer(question_id)
        changed = " and ".join(_FIELD_WORDS.get(name, name) for name in difference(before.answer(question_id), now)[1])
        self.notify(f"{done}: {changed} of {question_id}.", timeout=3)
        self.note_changed(question_id)
        self.fill_form()
        self.show_question(question_id)
        self.save_now()

    # -- what the widgets announce ---------------------------------------------------------------------------------

    def take_typed(self) -> None:
        """Take what stands in the fields before something else takes their place: announcements may still be on their way."""
        answer = self.query_one(AnswerForm).typed
        if answer.question == self.question and self.session.change(answer):
            self.note_changed(answer.question)
            self.save_soon()

    @on(QuestionView.StatusChosen)
    async def _status_clicked(self, message: QuestionView.StatusChosen) -> None:
        await self.action_answer(message.status)

    @on(AnswerForm.Edited)
    def _edited(self, message: AnswerForm.Edited) -> None:
        # Read from the fields and not from the message: an undo may have filled them anew while it was on its way.
        if message.answer.question == self.question:
            self.take_typed()
            self.show_answer()

    @on(AnswerForm.Finished)
    def _finished(self) -> None:
        """Go to what the rules still want of the answer, once for each field, then on."""
        self.take_typed()
        self.save_now()
        form = self.query_one(AnswerForm)
        wanted = "due" if form.due_fault else wanted_field(self.answer, self.session.assessment.profile.roles)
        if wanted and (form.due_fault or (self.question, wanted) not in self._insisted):
            self._insisted.add((self.question, wanted))
            form.focus_field(wanted)
            self.show_answer()
        else:
            self.go_on()

    @on(TextField.TooLong)
    def _too_long(self) -> None:
        self.notify(
            f"Only the first {LONGEST_PASTE:,} characters were pasted; keep longer texts as a file and name it in the evidence.",
            severity="warning",
        )


def _following(word: _Word | None, words: list[_Word]) -> _Word | None:
    """The next word of a list; nothing after the last."""
    place = words.index(word) + 1 if word else 0
    return words[place] if place < len(words) else None
