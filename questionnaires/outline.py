"""Turns a Markdown file into the outline that banks are written in: headings with their paragraphs and list items.

Only what a bank needs is understood: headings, paragraphs and flat lists. Anything else is a fault, so that nothing
an author writes is silently left out. Uses markdown-it-py's CommonMark parser.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from questionnaires.faults import Fault

if TYPE_CHECKING:
    from markdown_it.token import Token

_STRUCTURE = {
    "heading_open",
    "heading_close",
    "paragraph_open",
    "paragraph_close",
    "bullet_list_open",
    "bullet_list_close",
    "list_item_open",
    "list_item_close",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or list item: its text on one line, and where it starts in the file (from 1)."""

    text: str
    number: int

    def keyed(self) -> tuple[str, str]:
        """Split ``key: value``; without a colon the key is empty."""
        key, colon, value = self.text.partition(": ")
        return (key.strip(), value.strip()) if colon else ("", self.text)


@dataclass(slots=True)
class Section:
    """A heading of level 1 to 3 with what stands under it up to the next heading."""

    level: int
    title: str
    line: int
    paragraphs: list[Line] = field(default_factory=list)
    items: list[Line] = field(default_factory=list)


def read_outline(text: str, file: str, faults: list[Fault]) -> list[Section]:
    """The sections of a Markdown text in order; whatever a bank cannot hold is appended to ``faults``."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  (only whoever compiles a bank pays for the parser)

    sections: list[Section] = []
    for kind, level, line in _blocks(MarkdownIt("commonmark").disable("reference").parse(text), file, faults):
        if kind == "heading":
            sections.append(Section(level, line.text, line.number))
        elif not sections:
            faults.append(Fault(file, line.number, "text before the first heading", "start with '# CODE Domain name'"))
        elif kind == "item":
            sections[-1].items.append(line)
        else:
            sections[-1].paragraphs.append(line)
    return sections


def _blocks(tokens: Sequence["Token"], file: str, faults: list[Fault]) -> Iterator[tuple[str, int, Line]]:
    """Each heading, paragraph and list item as (kind, heading level, line)."""
    heading_level = list_depth = 0
    for token in tokens:
        number = token.map[0] + 1 if token.map else 1
        if token.type == "inline":
            kind = "heading" if heading_level else "item" if list_depth else "paragraph"
            yield kind, heading_level, Line(" ".join(token.content.split()), number)
        elif token.type == "heading_open":
            heading_level = int(token.tag[1:])
        elif token.type == "heading_close":
            heading_level = 0
        elif token.type == "bullet_list_open":
            list_depth += 1
            if list_depth > 1:
                faults.append(Fault(file, number, "a list inside a list", "keep lists flat"))
        elif token.type == "bullet_list_close":
            list_depth -= 1
        elif token.type not in _STRUCTURE and token.nesting >= 0:
            faults.append(
                Fault(
                    file,
                    number,
                    f"a bank cannot hold this kind of block ({token.type})",
                    "use headings, paragraphs and - lists",
                )
            )
