"""The lines of the page about ATT&CK: techniques, capability groups and controls, each with the cells of its table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

from exports.exposure_words import counted, fall, most_exposed, shown
from exports.insights.exposure import ExposureRows, GroupRow, LeverRow, TechniqueRow
from exports.words import LEVELS
from wizard.app.symbols import STANDING_SYMBOLS
from wizard.core.standing import Standing

Row: TypeAlias = TechniqueRow | GroupRow | LeverRow
Sorted = TypeVar("Sorted", TechniqueRow, GroupRow)
STRETCHED = 0
"""The width of the one column that takes what the others leave."""
LEVEL_SIGNS = dict(zip(LEVELS, ("▲▲", "▲ ", "▽ ", "▽▽", "? ", "– "), strict=True))
LEVEL_COLOURS = dict(
    zip(
        LEVELS,
        ("$text-error", "$text-error", "$text-warning", "$text-success", "$foreground 65%", "$foreground 65%"),
        strict=True,
    )
)
SHORT_LEVELS = {LEVELS[-1]: "not yours"}


class View(StrEnum):
    """What the page lists."""

    TECHNIQUES = "techniques"
    GROUPS = "groups"
    CONTROLS = "controls"


class Order(StrEnum):
    """How techniques and groups are sorted."""

    EXPOSURE = "exposure, the highest first"
    ID = "id"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table, shown in tables from one width on; figures stand on the right."""

    key: str
    heading: str
    width: int
    text: Callable[[Row], str]
    is_figure: bool = False
    from_width: int = 0


def key_of(row: Row) -> str:
    """What a line is about: a technique, the code of a group, or a control."""
    match row:
        case TechniqueRow():
            return row.technique
        case GroupRow():
            return row.group
        case LeverRow():
            return row.control


def controls_of(row: Row) -> tuple[str, ...]:
    """The controls whose questions are behind a line."""
    return (row.control,) if isinstance(row, LeverRow) else row.controls


def rows_of(exposure: ExposureRows, view: View) -> Sequence[Row]:
    """All lines of a view."""
    if view is View.TECHNIQUES:
        return exposure.techniques
    return exposure.groups if view is View.GROUPS else exposure.levers


def in_order(rows: Iterable[Sorted], order: Order) -> list[Sorted]:
    """Techniques or groups in an order; those with an unknown exposure come behind where it is the order, those without last."""
    if order is Order.NAME:
        return sorted(rows, key=lambda row: (_name(row).casefold(), key_of(row)))
    by_id = sorted(rows, key=key_of)
    if order is Order.ID:
        return by_id
    without = [row for row in by_id if row.exposure is None]
    return most_exposed(by_id) + without


def said_of(row: Row) -> str:
    """The words of a line in which a search looks."""
    match row:
        case TechniqueRow():
            words = (row.technique, row.name, row.plain, row.level, *row.controls)
        case GroupRow():
            words = (row.group, row.title, row.level, *row.controls, *row.not_mappable, *row.techniques)
        case LeverRow():
            words = (row.control, row.source_id, row.title, row.standing, *row.techniques)
    return " ".join(words).casefold()


def sign_of(standing: str) -> str:
    """The sign of a way to stand."""
    return STANDING_SYMBOLS.get(Standing(standing), "–")


def _level(row: Row) -> str:
    level = "" if isinstance(row, LeverRow) else row.level
    return f"{LEVEL_SIGNS[level]} {SHORT_LEVELS.get(level, level)}" if level else ""


def _exposure(row: Row) -> str:
    return "" if isinstance(row, LeverRow) else shown(row)


def _stands(row: Row) -> str:
    if isinstance(row, LeverRow):
        return ""
    return f"{row.standings.get(Standing.STANDS, 0)} of {counted(row)}" if counted(row) else "–"


def _name(row: Row) -> str:
    return row.name if isinstance(row, TechniqueRow) else row.title


def _first(row: Row) -> str:
    return ", ".join(row.fewest) if isinstance(row, TechniqueRow) else ""


def _standing(row: Row) -> str:
    return f"{sign_of(row.standing)} {row.standing}" if isinstance(row, LeverRow) else ""


def _techniques(row: Row) -> str:
    return "" if isinstance(row, TechniqueRow) else str(len(row.techniques))


def _rows(row: Row) -> str:
    return str(row.rows) if isinstance(row, GroupRow) else ""


def _not_mappable(row: Row) -> str:
    return str(len(row.not_mappable)) if isinstance(row, GroupRow) else ""


def _lowers(row: Row) -> str:
    return fall(row) if isinstance(row, LeverRow) else ""


_ID_FIRST_BELOW = 56


def fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that a table so wide has room for; in a narrow one the id and the name come first."""
    shown_ = [column for column in columns if column.from_width <= width]
    return shown_ if width >= _ID_FIRST_BELOW else sorted(shown_, key=lambda column: column.key not in ("id", "name"))


COLUMNS = {
    View.TECHNIQUES: (
        Column("exposure", "Exposure", 8, _exposure, is_figure=True),
        Column("level", "Level", 12, _level, from_width=_ID_FIRST_BELOW),
        Column("id", "Technique", 9, key_of),
        Column("name", "Name", STRETCHED, _name),
        Column("stands", "Stand", 8, _stands, from_width=66),
        Column("first", "Fewest that halve it", 30, _first, from_width=104),
    ),
    View.GROUPS: (
        Column("exposure", "Exposure", 8, _exposure, is_figure=True),
        Column("level", "Level", 12, _level, from_width=70),
        Column("id", "Group", 5, key_of),
        Column("name", "Title", STRETCHED, _name),
        Column("techniques", "Techniques", 10, _techniques, is_figure=True, from_width=56),
        Column("stands", "Stand", 8, _stands, from_width=90),
        Column("rows", "Rows", 4, _rows, is_figure=True, from_width=56),
        Column("not-mappable", "Not mappable", 12, _not_mappable, is_figure=True, from_width=80),
    ),
    View.CONTROLS: (
        Column("lowers", "Mean falls by", 20, _lowers, is_figure=True, from_width=_ID_FIRST_BELOW),
        Column("id", "Control", 8, key_of),
        Column("name", "Title", STRETCHED, _name),
        Column("standing", "Standing", 17, _standing, from_width=56),
        Column("techniques", "Techniques", 10, _techniques, is_figure=True, from_width=76),
    ),
}
