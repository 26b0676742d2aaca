"""Builds a bank from its tables and Markdown files, reporting every fault at once.

Runs when the package is built and when a bank is being written; a running wizard reads the index instead
(see ``index``), because parsing all the prose costs hundreds of times more than reading it back.
"""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from questionnaires.about import read_about
from questionnaires.faults import BankError, Fault, did_you_mean, read_utf8
from questionnaires.model import Bank, Control, ControlFacts, ControlMarks, ControlText, Domain
from questionnaires.outline import Section, read_outline
from questionnaires.prose import ControlReader
from questionnaires.tables import DomainRow, Tables, read_tables

_DOMAIN_LEVEL, _CONTROL_LEVEL = 1, 2


def compile_bank(folder: Traversable) -> Bank:
    """Read the folder of a matrix: ``bank.toml``, the tables and the ``bank/`` files.

    Raises:
        BankError: something in the folder is wrong; carries all faults.
    """
    faults: list[Fault] = []
    about = read_about(folder, faults)
    tables = read_tables(folder, faults)
    domains = tuple(_domain(folder, row, tables, faults) for row in tables.domains)
    if faults:
        raise BankError(faults)
    return Bank(
        about.id,
        about.title,
        about.version,
        domains,
        tables.techniques,
        tables.not_mappable,
        tables.moved,
        lambda: tables.technique_words,
        tables.standards,
        lambda: tables.requirement_titles,
    )


def _domain(folder: Traversable, row: DomainRow, tables: Tables, faults: list[Fault]) -> Domain:
    sections = domain_sections(folder, row, faults)
    if not sections:
        return Domain(row.code, row.title, "", ())
    introduction = " ".join(line.text for line in sections[0].paragraphs)
    if not introduction:
        faults.append(
            Fault(row.bank, 1, f"{row.code} has no introduction", "say in a paragraph what the domain is about")
        )
    faults.extend(
        Fault(row.bank, item.number, "a list where the introduction takes a paragraph", "write it as a sentence")
        for item in sections[0].items
    )
    expected = [control_id for control_id, facts in tables.controls.items() if facts.domain_code == row.code]
    controls = _controls(by_control(sections[1:]), expected, row, tables, faults)
    return Domain(row.code, row.title, introduction, tuple(controls))


def domain_sections(folder: Traversable, row: DomainRow, faults: list[Fault]) -> list[Section]:
    """The outline of a domain's file; empty, with a fault, where the file cannot be that."""
    parent, _, name = row.bank.partition("/")
    if parent != "bank" or "/" in name or not name.endswith(".md"):
        faults.append(Fault("domains.csv", 1, f"{row.bank!r} is no bank file", "keep banks at bank/NAME.md"))
        return []
    source = folder / parent / name
    if not source.is_file():
        faults.append(Fault(row.bank, 1, f"the bank of {row.code} is missing", "write it, or correct domains.csv"))
        return []
    text = read_utf8(source, row.bank, faults)
    if text is None:
        return []
    sections = read_outline(text, row.bank, faults)
    heading = f"{row.code} {row.title}"
    if not sections or sections[0].level != _DOMAIN_LEVEL or sections[0].title != heading:
        faults.append(Fault(row.bank, 1, "the file does not start with its domain", f"write '# {heading}'"))
        return []
    return sections


def make_control(facts: ControlFacts, text: ControlText) -> Control:
    """A control whose facts and text are at hand."""
    return Control(ControlMarks.of(facts, text), lambda: (facts, text))


def by_control(sections: Sequence[Section]) -> list[list[Section]]:
    """The sections of each control, its own heading first."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.level <= _CONTROL_LEVEL or not groups:
            groups.append([])
        groups[-1].append(section)
    return groups


def _controls(
    groups: Sequence[Sequence[Section]],
    expected: Sequence[str],
    row: DomainRow,
    tables: Tables,
    faults: list[Fault],
) -> list[Control]:
    controls: dict[str, Control] = {}
    seen: set[str] = set()
    for group in groups:
        control_id, _, title = group[0].title.partition(" ")
        line = group[0].line
        if control_id not in expected:
            faults.append(
                Fault(
                    row.bank, line, f"unknown control {control_id!r} in {row.code}", did_you_mean(control_id, expected)
                )
            )
            continue
        if control_id in seen:
            faults.append(Fault(row.bank, line, f"{control_id} stands twice", "join the two"))
            continue
        seen.add(control_id)
        facts = tables.controls[control_id]
        if title and title != facts.title:
            faults.append(Fault(row.bank, line, f"{control_id} is titled {title!r}", f"write {facts.title!r}"))
        text = ControlReader(facts, group, row.bank, faults).read()
        if text:
            controls[control_id] = make_control(facts, text)
    faults.extend(
        Fault(row.bank, 1, f"{control_id} has no section", f"add '## {control_id} {tables.controls[control_id].title}'")
        for control_id in expected
        if control_id not in seen
    )
    return [controls[control_id] for control_id in expected if control_id in controls]
