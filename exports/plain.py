"""The text formats: CSV for spreadsheets and scripts, JSON for keeping and moving an assessment whole."""

import csv
import io
import json

from exports.report import Report
from exports.texts import csv_cell

CSV_COLUMNS = (
    "question",
    "control",
    "title",
    "domain",
    "layer",
    "phase",
    "weight",
    "text",
    "status",
    "credit",
    "caiq_answer",
    "ownership",
    "description",
    "responsibilities",
    "evidence",
    "action",
    "owner",
    "due",
    "effort",
    "note",
    "flagged",
    "respondent",
    "method",
    "confidence",
    "changed",
    "accepted_risk",
    "accepted_until",
)


def to_csv(report: Report) -> str:
    """One line for each asked question, those of the lenses last; several evidence references are joined by line feeds."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in (row for part in (report, *report.lenses) for row in part.answers):
        writer.writerow([_cell(getattr(row, column)) for column in CSV_COLUMNS])
    return target.getvalue()


def to_json(report: Report) -> str:
    """The whole assessment in the exchange format."""
    return json.dumps(report.document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return csv_cell("\n".join(value))
    return csv_cell(str(value)) if isinstance(value, str) else str(value)
