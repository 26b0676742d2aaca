"""The standards that the AICM maps to its controls, one by one."""

from collections import Counter
from collections.abc import Iterable

from exports.insights.standards import OddRequirementRow, StandardRow
from exports.words import SUPPORTS
from questionnaires.model import Bank
from wizard.core.standards import Requirement, Standard, natural_key, rank_of, standards
from wizard.services.report_controls import requirement_row


def standard_rows(bank: Bank, found: Iterable[Requirement]) -> tuple[StandardRow, ...]:
    """Each standard with its requirements out of all, and how the answers support them."""
    return tuple(map(_standard_row, standards(bank, found)))


def odd_requirement_rows(bank: Bank) -> tuple[OddRequirementRow, ...]:
    """The entries of the mapping that name no requirement for certain, framework by framework."""
    found: dict[str, dict[str, tuple[str, list[str]]]] = {}
    for control in bank.controls.values():
        for item in control.facts.mapped:
            odd = found.setdefault(item.framework, {})
            if item.odd:
                odd.setdefault(item.printed, (item.odd, []))[1].append(control.id)
    return tuple(
        OddRequirementRow(framework, printed, tuple(odd[printed][1]), odd[printed][0])
        for framework, odd in sorted(found.items(), key=lambda item: rank_of(item[0]))
        for printed in sorted(odd, key=natural_key)
    )


def _standard_row(standard: Standard) -> StandardRow:
    certain = [item for item in standard.requirements if not item.odd]
    supports = Counter(str(item.support or "") for item in certain)
    return StandardRow(
        framework=standard.framework,
        source=standard.source,
        whole=standard.whole,
        requirements=tuple(map(requirement_row, certain)),
        supports={word: supports[word] for word in SUPPORTS},
        unmapped=standard.unmapped,
        unmapped_titles=standard.unmapped_titles,
    )
