"""The road ahead: first posture, work packages, phases."""

from datetime import date

from exports.insights import PlanRows
from wizard.core.assessment import Result


def plan_rows(result: Result, on: date) -> PlanRows:
    """The plan that begins on a day."""
    del result, on
    return PlanRows()
