"""Many widgets that change at once are drawn once.

Each widget tells the screen by itself that it has changed. Textual draws when the first has done so, and the others only
one or two of its beats (17 ms) later; a question that consists of several widgets would come in pieces, and late.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.screen import Screen

_ROUNDS = 4
"""Turns of the event loop in which a change goes from a widget by its own queue to the screen's."""


@asynccontextmanager
async def drawn_at_once(screen: Screen[Any]) -> AsyncIterator[None]:
    """Draw what changes inside when all of it is there."""
    with screen.app.batch_update():
        yield
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
    screen.check_idle()
