"""The question screen of the assessment that the fixtures make, opened as a user opens it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from support.pilot import press, settle, shown
from textual.pilot import Pilot

from wizard.app.app import CaiqWizardApp
from wizard.app.screens.questions import QuestionScreen

LARGE = (120, 40)


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
    """The id at the head of the question."""
    ids = re.findall(r"([A-Z&]{3}-\d\d\.\d+)  \S", shown(pilot))
    assert len(ids) == 1, ids
    return str(ids[0])


async def notices_gone(pilot: Pilot[None]) -> None:
    """Take the notifications off the screen."""
    pilot.app.clear_notifications()
    await settle(pilot)
