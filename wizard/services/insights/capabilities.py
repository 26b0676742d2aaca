"""The AWS CAF's AI security capabilities at input, model and output, seen through all answers."""

from exports.insights import CapabilityRows
from wizard.core.assessment import Result


def capability_rows(result: Result) -> CapabilityRows:
    """The matrix of capabilities and components."""
    del result
    return CapabilityRows()
