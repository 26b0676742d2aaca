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


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Where a line and a column meet: how many controls, how many of them are asked, count, and stand, and the coverage.

    ``open`` of those that count are not answered yet; where these are all, the coverage is 0 and says nothing.
    """

    controls: int
    asked: int
    counted: int
    open: int
    stands: int
    coverage: float | None

    @property
    def is_open(self) -> bool:
        """Whether something counts here and nothing of it is answered."""
        return 0 < self.counted == self.open


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A column of a heat map: the AICM's word, and the same for people."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A line of a heat map; ``parent`` is the lifecycle stage of a sub-stage, else empty.

    ``whole`` is the line over all controls, also those without any marking of the columns. The ``key`` of a sub-stage
    begins with its stage, as in ``evaluation/re-evaluation``.
    """

    key: str
    title: str
    parent: str
    whole: HeatCell
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Coverage along two of the AICM's markings, such as threat categories and stack components.

    ``lines_by`` and ``columns_by`` say which (``threats``, ``components``, ``stages``, ``lifecycle``, ``domains``,
    ``layers``); ``totals`` are the columns over all controls, and ``whole`` all controls.
    """

    key: str
    title: str
    lines_by: str
    columns_by: str
    columns: tuple[HeatColumn, ...]
    lines: tuple[HeatLine, ...]
    totals: tuple[HeatCell, ...]
    whole: HeatCell


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard: its requirements by how the answers support them (``SUPPORTS``), and those the AICM says nothing about.

    ``requirements`` are those that the mapping names for certain, and last, without an id and not counted in ``supports``,
    the controls of which the AICM finds nothing in the standard. ``unmapped`` are requirements without any control of the
    AICM, known only where ``whole`` (the product knows all ids of the standard), ``unmapped_titles`` what they are called.
    ``source`` says where the mapping is from.
    """

    framework: str
    source: str
    whole: bool
    requirements: tuple[RequirementRow, ...]
    supports: Mapping[str, int]
    unmapped: tuple[str, ...]
    unmapped_titles: Mapping[str, str]


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

    ``number`` counts from 1 in the order of work; ``key`` names it, such as ``production logging``. ``questions`` stand in
    the order of work; ``open`` of them are not answered yet: all in a package that says to answer first, else none.
    ``steps`` are the planned or recommended ones, each once; ``needs`` the keys of earlier packages that must be done
    before. ``days`` is the rough work for one person, ``effort`` the same in words. ``rises`` is by how much the posture
    score rises through it alone, ``posture`` and ``readiness`` (of each phase up to the target) what they come to after it
    and all before it. ``planned`` are the due dates that its gaps' own plans name, ``due_from`` the earliest, ``due_until``
    the latest; ``late`` of them lie before it ends. ``owners`` are those of the same plans, each once.
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
    planned: tuple[date, ...]
    due_from: date | None
    due_until: date | None
    late: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase on the road: what changes in the threats, the work in it, and when to assess again.

    ``reached`` says that the system is in it, or beyond it, already. ``gaps`` are worked on in its ``packages``; ``open``
    others are not answered yet and have a package of their own in front of the plan, so that work and end are the least;
    ``accepted`` others block it too, but their risk is accepted today, so that nobody works on them. ``share`` is how ready
    the phase is today. Where nothing is left, the phase begins and ends on the day on which the work before it ends, or on
    which its questions are answered.
    """

    phase: str
    reached: bool
    adds: str
    threats: tuple[str, ...]
    packages: int
    gaps: int
    open: int
    accepted: int
    effort: str
    begins: date
    ends: date
    assess_again: tuple[date, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The road ahead: the first posture from the baseline (whole, then layers), the packages in order, the phases.

    The dates count from the day ``on``, on so many ``people`` who work on it full time, one package after the other.
    """

    baseline: tuple[ScoreRow, ...] = ()
    packages: tuple[PackageRow, ...] = ()
    phases: tuple[PhaseRow, ...] = ()
    people: int = 1
    on: date | None = None


@dataclass(frozen=True, slots=True)
class CapabilityCell:
    """A capability of the AWS CAF for AI at one component (input, model, output; ``all`` for a total).

    Each question counts once: by its ``own`` answer, else by what the ``linked`` controls' answers offer, else as open.
    ``score`` is the posture score of these; ``matrix`` that of the linked controls' asked questions, each once, of which
    ``matrix_answered`` have an answer. Neither has a figure while nothing behind it is answered. ``title`` is the
    capability's, ``about`` says what is asked at this component. ``explained`` says what pulls a weak cell down, and
    ``example`` what can go wrong there; both are empty elsewhere. ``step`` is what the bank recommends for the worst answer
    of the cell, and ``step_of`` the question that it is the step of; both are empty for a total.
    """

    capability: str
    title: str
    component: str
    about: str
    asked: int
    own: int
    linked: int
    open: int
    score: float | None
    controls: tuple[str, ...]
    matrix_asked: int
    matrix_answered: int
    matrix: float | None
    explained: str
    example: str
    step: str
    step_of: str

    @property
    def is_unanswered(self) -> bool:
        """Whether something is asked here, and nothing of it answered."""
        return bool(self.asked) and self.open == self.asked

    @property
    def is_matrix_unanswered(self) -> bool:
        """The same for the asked questions of the linked controls."""
        return bool(self.matrix_asked) and not self.matrix_answered

    @property
    def first_step(self) -> str:
        """The step behind the question that it is of; empty without one."""
        return f"{self.step_of}: {self.step}" if self.step else ""


@dataclass(frozen=True, slots=True)
class CapabilityQuestion:
    """An asked question of the capabilities: ``status`` is the one that counts (empty while open), ``counted_by`` its source.

    ``own`` is its own status, ``offered`` what the answers to the linked ``controls`` offer, ``sources`` each of these answers
    with its status. ``counted_by`` is ``own``, ``linked`` or ``open``.
    """

    question: str
    text: str
    capability: str
    component: str
    weight: int
    own: str
    offered: str
    status: str
    counted_by: str
    controls: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapabilityRows:
    """The capability matrix: cells by capability and component, totals by capability, by component, and over all.

    ``included`` says whether the lens is asked in this assessment; without it everything comes from linked answers, and
    the figures are a careful estimate. ``basis`` says so in a sentence, ``remark`` that there are none yet. ``lens`` is its
    id, ``weakest`` names the weakest cells (capability and component), the weakest first.
    """

    lens: str = ""
    included: bool = False
    basis: str = ""
    remark: str = ""
    cells: tuple[CapabilityCell, ...] = ()
    capabilities: tuple[CapabilityCell, ...] = ()
    components: tuple[CapabilityCell, ...] = ()
    whole: CapabilityCell | None = None
    weakest: tuple[tuple[str, str], ...] = ()
    questions: tuple[CapabilityQuestion, ...] = ()

    @property
    def lines(self) -> tuple[CapabilityCell, ...]:
        """Every cell, capability by capability with its total behind it, then the totals of the components and of all."""
        return (
            *(
                cell
                for total in self.capabilities
                for cell in (*(one for one in self.cells if one.capability == total.capability), total)
            ),
            *self.components,
            *((self.whole,) if self.whole else ()),
        )

    @property
    def weakest_cells(self) -> tuple[CapabilityCell, ...]:
        """The weakest cells, the weakest first."""
        by_place = {(cell.capability, cell.component): cell for cell in self.cells}
        return tuple(by_place[place] for place in self.weakest)


@dataclass(frozen=True, slots=True)
class Insights:
    """What the answers of the matrix mean; empty for a lens."""

    exposure: ExposureRows = field(default_factory=ExposureRows)
    heat_maps: tuple[HeatMap, ...] = ()
    standards: tuple[StandardRow, ...] = ()
    odd_requirements: tuple[OddRequirementRow, ...] = ()
    plan: PlanRows = field(default_factory=PlanRows)
    capabilities: CapabilityRows = field(default_factory=CapabilityRows)
