"""Looks are readable by numbers, and the preferences live on; a damaged or refused file is said."""

import errno
from pathlib import Path

import pytest
from support.opened import keys, opened, typed, until_shown
from support.pilot import notice, on_disk, press, settle, shown
from textual.color import Color

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.themes import CALM, CALM_LIGHT, HIGH_CONTRAST, THEMES
from wizard.core.assessment import Assessment, Result
from wizard.store import files
from wizard.store.home import Home
from wizard.store.repository import Repository
from wizard.store.settings import Settings, read_settings

READABLE, VERY_READABLE = 4.5, 7.0
TEXTS = ("foreground", "text-muted", "text-success", "text-warning", "text-error", "text-accent", "accent")
MUTED = ("foreground 65%", "foreground 80%")
GROUNDS = ("background", "surface", "panel")


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: Color, ground: Color) -> float:
    """How far a text stands out from its ground, from 1 to 21."""
    seen = ground.blend(text, text.a, alpha=1) if text.a < 1 else text
    lighter, darker = sorted((luminance(seen), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_agrees_with_known_pairs() -> None:
    assert contrast(Color.parse("#FFF"), Color.parse("#000")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#FFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", [theme.name for theme in THEMES])
def test_every_text_of_every_look_can_be_read_on_every_ground(home: Path, look: str) -> None:
    app = CaiqWizardApp(Home(home))
    app.theme = look
    variables = app.get_css_variables()

    def color(name: str, ground: Color) -> Color:
        variable, _, share = name.partition(" ")
        value = variables[variable]
        if value.startswith("auto"):  # black or white, whichever stands out, at a share
            return ground.get_contrast_text(float(value.removeprefix("auto").strip().rstrip("%") or 100) / 100)
        found = Color.parse(value)
        return found.with_alpha(found.a * float(share.rstrip("%")) / 100) if share else found

    weak = {}
    for ground_name in GROUNDS:
        ground = Color.parse(variables[ground_name])
        for name in (*TEXTS, *MUTED):
            needed = VERY_READABLE if look == HIGH_CONTRAST.name and name == "foreground" else READABLE
            reached = contrast(color(name, ground), ground)
            if reached < needed:
                weak[name, ground_name] = round(reached, 2)
    for text, ground in (
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("footer-key-foreground", "footer-background"),
        ("footer-foreground", "footer-background"),
    ):
        below = Color.parse(variables["background"])
        behind = Color.parse(variables[ground])
        behind = below.blend(behind, behind.a, alpha=1)
        reached = contrast(color(text, behind), behind)
        if reached < READABLE:
            weak[text, ground] = round(reached, 2)
    assert not weak


async def test_look_and_name_live_on_and_the_name_is_noted_with_answers(
    app: CaiqWizardApp, repository: Repository, home: Path, assessment: Assessment, bank: Bank
) -> None:
    asked = Result(bank, assessment).asked
    async with opened(app) as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, "your name")
        await until_shown(pilot, "Noted with each answer")
        await press(pilot, "enter")
        await typed(pilot, "Kim [red]")
        await press(pilot, "enter")
        await press(pilot, "ctrl+p")
        await typed(pilot, "look")
        await until_shown(pilot, "Look: theme")
        await press(pilot, "enter")
        await typed(pilot, "calm-light")
        await press(pilot, "enter")
        assert app.theme == CALM_LIGHT.name
        await keys(pilot, "y")
    assert read_settings(Home(home)) == Settings(CALM_LIGHT.name, "Kim [red]")
    assert on_disk(repository, asked[0]).respondent == "Kim [red]"
    again = CaiqWizardApp(Home(home))
    assert again.theme == CALM_LIGHT.name
    async with opened(again) as pilot:
        await keys(pilot, "y")
        assert again.current_theme is CALM_LIGHT
    assert on_disk(repository, asked[1]).respondent == "Kim [red]"


async def test_damaged_preferences_are_said_and_replaced_and_a_full_disk_is_said(
    home: Path, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Home(home)
    place.settings.write_text('{"theme": "calm-li')
    app = CaiqWizardApp(place)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with app.run_test(size=(200, 50), notifications=True) as pilot:
        await settle(pilot)
        assert "settings.json is damaged" in notice(pilot)
        assert assessment.profile.name in shown(pilot), "the assessments are there all the same"
        assert app.theme == CALM.name
        app.clear_notifications()
        with monkeypatch.context() as disk:
            disk.setattr(files.os, "fsync", full)
            app.theme = HIGH_CONTRAST.name
            await settle(pilot)
            assert "No space left on device" in notice(pilot)
            assert "holds until you quit" in notice(pilot)
            assert app.current_theme is HIGH_CONTRAST
        app.theme = CALM_LIGHT.name
        await settle(pilot)
    assert read_settings(place) == Settings(CALM_LIGHT.name)
    place.settings.write_text('{"theme": "a look of another version", "respondent": "Kim"}')
    later = CaiqWizardApp(place)
    assert later.theme == CALM.name
    assert later.settings.respondent == "Kim"
