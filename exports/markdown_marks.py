"""Builds lines of GitHub-flavoured Markdown in which a user's text is only ever text.

A backslash takes its meaning from a sign of Markdown. It does not help where a site looks for meaning in the finished
page: addresses, mentions, references to issues, names of emoji, formulas. There the sign stands in a ``span`` of its own,
which cuts the word in two for the site and in nothing for the reader.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from exports.texts import visible

BREAK = "<br>"
_SPECIAL = re.compile(
    r"""
    (?P<cut>
        @                                      # a mention, a mail address
      | \$                                     # a formula
      | :(?=//) | (?<=www)\.                   # a web address
      | :(?=(?!\d+:)[\w+-]+: | 100: | 1234:)   # the name of an emoji
      | \#(?=\w) | (?<=\bGH)-(?=\d)            # a reference to an issue
      | (?<=\{)% | %(?=\})                     # a template of a site that is made from Markdown
    )
    | (?P<sign> [\\`*_\[\]{}\#~] | ^[-+=] )
    | (?P<numbered> ^[0-9]+[.)] )
    | (?P<entity> &(?=\#?\w+;) | < | ^> | \| )
    | (?P<blanks> ^[ ]+ | [ ]+$ | [ ]{2,} )
    | (?P<control> [\x7f-\x9f] )
    | (?P<space> [^\S ] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_HARD_BLANK = "&nbsp;"


def said(text: str) -> str:
    """A text as it was typed, for any place inside a line: a cell, a heading, an entry of a list, a paragraph.

    Line feeds alone say nothing; a line with nothing but a break would begin a block of HTML.
    """
    lines = visible(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    if not any(lines):
        return ""
    return BREAK.join(_SPECIAL.sub(_harmless, line) for line in lines)


def as_code(word: str) -> str:
    """A checksum or a word of ours in type of equal width; it holds no backtick."""
    return f"`{word}`" if word else ""


def heading(level: int, words: str) -> Iterator[str]:
    """A heading with an empty line behind it."""
    yield f"{'#' * level} {words}"
    yield ""


def paragraph(words: str) -> Iterator[str]:
    """A paragraph with an empty line behind it."""
    yield words
    yield ""


def bullets(entries: Iterable[str]) -> Iterator[str]:
    """A list with an empty line behind it."""
    for entry in entries:
        yield f"- {entry}"
    yield ""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """A table with an empty line behind it; the columns numbered in ``right`` are aligned to the right."""
    yield _row(headings)
    yield _row(["---:" if number in right else "---" for number in range(len(headings))])
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _harmless(match: re.Match[str]) -> str:
    return _REPLACEMENTS[match.lastgroup or ""](match)


def _blanks(match: re.Match[str]) -> str:
    """Blanks that a page would leave out; between words the first stays soft, so that lines can wrap."""
    at_edge = match.start() == 0 or match.end() == len(match.string)
    hard = len(match[0]) if at_edge else len(match[0]) - 1
    return (" " if not at_edge else "") + _HARD_BLANK * hard


_REPLACEMENTS: Mapping[str, Callable[[re.Match[str]], str]] = {
    "cut": lambda match: f"<span>{match[0]}</span>",
    "sign": lambda match: f"\\{match[0]}",
    "numbered": lambda match: f"{match[0][:-1]}\\{match[0][-1]}",
    "entity": lambda match: _ENTITIES[match[0]],
    "blanks": _blanks,
    "space": lambda match: f"&#{ord(match[0])};",
    "control": lambda match: "\u2421" if match[0] == "\x7f" else "\ufffd",
}
