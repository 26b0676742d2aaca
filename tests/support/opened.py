"""The question screen of the assessment that the fixtures make, opened as a user opens it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from support.pilot import press, settle, shown
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from wizard.app.app import CaiqWizardApp
from wizard.app.screens.questions import QuestionScreen

LARGE = (120, 40)
_PATIENCE = 200
_TURNS = 100
"""Turns of the event loop: a key goes from the app to its widget, and what that announces back to the screen."""


@asynccontextmanager
async def opened(app: CaiqWizardApp, size: tuple[int, int] = LARGE, key: str = "enter") -> AsyncIterator[Pilot[None]]:
    """Run the app and open its first assessment from the home screen."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert isinstance(app.screen, QuestionScreen)
        yield pilot


def words(pilot: Pilot[None]) -> str:
    """The screen as running text, however it was wrapped."""
    return re.sub(r"\s+", " ", shown(pilot))


def question_shown(pilot: Pilot[None]) -> str:
    """The id at the head of the question, also where it is scrolled out of sight."""
    return str(pilot.app.screen.query_one("#title", Static).content).split()[0]


async def until_saved(pilot: Pilot[None]) -> None:
    """Wait until the screen no longer says that it is saving: typing goes to disk when it pauses."""
    for _ in range(_PATIENCE):
        if "… saving" not in shown(pilot):
            return
        await pilot.pause(0.05)
    raise AssertionError(shown(pilot))


async def notices_gone(pilot: Pilot[None]) -> None:
    """Take the notifications off the screen."""
    pilot.app.clear_notifications()
    await settle(pilot)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys as fast as the app takes them in, then wait for the effects of all of them.

    The pilot's own way waits a tenth of a second after each key.
    """
    for key in pressed:
        pilot.app.post_message(Key(key, " " if key == "space" else key if len(key) == 1 else None))
        for _ in range(_TURNS):
            await asyncio.sleep(0)
    await settle(pilot)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text as fast as the app takes it in."""
    await keys(pilot, *("space" if letter == " " else letter for letter in text))


async def until_shown(pilot: Pilot[None], text: str) -> None:
    """Wait until the screen shows some words: the palette searches on its own time."""
    for _ in range(_PATIENCE):
        if text in words(pilot):
            return
        await pilot.pause(0.05)
    raise AssertionError(shown(pilot))
