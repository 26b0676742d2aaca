"""How the app draws a status: a symbol and a word beside every colour."""

from wizard.core.answers import Status
from wizard.core.standing import Standing

STATUS_SYMBOLS = {
    Status.YES: "●",
    Status.YES_GAPS: "◕",
    Status.PARTIAL: "◑",
    Status.NO: "○",
    Status.NA: "–",
    None: "·",
}
STATUS_STYLES = {
    Status.YES: "$text-success",
    Status.YES_GAPS: "$text-success",
    Status.PARTIAL: "$text-warning",
    Status.NO: "$text-error",
    Status.NA: "$foreground 65%",
    None: "$foreground 65%",
}
STATUS_SHORT = {
    Status.YES: "yes",
    Status.YES_GAPS: "gaps",
    Status.PARTIAL: "partial",
    Status.NO: "no",
    Status.NA: "n/a",
    None: "open",
}
STANDING_SYMBOLS = {Standing.STANDS: "●", Standing.PARTLY: "◑", Standing.MISSING: "○", Standing.OPEN: "·"}
"""How a control stands; one that does not count has a dash."""
FLAG = "⚑"
REVIEW = "↻"
"""Stands beside an answer that was carried over and wants another look."""
