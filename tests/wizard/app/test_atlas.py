"""The atlas on the screen: browsing, searching as one types, and reading, at any width."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.pilot import press, settle, shown, type_text
from textual.pilot import Pilot

from questionnaires.model import Bank
from questionnaires.search import Index
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.atlas import AtlasScreen

WIDE, NARROW = (120, 40), (80, 24)


@asynccontextmanager
async def atlas(app: CaiqWizardApp, control_id: str = "", size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await app.push_screen(AtlasScreen(control_id))
        await settle(pilot)
        yield pilot


def left(pilot: Pilot[None]) -> list[str]:
    """The lines of the search and the list, where the page stands beside them."""
    return [line[:44].strip() for line in shown(pilot).splitlines()]


def right(pilot: Pilot[None]) -> str:
    return "\n".join(line[46:].strip() for line in shown(pilot).splitlines())


async def test_without_any_assessment_all_controls_stand_under_their_domains(app: CaiqWizardApp, bank: Bank) -> None:
    async with atlas(app) as pilot:
        assert f"{len(bank.controls)} controls" in left(pilot)
        assert "AIS  Application & Interface Security" in left(pilot)
        assert "AIS-08  API Security" in left(pilot)
        assert "A&A-01  Audit and Assurance Policy" in right(pilot)


async def test_an_id_of_the_earlier_version_shows_both_meanings(app: CaiqWizardApp) -> None:
    async with atlas(app) as pilot:
        await type_text(pilot, "ais 10")
        lines = left(pilot)
        assert "2 of 247 controls" in lines
        assert lines.index("AIS-10  Output Validation") < lines.index("AIS-08  API Security")
        assert "was AIS-10 in AICM 1.0.3" in lines
        assert "The AIS-10 of AICM 1.0.3, API Security, is AIS-08 now." in right(pilot)
        await press(pilot, "down")
        assert "AIS-08 was AIS-10 in AICM 1.0.3." in right(pilot)


async def test_the_list_follows_each_letter_and_says_where_it_found_them(app: CaiqWizardApp) -> None:
    async with atlas(app) as pilot:
        await type_text(pilot, "refund")
        assert any(line.startswith("Goes wrong: ") and "refund" in line for line in left(pilot))
        before = left(pilot)[3]
        await type_text(pilot, " zebra")
        assert "0 of 247 controls" in left(pilot)
        assert "Nothing has all of these words." in left(pilot)
        assert "What it is about" not in right(pilot)
        await press(pilot, *["backspace"] * 6)
        assert left(pilot)[3] == before


async def test_a_long_tail_is_only_counted(app: CaiqWizardApp, bank: Bank) -> None:
    async with atlas(app) as pilot:
        await type_text(pilot, "risk")
        found = len(Index(bank).search("risk"))
        assert f"{found} of 247 controls, the best 60 shown" in left(pilot)
        await press(pilot, "tab", "end", "enter")
        assert right(pilot).splitlines()[2].partition(" ")[0] == Index(bank).search("risk")[59].control.id


async def test_j_and_k_go_through_the_controls_and_the_page_scrolls(app: CaiqWizardApp) -> None:
    async with atlas(app, "AIS-08") as pilot:
        assert "AIS-08  API Security" in right(pilot)
        await press(pilot, "j")
        assert "AIS-09  Input Validation" in right(pilot)
        await press(pilot, "end")
        assert "NIST AI 600-1" in right(pilot)
        assert "AIS-09  Input Validation" not in right(pilot)
        await press(pilot, "k")
        assert "AIS-08  API Security" in right(pilot)


async def test_the_ends_of_the_list_hold(app: CaiqWizardApp, bank: Bank) -> None:
    last = list(bank.controls)[-1]
    async with atlas(app, last) as pilot:
        await press(pilot, "j")
        assert f"{last}  {bank.controls[last].title}" in right(pilot)
    async with atlas(CaiqWizardApp(app._home)) as pilot:
        await press(pilot, "up")
        assert "A&A-01  Audit" in right(pilot)


async def test_escape_clears_the_search_and_then_leaves(app: CaiqWizardApp) -> None:
    async with atlas(app) as pilot:
        await type_text(pilot, "iam-18")
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, AtlasScreen)
        assert "247 controls" in left(pilot)
        assert "IAM-18  Agent Access Restriction" in right(pilot)
        await press(pilot, "escape")
        assert not isinstance(app.screen, AtlasScreen)


async def test_slash_goes_back_to_the_search_and_is_a_letter_there(app: CaiqWizardApp) -> None:
    async with atlas(app, "AIS-08") as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "validation")
        assert "AIS-09  Input Validation" in left(pilot)
        await press(pilot, "slash")
        assert "validation/" in left(pilot)


async def test_the_key_of_the_search_may_be_pressed_in_it_and_letters_lead_back_to_it(app: CaiqWizardApp) -> None:
    async with atlas(app) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "iam-18")
        assert left(pilot)[2] == "iam-18"
        await press(pilot, "enter")
        await type_text(pilot, "refund")
        assert left(pilot)[2] == "refund"
        assert "CCC-07  Detection of Baseline Deviation" in left(pilot)


async def test_in_a_narrow_terminal_the_page_lies_over_the_list(app: CaiqWizardApp) -> None:
    async with atlas(app, size=NARROW) as pilot:
        await type_text(pilot, "api security")
        assert "At a glance" not in shown(pilot)
        await press(pilot, "enter")
        assert "AIS-08 was AIS-10 in AICM 1.0.3." in shown(pilot)
        assert "247 controls" not in shown(pilot)
        await press(pilot, "escape")
        assert "of 247 controls" in shown(pilot)
        assert "At a glance" not in shown(pilot)
        await press(pilot, "escape")
        assert "  247 controls" in shown(pilot)


async def test_the_mouse_does_the_same(app: CaiqWizardApp) -> None:
    async with atlas(app) as pilot:
        line = next(number for number, text in enumerate(left(pilot)) if text == "AIS-08  API Security")
        await pilot.click(offset=(6, line))
        await settle(pilot)
        assert "AIS-08  API Security" in right(pilot)


async def test_a_resize_keeps_what_is_read_and_lays_it_out_anew(app: CaiqWizardApp) -> None:
    async with atlas(app, "AIS-08") as pilot:
        for size in (NARROW, (40, 12), (200, 60), WIDE):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "AIS-08  API Security" in shown(pilot)
        assert "At a glance" in right(pilot)


@pytest.mark.parametrize("typed", ["[/]", "[bold]x", "\\"])
async def test_typed_signs_are_never_read_as_markup(app: CaiqWizardApp, typed: str) -> None:
    async with atlas(app, size=(40, 12)) as pilot:
        await type_text(pilot, typed)
        assert typed in shown(pilot)
