"""What one question of the official AI-CAIQ says in columns C to F, made from an answer of ours, and read back.

The questionnaire has one column for everything that CSA wants to be told beside yes and no: how it is done, which gaps remain
and what is planned about them, and the evidence (column E; "Filling in the AI-CAIQ", detail expectations and partial
implementations). So column E is written in blocks that people read as they are, and that give every part back exactly.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from questionnaires.responsibility import PARTY_NAMES
from questionnaires.vocabulary import Effort
from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status
from wizard.core.profile import Profile
from wizard.core.scope import NotAsked, ScopeEntry

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
_OTHER_ITEMS = ("• ", "* ", "– ", "-")
"""What people type before an item, or what their program makes of it."""
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


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


def outside_scope(entry: ScopeEntry, profile: Profile) -> OfficialAnswer:
    """What it says for a question that is not asked: not applicable, nobody determined, and why."""
    return OfficialAnswer(
        entry.question, "NA", SsrmOwnership.NOT_DETERMINED, f"{OUTSIDE_SCOPE}{public_reason(entry, profile)}", ""
    )


def public_reason(entry: ScopeEntry, profile: Profile) -> str:
    """Why a question is not asked, for people who do not know our phases and use cases; ends with a full stop."""
    roles = " and ".join(role.label.lower() for role in profile.roles)
    match entry.not_asked:
        case NotAsked.NOT_HELD:
            holders = " and ".join(PARTY_NAMES[party] for party in entry.ask) or "another party"
            return f"the service is assessed as {roles}, and this control is held by {holders}."
        case NotAsked.OTHER_USE_CASE:
            return f"the control does not reach a system of this kind ({profile.use_case})."
        case NotAsked.LATER_PHASE:
            return (
                f"the control belongs to the {entry.phase} phase of the service, and this assessment covers the phases "
                f"up to {profile.target_phase}."
            )
        case None:
            return "it was not asked."


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
    """What a column E tells; a text without blocks of ours is a description and nothing else.

    People edit these lines: a block ends where a line is none of its own, and what follows belongs to the description.
    """
    evidence = _read_evidence(text.split("\n"))
    plan = _read_plan(evidence.before)
    description = "\n\n".join(part for part in ("\n".join(plan.before), *plan.rest, *evidence.rest) if part)
    return Disclosed(description, plan.status, plan.plan, evidence.evidence)


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A block that was looked for: the lines before it, what it says, and texts behind or in it that it cannot take."""

    before: list[str]
    status: Status | None = None
    plan: Remediation | None = None
    evidence: tuple[str, ...] | None = None
    rest: tuple[str, ...] = ()


def _read_evidence(lines: list[str]) -> _Found:
    """The last block of evidence."""
    at = _last(lines, (_EVIDENCE, _NO_EVIDENCE))
    if at < 0:
        return _Found(lines)
    items, rest = _items(lines[at + 1 :], (_ITEM, *_OTHER_ITEMS))
    if lines[at].rstrip() == _NO_EVIDENCE:
        return _Found(_before(lines, at), evidence=(), rest=_text_of(lines[at + 1 :]))
    if not items:
        return _Found(lines)
    return _Found(_before(lines, at), evidence=tuple(text for _, text in items), rest=_text_of(rest))


def _read_plan(lines: list[str]) -> _Found:
    """The last plan; its head tells the status, also where nothing below it can be read."""
    pairs: list[tuple[Status | None, tuple[str, str]]] = [*_HEADS.items(), (None, _OTHER_HEADS)]
    heads = {head: (status, number) for status, pair in pairs for number, head in enumerate(pair)}
    at = _last(lines, tuple(heads))
    if at < 0:
        return _Found(lines)
    status, kind = heads[lines[at].rstrip()]
    below = lines[at + 1 :]
    if kind == _UNPLANNED:
        return _Found(_before(lines, at), status, Remediation(), rest=_text_of(below))
    items, rest = _items(below, tuple(_LABELS.values()))
    if not items and status is None:
        return _Found(lines)
    plan, strange = _plan(items)
    return _Found(_before(lines, at), status, plan, rest=(*_text_of(strange), *_text_of(rest)))


def _plan(items: Sequence[tuple[str, str]]) -> tuple[Remediation, list[str]]:
    """A plan from its lines, and those that it cannot take: a second one of a kind, a day or an effort that is none."""
    plan, strange = Remediation(), []
    told: set[str] = set()
    for label, text in items:
        name = next(name for name, own in _LABELS.items() if own == label)
        value = _VALUES[name](text)
        if value is None or name in told:
            strange.append(f"{label}{text}")
        else:
            plan = replace(plan, **{name: value})
            told.add(name)
    return plan, strange


def _due(text: str) -> date | None:
    """A day as we write it, or as spreadsheets and people in much of Europe do; what could be two days is none."""
    match = _DAY_FIRST.fullmatch(text.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text.strip())
    except ValueError:
        return None


def _effort(text: str) -> Effort | None:
    return next((effort for effort in Effort if effort.value == text.strip().casefold()), None)


_VALUES: Mapping[str, Callable[[str], Any]] = {"action": str, "owner": str, "due": _due, "effort": _effort}


def _items(lines: Sequence[str], labels: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The labelled texts at the beginning of some lines, those that go on indented; then the lines that are neither."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        label = next((label for label in labels if line.startswith(label)), None)
        if label is not None:
            found.append((label, line.removeprefix(label)))
        elif found and line.startswith(_MORE):
            label, text = found[-1]
            found[-1] = (label, f"{text}\n{line.removeprefix(_MORE)}")
        elif line:
            return found, list(lines[number:])
    return found, []


def _text_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines as one text, if they say anything."""
    text = "\n".join(lines).strip("\n")
    return (text,) if text else ()


def _last(lines: Sequence[str], heads: Sequence[str]) -> int:
    """Where the last of these heads stands; -1 where none does."""
    return next((at for at in range(len(lines) - 1, -1, -1) if lines[at].rstrip() in heads), -1)


def _before(lines: list[str], at: int) -> list[str]:
    """What stands before a block, without the blank line that sets it off."""
    return lines[: at - 1 if at and not lines[at - 1].strip() else at] or [""]
