"""One question with what a room needs to answer it: what is asked, what each status means; beside it the guidance."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from questionnaires.model import Control, Question
from questionnaires.vocabulary import Role
from wizard.app.drawing import literal
from wizard.app.symbols import STATUS_SHORT, STATUS_STYLES, STATUS_SYMBOLS
from wizard.app.widgets.rows import Rows
from wizard.core.answers import Answer, Status
from wizard.core.published import Said, Worded
from wizard.core.text import clean
from wizard.core.wording import NA_LINE, STATUS_KEYS, answered_lines, guidance_lines

_CRITERION_WIDTH, _GUIDANCE_WIDTH = 15, 17
_QUIET = "$foreground 65%"


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
        """Title, question, status lines."""
        yield Static(id="title")
        yield Static(id="text")
        yield Rows(_CRITERION_WIDTH, id="criteria", signed=True)

    def show(self, control: Control, question: Question, place: str) -> None:
        """Fill the view but for the words of the question; ``place`` says where in the view it stands."""
        baseline = "baseline · " if control.marks.baseline else ""
        marks = f"{place} · {baseline}{control.phase} · {control.layer}"
        title = Content.assemble((f"{question.id}  {control.title}\n", "bold $accent"), (marks, _QUIET))
        self.query_one("#title", Static).update(title, layout=False)
        self.query_one("#criteria", Rows).show([_criterion(status, question) for status in Status])

    def show_words(self, question: Question, worded: Worded) -> None:
        """Ask it in the words that were chosen; what stands first stands out."""
        self.query_one("#text", Static).update(Content("\n").join(_asked(worded.question(question))))

    def mark(self, answer: Answer) -> None:
        """Make the given status stand out."""
        self.query_one("#criteria", Rows).mark(list(Status).index(answer.status) if answer.status else None)

    @on(Rows.Chosen, "#criteria")
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.post_message(self.StatusChosen(list(Status)[message.number]))


class Guidance(Rows):
    """What the control is for, what each role does, what proves it, what to do next."""

    def __init__(self) -> None:
        super().__init__(_GUIDANCE_WIDTH, id="guidance")

    def show_control(
        self, control: Control, roles: Sequence[Role], offered: str, answer: Answer, worded: Worded
    ) -> None:
        """Fill it for the roles of the assessment; ``offered`` names answers that may be taken over, ``answer`` is what was said so far.

        What is published about the control stands at the end: what is short of it, and how to read the rest.
        """
        self.show([*_guidance(control, roles, offered, answer), *_published(control, roles, worded)])


def _asked(words: Sequence[Said]) -> Iterator[Content]:
    for number, said in enumerate(words):
        label = f"{said.label}: " if said.label else ""
        yield Content.assemble((label, _QUIET), (clean(said.text), "$foreground 85%" if number else "bold"))


def _published(control: Control, roles: Sequence[Role], worded: Worded) -> Iterator[tuple[Content, Content]]:
    said, source = worded.specification(control.id), worded.source_of_more(control.id)
    if said:
        words = Content.assemble((f"{said.label}: ", _QUIET), clean(said.text))
        yield Content.styled("Specification", _QUIET), words
    if source:
        held = ", ".join(roles)
        words = literal(f"G reads what {source.label} tells {held} to do, what auditors look at, and the mappings")
        yield Content.styled("Guidelines", _QUIET), words


def _criterion(status: Status, question: Question) -> tuple[Content, Content]:
    label = Content.assemble(
        (f" {STATUS_KEYS[status]} ", "bold $accent on $panel"),
        " ",
        (f"{STATUS_SYMBOLS[status]} {STATUS_SHORT[status]}", STATUS_STYLES[status]),
    )
    return label, literal(question.criteria.get(status, NA_LINE))


def _guidance(control: Control, roles: Sequence[Role], offered: str, answer: Answer) -> list[tuple[Content, Content]]:
    lines = [*answered_lines(answer), *guidance_lines(control, roles)]
    if offered:
        lines.insert(0, ("Answered", f"{offered}; press T to take it over"))
    return [(Content.styled(label, _QUIET), literal(words)) for label, words in lines]
