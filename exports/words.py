"""The closed lists of words that people choose from in the exported files; the core's own lists hold the same words."""

STATUSES = ("yes", "yes-gaps", "partial", "no", "na")
"""The words of the exchange format for a status, from the best; an open question has an empty one."""
STATUS_WORDS = {"yes": "yes", "yes-gaps": "yes, with gaps", "partial": "partial", "no": "no", "na": "not applicable"}
"""The statuses as people read them."""
OPEN = "open"
"""The word for a question without a status."""
WORST_FIRST = ("no", OPEN, "partial", "yes-gaps", "yes", "na")
"""Statuses from the worst; a known no is worse than not knowing."""
FOLLOW_UPS = ("risk accepted", "acceptance expired", "no plan yet", "overdue", "planned")
"""How far somebody has got with a gap; the first that applies, in this order."""
STANDINGS = ("stands", "stands partly", "missing", OPEN, "not applicable", "another party's", "out of scope")
"""How a control can stand (see the core's ``standing`` for the rule)."""
LEVELS = ("very high", "high", "moderate", "low", "unknown", "no control of yours")
"""An exposure in words, from the worst (see the core's ``exposure`` for the rule)."""
SUPPORTS = ("supported", "mostly supported", "weak", "not supported", OPEN, "outside the scope")
"""How the answers can support a requirement of a standard (see the core's ``standards`` for the rule)."""
OWNERSHIPS = (
    "CSP-Owned",
    "MP-Owned",
    "OSP-Owned",
    "AP-Owned",
    "AIC-Owned",
    "Shared CSP-MP",
    "Shared MP-OSP",
    "Shared OSP-AP",
    "Shared AP-AIC",
    "Shared Across the Supply Chain",
    "ND",
)
"""Column D of the AI-CAIQ, as CSA's instructions spell the values."""
METHODS = ("interviewed", "examined", "tested")
CONFIDENCES = ("low", "medium", "high")
NOTEWORTHY = 0.05
"""A change of a score that is no larger does not show with one decimal, and is none in words."""
VERDICTS = ("accepted", "rejected", "more evidence")
"""What an auditor may say of an answer."""
