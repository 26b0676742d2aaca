"""What a gap workbook says of how it was made: when, for whom, and what its plans count on."""

from dataclasses import replace
from datetime import date, datetime

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.profile import Profile, ordered_roles
from wizard.errors import InputError
from wizard.services.keyed_book import KeyedBook
from wizard.workbooks.tables import folded
from wizard.workbooks.words import moment

MADE = folded("Made (UTC)")
_JUDGED, _PEOPLE = folded("Plans judged on"), folded("People at work on the road")
_LONGEST_NUMBER = 4


def made_at(book: KeyedBook) -> datetime | None:
    """When the book says that it was made; nothing where it says no time that can be."""
    try:
        return moment(book.origin.get(MADE, ""), "time")
    except InputError:
        return None


def day_of(book: KeyedBook) -> date | None:
    """The day on which the book says that it judged plans and accepted risks."""
    try:
        return date.fromisoformat(book.origin.get(_JUDGED, ""))
    except ValueError:
        return None


def people_of(book: KeyedBook) -> int:
    """How many people the book says the dates of its road count on; one where it says no number."""
    said = book.origin.get(_PEOPLE, "")
    return max(1, int(said)) if said.isdecimal() and len(said) < _LONGEST_NUMBER else 1


def profile_of(book: KeyedBook, today: Profile) -> Profile:
    """The set-up that the book says it has; today's where it says none, and its cells then differ from what they should be."""
    said = {name: book.origin.get(folded(name), "") for name in ("Roles", "Phase", "Target phase", "Use case")}
    try:
        return replace(
            today,
            name=book.origin.get(folded("Assessment"), today.name),
            roles=ordered_roles([Role(role.strip()) for role in said["Roles"].split(",")]),
            phase=Phase(said["Phase"]),
            target_phase=Phase(said["Target phase"]),
            use_case=UseCase(said["Use case"]),
        )
    except (ValueError, InputError):
        return today
