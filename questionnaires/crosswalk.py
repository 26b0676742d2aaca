"""What became of the questions of an earlier AI-CAIQ: which question each of them is today, and how far its words changed.

Between 1.0.2 and 1.1 many ids kept their name and changed their meaning, so an answer may only ever follow its question,
never its id. Source: the crosswalk in CSA's data sets repository, reconstructed by content (facts only).
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files

from questionnaires.search import normal_id

EARLIER, PRESENT = "1.0.2", "1.1"
"""The versions of the AI-CAIQ between which the crosswalk leads."""


class Wording(StrEnum):
    """How far the words of a question changed."""

    SAME = "same"
    EDITED = "edited"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one question: its id then and now, each empty where there was or is no such question.

    ``alike`` is how much of the old and the new text is the same, in whole percent; nothing where one is missing.
    """

    old: str
    new: str
    wording: Wording
    alike: int | None


@dataclass(frozen=True)
class Crosswalk:
    """All questions of two versions, those of the present one in their order, then those that were removed."""

    steps: tuple[Step, ...]

    @cached_property
    def by_old(self) -> Mapping[str, Step]:
        """What became of each earlier question, by its id in the form of ``normal_id``."""
        return {normal_id(step.old): step for step in self.steps if step.old}


def load_crosswalk() -> Crosswalk:
    """The crosswalk from the earlier AI-CAIQ to the present one."""
    text = (files("questionnaires") / "aicm" / "questions-moved.csv").read_text(encoding="utf-8")
    return Crosswalk(tuple(_step(row) for row in csv.DictReader(io.StringIO(text))))


def _step(row: Mapping[str, str]) -> Step:
    words = row["change"].split("+")
    wording = next((word for word in (Wording.REWORDED, Wording.EDITED) if word in words), Wording.SAME)
    return Step(row["old"], row["new"], wording, int(row["alike"]) if row["alike"] else None)
