"""The CAF sheets: the capabilities of the AWS Cloud Adoption Framework for AI at input, model and output.

Every cell has a row with the status by which each of its questions counts: its own, where the lens is asked and it has one,
else the weakest of the linked answers of the matrix, which are marked with the questions that they count for. Totals add up
the cells; the figures of the AICM are sums over the marked answers, each of which stands there once. A question mark
stands in place of a figure while nothing behind it is answered.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter

from exports.insights.capabilities import CapabilityCell, CapabilityQuestion, CapabilityRows
from exports.report import Report
from exports.words import OPEN
from exports.workbook.answers import CAF_QUESTIONS, STATUS_NOW
from exports.workbook.paper import Paper, status_word
from exports.workbook.tables import Column, Here, Look, TableSheet

MATRIX, CELLS = "CAF", "CAF cells"
"""The names of the sheets."""
_ALL = "all"
_OFFERS = ("no", "partial", "yes-gaps", "yes")
"""What can be offered, the weakest first."""
_CREDITS = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4}
_CAPABILITY, _COMPONENT, _ASKED, _WEIGHT = "Capability", "Component", "Questions", "Weight"
_BY_OWN, _BY_LINKED, _POINTS, _POSTURE_WEIGHT = "By own answers", "By linked answers", "Points", "Posture weight"
_OPEN, _STEP = "Open", "First step there (at export)"
_UNKNOWN = "?"
_ABOUT = " What is open counts as nothing; ? stands where nothing is answered yet."
_EMPTY = "The scope reaches no question of the capabilities."


class CapabilitySheets:
    """The matrix, and the cells that it adds up. ``own`` is the sheet with the answers to the lens, where it is asked."""

    def __init__(self, paper: Paper, rows: CapabilityRows, answers: TableSheet, own: TableSheet | None) -> None:
        self._answers = answers
        self._own = own
        self._questions: dict[tuple[str, str], list[CapabilityQuestion]] = defaultdict(list)
        for row in rows.questions:
            self._questions[row.capability, row.component].append(row)
        look = Look(
            title="Every capability at input, model and output: its score, as what each question counts, what to do first.",
            fixed=2,
            empty=_EMPTY,
            printed=_STEP,
            scaled=("Score",),
        )
        self._cells = TableSheet(paper, CELLS, self._cell_columns(), rows.cells, look)
        look = Look(
            title="Posture score of each capability at input, model and output, and beside it that of the AICM.",
            fixed=2,
            empty=_EMPTY,
            scaled=tuple(heading for _, heading, _ in _columns_of(rows)),
        )
        totals = (*rows.capabilities, *((rows.whole,) if rows.whole else ()))
        self._matrix = TableSheet(paper, MATRIX, self._matrix_columns(rows), totals, look)

    @property
    def score_of_all(self) -> str:
        """The formula of the score of everything."""
        all_, capabilities = self._matrix.range(_ALL.capitalize()), self._matrix.range(_CAPABILITY)
        return f'=INDEX({all_},MATCH("{_ALL}",{capabilities},0))'

    def write(self) -> None:
        """Write the sheets, the matrix first."""
        self._matrix.write()
        self._cells.write()

    # -- cells -----------------------------------------------------------------------------------------------------

    def _cell_columns(self) -> tuple[Column, ...]:
        own = Column(_BY_OWN, 9, "number", attrgetter("own"), self._by_own)
        return (
            Column(_CAPABILITY, 10, "plain", attrgetter("capability")),
            Column(_COMPONENT, 11, "plain", attrgetter("component")),
            Column("Title", 16, "text", attrgetter("title")),
            Column("What is asked", 20, "text", attrgetter("about")),
            Column("Score", 7, "decimal", _score_of, lambda _, here: self._cell_score(here)),
            Column(_ASKED, 9, "number", attrgetter("asked")),
            *((own,) if self._own else ()),
            Column(_BY_LINKED, 9, "number", attrgetter("linked"), self._by_linked),
            Column(_OPEN, 6, "number", attrgetter("open"), lambda _, here: f"={self._number(here, OPEN)}"),
            Column("Why it is among the weakest (at export)", 40, "text", attrgetter("explained")),
            Column(_STEP, 36, "text", lambda row: row.first_step if row.explained else ""),
            Column("What can go wrong there, for example", 44, "text", attrgetter("example")),
            *map(self._counts_as, range(self._most)),
            Column(_WEIGHT, 8, "number", self._weight),
            Column(_POINTS, 8, "decimal", self._points, self._points_formula),
            Column(_POSTURE_WEIGHT, 9, "number", self._posture_weight, self._posture_weight_formula),
        )

    @property
    def _most(self) -> int:
        """How many questions the largest cell has."""
        return max(map(len, self._questions.values()), default=0)

    def _of(self, cell: CapabilityCell) -> list[CapabilityQuestion]:
        return self._questions.get((cell.capability, cell.component), [])

    def _counts_as(self, number: int) -> Column:
        """The status by which a question of the cell counts."""

        def status(cell: CapabilityCell) -> str:
            return status_word(self._of(cell)[number].status) if number < len(self._of(cell)) else ""

        def formula(cell: CapabilityCell, _: Here) -> str:
            return f"={self._status(self._of(cell)[number].question)}" if number < len(self._of(cell)) else ""

        return Column(_heading(number), 10, "plain", status, formula)

    def _status(self, question: str) -> str:
        """By its own answer where it has one, else by the weakest of the linked ones."""
        marks, statuses = self._answers.range(CAF_QUESTIONS), self._answers.range(STATUS_NOW)
        formula = f'"{OPEN}"'
        for word in reversed(_OFFERS):
            formula = f'IF(COUNTIFS({marks},"*{question}*",{statuses},"{word}")>0,"{word}",{formula})'
        if self._own is None:
            return formula
        ids, given = self._own.range("Question ID"), self._own.range(STATUS_NOW)
        own = f'INDEX({given},MATCH("{question}",{ids},0))'
        return f'IF({own}="{OPEN}",{formula},{own})'

    def _number(self, here: Here, word: str) -> str:
        """How many questions of the row's cell count as a word."""
        return f'COUNTIF({here(_heading(0))}:{here(_heading(self._most - 1))},"{word}")'

    def _by_own(self, cell: CapabilityCell, _: Here) -> str:
        if self._own is None:
            return ""
        ids, given = self._own.range("Question ID"), self._own.range(STATUS_NOW)
        return f'=COUNTIFS({ids},"{cell.capability}-{cell.component.upper()}*",{given},"<>{OPEN}")'

    def _by_linked(self, _: CapabilityCell, here: Here) -> str:
        others = [here(_OPEN), *([here(_BY_OWN)] if self._own else [])]
        return "-".join([f"={here(_ASKED)}", *others])

    def _weight(self, cell: CapabilityCell) -> int | None:
        """What each question of a cell weighs; they belong to one control of the lens."""
        return next((row.weight for row in self._of(cell)), 0)

    def _points(self, cell: CapabilityCell) -> float:
        return sum(row.weight * _CREDITS.get(row.status, 0.0) for row in self._of(cell))

    def _points_formula(self, _: CapabilityCell, here: Here) -> str:
        yes, gaps, partial = (self._number(here, status) for status in _CREDITS)
        return f"={here(_WEIGHT)}*({yes}+0.8*{gaps}+0.4*{partial})"

    def _posture_weight(self, cell: CapabilityCell) -> int:
        return sum(row.weight for row in self._of(cell) if row.status != "na")

    def _posture_weight_formula(self, _: CapabilityCell, here: Here) -> str:
        return f"={here(_WEIGHT)}*({here(_ASKED)}-{self._number(here, 'na')})"

    def _cell_score(self, here: Here) -> str:
        return _share(here(_POINTS), here(_POSTURE_WEIGHT), f"{here(_ASKED)}-{here(_OPEN)}")

    # -- the matrix ------------------------------------------------------------------------------------------------

    def _matrix_columns(self, rows: CapabilityRows) -> tuple[Column, ...]:
        places = {(cell.capability, cell.component): cell for cell in rows.lines}

        def column(component: str, heading: str, *, aicm: bool) -> Column:
            figure, formula = (_matrix_of, self._aicm) if aicm else (_score_of, self._score)
            return Column(
                heading,
                9,
                "decimal",
                lambda row: figure(places[row.capability, component]),
                lambda row, _: formula(row.capability, component),
            )

        return (
            Column(_CAPABILITY, 11, "plain", attrgetter("capability")),
            Column("Title", 32, "text", attrgetter("title")),
            *(column(component, heading, aicm=aicm) for component, heading, aicm in _columns_of(rows)),
            Column("What these figures are", 52, "text", lambda row: rows.basis + _ABOUT if row is rows.whole else ""),
        )

    def _score(self, capability: str, component: str) -> str:
        """The posture score over the cells of a place."""
        chosen = {_CAPABILITY: capability, _COMPONENT: component}
        where = "".join(f',{self._cells.range(name)},"{word}"' for name, word in chosen.items() if word != _ALL)

        def total(heading: str) -> str:
            return f"SUMIFS({self._cells.range(heading)}{where})" if where else f"SUM({self._cells.range(heading)})"

        return _share(total(_POINTS), total(_POSTURE_WEIGHT), f"{total(_ASKED)}-{total(_OPEN)}")

    def _aicm(self, capability: str, component: str) -> str:
        """The posture score over the answers that count for a place."""
        first = "" if capability == _ALL else capability
        last = "" if component == _ALL else f"{component.upper()}*"
        chosen = f'{self._answers.range(CAF_QUESTIONS)},"*{first}-{last or "*"}"'
        points, weight = (f"SUMIFS({self._answers.range(name)},{chosen})" for name in (_POINTS, _POSTURE_WEIGHT))
        return _share(points, weight, f'COUNTIFS({chosen},{self._answers.range(STATUS_NOW)},"<>{OPEN}")')


def capability_sheets(
    paper: Paper, report: Report, answers: TableSheet, lenses: Mapping[str, TableSheet]
) -> CapabilitySheets | None:
    """The sheets, ready to be written; nothing where the scope reaches no question of the capabilities."""
    rows = report.insights.capabilities
    own = lenses.get(rows.lens) if rows.included else None
    return CapabilitySheets(paper, rows, answers, own) if rows.questions else None


def _columns_of(rows: CapabilityRows) -> Iterator[tuple[str, str, bool]]:
    """The figures of the matrix: component, heading, and whether it is about the AICM."""
    components = (*(total.component for total in rows.components), _ALL)
    yield from ((component, component.capitalize(), False) for component in components)
    yield from ((component, f"AICM {component}", True) for component in components)


def _heading(number: int) -> str:
    return f"Question {number + 1} counts as"


def _score_of(cell: CapabilityCell) -> float | str | None:
    return _UNKNOWN if cell.is_unanswered else cell.score


def _matrix_of(cell: CapabilityCell) -> float | str | None:
    return _UNKNOWN if cell.is_matrix_unanswered else cell.matrix


def _share(points: str, weight: str, answered: str) -> str:
    """A score from 0 to 100; empty where there is nothing to count, unknown where nothing is answered."""
    return f'=IF({weight}=0,"",IF({answered}=0,"{_UNKNOWN}",100*{points}/{weight}))'
