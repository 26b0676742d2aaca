"""The rows of the report about controls, and about what they serve: requirements and threats."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.rows import ControlRow, RequirementRow, ThreatRow
from wizard.core.assessment import Result
from wizard.core.scope import ScopeEntry
from wizard.core.standards import Judged, Requirement
from wizard.core.standing import (
    ControlStanding,
    controls_by_threat,
    standings_of,
)


@dataclass(frozen=True, slots=True)
class ControlRows:
    """Everything that is said about the controls of a bank."""

    controls: tuple[ControlRow, ...]
    requirements: tuple[RequirementRow, ...]
    threats: tuple[ThreatRow, ...]


def control_rows(result: Result, found: Judged) -> ControlRows:
    """The controls of a result, judged once for all its tables."""
    standings = found.standings.values()
    entries = {entry.control: entry for entry in result.ledger}
    return ControlRows(
        controls=tuple(_control_row(standing, entries[standing.control.id]) for standing in standings),
        requirements=tuple(map(requirement_row, found.requirements)),
        threats=tuple(
            _threat_row(category, category.label, members)
            for category, members in controls_by_threat(standings).items()
        ),
    )


def _control_row(standing: ControlStanding, entry: ScopeEntry) -> ControlRow:
    control = standing.control
    return ControlRow(
        control=control.id,
        title=control.title,
        domain=control.domain_code,
        layer=control.layer,
        phase=control.phase,
        weight=control.weight,
        roles={role: str(share) for role, share in entry.responsibility.items()},
        questions=standing.asked,
        counts=standing.counts,
        standing=standing.standing,
        worst=standing.worst,
        score=standing.score,
        credit=standing.credit,
        reason=entry.reason,
        threats=tuple(threat.label for threat in control.facts.threats),
        components=tuple(component.value for component in control.facts.stack),
        lifecycle={stage.value: parts for stage, parts in control.facts.lifecycle.items()},
    )


def requirement_row(item: Requirement) -> RequirementRow:
    """A requirement of a standard as it is handed over."""
    return RequirementRow(
        framework=item.framework,
        requirement=item.id,
        controls=tuple(member.control.id for member in item.controls),
        standings=item.standings.counts,
        worst=item.standings.worst,
        coverage=item.standings.coverage,
        gap=item.gap,
        gap_words=item.gap_words,
        support=item.support or "",
        printed=item.printed,
        odd=item.odd,
        title=item.title,
        by_one=item.by_one,
    )


def _threat_row(key: str, title: str, members: Sequence[ControlStanding]) -> ThreatRow:
    together = standings_of(members)
    return ThreatRow(
        key=key,
        title=title,
        controls=tuple(member.control.id for member in members),
        standings=together.counts,
        coverage=together.coverage,
    )
