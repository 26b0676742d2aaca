"""The work packages: which controls are put in place together, and which packages come before others.

Every control of the matrix belongs to one package. What a package needs must stand before work on it makes sense: watching
needs records of what happens, and rules for data need to know which data there are.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files


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
    """All packages by their word, in their order, and the package of each control."""

    packages: Mapping[str, Package]
    by_control: Mapping[str, str]

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
    packages = (
        Package(row["package"], row["title"], row["what"], row["why"], tuple(row["needs"].split()))
        for row in _rows("packages.csv")
    )
    return PackageTable(
        {package.key: package for package in packages},
        {row["control"]: row["package"] for row in _rows("work-packages.csv")},
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("questionnaires") / "aicm" / name).read_text(encoding="utf-8")
    return iter(csv.DictReader(io.StringIO(text)))
