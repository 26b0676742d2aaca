"""The rows about ATT&CK: exposure by technique, group and control."""

from collections.abc import Iterable, Iterator, Mapping

from exports.insights.exposure import ExposureRows, GroupRow, LeverRow, MitigationRow, TechniqueRow
from questionnaires.attack_ids import load_attack_ids
from questionnaires.model import Bank
from wizard.core.assessment import Result
from wizard.core.exposure import Exposure, Group, Lever, exposures, groups, levers, mean_at_best, mean_exposure
from wizard.core.standing import ControlStanding, standings_of


def exposure_rows(result: Result, standings: Mapping[str, ControlStanding]) -> ExposureRows:
    """Everything about the techniques that the controls mitigate."""
    found = exposures(result.bank, standings)
    return ExposureRows(
        mean=mean_exposure(found),
        mean_at_best=mean_at_best(found),
        techniques=tuple(_technique_row(result.bank, item) for item in found),
        mitigations=tuple(row for item in found for row in _mitigation_rows(item)),
        groups=tuple(_group_row(result.bank, group) for group in groups(result.bank, standings)),
        levers=tuple(map(_lever_row, levers(found))),
    )


def _technique_row(bank: Bank, item: Exposure) -> TechniqueRow:
    return TechniqueRow(
        technique=item.technique,
        name=bank.techniques[item.technique],
        plain=bank.technique_words[item.technique],
        controls=_ids(item.controls),
        standings=standings_of(item.controls).counts,
        exposure=item.exposure,
        at_best=item.at_best,
        level=item.level,
        fewest=item.fewest,
        afterwards=item.afterwards,
    )


def _mitigation_rows(item: Exposure) -> Iterator[MitigationRow]:
    for member in item.controls:
        yield MitigationRow(
            technique=item.technique,
            control=member.control.id,
            source_id=load_attack_ids().get(member.control.id, ""),
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
        at_best=group.at_best,
        level=group.level,
    )


def _lever_row(lever: Lever) -> LeverRow:
    control = lever.standing.control
    return LeverRow(
        control=control.id,
        source_id=load_attack_ids().get(control.id, ""),
        title=control.title,
        techniques=control.facts.techniques,
        standing=lever.standing.standing,
        lowers=lever.lowers,
        share=lever.share,
    )


def _ids(members: Iterable[ControlStanding]) -> tuple[str, ...]:
    return tuple(member.control.id for member in members)
