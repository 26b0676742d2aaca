"""The line that says how many requirements have which support, and lets one of them be chosen."""

from wizard.app.supports import marked
from wizard.app.widgets.count_filters import CountFilters

_ALL = "all"


class SupportFilters(CountFilters):
    """Each support with its sign."""

    def __init__(self) -> None:
        super().__init__("standards-filters")

    def words_of(self, number: int, word: str) -> str:
        """The support with its sign."""
        del number
        return marked(word) if word else _ALL
