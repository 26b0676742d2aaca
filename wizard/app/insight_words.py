"""The insights in one line each, for their overview."""

from collections import Counter
from collections.abc import Callable, Mapping

from exports.insights import Insights
from wizard.app.drawing import points

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
        f"{levels[level]} {level}" for level in ("very high", "high", "moderate", "low", "unknown") if levels[level]
    ]
    return f"Mean exposure {exposure.mean:.2f} of 1. Of {len(exposure.techniques)} techniques: {', '.join(parts)}."


def _heat_maps(insights: Insights) -> str:
    lines = [line for heat_map in insights.heat_maps[:1] for line in heat_map.lines if line.whole.coverage is not None]
    if not lines:
        return ""
    weakest, best = (choose(lines, key=lambda line: line.whole.coverage or 0) for choose in (min, max))
    return (
        f"Weakest threat category: {weakest.title}, {weakest.whole.stands} of {weakest.whole.counted} controls stand; "
        f"best: {best.title}, {best.whole.stands} of {best.whole.counted}."
    )


def _standards(insights: Insights) -> str:
    parts = [
        f"{row.framework} {row.supports.get('supported', 0)} of {sum(row.supports.values())}"
        for row in insights.standards
        if row.supports and row.requirements
    ]
    return f"Requirements supported: {', '.join(parts)}." if parts else ""


def _plan(insights: Insights) -> str:
    packages, phases = insights.plan.packages, insights.plan.phases
    if not packages:
        return "Nothing blocks the phases of this assessment." if phases else ""
    first, last = packages[0], packages[-1]
    return (
        f"{len(packages)} work {'package' if len(packages) == 1 else 'packages'}, first: {first.title.lower()} "
        f"({len(first.questions)} gaps). All of them done: posture {points(last.posture)}."
    )


def _capabilities(insights: Insights) -> str:
    whole = insights.capabilities.whole
    if whole is None or whole.score is None:
        return ""
    weak = [cell for cell in insights.capabilities.cells if cell.explained]
    weakest = f" Weakest: {weak[0].title}, {weak[0].component}, {points(weak[0].score)}." if weak else ""
    return f"Score {points(whole.score)} over {whole.asked} questions, {whole.open} of them open.{weakest}"


_HEADLINES: Mapping[str, Callable[[Insights], str]] = {
    "exposure": _exposure,
    "heat_maps": _heat_maps,
    "standards": _standards,
    "plan": _plan,
    "capabilities": _capabilities,
}
