"""What the answers mean, row by row: exposure to attacks, heat maps, standards, the road ahead, the AI security capabilities.

Every figure is computed already, and every interface shows these same figures. Shares, scores and coverages are numbers
from 0 to 100 or nothing, exposures from 0 to 1 or nothing; they are rounded where they are printed, never here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from exports.rows import RequirementRow, ScoreRow


@dataclass(frozen=True, slots=True)
class TechniqueRow:
    """An ATT&CK technique, what it is in plain words, and how exposed the answers leave the system to it.

    ``standings`` counts its controls by ``STANDINGS``. ``exposure`` is nothing where no control counts; ``level`` says it
    in one word. ``fewest`` are the controls that lower it most, most first, until it is halved; ``afterwards`` is the
    exposure once these stand.
    """

    technique: str
    name: str
    plain: str
    controls: tuple[str, ...]
    standings: Mapping[str, int]
    exposure: float | None
    level: str
    fewest: tuple[str, ...]
    afterwards: float | None


@dataclass(frozen=True, slots=True)
class MitigationRow:
    """A control against a technique: why it helps, how it stands, and by how much the exposure falls once it stands in full.

    ``credit`` (0 to 1) and ``lowers`` are nothing where the control does not count.
    """

    technique: str
    control: str
    reason: str
    standing: str
    credit: float | None
    lowers: float | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A capability group of the source: its mapping rows, techniques and controls, and those it calls not mappable.

    ``rows`` counts rows as the source has them, two of which stand twice. ``exposure`` is the mean of its techniques as its
    own controls leave them.
    """

    group: str
    title: str
    rows: int
    techniques: int
    controls: int
    not_mappable: tuple[str, ...]
    standings: Mapping[str, int]
    exposure: float | None


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A control and by how much the mean exposure of all techniques falls once it stands in full, the most first."""

    control: str
    title: str
    techniques: int
    standing: str
    lowers: float


@dataclass(frozen=True, slots=True)
class ExposureRows:
    """All about ATT&CK: ``mean`` over the techniques with an exposure."""

    mean: float | None = None
    techniques: tuple[TechniqueRow, ...] = ()
    mitigations: tuple[MitigationRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    levers: tuple[LeverRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Where a line and a column meet: how many controls, how many of them count, how many stand, and the coverage."""

    controls: int
    counted: int
    stands: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A line of a heat map; ``parent`` is the lifecycle stage of a sub-stage, else empty. ``whole`` is the line over all columns."""

    key: str
    title: str
    parent: str
    whole: HeatCell
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Coverage along two of the AICM's markings, such as threat categories and stack components."""

    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[HeatLine, ...]
    totals: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard: its requirements by how the answers support them (``SUPPORTS``), and those the AICM says nothing about.

    ``unmapped`` are requirements without any control of the AICM, known only where ``whole`` (the product knows all ids of
    the standard). ``source`` says where the mapping is from.
    """

    framework: str
    source: str
    whole: bool
    requirements: tuple[RequirementRow, ...]
    supports: Mapping[str, int]
    unmapped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OddRequirementRow:
    """An entry of the AICM's mapping that names no requirement of its standard for certain; it is kept as printed."""

    framework: str
    printed: str
    controls: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A work package: gaps of one phase that belong together, and what changes when all of them are closed.

    ``number`` counts from 1 in the order of work; ``key`` names it, such as ``production logging``. ``effort`` is the rough
    work in words, for the answered gaps; ``open`` of its ``questions`` are not answered yet. ``rises`` is by how much the
    posture score rises through it alone, ``posture`` and ``readiness`` (of each phase up to the target) what they come to
    after it and all before it.
    """

    number: int
    key: str
    phase: str
    title: str
    what: str
    why: str
    quick: bool
    questions: tuple[str, ...]
    controls: tuple[str, ...]
    steps: tuple[str, ...]
    needs: tuple[str, ...]
    open: int
    days: float
    effort: str
    begins: date
    ends: date
    rises: float
    posture: float | None
    readiness: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase on the road: what changes in the threats, the work in it, and when to assess again."""

    phase: str
    adds: str
    threats: tuple[str, ...]
    packages: int
    gaps: int
    effort: str
    begins: date
    ends: date
    assess_again: tuple[date, ...]
    readiness: float | None


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The road ahead: the first posture from the baseline (whole, then layers), the packages in order, the phases."""

    baseline: tuple[ScoreRow, ...] = ()
    packages: tuple[PackageRow, ...] = ()
    phases: tuple[PhaseRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CapabilityCell:
    """A capability of the AWS CAF for AI at one component (input, model, output; ``all`` for a total).

    Each question counts once: by its ``own`` answer, else by what the ``linked`` controls' answers offer, else as open.
    ``score`` is the posture score of these; ``matrix`` that of the linked controls' questions, each once. ``explained``
    says why a weak cell is weak, ``step`` what to do first; both are empty elsewhere.
    """

    capability: str
    title: str
    component: str
    asked: int
    own: int
    linked: int
    open: int
    score: float | None
    controls: tuple[str, ...]
    matrix_asked: int
    matrix: float | None
    explained: str
    step: str


@dataclass(frozen=True, slots=True)
class CapabilityRows:
    """The capability matrix: cells by capability and component, totals by capability, by component, and over all.

    ``included`` says whether the lens is asked in this assessment; without it everything comes from linked answers.
    """

    included: bool = False
    cells: tuple[CapabilityCell, ...] = ()
    capabilities: tuple[CapabilityCell, ...] = ()
    components: tuple[CapabilityCell, ...] = ()
    whole: CapabilityCell | None = None


@dataclass(frozen=True, slots=True)
class Insights:
    """What the answers of the matrix mean; empty for a lens."""

    exposure: ExposureRows = field(default_factory=ExposureRows)
    heat_maps: tuple[HeatMap, ...] = ()
    standards: tuple[StandardRow, ...] = ()
    odd_requirements: tuple[OddRequirementRow, ...] = ()
    plan: PlanRows = field(default_factory=PlanRows)
    capabilities: CapabilityRows = field(default_factory=CapabilityRows)
