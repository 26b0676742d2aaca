"""The rows about standards, and the entries that name no requirement for certain.

Shares, scores and coverages are numbers from 0 to 100 or nothing, exposures from 0 to 1 or nothing; rounded where printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from exports.rows import RequirementRow


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
