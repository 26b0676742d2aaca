"""The heat maps over the AICM's own markings: threats, stack components, lifecycle stages."""

from collections.abc import Mapping

from exports.insights import HeatMap
from wizard.core.standing import ControlStanding


def heat_map_rows(standings: Mapping[str, ControlStanding]) -> tuple[HeatMap, ...]:
    """All heat maps of a report."""
    del standings
    return ()
