"""Puts the sheets of the gap workbook together."""

import io

import xlsxwriter

from exports.report import Report
from exports.workbook.answers import AnswersSheet
from exports.workbook.gaps import write_gaps
from exports.workbook.method import write_method
from exports.workbook.paper import Paper
from exports.workbook.scores import write_domains
from exports.workbook.summary import write_summary

_LONGEST_NAME = 20
"""Sheet names hold 31 characters; a lens's id is cut to leave room for what its sheet is."""


def to_workbook(report: Report) -> bytes:
    """The bytes of the xlsx file."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": f"Gap workbook: {report.name}",
                "subject": f"{report.questionnaire}, {' + '.join(report.roles)}",
                "author": report.organization,
                "comments": f"Made by {report.program}.",
                "created": report.made.replace(tzinfo=None),
            },
        )
        paper = Paper(book, report)
        summary, gaps, answers, domains, method = (
            paper.sheet(name) for name in ("Summary", "Gaps", "Answers", "Domains", "Method")
        )
        written = AnswersSheet(paper, answers, report.answers)
        written.write()
        write_domains(paper, domains, report, written)
        write_summary(paper, summary, written)
        write_gaps(paper, gaps)
        write_method(paper, method)
        for lens in report.lenses:
            name = lens.bank[:_LONGEST_NAME]
            lens_answers = AnswersSheet(paper, paper.sheet(f"{name} answers"), lens.answers)
            lens_answers.write()
            write_domains(paper, paper.sheet(f"{name} scores"), lens, lens_answers)
        paper.write_continuations()
    return target.getvalue()
