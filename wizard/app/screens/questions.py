"""The question screen: the tree beside the question, the answer below it; saved while you work."""

from contextlib import ExitStack
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

from wizard.app.drawing import literal
from wizard.app.screens.reason import ReasonScreen
from wizard.app.screens.saving import SavingScreen
from wizard.app.widgets.answer_form import LONGEST_PASTE, AnswerForm, TextField
from wizard.app.widgets.question_tree import QuestionTree
from wizard.app.widgets.question_view import QuestionView
from wizard.app.widgets.top_bar import TopBar
from wizard.core.answers import Answer, Status
from wizard.core.gaps import recommended_step
from wizard.core.ownership import proposed_ownership
from wizard.core.rules import OPEN_RULE, check_answer
from wizard.services.banks import banks_of
from wizard.services.session import Session
from wizard.store.repository import Repository

_STAY_AND_FILL = {Status.YES_GAPS: "description", Status.PARTIAL: "action", Status.NO: "action"}


class QuestionScreen(SavingScreen):
    """Owns the session of one assessment; opening it takes the lock, leaving it gives the lock back.

    Raises:
        NotFoundError, LockedError, StoreError: the assessment cannot be opened.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"answer('{status}')", label)
            for status, key, label in (
                (Status.YES, "y", "Yes"),
                (Status.YES_GAPS, "g", "Gaps"),
                (Status.PARTIAL, "p", "Partial"),
                (Status.NO, "n", "No"),
                (Status.NA, "a", "N/a"),
            )
        ),
        Binding("enter,w", "write", "Write", key_display="⏎"),
        Binding("escape", "leave_field", "Leave the field"),
        Binding("j,pagedown", "go(1)", "Next", key_display="j"),
        Binding("k,pageup", "go(-1)", "Back", key_display="k"),
        Binding("u", "next_open", "Open one"),
        Binding("d", "domains", "Domains"),
        Binding("h,q", "home", "Home", key_display="h"),
        Binding("l", "lens", "Lens"),
        Binding("o", "take_offer", "Take over"),
        Binding("f", "flag", "Flag"),
        Binding("x", "export", "Export"),
    ]

    def __init__(self, repository: Repository, name: str) -> None:
        self._open = ExitStack()
        super().__init__(_open_session(repository, name, self._open))
        self._repository = repository
        self._question = self.session.first_question()
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Top bar, tree and page, keys."""
        yield TopBar()
        with Horizontal():
            yield QuestionTree()
            with VerticalScroll(id="page"):
                yield QuestionView()
                yield AnswerForm()
        yield Static(id="empty")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show where the user last was."""
        asked = bool(self.session.result.asked)
        self.query_one("#empty", Static).display = not asked
        self.query_one("#page").display = asked
        if not asked:
            sentence = (
                "No question is asked in this scope. Choose other roles or a later target phase in a new assessment."
            )
            self.query_one("#empty", Static).update(literal(sentence))
            return
        self.query_one(QuestionTree).fill(self.session.result)
        self._show(self._question)
        self.query_one("#page").focus()

    def on_unmount(self) -> None:
        """Give the lock back."""
        self._open.close()

    def on_resize(self) -> None:
        """Keep in sight what is being typed into."""
        if self.focused is not None and self._in_a_field():
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show(self, question_id: str) -> None:
        self.take_typed()
        due_fault = self.query_one(AnswerForm).due_fault
        if due_fault and question_id != self._question:
            self.notify(f"{self._question}: the due date was not saved: {due_fault}", severity="warning", markup=False)
        self._question = question_id
        self.session.move_to(question_id)
        result = self.session.result
        bank, roles = result.bank, result.assessment.profile.roles
        control = bank.control_of(question_id)
        place = f"{result.asked.index(question_id) + 1} of {len(result.asked)}"
        offer = self.session.offer(question_id)
        self.query_one(QuestionView).show(
            control, bank.question(question_id), roles, place, offer.words if offer else ""
        )
        answer = result.assessment.answer(question_id)
        self._fill_form()
        self.query_one(QuestionTree).go_to(question_id)
        self.query_one("#page").scroll_home(animate=False)
        self._show_answer(answer)

    def _fill_form(self) -> None:
        """Let the fields say what the session says."""
        answer = self.session.assessment.answer(self._question)
        control = self.session.bank.control_of(self._question)
        self.query_one(AnswerForm).show(answer, recommended_step(control, answer.status).action)

    def _show_answer(self, answer: Answer) -> None:
        result = self.session.result
        self.query_one(QuestionView).mark(answer)
        findings = check_answer(answer, result.assessment.profile.roles)
        told = tuple(finding for finding in findings if finding.rule != OPEN_RULE)
        self.query_one(AnswerForm).show_findings(told)
        self.query_one(TopBar).show(result, self.session.state)
        self.refresh_bindings()

    # -- answering -------------------------------------------------------------------------------------------------

    def action_answer(self, word: str) -> None:
        """Give the question a status."""
        status = Status(word)
        if status is Status.NA:
            reason = self.session.assessment.answer(self._question).description
            self.app.push_screen(ReasonScreen(self._question, reason), self._not_applicable)
            return
        self._give(status)
        field = _STAY_AND_FILL.get(status)
        if field:
            self.query_one(AnswerForm).focus_field(field)
        else:
            self._on_to_next_open()

    def _not_applicable(self, reason: str | None) -> None:
        if reason:
            self.take_typed()
            answer = self.session.assessment.answer(self._question)
            self._take(replace(answer, description=reason))
            self._fill_form()
            self._give(Status.NA)
            self._on_to_next_open()

    def _give(self, status: Status) -> None:
        self.take_typed()
        answer = self.session.assessment.answer(self._question)
        ownership = answer.ownership
        if ownership is None and status is not Status.NA:
            control = self.session.bank.control_of(self._question)
            ownership = proposed_ownership(control, self.session.assessment.profile.roles)
        self._take(replace(answer, status=status, ownership=ownership))
        self._fill_form()
        self.save_now()

    def _on_to_next_open(self) -> None:
        following = self.session.next_open(self._question)
        if following:
            self._show(following)
        else:
            self.notify("Every question is answered. Press x to export.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving a field is offered only inside one; nothing is, once the screen is being left."""
        del parameters
        if self._leaving:
            return False
        if action == "leave_field":
            return self._in_a_field()
        if action == "lens":
            return len(self.session.banks) > 1
        return self.session.offer(self._question) is not None if action == "take_offer" and self._question else True

    def _in_a_field(self) -> bool:
        return self.focused is not None and self.query_one(AnswerForm) in self.focused.ancestors

    def action_take_offer(self) -> None:
        """Answer as the linked controls were answered; what was taken over from where is noted."""
        self.take_typed()
        answer = self.session.offered_answer(self._question)
        if answer:
            self._change(answer)
            self._fill_form()
            self._show(self._question)
            self.save_now()

    def action_lens(self) -> None:
        """Turn to the next bank of the assessment: the matrix, then its lenses."""
        self.take_typed()
        self.session.next_bank()
        self._question = self.session.first_question()
        self.query_one(QuestionTree).fill(self.session.result)
        self._show(self._question)

    def action_flag(self) -> None:
        """Flag the question, or take the flag away."""
        self.take_typed()
        answer = self.session.assessment.answer(self._question)
        self._take(replace(answer, flagged=not answer.flagged))
        self._fill_form()
        self.save_now()

    @on(QuestionView.StatusChosen)
    def _status_clicked(self, message: QuestionView.StatusChosen) -> None:
        self.action_answer(message.status)

    @on(AnswerForm.Edited)
    def _edited(self, message: AnswerForm.Edited) -> None:
        if message.answer.question == self._question:
            self._take(message.answer)
            self.save_soon()

    @on(AnswerForm.Finished)
    def _finished(self) -> None:
        self.query_one("#page").focus()
        self._on_to_next_open()

    @on(TextField.TooLong)
    def _too_long(self) -> None:
        self.notify(
            f"Only the first {LONGEST_PASTE:,} characters were pasted; put longer texts into the evidence.",
            severity="warning",
            markup=False,
        )

    def take_typed(self) -> None:
        """Take what stands in the fields before something else takes their place: announcements may still be on their way."""
        answer = self.query_one(AnswerForm).typed
        if answer.question == self._question and self._change(answer):
            self.save_soon()

    def _take(self, answer: Answer) -> None:
        self._change(answer)
        self._show_answer(answer)

    def _change(self, answer: Answer) -> bool:
        changed = self.session.change(answer)
        if changed:
            self.query_one(QuestionTree).refresh_question(self.session.result, answer.question)
        return changed

    def after_saved(self) -> None:
        """Say so; leave, if that is what the user is waiting for."""
        self.query_one(TopBar).show(self.session.result, self.session.state)
        if self._leaving:
            self._leaving = False
            self.dismiss()

    def after_save_failed(self) -> None:
        """Say so, and stay."""
        self._leaving = False
        self.query_one(TopBar).show(self.session.result, self.session.state)

    # -- moving ----------------------------------------------------------------------------------------------------

    @on(QuestionTree.Chosen)
    def _chosen(self, message: QuestionTree.Chosen) -> None:
        self._show(message.question_id)
        if self.has_class("-narrow"):
            self.query_one(QuestionTree).remove_class("-open")
        self.query_one("#page").focus()

    def action_go(self, by: int) -> None:
        """Go to the next or the previous question."""
        self._show(self.session.step(self._question, by))

    def action_next_open(self) -> None:
        """Go to the next question without a status."""
        self._on_to_next_open()

    def action_write(self) -> None:
        """Go to the description."""
        self.query_one(AnswerForm).focus_field("description")

    def action_leave_field(self) -> None:
        """Back from a field to the question, where the single keys work."""
        self.query_one("#page").focus()

    def action_domains(self) -> None:
        """Show or hide the tree where the window is narrow; go to it where it is shown anyway."""
        tree = self.query_one(QuestionTree)
        if self.has_class("-narrow") or tree.has_focus:
            tree.toggle_class("-open")
        if tree.display:
            tree.focus()

    def action_export(self) -> None:
        """Export what is on disk, after saving what is not."""
        from wizard.app.screens.export import ExportScreen  # noqa: PLC0415  (only when somebody exports)

        self.take_typed()
        self.save_now()
        self.app.push_screen(ExportScreen(self._repository, self.session.assessment.profile.name))

    def action_home(self) -> None:
        """Save, then go home; stays when the disk refuses."""
        self.take_typed()
        self._leaving = True
        self.save_now()


def _open_session(repository: Repository, name: str, stays_open: ExitStack) -> Session:
    """Open an assessment for as long as the stack lives; gives the lock back at once when a bank of it is missing."""
    with ExitStack() as opened:
        file = opened.enter_context(repository.open(name))
        session = Session(list(banks_of(repository.home, file.assessment)), file)
        stays_open.push(opened.pop_all())
    return session
