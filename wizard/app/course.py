"""The course of the score on the results screen: a line, how it changed since each milestone, and from the first day on."""

from datetime import datetime

from textual.content import Content

from wizard.app.destinations import Destination
from wizard.app.drawing import literal, points
from wizard.app.result_figures import Then
from wizard.app.widgets.figures import FigureGroup, Sparkline, TextRow
from wizard.core.agenda import QuestionFilter
from wizard.core.trend import Point

_MARK = "◆ "


def course_group(course: tuple[Point, ...], milestones: tuple[Then, ...]) -> FigureGroup:
    """The course with its milestones, the oldest first; each leads to the questions that changed since.

    The row that always leads somewhere stands last: whoever goes there with the keys has all of them in sight.
    """
    scored = [point for point in course if point.posture is not None]
    if not scored:
        return FigureGroup("Course", "no score yet", id="course")
    last = scored[-1]
    wanted = QuestionFilter(among=frozenset(last.changed), title=f"changed on {_day(last.at)}")
    row = TextRow(literal(_change_in_words(scored[0], last)), Destination(wanted=wanted))
    line = Sparkline([point.posture or 0 for point in scored])
    rows = [_milestone_row(then, last.posture) for then in milestones]
    return FigureGroup("Course", "posture, one sign for each day of work", first=[line, *rows, row], id="course")


def _milestone_row(then: Then, today: float | None) -> TextRow:
    changed = QuestionFilter(among=then.changed, title=f"changed since {then.label}")
    words = Content.assemble(
        (literal(then.label).plain, "bold"),
        f": {points(then.posture)} on {_day(then.at)}, since then {_moved(then.posture, today)}",
    )
    return TextRow(words, Destination(wanted=changed) if then.changed else None, label=Content(_MARK))


def _change_in_words(first: Point, last: Point) -> str:
    start, end = points(first.posture), points(last.posture)
    if first is last:
        return f"{end} on {_day(last.at)}, the first day; a second day of answers will show the change"
    return f"{start} on {_day(first.at)} → {end} on {_day(last.at)}: {_moved(first.posture, last.posture)}"


def _moved(before: float | None, after: float | None) -> str:
    """How a posture score changed, in whole points."""
    exact, by = (after or 0) - (before or 0), round(after or 0) - round(before or 0)
    if not exact:
        return "unchanged"
    counted = f"{abs(by)} points" if abs(by) > 1 else "1 point" if by else "less than 1 point"
    return f"▲ {counted} up" if exact > 0 else f"▼ {counted} down"


def _day(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%b %Y}"
