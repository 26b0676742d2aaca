"""The list of gaps as somebody works through it: what is planned for each, which ones are wanted, in which order.

A gap whose risk is accepted stays a gap: it is marked, listed and counted like any other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from questionnaires.vocabulary import Effort, Layer, LifecycleStage
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Result
from wizard.core.gaps import BLOCKS_NOW, BLOCKS_TARGET, Gap, recommended_step
from wizard.core.lifecycle import is_in_stage, split_stage, stage_words


class Trait(StrEnum):
    """What a gap can be picked out by."""

    BLOCKS_NOW = "blocks now"
    BLOCKS_NEXT = "blocks next phase"
    NO_PLAN = "no plan yet"
    OVERDUE = "overdue"
    ACCEPTED = "accepted"
    QUICK_WIN = "quick wins"

    @property
    def summary(self) -> str:
        """What it selects, in a sentence."""
        return _TRAIT_SUMMARIES[self]


_TRAIT_SUMMARIES = {
    Trait.BLOCKS_NOW: "Only gaps that must be closed in the phase you are in.",
    Trait.BLOCKS_NEXT: "Only gaps that must be closed before the next phase.",
    Trait.NO_PLAN: "Only gaps where an action, an owner or a due date is missing and the risk is not accepted.",
    Trait.OVERDUE: "Only gaps whose due date has passed.",
    Trait.ACCEPTED: "Only gaps whose risk somebody accepted, also where that has expired.",
    Trait.QUICK_WIN: "Only gaps that take hours or days.",
}
_URGENCIES = frozenset({Trait.BLOCKS_NOW, Trait.BLOCKS_NEXT})


class RiskMark(StrEnum):
    """Whether the acceptance of a risk still holds."""

    HOLDS = "accepted"
    EXPIRED = "expired"


class FollowUp(StrEnum):
    """How far somebody has got with a gap; the first that applies, in this order."""

    ACCEPTED = "risk accepted"
    EXPIRED = "acceptance expired"
    NO_PLAN = "no plan yet"
    OVERDUE = "overdue"
    PLANNED = "planned"


class Order(StrEnum):
    """What the list can be sorted by."""

    RANK = "rank"
    DOMAIN = "domain"
    STATUS = "status"
    EFFORT = "effort"
    DUE = "due"
    OWNER = "owner"
    PHASE = "phase"
    LAYER = "layer"


_ORDER_WORDS = {
    Order.RANK: ("most pressing first", "least pressing first"),
    Order.DOMAIN: ("as in the matrix", "backwards through the matrix"),
    Order.STATUS: ("worst first", "best first"),
    Order.EFFORT: ("least effort first", "most effort first"),
    Order.DUE: ("soonest due first", "latest due first"),
    Order.OWNER: ("owners from A to Z", "owners from Z to A"),
    Order.PHASE: ("earliest phase first", "latest phase first"),
    Order.LAYER: ("infrastructure first", "governance first"),
}


@dataclass(frozen=True, slots=True)
class Sorting:
    """How the list is sorted."""

    by: Order = Order.RANK
    backwards: bool = False

    @property
    def words(self) -> str:
        """The order in words."""
        return _ORDER_WORDS[self.by][self.backwards]

    def chosen(self, by: Order) -> "Sorting":
        """The sorting after this order was asked for: asked for twice, it turns round."""
        return Sorting(by, backwards=self.by is by and not self.backwards)


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap with what is planned for it.

    ``effort`` is the planned one, else the recommended step's; ``place`` is the question's place in the bank;
    ``searched`` is what a search looks through.
    """

    gap: Gap
    answer: Answer
    effort: Effort
    risk: RiskMark | None
    traits: frozenset[Trait]
    place: int
    searched: str = field(repr=False)

    @property
    def question(self) -> str:
        """The question's id."""
        return self.gap.question

    @property
    def overdue(self) -> bool:
        """Whether the due date has passed."""
        return Trait.OVERDUE in self.traits

    @property
    def follow_up(self) -> FollowUp:
        """How far somebody has got with it."""
        if self.risk:
            return FollowUp.ACCEPTED if self.risk is RiskMark.HOLDS else FollowUp.EXPIRED
        if Trait.NO_PLAN in self.traits:
            return FollowUp.NO_PLAN
        return FollowUp.OVERDUE if self.overdue else FollowUp.PLANNED


@dataclass(frozen=True, slots=True)
class GapFilter:
    """Which gaps are wanted: those with all the traits, in which all words of the search occur.

    With a ``stage`` only those whose control matters in this lifecycle stage, or in its sub-stage ``part``.
    """

    traits: frozenset[Trait] = frozenset()
    search: str = ""
    stage: LifecycleStage | None = None
    part: str = ""

    @property
    def words(self) -> str:
        """The filter in words; empty when it lets everything through."""
        parts = [trait.value for trait in Trait if trait in self.traits]
        if self.stage:
            parts.append(stage_words(self.stage, self.part))
        if self.search.strip():
            parts.append(f"with the words “{self.search.strip()}”")
        return ", ".join(parts)

    def toggled(self, trait: Trait) -> "GapFilter":
        """The filter with a trait put on or taken off; of the two urgencies only one can be on."""
        others = self.traits - _URGENCIES if trait in _URGENCIES else self.traits
        return replace(self, traits=others - {trait} if trait in self.traits else others | {trait})

    def lets_through(self, line: GapLine) -> bool:
        """Whether a gap is wanted."""
        return (
            self.traits <= line.traits
            and is_in_stage(line.gap.control, self.stage, self.part)
            and all(word in line.searched for word in self.search.casefold().split())
        )


def gap_lines(result: Result, today: date) -> tuple[GapLine, ...]:
    """Every gap of a result with its plan, by rank."""
    places = {question_id: place for place, question_id in enumerate(result.asked)}
    return tuple(_line(result, gap, today, places[gap.question]) for gap in result.gaps)


def chosen_lines(lines: Iterable[GapLine], wanted: GapFilter, sorting: Sorting) -> list[GapLine]:
    """The wanted lines in order; ties by rank, and what has no due date or owner last in both directions."""
    key = _KEYS[sorting.by]
    ranked = sorted((line for line in lines if wanted.lets_through(line)), key=lambda line: line.gap.rank)
    known = [line for line in ranked if key(line) is not None]
    known.sort(key=key, reverse=sorting.backwards)
    return known + [line for line in ranked if key(line) is None]


def stage_counts(lines: Iterable[GapLine], names: Iterable[str]) -> Mapping[str, int]:
    """How many gaps matter in each lifecycle stage and sub-stage by their names."""
    controls = [line.gap.control for line in lines]
    return {name: sum(is_in_stage(control, *split_stage(name)) for control in controls) for name in names}


def trait_counts(lines: Iterable[GapLine]) -> Mapping[Trait, int]:
    """How many gaps have each trait."""
    counts = Counter(trait for line in lines for trait in line.traits)
    return {trait: counts[trait] for trait in Trait}


def count_words(shown: int, total: int, wanted: GapFilter) -> str:
    """How many gaps are shown and why, such as ``37 of 112 gaps: blocks now, no plan yet``."""
    noun = "gap" if total == 1 else "gaps"
    return f"{shown} of {total} {noun}: {wanted.words}" if wanted.words else f"{total} {noun}"


def owners_used(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Everybody who owns a corrective action already, the most frequent first."""
    counts = Counter(owner for answer in answers if (owner := answer.remediation.owner.strip()))
    return tuple(sorted(counts, key=lambda owner: (-counts[owner], owner.casefold())))


def _line(result: Result, gap: Gap, today: date, place: int) -> GapLine:
    answer = result.assessment.answer(gap.question)
    effort = answer.remediation.effort or recommended_step(gap.control, gap.status).effort
    risk = None
    if answer.accepted_risk:
        risk = RiskMark.HOLDS if answer.accepted_risk.holds_on(today) else RiskMark.EXPIRED
    return GapLine(
        gap=gap,
        answer=answer,
        effort=effort,
        risk=risk,
        traits=frozenset(_traits(gap, answer, effort, risk, today)),
        place=place,
        searched=_searched(result, gap, answer, effort),
    )


def _traits(gap: Gap, answer: Answer, effort: Effort, risk: RiskMark | None, today: date) -> Iterable[Trait]:
    plan = answer.remediation
    if gap.urgency == BLOCKS_NOW:
        yield Trait.BLOCKS_NOW
    if gap.urgency == BLOCKS_TARGET:
        yield Trait.BLOCKS_NEXT
    if risk is not RiskMark.HOLDS and not (plan.action.strip() and plan.owner.strip() and plan.due):
        yield Trait.NO_PLAN
    if plan.due and plan.due < today:
        yield Trait.OVERDUE
    if risk:
        yield Trait.ACCEPTED
    if effort in (Effort.HOURS, Effort.DAYS):
        yield Trait.QUICK_WIN


def _searched(result: Result, gap: Gap, answer: Answer, effort: Effort) -> str:
    control, plan = gap.control, answer.remediation
    parts = (
        gap.question,
        control.title,
        result.bank.domain_titles[control.domain_code],
        control.layer,
        control.phase,
        gap.status.label if gap.status else "open",
        effort,
        result.bank.question(gap.question).text,
        answer.description,
        plan.action,
        plan.owner,
        plan.due.isoformat() if plan.due else "",
        answer.accepted_risk.reason if answer.accepted_risk else "",
    )
    return "\n".join(parts).casefold()


_FROM_WORST = (None, Status.NO, Status.PARTIAL, Status.YES_GAPS)
_EFFORTS: Sequence[Effort] = tuple(Effort)
_LAYERS: Sequence[Layer] = tuple(Layer)
_KEYS: Mapping[Order, Callable[[GapLine], Any]] = {
    Order.RANK: lambda line: line.gap.rank,
    Order.DOMAIN: lambda line: line.place,
    Order.STATUS: lambda line: _FROM_WORST.index(line.gap.status),
    Order.EFFORT: lambda line: _EFFORTS.index(line.effort),
    Order.DUE: lambda line: line.answer.remediation.due,
    Order.OWNER: lambda line: line.answer.remediation.owner.strip().casefold() or None,
    Order.PHASE: lambda line: line.gap.control.phase.rank,
    Order.LAYER: lambda line: _LAYERS.index(line.gap.control.layer),
}
