"""Text from outside is made safe to keep and to show, visibly."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.core.text import clean

DIRECTION_CONTROLS = [chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
ANY_TEXT = st.text(st.characters(exclude_categories=[]))


def dangerous(character: str) -> bool:
    """Control characters but tab and line feed, direction marks, surrogates, and what XML cannot hold."""
    return (
        (unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n")
        or character in DIRECTION_CONTROLS
        or character in "\ufffe\uffff"
    )


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_nothing_dangerous_is_left_of_any_text(text: str) -> None:
    assert not [character for character in clean(text) if dangerous(character)]


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_a_control_character_or_half_a_character_gets_a_visible_stand_in(code: int) -> None:
    cleaned = clean(f"a{chr(code)}b")
    if chr(code) in "\t\n":
        assert cleaned == f"a{chr(code)}b"
    elif chr(code) == "\r":
        assert cleaned == "a\nb"
    else:
        assert (cleaned[0], cleaned[-1], len(cleaned)) == ("a", "b", 3)
        assert not dangerous(cleaned[1])
        assert cleaned[1].isprintable()


@pytest.mark.parametrize("mark", DIRECTION_CONTROLS, ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_direction_mark_cannot_turn_a_text_around(mark: str) -> None:
    cleaned = clean(f"invoice{mark}gpj.exe")
    assert mark not in cleaned
    assert len(cleaned) == len("invoice?gpj.exe")


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_all_other_characters_stay_as_they_are(text: str) -> None:
    harmless = "".join(character for character in text if not dangerous(character))
    assert clean(harmless) == harmless


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_cleaned_text_survives_a_file(text: str) -> None:
    cleaned = clean(text)
    assert json.loads(json.dumps(cleaned, ensure_ascii=False).encode()) == cleaned


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb"])
def test_every_kind_of_line_end_becomes_a_line_feed(text: str) -> None:
    assert clean(text) == "a\nb"


@pytest.mark.parametrize(
    "text", ["", "Grüße, 你好 👍🏽", "=1+1", "[/]", "[@click=app.quit]x[/]", "a\u00a0b", "e\u0301"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_an_escape_sequence_is_shown_instead_of_obeyed() -> None:
    assert clean("\x1b]0;title\x07") == "␛]0;title␇"
