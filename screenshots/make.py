"""Makes the pictures of the README from the running app over the worked example: ``make screenshots``."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from questionnaires.library import load_bank
from wizard.app.app import CaiqWizardApp
from wizard.services.example import EXAMPLE_NAME, example_assessment
from wizard.store.home import Home
from wizard.store.repository import Repository

HERE = Path(__file__).parent
SIZE = (120, 40)
QUESTION = "IAM-18.1"
_FONT_FACES = re.compile(r"@font-face \{.*?\}", re.DOTALL)


async def take(home: Home) -> None:
    """Walk through the app and keep a picture of each screen."""
    app = CaiqWizardApp(home)
    async with app.run_test(size=SIZE) as pilot:

        async def settle() -> None:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()

        def keep(name: str) -> None:
            # The picture asks for fonts from the network; whoever looks at it offline gets the own monospace font.
            picture = _FONT_FACES.sub("", app.export_screenshot(title="caiq-wizard"))
            target = HERE / f"{name}.svg"
            target.write_text(picture, encoding="utf-8")
            print(f"wrote {target.name}")

        await settle()
        keep("home")
        await pilot.press("enter")
        await settle()
        keep("question")


def main() -> None:
    """Make the example in a folder of its own, then take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        repository = Repository(home)
        repository.create(example_assessment(load_bank(), datetime.now(UTC)))
        with repository.open(EXAMPLE_NAME) as file:
            file.keep_position(QUESTION)
        asyncio.run(take(home))


if __name__ == "__main__":
    main()
