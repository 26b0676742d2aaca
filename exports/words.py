"""The closed lists of words that people choose from in the exported files; the core's own lists hold the same words."""

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
VERDICTS = ("accepted", "rejected", "more evidence")
"""What an auditor may say of an answer."""
