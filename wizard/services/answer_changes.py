"""What a file from elsewhere says in words short enough for a line: changed fields of an answer, an auditor's verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wizard.core.answers import PLAN_FIELDS, AcceptedRisk, Answer
from wizard.workbooks.gap_workbook import ACCEPTED, REJECTED, Verdict

_FIELDS = {
    "status": "status",
    "ownership": "ownership",
    "description": "description",
    "responsibilities": "customer responsibilities",
    "evidence": "evidence",
    "action": "planned action",
    "owner": "owner",
    "due": "due",
    "effort": "planned effort",
    "accepted_risk": "accepted risk",
    "note": "note",
    "flagged": "flag",
    "respondent": "respondent",
    "method": "method",
    "confidence": "confidence",
    "review": "to be looked at again",
}
"""Every field of an answer and of its plan, and what it is called for people."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an answer in which two sides differ; ``cell`` is where theirs stands, if it came from a workbook."""

    question: str
    field: str
    cell: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return self.in_a_line(_LONGEST)

    def in_a_line(self, longest: int) -> str:
        """The change in words, each side with at most so many characters."""
        where = f" ({self.cell})" if self.cell else ""
        ours, theirs = shortened(self.ours, longest), shortened(self.theirs, longest)
        if ours == theirs:
            ours, theirs = f"{len(self.ours):,} characters", f"{len(self.theirs):,} characters, with other words"
        return f"{self.field}: {ours or 'nothing'} → {theirs or 'nothing'}{where}"


def field_changes(ours: Answer, theirs: Answer, cells: Mapping[str, str]) -> Iterator[FieldChange]:
    """The fields that differ; ``cells`` says where in a workbook each field stands."""
    for name, word in _FIELDS.items():
        mine, other = _value(ours, name), _value(theirs, name)
        if mine != other:
            yield FieldChange(ours.question, word, cells.get(name, ""), _in_words(mine, name), _in_words(other, name))


def verdicts_in_words(verdicts: Sequence[Verdict]) -> str:
    """How many answers an auditor accepted and rejected."""
    accepted, rejected = (sum(verdict.word == word for verdict in verdicts) for word in (ACCEPTED, REJECTED))
    others = len(verdicts) - accepted - rejected
    more = f", and wrote {others} other {'remark' if others == 1 else 'remarks'}" if others else ""
    answers = "answer" if accepted == 1 else "answers"
    return f"The auditor accepted {accepted} {answers} and rejected {rejected}{more} (verdicts stay in the workbook)"


def verdict_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A line for each verdict with something to read; acceptances without a comment are only counted."""
    for verdict in verdicts:
        if verdict.word != ACCEPTED or verdict.comment:
            comment = f": {verdict.comment}" if verdict.comment else ""
            auditor = f", {verdict.auditor}" if verdict.auditor else ""
            yield f"{verdict.question} {verdict.word or 'remark'}{comment} ({verdict.cell}{auditor})"


def shortened(text: str, longest: int = _LONGEST) -> str:
    """A text as the beginning of one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _value(answer: Answer, name: str) -> Any:
    return getattr(answer.remediation if name in PLAN_FIELDS else answer, name)


def _in_words(value: Any, name: str) -> str:
    if name == "status":
        return value or "open"
    if isinstance(value, AcceptedRisk):
        return f"{value.reason} (until {value.until})"
    if isinstance(value, bool):
        return "flag" if value else ""
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")
