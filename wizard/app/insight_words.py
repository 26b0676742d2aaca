"""The insights in one line each, for their overview."""

from collections import Counter
from collections.abc import Callable, Mapping

from exports.exposure_words import mean_in_words
from exports.insights import Insights
from wizard.app.drawing import points
from wizard.app.heat_words import weakest_words

_NOTHING = "Nothing can be said yet."


def headline(page: str, insights: Insights) -> str:
    """What a page comes to, in a line."""
    return _HEADLINES[page](insights) or _NOTHING


def _exposure(insights: Insights) -> str:
    exposure = insights.exposure
    if exposure.mean is None:
        return ""
    levels = Counter(row.level for row in exposure.techniques)
    parts = [
        f"{levels[level]} {level}"
        for level in ("very high", "high", "moderate", "low", "unknown", "no control of yours")
        if levels[level]
    ]
    return f"Mean exposure {mean_in_words(exposure)}. Of {len(exposure.techniques)} techniques: {', '.join(parts)}."


def _heat_maps(insights: Insights) -> str:
    if not insights.heat_maps:
        return ""
    first = insights.heat_maps[0]
    stands = f"{first.whole.stands} of {first.whole.counted} controls stand. " if first.whole.stands else ""
    return f"{stands}{weakest_words(first)}"


def _standards(insights: Insights) -> str:
    parts = [
        f"{row.framework} {row.supports.get('supported', 0)} of {sum(row.supports.values())}"
        for row in insights.standards
        if any(row.supports.values())
    ]
    return f"Requirements supported: {', '.join(parts)}." if parts else ""


def _plan(insights: Insights) -> str:
    packages = insights.plan.packages
    if not packages:
        return "Nothing blocks the phases: there is only the next look to plan."
    first, count = packages[0], len(packages)
    return (
        f"{count} work {'package' if count == 1 else 'packages'} to a posture of {points(packages[-1].posture)} at most. "
        f"To begin with: {first.title} ({first.effort}, +{first.rises:.1f})."
    )


def _capabilities(insights: Insights) -> str:
    whole, weak = insights.capabilities.whole, insights.capabilities.weakest_cells
    if whole is None or whole.score is None:
        return f"{whole.asked} questions, not answered yet." if whole and whole.is_unanswered else ""
    weakest = f" Weakest: {weak[0].title}, {weak[0].component}, {points(weak[0].score)}." if weak else ""
    figure = points(whole.score)
    what = (
        f"Score {figure}" if insights.capabilities.included else f"Careful estimate {figure} (weakest linked answers)"
    )
    return f"{what} over {whole.asked} questions, {whole.open} of them open.{weakest}"


_HEADLINES: Mapping[str, Callable[[Insights], str]] = {
    "exposure": _exposure,
    "heat_maps": _heat_maps,
    "standards": _standards,
    "plan": _plan,
    "capabilities": _capabilities,
}
