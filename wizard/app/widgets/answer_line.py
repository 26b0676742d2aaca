"""The line at the bottom that says what the answer is now and what the decision rules still want of it."""

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from wizard.app.drawing import literal
from wizard.app.symbols import FLAG, REVIEW, STATUS_STYLES, STATUS_SYMBOLS
from wizard.core.answers import Answer
from wizard.core.rules import OPEN_RULE, REVIEW_RULE, Finding, Severity

_SIGNS = {Severity.ERROR: ("✗", "$text-error"), Severity.WARNING: ("!", "$text-warning")}
_MOST_FINDINGS = 2
_HINT = "y g p n a answer · Enter writes how it is done · i more about the question"


class AnswerLine(Static):
    """Always in sight, so that neither the answer nor a rule is ever scrolled away."""

    def show(self, answer: Answer, findings: Iterable[Finding], fault: str = "", outside: str = "") -> None:
        """Say it; ``fault`` is what is wrong with a field as typed, ``outside`` why the question is not asked."""
        told = [finding for finding in findings if finding.rule not in (OPEN_RULE, REVIEW_RULE)]
        told.sort(key=lambda finding: finding.severity)
        lines = [(_SIGNS[finding.severity], finding.message) for finding in told]
        if answer.review:
            lines.insert(0, ((REVIEW, "$text-warning"), f"look again (K: still true): {answer.review}"))
        if fault:
            lines.insert(0, (_SIGNS[Severity.ERROR], fault))
        if outside:
            lines.insert(0, (_SIGNS[Severity.WARNING], f"kept, but not asked and not counted: {outside}"))
        more = len(lines) - _MOST_FINDINGS
        parts = [
            _summary(answer),
            *(
                Content.assemble((f"{sign} ", style), literal(message))
                for (sign, style), message in lines[:_MOST_FINDINGS]
            ),
        ]
        if more > 0:
            parts[-1] = Content.assemble(parts[-1], (f"  (and {more} more)", "$foreground 65%"))
        if len(parts) == 1 and not answer.status:
            parts.append(Content.styled(_HINT, "$foreground 65%"))
        self.update(Content("\n").join(parts), layout=False)


def _summary(answer: Answer) -> Content:
    word = answer.status.label if answer.status else "Not answered yet"
    plan = answer.remediation
    facts = (
        f"{FLAG} flagged" if answer.flagged else "",
        answer.ownership or "",
        answer.method or "",
        f"{answer.confidence} confidence" if answer.confidence else "",
        f"evidence {len(answer.evidence)}" if answer.evidence else "",
        f"due {plan.due}" if plan.due else "",
        "risk accepted" if answer.accepted_risk else "",
        "note" if answer.note else "",
    )
    rest = "".join(f" · {fact}" for fact in facts if fact)
    return Content.assemble(
        (f"{STATUS_SYMBOLS[answer.status]} {word}", f"bold {STATUS_STYLES[answer.status]}"),
        (literal(rest).plain, "$foreground 80%"),
    )
