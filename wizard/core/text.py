"""Makes text that came from outside safe to keep and to show.

Control characters could drive a terminal, and direction marks could make a text read as something else; lone
surrogates cannot be saved. They are replaced visibly, never dropped in silence.
"""

import re
from typing import Any

_REPLACED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f"  # C0 but tab and line feed, and DEL
    "\x80-\x9f"  # C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks
    "\ud800-\udfff\ufffe\uffff]",  # lone surrogates and non-characters
)
_CONTROL_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_LAST_C0 = 0x1F


def clean(text: str) -> str:
    """The text with line ends as line feeds and every dangerous character as a visible stand-in."""
    return _REPLACED.sub(_stand_in, text.replace("\r\n", "\n").replace("\r", "\n"))


def sentence(words: object) -> str:
    """Words, or the words of an error, as a sentence: a capital at the beginning, a full stop at the end."""
    text = str(words)
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def clean_values(value: Any) -> Any:
    """The same for every text inside a JSON value, names of fields included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_values(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(name)): clean_values(item) for name, item in value.items()}
    return value


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= _LAST_C0:
        return chr(_CONTROL_PICTURES + code)
    return _DELETE_PICTURE if code == _DELETE else "\ufffd"
