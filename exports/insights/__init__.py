"""What the answers mean, row by row: exposure to attacks, heat maps, standards, the road ahead, the AI security capabilities.

Every figure is computed already, and every interface shows these same figures. Shares, scores and coverages are numbers
from 0 to 100 or nothing, exposures from 0 to 1 or nothing; they are rounded where they are printed, never here.
"""

from dataclasses import dataclass, field

from exports.insights.capabilities import CapabilityRows
from exports.insights.exposure import ExposureRows
from exports.insights.heat_maps import HeatMap
from exports.insights.plan import PlanRows
from exports.insights.standards import OddRequirementRow, StandardRow


@dataclass(frozen=True, slots=True)
class Insights:
    """What the answers of the matrix mean; empty for a lens."""

    exposure: ExposureRows = field(default_factory=ExposureRows)
    heat_maps: tuple[HeatMap, ...] = ()
    standards: tuple[StandardRow, ...] = ()
    odd_requirements: tuple[OddRequirementRow, ...] = ()
    plan: PlanRows = field(default_factory=PlanRows)
    capabilities: CapabilityRows = field(default_factory=CapabilityRows)
