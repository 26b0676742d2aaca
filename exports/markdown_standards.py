"""The part of the Markdown report about the standards that the AICM maps to its controls."""

from collections.abc import Iterator

from exports.markdown_marks import bullets, heading, paragraph, said, table
from exports.markdown_words import NOTHING
from exports.report import Report
from exports.standard_lines import BY_ONE, CAUTION, SUPPORT_MEANINGS, StandardLine, named, standard_lines
from exports.words import SUPPORTS


def standards(report: Report) -> Iterator[str]:
    """For each mapped standard, how many of its requirements the answers support, and what the AICM does not map."""
    yield from heading(2, "Standards")
    lines = tuple(standard_lines(report.insights.standards))
    if not lines:
        yield from paragraph("No standard is mapped.")
        return
    yield from paragraph(
        f"How the answers support the requirements that the AICM maps to its controls. {SUPPORT_MEANINGS} {CAUTION}"
    )
    headings = (
        "Standard",
        "Requirements",
        *map(str.capitalize, SUPPORTS),
        "Not mapped",
        "Full gap",
        BY_ONE.capitalize(),
    )
    yield from table(headings, map(_standard, lines), right=range(1, len(headings)))
    yield from paragraph(
        "Not mapped: requirements that no control of the AICM is mapped to, counted where all ids of the standard are known (of the EU AI Act only the main articles with duties of those who provide or use AI systems). "
        "Full gap: controls of which CSA finds nothing in the standard, so that meeting the standard says nothing about them; the ISO/IEC standards "
        f"are compared together. {BY_ONE.capitalize()}: requirements of which only one control counts."
    )
    matrix = lines[0].source
    yield from bullets(
        f"{said(line.framework)}: mapping from {said(line.source)}" for line in lines if line.source != matrix
    )
    unmapped = [line for line in lines if line.unmapped]
    titles = {row.framework: row.unmapped_titles for row in report.insights.standards}
    yield from bullets(
        f"{said(line.framework)}, not mapped: {said(', '.join(named(line.unmapped, titles[line.framework])))}"
        for line in unmapped
    )
    odd = len(report.insights.odd_requirements)
    yield from paragraph(
        f"{odd} {'entry of the mapping names' if odd == 1 else 'entries of the mapping name'} no requirement for certain; "
        "the workbook and the csv export list them with the reasons."
    )


def _standard(line: StandardLine) -> tuple[str, ...]:
    unmapped = str(len(line.unmapped)) if line.whole else NOTHING
    return (
        said(line.framework),
        *map(str, (line.mapped, *line.supports.values())),
        unmapped,
        str(len(line.nothing_alike)),
        str(line.by_one),
    )
