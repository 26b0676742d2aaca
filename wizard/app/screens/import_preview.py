"""What an import finds in a file before anything is written, and how it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from wizard.app.drawing import literal
from wizard.app.screens.import_words import answers, counts, differences, unfit
from wizard.app.widgets.choices import Choice, Choices
from wizard.core.naming import copy_name
from wizard.core.profile import LONGEST_NAME
from wizard.services.importing import Comparison, OnConflict
from wizard.services.intake import Intake, read_file, what_would_change
from wizard.services.official_words import official_findings
from wizard.store.repository import Repository

HERE, NEW = "here", "new"
_WINNERS = (
    Choice(OnConflict.OURS, "Keep mine.", "The file only adds what is open here."),
    Choice(OnConflict.THEIRS, "Take the file's.", "What they replace stays in the history."),
    Choice(OnConflict.NEWER, "Take the newer one.", "The older one stays in the history."),
)
_WINNERS_WITHOUT_TIMES = _WINNERS[:2]
"""CSA's questionnaire does not say when it was answered."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was read: ``typed`` is the path that was asked for, ``findings`` are lines about CSA's questionnaire."""

    typed: str
    into: str
    intake: Intake
    comparison: Comparison | None
    free_name: str
    findings: tuple[str, ...]


def look_into(repository: Repository, into: str, typed: str) -> Found:
    """Read a file and compare it with the assessment ``into``, if there is one.

    Raises:
        WizardError: the file, or the assessment, cannot be read.
    """
    intake = read_file(repository.home, typed)
    comparison = what_would_change(repository, into, intake) if into else None
    findings = official_findings(repository, into, intake) if into else ()
    entries = (*repository.entries(), *repository.archived())
    names = [entry.assessment.profile.name for entry in entries if entry.assessment]
    taken = intake.own_name.casefold() in {name.casefold() for name in names}
    free_name = copy_name(intake.own_name, names) if taken else intake.own_name
    return Found(typed, into, intake, comparison, free_name, tuple(findings))


def preview(found: Found) -> list[Widget]:
    """What the file brings, where it shall go, and what shall win."""
    return [*_brought(found), *_targets(found), *_winners(found)]


def _brought(found: Found) -> Iterator[Widget]:
    what = f"{found.intake.own_name!r} with " if found.intake.own_name else ""
    incoming = found.intake.incoming
    yield Static(literal(f"The file holds {what}{answers(len(incoming.answers))}.{unfit(incoming)}"))
    if found.findings:
        tight = "-tight" if found.comparison and found.comparison.differing else ""
        yield VerticalScroll(Static(literal("\n".join(found.findings))), id="findings", classes=tight)


def _targets(found: Found) -> Iterator[Widget]:
    own_name, targets = found.intake.own_name, []
    if found.comparison:
        targets.append(Choice(HERE, f"Into {found.into}.", counts(found.comparison)))
    if own_name:
        targets.append(Choice(NEW, "As a new assessment.", "Everything here stays as it is."))
    own = found.comparison and own_name.casefold() in ("", found.into.casefold())
    yield Choices(targets, chosen=[HERE if own else NEW], id="target")
    yield Input(found.free_name, max_length=LONGEST_NAME, id="new-name", compact=True)


def _winners(found: Found) -> Iterator[Widget]:
    comparison, incoming = found.comparison, found.intake.incoming
    if comparison and comparison.differing:
        edited = len(comparison.edited) == len(comparison.differing)
        yield Static(differences(comparison, incoming), id="differences")
        yield Choices(
            _WINNERS_WITHOUT_TIMES if incoming.official else _WINNERS,
            chosen=[OnConflict.NEWER if edited else OnConflict.OURS],
            id="winner",
        )
