"""AICM and AI-CAIQ workbooks that the tests make: the layout of CSA's, with invented words that stand nowhere else."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from questionnaires.library import load_bank

MARK = "zebra"
"""Stands in every text of these books and nowhere in ours, so that it can be looked for."""
ACTORS = {
    "Shared": "Shared",
    "MP": "Model Provider (MP)",
    "OSP": "Orchestrated Service Provider (OSP)",
    "AP": "Application Provider (AP)",
    "AIC": "AI Customer (AIC)",
    "CSP": "Cloud Service Provider (CSP)",
}
FRAMEWORKS: Mapping[str, Sequence[str]] = {
    "AIUC-1": ("Control Mapping", "Gap Level", "Addendum"),
    "EU AI Act": ("Control Mapping", "Gap Level", "Addendum"),
    "Harbour Code 7": ("Control Mapping", "Gap Level"),
    "BSI AI C4": ("Control Mapping", "Gap Level", "Addendum"),
}
"""In another order than in 1.1.0, one that nobody has heard of, and one column less than the others have."""
NAMES = {
    "matrix": "AICM",
    "implementation": "Implementation Guidelines",
    "auditing": "Auditing Guidelines",
    "mappings": "Scope Applicability (Mappings)",
    "questions": "AI-CAIQ",
}
_FIRST = ("Control Domain", "Control Title", "Control ID", "Control Specification")
_Row = Sequence[Any]


def question_text(question_id: str) -> str:
    """What these books ask."""
    return f"Does the {MARK} of {question_id} stand\nin its stable?"


def specification_text(control_id: str) -> str:
    """What these books specify."""
    return f"Keep the {MARK} of {control_id} dry."


def guideline_text(kind: str, actor: str, control_id: str) -> str:
    """What these books tell an actor to do."""
    return f"1. Feed the {MARK} of {control_id} ({kind}, {actor}).\n   a) Twice a day, in a bowl that it cannot tip over.\n\n2. Brush it."


@dataclass(frozen=True)
class Aicm:
    """How an AICM workbook is made; ``extra_ids`` are further controls, ``stamp`` what stands in A1."""

    version: str = "1.1.1"
    stamp: str | None = None
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)
    parts: Sequence[str] = tuple(NAMES)
    actors: Sequence[str] = tuple(ACTORS)
    shown_id: Callable[[str], str] = str
    extra_ids: Sequence[str] = ()
    heading: Callable[[str], str] = str
    text: Callable[[str], str] = str

    def written(self, path: Path) -> Path:
        """The workbook as a file."""
        path.write_bytes(self.content())
        return path

    def content(self) -> bytes:
        """The workbook."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        book.add_worksheet("Read me first").write_string(4, 1, "This book was made by a test.")
        for part in self.parts:
            sheet = book.add_worksheet(self.names[part])
            if self._stamp:
                sheet.write_string(0, 0, self._stamp)
            for row, cells in enumerate(getattr(self, f"_{part}")(), start=1):
                for column, value in enumerate(cells):
                    if value:
                        sheet.write_string(row, column, value)
        book.close()
        return target.getvalue()

    @property
    def _stamp(self) -> str:
        stamp = {"specification_name": "AI Controls Matrix", "specification_version": self.version}
        return json.dumps(stamp) if self.stamp is None else self.stamp

    def _rows(self, *cells: Callable[[str], Sequence[str]]) -> list[_Row]:
        """A row for each control, behind a row for its domain; at the end what CSA's sheets end with."""
        rows: list[_Row] = []
        bank, domain = load_bank(), ""
        for control_id in (*bank.controls, *self.extra_ids):
            code = control_id.partition("-")[0]
            if code != domain:
                rows.append([f"{bank.domain_titles.get(code, code)} - {code}"])
            domain = code
            first = ["the domain", "the title", self.shown_id(control_id), self.text(specification_text(control_id))]
            rows.append([*first, *(value for more in cells for value in more(control_id))])
        return [*rows, ["End of Standard"], ["© Somebody 2026. All rights reserved, AIS-99 included."]]

    def _headings(self, *more: str) -> _Row:
        return [self.heading(heading) for heading in (*_FIRST, *more)]

    def _matrix(self) -> list[_Row]:
        rows = self._rows(lambda _: ["Cloud & AI Related", "True"])
        return [["", "", "", "", "", "Architecture"], self._headings("Control Type", "Phys"), *rows]

    def _implementation(self) -> list[_Row]:
        return [["", "", "", "", "Implementation Guidelines"], *self._guidelines("implementation", self.actors)]

    def _auditing(self) -> list[_Row]:
        return self._guidelines("auditing", [actor for actor in reversed(self.actors) if actor != "Shared"])

    def _guidelines(self, kind: str, actors: Sequence[str]) -> list[_Row]:
        def said(control_id: str) -> Sequence[str]:
            return [self.text(guideline_text(kind, actor, control_id)) for actor in actors]

        return [self._headings(*(ACTORS[actor] for actor in actors)), *self._rows(said)]

    def _mappings(self) -> list[_Row]:
        above, headings = ["", "", "", ""], []
        for name, columns in FRAMEWORKS.items():
            above += [name, *[""] * (len(columns) - 1)]
            headings += columns

        def said(control_id: str) -> Sequence[str]:
            cells = {"Control Mapping": f"{MARK} 1\n{control_id} 2", "Gap Level": "No Gap", "Addendum": "N/A"}
            return [cells[heading] for columns in FRAMEWORKS.values() for heading in columns]

        return [above, self._headings(*headings), *self._rows(said)]

    def _questions(self) -> list[_Row]:
        headings = self._headings("Question ID", "Consensus Assessments Question")
        rows: list[_Row] = []
        for control in load_bank().controls.values():
            for number, question_id in enumerate(control.question_ids):
                first = ["", "", "", ""] if number else ["the domain", "the title", control.id, "a specification"]
                rows.append([*first, self.shown_id(question_id), self.text(question_text(question_id))])
        return [headings, *rows, ["End of Standard"]]
