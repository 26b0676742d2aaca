"""Set-up in four steps: whose system, which roles, what it does and where it is, and what that will ask."""

from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, ContentSwitcher, Footer, Input, Static

from questionnaires.library import LENSES, load_bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.drawing import bar, literal
from wizard.app.widgets.choices import Choice, Choices
from wizard.core.assessment import Assessment
from wizard.core.profile import LONGEST_NAME, Created, Profile, QuestionnaireVersion, ordered_roles
from wizard.core.scope import questions_by_domain, scope_ledger, workshop_minutes
from wizard.core.text import clean
from wizard.errors import InputError, WizardError
from wizard.services.banks import lens_bank, own_lenses
from wizard.store.repository import Repository

_STEPS = ("Whose system", "Roles", "Where it is", "Preview")
_MINUTES_AN_HOUR = 60


class SetupScreen(Screen[Profile | None]):
    """Gives the profile of the assessment that was made, or nothing when the user went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "step(1)", "Next step"),
        Binding("ctrl+b", "step(-1)", "Step back"),
        Binding("escape", "dismiss(None)", "Leave"),
    ]

    class Made(Message):
        """The assessment is on disk."""

        def __init__(self, profile: Profile) -> None:
            super().__init__()
            self.profile = profile

    class Refused(Message):
        """It could not be made."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, repository: Repository) -> None:
        super().__init__()
        self._repository = repository
        self._step = 0

    def compose(self) -> ComposeResult:
        """The steps, one shown at a time."""
        yield Static(id="steps")
        with ContentSwitcher(initial="step-0"):
            yield from self._whose_system()
            yield from self._roles()
            yield from self._where()
            with VerticalScroll(id="step-3"):
                yield Static(id="preview")
        yield Static(id="fault")
        with Horizontal(classes="buttons"):
            yield Button("Back", id="back", compact=True)
            yield Button("Next", id="next", variant="primary", compact=True)
        yield Footer(compact=True, show_command_palette=False)

    def _whose_system(self) -> ComposeResult:
        with VerticalScroll(id="step-0"):
            yield Static("A name for this assessment", classes="label")
            yield Input(id="name", placeholder="Support assistant", max_length=LONGEST_NAME, compact=True)
            yield Static("Organisation", classes="label")
            yield Input(id="organization", placeholder="may stay empty", max_length=200, compact=True)
            yield Static("System, in a few words", classes="label")
            yield Input(id="system", placeholder="what is assessed, and what is not", max_length=200, compact=True)
            yield Static("Everything stays on this disk. You can stop at any time and go on later.", classes="hint")

    def _roles(self) -> ComposeResult:
        with VerticalScroll(id="step-1"):
            yield Static(
                "Which roles does the organisation hold for this system? Space marks, several may be marked.",
                classes="label",
            )
            choices = [Choice(role, f"{role} {role.label}.", role.summary) for role in Role]
            yield Choices(choices, several=True, id="roles")

    def _where(self) -> ComposeResult:
        with VerticalScroll(id="step-2"):
            yield Static("What may the system do?", classes="label")
            yield Choices(
                [Choice(item, item, item.summary) for item in UseCase], chosen=[UseCase.ASSISTANT], id="use-case"
            )
            yield Static("Where is it now?", classes="label")
            phases = [Choice(item, item, item.summary) for item in Phase]
            yield Choices(phases, chosen=[Phase.PROTOTYPE], id="phase")
            yield Static("Which phase is it preparing for?", classes="label")
            yield Choices([Choice(item, item) for item in Phase], chosen=[Phase.PRODUCTION], id="target")
            yield Static("Which lenses shall be asked beside the matrix? (none is fine)", classes="label")
            lenses = (*LENSES, *own_lenses(self._repository.home))
            titles = {lens_id: lens_bank(self._repository.home, lens_id).title for lens_id in lenses}
            yield Choices([Choice(lens_id, lens_id, titles[lens_id]) for lens_id in lenses], several=True, id="lenses")

    def on_mount(self) -> None:
        """Begin with the name."""
        self._show_step()

    def action_step(self, by: int) -> None:
        """Go on when this step is complete, or back."""
        fault = self._fault() if by > 0 else ""
        self._say(fault)
        if fault:
            return
        if self._step + by == len(_STEPS):
            self._create(self._profile())
            return
        self._step = max(0, self._step + by)
        self._show_step()

    @on(Button.Pressed, "#next")
    def _next(self) -> None:
        self.action_step(1)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        if self._step:
            self.action_step(-1)
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        if message.input.id == "system":
            self.action_step(1)
        else:
            self.focus_next()

    @on(Choices.Changed, "#phase")
    def _phase_changed(self, message: Choices.Changed) -> None:
        self.query_one("#target", Choices).choose(Phase(message.choices.chosen[0]).following)

    def _show_step(self) -> None:
        self.query_one(ContentSwitcher).current = f"step-{self._step}"
        parts = [
            f" {'▸' if number == self._step else ' '} {number + 1} {title} " for number, title in enumerate(_STEPS)
        ]
        styled = [
            (part, "bold $accent") if number == self._step else (part, "$foreground 65%")
            for number, part in enumerate(parts)
        ]
        self.query_one("#steps", Static).update(Content.assemble(*styled))
        last = self._step == len(_STEPS) - 1
        self.query_one("#next", Button).label = "Create and begin" if last else "Next"
        self.query_one("#back", Button).label = "Back" if self._step else "Leave"
        focus = ("#name", "#roles", "#use-case", "#next")[self._step]
        self.query_one(focus).focus()
        if last:
            self.query_one("#preview", Static).update(self._preview(self._profile()))

    def _fault(self) -> str:
        """What keeps this step from being complete; nothing when it is."""
        if self._step == 0:
            return self._name_fault()
        if self._step == 1 and not self._chosen("roles"):
            return "Mark at least one role with the space bar."
        if self._step > 1:
            try:
                self._profile()
            except InputError as error:
                return str(error)
        return ""

    def _name_fault(self) -> str:
        name = self._text("name")
        try:
            Profile(name, (Role.AP,))
            taken = self._repository.has(name)
        except WizardError as error:
            return str(error)
        if taken:
            return f"There is an assessment named {name!r} already; choose another name."
        return ""

    def _profile(self) -> Profile:
        return Profile(
            name=self._text("name"),
            roles=ordered_roles([Role(value) for value in self._chosen("roles")]),
            organization=self._text("organization"),
            system=self._text("system"),
            phase=Phase(self._chosen("phase")[0]),
            target_phase=Phase(self._chosen("target")[0]),
            use_case=UseCase(self._chosen("use-case")[0]),
            lenses=self._chosen("lenses"),
        )

    @staticmethod
    def _preview(profile: Profile) -> Content:
        bank = load_bank()
        ledger = scope_ledger(bank, profile)
        counts = questions_by_domain(ledger)
        asked, most = counts.total(), max(counts.values(), default=1)
        minutes = workshop_minutes(asked)
        lines = [
            (f"{asked} of {len(ledger)} questions will be asked, ", "bold"),
            (f"about {minutes // _MINUTES_AN_HOUR} h {minutes % _MINUTES_AN_HOUR:02d} min in a workshop.\n\n", "bold"),
        ]
        lines += [
            (f"{code:<4} {counts[code]:>3} {bar(counts[code] / most)} {title}\n", "")
            for code, title in bank.domain_titles.items()
        ]
        lines.append(("\nThe rest is listed with its reason: caiq-wizard scope.", "$foreground 65%"))
        return Content.assemble(*lines)

    @work(thread=True, exclusive=True, group="create", exit_on_error=False)
    def _create(self, profile: Profile) -> None:
        bank = load_bank()
        try:
            created = Created(datetime.now(UTC), QuestionnaireVersion(bank.id, bank.version))
            self._repository.create(Assessment(profile, created))
        except WizardError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Made(profile))

    @on(Made)
    def _made(self, message: Made) -> None:
        self.dismiss(message.profile)

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self._say(message.sentence)

    def _say(self, sentence: str) -> None:
        self.query_one("#fault", Static).update(literal(sentence))

    def _chosen(self, name: str) -> tuple[str, ...]:
        return self.query_one(f"#{name}", Choices).chosen

    def _text(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", Input).value).strip()
