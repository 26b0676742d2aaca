"""The published wording: texts that the user took from an own workbook, each kind with its version, and how they are shown.

They stay beside our own words and never take part in an answer, a score or an export.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from questionnaires.model import Question
from questionnaires.vocabulary import Role

SHARED = "Shared"
ACTORS = {
    SHARED: "all of them",
    **{role.value: role.label.lower() for role in Role},
    "AIC": "AI customer",
}
"""Whom a guideline speaks to, as the AICM shortens it, and in words; in the order in which they are shown."""
NOTHING_SAID = frozenset({"", "n/a", "na", "-", "none"})
"""What the AICM writes into a cell that has nothing to say."""


_BREAK_IN_A_SENTENCE = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=[a-z])(?![a-z]{1,4}[.)]\s)")
_BEFORE_A_LIST = re.compile(r"[:;][ \t]*\n")


class Kind(StrEnum):
    """Which of the two published documents a text stands in."""

    QUESTIONS = "AI-CAIQ"
    MATRIX = "AICM"


class Wording(StrEnum):
    """What the user wants to read."""

    OURS = "ours"
    BOTH = "both"
    PUBLISHED = "published"

    @property
    def words(self) -> str:
        """The choice in words."""
        return _WORDS[self]

    @property
    def following(self) -> "Wording":
        """The next choice, round and round."""
        every = list(Wording)
        return every[(every.index(self) + 1) % len(every)]


_WORDS = {
    Wording.OURS: "our words alone",
    Wording.BOTH: "our words, and the published ones below them",
    Wording.PUBLISHED: "the published words where there are any, ours elsewhere",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where texts come from: the document and its version (empty where the workbook does not say), file, day, how many."""

    kind: Kind
    version: str
    file: str
    taken: date
    counts: Mapping[str, int]

    @property
    def label(self) -> str:
        """Such as ``AI-CAIQ 1.1.0``."""
        return f"{self.kind} {self.version}" if self.version else f"{self.kind}, version unknown"


@dataclass(frozen=True, slots=True)
class PublishedMapping:
    """What the matrix says about a control and one framework: its requirements, the gap level, and what is missing there."""

    framework: str
    requirements: str
    gap: str = ""
    addendum: str = ""


@dataclass(frozen=True, slots=True)
class PublishedControl:
    """The long texts about one control; the guidelines by whom they speak to (see ``ACTORS``)."""

    implementation: Mapping[str, str] = field(default_factory=dict)
    auditing: Mapping[str, str] = field(default_factory=dict)
    mappings: tuple[PublishedMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedQuestions:
    """What an AI-CAIQ questionnaire asks, by the ids of the questions."""

    source: Source
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublishedMatrix:
    """What an AICM workbook says, by the ids of the controls."""

    source: Source
    specifications: Mapping[str, str]
    controls: Mapping[str, PublishedControl]


@dataclass(frozen=True, slots=True)
class ShortTexts:
    """The published texts that are short enough to be at hand all the time; without a source there are none of a kind.

    ``with_more`` are the ids of the controls about which there are long texts too.
    """

    question_source: Source | None = None
    matrix_source: Source | None = None
    questions: Mapping[str, str] = field(default_factory=dict)
    specifications: Mapping[str, str] = field(default_factory=dict)
    with_more: frozenset[str] = frozenset()

    @property
    def sources(self) -> tuple[Source, ...]:
        """What is there."""
        return tuple(source for source in (self.question_source, self.matrix_source) if source)


NO_TEXTS = ShortTexts()


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the name of the document that it stands in; none where the words are ours."""

    text: str
    label: str = ""

    def __str__(self) -> str:
        """The text behind the name of its document."""
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Worded:
    """The short texts, and the choice of what is shown of them."""

    texts: ShortTexts = NO_TEXTS
    wording: Wording = Wording.OURS

    def question(self, question: Question) -> tuple[Said, ...]:
        """What is asked, in the words that were chosen; ours where no others are there."""
        ours, source = Said(question.text), self.texts.question_source
        text = self.texts.questions.get(question.id)
        if self.wording is Wording.OURS or source is None or not text:
            return (ours,)
        published = Said(flowing(text), source.label)
        return (published,) if self.wording is Wording.PUBLISHED else (ours, published)

    def specification(self, control_id: str) -> Said | None:
        """The published specification of a control, where one is there and wanted."""
        source, text = self.texts.matrix_source, self.texts.specifications.get(control_id)
        if self.wording is Wording.OURS or source is None or not text:
            return None
        return Said(text, source.label)

    def source_of_more(self, control_id: str) -> Source | None:
        """Where the long texts about a control stand, where they are there and wanted."""
        wanted = self.wording is not Wording.OURS and control_id in self.texts.with_more
        return self.texts.matrix_source if wanted else None


OUR_WORDS = Worded()


def chosen_wording(setting: str, texts: ShortTexts) -> Wording:
    """What is shown with a setting: what was chosen, else both as soon as there is something beside our words."""
    if not texts.sources:
        return Wording.OURS
    return Wording(setting) if setting in list(Wording) else Wording.BOTH


def flowing(text: str) -> str:
    """A question without the breaks that somebody typed into its middle to fill a cell; a list keeps its own."""
    return text if _BEFORE_A_LIST.search(text) else _BREAK_IN_A_SENTENCE.sub(" ", text)


def same_together(guidelines: Mapping[str, str], actors: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
    """The guidelines for these actors in their order; whoever is told the same stands together."""
    groups: dict[str, list[str]] = {}
    for actor in actors:
        text = guidelines.get(actor, "")
        if text:
            groups.setdefault(text, []).append(actor)
    return [(tuple(told), text) for text, told in groups.items()]


@dataclass(frozen=True, slots=True)
class PublishedWorkbook:
    """What was found in an official workbook, and the ids in it that are none of ours."""

    questions: PublishedQuestions | None
    matrix: PublishedMatrix | None
    strange: tuple[str, ...] = ()
