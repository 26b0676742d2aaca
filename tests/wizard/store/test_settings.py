"""Preferences on disk: they come back as they were, and a file that is no such file is said and can be replaced."""

import errno
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.errors import StoreError
from wizard.store import files
from wizard.store.home import Home
from wizard.store.settings import Settings, keep_settings, read_settings

NOT_SETTINGS = {
    "nothing": b"",
    "half": b'{"theme": "cal',
    "a list": b"[]",
    "a word": b'"calm"',
    "a number for a name": b'{"respondent": 7}',
    "not text": b"\xff\xfe\x00",
    "too deep": b"[" * 100_000,
}


def test_without_a_file_the_defaults_hold_and_nothing_is_made(home: Path) -> None:
    assert read_settings(Home(home)) == Settings()
    assert not home.exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    theme=st.sampled_from(("", "calm", "high-contrast")), respondent=st.text(st.characters(exclude_categories=("C",)))
)
def test_what_is_kept_comes_back(home: Path, theme: str, respondent: str) -> None:
    kept = Settings(theme, respondent)
    keep_settings(Home(home), kept)
    assert read_settings(Home(home)) == kept
    assert stat.S_IMODE(Home(home).settings.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", NOT_SETTINGS.values(), ids=NOT_SETTINGS)
def test_a_damaged_file_is_named_and_the_next_choice_replaces_it(home: Path, content: bytes) -> None:
    place = Home(home)
    place.prepare()
    place.settings.write_bytes(content)
    with pytest.raises(StoreError) as told:
        read_settings(place)
    assert str(place.settings) in str(told.value)
    keep_settings(place, Settings("calm"))
    assert read_settings(place) == Settings("calm")


def test_control_characters_in_the_file_never_come_in(home: Path) -> None:
    place = Home(home)
    place.prepare()
    place.settings.write_bytes(b'{"theme": "calm", "respondent": "\\u001b]0;x\\u0007 Kim\\u202e"}')
    assert not set(read_settings(place).respondent) & set("\x1b\x07\u202e")


def test_a_full_disk_keeps_the_earlier_choice_and_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = Home(home)
    keep_settings(place, Settings("calm", "Kim"))
    with monkeypatch.context() as disk:
        disk.setattr(files.os, "fsync", full)
        with pytest.raises(StoreError, match="No space left on device"):
            keep_settings(place, Settings("calm-light", "Lee"))
    assert read_settings(place) == Settings("calm", "Kim")
    assert [path.name for path in home.iterdir() if path.is_file()] == ["settings.json"], "no leftovers"
