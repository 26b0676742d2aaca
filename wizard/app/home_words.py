"""What the home screen says around its list: the invitation, the counts, and the line of further keys."""

from collections.abc import Sequence

from textual.content import Content

from wizard.app.drawing import literal
from wizard.app.widgets.assessment_list import AssessmentRow, Way

INVITATION = (
    "No assessments yet.\n\n"
    "caiq-wizard takes you through the questions of CSA's AI Controls Matrix that apply to your AI system, and hands you "
    "a scored list of gaps. Everything stays on this disk; nothing is sent anywhere."
)
WAYS = (
    Way("n", "Set up an assessment", "About two minutes, then you answer question by question.", "new"),
    Way("b", "Take a first look", "The baseline: the questions that matter most, in about an hour.", "baseline"),
    Way("d", "Look at an example", "A made-up assessment with answers, to see what comes out.", "demo"),
)
_MORE_KEYS = (
    *(("c", "copy"), ("y", "new year"), ("e", "rename"), ("A", "archive"), ("D", "delete")),
    *(("v", "archived"), ("4", "atlas")),
)


def counts(rows: Sequence[AssessmentRow]) -> Content:
    """How many assessments there are, for the title line."""
    put_away = sum(row.archived for row in rows)
    live = len(rows) - put_away
    total = f"{live or 'no'} assessment{'' if live == 1 else 's'}"
    return literal("   ".join(filter(None, (total, f"{put_away} archived" if put_away else "", "offline"))))


def notes(faults: Sequence[str], hidden: int, sought: str = "") -> list[Content]:
    """What is wrong with files, that nothing holds the words sought, and how many archived ones are not shown."""
    lines = [f"Not readable: {fault}" for fault in faults]
    if sought:
        lines.append(f"No assessment holds {sought!r}. Escape shows all of them again.")
    if hidden:
        them = "it" if hidden == 1 else "them"
        lines.append(f"{hidden} {'is' if hidden == 1 else 'are'} in the archive; press v to see {them}.")
    return [literal(line) for line in lines]


def more_keys(*, empty: bool) -> Content:
    """The keys that the footer has no room for; for an empty home the one that may help."""
    if empty:
        return literal("You have an export of caiq-wizard? Press i to import it.")
    return Content("   ").join([Content.assemble((key, "$accent"), f" {word}") for key, word in _MORE_KEYS])
