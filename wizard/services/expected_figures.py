"""What the formulas of a gap workbook should come to, also where that depends on how the book stands.

Most figures follow from the answers alone. A few follow the list of the gaps, in which those stay that were closed in the
book.
"""

from math import floor

from exports.words import VERDICTS
from wizard.services.keyed_book import SUMMARY, Key, KeyedBook
from wizard.workbooks.opening import Value

ANYTHING = "(whatever it comes to)"
"""For a figure that answers do not decide: an auditor's verdicts, warnings, how a gap is followed up that is closed."""
_GAPS, _STEPS, _ROADMAP, _ANSWERS = "gaps", "roadmap steps", "roadmap", "answers"
_CLOSED, _NO_LONGER, _BLOCKS = "closed", "no longer", "blocks"
_TIE = "order among equals"
_TODAY, _CHOSEN = ("", "Today"), ("", "With the chosen packages")
"""The first two rows of the road ahead."""
CHOOSE, _CHOICE = "choose", "x"
"""The column of the road ahead in which packages are chosen, and what is typed there."""
_EFFORT, _DAYS, _NUMBER = "rough work", "days of work", "no."
_NEEDS, _STILL, _LEFT = "needs before it", "still needs", "not in place now"
_SETTLED = ("yes", "yes-gaps", "na")
_FIRST_GAPS = "figures of Question"
"""The lines of the Summary sheet with the first gaps, which its page knows by the heading above them."""
_VERDICT_LINES = frozenset((*VERDICTS, "none yet"))
_UNKNOWN_STATUS = "?"
_HALF = 0.5


class ExpectedFigures:
    """The expected values of a book; ``base`` has its rows, ``figures`` the values that follow from its answers."""

    def __init__(self, book: KeyedBook, base: KeyedBook, figures: KeyedBook) -> None:
        self._book = book
        self._base = base
        self._figures = figures
        self._ranks: dict[str, dict[Key, Value]] = {}

    def of(self, name: str, key: Key, heading: str) -> Value:
        """The value of a cell by the folded name of its sheet, its row and its heading."""
        kind = self._base.sheets[name].kind
        if kind == _GAPS:
            return self._of_gap(name, key, heading)
        if kind == _STEPS and key[-1]:
            return self._of_step(name, key, heading)
        if kind == _ROADMAP and (key == _CHOSEN or heading == _STILL):
            return self._of_chosen(name, heading) if key == _CHOSEN else self._still_needed(name, key)
        if kind == SUMMARY:
            return self._of_summary(key, heading)
        if kind == _ANSWERS and heading == "ai-caiq answer" and self._has_unknown_status(name, key):
            return ANYTHING
        return self._value(self._figures, name, key, heading)

    def _of_gap(self, name: str, key: Key, heading: str) -> Value:
        if heading == "rank":
            return self._ranks_of(name).get(key, ANYTHING)
        own = self._figures.sheets.get(name)
        if own and key in own.rows:
            return self._value(self._figures, name, key, heading)
        answers = name.removesuffix(_GAPS) + _ANSWERS
        return {"priority": 0, "status": self._value(self._figures, answers, key, "status or open")}.get(
            heading, ANYTHING
        )

    def _of_step(self, name: str, key: Key, heading: str) -> Value:
        status = self._value(self._figures, name, key, "status now")
        if heading == "blocks it":
            return _NO_LONGER if status in _SETTLED else _BLOCKS
        if heading == "follow-up" and status in ("yes", "na"):
            return ANYTHING
        return self._value(self._figures, name, key, heading)

    def _of_chosen(self, name: str, heading: str) -> Value:
        """What the packages come to that are chosen in the book: today's figure, and what each of them adds to it."""
        base, sheet = self._base.sheets[name], self._book.sheets.get(name)
        packages = [key for key in base.rows if self._value(self._base, name, key, _NUMBER)]
        chosen = {key for key in packages if sheet and key in sheet.rows and self._is_chosen(name, key)}
        if heading == _EFFORT:
            days = sum(_number(self._value(self._base, name, key, _DAYS)) for key in chosen)
            return f"{floor(days + _HALF)} working days"
        before = today = self._value(self._figures, name, _TODAY, heading)
        if not isinstance(today, int | float):
            return today
        added = 0.0
        for key in packages:
            after = self._value(self._figures, name, key, heading)
            added += _number(after) - _number(before) if key in chosen else 0.0
            before = after
        return today + added

    def _still_needed(self, name: str, key: Key) -> Value:
        """The packages before one that are neither done nor chosen in the book."""
        numbers = {str(self._value(self._base, name, other, _NUMBER)): other for other in self._base.sheets[name].rows}
        needs = str(self._value(self._base, name, key, _NEEDS) or "").split(", ")
        return " ".join(
            number
            for number in filter(None, needs)
            if _number(self._value(self._figures, name, numbers[number], _LEFT))
            and not self._is_chosen(name, numbers[number])
        )

    def _is_chosen(self, name: str, key: Key) -> bool:
        return str(self._value(self._book, name, key, CHOOSE) or "").casefold() == _CHOICE

    def _of_summary(self, key: Key, heading: str) -> Value:
        label, number = key
        if label == _FIRST_GAPS:
            return self._first_gap(int(number), heading)
        is_warning = heading == "A" and self._value(self._base, SUMMARY, key, heading) in (None, "")
        return ANYTHING if is_warning or label in _VERDICT_LINES else self._value(self._figures, SUMMARY, key, heading)

    def _first_gap(self, rank: int, letter: str) -> Value:
        """A line of the first gaps: what the sheet of the gaps says of the one with this rank."""
        gap = next((key for key, own in self._ranks_of(_GAPS).items() if own == rank), None)
        if gap is None:
            return ""

        def text(heading: str) -> Value:
            base = self._base.sheets[_GAPS].rows[gap].get(heading)
            return self._of_gap(_GAPS, gap, heading) if base and base.formula else base and base.value

        lines = {
            "A": f"{text('question')} {text('control title')}",
            "B": text("status"),
            "C": f"{text('urgency')}, {text('follow-up')}",
            "E": f"{text('recommended step')} ({text('effort')})",
        }
        return lines.get(letter, ANYTHING)

    def _ranks_of(self, name: str) -> dict[Key, Value]:
        """The ranks of the gaps that the book lists; those of the same priority stand in an order that the book gives."""
        if name not in self._ranks:
            sheet = self._book.sheets.get(name)
            listed = [key for key in sheet.rows if key in self._base.sheets[name].rows] if sheet else []
            places = {
                key: (_number(self._of_gap(name, key, "priority")), _number(self._value(self._base, name, key, _TIE)))
                for key in listed
            }
            self._ranks[name] = _ranked(places)
        return self._ranks[name]

    def _has_unknown_status(self, name: str, key: Key) -> bool:
        """Whether the book says so of a status; the cell itself is named elsewhere."""
        return self._value(self._book, name, key, "ai-caiq answer") == _UNKNOWN_STATUS

    def _value(self, book: KeyedBook, name: str, key: Key, heading: str) -> Value:
        sheet = book.sheets.get(name)
        cell = sheet.rows.get(key, {}).get(heading) if sheet else None
        return cell.value if cell else None


def _ranked(places: dict[Key, tuple[float, float]]) -> dict[Key, Value]:
    """The rank of each gap by its priority and its place among equals; without priority it is closed."""
    still = sorted((key for key, (priority, _) in places.items() if priority), key=lambda key: _by_rank(places[key]))
    ranks: dict[Key, Value] = dict.fromkeys(places, _CLOSED)
    return ranks | {key: rank for rank, key in enumerate(still, start=1)}


def _by_rank(place: tuple[float, float]) -> tuple[float, float]:
    priority, tie = place
    return -priority, tie


def _number(value: Value) -> float:
    return value if isinstance(value, int | float) else 0
