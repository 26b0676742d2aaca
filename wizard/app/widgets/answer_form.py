"""The fields of an answer: how it is done, what the customer does, evidence, what will be done, who said so and how."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Paste
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, TextArea

from questionnaires.model import Step
from questionnaires.vocabulary import Effort
from wizard.core.answers import Answer, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.days import parse_day
from wizard.core.text import clean
from wizard.errors import InputError

LONGEST_PASTE = 30_000
"""Characters a field takes in one paste; a single line of a million makes each later key press take a second."""
_LONGEST_DAY = 40
_DESCRIPTION_LABEL = "How it is done (column E)"
_DESCRIPTION_LABELS: Mapping[Status | None, str] = {
    Status.YES_GAPS: "How it is done, and which gaps remain (column E)",
    Status.PARTIAL: "What is there, and what is missing (column E)",
    Status.NO: "What is missing (column E)",
    Status.NA: "Why it does not apply (column E)",
}
Word = TypeVar("Word", bound=StrEnum)


class TextField(TextArea):
    """A text area that takes long pastes only up to a bound, and says so."""

    class TooLong(Message):
        """A paste was longer than the field takes."""

    def on_paste(self, event: Paste) -> None:
        """Shorten the paste before the text area takes it (Textual calls every class's handler in turn)."""
        if len(event.text) > LONGEST_PASTE:
            event.text = event.text[:LONGEST_PASTE]
            self.post_message(self.TooLong())


class AnswerForm(Vertical):
    """Shows one answer and announces every change to it, field by field, as it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave the field", tooltip="Back to the question, where single keys work."),
        Binding(
            "ctrl+s",
            "finish",
            "Done, next question",
            priority=True,
            tooltip="Leave the field and go to the next open question.",
        ),
    ]

    class Edited(Message):
        """The user changed something; carries the answer as the fields now say it."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    class Finished(Message):
        """The user is done with this answer."""

    class Left(Message):
        """The user leaves the fields."""

    def __init__(self) -> None:
        super().__init__(id="form")
        self._answer = Answer("")
        self._step: Step | None = None
        self._fault = ""
        self._today = _today()

    def compose(self) -> ComposeResult:
        """The fields, each under its name."""
        yield Label(_DESCRIPTION_LABEL, id="description-label")
        yield TextField(id="description", compact=True)
        yield Label("What the customer does (column F)")
        yield TextField(id="responsibilities", compact=True)
        yield Label("Evidence, one line each")
        yield TextField(id="evidence", compact=True)
        yield Label("What will be done about it: action, who sees to it, by when, how much work")
        yield Input(id="action", placeholder="corrective action", compact=True)
        with Horizontal(classes="fields"):
            yield Input(id="owner", placeholder="who sees to it", compact=True)
            yield Input(id="due", placeholder="date or in 2 weeks", max_length=_LONGEST_DAY, compact=True)
            yield _select(Effort, "effort")
        with Horizontal(classes="fields"):
            with Vertical(classes="field"):
                yield Label("Owned by (column D)")
                yield _select(SsrmOwnership, "ownership")
            with Vertical(classes="field"):
                yield Label("How it was found out")
                yield _select(Method, "method")
            with Vertical(classes="field"):
                yield Label("How sure")
                yield _select(Confidence, "confidence")
        yield Label("Who said so")
        yield Input(id="respondent", placeholder="name or function", compact=True)
        yield Label("Note for yourselves")
        yield TextField(id="note", compact=True)

    def show(self, answer: Answer, step: Step) -> None:
        """Fill the fields; ``step`` is what the bank recommends next."""
        self._answer, self._step, self._fault, self._today = answer, step, "", _today()
        plan = answer.remediation
        label = _DESCRIPTION_LABELS.get(answer.status, _DESCRIPTION_LABEL)
        self.query_one("#description-label", Label).update(label, layout=False)
        for name, text in (
            ("description", answer.description),
            ("responsibilities", answer.responsibilities),
            ("evidence", "\n".join(answer.evidence)),
            ("note", answer.note),
        ):
            field = self.query_one(f"#{name}", TextField)
            if field.text != text:
                field.load_text(text)
        for name, word in (
            ("ownership", answer.ownership),
            ("method", answer.method),
            ("confidence", answer.confidence),
            ("effort", plan.effort),
        ):
            self.query_one(f"#{name}", Select).value = word or Select.NULL
        self._input("action").placeholder = f"Enter takes: {step.action}"
        self._input("action").value = plan.action
        self._input("owner").value = plan.owner
        self._show_day(plan.due)
        self._input("respondent").value = answer.respondent

    def suggest_owners(self, owners: Sequence[str]) -> None:
        """Offer these as an owner is typed."""
        self._input("owner").suggester = SuggestFromList(owners, case_sensitive=False)

    def forget(self) -> None:
        """Announce nothing until another answer is shown: what stands in the fields is no longer the answer."""
        self._answer = Answer("")

    @property
    def due_fault(self) -> str:
        """What is wrong with the due date as typed; nothing while it is empty or right."""
        try:
            self._due()
        except InputError as error:
            return str(error)
        return ""

    def focus_field(self, name: str) -> None:
        """Go to a field; a list of words opens at once."""
        field = self.query_one(f"#{name}")
        # At once, and not with the next message: keys that follow in one burst belong to the field.
        self.screen.set_focus(field)
        if isinstance(field, Select):
            field.scroll_visible(animate=False)
            self.call_after_refresh(field.action_show_overlay)

    def action_leave(self) -> None:
        """Leave the fields; what was typed stays."""
        self.post_message(self.Left())

    def action_finish(self) -> None:
        """Done with this answer."""
        self.post_message(self.Finished())

    @on(TextField.Changed)
    @on(Input.Changed)
    @on(Select.Changed)
    def _edited(self, message: Message) -> None:
        message.stop()
        typed, fault = self.typed, self.due_fault
        if self._answer.question and (typed != self._answer or fault != self._fault):
            self._answer, self._fault = typed, fault
            self.post_message(self.Edited(typed))

    @on(Input.Blurred, "#due")
    def _say_which_day(self, message: Input.Blurred) -> None:
        """Write the day out that "in 2 weeks" means; what is no day stays as it was typed."""
        message.stop()
        if not self.due_fault:
            self._show_day(self._due())

    def _show_day(self, day: date | None) -> None:
        self._input("due").value = day.isoformat() if day else ""

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        match message.input.id:
            case "action":
                self._take_step()
                self.focus_field("owner")
            case "owner":
                self.focus_field("due")
            case _:
                self.post_message(self.Finished())

    def _take_step(self) -> None:
        """An action that is left empty becomes the recommended one, with its effort."""
        action, effort = self._input("action"), self.query_one("#effort", Select)
        if self._step and not action.value.strip():
            action.value = self._step.action
            if effort.value is Select.NULL:
                effort.value = self._step.effort

    @property
    def typed(self) -> Answer:
        """The answer as the fields say it now, whether or not that was announced already."""
        try:
            due = self._due()
        except InputError:
            due = self._answer.remediation.due
        evidence = self._text("evidence").split("\n")
        return replace(
            self._answer,
            ownership=self._word("ownership", SsrmOwnership),
            description=self._text("description"),
            responsibilities=self._text("responsibilities"),
            evidence=tuple(line for line in evidence if line.strip()),
            note=self._text("note"),
            respondent=clean(self._input("respondent").value),
            method=self._word("method", Method),
            confidence=self._word("confidence", Confidence),
            remediation=Remediation(
                action=clean(self._input("action").value),
                owner=clean(self._input("owner").value),
                due=due,
                effort=self._word("effort", Effort),
            ),
        )

    def _input(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _text(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", TextField).text)

    def _word(self, name: str, kind: type[Word]) -> Word | None:
        value = self.query_one(f"#{name}", Select).value
        return value if isinstance(value, kind) else None

    def _due(self) -> date | None:
        text = self._input("due").value.strip()
        return parse_day(text, self._today, "due date") if text else None


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _select(kind: type[StrEnum], name: str) -> Select[StrEnum]:
    return Select([(word.value, word) for word in kind], prompt="not said", id=name, compact=True)
