"""Drives the app without a terminal, at a fixed size, and waits for its workers before looking."""

from textual.pilot import Pilot

from wizard.core.answers import Answer
from wizard.store.repository import Repository


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each after the effects of the one before."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type a text as key presses."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no worker runs and every message has been handled."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    """What the screen shows, as plain text lines."""
    app = pilot.app
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips]
    assert len(lines) == height
    return "\n".join(line[:width] for line in lines)


def notice(pilot: Pilot[None]) -> str:
    """What the notification on the screen says, however it was wrapped there."""
    return " ".join(str(toast.render()) for toast in pilot.app.screen.query("Toast"))


def on_disk(repository: Repository, question_id: str) -> Answer:
    """The answer as a fresh reader of the file sees it."""
    return repository.read("Support").answer(question_id)
