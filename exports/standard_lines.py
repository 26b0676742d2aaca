"""The standards as plain lines, for formats that know nothing but rows and columns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from exports.insights.standards import StandardRow

CAUTION = "Support follows from CSA's mapping of controls to the standard; it is not proof of conformity."
"""Stands wherever the support of requirements is shown."""
SUPPORT_MEANINGS = (
    "Supported: every control that counts stands. Mostly supported: three quarters or more stand. Weak: something stands, or "
    "stands partly. Not supported: nothing does. Open: nothing is answered."
)
"""What the words for a support mean."""
BY_ONE = "by one control"
"""Marks a requirement of which only one control counts."""


@dataclass(frozen=True, slots=True)
class StandardLine:
    """A standard: how many requirements are mapped, how the answers support them, and which are not mapped.

    ``by_one`` counts those whose support rests on one control. ``nothing_alike`` are the controls of which the AICM finds
    nothing in the standard.
    """

    framework: str
    source: str
    whole: bool
    mapped: int
    supports: Mapping[str, int]
    unmapped: tuple[str, ...]
    nothing_alike: tuple[str, ...]
    by_one: int


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
            by_one=sum(item.by_one for item in row.requirements),
        )


def named(ids: Iterable[str], titles: Mapping[str, str]) -> Iterator[str]:
    """Ids of requirements with their titles, where these are known."""
    return (f"{id_} ({titles[id_]})" if titles.get(id_) else id_ for id_ in ids)
