"""Reads the prose of one control from the outline of its domain's Markdown file.

``CONTRIBUTING.md`` shows the form. Every fault is reported with its line; unknown keys and sections are refused.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from questionnaires.faults import Fault, did_you_mean
from questionnaires.model import CRITERIA, ControlFacts, ControlText, Question, Step
from questionnaires.outline import Line, Section
from questionnaires.responsibility import responsibility_of
from questionnaires.vocabulary import Effort, Layer, Phase, Role, UseCase

MOST_WORDS_IN_A_QUESTION = 35
_KEYS = ("phase", "layer", "use-cases", "baseline")
_LEADS = {"intent": "**Intent.**", "consequence": "**What goes wrong.**"}
_LINKS = "answered by"
_ASK = "ask the other party"
_TEST = "test in ten minutes"
_REASON = " — "
_EFFORT = re.compile(r"\s*\((\w+)\)$")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Form:
    """What a control of a bank has to say: the sections after its questions, and what its questions may link to.

    ``links`` holds the ids of the controls that may be named, or nothing where questions have no links.
    """

    sections: tuple[str, ...]
    links: Collection[str] | None


MATRIX_FORM = Form(("Roles", "Customer side", "Evidence", "Next steps"), links=None)


def lens_form(matrix_controls: Collection[str]) -> Form:
    """The form of a lens, whose questions link to controls of the matrix."""
    return Form(("Evidence", "Next steps"), links=matrix_controls)


class ControlReader:
    """Reads the sections of one control; all that is wrong goes to the common list of faults."""

    def __init__(
        self,
        facts: ControlFacts,
        sections: Sequence[Section],
        file: str,
        faults: list[Fault],
        form: Form = MATRIX_FORM,
    ) -> None:
        self._facts = facts
        self._form = form
        self._head, *self._parts = sections
        self._file = file
        self._faults = faults
        self._missing: set[str] = set()

    def read(self) -> ControlText | None:
        """The control's text, or nothing where a fault makes it unusable."""
        before = len(self._faults)
        marks, reasons = self._marks()
        parts = self._named_parts()
        phase = self._word(marks["phase"], Phase, "phase")
        layer = self._word(marks["layer"], Layer, "layer")
        uses = [
            self._word(Line(word.strip(), marks["use-cases"].number), UseCase, "use case")
            for word in marks["use-cases"].text.split(",")
        ]
        if marks["baseline"].text not in ("yes", "no"):
            self._fault(marks["baseline"].number, f"baseline is {marks['baseline'].text!r}", "write yes or no")
        leads = self._leads()
        questions = tuple(self._question(parts[question_id], question_id) for question_id in self._question_ids())
        guidance = self._role_lines(parts["Roles"]) if "Roles" in parts else {}
        evidence, test = self._evidence(parts["Evidence"])
        steps = self._keyed(parts["Next steps"], ("from no", "from partial"), optional=("service",))
        customer_side = self._paragraph(parts["Customer side"]) if "Customer side" in parts else ""
        from_no, from_partial = self._step(steps["from no"]), self._step(steps["from partial"])
        if len(self._faults) > before or phase is None or layer is None:
            return None
        return ControlText(
            phase=phase,
            layer=layer,
            use_cases=tuple(use for use in uses if use),
            baseline=marks["baseline"].text == "yes",
            reasons=reasons,
            intent=leads["intent"],
            consequence=leads["consequence"],
            questions=questions,
            role_guidance={role: guidance[role].text for role in Role if role in guidance},
            ask_the_other_party=guidance[_ASK].text if _ASK in guidance else "",
            customer_side=customer_side,
            evidence=evidence,
            test=test,
            from_no=from_no,
            from_partial=from_partial,
            service=steps["service"].text,
        )

    def _fault(self, line: int, message: str, suggestion: str = "") -> None:
        self._faults.append(Fault(self._file, line, f"{self._facts.id}: {message}", suggestion))

    def _word(self, line: Line, kind: type[Word], what: str) -> Word | None:
        try:
            return kind(line.text)
        except ValueError:
            self._fault(line.number, f"unknown {what} {line.text!r}", did_you_mean(line.text, kind))
            return None

    def _question_ids(self) -> tuple[str, ...]:
        return tuple(f"{self._facts.id}.{number}" for number in range(1, self._facts.question_count + 1))

    def _marks(self) -> tuple[dict[str, Line], dict[str, str]]:
        keyed = self._keyed(self._head, _KEYS)
        marks, reasons = {}, {}
        for key, line in keyed.items():
            word, _, reason = line.text.partition(_REASON)
            marks[key] = Line(word.strip(), line.number)
            if reason:
                reasons[key] = reason.strip()
        return marks, reasons

    def _leads(self) -> dict[str, str]:
        found = {}
        for key, lead in _LEADS.items():
            texts = [line for line in self._head.paragraphs if line.text.startswith(lead)]
            if len(texts) != 1 or not texts[0].text.removeprefix(lead).strip():
                self._fault(self._head.line, f"needs one paragraph that begins with {lead}", "add it under the marks")
            found[key] = texts[0].text.removeprefix(lead).strip() if texts else ""
        for line in self._head.paragraphs:
            if not line.text.startswith(tuple(_LEADS.values())):
                self._fault(
                    line.number, "text that belongs to nothing", f"begin it with {' or '.join(_LEADS.values())}"
                )
        return found

    def _named_parts(self) -> dict[str, Section]:
        known = (*self._question_ids(), *self._form.sections)
        parts: dict[str, Section] = {}
        for part in self._parts:
            if part.title not in known:
                self._fault(part.line, f"unknown section {part.title!r}", did_you_mean(part.title, known))
            elif part.title in parts:
                self._fault(part.line, f"section {part.title!r} stands twice", "join the two")
            else:
                parts[part.title] = part
        for name in known:
            if name not in parts:
                self._fault(self._head.line, f"section '### {name}' is missing", "add it")
                parts[name] = Section(self._head.level + 1, name, self._head.line)
                self._missing.add(name)
        return parts

    def _keyed(self, section: Section, keys: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Line]:
        """The list items of a section by key; missing and unknown keys are faults, missing ones read as empty."""
        needed = tuple(keys)
        allowed = (*needed, *optional)
        if section.title in ("Roles", "Next steps"):
            self._no_paragraphs(section)
        found: dict[str, Line] = {}
        for item in section.items:
            key, value = item.keyed()
            if key not in allowed:
                self._fault(
                    item.number, f"unknown key {key or item.text[:40]!r} in {section.title}", did_you_mean(key, allowed)
                )
            elif key in found:
                self._fault(item.number, f"key {key!r} stands twice", "join the two")
            else:
                found[key] = Line(value, item.number)
        for key in allowed:
            if key not in found:
                if key in needed and section.title not in self._missing:
                    self._fault(section.line, f"'- {key}: ...' is missing in {section.title}", "add it")
                found[key] = Line("", section.line)
        return found

    def _no_paragraphs(self, section: Section) -> None:
        for line in section.paragraphs:
            self._fault(line.number, f"a paragraph where {section.title} takes a list", "begin it with -")

    def _paragraph(self, section: Section) -> str:
        for item in section.items:
            self._fault(item.number, f"a list where {section.title} takes a paragraph", "write it as a sentence")
        if not section.paragraphs and section.title not in self._missing:
            self._fault(section.line, f"{section.title} says nothing", "write a sentence")
        return " ".join(line.text for line in section.paragraphs)

    def _question(self, section: Section, question_id: str) -> Question:
        criteria = self._keyed(section, CRITERIA if self._form.links is None else (*CRITERIA, _LINKS))
        text = " ".join(line.text for line in section.paragraphs)
        if section.title in self._missing:
            return Question(question_id, self._facts.id, text, {})
        if len(section.paragraphs) != 1 or not text.endswith("?"):
            self._fault(
                section.line,
                f"{question_id} needs one paragraph that ends with a question mark",
                "one question, one idea",
            )
        if len(text.split()) > MOST_WORDS_IN_A_QUESTION:
            self._fault(
                section.line, f"{question_id} has {len(text.split())} words", f"at most {MOST_WORDS_IN_A_QUESTION}"
            )
        lines: Mapping[str, str] = {status: criteria[status].text for status in CRITERIA}
        links = self._links(criteria[_LINKS], self._form.links) if self._form.links is not None else ()
        return Question(question_id, self._facts.id, text, lines, links)

    def _links(self, line: Line, known: Collection[str]) -> tuple[str, ...]:
        links = tuple(link.strip() for link in line.text.split(",") if link.strip())
        for link in links:
            if link not in known:
                self._fault(line.number, f"unknown control {link!r} in {_LINKS}", did_you_mean(link, known))
        return links

    def _role_lines(self, section: Section) -> dict[str, Line]:
        """A line for each role that holds a part of the control, by the ownership table, and for no other."""
        holders = (role for role in Role if responsibility_of(role, self._facts.owners[role]).held)
        return self._keyed(section, (*holders, _ASK))

    def _evidence(self, section: Section) -> tuple[tuple[str, ...], str]:
        if section.title in self._missing:
            return (), ""
        self._no_paragraphs(section)
        tests = [item for item in section.items if item.keyed()[0] == _TEST]
        if len(tests) != 1:
            self._fault(
                section.line, f"Evidence needs exactly one '- {_TEST}: ...'", "add what an assessor can try in the room"
            )
        artefacts = tuple(item.text for item in section.items if item not in tests)
        if not artefacts:
            self._fault(section.line, "Evidence names no artefact", "name two to five that convince an auditor")
        return artefacts, tests[0].keyed()[1] if tests else ""

    def _step(self, line: Line) -> Step:
        match = _EFFORT.search(line.text)
        effort = self._word(Line(match[1], line.number), Effort, "effort") if match else None
        if match is None and line.text:
            self._fault(line.number, "a next step ends without its effort", f"end it with ({'|'.join(Effort)})")
        if match and not _EFFORT.sub("", line.text):
            self._fault(line.number, "a next step without an action", "say what to do")
        return Step(_EFFORT.sub("", line.text), effort or Effort.DAYS)
