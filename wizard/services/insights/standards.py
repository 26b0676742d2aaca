"""The standards that the AICM maps to its controls, one by one."""

from collections.abc import Mapping

from exports.insights import OddRequirementRow, StandardRow
from questionnaires.model import Bank
from wizard.core.assessment import Result
from wizard.core.standing import ControlStanding


def standard_rows(result: Result, standings: Mapping[str, ControlStanding]) -> tuple[StandardRow, ...]:
    """Each standard with its requirements, and how the answers support them."""
    del result, standings
    return ()


def odd_requirement_rows(bank: Bank) -> tuple[OddRequirementRow, ...]:
    """The entries of the mapping that name no requirement for certain."""
    del bank
    return ()
