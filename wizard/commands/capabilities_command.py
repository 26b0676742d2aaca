"""``capabilities``: how the AWS CAF's AI security capabilities stand at input, model and output."""

import argparse
from collections.abc import Iterator

from exports.insights import CapabilityCell, CapabilityRows, Insights
from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, number, table
from wizard.core.capabilities import ALL, COMPONENTS
from wizard.services.insights import insights_view
from wizard.services.insights.capabilities import capability_rows


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
        lines.append((total.title, *(number(one.score) for one in cells), *(number(one.matrix) for one in cells)))
    yield table(headings, lines, right=range(1, len(headings)))
    yield ""
    yield from _counted(rows, rows.whole)
    yield from _weakest(rows)


def _counted(rows: CapabilityRows, whole: CapabilityCell) -> Iterator[str]:
    yield (
        f"{whole.asked} questions: {whole.own} by their own answers, {whole.linked} by answers to linked AICM controls, "
        f"{whole.open} open."
    )
    if not rows.included:
        yield f"The assessment does not ask the lens {rows.lens} itself; its set-up (S in the full-screen wizard) can add it."


def _weakest(rows: CapabilityRows) -> Iterator[str]:
    yield ""
    if not rows.weakest:
        answered = rows.whole and rows.whole.own + rows.whole.linked
        yield "Nothing is missing." if answered else "Nothing is answered yet, so no cell is called weak."
        return
    yield "The weakest:"
    for cell in rows.weakest_cells:
        yield f"  {cell.title}, {cell.component}: {number(cell.score)}. {cell.explained}"
        yield f"    First step: {cell.step}"
