"""What the list of gaps says where it is empty."""

from textual.content import Content

from wizard.app.drawing import literal
from wizard.core.assessment import Result
from wizard.core.gap_list import GapFilter


def nothing_words(result: Result, wanted: GapFilter) -> Content:
    """Why no gap is listed, and what to press."""
    if not result.asked:
        return literal(
            "No question is asked in this scope, so there are no gaps. Choose other roles or a later target phase."
        )
    if not result.gaps:
        return literal(
            "No gaps: every question that applies is answered with a full yes.\n\nPress x to export, or 2 to see the results."
        )
    return literal(
        f"None of the {len(result.gaps)} gaps is left by this filter: {wanted.words}.\n\n"
        "Press 0 to show all gaps, or the key of a filter to take it off."
    )
