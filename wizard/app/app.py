"""The app: owns the home folder, the user's preferences and the way out; the screens do the rest."""

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.theme import BUILTIN_THEMES, Theme

from wizard import __version__
from wizard.app.screens.home import HomeScreen
from wizard.app.terminal import end_without_terminal, terminal_is_gone
from wizard.app.themes import CALM, THEMES
from wizard.errors import StoreError
from wizard.store.home import Home
from wizard.store.settings import Settings, keep_settings, read_settings

if TYPE_CHECKING:
    from wizard.store.repository import Repository

_TERMINAL_SECONDS = 2
"""How often it is looked whether the terminal is still there."""
_CRASH = (
    "caiq-wizard stopped because of a fault of its own ({kind}{place}). Everything that was shown as saved is on disk. "
    "Start it again to go on; 'caiq-wizard doctor' looks for causes."
)


@runtime_checkable
class KeepsAnswers(Protocol):
    """A screen that may hold answers which are not on disk yet."""

    async def keep_answers(self) -> None:
        """Put them on disk.

        Raises:
            StoreError: the disk refused.
        """

    def rescue(self) -> None:
        """Put on disk what is already out of the fields, without touching a widget.

        Raises:
            StoreError: the disk refused.
        """


def _finder(name: str) -> Callable[[], type[Provider]]:
    """What fetches a finder of the palette by name, when the palette is opened."""

    def fetch() -> type[Provider]:
        from wizard.app import palette  # noqa: PLC0415  (the first frame does without it)

        finder: type[Provider] = getattr(palette, name)
        return finder

    return fetch


class CaiqWizardApp(App[None]):
    """The full-screen wizard over one home folder."""

    TITLE = "caiq-wizard"
    CSS_PATH = "wizard.tcss"
    COMMANDS = App.COMMANDS | {_finder(name) for name in ("ActionFinder", "QuestionFinder", "ControlFinder")}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1",
            "help_keys",
            "Help",
            key_display="?",
            tooltip="Show the keys of this screen, and how the figures come about.",
        ),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="Save everything and leave the wizard."),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  (declared so by Textual)

    class SettingsNotKept(Message):
        """The disk refused to keep a preference."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home
        self._settings_fault = ""
        try:
            self.settings = read_settings(home)
        except StoreError as error:
            self.settings, self._settings_fault = Settings(), str(error)
        self._choose_look(self.settings.theme)
        self.sub_title = __version__

    def _choose_look(self, name: str) -> None:
        for builtin in BUILTIN_THEMES:
            self.unregister_theme(builtin)
        for theme in THEMES:
            self.register_theme(theme)
        # Chosen here and not when mounted: then every style would be worked out twice before the first frame.
        self.set_reactive(App.theme, name if name in self.available_themes else CALM.name)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def home(self) -> Home:
        """The home folder."""
        return self._home

    @property
    def repository(self) -> "Repository":
        """The assessments of the home folder."""
        from wizard.store.repository import Repository  # noqa: PLC0415  (the first frame does without it)

        return Repository(self._home)

    def on_mount(self) -> None:
        """Leave in good order when the system asks; remember the look when another is chosen."""
        self._leave_on_signals()
        self.set_interval(_TERMINAL_SECONDS, self._leave_with_the_terminal)
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        if self._settings_fault:
            self.notify(self._settings_fault, severity="warning")

    def get_default_screen(self) -> HomeScreen:
        """The home screen is at the bottom of the stack; a blank one below it would only cost time."""
        return HomeScreen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The preferences; everything else stands among the actions of the screens."""
        del screen
        yield SystemCommand("Your name: who answers", "Noted with each answer that you give", self.action_your_name)
        yield SystemCommand(
            "Look: theme, colours, dark, light, contrast", "Choose how it looks", self.action_change_theme
        )
        yield SystemCommand(
            "Published wording …", "Take CSA's own words from your workbook, or remove them", self.action_wording_taken
        )

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in passing; it takes the place of what was said before, so that nothing piles up.

        Text is never markup, whatever the caller says: screens pass Textual's default on, which is that it is.
        """
        del markup
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def action_help_quit(self) -> None:
        """Say how to leave, to those who press what leaves other programs."""
        self.notify("Ctrl+Q saves everything and leaves the wizard. Escape goes back.", timeout=5)

    # -- preferences -----------------------------------------------------------------------------------------------

    def action_your_name(self) -> None:
        """Ask for the user's own name."""
        from wizard.app.screens.your_name import YourNameScreen  # noqa: PLC0415  (hardly ever opened)

        self.push_screen(YourNameScreen(self.settings.respondent), self._named)

    def action_wording_taken(self) -> None:
        """Let the user take or remove the published wording, and choose what is shown of it."""
        from wizard.app.screens.wording import WordingScreen  # noqa: PLC0415  (hardly ever opened)

        self.push_screen(WordingScreen(self._home))

    def _named(self, name: str | None) -> None:
        if name is not None:
            self.change_settings(replace(self.settings, respondent=name))

    def change_settings(self, settings: Settings) -> None:
        """Take other preferences, and keep them for the next start."""
        if settings != self.settings:
            self.settings = settings
            self._keep_settings(settings)

    def _theme_chosen(self, theme: Theme) -> None:
        self.change_settings(replace(self.settings, theme=theme.name))

    @work(thread=True, exclusive=True, group="settings", exit_on_error=False)
    def _keep_settings(self, settings: Settings) -> None:
        try:
            keep_settings(self._home, settings)
        except StoreError as error:
            self.post_message(self.SettingsNotKept(str(error)))

    def on_caiq_wizard_app_settings_not_kept(self, message: SettingsNotKept) -> None:
        """Say so."""
        self.notify(message.sentence, severity="warning")

    # -- going out -------------------------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Leave when everything that was typed is on disk; stay, and say so, when the disk refuses."""
        fault = await self._keep_answers()
        if fault:
            self.notify(f"Not saved, so the wizard stays open: {fault}", severity="error", timeout=15)
        else:
            self.exit()

    async def _keep_answers(self) -> str:
        """Save what any open screen holds; returns what went wrong, or nothing."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsAnswers):
                try:
                    await screen.keep_answers()
                except StoreError as error:
                    return str(error)
        return ""

    async def _leave_now(self) -> None:
        """The system wants us gone: save what can be saved, and go."""
        fault = await self._keep_answers()
        end_without_terminal(1 if fault else 0)
        self.exit(return_code=1 if fault else 0, message=f"Not saved: {fault}" if fault else None)

    # -- from everywhere -------------------------------------------------------------------------------------------

    def action_help_keys(self) -> None:
        """Show the keys of the current screen, and the method."""
        from wizard.app.screens.help import HelpScreen  # noqa: PLC0415  (the first frame does without it)

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(HelpScreen(self.screen))

    def open_atlas(self, control_id: str = "") -> None:
        """Show the atlas, at a control if one is named."""
        from wizard.app.screens.atlas import AtlasScreen  # noqa: PLC0415  (the first frame does without it)

        self.push_screen(AtlasScreen(control_id))

    async def _leave_with_the_terminal(self) -> None:
        if terminal_is_gone():
            await self._leave_now()

    def _leave_on_signals(self) -> None:
        """Restore the terminal when the window is closed or the process is asked to end; answers are on disk already."""
        loop = asyncio.get_running_loop()
        with suppress(
            NotImplementedError, RuntimeError
        ):  # Windows has no such signals; tests may run off the main thread
            for number in (getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)):
                loop.add_signal_handler(number, self.call_later, self._leave_now)

    def _fatal_error(self) -> None:
        """Say that it stopped, without the traceback: that would print local variables, answers among them.

        What was typed in the last half second goes to disk first.
        """
        error = self._exception
        self.bell()
        frame = error.__traceback__ if error else None
        while frame and frame.tb_next:
            frame = frame.tb_next
        place = f" in {frame.tb_frame.f_code.co_name}, line {frame.tb_lineno}" if frame else ""
        self._exit_renderables.append(_CRASH.format(kind=type(error).__name__, place=place) + self.rescue())
        self._close_messages_no_wait()

    def rescue(self) -> str:
        """Put on disk what is out of the fields already, from any thread; returns what could not be, or nothing."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsAnswers):
                try:
                    screen.rescue()
                except StoreError as fault:
                    return f" What was typed last is not saved: {fault}."
        return ""
