"""``roadmap``: the work packages in order, what they change, and what chosen ones would come to."""

import argparse
from collections.abc import Iterator
from datetime import datetime

from exports.insights.plan import PackageRow, PhaseRow, PlanRows
from exports.plan_words import again, due_between, hopes, missed, not_answered, planned_too_early, threats, workers
from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, number, table
from wizard.errors import InputError
from wizard.services.insights import plain_values
from wizard.services.insights.choosing import Choice, Figure, choice_of, find_packages
from wizard.services.insights.plan import plan_rows

MOST_PEOPLE = 99


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    parser.add_argument(
        "--choose",
        metavar="KEY",
        nargs="+",
        action="extend",
        default=[],
        help="what if these packages were done: their numbers, or keys such as 'production logging'",
    )
    parser.add_argument(
        "--people", metavar="N", type=people, default=1, help="how many people work on it (default: 1), for the dates"
    )
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the road ahead, as a page for people or as JSON."""
    result = context.result(arguments.name)
    plan = plan_rows(result, datetime.now().astimezone().date(), arguments.people)
    choice = choice_of(result, plan, find_packages(plan, arguments.choose)) if arguments.choose else None
    if arguments.json:
        whole = plain_values(plan)
        return as_json({**whole, "choice": _choice_view(choice)} if choice else whole)
    return Outcome("\n".join(line.rstrip() for line in _page(plan, choice)))


def people(text: str) -> int:
    """How many people work on the road.

    Raises:
        InputError: it is no number of people.
    """
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PEOPLE:
        raise InputError(f"--people takes a whole number from 1 to {MOST_PEOPLE}, not {text!r}")
    return int(text)


def _choice_view(choice: Choice) -> dict[str, object]:
    view: dict[str, object] = plain_values(choice)
    return {**view, "packages": [package.key for package in choice.packages]}


def _page(plan: PlanRows, choice: Choice | None) -> Iterator[str]:
    if choice:
        yield from _what_if(choice)
        yield ""
    yield "Work packages in the order of work: what each needs comes before it. The last columns say what the figures"
    yield f"come to after a package and all before it. Dates: {workers(plan.people)}, one package after the other."
    yield "Work is that of one person."
    yield from filter(None, (hopes(plan), planned_too_early(plan)))
    first = [package for package in plan.packages if package.open]
    if first:
        yield from ("", "ANSWER FIRST", "")
        yield from _packages(first)
    for phase in plan.phases:
        yield ""
        own = [package for package in plan.packages if package.phase == phase.phase and not package.open]
        yield from _phase(phase, own, plan)


def _phase(phase: PhaseRow, packages: list[PackageRow], plan: PlanRows) -> Iterator[str]:
    yield f"{phase.phase.upper()}   {number(phase.share)} % ready today"
    yield f"  {threats(phase, plan)}:"
    yield from (f"  - {line}" for line in phase.threats)
    if phase.accepted:
        yield f"  {phase.accepted} more block it, but their risk is accepted today: they are not worked on."
    if packages:
        yield f"  {_counted(phase.gaps, 'question')}, {phase.effort}, {phase.begins} to {phase.ends}."
    elif not phase.open:
        yield "  Nothing is left to do here."
    if phase.open:
        yield f"  {not_answered(phase)}"
    yield f"  Assess again {again(phase)}."
    if packages:
        yield ""
        yield from _packages(packages)


def _packages(packages: list[PackageRow]) -> Iterator[str]:
    headings = ("No.", "Package", "Gaps", "Work", "Ends", "Rise", "Posture", "Ready %", "Planned due dates", "Missed")
    yield table(headings, [_package(package) for package in packages], right=(0, 2, 5, 6, 7))


def _package(package: PackageRow) -> tuple[str, ...]:
    return (
        str(package.number),
        f"{'* ' if package.quick else ''}{package.title}",
        str(len(package.questions)),
        package.effort,
        str(package.ends),
        f"+{package.rises:.1f}",
        number(package.posture),
        number(package.readiness[package.phase]),
        due_between(package),
        missed(package),
    )


def _what_if(choice: Choice) -> Iterator[str]:
    yield f"WHAT IF {', '.join(f'{package.number} {package.title}' for package in choice.packages)} were done"
    yield f"  Work      {choice.effort}{_open(choice)}"
    yield f"  Posture   {_moves(choice.posture)}"
    yield from (f"  Ready for {phase:<10} {_moves(figure)} %" for phase, figure in choice.readiness.items())
    yield f"  Mean exposure to ATT&CK techniques, from 0 to 1: {_moves(choice.exposure, 2)}"
    titles = {package.key: f"{package.number} {package.title}" for package in choice.packages}
    for key, needs in choice.waits_for.items():
        yield f"  {titles[key]} needs what is not chosen: {', '.join(needs)}"


def _open(choice: Choice) -> str:
    return f"; {_counted(choice.open, 'open question')} counted as in place" if choice.open else ""


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _moves(figure: Figure, digits: int = 1) -> str:
    return " → ".join("–" if value is None else f"{value:.{digits}f}" for value in (figure.today, figure.then))
