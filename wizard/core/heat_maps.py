"""Heat maps: how much of what the AICM marks in two ways at once stands, such as what is against a threat and in a stage.

A cell holds the controls with both markings. Its coverage is the share of those that count which stand (see ``standing``).
The line of a whole axis takes all controls, also those without any marking of it: so a total is the same on every map.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from questionnaires.model import Bank, Control
from questionnaires.vocabulary import Component, Layer, LifecycleStage, ThreatCategory
from wizard.core.lifecycle import lifecycle_of, stage_name
from wizard.core.standing import ControlStanding

EVERYTHING = ""
"""The key of the line, and of the column, over all controls."""


class Axis(StrEnum):
    """What controls can be laid out by. ``LIFECYCLE`` has the stages, each with its sub-stages; ``STAGES`` only the stages."""

    THREATS = "threats"
    COMPONENTS = "components"
    STAGES = "stages"
    LIFECYCLE = "lifecycle"
    DOMAINS = "domains"
    LAYERS = "layers"

    @property
    def label(self) -> str:
        """The axis in words, in the plural."""
        return _LABELS[self]


_LABELS = {
    Axis.THREATS: "threat categories",
    Axis.COMPONENTS: "stack components",
    Axis.STAGES: "lifecycle stages",
    Axis.LIFECYCLE: "lifecycle stages and sub-stages",
    Axis.DOMAINS: "domains",
    Axis.LAYERS: "layers",
}
REPORTED = (
    (Axis.DOMAINS, Axis.THREATS),
    (Axis.THREATS, Axis.COMPONENTS),
    (Axis.THREATS, Axis.STAGES),
    (Axis.LIFECYCLE, Axis.COMPONENTS),
)
"""The lines and the columns of the maps that a report has; first the one whose cells differ most, as each control has one domain."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis; ``parent`` is the stage of a sub-stage, else empty."""

    key: str
    title: str
    parent: str = ""


@dataclass(frozen=True)
class HeatGrid:
    """The controls of a bank, laid out along two axes."""

    lines: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    cells: Mapping[tuple[str, str], tuple[ControlStanding, ...]]

    def at(self, line: str, column: str) -> tuple[ControlStanding, ...]:
        """The controls with both markings by their keys, in the order of the bank; ``EVERYTHING`` takes all."""
        return self.cells.get((line, column), ())

    @cached_property
    def whole(self) -> tuple[ControlStanding, ...]:
        """All controls."""
        return self.at(EVERYTHING, EVERYTHING)


def heat_grid(bank: Bank, standings: Iterable[ControlStanding], lines: Axis, columns: Axis) -> HeatGrid:
    """Lay the controls out; what an axis can be marked with stands there although no control is."""
    cells: dict[tuple[str, str], list[ControlStanding]] = {}
    for member in standings:
        across = tuple(_keys(columns, member.control))
        for line in _keys(lines, member.control):
            for column in across:
                cells.setdefault((line, column), []).append(member)
    return HeatGrid(
        marks_of(lines, bank), marks_of(columns, bank), {place: tuple(members) for place, members in cells.items()}
    )


def marks_of(axis: Axis, bank: Bank) -> tuple[Mark, ...]:
    """Everything on an axis, in its order."""
    match axis:
        case Axis.THREATS:
            return tuple(Mark(category.value, category.label) for category in ThreatCategory)
        case Axis.COMPONENTS:
            return tuple(Mark(component.value, component.value) for component in Component)
        case Axis.STAGES:
            return tuple(Mark(stage.value, stage.value) for stage in LifecycleStage)
        case Axis.LIFECYCLE:
            return tuple(_stages_with_parts(bank))
        case Axis.DOMAINS:
            return tuple(Mark(code, title) for code, title in bank.domain_titles.items())
        case Axis.LAYERS:
            return tuple(Mark(layer.value, layer.value) for layer in Layer)


def _stages_with_parts(bank: Bank) -> Iterator[Mark]:
    for stage, parts in lifecycle_of(bank).items():
        yield Mark(stage.value, stage.value)
        yield from (Mark(stage_name(stage, part), part, stage.value) for part in parts)


def _keys(axis: Axis, control: Control) -> Iterator[str]:
    """Where a control stands on an axis: with everything, and at each of its markings."""
    yield EVERYTHING
    match axis:
        case Axis.THREATS:
            yield from control.facts.threats
        case Axis.COMPONENTS:
            yield from control.facts.stack
        case Axis.STAGES:
            yield from control.facts.lifecycle
        case Axis.LIFECYCLE:
            for stage, parts in control.facts.lifecycle.items():
                yield stage
                yield from (stage_name(stage, part) for part in parts)
        case Axis.DOMAINS:
            yield control.domain_code
        case Axis.LAYERS:
            yield control.layer
