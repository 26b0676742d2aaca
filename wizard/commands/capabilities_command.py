"""``capabilities``: how the AWS CAF's AI security capabilities stand at input, model and output."""

import argparse
from collections.abc import Iterator

from exports.insights import Insights
from exports.insights.capabilities import CapabilityCell, CapabilityRows
from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, number, table
from wizard.core.capabilities import ALL, COMPONENTS
from wizard.services.insights import insights_view
from wizard.services.insights.capabilities import capability_rows

_UNKNOWN = "?"
"""Stands in place of a score where nothing behind it is answered."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the matrix, then why its weakest cells are weak.

    Raises:
        NotFoundError: there is no such assessment.
    """
    rows = capability_rows(context.result(arguments.name))
    if arguments.json:
        return as_json(insights_view(Insights(capabilities=rows))["capabilities"])
    return Outcome("\n".join(_page(rows)))


def _page(rows: CapabilityRows) -> Iterator[str]:
    if not rows.questions or rows.whole is None:
        yield "The scope of this assessment reaches no question of the capabilities."
        return
    places = {(cell.capability, cell.component): cell for cell in rows.lines}
    components = (ALL, *COMPONENTS)
    headings = ("Capability", *(word.capitalize() for word in components), *(f"AICM {word}" for word in components))
    lines = []
    for total in (*rows.capabilities, rows.whole):
        cells = [places[total.capability, component] for component in components]
        scores = (_figure(one.score, is_open=one.is_unanswered) for one in cells)
        lines.append((total.title, *scores, *(_figure(one.matrix, is_open=one.is_matrix_unanswered) for one in cells)))
    yield table(headings, lines, right=range(1, len(headings)))
    yield ""
    yield from _counted(rows, rows.whole)
    yield from _weakest(rows)


def _counted(rows: CapabilityRows, whole: CapabilityCell) -> Iterator[str]:
    yield (
        f"{whole.asked} questions: {whole.own} by their own answers, {whole.linked} by answers to linked AICM controls, "
        f"{whole.open} open."
    )
    to_add = "" if rows.included else f" To add the lens {rows.lens}: S (Scope) in the full-screen wizard."
    yield f"{rows.remark or rows.basis}{to_add}"
    if any(cell.is_unanswered or cell.is_matrix_unanswered for cell in rows.lines):
        yield f"{_UNKNOWN}: not answered yet."


def _weakest(rows: CapabilityRows) -> Iterator[str]:
    yield ""
    if not rows.weakest:
        nothing = rows.whole and rows.whole.is_unanswered
        yield "Nothing is answered yet, so no cell is called weak." if nothing else "Nothing is missing."
        return
    yield "The weakest:"
    for cell in rows.weakest_cells:
        yield f"  {cell.title}, {cell.component}: {number(cell.score)}. {cell.explained}"
        yield f"    First step: {cell.first_step}"
        yield f"    What can go wrong, for example: {cell.example}"


def _figure(score: float | None, *, is_open: bool) -> str:
    return _UNKNOWN if is_open else number(score)
