"""Help: the keys of the screen that one comes from, and how every figure comes about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from questionnaires.method import MethodPart, load_method
from wizard.app.keys import is_our_own
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.rows import Rows

_KEY_WIDTH = 16


class HelpScreen(ModalScreen[None]):
    """Lists the keys of a screen with a sentence each, then the method page that the workbook carries too.

    What the method says about a screen (its ``METHOD_PARTS``, titles of parts) stands before everything else.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark", "dismiss(None)", "Close", key_display="esc", tooltip="Go back to where you were."
        ),
        Binding("m", "method", "The method", tooltip="Go to how the figures come about."),
    ]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._keys = _keys_of(screen)
        self._own_parts: Sequence[str] = getattr(screen, "METHOD_PARTS", ())

    def compose(self) -> ComposeResult:
        """What the method says about the screen, keys, the rest of the method, the way out."""
        method = load_method()
        with VerticalScroll(classes="dialog", id="help-page"):
            yield from _told(part for part in method if part.title in self._own_parts)
            yield Static(Content.styled("The keys of this screen", "bold $accent"), classes="heading")
            yield Static(
                "Everything can also be reached by its name: Ctrl+P, then type. The mouse works too.",
                classes="paragraph",
            )
            yield Rows(_KEY_WIDTH, id="keys")
            yield Static(Content.styled("How the figures come about", "bold $accent"), classes="heading", id="method")
            yield from _told(part for part in method if part.title not in self._own_parts)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the keys, and let the arrow keys scroll."""
        lines = [(Content.styled(key, "bold $accent"), Content(sentence)) for key, sentence in self._keys]
        self.query_one(Rows).show(lines)
        self.query_one("#help-page").focus()

    def action_method(self) -> None:
        """Scroll to the method."""
        self.query_one("#method").scroll_visible(top=True, animate=False)


def _told(parts: Iterable[MethodPart]) -> Iterator[Static]:
    for part in parts:
        yield Static(Content.styled(part.title, "bold"), classes="heading")
        for paragraph in part.paragraphs:
            yield Static(Content(paragraph), classes="paragraph")


def _keys_of(screen: Screen[object]) -> list[tuple[str, str]]:
    """Keys and sentences, the screen's own first; one line an action, with all its keys."""
    keys: dict[str, list[str]] = {}
    sentences: dict[str, str] = {}
    shown_first = sorted(screen.active_bindings.values(), key=lambda active: not active.binding.show)
    for active in shown_first:
        binding = active.binding
        if is_our_own(active):
            keys.setdefault(binding.action, []).append(screen.app.get_key_display(binding))
            sentences[binding.action] = binding.tooltip or binding.description
    return [(" ".join(dict.fromkeys(keys[action])), sentence) for action, sentence in sentences.items()]
