"""The rows about ATT&CK: exposure by technique, group and control."""

from collections.abc import Mapping

from exports.insights import ExposureRows
from wizard.core.assessment import Result
from wizard.core.standing import ControlStanding


def exposure_rows(result: Result, standings: Mapping[str, ControlStanding]) -> ExposureRows:
    """Everything about the techniques that the controls mitigate."""
    del result, standings
    return ExposureRows()
