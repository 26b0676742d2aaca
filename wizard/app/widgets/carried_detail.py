"""Everything about one question that was carried over: what happened and why, how it stands today, what was archived."""

from collections.abc import Iterator

from textual.content import Content

from questionnaires.model import Bank
from wizard.app.drawing import literal
from wizard.app.symbols import REVIEW, STATUS_STYLES, STATUS_SYMBOLS
from wizard.app.widgets.detail_pane import DetailPane, Part, labelled
from wizard.core.answers import Answer, Status
from wizard.core.carrying import CarriedLine, what_words
from wizard.core.migration import Migration
from wizard.core.text import sentence


class CarriedDetail(DetailPane):
    """Shows a line; scrolls with the arrow keys when it has the focus."""

    def __init__(self) -> None:
        super().__init__(id="carried-detail")

    def show(self, line: CarriedLine | None, migration: Migration, bank: Bank | None) -> None:
        """Fill the pane; ``bank`` is the one that asks the question today."""
        words = _detail(line, migration, bank) if line else Content()
        self.show_text(words)
        self.scroll_home(animate=False)


def _detail(line: CarriedLine, migration: Migration, bank: Bank | None) -> Content:
    row = line.row
    title = bank.control_of(row.new).title if bank and row.new in bank.control_by_question else ""
    head = (f"{row.new or row.old}  {title}".rstrip(), "bold $accent")
    return labelled([head], (*_happened(line, migration), *_today(line, bank), *_archived(line.archived)))


def _happened(line: CarriedLine, migration: Migration) -> Iterator[Part]:
    row = line.row
    yield "What happened", sentence(what_words(line.what))
    yield "Why", row.reason
    if row.old and row.old != row.new:
        yield f"Id in {migration.before}", row.old


def _today(line: CarriedLine, bank: Bank | None) -> Iterator[Part]:
    row, answer = line.row, line.today
    if not row.new:
        return
    if bank and row.new in bank.control_by_question:
        yield "What is asked today", Content.styled(bank.question(row.new).text, "bold")
    again = literal(f"\n{REVIEW} to be looked at again: {answer.review}").plain if answer.review else ""
    yield "The answer today", Content.assemble(_status(answer), (again, "$text-warning"))
    yield "How it is done", answer.description


def _archived(answer: Answer | None) -> Iterator[Part]:
    if answer is None:
        return
    plan, risk = answer.remediation, answer.accepted_risk
    facts = (plan.action, plan.owner, f"due {plan.due}" if plan.due else "", plan.effort or "")
    yield "The answer in the archive", _status(answer)
    yield "Owned by", answer.ownership or ""
    yield "How it is done", answer.description
    yield "What the customer does", answer.responsibilities
    yield "Evidence", "\n".join(f"• {item}" for item in answer.evidence)
    yield "Plan", " · ".join(filter(None, facts))
    yield "Risk accepted", f"{risk.reason} (until {risk.until})" if risk else ""
    yield "Who said so", " · ".join(filter(None, (answer.respondent, answer.method, answer.confidence)))
    yield "Note", answer.note
    yield "Last changed", f"{answer.changed.astimezone():%Y-%m-%d}" if answer.changed else ""


def _status(answer: Answer) -> Content:
    status: Status | None = answer.status
    word = status.label if status else "Not answered yet"
    return Content.styled(f"{STATUS_SYMBOLS[status]} {word}", STATUS_STYLES[status])
