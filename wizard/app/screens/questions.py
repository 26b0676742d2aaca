"""The question screen: the questions on the agenda beside the one that is shown, the answer below it."""

from contextlib import ExitStack
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Static

from wizard.app.destinations import Section
from wizard.app.drawing import literal
from wizard.app.drawn_at_once import drawn_at_once
from wizard.app.long_lived import set_aside_what_lives_long
from wizard.app.palette import QuestionFinder
from wizard.app.screens.worded import WordedScreen
from wizard.app.widgets.answer_form import AnswerForm
from wizard.app.widgets.answer_line import AnswerLine
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.question_tree import QuestionTree
from wizard.app.widgets.question_view import Guidance, QuestionView
from wizard.app.widgets.top_bar import TopBar
from wizard.core.agenda import EVERYTHING, OUTSIDE
from wizard.core.gap_list import owners_used
from wizard.core.gaps import recommended_step
from wizard.core.rules import check_answer
from wizard.services.banks import banks_of
from wizard.services.session import Session
from wizard.store.repository import Repository

_CLOCK_SECONDS = 20
_NEEDS_QUESTION = frozenset(
    {"answer", "field", "turn", "flag", "guidance", "go", "next_open", "domains", "take_offer", "undo", "redo"}
)


class QuestionScreen(WordedScreen):
    """Owns the session of one assessment; opening it takes the lock, leaving it gives the lock back.

    With ``baseline`` it is the guided first hour: the baseline questions, layer by layer, with a soft clock.

    Raises:
        NotFoundError, LockedError, StoreError: the assessment cannot be opened.
    """

    SECTION = Section.QUESTIONS
    CSS_PATH = "questions.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "next_open", "Next", tooltip="Go to the next question without an answer."),
        Binding("slash", "find", "Find", key_display="/", tooltip="Find a question by its id or by words in it."),
        Binding(
            "escape", "back", "Back", tooltip="Back by one step: to the list that led here, to all questions, or home."
        ),
        Binding("j,pagedown", "go(1)", "Down", key_display="j", tooltip="Go to the next question, answered or not."),
        Binding("k,pageup", "go(-1)", "Up", key_display="k", tooltip="Go to the question before."),
        Binding("i", "guidance", "Guidance", tooltip="Show or hide the guidance: what it is for, evidence, next step."),
        Binding("d", "domains", "List", tooltip="Go to the list of questions, or show and hide it."),
        Binding("h,q", "home", "Home", key_display="h", tooltip="Save and go back to the list of assessments."),
    ]

    def __init__(self, repository: Repository, name: str, *, baseline: bool = False) -> None:
        self._open = ExitStack()
        super().__init__(_open_session(repository, name, self._open), repository)
        self._offered = (False, False)
        if baseline:
            self.begin_baseline()
        self.question = self.session.first_question()

    def compose(self) -> ComposeResult:
        """Top bar, tree and page, answer line, keys."""
        yield TopBar(self.SECTION)
        with Horizontal(id="desk"):
            yield QuestionTree()
            with Vertical(id="page-side"):
                yield Static(id="pinned")
                with VerticalScroll(id="page"):
                    yield QuestionView()
                    yield Guidance()
                    yield AnswerForm()
                yield AnswerLine(id="answer-line")
        yield Static(id="empty")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show where the user last was."""
        self.set_interval(_CLOCK_SECONDS, self.show_view)
        self.fill()
        self.call_after_refresh(set_aside_what_lives_long)
        self.offer_baseline()

    def on_unmount(self) -> None:
        """Give the lock back."""
        self._open.close()

    def on_resize(self) -> None:
        """Keep in sight what is being typed into."""
        if self.focused is not None and self._in_a_field():
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    @property
    def respondent(self) -> str:
        """The name that the user gave as the own one."""
        return self.wizard.settings.respondent

    def remember_respondent(self, name: str) -> None:
        """Keep the user's own name."""
        self.wizard.change_settings(replace(self.wizard.settings, respondent=name))

    # -- showing ---------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show the agenda and the question where one was; say so where the agenda is empty."""
        asked = bool(self.session.agenda.questions)
        self.query_one("#empty", Static).display = not asked
        self.query_one("#desk").display = asked
        self.show_state()
        self.show_view()
        if not asked:
            self.question = ""
            self.query_one("#empty", Static).update(literal(self._why_empty()))
            return
        self.query_one(QuestionTree).fill(self.session.agenda, self.session.assessment)
        self.question = self.session.first_question()
        self.fill_form()
        self.show_question(self.question)
        self.set_focus(self.query_one("#page"))

    def _why_empty(self) -> str:
        if self.session.wanted != EVERYTHING:
            return (
                f"No question is {self.session.wanted.words}.\n\nV shows all questions again, v chooses another view."
            )
        return "No question is asked in this scope.\n\nS changes the scope: other roles, or a later target phase."

    def show_question(self, question_id: str) -> None:
        """Show a question and its answer."""
        if question_id != self.question and not self.leave_question():
            return
        self.question = question_id
        self.session.move_to(question_id)
        question = self.session.bank.question(question_id)
        self.query_one(QuestionView).show(self.control_shown, question, self._place())
        self.show_wording()
        self.fill_form()
        self.query_one(QuestionTree).go_to(question_id)
        self.query_one("#page").scroll_home(animate=False)
        self.show_view()
        self.show_answer()

    def show_wording(self) -> None:
        """Say what is asked in the chosen words, here and in the guidance."""
        if self.question:
            question, offer = self.session.bank.question(self.question), self.session.offer(self.question)
            roles, offered = self.session.assessment.profile.roles, offer.words if offer else ""
            self.query_one(QuestionView).show_words(question, self.worded)
            self.query_one(Guidance).show_control(self.control_shown, roles, offered, self.answer, self.worded)
            pinned = f"{question.id}  {self.worded.question(question)[0].text}"
            self.query_one("#pinned", Static).update(Content.styled(pinned, "bold"), layout=False)

    def leave_question(self) -> bool:
        """Take what stands in the fields; a date that is not one is said, and keeps the user there."""
        if not self.question:
            return True
        self.take_typed()
        form = self.query_one(AnswerForm)
        if form.due_fault:
            self.notify(f"{form.due_fault}. The rest of {self.question} is saved.", severity="warning", timeout=8)
            form.focus_field("due")
        return not form.due_fault

    def _place(self) -> str:
        group = self.session.agenda.group_of.get(self.question)
        if group is None:
            return "not in this view"
        return f"{group.key} {group.questions.index(self.question) + 1} of {len(group.questions)}"

    def fill_form(self) -> None:
        """Let the fields say what the session says."""
        step = recommended_step(self.control_shown, self.answer.status)
        self.query_one(AnswerForm).show(self.answer, step)

    def show_answer(self) -> None:
        """Show what the answer says, and what the rules want of it."""
        answer = self.answer
        self.query_one(QuestionView).mark(answer)
        findings = check_answer(answer, self.session.assessment.profile.roles)
        group = self.session.agenda.group_of.get(self.question)
        outside = "it lies outside the scope" if group and group.key == OUTSIDE else ""
        self.query_one(AnswerLine).show(answer, findings, self.query_one(AnswerForm).due_fault, outside)
        self.show_state()
        offered = self.session.offer(self.question) is not None, bool(answer.review)
        if offered != self._offered:  # the line of keys is made anew each time, which every key would wait for
            self._offered = offered
            self.refresh_bindings()

    def note_changed(self, question_id: str) -> None:
        """Let the tree say it."""
        self.query_one(QuestionTree).refresh_question(question_id, self.session.assessment)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes no sense now is not offered; nothing is, once the screen is being left."""
        if self.leaving or (action in _NEEDS_QUESTION and not self.question):
            return False
        match action:
            case "find" | "field":
                return not self._in_a_field()
            case "view_all":
                return self.session.wanted != EVERYTHING
            case "lens":
                return len(self.session.banks) > 1
            case "take_offer":
                return self.session.offer(self.question) is not None
        return super().check_action(action, parameters)

    def _in_a_field(self) -> bool:
        return self.focused is not None and self.query_one(AnswerForm) in self.focused.ancestors

    # -- moving ----------------------------------------------------------------------------------------------------

    @on(QuestionTree.Chosen)
    def _chosen(self, message: QuestionTree.Chosen) -> None:
        message.stop()
        self.show_question(message.question_id)
        if self.has_class("-narrow"):
            self.remove_class("-listing")
        self.set_focus(self.query_one("#page"))

    async def action_go(self, by: int) -> None:
        """Go to the next or the previous question."""
        async with drawn_at_once(self):
            self.show_question(self.session.step(self.question, by))

    def action_next_open(self) -> None:
        """Go to the next question without a status."""
        self.take_typed()
        self.go_on()

    def go_on(self, *, looking_again: bool = False) -> None:
        """Go to the next open question, or answer to look at again; at the end of the view say what comes next."""
        following = self.following(looking_again=looking_again)
        self.set_focus(self.query_one("#page"))
        if following:
            self.show_question(following)
        else:
            self.fill_form()
            self.show_answer()
            self.at_the_end()

    @on(AnswerForm.Left)
    def _left_field(self) -> None:
        self.set_focus(self.query_one("#page"))
        self.query_one("#page").scroll_home(animate=False)

    @on(DescendantFocus)
    def _focus_moved(self) -> None:
        """While somebody writes, the question stays in sight in one line."""
        writing = self._in_a_field()
        self.set_class(writing, "-writing")
        if writing and self.focused is not None:
            # A page that was just left scrolls home a moment later; the field must be in sight all the same.
            self.call_after_refresh(self.focused.scroll_visible, animate=False)
            owners = owners_used(self.session.assessment.answers.values())
            self.query_one(AnswerForm).suggest_owners(owners)

    def action_domains(self) -> None:
        """Show or hide the tree where the window is narrow; go to it where it is shown anyway."""
        tree = self.query_one(QuestionTree)
        if self.has_class("-narrow") or tree.has_focus or not tree.display:
            self.toggle_class("-listing")
        if tree.display:
            tree.focus()
        else:
            self.set_focus(self.query_one("#page"))

    def action_guidance(self) -> None:
        """Show or hide the guidance."""
        self.toggle_class("-swapped")
        self.query_one("#page").scroll_home(animate=False)

    def action_find(self) -> None:
        """Find a question."""
        self.take_typed()
        self.app.push_screen(
            CommandPalette(providers=[QuestionFinder], placeholder="An id or words: IAM-18, agent tools …")
        )


def _open_session(repository: Repository, name: str, stays_open: ExitStack) -> Session:
    """Open an assessment for as long as the stack lives; gives the lock back at once when a bank of it is missing."""
    with ExitStack() as opened:
        file = opened.enter_context(repository.open(name))
        session = Session(list(banks_of(repository.home, file.assessment)), file)
        stays_open.push(opened.pop_all())
    return session
