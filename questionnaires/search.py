"""Finds controls by what is known about them, fast enough to search at every key that is typed.

Words are compared without letter case and accents and from their beginning: "guard" finds "guardrails". A word of the
query that holds signs or digits must stand in the text in one piece: "A.5.15", "Article 15", "T1059.009".
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from questionnaires.model import Bank, Control, Move

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ID = re.compile(r"([A-Z&]+)[\s\-‐-―]*(\d+)(?:\.(\d+))?")
_WORDS_BEFORE, _EXCERPT, _SHORT = 2, 160, 40


class Rank(IntEnum):
    """How good a hit is, the best first."""

    ID = 0
    ID_BEGINS = 1
    EARLIER_ID = 2
    TITLE = 3
    QUESTION = 4
    INTENT = 5
    PROSE = 6
    ASIDE = 7
    FACT = 8
    SCATTERED = 9


_WEIGHTS = {Rank.TITLE: 8, Rank.QUESTION: 6, Rank.INTENT: 5, Rank.PROSE: 4, Rank.ASIDE: 1}
_WHOLE, _PHRASE = 2, 6
"""How much a place counts where a word begins in it; how much more where it stands there whole, or all as a phrase."""


@dataclass(frozen=True, slots=True)
class Place:
    """One text about a control: what it is, and the text as it reads; ``folded`` is its comparable form and a blank."""

    name: str
    text: str
    rank: Rank
    folded: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A control that was found: how good the hit is, the words that were sought, and the place where they stand."""

    control: Control
    rank: Rank
    place: Place
    words: tuple[str, ...]

    @property
    def excerpt(self) -> str:
        """The place's text from shortly before the first word that was found."""
        if len(self.place.text) <= _SHORT:
            return self.place.text
        found = [at for word in self.words if (at := self.place.folded.find(f" {word}")) >= 0]
        piece = self.place.folded.count(" ", 0, min(found)) if found else 0
        starts = [match.start() for match in _PIECE.finditer(self.place.text)]
        if piece < len(starts) and self.place.text[: starts[piece]].count(" ") > _WORDS_BEFORE:
            before = self.place.text[: starts[piece]].rsplit(" ", _WORDS_BEFORE)[0]
            return f"… {self.place.text[len(before) + 1 :][:_EXCERPT]}"
        return self.place.text[:_EXCERPT]


def fold(text: str) -> str:
    """The text as runs of letters and runs of digits with a blank before each, without letter case and accents."""
    return "".join(f" {_folded_piece(piece)}" for piece in _PIECE.findall(unicodedata.normalize("NFC", text)))


def words_of(query: str) -> tuple[str, ...]:
    """What must occur: each word of the query in its comparable form."""
    return tuple(dict.fromkeys(folded.strip() for word in query.split() if (folded := fold(word))))


def word_spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words of a query stand in a text, as first and last position, so that they can be made to stand out."""
    matches = list(_PIECE.finditer(text))
    folded, starts = "", []
    for match in matches:
        starts.append(len(folded))
        folded += f" {_folded_piece(match[0])}"
    piece_at = {start: number for number, start in enumerate(starts)}
    for word in words:
        at = folded.find(f" {word}")
        while at >= 0:
            first = piece_at[at]
            last = first + word.count(" ")
            yield matches[first].start(), matches[last].end()
            at = folded.find(f" {word}", at + 1)


def normal_id(text: str) -> str:
    """A control's or question's id as the AICM writes it, from how people type it: ``ais 8`` is ``AIS-08``.

    Text that cannot be an id comes back in upper case and otherwise as it is.
    """
    upper = text.strip().upper()
    match = _ID.fullmatch(upper)
    if not match:
        return upper
    code, number, question = match.groups()
    code = "A&A" if code == "AA" else code
    return f"{code}-{int(number):02}" + (f".{int(question)}" if question else "")


class Index:
    """Everything that is known about the controls of a bank, ready to be searched. Building it takes a moment."""

    def __init__(self, bank: Bank) -> None:
        self._codes = frozenset(bank.domain_titles)
        self._entries = [_Entry.of(bank, control) for control in bank.controls.values()]

    def search(self, query: str) -> list[Hit]:
        """The controls in which every word of the query occurs, the best first; none for an empty query."""
        words = words_of(query)
        if not words:
            return []
        wanted_id = normal_id(query)
        if wanted_id.partition("-")[0] in self._codes:
            words = (fold(query).strip(),)  # an id is one word, however it was typed
        found = [hit for entry in self._entries if (hit := entry.hit(words, wanted_id))]
        return [hit for *_, hit in sorted(found, key=lambda entry: entry[:3])]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A control with its places, all their comparable forms in one text, and where each of them begins in it."""

    control: Control
    places: tuple[Place, ...]
    whole: str
    begins: tuple[int, ...]

    @classmethod
    def of(cls, bank: Bank, control: Control) -> "_Entry":
        texts = sorted((entry for entry in _texts(bank, control) if entry[1]), key=lambda entry: entry[2])
        places = tuple(Place(name, text, rank, fold(text) + " ") for name, text, rank in texts)
        begins = accumulate((len(place.folded) for place in places[:-1]), initial=0)
        return cls(control, places, "".join(place.folded for place in places), tuple(begins))

    def hit(self, words: Sequence[str], wanted_id: str) -> tuple[Rank, bool, int, Hit] | None:
        """The best hit of this control, after what it is to be sorted by; nothing where a word does not occur.

        Words that are scattered count as high as the place of the one that stands lowest.
        """
        if wanted_id == self.control.id or wanted_id in self.control.question_ids:
            named = (place for place in self.places if place.name == wanted_id)
            return self._found(Rank.ID, Rank.ID, next(named, self.places[0]), words)
        needles = [f" {word}" for word in words]
        if not all(needle in self.whole for needle in needles):
            return None
        for place in self._places_with(max(needles, key=len)):
            if place.rank in (Rank.ID_BEGINS, Rank.EARLIER_ID) and not place.folded.startswith(needles[0]):
                continue
            if all(needle in place.folded for needle in needles):
                return self._found(place.rank, place.rank, place, words)
        lowest = max(next(self._places_with(needle)).rank for needle in needles)
        return self._found(Rank.SCATTERED, lowest, next(self._places_with(max(needles, key=len))), words)

    def _places_with(self, needle: str) -> Iterator[Place]:
        at = self.whole.find(needle)
        while at >= 0:
            number = bisect_right(self.begins, at) - 1
            yield self.places[number]
            if number + 1 == len(self.places):
                return
            at = self.whole.find(needle, self.begins[number + 1])

    def _found(self, rank: Rank, order: Rank, place: Place, words: Sequence[str]) -> tuple[Rank, bool, int, Hit]:
        text = self.whole if rank is Rank.SCATTERED else place.folded
        only_begun = not all(f" {word} " in text for word in words)
        weight = 0 if order < Rank.TITLE else self._weight(words)
        return order, only_begun, -weight, Hit(self.control, rank, place, tuple(words))

    def _weight(self, words: Sequence[str]) -> int:
        """How much the control is about the word that it says least of; more where the words stand as a phrase."""
        weighed = [(place.folded, weight) for place in self.places if (weight := _WEIGHTS.get(place.rank, 0))]
        held = min(
            sum(weight * (1 + _WHOLE * (f" {word} " in text)) for text, weight in weighed if f" {word}" in text)
            for word in words
        )
        phrase = self._places_with(f" {' '.join(words)}") if len(words) > 1 else ()
        return held + _PHRASE * max((_WEIGHTS.get(place.rank, 0) for place in phrase), default=0)


def _texts(bank: Bank, control: Control) -> Iterator[tuple[str, str, Rank]]:
    move = bank.moved_to.get(control.id)
    yield "Id", control.id, Rank.ID_BEGINS
    if move:
        yield "Earlier id", move.old_id, Rank.EARLIER_ID
    yield "Title", control.title, Rank.TITLE
    for question in control.text.questions:
        yield question.id, question.text, Rank.QUESTION
    yield "What it is for", control.text.intent, Rank.INTENT
    yield from ((name, text, Rank.PROSE) for name, text in _prose(control))
    yield from ((name, text, Rank.ASIDE) for name, text in _asides(control))
    yield from ((name, text, Rank.FACT) for name, text in _facts(bank, control, move))


def _prose(control: Control) -> Iterator[tuple[str, str]]:
    text = control.text
    yield "Goes wrong", text.consequence
    for question in text.questions:
        for status, line in question.criteria.items():
            yield f"{question.id} {status}", line
    yield "Next, if no", text.from_no.action
    yield "Next, if partial", text.from_partial.action


def _asides(control: Control) -> Iterator[tuple[str, str]]:
    text = control.text
    for role, line in text.role_guidance.items():
        yield f"Guidance {role}", line
    yield "Ask the others", text.ask_the_other_party
    yield "Customer", text.customer_side
    yield from (("Evidence", line) for line in text.evidence)
    yield "In ten minutes", text.test
    yield "A service", text.service
    yield from (("Why", reason) for reason in text.reasons.values())


def _facts(bank: Bank, control: Control, move: Move | None) -> Iterator[tuple[str, str]]:
    facts = control.facts
    yield "Domain", f"{control.domain_code} {bank.domain_titles[control.domain_code]}"
    if move and move.title != control.title:
        yield "Earlier title", move.title
    for framework, ids in facts.requirements.items():
        yield from (("Mapping", f"{framework} {requirement}") for requirement in ids)
    yield from (("ATT&CK", f"{technique} {bank.techniques[technique]}") for technique in facts.techniques)
    yield from (("Threat", category.label) for category in facts.threats)
    for stage, parts in facts.lifecycle.items():
        yield from (("Lifecycle", f"{stage}: {part}") for part in parts or ("",))
    yield from (("Stack", component) for component in facts.stack)
    yield "Kind", f"{facts.type}, {control.phase}, {control.layer}"


def _folded_piece(piece: str) -> str:
    if piece.isascii():
        return piece.lower()
    decomposed = unicodedata.normalize("NFKD", piece.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
