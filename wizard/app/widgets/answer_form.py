"""The fields of an answer: who owns it, how it is done, what the customer does, what will be done about it."""

from dataclasses import replace
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, Label, Select, Static, TextArea

from wizard.app.drawing import literal
from wizard.core.answers import Answer, Remediation, SsrmOwnership
from wizard.core.codec import parse_date
from wizard.core.rules import Finding, Severity
from wizard.core.text import clean
from wizard.errors import InputError

LONGEST_PASTE = 30_000
"""Characters a field takes in one paste; a single line of a million makes each later key press take a second."""


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

    class Edited(Message):
        """The user changed something; carries the answer as the fields now say it."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    class Finished(Message):
        """The last field of the plan was completed with Enter."""

    def __init__(self) -> None:
        super().__init__(id="form")
        self._answer = Answer("")

    def compose(self) -> ComposeResult:
        """The fields, each under its name."""
        yield Static(id="findings")
        yield Label("Who owns the control (column D)")
        yield Select(
            [(value.value, value) for value in SsrmOwnership], prompt="not chosen", id="ownership", compact=True
        )
        yield Label("How it is done; for n/a: why it does not apply (column E)")
        yield TextField(id="description", compact=True)
        yield Label("What the customer does (column F)")
        yield TextField(id="responsibilities", compact=True)
        yield Label("Evidence, one line each")
        yield TextField(id="evidence", compact=True)
        yield Label("What will be done about it")
        yield Input(id="action", placeholder="corrective action", compact=True)
        with Horizontal(id="plan"):
            yield Input(id="owner", placeholder="who sees to it", compact=True)
            yield Input(id="due", placeholder="by when: YYYY-MM-DD", restrict=r"[0-9-]{0,10}", compact=True)
        yield Label("Note for yourselves")
        yield TextField(id="note", compact=True)

    def show(self, answer: Answer, suggested_action: str) -> None:
        """Fill the fields with an answer."""
        self._answer = answer
        self.query_one("#ownership", Select).value = answer.ownership or Select.NULL
        for name, text in (
            ("description", answer.description),
            ("responsibilities", answer.responsibilities),
            ("evidence", "\n".join(answer.evidence)),
            ("note", answer.note),
        ):
            field = self.query_one(f"#{name}", TextField)
            if field.text != text:
                field.load_text(text)
        plan = answer.remediation
        self.query_one("#action", Input).placeholder = f"for example: {suggested_action}"
        self.query_one("#action", Input).value = plan.action
        self.query_one("#owner", Input).value = plan.owner
        self.query_one("#due", Input).value = plan.due.isoformat() if plan.due else ""

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Say beside the fields what the decision rules want."""
        signs = {Severity.ERROR: "✗", Severity.WARNING: "!"}
        lines = [f"{signs[finding.severity]} {finding.message}" for finding in findings]
        if self.due_fault:
            lines.append(f"✗ {self.due_fault}")
        view = self.query_one("#findings", Static)
        view.update(literal("\n".join(lines)))
        view.display = bool(lines)
        view.set_class(any(finding.severity is Severity.ERROR for finding in findings), "-error")

    @property
    def due_fault(self) -> str:
        """What is wrong with the due date as typed; nothing while it is empty or right."""
        try:
            self._due()
        except InputError as error:
            return str(error)
        return ""

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        self.query_one(f"#{name}").focus()

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(Select.Changed)
    def _edited(self, message: Message) -> None:
        message.stop()
        self._answer = self.typed
        self.post_message(self.Edited(self._answer))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        following = {"action": "owner", "owner": "due"}.get(message.input.id or "")
        if following:
            self.focus_field(following)
        else:
            self.post_message(self.Finished())

    @property
    def typed(self) -> Answer:
        """The answer as the fields say it now, whether or not that was announced already."""
        ownership = self.query_one("#ownership", Select).value
        try:
            due = self._due()
        except InputError:
            due = self._answer.remediation.due
        evidence = self._text("evidence").split("\n")
        return replace(
            self._answer,
            ownership=ownership if isinstance(ownership, SsrmOwnership) else None,
            description=self._text("description"),
            responsibilities=self._text("responsibilities"),
            evidence=tuple(line for line in evidence if line.strip()),
            note=self._text("note"),
            remediation=Remediation(
                action=clean(self.query_one("#action", Input).value),
                owner=clean(self.query_one("#owner", Input).value),
                due=due,
                effort=self._answer.remediation.effort,
            ),
        )

    def _text(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", TextField).text)

    def _due(self) -> date | None:
        text = self.query_one("#due", Input).value.strip()
        return parse_date(text, "due date") if text else None
