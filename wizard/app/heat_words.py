"""How the app names what stands on the axes of a heat map, in full and where there is little room, and what a map comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.insights.heat_maps import HeatCell, HeatMap
from questionnaires.vocabulary import Component, Layer, LifecycleStage, ThreatCategory
from wizard.app.drawing import points, shortened
from wizard.app.shades import NOT_ANSWERED, UNKNOWN, shade_of
from wizard.app.widgets.figure_grid import FIGURE_WIDTH, Shown

ALL = "all"
FEW = 5
"""Fewer controls than these do not make a cell the weakest: a single answer would decide."""
APART = 10
"""From how many points below or above all controls on a cell stands out."""
_BELOW, _ABOVE = "▾", "▴"
_SHORTEST_TITLE, _LONGEST_TITLE = 12, 34
_HEADINGS: Mapping[str, tuple[str, str]] = {
    ThreatCategory.MODEL_MANIPULATION: ("model\nmanipulation", "manip"),
    ThreatCategory.DATA_POISONING: ("data\npoisoning", "poison"),
    ThreatCategory.SENSITIVE_DATA_DISCLOSURE: ("sensitive\ndata\ndisclosure", "disclo"),
    ThreatCategory.MODEL_THEFT: ("model\ntheft", "theft"),
    ThreatCategory.MODEL_SERVICE_FAILURE: ("model or\nservice\nfailure", "fail"),
    ThreatCategory.INSECURE_SUPPLY_CHAIN: ("insecure\nsupply\nchain", "supply"),
    ThreatCategory.INSECURE_APPS_PLUGINS: ("insecure\napps and\nplugins", "apps"),
    ThreatCategory.DENIAL_OF_SERVICE: ("denial of\nservice", "denial"),
    ThreatCategory.LOSS_OF_GOVERNANCE: ("loss of\ngovernance", "govern"),
    Component.PHYSICAL: ("physical", "phys"),
    Component.NETWORK: ("network", "net"),
    Component.COMPUTE: ("compute", "comp"),
    Component.STORAGE: ("storage", "store"),
    LifecycleStage.PREPARATION: ("preparation", "prep"),
    LifecycleStage.DEVELOPMENT: ("development", "devel"),
    LifecycleStage.EVALUATION: ("evaluation", "eval"),
    LifecycleStage.DEPLOYMENT: ("deployment", "deploy"),
    LifecycleStage.DELIVERY: ("delivery", "deliv"),
    LifecycleStage.RETIREMENT: ("retirement", "retire"),
    Layer.INFRASTRUCTURE: ("infrastructure", "infra"),
    Layer.IDENTITY_DATA: ("identity\n& data", "ident"),
    Layer.APPLICATION: ("AI\napplication", "AI app"),
    Layer.GOVERNANCE: ("governance", "govern"),
}
"""The heading of a column in full, and in at most six letters."""
_NAMES: Mapping[str, str] = {
    ThreatCategory.SENSITIVE_DATA_DISCLOSURE: "data disclosure",
    ThreatCategory.INSECURE_APPS_PLUGINS: "insecure apps",
    ThreatCategory.LOSS_OF_GOVERNANCE: "loss of governance",
}
"""The heading of a line where there is little room and the whole title is long."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a map is drawn: the headings of its lines and columns, the first of all controls; ``legend`` explains cut ones."""

    lines: tuple[str, ...]
    columns: tuple[str, ...]
    tight: bool
    legend: str


def form_of(one: HeatMap, width: int) -> Form:
    """The fullest form that fits so many columns of the terminal; the smallest where none does."""
    whole = tuple(_HEADINGS.get(column.key, (column.key, ""))[0] for column in one.columns)
    tiny = tuple(_HEADINGS.get(column.key, ("", column.key))[1] for column in one.columns)
    full, short = _line_names(one, full=True), _line_names(one, full=False)
    forms = ((full, whole, False), (short, whole, False), (short, whole, True), (short, tiny, False))
    fitting = (form for form in forms if _width(*form) <= width)
    lines, columns, tight = next(fitting, (short, tiny, True))
    if one.lines_by == "domains" and lines is short:
        room = width - _width(("",), columns, tight)
        lines = tuple(shortened(name, room) for name in full) if room >= _SHORTEST_TITLE else short
    cut = [f"{name} {title}" for name, title in zip(columns, _titles(one), strict=True) if name not in (title, *whole)]
    return Form(lines, (ALL, *columns), tight, " · ".join(cut))


def legend_of_map(signs: str) -> str:
    """The signs of the scale, then those of a heat map alone."""
    return f"{signs}  {_BELOW} {_ABOVE} {APART} below, above all  dim: under {FEW} controls"


def shown_cell(cell: HeatCell, whole: HeatCell) -> Shown:
    """How a cell is drawn: its colour and its mark say whether it stands out from all controls."""
    by = apart(cell, whole)
    stands_out = by is not None and abs(by) >= APART
    return Shown(
        cell.coverage,
        is_open=cell.is_open,
        is_faint=0 < cell.counted < FEW,
        mark=" " if by is None or not stands_out else _BELOW if by < 0 else _ABOVE,
        colour="" if by is None else "foreground" if not stands_out else "error" if by < 0 else "success",
    )


def apart(cell: HeatCell, whole: HeatCell) -> int | None:
    """By how many points a cell lies above all controls, as both are shown; nothing where one of them says nothing."""
    if cell.coverage is None or whole.coverage is None or cell.is_open or whole.is_open:
        return None
    return int(points(cell.coverage)) - int(points(whole.coverage))


def figure_words(cell: HeatCell, whole: HeatCell) -> str:
    """A figure with its symbol, how far it lies from all controls, and a word where few controls stand behind it."""
    if cell.is_open:
        words = [f"{NOT_ANSWERED.symbol} {UNKNOWN} {NOT_ANSWERED.word}"]
    else:
        percent = "" if cell.coverage is None else " %"
        words = [f"{shade_of(cell.coverage).symbol} {points(cell.coverage)}{percent}"]
    by = None if cell is whole else apart(cell, whole)
    if by is not None:
        words.append(f"{abs(by)} {'below' if by < 0 else 'above'} all controls" if by else "as all controls")
    if 0 < cell.counted < FEW:
        words.append(f"{_counted(cell.counted)} only")
    return ", ".join(words)


def weakest(one: HeatMap) -> tuple[int, int] | None:
    """The line and the column, from 0, of the cell with the least coverage; of equal ones that where the most is missing.

    Nothing where that cell does not stand out from all controls.
    """
    cells = _comparable(one)
    if not cells:
        return None
    place = min(cells, key=lambda place: (cells[place].coverage or 0, cells[place].stands - cells[place].counted))
    return place if (apart(cells[place], one.whole) or 0) <= -APART else None


def _comparable(one: HeatMap) -> dict[tuple[int, int], HeatCell]:
    """The cells that an answer says something about, by line and column; those with few controls only where there are no others."""
    cells = {
        (number, place): cell
        for number, line in enumerate(one.lines)
        for place, cell in enumerate(line.cells)
        if cell.counted and not cell.is_open
    }
    return {place: cell for place, cell in cells.items() if cell.counted >= FEW} or cells


def weakest_words(one: HeatMap) -> str:
    """The weakest cell of a map in a sentence, or why there is none."""
    if not one.whole.counted:
        return "No control counts in the scope of this assessment."
    if one.whole.is_open or not one.whole.stands:
        return f"None of the {one.whole.counted} controls {'is answered' if one.whole.is_open else 'stands'} yet."
    if one.whole.stands == one.whole.counted:
        return f"All {one.whole.counted} controls that count stand."
    place = weakest(one)
    if place is not None:
        return f"Weakest: {cell_name(one, *place)}, {_standing(cell_at(one, *place))}."
    figures = sorted(cell.coverage or 0 for cell in _comparable(one).values())
    few = any(0 < cell.counted < FEW for line in one.lines for cell in line.cells)
    which = f"those of {FEW} controls or more" if few else "all"
    between = f": {which} lie between {points(figures[0])} and {points(figures[-1])}" if figures else ""
    return f"No weak cell stands out{between}."


def cell_name(one: HeatMap, line: int, column: int) -> str:
    """A cell by its line and column from 0; -1 takes all controls."""
    names = [_line_title(one, line)] if line >= 0 else []
    names += [one.columns[column].title] if column >= 0 else []
    return " × ".join(names) or "all controls"


def cell_at(one: HeatMap, line: int, column: int) -> HeatCell:
    """A cell by its line and column from 0; -1 takes all controls."""
    if line < 0:
        return one.totals[column] if column >= 0 else one.whole
    return one.lines[line].cells[column] if column >= 0 else one.lines[line].whole


def _standing(cell: HeatCell) -> str:
    return f"{cell.stands} of {_counted(cell.counted)} {'stands' if cell.counted == 1 else 'stand'}"


def _counted(number: int) -> str:
    return f"{number} {'control' if number == 1 else 'controls'}"


def _line_title(one: HeatMap, number: int) -> str:
    line = one.lines[number]
    if one.lines_by == "domains":
        return f"{line.key} {line.title}"
    return line.key if line.parent else line.title


def _titles(one: HeatMap) -> tuple[str, ...]:
    return tuple(column.title for column in one.columns)


def _line_names(one: HeatMap, *, full: bool) -> tuple[str, ...]:
    names = [f"{ALL} controls" if full or one.lines_by != "domains" else ALL]
    for line in one.lines:
        if one.lines_by == "domains":
            names.append(shortened(f"{line.key:<3} {line.title}", _LONGEST_TITLE) if full else line.key)
        elif line.parent:
            names.append(f"  {line.title}")
        else:
            names.append(line.title if full else _NAMES.get(line.key, line.title))
    return tuple(names)


def _width(lines: Sequence[str], columns: Sequence[str], tight: bool) -> int:
    """How many columns of the terminal a form takes, with the bar for scrolling."""
    gap = 1 if tight else 2
    longest = max(map(len, lines))
    headings = (ALL, *columns)
    return longest + gap + sum(max(FIGURE_WIDTH + 1, *map(len, word.split("\n"))) + gap for word in headings) + 1
