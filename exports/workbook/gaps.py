"""The Gaps sheet: every gap in the order in which to close it, with the bank's advice and room for the plan.

Status, priority and rank follow the Answers sheet; the columns of the plan are where people plan on.
"""

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from exports.rows import GapRow
from exports.workbook.answers import id_width, status_of_question
from exports.workbook.paper import Paper, status_word
from exports.workbook.tables import Column, Here, Look, TableSheet
from questionnaires.vocabulary import Effort

FOLLOW_UP = "Follow-up"
"""The column that says how far somebody has got."""
TIE = "Order among equals"
"""The column that decides between gaps of the same priority: more threat categories first, then the question's id."""
_DIGITS = "0123456789"
CLOSED = "closed"
"""The rank of a gap whose question has got full credit, or is not applicable any more."""
_STANDARDS = (
    ("ISO/IEC 42001", ("ISO/IEC 42001",)),
    ("ISO/IEC 27001", ("ISO/IEC 27001", "ISO/IEC")),
    ("EU AI Act", ("EU AI Act",)),
    ("NIST AI 600-1", ("NIST AI",)),
    ("BSI AIC4", ("BSI",)),
)
"""Columns of standards, and how the names of the frameworks begin that stand in them."""


def gaps_sheet(paper: Paper, name: str, gaps: Sequence[GapRow], answers: TableSheet, owners: str = "") -> TableSheet:
    """The sheet of one bank's gaps, ready to be written.

    ``answers`` is the sheet that it follows; ``owners`` the range that holds everybody who owns an action already.
    """
    look = Look(
        title="Every gap, the most pressing first, with what to do about it and who does it by when.",
        fixed=4,
        empty="No gaps: every asked question has full credit.",
        printed="Due",
        marked="Status",
    )
    return TableSheet(paper, name, gap_columns(gaps, answers, owners, paper.report.day), gaps, look)


def gap_columns(gaps: Sequence[GapRow], answers: TableSheet, owners: str, day: date) -> tuple[Column, ...]:
    """The columns of the sheet; plans and accepted risks are judged on a day."""
    last = max(len(gaps), 1) + 1

    def status(_: GapRow, here: Here) -> str:
        return status_of_question(answers, here("Question"))

    def rank(_: GapRow, here: Here) -> str:
        own, tie = here("Priority"), here(TIE)
        priorities, ties = (f"{letter}$2:{letter}${last}" for letter in (own.rstrip(_DIGITS), tie.rstrip(_DIGITS)))
        before = f'COUNTIFS({priorities},{own},{ties},"<"&{tie})'
        return f'=IF({own}=0,"{CLOSED}",RANK({own},{priorities})+{before})'

    order = sorted(gaps, key=lambda gap: (-len(gap.threats), gap.question))
    ties = {gap.question: number for number, gap in enumerate(order, start=1)}
    return (
        Column("Rank", 7, "number", attrgetter("rank"), rank),
        Column("Priority", 8, "decimal", attrgetter("priority"), _priority),
        Column("Urgency", 13, "text", attrgetter("urgency_words")),
        Column("Question", id_width(gaps), "plain", attrgetter("question")),
        Column("What is asked", 38, "text", attrgetter("text")),
        Column("Status", 9, "plain", lambda row: status_word(row.status), status),
        Column(FOLLOW_UP, 13, "text", attrgetter("follow_up"), _follow_up(day)),
        Column("What is missing", 34, "text", attrgetter("missing")),
        Column("Recommended step", 40, "text", attrgetter("step")),
        Column("Effort", 9, "plain", attrgetter("effort")),
        Column("Planned action", 34, "text", attrgetter("action"), is_input=True),
        Column("Owner", 16, "text", attrgetter("owner"), is_input=True, choices=owners, strict=False),
        Column("Due", 11, "date", attrgetter("due"), is_input=True),
        Column("Planned effort", 9, "plain", attrgetter("planned_effort"), is_input=True, choices=tuple(Effort)),
        Column("Risk accepted because", 34, "text", attrgetter("accepted_risk"), is_input=True),
        Column("Risk accepted until", 11, "date", attrgetter("accepted_until"), is_input=True),
        Column("Control", id_width(gaps), "plain", attrgetter("control")),
        Column("Control title", 28, "text", attrgetter("title")),
        Column("Domain", 8, "plain", attrgetter("domain")),
        Column("Roles", 9, "plain", lambda row: ", ".join(row.roles)),
        Column("Layer", 14, "plain", attrgetter("layer")),
        Column("Phase", 11, "plain", attrgetter("phase")),
        Column("Weight", 8, "number", attrgetter("weight")),
        Column("Urgency, 1 to 3", 9, "number", attrgetter("urgency")),
        Column(TIE, 9, "number", lambda row: ties[row.question]),
        Column("Service that helps", 60, "text", attrgetter("service")),
        Column("Evidence to produce", 90, "text", lambda row: "\n".join(row.evidence_wanted)),
        *_mapped(gaps),
    )


def _mapped(gaps: Sequence[GapRow]) -> tuple[Column, ...]:
    """What the AICM and ATT&CK say about the controls; a lens has none of it."""
    if gaps and not any(gap.threats or gap.mappings for gap in gaps):
        return ()
    return (
        Column("AICM threat categories", 60, "text", lambda row: ", ".join(row.threats)),
        Column("ATT&CK techniques", 60, "text", lambda row: ", ".join(row.techniques)),
        *(Column(heading, 60, "text", _requirements(heading, begins)) for heading, begins in _STANDARDS),
    )


def _follow_up(day: date) -> Callable[[Any, Here], str]:
    today = f"DATE({day.year},{day.month},{day.day})"

    def formula(_: Any, here: Here) -> str:
        until, due = here("Risk accepted until"), here("Due")
        unplanned = ",".join(f'TRIM(CLEAN({here(heading)}))=""' for heading in ("Planned action", "Owner"))
        plan = f'IF(OR({unplanned},{due}=""),"no plan yet",IF({due}<{today},"overdue","planned"))'
        return f'=IF({until}<>"",IF({until}<{today},"acceptance expired","risk accepted"),{plan})'

    return formula


def _priority(_: Any, here: Here) -> str:
    status = here("Status")
    missing = f'IF(OR({status}="yes",{status}="na"),0,IF({status}="yes-gaps",0.2,IF({status}="partial",0.6,1)))'
    return f"=ROUND({here('Weight')}*{here('Urgency, 1 to 3')}*{missing},6)"


def _requirements(heading: str, begins: tuple[str, ...]) -> Callable[[GapRow], str]:
    """The requirements that stand in a column; frameworks other than the one that it is named after say which they are."""
    others = [prefix for name, prefixes in _STANDARDS if name != heading for prefix in prefixes]

    def own(framework: str) -> bool:
        longest = max((prefix for prefix in (*begins, *others) if framework.startswith(prefix)), key=len, default="")
        return longest in begins

    def cell(row: GapRow) -> str:
        parts = [(name, ", ".join(ids)) for name, ids in row.mappings.items() if own(name)]
        return "\n".join(ids if name == heading else f"{name}: {ids}" for name, ids in parts)

    return cell
