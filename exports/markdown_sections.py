"""Writes the sections of a Markdown file one after the other, line by line."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from exports.report import Report
from exports.writing import Progress

Section = Callable[[Report], Iterator[str]]
_LINES_BETWEEN_REPORTS = 500


def write_sections(report: Report, sections: Mapping[str, Section], target: BinaryIO, progress: Progress) -> None:
    """Write the sections, each under the words that say what is being written; no empty line stands at the end."""
    begun = empty_line = False
    for number, (what, section) in enumerate(sections.items()):
        for line_number, line in enumerate(section(report)):
            if not line_number % _LINES_BETWEEN_REPORTS:
                progress(number, len(sections), f"writing {what}")
            if line:
                text = f"{line}\n"
                target.write((f"\n{text}" if empty_line and begun else text).encode("utf-8", errors="replace"))
            begun, empty_line = True, not line
