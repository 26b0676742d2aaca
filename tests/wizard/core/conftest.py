"""The facts of every question as the tables and the prose say them, read without the program."""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

BANK = Path(__file__).resolve().parents[3] / "questionnaires" / "aicm"
SECTION = re.compile(r"^## (?P<control>\S+-\d+)\b(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
KEY_LINE = re.compile(r"^- (phase|layer|use-cases|baseline): ([^—\n]*)", re.MULTILINE)


@dataclass(frozen=True)
class Fact:
    """What the design's formulas need to know about a question; ``owners`` by role, as the table's code."""

    control: str
    type: str
    phase: str
    layer: str
    use_cases: tuple[str, ...]
    baseline: bool
    threats: int
    owners: Mapping[str, str]

    @property
    def domain(self) -> str:
        return self.control.rsplit("-", 1)[0]

    @property
    def weight(self) -> int:
        """3 baseline or AI-specific control; 2 prototype phase; 1 the rest."""
        if self.baseline or self.type == "AI-specific":
            return 3
        return 2 if self.phase == "prototype" else 1

    def holds(self, role: str) -> bool:
        """Whether the role's own layer names it, everybody, or nobody."""
        code = self.owners[role]
        return code in ("", "all") or role in code.split("-")


@pytest.fixture(scope="session")
def facts() -> Mapping[str, Fact]:
    """Facts by question id, in the order of the table."""
    prose: dict[str, dict[str, str]] = {}
    for file in sorted((BANK / "bank").glob("*.md")):
        for section in SECTION.finditer(file.read_text(encoding="utf-8")):
            prose[section["control"]] = {key: value.strip() for key, value in KEY_LINE.findall(section["body"])}
    found: dict[str, Fact] = {}
    with (BANK / "controls.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            text = prose[row["control"]]
            fact = Fact(
                control=row["control"],
                type=row["type"],
                phase=text["phase"],
                layer=text["layer"],
                use_cases=tuple(text["use-cases"].split(", ")),
                baseline=text["baseline"] == "yes",
                threats=len(row["threats"].split()),
                owners={
                    "CSP": row["processing_infrastructure"],
                    "MP": row["model"],
                    "OSP": row["orchestrated_services"],
                    "AP": row["application"],
                },
            )
            for number in range(1, int(row["questions"]) + 1):
                found[f"{row['control']}.{number}"] = fact
    return found


@pytest.fixture(scope="session")
def table() -> Callable[[str], list[dict[str, str]]]:
    """The rows of one of the bank's tables."""

    def do(name: str) -> list[dict[str, str]]:
        with (BANK / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return do
