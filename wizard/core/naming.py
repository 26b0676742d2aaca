"""Offers names for copies."""

from collections.abc import Collection
from itertools import count

from wizard.core.profile import LONGEST_NAME


def copy_name(name: str, taken: Collection[str]) -> str:
    """A name for a copy that is not taken yet; letter case does not matter, and it is never too long."""
    folded = {other.casefold() for other in taken}
    endings = (f" copy{f' {number}' if number > 1 else ''}" for number in count(1))
    offers = (name[: LONGEST_NAME - len(ending)].rstrip() + ending for ending in endings)
    return next(offer for offer in offers if offer.casefold() not in folded)
