"""What one question of the official AI-CAIQ says in columns C to F, made from an answer of ours, and read back.

The questionnaire has one column for everything that CSA wants to be told beside yes and no: how it is done, which gaps remain
and what is planned about them, and the evidence (column E; "Filling in the AI-CAIQ", detail expectations and partial
implementations). So column E is written in blocks that people read as they are, and that give every part back exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from questionnaires.vocabulary import Effort
from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status

OUTSIDE_SCOPE = "Outside the scope of this self-assessment: "
"""How column E begins for a question that was not asked; the reason follows."""

_PLANNED, _UNPLANNED = 0, 1
_HEADS = {
    Status.YES_GAPS: ("Minor gaps remain. Remediation plan:", "Minor gaps remain. No remediation plan yet."),
    Status.PARTIAL: (
        "Partly implemented. Corrective action plan:",
        "Partly implemented. No corrective action plan yet.",
    ),
    Status.NO: ("Not implemented. Corrective action plan:", "Not implemented. No corrective action plan yet."),
}
_OTHER_HEADS = ("Planned next:", "Nothing more is planned.")
_EVIDENCE, _NO_EVIDENCE = "Evidence:", "Evidence: none named."
_LABELS = {"action": "Action: ", "owner": "Owner: ", "due": "Target date: ", "effort": "Effort: "}
_ITEM, _MORE = "- ", "  "


@dataclass(frozen=True, slots=True)
class OfficialAnswer:
    """Columns C to F of one question: ``YES``, ``NO`` or ``NA`` (empty while open), then the three texts."""

    question: str
    answer: str
    ownership: str
    description: str
    responsibilities: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What column E tells: the description itself, and what its blocks say, nothing where a block is not there.

    ``status`` is the finer status behind a YES or a NO, where a block tells it.
    """

    description: str
    status: Status | None = None
    remediation: Remediation | None = None
    evidence: tuple[str, ...] | None = None


def official_answer(answer: Answer) -> OfficialAnswer:
    """What the questionnaire says for an answer; an open one is empty in column C."""
    ownership = answer.ownership or (SsrmOwnership.NOT_DETERMINED if answer.status is Status.NA else "")
    return OfficialAnswer(
        answer.question,
        answer.status.caiq_answer if answer.status else "",
        str(ownership),
        disclosure(answer),
        answer.responsibilities,
    )


def outside_scope(question: str, reason: str) -> OfficialAnswer:
    """What it says for a question that is not asked: not applicable, nobody determined, and why."""
    return OfficialAnswer(question, "NA", SsrmOwnership.NOT_DETERMINED, f"{OUTSIDE_SCOPE}{reason}", "")


def disclosure(answer: Answer) -> str:
    """Column E: the description, the plan behind what is not in place, the evidence."""
    text = _joined(answer.description, _plan_block(answer), _evidence_block(answer.evidence))
    expected = Disclosed(answer.description, *_told(answer))
    if _completed(disclosed(text), answer) == expected:
        return text
    # The description itself looks like one of our blocks: with every block there, the reading finds the right ones.
    plan = _plan_block(answer) or [_OTHER_HEADS[_UNPLANNED]]
    return _joined(answer.description, plan, _evidence_block(answer.evidence) or [_NO_EVIDENCE])


def disclosed(text: str) -> Disclosed:
    """What a column E tells; a text without blocks of ours is a description and nothing else."""
    lines = text.split("\n")
    lines, evidence = _take_evidence(lines)
    lines, status, plan = _take_plan(lines)
    return Disclosed("\n".join(lines), status, plan, evidence)


def _told(answer: Answer) -> tuple[Status | None, Remediation, tuple[str, ...]]:
    return answer.status if answer.status in _HEADS else None, answer.remediation, answer.evidence


def _completed(found: Disclosed, answer: Answer) -> Disclosed:
    """What was read, with nothing for the blocks that need not be there."""
    status = found.status or (Status.NO if answer.status is Status.NO else None)
    return replace(found, status=status, remediation=found.remediation or Remediation(), evidence=found.evidence or ())


def _joined(description: str, *blocks: Sequence[str]) -> str:
    return "\n\n".join(part for part in (description, *("\n".join(block) for block in blocks)) if part)


def _plan_block(answer: Answer) -> list[str]:
    plan = answer.remediation
    values = {"action": plan.action, "owner": plan.owner, "due": plan.due, "effort": plan.effort}
    lines = [line for name, value in values.items() if value for line in _item(_LABELS[name], str(value))]
    heads = _HEADS.get(answer.status, _OTHER_HEADS) if answer.status else _OTHER_HEADS
    if lines:
        return [heads[_PLANNED], *lines]
    return [heads[_UNPLANNED]] if answer.status in _HEADS else []


def _evidence_block(evidence: Sequence[str]) -> list[str]:
    lines = [line for reference in evidence for line in _item(_ITEM, reference)]
    return [_EVIDENCE, *lines] if lines else []


def _item(label: str, text: str) -> list[str]:
    first, *more = text.split("\n")
    return [f"{label}{first}", *(f"{_MORE}{line}" for line in more)]


def _take_evidence(lines: list[str]) -> tuple[list[str], tuple[str, ...] | None]:
    """The lines before an evidence block at the end, and its references."""
    if _is_block(lines, len(lines) - 1, _NO_EVIDENCE):
        return _before(lines, len(lines) - 1), ()
    at = _last(lines, (_EVIDENCE,))
    items = _items(lines[at + 1 :], (_ITEM,)) if at >= 0 else None
    return (_before(lines, at), tuple(text for _, text in items)) if items else (lines, None)


def _take_plan(lines: list[str]) -> tuple[list[str], Status | None, Remediation | None]:
    """The lines before a plan at the end, the status that its head tells, and the plan."""
    pairs: list[tuple[Status | None, tuple[str, str]]] = [*_HEADS.items(), (None, _OTHER_HEADS)]
    heads = {head: (status, number) for status, pair in pairs for number, head in enumerate(pair)}
    at = _last(lines, tuple(heads))
    if at < 0:
        return lines, None, None
    status, kind = heads[lines[at].rstrip()]
    if kind == _UNPLANNED:
        return (_before(lines, at), status, Remediation()) if at == len(lines) - 1 else (lines, None, None)
    items = _items(lines[at + 1 :], tuple(_LABELS.values()))
    plan = _plan(items) if items else None
    return (_before(lines, at), status, plan) if plan else (lines, None, None)


def _plan(items: Sequence[tuple[str, str]]) -> Remediation | None:
    """A plan from its lines; nothing where a line stands twice, or a day or an effort is none."""
    texts = dict(items)
    if len(texts) < len(items):
        return None
    due, effort = texts.get(_LABELS["due"], "").strip(), texts.get(_LABELS["effort"], "").strip()
    try:
        return Remediation(
            texts.get(_LABELS["action"], ""),
            texts.get(_LABELS["owner"], ""),
            date.fromisoformat(due) if due else None,
            Effort(effort) if effort else None,
        )
    except ValueError:
        return None


def _items(lines: Sequence[str], labels: Sequence[str]) -> list[tuple[str, str]] | None:
    """Lines as labelled texts, those that go on indented; nothing where a line is neither."""
    found: list[tuple[str, str]] = []
    for line in lines:
        label = next((label for label in labels if line.startswith(label)), None)
        if label is not None:
            found.append((label, line.removeprefix(label)))
        elif found and line.startswith(_MORE):
            label, text = found[-1]
            found[-1] = (label, f"{text}\n{line.removeprefix(_MORE)}")
        else:
            return None
    return found or None


def _last(lines: Sequence[str], heads: Sequence[str]) -> int:
    """Where the last of these heads stands as a block of its own; -1 where none does."""
    return next((at for at in range(len(lines) - 1, -1, -1) if any(_is_block(lines, at, head) for head in heads)), -1)


def _is_block(lines: Sequence[str], at: int, head: str) -> bool:
    return lines[at].rstrip() == head and (at == 0 or not lines[at - 1].strip())


def _before(lines: list[str], at: int) -> list[str]:
    """What stands before a block, without the blank line that sets it off."""
    return lines[: max(at - 1, 0)] if at else [""]
