"""The line that says what became of how many questions, and lets one kind of them be chosen."""

from wizard.app.symbols import REVIEW
from wizard.app.widgets.count_filters import CountFilters
from wizard.core.carrying import what_happened
from wizard.core.migration import Fate, MigrationRow

ALL = "all"
_AGAIN = what_happened(MigrationRow("", "", Fate.REVIEW, answered=True, reason=""))


class CarriedFilters(CountFilters):
    """Each kind with its key."""

    def __init__(self) -> None:
        super().__init__("carried-filters")

    def words_of(self, number: int, word: str) -> str:
        """The kind with its key, and a mark where answers are to be looked at again."""
        mark = f"{REVIEW} " if word == _AGAIN else ""
        return f"{number} {mark}{word or ALL}"
