"""What the capabilities must come to: the rule worked out a second time, from statuses and the links of the lens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from openpyxl.workbook import Workbook
from support.expected import CREDITS, Expected
from support.workbooks import headings

COMPONENTS = ("input", "model", "output", "all")
Place = tuple[str, str]


@dataclass(frozen=True)
class ExpectedCapabilities:
    """A lens beside the matrix; ``lens`` has no statuses where the assessment does not ask it."""

    matrix: Expected
    lens: Expected

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """The weakest answer among the asked questions of the linked controls; empty where there is none that counts."""
        found = {}
        for question in self.lens.asked:
            linked = self.lens.bank.questions[question].links
            words = [self.matrix.status(q) for q in self.matrix.asked if self.matrix.control(q).marks.id in linked]
            found[question] = min((word for word in words if word in CREDITS), key=lambda w: CREDITS[w], default="")
        return found

    @cached_property
    def counted(self) -> Mapping[str, str]:
        """The status by which each question counts."""
        return {question: self.lens.status(question) or offer for question, offer in self.offered.items()}

    def members(self, capability: str, component: str) -> list[str]:
        """The questions of a place; ``all`` chooses everything."""
        return [
            question
            for question in self.lens.asked
            if capability in ("all", question.rsplit("-", 1)[0])
            and component.upper() in ("ALL", question.rsplit("-", 1)[1].split(".")[0])
        ]

    def score(self, capability: str, component: str) -> float | None:
        """The posture score over the counted questions."""
        return replace(self.lens, statuses=self.counted).scores(self.members(capability, component))[1]

    def shown(self, capability: str, component: str) -> float | str | None:
        """The score as the book has it: unknown where nothing behind it is answered."""
        members = self.members(capability, component)
        is_open = members and not any(self.counted[question] for question in members)
        return "?" if is_open else self.score(capability, component)

    def controls(self, capability: str, component: str) -> set[str]:
        """The controls that the questions of a place link to."""
        return {link for q in self.members(capability, component) for link in self.lens.bank.questions[q].links}

    def aicm_questions(self, capability: str, component: str) -> list[str]:
        """The asked questions of these controls, each once."""
        controls = self.controls(capability, component)
        return [question for question in self.matrix.asked if self.matrix.control(question).marks.id in controls]

    def aicm(self, capability: str, component: str) -> float | None:
        """The posture score over them."""
        return self.matrix.scores(self.aicm_questions(capability, component))[1]

    def aicm_shown(self, capability: str, component: str) -> float | str | None:
        """The same as the book has it."""
        questions = self.aicm_questions(capability, component)
        is_open = questions and not any(self.matrix.status(question) for question in questions)
        return "?" if is_open else self.aicm(capability, component)

    def sources(self, capability: str, component: str) -> tuple[int, int, int]:
        """How many questions count by their own answers, by linked ones, and not at all."""
        members = self.members(capability, component)
        own = sum(bool(self.lens.status(question)) for question in members)
        found = sum(bool(self.counted[question]) for question in members)
        return own, found - own, len(members) - found


def capability_cells(workbook: Workbook, expected: ExpectedCapabilities) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every formula cell of the two sheets."""
    sheets: tuple[Any, ...] = (workbook["CAF"], workbook["CAF cells"])
    for sheet in sheets:
        places = headings(sheet)
        for row in range(2, sheet.max_row + 1):
            capability = sheet.cell(row, places["Capability"]).value
            if sheet.title == "CAF":
                wanted = _line(expected, capability)
            else:
                wanted = _cell(expected, capability, sheet.cell(row, places["Component"]).value)
            for heading, value in wanted.items():
                if heading in places:
                    yield (sheet.title, sheet.cell(row, places[heading]).coordinate), value


def _line(expected: ExpectedCapabilities, capability: str) -> dict[str, Any]:
    scores = {word.capitalize(): expected.shown(capability, word) for word in COMPONENTS}
    return scores | {f"AICM {word}": expected.aicm_shown(capability, word) for word in COMPONENTS}


def _cell(expected: ExpectedCapabilities, capability: str, component: str) -> dict[str, Any]:
    members = expected.members(capability, component)
    own, linked, not_yet = expected.sources(capability, component)
    words = [expected.counted[question] for question in members]
    weights = [expected.lens.weight(question) for question in members]
    pairs = list(zip(words, weights, strict=True))
    return {
        "Score": expected.shown(capability, component),
        **({"By own answers": own} if expected.lens.statuses else {}),
        "By linked answers": linked,
        "Open": not_yet,
        **{f"Question {number} counts as": word or "open" for number, word in enumerate(words, start=1)},
        "Points": sum(weight * CREDITS.get(word, 0) for word, weight in pairs),
        "Posture weight": sum(weight for word, weight in pairs if word != "na"),
    }
