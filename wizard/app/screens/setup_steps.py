"""The steps of the set-up: each shows its fields, gives what was chosen, and says what it still lacks."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Static

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.drawing import literal
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.explained import Explained, Explanation, StepChoices
from wizard.core.profile import LONGEST_NAME, Profile, check_name, check_phases, ordered_roles
from wizard.core.text import clean, sentence
from wizard.errors import InputError, WizardError
from wizard.store.repository import Repository

_LONGEST_LINE = 200


class StepInput(Input):
    """A line of text whose Enter is shown among the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go on", tooltip="Go to the next line, then to the next step.")
    ]


class Step(VerticalScroll, can_focus=False):
    """One step. ``heading`` stands in the line of steps, ``why`` says in a sentence why the step matters."""

    heading: ClassVar[str]
    why: ClassVar[str]

    def compose(self) -> ComposeResult:
        """Why, then the fields."""
        yield Static(self.why, classes="why")
        yield from self.fields()

    def fields(self) -> ComposeResult:
        """What can be typed or chosen here."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the cursor where the step begins."""
        raise NotImplementedError

    def chosen(self) -> Mapping[str, Any]:
        """What was typed or chosen, by the names of the profile's fields."""
        return {}

    def fault(self) -> str:
        """What keeps the step from being complete, in a sentence; nothing when it is."""
        return ""


class SystemStep(Step):
    """Whose system it is, and a name to find the assessment by."""

    heading = "System"
    why = "The name is how you find the assessment again; organisation and system stand on everything you hand over."

    def __init__(self, repository: Repository, editing: Profile | None) -> None:
        super().__init__(id="system-step")
        self._repository = repository
        self._editing = editing

    def fields(self) -> ComposeResult:
        """Three lines of text; the name only where it can be chosen."""
        profile = self._editing
        yield Static("A name for this assessment", classes="label")
        if profile:
            yield Static(literal(f"{profile.name}   (renaming is on the home screen)"), id="fixed-name")
        else:
            yield StepInput(id="name", placeholder="such as: Support assistant", max_length=LONGEST_NAME, compact=True)
        for name, label, placeholder, value in (
            ("organization", "Organisation", "may stay empty", profile.organization if profile else ""),
            (
                "system",
                "System, in a few words",
                "what is assessed, and what is not",
                profile.system if profile else "",
            ),
        ):
            yield Static(label, classes="label")
            yield StepInput(
                value, id=name, placeholder=placeholder, max_length=_LONGEST_LINE, select_on_focus=False, compact=True
            )
        yield Static("Everything stays on this disk. You can stop at any time and go on later.", classes="hint")

    def begin(self) -> None:
        """Begin with the first line that can be changed."""
        self.query(StepInput).first().focus()

    def chosen(self) -> Mapping[str, Any]:
        """The three texts."""
        texts = {str(field.id): clean(field.value).strip() for field in self.query(StepInput)}
        return {"name": self._editing.name, **texts} if self._editing else texts

    def fault(self) -> str:
        """A new name has to be usable and free."""
        if self._editing:
            return ""
        name = self.chosen()["name"]
        if not name:
            return "The name must not be empty: type one, such as 'Support assistant'."
        try:
            check_name(name)
            self._repository.check_free(name)
        except WizardError as error:
            return sentence(error)
        return ""


class RolesStep(Step):
    """Which roles the organisation holds, with a way to be led to them."""

    heading = "Roles"
    why = "Your roles decide which controls you answer for. Mark every one that fits."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "h,ctrl+r",
            "ask_for_help",
            "Help me choose",
            key_display="h",
            tooltip="Find your roles with a few yes/no questions.",
        )
    ]

    class HelpWanted(Message):
        """The user wants to be led to the roles."""

    def __init__(self, roles: Sequence[Role]) -> None:
        super().__init__(id="roles-step")
        self._roles = roles

    def fields(self) -> ComposeResult:
        """The roles, and the way to help."""
        choices = [Choice(role, f"{role} {role.label}.", role.summary) for role in Role]
        explanations = {role.value: Explanation(f"{role}, for example", role.examples) for role in Role}
        yield Explained(
            StepChoices(choices, explanations, chosen=self._roles, several=True, id="roles"),
            Button("Not sure? Help me choose (h)", id="help-with-roles", compact=True),
        )

    def begin(self) -> None:
        """Begin with the list."""
        self.query_one("#roles").focus()

    def action_ask_for_help(self) -> None:
        """Announce that help is wanted."""
        self.post_message(self.HelpWanted())

    @on(Button.Pressed, "#help-with-roles")
    def _help_pressed(self, message: Button.Pressed) -> None:
        message.stop()
        self.action_ask_for_help()

    def take(self, roles: Sequence[Role]) -> None:
        """Mark exactly these roles."""
        self.query_one("#roles", StepChoices).set_chosen(roles)

    def chosen(self) -> Mapping[str, Any]:
        """The marked roles."""
        marked = self.query_one("#roles", StepChoices).chosen
        return {"roles": ordered_roles([Role(value) for value in marked])}

    def fault(self) -> str:
        """At least one role."""
        return "" if self.chosen()["roles"] else "Mark at least one role with the space bar, or press h for help."


class UseCaseStep(Step):
    """What the system may do."""

    heading = "Use case"
    why = "What the system may do decides whether tools and agents are asked about."

    def __init__(self, use_case: UseCase) -> None:
        super().__init__(id="use-case-step")
        self._use_case = use_case

    def fields(self) -> ComposeResult:
        """The three use cases."""
        choices = [Choice(item, item, item.summary) for item in UseCase]
        explanations = {item.value: Explanation(f"{item}, for example", item.examples) for item in UseCase}
        yield Explained(StepChoices(choices, explanations, chosen=[self._use_case], id="use-case"))

    def begin(self) -> None:
        """Begin with the list."""
        self.query_one("#use-case").focus()

    def chosen(self) -> Mapping[str, Any]:
        """The use case."""
        return {"use_case": UseCase(self.query_one("#use-case", StepChoices).chosen[0])}


class PhaseStep(Step):
    """Where the system is, and where it is going; the target follows until it is chosen on purpose."""

    heading = "Phase"
    why = "Each phase asks for more; what must stand now or next counts most."

    def __init__(self, phase: Phase, target: Phase, *, target_is_meant: bool) -> None:
        super().__init__(id="phase-step")
        self._phase, self._target = phase, target
        self._target_is_meant = target_is_meant

    def fields(self) -> ComposeResult:
        """The current phase, then the target."""
        asks = {
            item.value: Explanation(f"{item} {'asks for' if item is Phase.PROTOTYPE else 'adds'}", [f"{item.adds}."])
            for item in Phase
        }
        phases = [Choice(item, item, item.summary) for item in Phase]
        yield Explained(
            Static("Where is the system now?", classes="label"),
            StepChoices(phases, asks, chosen=[self._phase], id="phase"),
            Static("Which phase is it preparing for?", classes="label"),
            StepChoices(phases, asks, chosen=[self._target], id="target"),
        )

    def begin(self) -> None:
        """Begin with the current phase."""
        self.query_one("#phase").focus()

    @on(Choices.Changed, "#phase")
    def _phase_changed(self) -> None:
        if not self._target_is_meant:
            following = self.chosen()["phase"].following
            self.query_one("#target", StepChoices).set_chosen([following])
        self.query_one("#target").set_class(bool(self.fault()), "-error")

    @on(Choices.Changed, "#target")
    def _target_changed(self) -> None:
        self._target_is_meant = True

    @on(StepChoices.GoOn)
    def _to_the_target(self, message: StepChoices.GoOn) -> None:
        """Enter in the first list leads to the second."""
        target = self.query_one("#target")
        if not target.has_focus:
            message.stop()
            target.focus()

    def chosen(self) -> Mapping[str, Any]:
        """Both phases."""
        names = {"phase": "phase", "target": "target_phase"}
        return {field: Phase(self.query_one(f"#{choices}", StepChoices).chosen[0]) for choices, field in names.items()}

    def fault(self) -> str:
        """The target must not lie behind."""
        phases = self.chosen()
        try:
            check_phases(phases["phase"], phases["target_phase"])
        except InputError as error:
            return sentence(error)
        return ""
