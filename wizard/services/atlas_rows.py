"""What a page of the atlas is made of: sections of rows, before anybody lays them out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AtlasRow:
    """One line of a page: a label, which may be empty, and a text; the questions themselves are ``strong``.

    A ``whole`` text takes the whole width and keeps its own lines, numbers and indents.
    """

    label: str
    text: str
    strong: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class AtlasSection:
    """A titled group of lines."""

    title: str
    rows: tuple[AtlasRow, ...]


@dataclass(frozen=True, slots=True)
class AtlasPage:
    """Everything that is known about a control, in the order in which it is read; sections are never empty."""

    control: str
    title: str
    domain: str
    notices: tuple[str, ...]
    sections: tuple[AtlasSection, ...]
