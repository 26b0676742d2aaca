"""The app: owns the home folder and the way out; the screens do the rest."""

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from wizard import __version__
from wizard.app.screens.home import HomeScreen
from wizard.errors import StoreError
from wizard.store.home import Home

if TYPE_CHECKING:
    from wizard.store.repository import Repository

_CRASH = (
    "caiq-wizard stopped because of a fault of its own ({kind}{place}). Everything that was shown as saved is on disk. "
    "Start it again to go on; 'caiq-wizard doctor' looks for causes."
)


CALM = Theme(
    name="calm",
    primary="#6FA8A0",
    secondary="#7A8FA6",
    accent="#7FBFB4",
    foreground="#DDE3E8",
    background="#14181C",
    surface="#1B2126",
    panel="#242C33",
    success="#8FBF8F",
    warning="#D9B36C",
    error="#D98A8A",
    dark=True,
    variables={
        "footer-key-foreground": "#7FBFB4",
        "block-cursor-background": "#2E4A4A",
        "block-cursor-foreground": "#FFFFFF",
    },
)
"""One calm accent; text keeps at least the contrast that the WCAG ask for normal text (4.5 to 1)."""


@runtime_checkable
class KeepsAnswers(Protocol):
    """A screen that may hold answers which are not on disk yet."""

    async def keep_answers(self) -> None:
        """Put them on disk.

        Raises:
            StoreError: the disk refused.
        """


class CaiqWizardApp(App[None]):
    """The full-screen wizard over one home folder."""

    TITLE = "caiq-wizard"
    CSS_PATH = "wizard.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help_keys", "Help", key_display="?"),
        Binding("m", "method", "Method"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  (declared so by Textual)

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home
        self.register_theme(CALM)
        # Chosen here and not when mounted: then every style would be worked out twice before the first frame.
        self.set_reactive(App.theme, CALM.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.sub_title = __version__

    @property
    def repository(self) -> "Repository":
        """The assessments of the home folder."""
        from wizard.store.repository import Repository  # noqa: PLC0415  (the first frame does without it)

        return Repository(self._home)

    def on_mount(self) -> None:
        """Leave in good order when the system asks."""
        self._leave_on_signals()

    def get_default_screen(self) -> HomeScreen:
        """The home screen is at the bottom of the stack; a blank one below it would only cost time."""
        return HomeScreen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's general commands; without those that would show raw widgets to a workshop."""
        for command in super().get_system_commands(screen):
            if command.title not in ("Screenshot", "Maximize", "Minimize"):
                yield command

    async def action_quit(self) -> None:
        """Leave when everything that was typed is on disk; stay, and say so, when the disk refuses."""
        fault = await self._keep_answers()
        if fault:
            self.notify(f"Not saved, so the wizard stays open: {fault}", severity="error", timeout=15, markup=False)
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
        self.exit(return_code=1 if fault else 0, message=f"Not saved: {fault}" if fault else None)

    def action_method(self) -> None:
        """Show how every figure comes about."""
        from wizard.app.screens.method import MethodScreen  # noqa: PLC0415  (the first frame does without it)

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(MethodScreen())

    def action_help_keys(self) -> None:
        """Show or hide the keys of the current screen."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def _leave_on_signals(self) -> None:
        """Restore the terminal when the window is closed or the process is asked to end; answers are on disk already."""
        loop = asyncio.get_running_loop()
        with suppress(
            NotImplementedError, RuntimeError
        ):  # Windows has no such signals; tests may run off the main thread
            for number in (getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)):
                loop.add_signal_handler(number, self.call_later, self._leave_now)

    def _fatal_error(self) -> None:
        """Say that it stopped, without the traceback: that would print local variables, answers among them."""
        error = self._exception
        self.bell()
        frame = error.__traceback__ if error else None
        while frame and frame.tb_next:
            frame = frame.tb_next
        place = f" in {frame.tb_frame.f_code.co_name}, line {frame.tb_lineno}" if frame else ""
        self._exit_renderables.append(_CRASH.format(kind=type(error).__name__, place=place))
        self._close_messages_no_wait()
