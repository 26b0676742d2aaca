"""Leads a newcomer to the roles of the organisation: yes/no questions one at a time, then a proposal with reasons."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from questionnaires.vocabulary import Role
from wizard.app.widgets.key_line import KeyLine
from wizard.core.role_questions import CUSTOMER_ONLY, ROLE_QUESTIONS, RoleProposal, propose_roles

_QUIET = "$text-muted"


class RoleHelpScreen(ModalScreen[tuple[Role, ...] | None]):
    """Gives the roles that were taken, or nothing when the user wants to choose without help."""

    CSS_PATH = "setup.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", tooltip="Answer yes, and go to the next question."),
        Binding("n", "answer(False)", "No", tooltip="Answer no, and go to the next question."),
        Binding("enter", "take", "Take these", tooltip="Take the roles that your answers propose."),
        Binding(
            "b,backspace",
            "back",
            "Question before",
            key_display="b",
            tooltip="Go to the question before, and answer it again.",
        ),
        Binding("left", "app.focus_previous", "Button before", show=False, tooltip="Go to the button before."),
        Binding("right", "app.focus_next", "Next button", show=False, tooltip="Go to the next button."),
        Binding("escape", "dismiss(None)", "Choose myself", tooltip="Go back and choose the roles without help."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._given: list[bool] = []

    def compose(self) -> ComposeResult:
        """Progress, the question or the proposal, the buttons of both."""
        with Vertical(classes="dialog"):
            yield Static(id="progress")
            yield Static(id="words")
            yield Static(id="hint")
            with Horizontal(classes="buttons"):
                yield Button("Yes (y)", id="yes", variant="primary", compact=True)
                yield Button("No (n)", id="no", variant="primary", compact=True)
                yield Button("Take these", id="take", variant="primary", compact=True)
                yield Button("Back (b)", id="back", compact=True)
                yield Button("Choose myself", id="own", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first question."""
        self._show()

    @property
    def proposals(self) -> Sequence[RoleProposal] | None:
        """What fits the answers; nothing while questions are open."""
        asked_all = self._number == len(ROLE_QUESTIONS)
        return propose_roles(self._given[: self._number]) if asked_all else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no while asking, taking when there is something to take, back when there is a question before."""
        del parameters
        if action == "answer":
            return self.proposals is None
        if action == "take":
            return bool(self.proposals)
        return self._number > 0 if action == "back" else True

    def action_answer(self, yes: bool) -> None:
        """Note the answer and go on; answers further on, given before going back, are kept."""
        self._given[self._number : self._number + 1] = [yes]
        self._number += 1
        self._show()

    def action_back(self) -> None:
        """Show the question before."""
        self._number -= 1
        self._show()

    def action_take(self) -> None:
        """Give the proposed roles."""
        self.dismiss(tuple(proposal.role for proposal in self.proposals or ()))

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        match message.button.id:
            case "yes" | "no" as word:
                self.action_answer(word == "yes")
            case "back":
                self.action_back()
            case "take":
                self.action_take()
            case _:
                self.dismiss(None)

    def _show(self) -> None:
        proposals = self.proposals
        for name in ("yes", "no"):
            self.query_one(f"#{name}").display = proposals is None
        self.query_one("#take").display = bool(proposals)
        self.query_one("#back").display = self._number > 0
        if proposals is None:
            self._show_question()
        else:
            self._show_proposals(proposals)
        self.refresh_bindings()

    def _show_question(self) -> None:
        question, total = ROLE_QUESTIONS[self._number], len(ROLE_QUESTIONS)
        dots = "●" * (self._number + 1) + "○" * (total - self._number - 1)
        self._fill(f"{dots}  Question {self._number + 1} of {total}", Content.styled(question.text, "bold"))
        before = self._given[self._number] if self._number < len(self._given) else None
        said = "" if before is None else f"\nYou said {'yes' if before else 'no'}."
        self.query_one("#hint", Static).update(Content(question.hint + said))
        self.set_focus(None)

    def _show_proposals(self, proposals: Sequence[RoleProposal]) -> None:
        parts: list[str | tuple[str, str]] = []
        for proposal in proposals:
            role, _, reason = proposal.sentence.partition(",")
            parts += ["\n" if parts else "", (f"{role} {proposal.role.label}", "bold"), f",{reason}."]
        self._fill(
            "These roles fit your answers" if proposals else "No role fits your answers",
            Content.assemble(*parts) if parts else Content(CUSTOMER_ONLY),
        )
        hint = "They are marked in the list; you can still change them there." if proposals else ""
        self.query_one("#hint", Static).update(hint)
        self.set_focus(None if proposals else self.query_one("#own"))

    def _fill(self, progress: str, words: Content) -> None:
        self.query_one("#progress", Static).update(Content.styled(progress, _QUIET))
        self.query_one("#words", Static).update(words)
