"""The line of keys at the bottom, in one widget.

Textual's own has a widget for each key and makes all of them anew at every move of the focus; every answer would wait for it.
"""

from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class _Key:
    """A key as it is shown, and as it would be pressed."""

    shown: str
    pressed: str
    description: str
    enabled: bool

    @property
    def width(self) -> int:
        """Columns that it takes, the blank behind it included."""
        return Content(f"{self.shown} {self.description} ").cell_length


class KeyLine(Static):
    """Shows the keys that are to be shown, greyed where they do nothing now; a click presses one."""

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-foreground;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[_Key] = []

    def on_mount(self) -> None:
        """Follow what can be pressed."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        keys = _keys_of(screen)
        if keys != self._keys and screen.app.app_focus:
            self._keys = keys
            self.update(Content.assemble(*(part for key in keys for part in _drawn(key))), layout=False)

    @on(Click)
    def _clicked(self, event: Click) -> None:
        place = event.get_content_offset(self)
        end = 0
        for key in self._keys if place else ():
            end += key.width
            if place and place.x < end:
                self.app.simulate_key(key.pressed)
                return


def _keys_of(screen: Screen[object]) -> list[_Key]:
    """One key an action, in the order in which the screen declares them."""
    found: dict[str, _Key] = {}
    for _, binding, enabled, _ in screen.active_bindings.values():
        if binding.show and binding.action not in found:
            shown = screen.app.get_key_display(binding)
            found[binding.action] = _Key(shown, binding.key, binding.description, enabled)
    return list(found.values())


def _drawn(key: _Key) -> list[tuple[str, str]]:
    muted = "" if key.enabled else "$foreground 45%"
    return [(f"{key.shown} ", muted or "bold $footer-key-foreground"), (f"{key.description} ", muted)]
