"""How cells look. A format is made when a cell first needs it, once for the whole book, so that none is left unused.

All pairs of ink and ground have a contrast of at least 4.5 (WCAG 2.2, level AA).
"""

from typing import Any

INK, ACCENT, PALE, LINE, INPUT = "#1F2933", "#1F4E79", "#EAF1F8", "#C9D3DD", "#FFF8DC"
BAR, SECOND, FOR_TYPING = "#A9C4E0", "#5B93C7", "#7A4B00"
"""The ground of a bar behind a figure, which stays readable on it; the second colour of charts; headings above inputs."""
STATUS_COLOURS = {
    "yes": "#DDEFE0",
    "yes-gaps": "#EDF5D8",
    "partial": "#FFF1CC",
    "no": "#F9DCDC",
    "na": "#E8E8E8",
}
STANDING_COLOURS = {
    "stands": STATUS_COLOURS["yes"],
    "stands partly": STATUS_COLOURS["partial"],
    "missing": STATUS_COLOURS["no"],
    "another party's": STATUS_COLOURS["na"],
    "out of scope": STATUS_COLOURS["na"],
    "not applicable": STATUS_COLOURS["na"],
}
SUPPORT_COLOURS = {
    "supported": STATUS_COLOURS["yes"],
    "mostly supported": STATUS_COLOURS["yes-gaps"],
    "weak": STATUS_COLOURS["partial"],
    "not supported": STATUS_COLOURS["no"],
    "outside the scope": STATUS_COLOURS["na"],
}
SCALE = {
    "type": "3_color_scale",
    "min_type": "num",
    "min_value": 0,
    "mid_type": "num",
    "mid_value": 50,
    "max_type": "num",
    "max_value": 100,
    "min_color": STATUS_COLOURS["no"],
    "mid_color": STATUS_COLOURS["partial"],
    "max_color": STATUS_COLOURS["yes"],
}
"""The ground of figures from 0 to 100 in a map, from bad to good."""
_BASE = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
_INDENT = {"align": "left", "indent": 1}
_NUMBER = {"align": "right", "indent": 1}
_TOTAL = {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": PALE}
_LINED = {"bottom": 1, "bottom_color": LINE}
_HEADING = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": ACCENT,
    "text_wrap": True,
    "valign": "vcenter",
}
_FRAMED = {"border": 1, "border_color": LINE}
_TILE = {"bold": True, "font_size": 20, **_INDENT, "bg_color": PALE, "font_color": ACCENT}
_STYLES: dict[str, dict[str, Any]] = {
    "text": _LINED | _INDENT | {"text_wrap": True},
    "plain": _LINED | _INDENT,
    "number": _LINED | _NUMBER,
    "counted": _LINED | _NUMBER | {"num_format": '[=1]0", by one control";0'},
    "decimal": _LINED | _NUMBER | {"num_format": "0.0"},
    "fraction": _LINED | _NUMBER | {"num_format": "0.00"},
    "small-fraction": _LINED | _NUMBER | {"num_format": "0.0000"},
    "change": _LINED | _NUMBER | {"num_format": "+0.0;-0.0;0.0"},
    "percent": _LINED | _NUMBER | {"num_format": '0"%"'},
    "date": _LINED | _INDENT | {"num_format": "yyyy-mm-dd"},
    "time": _LINED | _INDENT | {"num_format": "yyyy-mm-dd hh:mm"},
    "link": _LINED | _INDENT | {"font_color": "#0B5CAD", "underline": 1},
    "heading": _HEADING | _INDENT | _FRAMED,
    "heading-number": _HEADING | _NUMBER | _FRAMED,
    "heading-input": _HEADING | _INDENT | _FRAMED | {"bg_color": FOR_TYPING},
    "page-heading": _HEADING | _INDENT,
    "page-heading-number": _HEADING | _NUMBER,
    "title": {"bold": True, "font_size": 18, "font_color": ACCENT},
    "section": {"bold": True, "font_size": 12, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
    "label": _INDENT | {"font_color": "#52606D"},
    "strong-text": _INDENT | {"bold": True, "text_wrap": True},
    "tile": _TILE | {"num_format": "0.0"},
    "tile-percent": _TILE | {"num_format": '0"%"'},
    "tile-whole": _TILE | {"num_format": "0"},
    "tile-label": _INDENT | {"bg_color": PALE, "text_wrap": True},
    "verdict": _INDENT | {"bold": True, "font_size": 12},
    "alarm": _INDENT | {"bold": True, "font_color": "#A61B1B", "text_wrap": True},
    "sign": _INDENT | {"bottom": 1, "bottom_color": INK, "bg_color": INPUT, "locked": False},
    "warning": _INDENT | {"bold": True, "font_color": "#7A4B00", "bg_color": "#FFF1CC", "text_wrap": True},
    "prose": _INDENT | {"text_wrap": True},
    "total": _TOTAL | _INDENT,
    "total-number": _TOTAL | _NUMBER,
    "total-decimal": _TOTAL | _NUMBER | {"num_format": "0.0"},
}


class Styles:
    """The cell formats of one book, by name."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}
        self._fills: dict[str, Any] = {}

    def cell(self, name: str, *, is_input: bool = False) -> Any:
        """The format of a cell; that of an input is open in a protected sheet and has a ground of its own."""
        made = self._made.get((name, is_input))
        if made is None:
            own = {"locked": False, "bg_color": INPUT} if is_input else {}
            made = self._made[name, is_input] = self._book.add_format(_BASE | _STYLES[name] | own)
        return made

    def fill(self, colour: str) -> Any:
        """A ground that a rule puts under a cell."""
        if colour not in self._fills:
            self._fills[colour] = self._book.add_format({"bg_color": colour})
        return self._fills[colour]


def heading_of(style: str, *, is_input: bool) -> str:
    """The style of a heading above cells of a style: inputs have their own, above numbers it stands on the right as they do."""
    if is_input:
        return "heading-input"
    return (
        "heading-number"
        if style in ("number", "counted", "decimal", "fraction", "small-fraction", "percent", "change")
        else "heading"
    )
