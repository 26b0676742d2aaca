"""What an export does while the screen shows how far it is: in a worker's thread, so it touches no widget."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from exports.writing import Progress, Stopped
from wizard.errors import InputError
from wizard.services.banks import results_of
from wizard.services.exporting import CAIQ, Format, ReportFormat, Written, check_target, typed_target, write_export
from wizard.services.reports import build_report
from wizard.store.files import user_path
from wizard.store.repository import Repository

if TYPE_CHECKING:
    from wizard.services.official import Filling

_BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the progress; the eye sees no more of them."""


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be written: the format, the paths as they were typed, and whether an older file may be replaced.

    ``unready`` is an official questionnaire that is not ready, and shall be written all the same.
    """

    format: Format
    target: str
    template: str = ""
    may_replace: bool = False
    unready: "Filling | None" = None


class Writing:
    """One export under way: tells its progress, and can be stopped."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = Event()
        self._next = 0.0

    def stop(self) -> None:
        """Let the next progress end it."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody wants no more of it."""
        return self._stop.is_set()

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell how far it is, not too often.

        Raises:
            Stopped: somebody wants no more of it.
        """
        if self.is_stopped:
            raise Stopped
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_LOOKS
            self._tell(done, total, what)


def carried_out(repository: Repository, name: str, order: Order, progress: Progress) -> "Written | Filling":
    """Write what is on disk; gives back the questionnaire that was not written where it is not ready.

    Raises:
        WizardError: it cannot be written; what was there before is as it was.
        Stopped: somebody wanted no more of it.
    """
    target = typed_target(order.target, name, order.format)
    if not isinstance(order.format, ReportFormat):
        return _official(repository, name, order, target, progress)
    results = results_of(repository.home, repository.read(name))
    lenses = [result.bank.id for result in results[1:]]
    check_target(target, order.format, force=order.may_replace, lenses=lenses)  # before any evidence is read
    report = build_report(results, progress=progress)
    return write_export(report, order.format, target, force=order.may_replace, progress=progress)


def _official(repository: Repository, name: str, order: Order, target: Path, progress: Progress) -> "Written | Filling":
    from wizard.services.official import check_place, fill, prepare  # noqa: PLC0415  (only this format reads workbooks)

    filling = order.unready
    if filling is None:
        if not order.template.strip():
            raise InputError(f"the format {CAIQ.name} fills in your own copy of CSA's questionnaire; name it above")
        template = user_path(order.template)
        check_place(target, template, replace=order.may_replace)
        filling = prepare(results_of(repository.home, repository.read(name))[0], template, progress)
        if filling.violations:
            return filling
    return fill(filling, target, replace=order.may_replace, anyway=order.unready is not None, progress=progress)
