"""Which of the 320 questions are asked, and the ledger that says why for each.

A question is asked when some role of the assessment holds a part of its control, the control's phase is at or below
the target phase, and the use case reaches the control (the rules of the design).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.model import Bank, Control
from questionnaires.responsibility import PARTY_NAMES, Responsibility, Share
from questionnaires.vocabulary import Layer, Phase, Role
from wizard.core.profile import Profile

MINUTES_A_QUESTION = 1.5
"""What a workshop needs for one question on average: about 40 baseline questions make one hour."""


class NotAsked(StrEnum):
    """Why a question is not asked; the first that applies, in this order."""

    NOT_HELD = "not held"
    OTHER_USE_CASE = "other use case"
    LATER_PHASE = "later phase"


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """One line of the scope ledger.

    ``ask`` names the parties whose part must be checked as due diligence where the roles only inherit the control;
    ``not_asked`` is the kind of the reason, nothing for a question that is asked.
    """

    question: str
    control: str
    domain: str
    asked: bool
    responsibility: Mapping[Role, Responsibility]
    phase: Phase
    layer: Layer
    reason: str
    ask: tuple[str, ...] = ()
    not_asked: NotAsked | None = None


@dataclass(frozen=True, slots=True)
class AnswersAfterwards:
    """What becomes of the answers given so far when the scope changes: how many of them count, stand aside, come back.

    ``aside`` are all that the new scope leaves out, ``back`` those that only the old one left out (they count again).
    """

    counted: int
    aside: int
    back: int


def scope_ledger(bank: Bank, profile: Profile) -> tuple[ScopeEntry, ...]:
    """An entry for every question of the bank, in its order."""
    return tuple(entry for control in bank.controls.values() for entry in _entries(control, profile))


def asked_questions(ledger: Sequence[ScopeEntry]) -> tuple[str, ...]:
    """The ids of the questions that are asked, in the order of the bank."""
    return tuple(entry.question for entry in ledger if entry.asked)


def questions_by_domain(ledger: Sequence[ScopeEntry]) -> Counter[str]:
    """How many questions of each domain are asked."""
    return Counter(entry.domain for entry in ledger if entry.asked)


def asked_baseline(bank: Bank, ledger: Sequence[ScopeEntry]) -> tuple[str, ...]:
    """The ids of the asked questions that belong to the baseline, in the order of the bank."""
    return tuple(entry.question for entry in ledger if entry.asked and bank.controls[entry.control].marks.baseline)


def not_asked_reasons(ledger: Sequence[ScopeEntry]) -> Counter[NotAsked]:
    """How many questions are not asked, by the kind of reason."""
    return Counter(entry.not_asked for entry in ledger if entry.not_asked)


def answers_afterwards(given: Collection[str], before: Collection[str], after: Collection[str]) -> AnswersAfterwards:
    """Compare the answered questions with those asked before and after a change of the scope; no answer is dropped."""
    answered, asked_after = set(given), set(after)
    counted = answered & asked_after
    return AnswersAfterwards(len(counted), len(answered - asked_after), len(counted - set(before)))


def workshop_minutes(questions: int) -> int:
    """How long a workshop needs for so many questions, in minutes, to the nearest five."""
    return max(5, round(questions * MINUTES_A_QUESTION / 5) * 5) if questions else 0


def _entries(control: Control, profile: Profile) -> list[ScopeEntry]:
    shares = {role: control.responsibility(role) for role in profile.roles}
    not_asked, reason, ask = _decide(control, profile, shares)
    return [
        ScopeEntry(
            question=question_id,
            control=control.id,
            domain=control.domain_code,
            asked=not_asked is None,
            responsibility=shares,
            phase=control.phase,
            layer=control.layer,
            reason=reason,
            ask=ask,
            not_asked=not_asked,
        )
        for question_id in control.question_ids
    ]


def _decide(
    control: Control,
    profile: Profile,
    shares: Mapping[Role, Responsibility],
) -> tuple[NotAsked | None, str, tuple[str, ...]]:
    if not any(share.held for share in shares.values()):
        holders = tuple(dict.fromkeys(party for share in shares.values() for party in share.others))
        names = " and ".join(PARTY_NAMES[party] for party in holders)
        roles = " and ".join(shares)
        reason = f"not held by {roles}: ask {names} and keep the reply as due diligence"
        return NotAsked.NOT_HELD, reason, holders
    if profile.use_case not in control.marks.use_cases:
        reason = f"reaches only the use case {' or '.join(control.marks.use_cases)}"
        return NotAsked.OTHER_USE_CASE, reason, ()
    if control.phase.rank > profile.target_phase.rank:
        reason = f"needed from the {control.phase} phase on; the target is {profile.target_phase}"
        return NotAsked.LATER_PHASE, reason, ()
    held = "; ".join(_held_sentence(role, share) for role, share in shares.items() if share.held)
    return None, f"{held}; needed from the {control.phase} phase on", ()


def _held_sentence(role: Role, share: Responsibility) -> str:
    words = "the AICM names no owner, so it is asked" if share.share is Share.UNDETERMINED else share
    return f"{role}: {words}"
