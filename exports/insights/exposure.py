"""The rows about ATT&CK: techniques, what stands against them, groups, what helps most.

Shares, scores and coverages are numbers from 0 to 100 or nothing, exposures from 0 to 1 or nothing; rounded where printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TechniqueRow:
    """An ATT&CK technique, what it is in plain words, and how exposed the answers leave the system to it.

    ``standings`` counts its controls by ``STANDINGS``. ``exposure`` takes open questions as nothing, ``at_best`` as in place;
    both are nothing where no control counts. ``level`` says it in words (``LEVELS``). ``fewest`` are the controls that lower it most, most first, until it is halved; ``afterwards`` is the
    exposure once these stand.
    """

    technique: str
    name: str
    plain: str
    controls: tuple[str, ...]
    standings: Mapping[str, int]
    exposure: float | None
    at_best: float | None
    level: str
    fewest: tuple[str, ...]
    afterwards: float | None


@dataclass(frozen=True, slots=True)
class MitigationRow:
    """A control against a technique: why it helps, how it stands, and by how much the exposure falls once it stands in full.

    ``credit`` (0 to 1) and ``lowers`` are nothing where the control does not count. ``source_id`` is the number that the
    source has for the control, empty where it is the same.
    """

    technique: str
    control: str
    source_id: str
    reason: str
    standing: str
    credit: float | None
    lowers: float | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A capability group of the source: its mapping rows, techniques and controls, and those it calls not mappable.

    ``rows`` counts rows as the source has them, two of which stand twice. ``exposure`` is the mean of its techniques as its
    own controls leave them, ``at_best`` the same with every open question in place; ``level`` says it in words.
    """

    group: str
    title: str
    rows: int
    techniques: tuple[str, ...]
    controls: tuple[str, ...]
    not_mappable: tuple[str, ...]
    standings: Mapping[str, int]
    exposure: float | None
    at_best: float | None
    level: str


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A control with its techniques, and by how much the mean exposure falls once it stands in full, the most first.

    ``lowers`` is nothing where the control does not count; such rows stand last. ``share`` is the same in percent of the
    mean. ``source_id`` is the number that the source has for the control, empty where it is the same.
    """

    control: str
    source_id: str
    title: str
    techniques: tuple[str, ...]
    standing: str
    lowers: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class ExposureRows:
    """All about ATT&CK: ``mean`` over the techniques with an exposure, and the same at best."""

    mean: float | None = None
    mean_at_best: float | None = None
    techniques: tuple[TechniqueRow, ...] = ()
    mitigations: tuple[MitigationRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    levers: tuple[LeverRow, ...] = ()
