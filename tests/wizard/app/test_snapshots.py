"""Five screens as plain text, compared with the stored ones; ``make snapshots`` renews them after a wanted change."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.opened import keys
from support.pilot import settle, shown

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.core.answers import Answer, Change, SsrmOwnership, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.codec import difference
from wizard.store.home import Home
from wizard.store.repository import Repository

SNAPSHOTS = Path(__file__).parent / "snapshots"
RENEW = "RENEW_SNAPSHOTS"
AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
TURNS = (Status.YES, Status.PARTIAL, None, Status.NO, Status.YES_GAPS, Status.NA)
SCREENS = {
    "set-up-roles-80x24": ((80, 24), ("n", *"Support", "enter", "enter", "enter", "down")),
    "question-80x24": ((80, 24), ("enter", "k")),
    "question-120x40": ((120, 40), ("enter", "j")),
    "results-120x40": ((120, 40), ("enter", "2")),
    "gaps-120x40": ((120, 40), ("enter", "3")),
    "atlas-120x40": ((120, 40), ("4", *"IAM-18", "enter")),
}
"""Each snapshot: the size, and the keys that lead to the screen. None of them shows a time of today."""


@pytest.fixture
def answered(repository: Repository, assessment: Assessment, bank: Bank) -> None:
    """Answers that take turns, all given on one fixed day, without due dates."""
    asked = Result(bank, assessment).asked
    answers = [
        Answer(question, status, SsrmOwnership.AP, description="as agreed", changed=AT)
        for number, question in enumerate(asked)
        if (status := TURNS[number % len(TURNS)])
    ]
    history = [Change(answer.question, AT, "", *difference(Answer(answer.question), answer)) for answer in answers]
    repository.create(
        Assessment(
            replace(assessment.profile, name="Pilot"),
            assessment.created,
            {answer.question: answer for answer in answers},
            tuple(history),
        )
    )
    repository.home.path_of(assessment.profile.name).unlink()


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_looks_as_it_did(home: Path, name: str) -> None:
    size, pressed = SCREENS[name]
    app = CaiqWizardApp(Home(home))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in pressed:
            await keys(pilot, key)
        await settle(pilot)
        drawn = "".join(f"{line.rstrip()}\n" for line in shown(pilot).splitlines())
    stored = SNAPSHOTS / f"{name}.txt"
    if os.environ.get(RENEW):
        SNAPSHOTS.mkdir(exist_ok=True)
        stored.write_text(drawn, encoding="utf-8")
    assert drawn == stored.read_text(encoding="utf-8"), "changed on purpose? Then look at it and run: make snapshots"
