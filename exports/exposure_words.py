"""Exposures to ATT&CK techniques as people read them: figures, ranges, what is not known yet, and the order from the worst."""

from collections.abc import Iterable
from typing import TypeVar

from exports.insights.exposure import ExposureRows, GroupRow, LeverRow, TechniqueRow
from exports.words import LEVELS, OPEN, STANDINGS

Exposed = TypeVar("Exposed", TechniqueRow, GroupRow)
_UNKNOWN = LEVELS[4]
_COUNTED = STANDINGS[: STANDINGS.index(OPEN) + 1]
"""The first standings are those that count."""
_ALIKE = 9
"""Exposures are compared with so many decimal places."""


def figure(exposure: float | None) -> str:
    """An exposure: two decimals, a dash where there is none."""
    return "–" if exposure is None else f"{exposure:.2f}"


def span(worst: float | None, at_best: float | None) -> str:
    """From the exposure at best to the one that counts open questions as nothing; one figure where both look alike."""
    return figure(worst) if figure(worst) == figure(at_best) else f"{figure(at_best)} to {figure(worst)}"


def shown(row: TechniqueRow | GroupRow) -> str:
    """An exposure in the cell of a table; a question mark where it is not known yet."""
    return "?" if row.level == _UNKNOWN else figure(row.exposure)


def counted(row: TechniqueRow | GroupRow) -> int:
    """How many controls count."""
    return sum(row.standings.get(standing, 0) for standing in _COUNTED)


def fall(row: LeverRow) -> str:
    """By how much the mean falls, and how much of it that is: one control changes it little, so more decimals."""
    if row.lowers is None:
        return "–"
    return f"{row.lowers:.4f}" if row.share is None else f"{row.lowers:.4f} ({row.share:.1f} % of it)"


def mean_in_words(rows: ExposureRows) -> str:
    """What stands behind "Mean exposure": the figure and how low it can be, or how much of it is known."""
    exposed = [row for row in rows.techniques if row.exposure is not None]
    known = sum(row.level != _UNKNOWN for row in exposed)
    span_ = span(rows.mean, rows.mean_at_best)
    if exposed and 2 * known <= len(exposed):
        return f"not known yet: {known} of {len(exposed)} techniques have enough answers ({span_} of 1)"
    best = "" if span_ == figure(rows.mean) else f", {figure(rows.mean_at_best)} at best"
    return f"{figure(rows.mean)} of 1{best}"


def most_exposed(rows: Iterable[Exposed]) -> list[Exposed]:
    """Those with an exposure, the known ones first and of these the highest; between equals the one with more counted controls."""
    exposed = [(row.exposure, row) for row in rows if row.exposure is not None]
    return [row for _, row in sorted(exposed, key=lambda pair: _place(*pair))]


def _place(exposure: float, row: TechniqueRow | GroupRow) -> tuple[bool, float, int, str]:
    key = row.technique if isinstance(row, TechniqueRow) else row.group
    return (row.level == _UNKNOWN, -round(exposure, _ALIKE), -counted(row), key)
