"""The standards as plain lines, for formats that know nothing but rows and columns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from exports.insights import StandardRow


@dataclass(frozen=True, slots=True)
class StandardLine:
    """A standard: how many requirements are mapped, how the answers support them, and which are not mapped.

    ``nothing_alike`` are the controls of which the AICM finds nothing in the standard.
    """

    framework: str
    source: str
    whole: bool
    mapped: int
    supports: Mapping[str, int]
    unmapped: tuple[str, ...]
    nothing_alike: tuple[str, ...]


def standard_lines(rows: Iterable[StandardRow]) -> Iterator[StandardLine]:
    """A line for each standard."""
    for row in rows:
        yield StandardLine(
            framework=row.framework,
            source=row.source,
            whole=row.whole,
            mapped=sum(row.supports.values()),
            supports=row.supports,
            unmapped=row.unmapped,
            nothing_alike=tuple(id_ for item in row.requirements if not item.requirement for id_ in item.controls),
        )
