"""Set-up in steps, back and forth: whose system, which roles, what it does, where it is, and what that will ask."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, ContentSwitcher, Input, Static

from questionnaires.faults import BankError
from questionnaires.library import LENSES, load_bank
from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.drawing import literal
from wizard.app.screens.leave import LeaveScreen
from wizard.app.screens.role_help import RoleHelpScreen
from wizard.app.screens.setup_lenses import LensOffer, LensStep
from wizard.app.screens.setup_preview import PreviewStep, Prospect
from wizard.app.screens.setup_steps import (
    PhaseStep,
    RolesStep,
    Step,
    StepInput,
    SystemStep,
    UseCaseStep,
)
from wizard.app.widgets.choices import Choices
from wizard.app.widgets.explained import StepChoices
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.step_line import StepLine
from wizard.core.assessment import Assessment
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.text import sentence
from wizard.errors import WizardError
from wizard.services.banks import lens_bank, own_lenses
from wizard.store.repository import Repository

_SCOPE_BEGINS = 1
"""The step at which a change of the scope begins: the roles."""


class SetupScreen(Screen[Profile | None]):
    """Gives the profile of the assessment that was made, or nothing when the user left.

    With ``editing`` it writes nothing: it gives the changed profile, and whoever opened the screen saves it.
    """

    CSS_PATH = "setup.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (76, "-narrow"), (100, "-wide")]  # noqa: RUF012  (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "step(1)", "Go on", tooltip="Go to the next step."),
        Binding("ctrl+n", "step(1)", "Go on", show=False, tooltip="Go to the next step."),
        Binding(
            "f2,alt+left,ctrl+b",
            "step(-1)",
            "Back",
            key_display="F2",
            tooltip="Go to the step before; what you chose stays.",
        ),
        Binding("escape", "leave", "Leave", tooltip="Leave the set-up; asks first when something would be lost."),
    ]

    class LensesRead(Message):
        """The lenses that may be asked were read from disk."""

        def __init__(self, offers: Sequence[LensOffer]) -> None:
            super().__init__()
            self.offers = offers

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

    def __init__(self, repository: Repository, editing: Assessment | None = None) -> None:
        super().__init__()
        self._repository = repository
        self._editing = editing
        profile = editing.profile if editing else None
        self._preview = PreviewStep()
        self._steps: tuple[Step, ...] = (
            SystemStep(repository, profile),
            RolesStep(profile.roles if profile else ()),
            UseCaseStep(profile.use_case if profile else UseCase.ASSISTANT),
            PhaseStep(
                profile.phase if profile else Phase.PROTOTYPE,
                profile.target_phase if profile else Phase.PRODUCTION,
                target_is_meant=bool(profile),
            ),
            LensStep(profile.lenses if profile else ()),
            self._preview,
        )
        self._step = 0
        self._furthest = len(self._steps) - 1 if editing else 0
        self._lenses: dict[str, Bank] = {}
        self._at_first: dict[str, Any] = {}
        self._making = False

    def compose(self) -> ComposeResult:
        """The line of steps, one step at a time, the way on and back."""
        title = f"Change the scope of {self._editing.profile.name}" if self._editing else "New assessment"
        yield Static(literal(title), id="heading")
        yield StepLine([step.heading for step in self._steps], id="steps")
        with ContentSwitcher(initial=self._steps[0].id):
            yield from self._steps
        yield Static(id="fault")
        with Horizontal(classes="buttons"):
            yield Button("Back", id="back", compact=True)
            yield Button("Next", id="next", variant="primary", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first step, and read the lenses meanwhile."""
        self._at_first = self._values()
        self._read_lenses()
        self._show_step(_SCOPE_BEGINS if self._editing else 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no way back from the first step."""
        return bool(self._step) if (action, parameters) == ("step", (-1,)) else True

    def action_step(self, by: int) -> None:
        """Go on when this step is complete, or back."""
        if self._step + by == len(self._steps):
            self._finish()
        else:
            self._go_to(max(0, self._step + by))

    def action_leave(self) -> None:
        """Go back to where the set-up was opened; ask first when something would be lost."""
        if self._values() == self._at_first:
            self.dismiss(None)
        else:
            self.app.push_screen(LeaveScreen(), self._left)

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.dismiss(None)

    def _go_to(self, step: int) -> None:
        """Show a step; forward only over complete ones, so that the first fault on the way is shown instead."""
        for number in range(self._step, step):
            fault = self._steps[number].fault()
            if fault:
                self._show_step(number)
                self._say(fault)
                return
        self._show_step(step)

    def _show_step(self, number: int = 0) -> None:
        self._step = number
        self._furthest = max(self._furthest, number)
        step = self._steps[number]
        self._say("")
        self.query_one(ContentSwitcher).current = step.id
        self.query_one(StepLine).show(number, self._furthest)
        ending = "Change the scope" if self._editing else "Create and begin"
        self.query_one("#next", Button).label = ending if step is self._preview else "Next"
        self.query_one("#back", Button).label = "Back" if number else "Leave"
        if step is self._preview:
            self._preview.show(Prospect(self._profile(), self._lenses, self._editing))
        step.begin()
        self.refresh_bindings()

    def _values(self) -> dict[str, Any]:
        return {field: value for step in self._steps for field, value in step.chosen().items()}

    def _profile(self) -> Profile:
        values = self._values()
        return replace(self._editing.profile, **values) if self._editing else Profile(**values)

    def _finish(self) -> None:
        if self._editing:
            self.dismiss(self._profile())
        elif not self._making:
            self._making = True
            self._create(self._profile())

    @on(Button.Pressed, "#next")
    @on(StepChoices.GoOn)
    def _next(self) -> None:
        self.action_step(1)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        if self._step:
            self.action_step(-1)
        else:
            self.action_leave()

    @on(StepLine.Chosen)
    def _step_chosen(self, message: StepLine.Chosen) -> None:
        if message.number <= self._furthest:
            self._go_to(message.number)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        """Enter leads through the lines of text, and from the last one to the next step."""
        fault = self._steps[self._step].fault() if message.input.id == "name" else ""
        if fault:
            self._say(fault)
        elif message.input is self.query(StepInput).last():
            self.action_step(1)
        else:
            self.focus_next(StepInput)

    @on(Input.Changed)
    @on(Choices.Changed)
    def _changed(self) -> None:
        """What was said about the step may no longer be true, and faults with phases are said at once."""
        fault = self._steps[self._step].fault()
        self._say(fault if isinstance(self._steps[self._step], PhaseStep) else "")

    @on(RolesStep.HelpWanted)
    def _help_with_roles(self) -> None:
        self.app.push_screen(RoleHelpScreen(), self._roles_proposed)

    def _roles_proposed(self, roles: Sequence[Role] | None) -> None:
        if roles:
            self.query_one(RolesStep).take(roles)
            self._say("")

    @work(thread=True, exclusive=True, group="lenses", exit_on_error=False)
    def _read_lenses(self) -> None:
        self.post_message(self.LensesRead(tuple(self._lens_offers())))

    def _lens_offers(self) -> Iterator[LensOffer]:
        home = self._repository.home
        asked_now = self._editing.profile.lenses if self._editing else ()
        for lens in dict.fromkeys((*LENSES, *own_lenses(home), *asked_now)):
            try:
                yield LensOffer(lens, lens_bank(home, lens))
            except (BankError, WizardError) as error:
                yield LensOffer(lens, None, str(error).partition("\n")[0].rstrip(":"))

    @on(LensesRead)
    async def _offer_lenses(self, message: LensesRead) -> None:
        self._lenses = {offer.id: offer.bank for offer in message.offers if offer.bank}
        lens_step = self.query_one(LensStep)
        await lens_step.offer(message.offers)
        if self._steps[self._step] in (lens_step, self._preview):
            self._show_step(self._step)

    @work(thread=True, exclusive=True, group="create", exit_on_error=False)
    def _create(self, profile: Profile) -> None:
        bank = load_bank()
        try:
            created = Created(datetime.now(UTC), QuestionnaireVersion(bank.id, bank.version))
            self._repository.create(Assessment(profile, created))
        except WizardError as error:
            self.post_message(self.Refused(sentence(error)))
        else:
            self.post_message(self.Made(profile))

    @on(Made)
    def _made(self, message: Made) -> None:
        self.dismiss(message.profile)

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self._making = False
        self._say(message.sentence)

    def _say(self, words: str) -> None:
        fault = self.query_one("#fault", Static)
        fault.update(literal(f"✗ {words}" if words else ""))
        fault.display = bool(words)
