"""Everything about one gap: what is asked and missing, what could happen, what to do, and what is planned."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from questionnaires.model import Bank
from questionnaires.vocabulary import Role
from wizard.app.symbols import STATUS_SHORT, STATUS_STYLES, STATUS_SYMBOLS
from wizard.app.widgets.detail_pane import MUTED, DetailPane, Part, Piece, labelled
from wizard.app.widgets.gap_table import RISK_SIGNS, URGENCY_SIGNS
from wizard.core.answers import AcceptedRisk
from wizard.core.days import distance_words
from wizard.core.gap_list import GapLine, RiskMark
from wizard.core.gaps import recommended_step
from wizard.core.rules import Severity, check_answer

_FINDING_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!"}
_FINDING_STYLES = {Severity.ERROR: "$text-error", Severity.WARNING: "$text-warning"}


class GapDetail(DetailPane):
    """Shows a gap; scrolls with the arrow keys when it has the focus."""

    def __init__(self) -> None:
        super().__init__(id="gap-detail")
        self._question = ""

    def show(self, line: GapLine, bank: Bank, roles: tuple[Role, ...], today: date) -> None:
        """Fill the pane; it scrolls back to the top when the gap is another one."""
        self.show_text(_detail(line, bank, roles, today))
        if line.question != self._question:
            self._question = line.question
            self.scroll_home(animate=False)

    def show_nothing(self) -> None:
        """Empty the pane."""
        self._question = ""
        self.show_text(Content())


def _detail(line: GapLine, bank: Bank, roles: tuple[Role, ...], today: date) -> Content:
    gap, control = line.gap, line.gap.control
    status = f"{STATUS_SYMBOLS[gap.status]} {STATUS_SHORT[gap.status] if gap.status else 'not answered yet'}"
    head: list[Piece] = [
        (f"{line.question}  {control.title}", "bold $accent"),
        "\n",
        (status, STATUS_STYLES[gap.status]),
        (f"   {URGENCY_SIGNS[gap.urgency].strip()} {gap.urgency_words}   rank {gap.rank}\n", MUTED),
        (f"{control.phase} · {control.layer}", MUTED),
    ]
    parts = (*_decision(line, today), *_problem(line, bank), *_remedy(line, roles, today), *_context(line))
    return labelled(head, parts)


def _decision(line: GapLine, today: date) -> Iterator[Part]:
    """Stands first where there is one: it changes how the rest is read."""
    if line.answer.accepted_risk and line.risk:
        yield "Risk accepted", _risk(line.answer.accepted_risk, line.risk, today)


def _problem(line: GapLine, bank: Bank) -> Iterator[Part]:
    question, status = bank.question(line.question), line.gap.status
    yield "What is asked", Content.styled(question.text, "bold")
    ours = question.criteria.get(status, "") if status else "not answered yet; until then it counts as missing"
    yield "What is missing", line.answer.description.strip() or ours
    yield "What goes wrong", line.gap.control.text.consequence


def _remedy(line: GapLine, roles: tuple[Role, ...], today: date) -> Iterator[Part]:
    step, plan = recommended_step(line.gap.control, line.gap.status), line.answer.remediation
    yield f"Recommended step · {step.effort}", step.action
    facts = [plan.owner.strip(), plan.effort or ""]
    if plan.due:
        late = "! overdue: " if line.overdue else ""
        facts.append(f"{late}due {plan.due.isoformat()}, {distance_words(plan.due, today)}")
    if any((plan.action.strip(), *facts)):
        words = [plan.action.strip() or "no action yet", " · ".join(fact for fact in facts if fact)]
        yield "Your plan", "\n".join(word for word in words if word)
    else:
        yield "Your plan", "None yet. Press r to make one."
    findings = check_answer(line.answer, roles)
    yield (
        "To mend before it is handed over",
        Content("\n").join(
            Content.styled(f"{_FINDING_SIGNS[finding.severity]} {finding.message}", _FINDING_STYLES[finding.severity])
            for finding in findings
        ),
    )


def _risk(risk: AcceptedRisk, mark: RiskMark, today: date) -> str:
    until = f"{risk.until.isoformat()} ({distance_words(risk.until, today)})"
    state = f"holds until {until}" if mark is RiskMark.HOLDS else f"expired on {until}; press R to decide again"
    return f"{RISK_SIGNS[mark]} {state}\n{risk.reason}"


def _context(line: GapLine) -> Iterator[Part]:
    text, facts = line.gap.control.text, line.gap.control.facts
    yield "Evidence to produce", "\n".join(f"• {item}" for item in text.evidence)
    yield "Threats", ", ".join(threat.label for threat in facts.threats)
    if facts.techniques:
        count = len(facts.techniques)
        yield "Attack techniques", f"{count} of MITRE ATT&CK ({', '.join(facts.techniques)})"
    yield (
        "Standards touched",
        "\n".join(f"{name}: {len(ids)} ({', '.join(ids)})" for name, ids in facts.requirements.items()),
    )
