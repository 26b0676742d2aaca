"""``show``: progress, scores and readiness of one assessment."""

import argparse
import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, number, table
from wizard.core.answers import Status
from wizard.core.assessment import Result
from wizard.core.carrying import to_review
from wizard.core.scoring import Readiness
from wizard.services.insights import insights_of, insights_view
from wizard.services.views import show_view


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Show it as a page for people, or as JSON."""
    result, *lenses = context.results(arguments.name)
    if not arguments.json:
        return Outcome(_page(result, lenses))
    insights = insights_of(result, datetime.now(UTC).astimezone().date())
    return as_json({**show_view(result, lenses), "insights": insights_view(insights)})


def _page(result: Result, lenses: Sequence[Result]) -> str:
    profile, score = result.assessment.profile, result.score
    counts = " · ".join(f"{score.statuses[status]} {status.label.lower()}" for status in Status)
    titles = result.bank.domain_titles
    rows = [
        (code, titles[code], f"{item.answered}/{item.asked}", number(item.assessed), number(item.posture))
        for code, item in result.domains.items()
    ]
    layers = [
        ("", layer.value, f"{item.answered}/{item.asked}", number(item.assessed), number(item.posture))
        for layer, item in result.layers.items()
    ]
    beside = [
        (
            "",
            f"lens {lens.bank.id}: {lens.bank.title}",
            f"{lens.score.answered}/{lens.score.asked}",
            number(lens.score.assessed),
            number(lens.score.posture),
        )
        for lens in lenses
    ]
    lines = [
        profile.name,
        " · ".join(filter(None, (profile.organization, profile.system))) or "(no organisation or system stated)",
        f"{' + '.join(profile.roles)} · {profile.phase} → {profile.target_phase} · {profile.use_case}",
        "",
        f"Answered  {score.answered} of {score.asked} ({counts} · {score.open} open)",
        *_again(result, lenses),
        f"Assessed  {number(score.assessed)} (answered questions)",
        f"Posture   {number(score.posture)} (open ones count as nothing)",
        *(f"Ready for {phase.value:<11} {_ready(entry)}" for phase, entry in result.readiness.items()),
        "",
        table(
            ("Code", "Domain or layer", "Answered", "Assessed", "Posture"), [*rows, *layers, *beside], right=(2, 3, 4)
        ),
    ]
    return "\n".join(lines)


def _again(result: Result, lenses: Sequence[Result]) -> Iterator[str]:
    """How many answers that were carried over nobody has looked at since, and how to go through them."""
    left = {own.bank.id: len(to_review(own)) for own in (result, *lenses)}
    if any(left.values()):
        words = "".join(f", lens {lens.bank.id} {left[lens.bank.id]}" for lens in lenses if left[lens.bank.id])
        how = shlex.join(["caiq-wizard", "ask", result.assessment.profile.name, "--review"])
        yield f"Review    {left[result.bank.id]} to look at again{words}: {how}"


def _ready(entry: Readiness) -> str:
    if entry.share is None:
        return "not in the scope of this assessment"
    return f"{entry.share:.1f} %, blocked by {len(entry.blockers)} questions"
