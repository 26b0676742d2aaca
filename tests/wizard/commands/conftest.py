"""What the tests of the command line share: the design's formulas worked out a second time, and ways to set a scene.

The facts are read from the tables and the Markdown banks by a few lines of their own, never through the program, so
that an expected figure and a shown one have nothing in common but the source.
"""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest
from support.requirement_ids import requirements_of_controls

PHASES = ("prototype", "production", "scale")
CREDITS = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4, "no": 0.0}
OWNER_COLUMNS = {"CSP": "processing_infrastructure", "MP": "model", "OSP": "orchestrated_services", "AP": "application"}


@dataclass(frozen=True)
class Fact:
    """What the tables and the bank say about one question."""

    question: str
    control: str
    domain: str
    title: str
    ai_specific: bool
    owners: Mapping[str, str]
    threats: tuple[str, ...]
    phase: str
    layer: str
    use_cases: tuple[str, ...]
    baseline: bool

    @property
    def weight(self) -> int:
        if self.baseline or self.ai_specific:
            return 3
        return 2 if self.phase == "prototype" else 1

    def responsibility(self, role: str) -> str:
        code = self.owners[role]
        if code == "":
            return "undetermined"
        if code == "all":
            return "shared across the supply chain"
        if code == role:
            return "owned"
        return "shared" if role in code.split("-") else "inherited"


@dataclass(frozen=True)
class Oracle:
    """The design's rules over the facts."""

    facts: Mapping[str, Fact]
    domain_titles: Mapping[str, str]
    requirements: Mapping[str, Mapping[str, list[str]]]
    techniques: Mapping[str, list[str]]

    def asked(self, roles: Iterable[str], target: str, use_case: str) -> list[str]:
        held_by = tuple(roles)
        return [
            fact.question
            for fact in self.facts.values()
            if any(fact.responsibility(role) != "inherited" for role in held_by)
            and PHASES.index(fact.phase) <= PHASES.index(target)
            and use_case in fact.use_cases
        ]

    def scores(self, questions: Iterable[str], statuses: Mapping[str, str]) -> tuple[float | None, float | None]:
        """The assessed and the posture score."""
        points = answered = everything = 0.0
        for question in questions:
            status, weight = statuses.get(question), self.facts[question].weight
            if status == "na":
                continue
            everything += weight
            if status is not None:
                answered += weight
                points += weight * CREDITS[status]
        return (100 * points / answered if answered else None, 100 * points / everything if everything else None)

    def readiness(self, questions: Iterable[str], statuses: Mapping[str, str], phase: str) -> float | None:
        counted = [
            question
            for question in questions
            if PHASES.index(self.facts[question].phase) <= PHASES.index(phase) and statuses.get(question) != "na"
        ]
        ready = [question for question in counted if CREDITS.get(statuses.get(question, ""), 0) >= 0.8]
        return 100 * len(ready) / len(counted) if counted else None

    def gaps(
        self,
        questions: Iterable[str],
        statuses: Mapping[str, str],
        current: str,
        target: str,
    ) -> list[tuple[str, int, float]]:
        """Question, urgency and priority, the most pressing first."""
        found = []
        for question in questions:
            fact, status = self.facts[question], statuses.get(question)
            credit = CREDITS.get(status or "", 0.0)
            if status == "na" or credit == 1:
                continue
            rank = PHASES.index(fact.phase)
            urgency = 3 if rank <= PHASES.index(current) else 2 if rank <= PHASES.index(target) else 1
            found.append((question, urgency, round(fact.weight * (1 - credit) * urgency, 9)))
        return sorted(found, key=lambda gap: (-gap[2], -len(self.facts[gap[0]].threats), gap[0]))


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("questionnaires") / "aicm" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _listed(name: str, *columns: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in _rows(name):
        found.setdefault(row["control"], []).append(tuple(row[column] for column in columns))
    return found


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """The facts of all 320 questions, and the design's rules over them."""
    tables = {row["control"]: row for row in _rows("controls.csv")}
    domains = _rows("domains.csv")
    facts: dict[str, Fact] = {}
    for domain in domains:
        text = (files("questionnaires") / "aicm" / domain["bank"]).read_text(encoding="utf-8")
        for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
            control = section.split()[0]
            row = tables[control]
            said = dict(re.findall(r"^- (phase|layer|use-cases|baseline): ([^—\n]+)", section, flags=re.MULTILINE))
            for question in re.findall(r"^### (\S+\.\d+)\s*$", section, flags=re.MULTILINE):
                facts[question] = Fact(
                    question=question,
                    control=control,
                    domain=domain["code"],
                    title=row["title"],
                    ai_specific=row["type"] == "AI-specific",
                    owners={role: row[column] for role, column in OWNER_COLUMNS.items()},
                    threats=tuple(row["threats"].split()),
                    phase=said["phase"].strip(),
                    layer=said["layer"].strip(),
                    use_cases=tuple(word.strip() for word in said["use-cases"].split(",")),
                    baseline=said["baseline"].strip() == "yes",
                )
    assert len(facts) == 320
    techniques = {
        control: list(dict.fromkeys(technique for (technique,) in found))
        for control, found in _listed("mitigations.csv", "technique").items()
    }
    return Oracle(facts, {row["code"]: row["title"] for row in domains}, requirements_of_controls(), techniques)


@pytest.fixture
def spread() -> Callable[[Sequence[str]], dict[str, str]]:
    """Statuses for some questions: every status and open ones take turns, so that each kind is there."""

    def do(questions: Sequence[str]) -> dict[str, str]:
        turns = ("yes", "partial", None, "no", "yes-gaps", "na", None)
        chosen = {question: turns[number % len(turns)] for number, question in enumerate(questions)}
        return {question: status for question, status in chosen.items() if status}

    return do


@pytest.fixture
def disk(tmp_path: Path) -> Callable[[], dict[str, bytes | None]]:
    """Everything below the test's folder, home and working folder included: the bytes of files, nothing for folders."""

    def do() -> dict[str, bytes | None]:
        return {
            str(path.relative_to(tmp_path)): path.read_bytes() if path.is_file() else None
            for path in sorted(tmp_path.rglob("*"))
        }

    return do


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call the command line in a process of its own, without a terminal."""

    def do(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wizard", *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **environment},
            check=False,
            timeout=120,
        )

    return do
