"""The road to the target: what each phase needs, what blocks it, and in which order to work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from questionnaires.vocabulary import Effort, Phase
from wizard.core.answers import READY_CREDIT, Status
from wizard.core.assessment import Result
from wizard.core.gaps import Gap, recommended_step
from wizard.core.next_steps import QUICK, blockers_effort
from wizard.core.scoring import credit_of

_EFFORTS: Sequence[Effort] = tuple(Effort)


@dataclass(frozen=True, slots=True)
class PhaseWork:
    """What stands between an assessment and a phase.

    All figures are of the phase and those before it, as its readiness is; beyond the target they are 0 or nothing.
    ``blockers`` stand by rank; ``effort`` is the rough work behind them in words, empty where nothing is known.
    """

    phase: Phase
    share: float | None
    counted: int
    ready: int
    blockers: tuple[str, ...]
    effort: str


@dataclass(frozen=True, slots=True)
class RoadmapStep:
    """A question that blocks its phase: the planned action and effort, else the recommended ones.

    ``accepted`` says that its risk is accepted on the day in question.
    """

    gap: Gap
    action: str
    effort: Effort
    accepted: bool

    @property
    def phase(self) -> Phase:
        """The first phase that it blocks."""
        return self.gap.control.phase

    @property
    def quick(self) -> bool:
        """Whether it is done in hours or days."""
        return self.effort in QUICK


def phase_work(result: Result) -> tuple[PhaseWork, ...]:
    """The work before each phase."""
    ranks = {gap.question: gap.rank for gap in result.gaps}
    target = result.assessment.profile.target_phase
    rows, counted = [], 0
    for phase, ready in result.readiness.items():
        score = result.phases.get(phase)
        counted += score.asked - score.statuses[Status.NA] if score else 0
        reached = counted if phase.rank <= target.rank else 0
        rows.append(
            PhaseWork(
                phase=phase,
                share=ready.share,
                counted=reached,
                ready=reached - len(ready.blockers),
                blockers=tuple(sorted(ready.blockers, key=ranks.__getitem__)),
                effort=blockers_effort(result, ready.blockers),
            )
        )
    return tuple(rows)


def roadmap(result: Result, on: date) -> tuple[RoadmapStep, ...]:
    """Every question that blocks a phase up to the target: the phases in turn, the least effort first, then by rank."""
    steps = [_step(result, gap, on) for gap in result.gaps if (credit_of(gap.status) or 0) < READY_CREDIT]
    return tuple(sorted(steps, key=lambda step: (step.phase.rank, _EFFORTS.index(step.effort), step.gap.rank)))


def _step(result: Result, gap: Gap, on: date) -> RoadmapStep:
    answer = result.assessment.answer(gap.question)
    plan, risk, advice = answer.remediation, answer.accepted_risk, recommended_step(gap.control, gap.status)
    return RoadmapStep(
        gap=gap,
        action=plan.action if plan.action.strip() else advice.action,
        effort=plan.effort or advice.effort,
        accepted=risk is not None and risk.holds_on(on),
    )
