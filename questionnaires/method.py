"""The method page: how every figure of the product comes about, kept as Markdown and shown everywhere alike."""

from dataclasses import dataclass
from importlib.resources import files

from questionnaires.faults import BankError, Fault
from questionnaires.outline import Section, read_outline


@dataclass(frozen=True, slots=True)
class MethodPart:
    """A heading of the page with its paragraphs; list items are paragraphs that begin with a dash."""

    title: str
    paragraphs: tuple[str, ...]


def load_method() -> tuple[MethodPart, ...]:
    """The parts of the method page.

    Raises:
        BankError: the page holds something that an outline cannot.
    """
    faults: list[Fault] = []
    text = (files("questionnaires") / "method.md").read_text(encoding="utf-8")
    sections = read_outline(text, "method.md", faults)
    if faults:
        raise BankError(faults)
    return tuple(MethodPart(section.title, _paragraphs(section)) for section in sections if section.level > 1)


def _paragraphs(section: Section) -> tuple[str, ...]:
    lines = [(line.number, line.text) for line in section.paragraphs]
    lines += [(line.number, f"– {line.text}") for line in section.items]
    return tuple(text for _, text in sorted(lines))
