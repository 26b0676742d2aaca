"""The Method sheet: how every figure comes about, so that the book can be checked without the program."""

from typing import Any

from exports.workbook.paper import Paper, row_height, wrapped_lines

_WIDTH = 110


def write_method(paper: Paper, sheet: Any) -> None:
    """Write the method page, a row for each paragraph."""
    sheet.set_portrait()
    sheet.set_column(0, 0, _WIDTH)
    paper.put(sheet, 0, 0, "Method", "title")
    row = 2
    for section in paper.report.method:
        paper.put(sheet, row, 0, section.title, "section")
        row += 1
        for paragraph in section.paragraphs:
            paper.put(sheet, row, 0, paragraph)
            sheet.set_row(row, row_height(wrapped_lines(paragraph, _WIDTH)))
            row += 1
        row += 1
