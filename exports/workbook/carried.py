"""The sheet of what was carried over from an earlier questionnaire or assessment; archived answers stand there in full."""

from operator import attrgetter

from exports.report import Report
from exports.workbook.answers import LOOK_AGAIN
from exports.workbook.paper import Paper
from exports.workbook.registers import AT_EXPORT
from exports.workbook.tables import Column, Look, TableSheet

CARRIED_OVER = "Carried over"


def carried_sheet(paper: Paper, report: Report) -> TableSheet | None:
    """The sheet, ready to be written; nothing where nothing was carried over."""
    if not report.carried:
        return None
    columns = (
        Column("No.", 6, "number", attrgetter("number")),
        Column("Question before", 12, "plain", attrgetter("before")),
        Column("Question now", 12, "plain", attrgetter("now")),
        Column("What happened", 12, "plain", attrgetter("happened")),
        Column("Why", 40, "text", attrgetter("reason")),
        Column("Control title", 30, "text", attrgetter("title")),
        Column(AT_EXPORT, 10, "plain", attrgetter("status")),
        Column(LOOK_AGAIN, 34, "text", attrgetter("look_again")),
        Column("Taken from", 28, "text", attrgetter("source")),
        Column("Questionnaires", 22, "text", attrgetter("versions")),
        Column("When (UTC)", 16, "time", attrgetter("at")),
        Column("Archived status", 10, "plain", attrgetter("archived_status")),
        Column("Archived SSRM ownership", 15, "text", attrgetter("ownership")),
        Column("Archived description", 50, "text", attrgetter("description")),
        Column("Archived customer responsibilities", 34, "text", attrgetter("responsibilities")),
        Column("Archived evidence", 34, "text", lambda row: "\n".join(row.evidence)),
        Column("Archived action", 34, "text", attrgetter("action")),
        Column("Archived owner", 18, "text", attrgetter("owner")),
        Column("Archived remarks", 34, "text", attrgetter("note")),
    )
    look = Look(
        title="What became of each question that was carried over; answers whose question is gone stand in the last columns.",
        fixed=3,
        marked=AT_EXPORT,
        printed=LOOK_AGAIN,
    )
    return TableSheet(paper, CARRIED_OVER, columns, report.carried, look)
