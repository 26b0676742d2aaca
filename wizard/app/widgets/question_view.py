"""One question with what a room needs to answer it: what is asked, what each status means, what good looks like."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from questionnaires.model import Control, Question
from questionnaires.vocabulary import Role
from wizard.app.drawing import literal
from wizard.app.symbols import STATUS_KEYS, STATUS_SHORT, STATUS_STYLES, STATUS_SYMBOLS
from wizard.app.widgets.rows import Rows
from wizard.core.answers import Answer, Status

_NA_LINE = "does not apply to this system; you will be asked for the reason"
_MOST_GUIDANCE = 14


class QuestionView(Vertical):
    """Shows a question; announces a status that is chosen with the mouse."""

    class StatusChosen(Message):
        """A status line was clicked."""

        def __init__(self, status: Status) -> None:
            super().__init__()
            self.status = status

    def __init__(self) -> None:
        super().__init__(id="question")

    def compose(self) -> ComposeResult:
        """Title, question, status lines, guidance."""
        yield Static(id="title")
        yield Static(id="text")
        yield Rows(len(Status), id="criteria")
        yield Rows(_MOST_GUIDANCE, id="guidance")

    def show(self, control: Control, question: Question, roles: Sequence[Role], place: str, offered: str) -> None:
        """Fill the view; ``offered`` names answers that may be taken over."""
        baseline = "baseline · " if control.marks.baseline else ""
        marks = f"{place} · {baseline}{control.phase} · {control.layer}"
        title = Content.assemble((f"{question.id}  {control.title}\n", "bold $accent"), (marks, "$foreground 65%"))
        self.query_one("#title", Static).update(title)
        self.query_one("#text", Static).update(Content.styled(question.text, "bold"))
        self.query_one("#criteria", Rows).show([_criterion(status, question) for status in Status])
        self.query_one("#guidance", Rows).show(_guidance(control, roles, offered))

    def mark(self, answer: Answer) -> None:
        """Make the given status stand out."""
        self.query_one("#criteria", Rows).mark(list(Status).index(answer.status) if answer.status else None)

    @on(Rows.Chosen, "#criteria")
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.post_message(self.StatusChosen(list(Status)[message.number]))


def _criterion(status: Status, question: Question) -> tuple[Content, Content]:
    label = Content.assemble(
        (f" {STATUS_KEYS[status]} ", "reverse"),
        " ",
        (f"{STATUS_SYMBOLS[status]} {STATUS_SHORT[status]}", STATUS_STYLES[status]),
    )
    return label, literal(question.criteria.get(status, _NA_LINE))


def _guidance(control: Control, roles: Sequence[Role], offered: str) -> list[tuple[Content, Content]]:
    text = control.text
    held = [role for role in roles if role in text.role_guidance]
    offer = f"{offered}; press o to take it over" if offered else ""
    lines = [("Answered", offer), ("What it is for", text.intent), ("Goes wrong", text.consequence)]
    lines += [(f"For you ({role})", text.role_guidance[role]) for role in held]
    lines += [
        ("Ask the others", text.ask_the_other_party),
        ("Customer", text.customer_side),
        ("Evidence", " · ".join(text.evidence)),
        ("In ten minutes", text.test),
        ("Next, if no", f"{text.from_no.action} ({text.from_no.effort})"),
        ("Next, if partial", f"{text.from_partial.action} ({text.from_partial.effort})"),
        ("A service", text.service),
    ]
    return [(Content.styled(label, "$foreground 65%"), literal(words)) for label, words in lines if words]
