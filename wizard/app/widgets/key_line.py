"""The line of keys at the bottom, in one widget.

Textual's own has a widget for each key and makes all of them anew at every move of the focus; every answer would wait for it.
"""

from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Static

_WIDE_GAP = 2
_HELP = "help_keys"


@dataclass(frozen=True, slots=True)
class _Key:
    """A key as it is shown, and as it would be pressed."""

    action: str
    shown: str
    pressed: str
    description: str
    enabled: bool

    @property
    def width(self) -> int:
        """Columns that it takes."""
        return Content(f"{self.shown} {self.description}").cell_length


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
            self.refresh()

    def render(self) -> Content:
        """The keys that fit, with more space between them where there is room."""
        parts: list[str | tuple[str, str]] = []
        for key, start, _ in self._places():
            parts += [
                " " * (start - sum(len(part if isinstance(part, str) else part[0]) for part in parts)),
                *_drawn(key),
            ]
        return Content.assemble(*parts)

    def _places(self) -> list[tuple[_Key, int, int]]:
        """Each key that fits whole, with the columns where it begins and ends; the way to the help stands at the end."""
        last = [key for key in self._keys if key.action.endswith(_HELP)]
        first = [key for key in self._keys if key not in last]
        width = self.content_size.width - sum(key.width + 1 for key in last)
        needed = sum(key.width + _WIDE_GAP for key in first) - _WIDE_GAP
        gap = _WIDE_GAP if needed <= width else 1
        places, start = [], 0
        for key in first:
            if start + key.width > width:
                break
            places.append((key, start, start + key.width))
            start += key.width + gap
        if last and width > 0:
            places.append((last[0], self.content_size.width - last[0].width, self.content_size.width))
        return places

    @on(Click)
    def _clicked(self, event: Click) -> None:
        place = event.get_content_offset(self)
        for key, start, end in self._places() if place else ():
            if place and start <= place.x < end:
                self.app.simulate_key(key.pressed)
                return


def _keys_of(screen: Screen[object]) -> list[_Key]:
    """One key an action, in the order in which the screen declares them."""
    found: dict[str, _Key] = {}
    for _, binding, enabled, _ in screen.active_bindings.values():
        if binding.show and binding.action not in found:
            shown = screen.app.get_key_display(binding)
            found[binding.action] = _Key(binding.action, shown, binding.key, binding.description, enabled)
    return list(found.values())


def _drawn(key: _Key) -> list[tuple[str, str]]:
    muted = "" if key.enabled else "$foreground 45%"
    return [(f"{key.shown} ", muted or "bold $footer-key-foreground"), (key.description, muted)]
