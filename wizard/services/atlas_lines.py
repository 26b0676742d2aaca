"""Lays out a page of the atlas in lines of a given width, labels at the left and texts with a hanging indent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

from wizard.services.atlas_rows import AtlasPage, AtlasRow

_LABEL_WIDTH = 17
_NARROW = 50
_LEAST_WIDTH = 8
_INDENT = "  "
_NO_BREAK = "\N{NO-BREAK SPACE}·"
_TAB = 4
_MARK = re.compile(r"\s*(?:(?:[-–•·*▪o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s+)?")
"""What a line of a list begins with."""


class LineKind(StrEnum):
    """What a line is, for whoever draws it."""

    TITLE = "title"
    DOMAIN = "domain"
    NOTICE = "notice"
    HEADING = "heading"
    STRONG = "strong"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class AtlasLine:
    """One line: a label with its padding, which may be empty, and the text beside it."""

    kind: LineKind
    label: str
    text: str

    def __str__(self) -> str:
        """The line as plain text."""
        return f"{self.label}{self.text}".rstrip()


def page_lines(page: AtlasPage, width: int) -> list[AtlasLine]:
    """The whole page, no line longer than ``width``; below 50 columns each label stands above its text."""
    return list(_lines(page, width))


def _lines(page: AtlasPage, width: int) -> Iterator[AtlasLine]:
    yield from _wrapped(LineKind.TITLE, f"{page.control}  {page.title}", width)
    yield from _wrapped(LineKind.DOMAIN, page.domain, width)
    if page.notices:
        yield _blank()
    for notice in page.notices:
        yield from _wrapped(LineKind.NOTICE, f"→ {notice}", width, hanging=_INDENT)
    for section in page.sections:
        yield _blank()
        yield from _wrapped(LineKind.HEADING, section.title, width)
        first_strong = True
        for row in section.rows:
            if row.strong and not first_strong:
                yield _blank()
            first_strong = first_strong and not row.strong
            yield from _row(row, width)


def _row(row: AtlasRow, width: int) -> Iterator[AtlasLine]:
    kind = LineKind.STRONG if row.strong else LineKind.PLAIN
    if row.whole:
        yield from (AtlasLine(kind, "", text) for text in _kept_lines(row.text, width))
        return
    if width < _NARROW:
        if row.label:
            yield AtlasLine(kind, row.label[:width], "")
        indent = _INDENT + row.label[: len(row.label) - len(row.label.lstrip())]
        yield from (AtlasLine(kind, indent, text) for text in _wrap(row.text, width - len(indent)))
        return
    for number, text in enumerate(_wrap(row.text, width - _LABEL_WIDTH)):
        yield AtlasLine(kind, ("" if number else row.label).ljust(_LABEL_WIDTH), text)


def _wrapped(kind: LineKind, text: str, width: int, *, hanging: str = "") -> Iterator[AtlasLine]:
    yield from (AtlasLine(kind, "", line) for line in _wrap(text, width, hanging))


def _wrap(text: str, width: int, hanging: str = "") -> list[str]:
    """The text in lines; a point between two items stays with the first, what follows a leading point hangs behind it."""
    indent = _INDENT if text.startswith("· ") else hanging
    kept_together = text.replace(" · ", f"{_NO_BREAK} ")
    lines = wrap(kept_together, max(_LEAST_WIDTH, width), subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace(_NO_BREAK, " ·") for line in lines]


def _kept_lines(text: str, width: int) -> Iterator[str]:
    """The text in its own lines, each wrapped; what follows a number, a letter or a sign hangs behind it."""
    blank = True
    for line in text.expandtabs(_TAB).split("\n"):
        if not line.strip():
            if not blank:
                yield ""
            blank = True
            continue
        blank = False
        mark = _MARK.match(line)
        behind = min(mark.end() if mark else 0, width // 3)
        indent = " " * behind
        yield from wrap(line, max(_LEAST_WIDTH, width), subsequent_indent=indent, break_on_hyphens=False)


def _blank() -> AtlasLine:
    return AtlasLine(LineKind.PLAIN, "", "")
