"""The line of keys, drawn anew only when the keys differ: moving the focus among equals leaves it alone."""

from textual.screen import Screen
from textual.widgets import Footer


class SteadyFooter(Footer):
    """Textual's line of keys is built anew at every move of the focus, and the whole page is laid out with it."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._keys: list[tuple[str, str, bool]] = []

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Build it anew if other keys are to be shown."""
        keys = [
            (binding.key, binding.description, enabled)
            for _, binding, enabled, _ in screen.active_bindings.values()
            if binding.show
        ]
        if keys != self._keys and screen.app.app_focus:
            self._keys = keys
            super().bindings_changed(screen)
