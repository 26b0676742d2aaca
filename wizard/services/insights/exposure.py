"""The rows about ATT&CK: exposure by technique, group and control."""

from collections.abc import Iterable, Iterator, Mapping

from exports.insights import ExposureRows, GroupRow, LeverRow, MitigationRow, TechniqueRow
from questionnaires.model import Bank
from wizard.core.assessment import Result
from wizard.core.exposure import Exposure, Group, Lever, exposures, groups, levers, mean_exposure
from wizard.core.standing import COUNTED, ControlStanding, standings_of

_ALIKE = 9
"""Exposures are compared with so many decimal places."""


def exposure_rows(result: Result, standings: Mapping[str, ControlStanding]) -> ExposureRows:
    """Everything about the techniques that the controls mitigate."""
    found = exposures(result.bank, standings)
    return ExposureRows(
        mean=mean_exposure(found),
        techniques=tuple(_technique_row(result.bank, item) for item in found),
        mitigations=tuple(row for item in found for row in _mitigation_rows(item)),
        groups=tuple(_group_row(result.bank, group) for group in groups(result.bank, standings)),
        levers=tuple(map(_lever_row, levers(found))),
    )


def most_exposed(rows: Iterable[TechniqueRow]) -> list[TechniqueRow]:
    """The techniques that have an exposure, the highest first; between equals the one with more counted controls, then by id."""
    exposed = [(row.exposure, row) for row in rows if row.exposure is not None]
    return [
        row
        for _, row in sorted(exposed, key=lambda pair: (-round(pair[0], _ALIKE), -_counted(pair[1]), pair[1].technique))
    ]


def _counted(row: TechniqueRow) -> int:
    return sum(row.standings[standing] for standing in COUNTED)


def figure(exposure: float | None) -> str:
    """An exposure for people: two decimals, a dash where there is none."""
    return "–" if exposure is None else f"{exposure:.2f}"


def fall(value: float | None) -> str:
    """By how much the mean over all techniques falls, for people: one control changes it little, so more decimals."""
    return "–" if value is None else f"{value:.4f}"


def _technique_row(bank: Bank, item: Exposure) -> TechniqueRow:
    return TechniqueRow(
        technique=item.technique,
        name=bank.techniques[item.technique],
        plain=bank.technique_words[item.technique],
        controls=_ids(item.controls),
        standings=standings_of(item.controls).counts,
        exposure=item.exposure,
        level=item.level,
        fewest=item.fewest,
        afterwards=item.afterwards,
    )


def _mitigation_rows(item: Exposure) -> Iterator[MitigationRow]:
    for member in item.controls:
        yield MitigationRow(
            technique=item.technique,
            control=member.control.id,
            reason=member.control.facts.technique_reasons[item.technique],
            standing=member.standing,
            credit=member.credit,
            lowers=item.lowers(member),
        )


def _group_row(bank: Bank, group: Group) -> GroupRow:
    return GroupRow(
        group=group.code,
        title=bank.domain_titles[group.code],
        rows=group.rows,
        techniques=group.techniques,
        controls=_ids(group.controls),
        not_mappable=group.not_mappable,
        standings=standings_of(group.controls).counts,
        exposure=group.exposure,
    )


def _lever_row(lever: Lever) -> LeverRow:
    control = lever.standing.control
    return LeverRow(
        control=control.id,
        title=control.title,
        techniques=control.facts.techniques,
        standing=lever.standing.standing,
        lowers=lever.lowers,
    )


def _ids(members: Iterable[ControlStanding]) -> tuple[str, ...]:
    return tuple(member.control.id for member in members)
