"""Everything about one place of the capability matrix: why it is weak, its questions, the controls behind it, the first step."""

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from exports.insights.capabilities import CapabilityCell, CapabilityQuestion, CapabilityRows
from questionnaires.model import Bank
from wizard.app.drawing import literal, points
from wizard.app.shades import NOT_ANSWERED, UNKNOWN, shade_of
from wizard.app.symbols import STATUS_STYLES, STATUS_SYMBOLS
from wizard.app.widgets.detail_pane import MUTED, DetailPane, Part, Piece, labelled
from wizard.core.answers import Status
from wizard.core.capabilities import ALL
from wizard.core.standing import ControlStanding

_COUNTED_BY = {"own": "by its own answer", "linked": "by linked answers", "open": "nothing answered yet"}


class CapabilityDetail(DetailPane):
    """Shows a cell or a total; scrolls with the arrow keys when it has the focus."""

    def __init__(self) -> None:
        super().__init__(id="capability-detail")

    def show(
        self, cell: CapabilityCell, rows: CapabilityRows, lens: Bank, standings: Mapping[str, ControlStanding]
    ) -> None:
        """Fill the pane with what stands behind a figure."""
        if ALL in (cell.capability, cell.component):
            parts = _total_parts(cell, rows)
        else:
            parts = _cell_parts(cell, rows, lens, standings)
        self.show_text(labelled(_head(cell, rows), parts))
        self.scroll_home(animate=False)


def title_of(cell: CapabilityCell) -> str:
    """A cell or a total in words: ``Data protection, output``."""
    return cell.title if cell.component == ALL else f"{cell.title}, {cell.component}"


def _head(cell: CapabilityCell, rows: CapabilityRows) -> Iterator[Piece]:
    yield (title_of(cell), "bold $accent")
    if cell.about:
        yield literal(f"\n{cell.about}")
    yield literal(f"\n{_figure(cell.score, is_open=cell.is_unanswered)}")
    yield (" here   ", MUTED)
    yield literal(_figure(cell.matrix, is_open=cell.is_matrix_unanswered))
    yield (f" in the AICM ({_counted(cell.matrix_asked, 'question')})", MUTED)
    if cell.asked:
        yield (f"\n{_counted(cell.asked, 'question')}: {sources_in_words(cell, rows)}", MUTED)


def sources_in_words(cell: CapabilityCell, rows: CapabilityRows) -> str:
    """By what the questions of a place count; where the lens is not asked, none has an answer of its own."""
    own = f"{cell.own} by their own answers, " if rows.included else ""
    return f"{own}{cell.linked} by linked answers, {cell.open} open"


def _cell_parts(
    cell: CapabilityCell, rows: CapabilityRows, lens: Bank, standings: Mapping[str, ControlStanding]
) -> Iterator[Part]:
    control = lens.controls[f"{cell.capability}-{cell.component.upper()}"]
    place = (cell.capability, cell.component)
    if not cell.asked:
        uses = ", ".join(control.marks.use_cases)
        yield (
            "Not asked here",
            f"These questions are asked from the {control.phase} phase on, for the use cases {uses}.",
        )
        return
    if cell.explained:
        yield f"Weakest no. {rows.weakest.index(place) + 1}: why", cell.explained
    yield "First step", cell.first_step
    yield "What can go wrong, for example", cell.example or control.text.consequence
    own = [row for row in rows.questions if (row.capability, row.component) == place]
    yield "Questions", Content("\n\n").join(map(_question, own))
    yield "Linked controls of the AICM", _controls(cell, standings)


def _total_parts(cell: CapabilityCell, rows: CapabilityRows) -> Iterator[Part]:
    if cell.capability == ALL and cell.component == ALL:
        yield "By capability", _figures([(total.title, total) for total in rows.capabilities])
        yield "By component", _figures([(total.component, total) for total in rows.components])
    elif cell.capability == ALL:
        members = [one for one in rows.cells if one.component == cell.component]
        yield "By capability", _figures([(one.title, one) for one in members])
    else:
        members = [one for one in rows.cells if one.capability == cell.capability]
        yield "By component", _figures([(one.component, one) for one in members])
    inside = [one for one in rows.weakest_cells if _holds(cell, one)]
    yield (
        "Among the three weakest",
        Content("\n\n").join(
            Content.assemble((f"{title_of(one)}\n", "bold"), literal(one.explained)) for one in inside
        ),
    )
    yield "AICM controls behind it", f"{_counted(len(cell.controls), 'control')}, each counted once"


def _holds(total: CapabilityCell, cell: CapabilityCell) -> bool:
    return total.capability in (ALL, cell.capability) and total.component in (ALL, cell.component)


def _figures(members: Sequence[tuple[str, CapabilityCell]]) -> Content:
    width = max(len(words) for words, _ in members)
    return literal(
        "\n".join(
            f"{words.ljust(width)}  {_figure(one.score, is_open=one.is_unanswered)}   "
            f"AICM {_figure(one.matrix, is_open=one.is_matrix_unanswered)}"
            for words, one in members
        )
    )


def _figure(score: float | None, *, is_open: bool) -> str:
    """A score with its symbol, as in the grid."""
    shade, figure = (NOT_ANSWERED, UNKNOWN) if is_open else (shade_of(score), points(score))
    return f"{shade.symbol} {figure:>3}"


def _question(row: CapabilityQuestion) -> Content:
    status = Status(row.status) if row.status else None
    word = row.status or "open"
    pieces: list[Piece] = [
        (f"{STATUS_SYMBOLS[status]} {word}", STATUS_STYLES[status]),
        (f"  {row.question}", "bold"),
        (f"  {_COUNTED_BY[row.counted_by]}\n", MUTED),
        literal(row.text),
    ]
    if row.sources:
        kept = f" (would offer {row.offered}; its own answer counts)" if row.counted_by == "own" else ""
        pieces.append((f"\n{', '.join(row.sources)}{kept}", MUTED))
    return Content.assemble(*pieces)


def _controls(cell: CapabilityCell, standings: Mapping[str, ControlStanding]) -> Content:
    lines = []
    for control_id in cell.controls:
        found = standings[control_id]
        lines.append(Content.assemble(f"{control_id}  ", literal(found.standing), (f"  {found.control.title}", MUTED)))
    return Content("\n").join(lines)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
