"""Turns a score of the core into a row of the report."""

from exports.rows import ScoreRow
from wizard.core.answers import Status
from wizard.core.scoring import Score


def score_row(key: str, title: str, score: Score) -> ScoreRow:
    """The row of a set of questions."""
    return ScoreRow(
        key=key,
        title=title,
        asked=score.asked,
        answered=score.answered,
        statuses={status.value: score.statuses[status] for status in Status},
        assessed=score.assessed,
        posture=score.posture,
    )
