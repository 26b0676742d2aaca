"""The road ahead in words: what every interface says of dates, owners, open questions and threats."""

from exports.insights.plan import PackageRow, PhaseRow, PlanRows

_MOST_OWNERS = 3
AT_MOST = "Posture and readiness are at most: open questions are counted as in place once they are answered."


def hopes(plan: PlanRows) -> str:
    """What the figures of a plan with open questions count on; nothing where none is open."""
    return AT_MOST if any(package.open for package in plan.packages) else ""


def planned_too_early(plan: PlanRows) -> str:
    """How many of the users' own due dates the plan would miss; nothing where it misses none."""
    late, planned = (
        sum(package.late for package in plan.packages),
        sum(len(package.planned) for package in plan.packages),
    )
    return (
        f"{late} of {planned} planned due dates lie before the package would end: this plan misses them."
        if late
        else ""
    )


def due_dates(package: PackageRow) -> str:
    """The due dates that its gaps' plans name, and how many of them it would miss."""
    late = f"{missed(package)} planned dates lie before this package would end"
    return "; ".join(filter(None, (due_between(package), late if package.late else "")))


def due_between(package: PackageRow) -> str:
    """The first and the last of these due dates."""
    days = dict.fromkeys(day.isoformat() for day in (package.due_from, package.due_until) if day)
    return " to ".join(days)


def missed(package: PackageRow) -> str:
    """How many of these due dates lie before the package would end, of how many; nothing where none does."""
    return f"{package.late} of {len(package.planned)}" if package.late else ""


def owners(package: PackageRow) -> str:
    """Who owns the plans of its gaps, three at most by name."""
    more = len(package.owners) - _MOST_OWNERS
    return ", ".join(package.owners[:_MOST_OWNERS]) + (f" and {more} more" if more > 0 else "")


def after(package: PackageRow, plan: PlanRows) -> str:
    """The numbers of the packages that it comes after, such as ``after 3, 7``."""
    numbers = [str(other.number) for other in plan.packages if other.key in package.needs]
    return f"after {', '.join(numbers)}" if numbers else ""


def not_answered(phase: PhaseRow) -> str:
    """What its open questions mean for a phase."""
    noun = "question" if phase.open == 1 else "questions"
    return f"{phase.open} {noun} not answered yet: end and work are the least." if phase.open else ""


def again(phase: PhaseRow) -> str:
    """When to assess again."""
    *on_the_way, last = phase.assess_again
    if not phase.packages:
        return f"once its questions are answered, {last}" if phase.open else f"in a year, {last}"
    return f"every 90 days (next {on_the_way[0]}), and at the end {last}" if on_the_way else f"at the end {last}"


def threats(phase: PhaseRow, plan: PlanRows) -> str:
    """What stands above the changes in the threats: those of a phase that is reached are true already."""
    if not phase.reached:
        return "What changes in the threats when the system enters this phase"
    current = [row.phase for row in plan.phases if row.reached][-1]
    return f"What changes in the threats; already true: the system is in {current}"


def workers(people: int) -> str:
    """Who works on it, as the dates count on."""
    return "one person works on it full time" if people == 1 else f"{people} people work on it full time"
