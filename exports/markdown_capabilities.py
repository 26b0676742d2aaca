"""The part of the Markdown report about the AWS CAF's AI security capabilities."""

from collections.abc import Iterator

from exports.insights.capabilities import CapabilityRows
from exports.markdown_marks import bullets, heading, paragraph, said, table
from exports.markdown_words import counted, number
from exports.report import Report

_ALL, _UNKNOWN = "all", "?"


def capabilities(report: Report) -> Iterator[str]:
    """The scores at input, model and output, the AICM's beside them, and why the weakest are weak."""
    rows = report.insights.capabilities
    if not rows.questions or rows.whole is None:
        return
    yield from heading(2, "AI security capabilities")
    whole = rows.whole
    yield from paragraph(
        "Posture scores of the AWS CAF's capabilities for AI, at what enters the model, at the model, and at its output; "
        "beside them those of the linked controls of the AICM."
    )
    yield from paragraph(
        f"{counted(whole.asked, 'question')}: {whole.own} by their own answers, {whole.linked} by answers to linked "
        f"controls, {whole.open} open. {rows.remark or rows.basis}"
    )
    if any(cell.is_unanswered or cell.is_matrix_unanswered for cell in rows.lines):
        yield from paragraph(f"{_UNKNOWN} stands where nothing is answered yet.")
    yield from _matrix(rows)
    if rows.weakest:
        yield from heading(3, "The weakest")
        yield from bullets(
            f"**{said(f'{cell.title}, {cell.component}')}: {number(cell.score)}.** {said(cell.explained)} "
            f"**First step:** {said(cell.first_step)} **What can go wrong, for example:** {said(cell.example)}"
            for cell in rows.weakest_cells
        )


def _matrix(rows: CapabilityRows) -> Iterator[str]:
    places = {(cell.capability, cell.component): cell for cell in rows.lines}
    components = (_ALL, *(total.component for total in rows.components))
    headings = ("Capability", *(word.capitalize() for word in components), *(f"AICM, {word}" for word in components))
    lines = []
    for total in (*rows.capabilities, *((rows.whole,) if rows.whole else ())):
        cells = [places[total.capability, component] for component in components]
        scores = (_figure(one.score, is_open=one.is_unanswered) for one in cells)
        aicm = (_figure(one.matrix, is_open=one.is_matrix_unanswered) for one in cells)
        lines.append((said(total.title), *scores, *aicm))
    yield from table(headings, lines, right=range(1, len(headings)))


def _figure(score: float | None, *, is_open: bool) -> str:
    return _UNKNOWN if is_open else number(score)
