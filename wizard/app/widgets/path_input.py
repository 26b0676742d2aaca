"""A field for a path: offers the rest of a name while it is typed, and takes the offer with Tab."""

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input


class PathSuggester(Suggester):
    """Completes folders, and files with one of the given endings."""

    def __init__(self, suffixes: Collection[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffixes = frozenset(suffixes)

    async def get_suggestion(self, value: str) -> str | None:
        """The typed text with the first name that goes on as typed; nothing where there is none."""
        return await asyncio.to_thread(complete_path, value, self._suffixes)


class PathInput(Input):
    """Tab takes what is offered; without an offer it goes on to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab", "complete", "Complete", show=False, tooltip="Take the path that is offered, or go to the next field."
        )
    ]

    def action_complete(self) -> None:
        """Take the offer, or go on."""
        if len(self._suggestion) > len(self.value):
            self.action_end()
            self.action_cursor_right()
        else:
            self.screen.focus_next()


def complete_path(typed: str, suffixes: Collection[str]) -> str | None:
    """A typed path with its last name completed, the alphabetically first where several fit; folders end in a slash."""
    head, slash, begun = typed.rpartition("/")
    if not typed.strip() or not begun:
        return None
    try:
        folder = Path(f"{head}{slash}" or ".").expanduser()
        found = sorted(path for path in folder.iterdir() if path.name.startswith(begun))
        fitting = [path for path in found if path.suffix.lower() in suffixes or path.is_dir()]
    except (OSError, RuntimeError, ValueError):
        return None
    if not fitting:
        return None
    return f"{head}{slash}{fitting[0].name}{'/' if fitting[0].is_dir() else ''}"
