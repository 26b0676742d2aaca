"""Reads the fact tables of a bank: one CSV file a kind of fact, every fault reported with its line."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import TypeVar

from questionnaires.faults import Fault, did_you_mean, read_utf8
from questionnaires.model import ControlFacts, MappedRequirement, Move
from questionnaires.packages import packages_of_controls
from questionnaires.requirement_ids import Catalogue, read_requirement
from questionnaires.responsibility import OWNERSHIP_CODES
from questionnaires.vocabulary import Component, ControlType, LifecycleStage, Role, ThreatCategory

Word = TypeVar("Word", bound=StrEnum)

COLUMNS = {
    "domains.csv": ("code", "title", "bank"),
    "controls.csv": (
        "control",
        "type",
        "title",
        "processing_infrastructure",
        "model",
        "orchestrated_services",
        "application",
        "stack",
        "threats",
        "lifecycle",
        "questions",
    ),
    "requirements.csv": ("control", "framework", "requirement"),
    "coverage.csv": ("control", "framework", "gap"),
    "mitigations.csv": ("control", "technique", "reason"),
    "not-mappable.csv": ("control",),
    "techniques.csv": ("technique", "name", "plain"),
    "moved.csv": ("old", "new", "title"),
    "standards.csv": ("framework", "requirement", "counts", "title"),
}
_OPTIONAL = frozenset({"moved.csv", "standards.csv"})
"""The first version of a matrix has moved nothing; and no standard has to be known as a whole."""
_COUNTS = "yes"
"""Marks a requirement in ``standards.csv`` that a system can be held to; headings, guidance and the like only exist."""
_LAYER_COLUMN = {
    Role.CSP: "processing_infrastructure",
    Role.MP: "model",
    Role.OSP: "orchestrated_services",
    Role.AP: "application",
}
_GAP_LEVELS = ("none", "partial", "full")


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A row of ``domains.csv``: the domain and the file with its prose."""

    code: str
    title: str
    bank: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All facts of a bank, by id, in the order of the files."""

    domains: tuple[DomainRow, ...]
    controls: Mapping[str, ControlFacts]
    techniques: Mapping[str, str]
    technique_words: Mapping[str, str]
    not_mappable: frozenset[str]
    moved: Mapping[str, Move]
    standards: Mapping[str, tuple[str, ...]]
    requirement_titles: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table on its way to a value; adds what is wrong with it to the common list of faults."""

    file: str
    line: int
    cells: Mapping[str, str]
    faults: list[Fault]

    def fault(self, message: str, suggestion: str = "") -> None:
        self.faults.append(Fault(self.file, self.line, message, suggestion))

    def choice(self, word: str, kind: type[Word], what: str) -> Word | None:
        try:
            return kind(word)
        except ValueError:
            self.fault(f"unknown {what} {word!r}", did_you_mean(word, kind))
            return None

    def known(self, word: str, known: Iterable[str], what: str) -> str | None:
        choices = list(known)
        if word in choices:
            return word
        self.fault(f"unknown {what} {word!r}", did_you_mean(word, choices))
        return None


def read_tables(folder: Traversable, faults: list[Fault]) -> Tables:
    """Read every table of the folder; what is wrong is appended to ``faults`` and left out of the result."""
    domains = read_domains(folder, faults)
    rows = {name: list(_rows(folder, name, faults)) for name in COLUMNS if name != "domains.csv"}
    _once(rows["techniques.csv"], "technique")
    _once(rows["coverage.csv"], "control", "framework")
    controls = _controls(rows["controls.csv"], {domain.code for domain in domains})
    techniques = {row.cells["technique"]: row.cells["name"] for row in rows["techniques.csv"]}
    technique_words = {row.cells["technique"]: _said(row, "plain") for row in rows["techniques.csv"]}
    catalogue = _catalogue(rows["standards.csv"])
    mapped = _mapped(rows["requirements.csv"], controls, catalogue)
    coverage = _coverage(rows["coverage.csv"], controls)
    mitigations = _mitigations(rows["mitigations.csv"], controls, techniques)
    not_mappable = {row.known(row.cells["control"], controls, "control") for row in rows["not-mappable.csv"]}
    packages = packages_of_controls(folder, controls, faults)
    return Tables(
        domains=domains,
        controls={
            control_id: replace(
                facts,
                mapped=tuple(mapped.get(control_id, ())),
                coverage=coverage.get(control_id, {}),
                package=packages.get(control_id, ""),
                techniques=tuple(mitigations.get(control_id, {})),
                technique_reasons=mitigations.get(control_id, {}),
                mitigation_rows=sum(row.cells["control"] == control_id for row in rows["mitigations.csv"]),
            )
            for control_id, facts in controls.items()
        },
        techniques=techniques,
        technique_words=technique_words,
        not_mappable=frozenset(control for control in not_mappable if control),
        moved=_moved(rows["moved.csv"], controls),
        standards=_standards(rows["standards.csv"]),
        requirement_titles=catalogue,
    )


def read_domains(folder: Traversable, faults: list[Fault]) -> tuple[DomainRow, ...]:
    """The domains of a bank, in order; what is wrong is appended to ``faults`` and left out of the result."""
    rows = list(_rows(folder, "domains.csv", faults))
    _once(rows, "code")
    return tuple(DomainRow(row.cells["code"], row.cells["title"], row.cells["bank"]) for row in rows)


def _once(rows: Iterable[_Row], *key: str) -> None:
    """Report every row whose key columns say what an earlier row said already."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        cells = tuple(row.cells[column] for column in key)
        if cells in seen:
            row.fault(f"{' '.join(cells)} stands twice", "remove one of the rows")
        seen.add(cells)


def _rows(folder: Traversable, name: str, faults: list[Fault]) -> Iterator[_Row]:
    source = folder / name
    if not source.is_file():
        if name in _OPTIONAL:
            return
        faults.append(Fault(name, 1, "the table is missing", "put the file back beside the others"))
        return
    text = read_utf8(source, name, faults)
    if text is None:
        return
    reader = csv.DictReader(io.StringIO(text))
    heading = tuple(reader.fieldnames or ())
    if heading != COLUMNS[name]:
        unknown = [column for column in heading if column not in COLUMNS[name]]
        hint = did_you_mean(unknown[0], COLUMNS[name]) if unknown else f"the columns are {', '.join(COLUMNS[name])}"
        faults.append(Fault(name, 1, f"wrong columns {', '.join(heading)}", hint))
        return
    for cells in reader:
        if None in cells or None in cells.values():
            faults.append(Fault(name, reader.line_num, f"expected {len(heading)} cells", "check the commas and quotes"))
            continue
        yield _Row(name, reader.line_num, {key: value.strip() for key, value in cells.items()}, faults)


def _controls(rows: Iterable[_Row], domain_codes: set[str]) -> dict[str, ControlFacts]:
    controls: dict[str, ControlFacts] = {}
    for row in rows:
        control_id = row.cells["control"]
        if control_id in controls:
            row.fault(f"{control_id} stands twice", "remove one of the rows")
        domain_code = row.known(control_id.rpartition("-")[0], domain_codes, "domain in the control id")
        control_type = row.choice(row.cells["type"], ControlType, "type")
        count = row.cells["questions"]
        if not count.isdecimal() or int(count) < 1:
            row.fault(f"questions must be a whole number from 1, not {count!r}", "count the questions of this control")
        owners = {role: row.cells[column] for role, column in _LAYER_COLUMN.items()}
        for code in owners.values():
            row.known(code, sorted(OWNERSHIP_CODES), "ownership code")
        if domain_code and control_type and count.isdecimal() and OWNERSHIP_CODES.issuperset(owners.values()):
            controls[control_id] = ControlFacts(
                id=control_id,
                title=row.cells["title"],
                domain_code=domain_code,
                type=control_type,
                owners=owners,
                stack=_choices(row, "stack", Component, "stack component"),
                threats=_choices(row, "threats", ThreatCategory, "threat category"),
                lifecycle=_lifecycle(row),
                question_count=int(count),
            )
    return controls


def _choices(row: _Row, column: str, kind: type[Word], what: str) -> tuple[Word, ...]:
    found = (row.choice(word, kind, what) for word in row.cells[column].split())
    return tuple(word for word in found if word is not None)


def _lifecycle(row: _Row) -> Mapping[LifecycleStage, tuple[str, ...]]:
    stages: dict[LifecycleStage, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in row.cells["lifecycle"].split(";"))):
        name, _, details = part.partition(":")
        stage = row.choice(name.strip(), LifecycleStage, "lifecycle stage")
        if stage:
            stages[stage] = tuple(detail.strip() for detail in details.split(","))
    return stages


def _catalogue(rows: Sequence[_Row]) -> dict[str, dict[str, str]]:
    """The ids of each standard with their titles; an empty one where none is known."""
    _once(rows, "framework", "requirement")
    known: dict[str, dict[str, str]] = {}
    for row in rows:
        known.setdefault(row.cells["framework"], {})[row.cells["requirement"]] = row.cells["title"]
    return known


def _standards(rows: Iterable[_Row]) -> dict[str, tuple[str, ...]]:
    """The ids of each standard that a system can be held to."""
    counted: dict[str, list[str]] = {}
    for row in rows:
        if row.known(row.cells["counts"], (_COUNTS, ""), "mark") == _COUNTS:
            counted.setdefault(row.cells["framework"], []).append(row.cells["requirement"])
    return {framework: tuple(ids) for framework, ids in counted.items()}


def _mapped(
    rows: Iterable[_Row], controls: Mapping[str, ControlFacts], catalogue: Catalogue
) -> dict[str, list[MappedRequirement]]:
    mapped: dict[str, list[MappedRequirement]] = {}
    for row in rows:
        if row.known(row.cells["control"], controls, "control"):
            read = read_requirement(row.cells["framework"], row.cells["requirement"], catalogue)
            mapped.setdefault(row.cells["control"], []).extend(read)
    return mapped


def _coverage(rows: Iterable[_Row], controls: Mapping[str, ControlFacts]) -> dict[str, dict[str, str]]:
    coverage: dict[str, dict[str, str]] = {}
    for row in rows:
        control = row.known(row.cells["control"], controls, "control")
        level = row.known(row.cells["gap"], _GAP_LEVELS, "gap level")
        if control and level:
            coverage.setdefault(control, {})[row.cells["framework"]] = level
    return coverage


def _mitigations(
    rows: Iterable[_Row],
    controls: Mapping[str, ControlFacts],
    techniques: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    """Why each control helps against its techniques; the source has some pairs in two rows, for one and the same reason."""
    mitigations: dict[str, dict[str, str]] = {}
    for row in rows:
        control = row.known(row.cells["control"], controls, "control")
        technique = row.known(row.cells["technique"], techniques, "technique")
        reason = _said(row, "reason")
        if not control or not technique:
            continue
        if mitigations.setdefault(control, {}).setdefault(technique, reason) != reason:
            row.fault(f"{control} {technique} stands twice for different reasons", "say the same in both rows")
    return mitigations


def _said(row: _Row, column: str) -> str:
    """A text of ours, which must be there."""
    text = row.cells[column]
    if not text:
        row.fault(f"the {column} is missing", "say it in one line of your own")
    return text


def _moved(rows: Sequence[_Row], controls: Mapping[str, ControlFacts]) -> dict[str, Move]:
    _once(rows, "old")
    _once([row for row in rows if row.cells["new"]], "new")
    moves: dict[str, Move] = {}
    for row in rows:
        move = Move(row.cells["old"], row.cells["new"], row.cells["title"])
        if not move.new_id or row.known(move.new_id, controls, "control"):
            moves[move.old_id] = move
    return moves
