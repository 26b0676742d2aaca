"""Accepts the risk of a gap for a time: why, and until when; or withdraws that decision."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static, TextArea

from wizard.app.drawing import literal
from wizard.app.widgets.answer_form import TextField
from wizard.app.widgets.day_field import DayField
from wizard.app.widgets.key_line import KeyLine
from wizard.core.answers import AcceptedRisk
from wizard.core.days import months_later
from wizard.core.gap_list import GapLine
from wizard.core.text import clean

_LONG_MONTHS = 36
_LONG = "longer than three years; most auditors want a risk to be looked at sooner"
_NOT_SAVED = "Not saved yet. Press Escape again to throw your changes away, or Ctrl+S to accept the risk."


@dataclass(frozen=True, slots=True)
class RiskDecision:
    """What was decided: the accepted risk, or nothing when an acceptance was withdrawn."""

    risk: AcceptedRisk | None


class RiskScreen(ModalScreen[RiskDecision | None]):
    """Gives the decision, or nothing when the user goes back."""

    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Accept", priority=True, tooltip="Accept the risk until the day given."),
        Binding("escape", "back", "Back", tooltip="Go back; asks first when something would be lost."),
    ]

    def __init__(self, line: GapLine, today: date) -> None:
        super().__init__()
        self.line = line
        self._day = today
        self._leaves_unsaved = False

    def compose(self) -> ComposeResult:
        """What could happen, reason, day, buttons."""
        risk = self.line.answer.accepted_risk
        control = self.line.gap.control
        with Vertical(classes="dialog"):
            yield Label(Content.styled(f"Accept the risk of {self.line.question}  {control.title}", "bold $accent"))
            yield Static(
                Content.assemble(("What can go wrong: ", "$text-muted"), control.text.consequence), id="recommended"
            )
            yield Label("Why it is acceptable, and who decided it")
            yield TextField(risk.reason if risk else "", id="reason", compact=True)
            yield Static(id="fault", classes="-error")
            yield DayField(
                "Until when (the last day it holds)",
                "day",
                risk.until if risk else None,
                self._day,
                self._remark,
                "in 6 months",
            )
            yield Static(
                "The gap stays in the list and keeps its score; it is marked as accepted.",
                id="keys",
            )
            with Horizontal(classes="buttons"):
                yield Button("Accept the risk", variant="primary", id="accept", compact=True)
                if risk:
                    yield Button("Withdraw the acceptance", id="withdraw", compact=True)
                yield Button("Back", id="back", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one("#reason").focus()

    def _remark(self, day: date) -> str:
        if day <= self._day:
            return "this day is not in the future"
        return _LONG if day > months_later(self._day, _LONG_MONTHS) else ""

    @property
    def _reason(self) -> str:
        return clean(self.query_one("#reason", TextField).text).strip()

    @on(TextArea.Changed)
    @on(DayField.Changed)
    def _typing(self) -> None:
        self._leaves_unsaved = False
        self.query_one("#fault", Static).update("")

    @on(DayField.Submitted)
    @on(Button.Pressed, "#accept")
    def action_accept(self) -> None:
        """Take the decision, if it has a reason and a day that lies ahead."""
        field = self.query_one(DayField)
        if not self._reason:
            self.query_one("#fault", Static).update("✗ Give a reason: an auditor will ask why this is acceptable.")
            self.query_one("#reason").focus()
        elif field.day is None:
            field.complain(field.fault or "Give a day: a risk is never accepted for ever. Try: in 6 months")
        elif field.day <= self._day:
            field.complain(f"{field.day.isoformat()} is not in the future; give a later day")
        else:
            self.dismiss(RiskDecision(AcceptedRisk(self._reason, field.day)))

    @on(Button.Pressed, "#withdraw")
    def _withdraw(self) -> None:
        self.dismiss(RiskDecision(None))

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Go back; asks first when something would be lost."""
        risk, field = self.line.answer.accepted_risk, self.query_one(DayField)
        before = (risk.reason, risk.until.isoformat()) if risk else ("", "")
        if (self._reason, field.typed) != before and not self._leaves_unsaved:
            self._leaves_unsaved = True
            self.query_one("#fault", Static).update(literal(_NOT_SAVED))
        else:
            self.dismiss(None)
