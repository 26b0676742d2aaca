"""Makes the pictures of the README and of the tour from the running app over the worked example: ``make screenshots``."""

import asyncio
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from questionnaires.library import load_bank
from wizard.app.app import CaiqWizardApp
from wizard.services.example import EXAMPLE_NAME, example_assessment
from wizard.store.home import Home
from wizard.store.repository import Repository

HERE = Path(__file__).parent
SIZE = (120, 40)
QUESTION = "IAM-18.1"
_FONT_FACES = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_HEADING = """# Tour

Every picture is made by `make screenshots` from the running app over the worked example, whose answers are made up.
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """A picture of the tour: its file, its title, what it shows, and the keys that lead there from home."""

    name: str
    title: str
    words: str
    keys: tuple[str, ...]
    look: str = ""


TOUR = (
    Stop(
        "home", "Home", "Every assessment with how far it is. `n` sets up a new one, `b` begins with the baseline.", ()
    ),
    Stop(
        "roles",
        "Set-up",
        "Six short steps; each choice is explained, and a few yes-or-no questions help to find the roles.",
        ("n", *"Vision", "enter", "enter", "enter"),
    ),
    Stop(
        "question",
        "The question",
        "What is asked, one line that sets each answer apart, what good looks like for your role. `y` `g` `p` `n` `a` answer; "
        "the line at the bottom says what the rules of the official questionnaire still want.",
        ("enter",),
    ),
    Stop(
        "plan",
        "A no",
        "The cursor goes to what a no needs: an action, an owner, a date. Enter takes the recommended step.",
        ("enter", "n"),
    ),
    Stop(
        "view", "Views", "Only the unanswered, the flagged, the gaps, yours; by phase, layer or domain.", ("enter", "v")
    ),
    Stop(
        "baseline",
        "The first hour",
        "The baseline goes through the layers with a soft clock and ends with a score for each and ten next steps.",
        ("enter", "B", "y", "y", "y", "y"),
    ),
    Stop("results", "Results", "Every number leads to its questions.", ("enter", "2")),
    Stop(
        "gaps",
        "Gaps",
        "What is missing, the most pressing first; planned or accepted in place.",
        ("enter", "3", "down", "down", "down"),
    ),
    Stop(
        "insights",
        "Insights",
        "What the gaps mean, in a line each: attacks, heat maps, standards, the road ahead, capabilities.",
        ("enter", "5"),
    ),
    Stop(
        "attacks",
        "Attacks",
        "How far each ATT&CK technique finds the door open, which controls stand against it and why, and which few close it most.",
        ("enter", "5", "a"),
    ),
    Stop(
        "heat-maps",
        "Heat maps",
        "How much of what the AICM marks in two ways stands: domains, threats, components, lifecycle, layers. Enter leads to the questions.",
        ("enter", "5", "m"),
    ),
    Stop(
        "road",
        "The road ahead",
        "Work packages in order, quick wins first, nothing before what it needs. Space chooses some: what if these were done?",
        ("enter", "5", "r", "down", "down", "down", "space"),
    ),
    Stop(
        "atlas",
        "Atlas",
        "All 247 controls to browse and search; an id of 1.0.3 finds its control of 1.1.",
        ("4", *"ais-10"),
    ),
    Stop(
        "new-year",
        "A new year",
        "`y` carries everything into a new assessment. What was said stands below each question; `K` says that it still holds.",
        ("y", "enter", "U"),
    ),
    Stop(
        "carried",
        "Carried over",
        "What became of each question, from last year or from the questionnaire 1.0.2, and why.",
        ("y", "enter", "C"),
    ),
    Stop(
        "light",
        "Looks",
        "Dark, light and high contrast; `Ctrl+P` finds every action, question and control.",
        ("enter",),
        "calm-light",
    ),
)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing moves any more."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def take(stop: Stop, home: Home) -> None:
    """Walk to a stop and keep its picture."""
    app = CaiqWizardApp(home)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        if stop.look:
            app.theme = stop.look
        for key in stop.keys:
            await pilot.press(key)
            await settle(pilot)
        # The picture asks for fonts from the network; whoever looks at it offline gets the own monospace font.
        picture = _FONT_FACES.sub("", app.export_screenshot(title="caiq-wizard"))
    target = HERE / f"{stop.name}.svg"
    target.write_text(picture, encoding="utf-8")
    print(f"wrote {target.name}")


def main() -> None:
    """Make the example in a folder of its own for each stop, take the pictures, and write the tour."""
    for stop in TOUR:
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder))
            repository = Repository(home)
            repository.create(example_assessment(load_bank(), datetime.now(UTC)))
            with repository.open(EXAMPLE_NAME) as file:
                file.keep_position(QUESTION)
            asyncio.run(take(stop, home))
    parts = [f"## {stop.title}\n\n{stop.words}\n\n![{stop.title}]({stop.name}.svg)\n" for stop in TOUR]
    (HERE / "README.md").write_text("\n".join([_HEADING, *parts]), encoding="utf-8")
    print("wrote README.md")


if __name__ == "__main__":
    main()
