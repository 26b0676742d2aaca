"""The sheets that only list: roadmap, evidence, scope, history, parking lot, and plans of questions that are no gap."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from exports.report import Report
from exports.rows import AnswerRow, HistoryRow, ScopeRow
from exports.workbook.paper import Paper
from exports.workbook.tables import Column, Look, TableSheet

AT_EXPORT = "Status at export"
SETTLED_PLANS = "Settled plans"
PARKING_LOT = "Parking lot"
LISTS, OWNERS = "Lists", "Owners"


def evidence_sheet(paper: Paper, report: Report) -> TableSheet:
    """Each evidence reference, with the hash of the file where it is one."""
    columns = (
        Column("Question", 11, "plain", attrgetter("question")),
        Column("Control title", 30, "text", attrgetter("title")),
        Column(AT_EXPORT, 10, "plain", attrgetter("status")),
        Column("No.", 6, "number", attrgetter("number")),
        Column("Evidence", 56, "text", attrgetter("reference")),
        Column("Kind", 10, "plain", attrgetter("kind")),
        Column("Remark", 26, "text", attrgetter("remark")),
        Column("Method", 11, "plain", attrgetter("method")),
        Column("Respondent", 18, "text", attrgetter("respondent")),
        Column("SHA-256 of the file", 66, "plain", attrgetter("sha256")),
        Column("Bytes", 12, "number", attrgetter("size")),
        Column("File changed (UTC)", 16, "time", attrgetter("modified")),
    )
    rows = [row for part in (report, *report.lenses) for row in part.evidence]
    look = Look(
        title="Every evidence reference, with size and SHA-256 where it is a file on the machine that made this book.",
        empty="No evidence has been named yet.",
        printed="SHA-256 of the file",
        marked=AT_EXPORT,
    )
    return TableSheet(paper, "Evidence", columns, rows, look)


def scope_sheet(paper: Paper, report: Report) -> TableSheet:
    """The ledger of all questions of the matrix: asked or not, and why."""

    def held(role: str) -> Callable[[ScopeRow], str]:
        return lambda row: row.responsibility.get(role, "")

    columns = (
        Column("Question", 11, "plain", attrgetter("question")),
        Column("Control", 10, "plain", attrgetter("control")),
        Column("Control title", 36, "text", attrgetter("title")),
        Column("Asked", 8, "plain", lambda row: "asked" if row.asked else "not asked"),
        Column("Why", 60, "text", attrgetter("reason")),
        Column("Ask as due diligence", 14, "text", lambda row: ", ".join(row.ask)),
        *(Column(f"{role} holds", 24, "text", held(role)) for role in report.roles),
        Column("Domain", 8, "plain", attrgetter("domain")),
        Column("Layer", 14, "plain", attrgetter("layer")),
        Column("Phase", 11, "plain", attrgetter("phase")),
        Column(AT_EXPORT, 10, "plain", attrgetter("status")),
    )
    look = Look(title="All questions of the matrix: asked or not, and the reason.", fixed=2, marked=AT_EXPORT)
    return TableSheet(paper, "Scope", columns, report.scope, look)


def history_sheet(paper: Paper, report: Report) -> TableSheet:
    """Who changed what, and when: a row for all that was changed of a question in one go.

    A question's first answer is told by its status. Its texts are those of the Answers sheet; where they were changed
    later, they stand under Before of that change. Telling them again would make the book a fifth larger.
    """
    rows = sorted((row for part in (report, *report.lenses) for row in part.history), key=attrgetter("at"))
    changes: list[_Change] = []
    seen: set[str] = set()
    for (_, question, _), own in groupby(rows, key=attrgetter("at", "question", "who")):
        changes.append(_Change(tuple(own), known=question in seen))
        seen.add(question)
    columns = (
        Column("Time (UTC)", 17, "time", lambda change: change.rows[0].at),
        Column("Question", 12, "plain", lambda change: change.rows[0].question),
        Column("Who", 22, "text", lambda change: change.rows[0].who),
        Column("What", 40, "text", lambda change: change.what),
        Column("Before", 60, "text", lambda change: change.told(attrgetter("before"))),
        Column("After", 60, "text", lambda change: change.told(attrgetter("after"))),
    )
    look = Look(title="Every change of an answer, the oldest first.", fixed=2, empty="Nothing has been answered yet.")
    return TableSheet(paper, "History", columns, changes, look)


@dataclass(frozen=True, slots=True)
class _Change:
    """All that was changed of one question in one go; ``known`` where an earlier change told of it."""

    rows: tuple[HistoryRow, ...]
    known: bool

    @property
    def first(self) -> bool:
        """Whether nothing had been said before."""
        return not self.known and not any(row.before for row in self.rows)

    @property
    def what(self) -> str:
        fields = ", ".join(row.field for row in self.rows)
        return f"first answer: {fields}" if self.first else fields

    def told(self, side: Callable[[HistoryRow], str]) -> str:
        """One side of the change; the fields are named where there are several, and left out where there was nothing."""
        rows = [row for row in self.rows if row.field == "status"] if self.first else self.rows
        if len(self.rows) == 1:
            return side(self.rows[0])
        return "\n".join(f"{row.field}: {side(row)}" for row in rows if side(row))


def parking_lot_sheet(paper: Paper, report: Report) -> TableSheet | None:
    """The topics that were put aside; no sheet where there are none."""
    if not report.parked:
        return None
    columns = (
        Column("Topic", 90, "text", attrgetter("text")),
        Column("Came up at", 12, "plain", attrgetter("question")),
        Column("When (UTC)", 16, "time", attrgetter("at")),
        Column("State", 8, "plain", lambda row: "done" if row.done else "open"),
    )
    look = Look(title="Topics that came up and were put aside.")
    return TableSheet(paper, PARKING_LOT, columns, report.parked, look)


def settled_plans_sheet(paper: Paper, report: Report) -> TableSheet | None:
    """Plans and accepted risks of questions that are no gap (any more); no sheet where there are none."""
    rows = list(_settled(report))
    if not rows:
        return None
    columns = (
        Column("Question", 11, "plain", attrgetter("question")),
        Column("Control title", 30, "text", attrgetter("title")),
        Column("Status", 9, "plain", attrgetter("status")),
        Column("Planned action", 44, "text", attrgetter("action"), is_input=True),
        Column("Owner", 18, "text", attrgetter("owner"), is_input=True),
        Column("Due", 11, "date", attrgetter("due"), is_input=True),
        Column("Planned effort", 9, "plain", attrgetter("effort"), is_input=True),
        Column("Risk accepted because", 40, "text", attrgetter("accepted_risk"), is_input=True),
        Column("Risk accepted until", 11, "date", attrgetter("accepted_until"), is_input=True),
    )
    look = Look(title="Plans and accepted risks of questions that have full credit or do not apply.", marked="Status")
    return TableSheet(paper, SETTLED_PLANS, columns, rows, look)


def lists_sheet(paper: Paper, report: Report) -> TableSheet | None:
    """What drop-downs offer that is no fixed word: everybody who owns an action already; no sheet where nobody does."""
    owners = sorted({gap.owner for part in (report, *report.lenses) for gap in part.gaps if gap.owner.strip()})
    if not owners:
        return None
    columns = (Column(OWNERS, 40, "plain", str),)
    look = Look(title="Owners that the drop-downs on the gap sheets offer.")
    return TableSheet(paper, LISTS, columns, owners, look)


def _settled(report: Report) -> Iterator[AnswerRow]:
    for part in (report, *report.lenses):
        gaps = {gap.question for gap in part.gaps}
        for row in part.answers:
            planned: Sequence[object] = (row.action, row.owner, row.due, row.effort, row.accepted_risk)
            if row.question not in gaps and any(planned):
                yield row
