"""How the app names what stands on the axes of a heat map, in full and where there is little room, and what a map comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.insights import HeatCell, HeatMap
from questionnaires.vocabulary import Component, Layer, LifecycleStage, ThreatCategory
from wizard.app.drawing import shortened
from wizard.app.widgets.figure_grid import FIGURE_WIDTH

ALL = "all"
_FEW = 5
"""Fewer controls than these do not make a cell the weakest: a single answer would decide."""
_SHORTEST_TITLE, _LONGEST_TITLE = 12, 34
_HEADINGS: Mapping[str, tuple[str, str]] = {
    ThreatCategory.MODEL_MANIPULATION: ("model\nmanipulation", "manip"),
    ThreatCategory.DATA_POISONING: ("data\npoisoning", "poison"),
    ThreatCategory.SENSITIVE_DATA_DISCLOSURE: ("sensitive\ndata\ndisclosure", "disclo"),
    ThreatCategory.MODEL_THEFT: ("model\ntheft", "theft"),
    ThreatCategory.MODEL_SERVICE_FAILURE: ("model\nservice\nfailure", "fail"),
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
    ThreatCategory.MODEL_SERVICE_FAILURE: "model service failure",
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


def weakest(one: HeatMap) -> tuple[int, int] | None:
    """The line and the column, from 0, of the cell with the least coverage; of equal ones that where the most is missing.

    Nothing where no control stands at all, and where all do that count.
    """
    cells = {
        (number, place): cell
        for number, line in enumerate(one.lines)
        for place, cell in enumerate(line.cells)
        if cell.counted
    }
    enough = {place: cell for place, cell in cells.items() if cell.counted >= _FEW} or cells
    if not enough or not one.whole.stands or one.whole.stands == one.whole.counted:
        return None
    return min(enough, key=lambda place: (enough[place].coverage or 0, enough[place].stands - enough[place].counted))


def weakest_words(one: HeatMap) -> str:
    """The weakest cell of a map in a sentence, or why there is none."""
    if not one.whole.counted:
        return "No control counts in the scope of this assessment."
    place = weakest(one)
    if place is None:
        none = f"None of the {one.whole.counted} controls stands yet."
        return none if not one.whole.stands else f"All {one.whole.counted} controls that count stand."
    return f"Weakest: {cell_name(one, *place)}, {_standing(one.lines[place[0]].cells[place[1]])}."


def cell_name(one: HeatMap, line: int, column: int) -> str:
    """A cell by its line and column from 0; -1 takes all controls."""
    names = [_line_title(one, line)] if line >= 0 else []
    names += [one.columns[column].title] if column >= 0 else []
    return " × ".join(names) or "all controls"


def _standing(cell: HeatCell) -> str:
    verb = "stands" if cell.counted == 1 else "stand"
    return f"{cell.stands} of {cell.counted} {'control' if cell.counted == 1 else 'controls'} {verb}"


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
    return longest + gap + sum(max(FIGURE_WIDTH, *map(len, word.split("\n"))) + gap for word in headings) + 1
