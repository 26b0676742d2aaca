"""Chooses which questions are shown."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from questionnaires.vocabulary import Layer, Phase
from wizard.app.drawing import shortened
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.key_line import KeyLine
from wizard.core.agenda import QuestionFilter, State, agenda
from wizard.core.assessment import Result
from wizard.core.lifecycle import SEPARATOR, split_stage, stage_name, stage_names

_ANY = ""
_BASELINE = "baseline"
_TITLE_NARROW, _TITLE_WIDE, _WIDE = 17, 24, 100


class ViewScreen(ModalScreen[QuestionFilter | None]):
    """Gives the filter, or nothing when the user goes back. Everything marked must hold at once."""

    CSS_PATH = "view.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+s", "accept", "Show them", priority=True, tooltip="Show the questions for which all marks hold."
        ),
        Binding("escape", "dismiss(None)", "Back", tooltip="Go back; the view stays what it was."),
    ]

    def __init__(self, result: Result, wanted: QuestionFilter, me: str) -> None:
        super().__init__()
        self._result = result
        self._wanted = wanted
        self._me = me

    def compose(self) -> ComposeResult:
        """Answers at the left, phases and layers in the middle, domains and stages at the right; what it comes to below."""
        wanted, bank = self._wanted, self._result.bank
        controls = [bank.control_of(question_id) for question_id in self._result.asked]
        layers = {control.layer for control in controls}
        phases = {control.phase for control in controls}
        domains = dict.fromkeys(control.domain_code for control in controls)
        stages = stage_names(bank)
        states = [Choice(state, state, state.summary) for state in State]
        states.append(Choice(_BASELINE, "baseline", "the first hour"))
        marked = [*wanted.states, *([_BASELINE] if wanted.baseline else [])]
        with Vertical(classes="dialog"):
            yield Static("Which questions? Space marks, Tab goes on, Enter shows them.", classes="heading")
            with Horizontal():
                with Vertical(id="answers"):
                    yield Static("Answers", classes="label")
                    yield Choices(states, chosen=marked, several=True, id="states")
                with Vertical(id="marks"):
                    yield Static("Phase", classes="label")
                    yield _one([(phase, "") for phase in Phase if phase in phases], wanted.phase or _ANY, "phase")
                    yield Static("Layer", classes="label")
                    yield _one([(layer, "") for layer in Layer if layer in layers], wanted.layer or _ANY, "layer")
                with Vertical(id="domains"):
                    yield Static("Domain", classes="label")
                    longest = _TITLE_NARROW if self.app.size.width < _WIDE else _TITLE_WIDE
                    titles = [(code, shortened(bank.domain_titles[code], longest)) for code in domains]
                    yield _one(titles, wanted.domain, "domain")
                    if stages:
                        yield Static("Lifecycle", classes="label")
                        yield _stages(stages, stage_name(wanted.stage, wanted.part))
            with Horizontal(classes="buttons"):
                yield Button("Show them", variant="primary", id="accept", compact=True)
                yield Button("Show all", id="all", compact=True)
                yield Button("Back", id="back", compact=True)
                yield Static(id="outcome")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what the current choice comes to."""
        self._count()

    @on(Choices.Changed)
    def _count(self) -> None:
        count = len(agenda(self._result, self._chosen()).questions)
        words = "no question, choose less" if not count else "1 question" if count == 1 else f"{count} questions"
        self.query_one("#outcome", Static).update(words)

    def _chosen(self) -> QuestionFilter:
        marked = self.query_one("#states", Choices).chosen
        phase, layer = self._one_of("phase"), self._one_of("layer")
        stage, part = split_stage(self._one_of("stage") if self.query("#stage") else _ANY)
        return QuestionFilter(
            states=frozenset(State(word) for word in marked if word != _BASELINE),
            baseline=_BASELINE in marked,
            phase=Phase(phase) if phase else None,
            layer=Layer(layer) if layer else None,
            stage=stage,
            part=part,
            domain=self._one_of("domain"),
            me=self._me,
        )

    def _one_of(self, name: str) -> str:
        return self.query_one(f"#{name}", Choices).chosen[0]

    def action_accept(self) -> None:
        """Take the filter, or press the button that has the focus."""
        if isinstance(self.focused, Button):
            self.focused.press()
        else:
            self.dismiss(self._chosen())

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        answers = {"accept": self._chosen(), "all": QuestionFilter(), "back": None}
        self.dismiss(answers[str(message.button.id)])


def _one(items: list[tuple[str, str]], chosen: str, name: str) -> Choices:
    """A list to choose one from, or any."""
    choices = [Choice(value, value, title) for value, title in items]
    return Choices([Choice(_ANY, "any"), *choices], chosen=[chosen], id=name)


def _stages(names: Sequence[str], chosen: str) -> Choices:
    """The lifecycle stages, each with its sub-stages below it."""
    labels = ((name, *name.split(SEPARATOR, 1)) for name in names)
    choices = [Choice(name, f"  {part[0]}" if part else stage) for name, stage, *part in labels]
    return Choices([Choice(_ANY, "any"), *choices], chosen=[chosen], id="stage")
