"""Which of the keys that work now are actions of ours, to be listed in the help and found in the palette."""

from textual.app import App
from textual.binding import ActiveBinding
from textual.screen import Screen

_NOT_OURS = frozenset({"app.focus_next", "app.focus_previous", "screen.copy_text", "command_palette", "help_quit"})
"""What Textual binds for every screen; plain to who needs it, noise to the others."""


def is_our_own(active: ActiveBinding) -> bool:
    """Whether a key belongs to a screen or the app and does more than move a cursor."""
    binding = active.binding
    whole = isinstance(active.node, (Screen, App))
    return whole and bool(binding.description) and not binding.system and binding.action not in _NOT_OURS
