"""What the answers mean, put together for reports, for ``show --json`` and for the screens."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from exports.insights import Insights
from questionnaires.library import load_bank
from wizard.core.assessment import Result
from wizard.core.standards import Judged, judged
from wizard.services.insights.capabilities import capability_rows
from wizard.services.insights.exposure import exposure_rows
from wizard.services.insights.heat_maps import heat_map_rows
from wizard.services.insights.plan import plan_rows
from wizard.services.insights.standards import odd_requirement_rows, standard_rows


def insights_of(result: Result, on: date, people: int = 1, found: Judged | None = None) -> Insights:
    """All about the matrix, with plans that begin on the day ``on``, for so many people; a lens has no marks, so nothing.

    ``found`` are its controls where they are judged already.
    """
    if result.bank.id != load_bank().id:
        return Insights()
    found = found or judged(result)
    return Insights(
        exposure=exposure_rows(result, found.standings),
        heat_maps=heat_map_rows(result.bank, found.standings),
        standards=standard_rows(result.bank, found.requirements),
        odd_requirements=odd_requirement_rows(result.bank),
        plan=plan_rows(result, on, people),
        capabilities=capability_rows(result),
    )


def insights_view(insights: Insights) -> dict[str, Any]:
    """The same as JSON values, under the names of the fields; a mapping's keys are the words of its own list."""
    view: dict[str, Any] = plain_values(insights)
    return view


def plain_values(value: Any) -> Any:
    """Rows as JSON values: fields by name, days in ISO 8601."""
    if is_dataclass(value):
        return {item.name: plain_values(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain_values(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
