"""The rows of the heat maps: coverage along two of the AICM's markings.

Shares, scores and coverages are numbers from 0 to 100 or nothing, exposures from 0 to 1 or nothing; rounded where printed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Where a line and a column meet: how many controls, how many of them are asked, count, and stand, and the coverage.

    ``open`` of those that count are not answered yet; where these are all, the coverage is 0 and says nothing.
    """

    controls: int
    asked: int
    counted: int
    open: int
    stands: int
    coverage: float | None

    @property
    def is_open(self) -> bool:
        """Whether something counts here and nothing of it is answered."""
        return 0 < self.counted == self.open


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A column of a heat map: the AICM's word, and the same for people."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A line of a heat map; ``parent`` is the lifecycle stage of a sub-stage, else empty.

    ``whole`` is the line over all controls, also those without any marking of the columns. The ``key`` of a sub-stage
    begins with its stage, as in ``evaluation/re-evaluation``.
    """

    key: str
    title: str
    parent: str
    whole: HeatCell
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Coverage along two of the AICM's markings, such as threat categories and stack components.

    ``lines_by`` and ``columns_by`` say which (``threats``, ``components``, ``stages``, ``lifecycle``, ``domains``,
    ``layers``); ``totals`` are the columns over all controls, and ``whole`` all controls.
    """

    key: str
    title: str
    lines_by: str
    columns_by: str
    columns: tuple[HeatColumn, ...]
    lines: tuple[HeatLine, ...]
    totals: tuple[HeatCell, ...]
    whole: HeatCell
