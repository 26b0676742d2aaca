"""The work packages: which controls are put in place together, and which packages come before others.

Every control of the matrix belongs to one package. What a package needs must stand before work on it makes sense: watching
needs records of what happens, and rules for data need to know which data there are.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from questionnaires.faults import Fault, did_you_mean

PACKAGES, PLACES = "packages.csv", "work-packages.csv"
"""The tables of the packages, and of the package of each control."""


@dataclass(frozen=True, slots=True)
class Package:
    """A work package: its word and title, what is done, what happens without it, and the packages that it needs."""

    key: str
    title: str
    what: str
    why: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class PackageTable:
    """All packages by their word, in their order; which one a control belongs to stands in its marks."""

    packages: Mapping[str, Package]

    @cached_property
    def before(self) -> Mapping[str, frozenset[str]]:
        """What must stand before each package: the packages that it needs, and those that these need in turn."""
        return {key: self._before(key) for key in self.packages}

    def _before(self, key: str) -> frozenset[str]:
        needs = self.packages[key].needs
        return frozenset(needs).union(*map(self._before, needs))


@cache
def load_packages() -> PackageTable:
    """The packages that come with the matrix, read once a process."""
    return PackageTable({package.key: package for package in _packages(files("questionnaires") / "aicm")})


def packages_of_controls(folder: Traversable, controls: Collection[str], faults: list[Fault]) -> dict[str, str]:
    """The package of each control of a bank; empty for a bank without packages. What is wrong is appended to ``faults``.

    A package may need only packages that stand before it, so that none can need itself.
    """
    if not (folder / PACKAGES).is_file():
        return {}
    seen: list[str] = []
    for line, package in enumerate(_packages(folder), start=2):
        for need in package.needs:
            if need not in seen:
                message = f"{package.key} needs {need!r}, which does not stand before it"
                faults.append(Fault(PACKAGES, line, message, did_you_mean(need, seen)))
        seen.append(package.key)
    placed: dict[str, str] = {}
    for line, row in enumerate(_rows(folder, PLACES), start=2):
        control, package_key = row["control"], row["package"]
        if control not in controls or control in placed:
            message = f"{control} stands twice" if control in placed else f"unknown control {control!r}"
            faults.append(Fault(PLACES, line, message, did_you_mean(control, controls)))
        if package_key not in seen:
            faults.append(Fault(PLACES, line, f"unknown package {package_key!r}", did_you_mean(package_key, seen)))
        placed[control] = package_key
    missing = [control for control in controls if control not in placed]
    faults.extend(Fault(PLACES, 1, f"{control} belongs to no package", "add a row for it") for control in missing)
    return placed


def _packages(folder: Traversable) -> Iterator[Package]:
    for row in _rows(folder, PACKAGES):
        yield Package(row["package"], row["title"], row["what"], row["why"], tuple(row["needs"].split()))


def _rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"))))
