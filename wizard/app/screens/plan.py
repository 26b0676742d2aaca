"""Plans what will be done about a gap: the action, who sees to it, by when, and how much work it is."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from questionnaires.vocabulary import Effort, Role
from wizard.app.drawing import literal
from wizard.app.widgets.answer_form import TextField
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.day_field import DayField
from wizard.app.widgets.key_line import KeyLine
from wizard.core.answers import Remediation
from wizard.core.gap_list import GapLine
from wizard.core.gaps import recommended_step
from wizard.core.rules import check_answer
from wizard.core.text import clean

_MOST_OWNERS = 3
_LONGEST_OWNER = 200
_PLAN_RULES = ("no-needs-corrective-action", "gaps-need-date")
_EMPTY = "Enter takes the recommended step; or type another one"
_NOT_SAVED = "Not saved yet. Press Escape again to throw your changes away, or Ctrl+S to save them."


class ActionField(TextField):
    """The action is one paragraph: Enter goes on instead of beginning a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.focus_owner",
            "Next",
            key_display="⏎",
            priority=True,
            tooltip="Go on to who sees to it; an empty action becomes the recommended step.",
        )
    ]


class PlanScreen(ModalScreen[Remediation | None]):
    """Gives the plan, or nothing when the user goes back."""

    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Save", priority=True, tooltip="Save the plan."),
        Binding(
            "ctrl+t", "take_step", "Take the recommended step", priority=True, tooltip="Fill in the recommended step."
        ),
        Binding("escape", "back", "Back", tooltip="Go back; asks first when something would be lost."),
    ]

    def __init__(self, line: GapLine, roles: tuple[Role, ...], owners: tuple[str, ...], today: date) -> None:
        super().__init__()
        self.line = line
        self._held = roles
        self._owners = owners
        self._day = today
        self._step = recommended_step(line.gap.control, line.gap.status)
        self._leaves_unsaved = False

    def compose(self) -> ComposeResult:
        """The recommended step, the fields, what is still missing, the buttons."""
        plan = self.line.answer.remediation
        with Vertical(classes="dialog"):
            yield Label(Content.styled(f"Plan {self.line.question}  {self.line.gap.control.title}", "bold $accent"))
            yield Static(
                Content.assemble((f"Recommended ({self._step.effort}): ", "$text-muted"), self._step.action),
                id="recommended",
            )
            yield Label("What will be done")
            yield ActionField(plan.action, id="action", placeholder=_EMPTY, compact=True)
            with Horizontal(id="fields"):
                with Vertical(id="who"):
                    yield Label("Who sees to it")
                    yield Input(
                        plan.owner,
                        placeholder="a person or a team",
                        suggester=SuggestFromList(self._owners, case_sensitive=False),
                        max_length=_LONGEST_OWNER,
                        compact=True,
                        id="owner",
                    )
                    yield OptionList(
                        *(Option(literal(f"← {owner}")) for owner in self._owners[:_MOST_OWNERS]), id="owners"
                    )
                yield DayField("By when", "due date", plan.due, self._day, self._remark, "in 2 weeks")
                with Vertical(id="work"):
                    yield Label("How much work")
                    yield Choices(
                        [Choice(effort, effort) for effort in Effort],
                        chosen=(plan.effort,) if plan.effort else (),
                        id="effort",
                    )
            yield Static(id="missing")
            with Horizontal(classes="buttons"):
                yield Button("Save", variant="primary", id="save", compact=True)
                yield Button("Take the recommended step", id="take", compact=True)
                yield Button("Back", id="back", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the action."""
        self.query_one("#owners").display = bool(self._owners)
        action = self.query_one("#action", ActionField)
        action.move_cursor(action.document.end)
        action.focus()
        self._say_what_is_missing()

    @property
    def typed(self) -> Remediation:
        """The plan as the fields say it; a due date that is wrong stays what it was."""
        field, before = self.query_one(DayField), self.line.answer.remediation
        chosen = self.query_one("#effort", Choices).chosen
        return Remediation(
            action=clean(self.query_one("#action", ActionField).text).strip(),
            owner=clean(self.query_one("#owner", Input).value).strip(),
            due=before.due if field.fault else field.day,
            effort=Effort(chosen[0]) if chosen else None,
        )

    def _remark(self, day: date) -> str:
        return "this day lies in the past" if day < self._day else ""

    @on(TextArea.Changed)
    @on(Input.Changed, "#owner")
    @on(DayField.Changed)
    @on(Choices.Changed)
    def _say_what_is_missing(self) -> None:
        self._leaves_unsaved = False
        findings = check_answer(replace(self.line.answer, remediation=self.typed), self._held)
        words = [f"! {finding.message}" for finding in findings if finding.rule in _PLAN_RULES]
        self.query_one("#missing", Static).update(literal("\n".join(words)))

    @on(OptionList.OptionSelected, "#owners")
    def _owner_chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.query_one("#owner", Input).value = self._owners[message.option_index]
        self.query_one(DayField).query_one(Input).focus()

    @on(Input.Submitted, "#owner")
    def _owner_done(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one(DayField).query_one(Input).focus()

    def action_focus_owner(self) -> None:
        """Go on from the action to its owner; an action that is left empty becomes the recommended step."""
        if not self.typed.action:
            self.action_take_step()
        self.query_one("#owner").focus()

    @on(Button.Pressed, "#take")
    def action_take_step(self) -> None:
        """Fill in the bank's step and its effort; both can be changed."""
        field = self.query_one("#action", ActionField)
        field.text = self._step.action
        field.move_cursor(field.document.end)
        self.query_one("#effort", Choices).choose(self._step.effort)
        field.focus()

    @on(DayField.Submitted)
    @on(Button.Pressed, "#save")
    def action_accept(self) -> None:
        """Save, unless the due date is no day."""
        field = self.query_one(DayField)
        if field.fault:
            field.complain(field.fault)
        else:
            self.dismiss(self.typed)

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Go back; asks first when something would be lost."""
        changed = self.typed != self.line.answer.remediation or bool(self.query_one(DayField).fault)
        if changed and not self._leaves_unsaved:
            self._leaves_unsaved = True
            self.query_one("#missing", Static).update(_NOT_SAVED)
        else:
            self.dismiss(None)
