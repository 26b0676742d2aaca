"""What must stand in every formula cell of the Summary sheet of the gap workbook, found by its headings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from openpyxl.workbook import Workbook
from support.expected import PHASES, URGENCIES, Expected
from support.expected_cells import Found, Side, by_rank, capabilities_of
from support.workbooks import Cells, headings, records

SUPPORTS = ("supported", "mostly supported", "weak", "not supported", "open", "outside the scope")
FOLLOW_UPS = ("risk accepted", "acceptance expired", "no plan yet", "overdue", "planned")
VERDICTS = ("accepted", "rejected", "more evidence")
NEW_GAPS = "New gaps in this book that the sheet Gaps does not list (import it and export again): "


def summary_cells(workbook: Workbook, side: Side) -> Cells:
    """The cells with their values; ``workbook`` only says where they are, and what the texts of the first gaps are."""
    sheet = workbook["Summary"]
    found: Cells = {}
    for part in (_tiles(sheet, side.matrix), _tables(sheet, side.matrix), _auditor(sheet, side.matrix)):
        found |= dict(part)
    found |= dict(_first_gaps(workbook, side))
    found |= dict(_urgency(workbook, side))
    found |= dict(_insights(workbook, side))
    found |= dict(_standards(workbook, side.matrix))
    return found


def _cells(sheet: Any, row: int, heading_row: int, wanted: Mapping[str, Any]) -> Found:
    places = headings(sheet, heading_row)
    for heading, value in wanted.items():
        yield (sheet.title, sheet.cell(row, places[heading]).coordinate), value


def _section(sheet: Any, title: str) -> Iterator[tuple[int, str]]:
    """The rows of a table with their first cells: below its title and its headings, up to the next empty row."""
    row = _row_of(sheet, title) + 2
    while sheet.cell(row, 1).value:
        yield row, str(sheet.cell(row, 1).value)
        row += 1


def _row_of(sheet: Any, title: str) -> int:
    (row,) = (cell.row for cell in sheet["A"] if cell.value == title)
    return int(row)


def _tiles(sheet: Any, mine: Expected) -> Found:
    """The large figures, and the sentences below them."""
    label = f"Answered of {len(mine.asked)}"
    (row,) = (cell.row for line in sheet.iter_rows(max_row=40) for cell in line if cell.value == label)
    answered = sum(bool(mine.status(question)) for question in mine.asked)
    scores = dict(zip(("Assessed score", "Posture score"), mine.scores(mine.asked), strict=True))
    scores[f"Ready for {mine.target}"] = mine.readiness(mine.target)[0]
    wanted = {heading: "–" if value is None else value for heading, value in scores.items()}
    wanted |= {label: answered, "Still open": len(mine.asked) - answered, "Gaps, open ones too": len(mine.gaps)}
    yield from _cells(sheet, row + 1, row, wanted)
    phases = {mine.target: f"{mine.target}, the target", mine.phase: f"{mine.phase}, where the system is now"}
    row += 3
    for phase in dict.fromkeys((mine.phase, mine.target)):
        _, counted, ready = mine.readiness(phase)
        missing = f"Not ready for {phases[phase]}. Questions not in place: {counted - ready}"
        told = missing if counted - ready else f"Ready for {phases[phase]}: all it needs is in place."
        yield (sheet.title, f"A{row}"), told
        row += 1
    yield (sheet.title, f"A{row}"), ""


def _tables(sheet: Any, mine: Expected) -> Found:
    """Readiness and scores."""
    title = "Ready for each phase"
    for row, phase in _section(sheet, title):
        share, counted, ready = mine.readiness(phase)
        wanted = {"Ready": share, "Questions": counted, "In place": ready, "Not in place": counted - ready}
        if PHASES.index(phase) <= PHASES.index(mine.target):
            yield from _cells(sheet, row, _row_of(sheet, title) + 1, wanted)
    for title, key in (("By phase (each phase's own questions)", "phase"), ("By layer", "layer")):
        for row, name in _section(sheet, title):
            own = mine.where(**({} if name == "All asked questions" else {key: name}))
            yield from _cells(sheet, row, _row_of(sheet, title) + 1, mine.line(own))
    title = "Posture score by layer and phase"
    for row, layer in _section(sheet, title):
        for phase, column in headings(sheet, _row_of(sheet, title) + 1).items():
            if phase in PHASES:
                own = mine.where(layer=layer, phase=phase)
                yield (sheet.title, sheet.cell(row, column).coordinate), mine.scores(own)[1]
                yield (sheet.title, sheet.cell(row, column + 1).coordinate), len(own)


def _first_gaps(workbook: Workbook, side: Side) -> Found:
    sheet, gaps, mine = workbook["Summary"], workbook["Gaps"], side.matrix
    title = "The first 10 gaps"
    ranked, at = by_rank(gaps, mine), headings(gaps)
    questions = [*ranked, *[""] * 10]
    first = _row_of(sheet, title) + 2
    for number, question in enumerate(questions[: min(10, sum(bool(row["Question"]) for row in records(gaps)))]):
        wanted: dict[str, str] = dict.fromkeys(("Question", "Status", "Urgency and follow-up", "First step"), "")
        if question:
            row = {heading: gaps.cell(ranked[question], column).value for heading, column in at.items()}
            wanted = {
                "Question": f"{question} {row['Control title']}",
                "Status": mine.status(question) or "open",
                "Urgency and follow-up": f"{URGENCIES[mine.urgency(question)]}, {side.plan(question).follow_up}",
                "First step": f"{row['Recommended step']} ({row['Effort']})",
            }
        yield from _cells(sheet, first + number, first - 1, wanted)


def _urgency(workbook: Workbook, side: Side) -> Found:
    sheet, mine, title = workbook["Summary"], side.matrix, "Gaps by urgency"
    listed, first = by_rank(workbook["Gaps"], mine), _row_of(workbook["Summary"], "Gaps by urgency") + 2
    for row, words in enumerate(URGENCIES.values(), start=first):
        own = [question for question in mine.gaps if URGENCIES[mine.urgency(question)] == words]
        followed = [side.plan(question).follow_up for question in own if question in listed]
        wanted = {"Gaps": len(own), **{word.capitalize(): followed.count(word) for word in FOLLOW_UPS}}
        yield from _cells(sheet, row, _row_of(sheet, title) + 1, wanted)
    new = len(mine.gaps) - len(listed)
    yield (sheet.title, f"A{first + len(URGENCIES)}"), f"{NEW_GAPS}{new}" if new else ""


def _insights(workbook: Workbook, side: Side) -> Found:
    """What the answers mean; which questions are in a work package, and what is mapped, stands on other sheets."""
    sheet, mine, title = workbook["Summary"], side.matrix, "What it means"
    levels = [mine.level(row["Technique"]) for row in records(workbook["Threats"]) if row["Kind"] == "ATT&CK technique"]
    packed = {row["Question ID"] for row in records(workbook["Answers"]) if row["Roadmap package"]}
    closed = {question: "yes" for question in packed if mine.status(question) != "na"}
    mapped = [row for row in records(workbook["Standards"]) if row["Kind"] == "requirement"]
    supported = [row["Standard"] for row in mapped if mine.support(row["Controls"].split(", ")) == "supported"]
    names = [row["Standard"] for row in mapped]
    parts = (f"{name} {supported.count(name)} of {names.count(name)}" for name in dict.fromkeys(names))
    exposures, at_best = mine.exposures.values(), mine.at_best.exposures.values()
    capabilities = capabilities_of(side)
    wanted: dict[str, dict[str, Any]] = {
        "Exposure to attacks": {
            "Figure": sum(exposures) / len(exposures) if exposures else None,
            "What it says": "Mean over the ATT&CK techniques, 0 is best, 1 worst; what is open counts as nothing. Very high: "
            f"{levels.count('very high')} of {len(levels)}. Not known yet: {levels.count('unknown')} of {len(levels)}.",
        },
        "The same at best": {"Figure": sum(at_best) / len(at_best) if at_best else None},
        "Requirements supported": {"Figure": len(supported), "What it says": f"{', '.join(parts)}."},
        "Posture after all work": {"Figure": replace(mine, statuses={**mine.statuses, **closed}).scores(mine.asked)[1]},
        "AI security capabilities": {"Figure": capabilities.shown("all", "all")},
    }
    for row, about in _section(sheet, title):
        yield from _cells(sheet, row, _row_of(sheet, title) + 1, wanted[about])


def _standards(workbook: Workbook, mine: Expected) -> Found:
    sheet = workbook["Summary"]
    rows = records(workbook["Standards"])
    title = next(cell.row for cell in sheet["A"] if cell.value == "Standards")
    number = title + 3  # a sentence stands between the title and the headings
    for framework in dict.fromkeys(entry["Standard"] for entry in rows if entry["Kind"] == "requirement"):
        own = [entry for entry in rows if entry["Standard"] == framework]
        named = [entry["Controls"].split(", ") for entry in own if entry["Kind"] == "requirement"]
        supports = [mine.support(controls) for controls in named]
        wanted = {"Mapped": len(named), **{word.capitalize(): supports.count(word) for word in SUPPORTS}}
        if framework in mine.bank.standards:
            wanted["Not mapped"] = sum(entry["Kind"] == "not mapped" for entry in own)
        yield from _cells(sheet, number, title + 2, wanted)
        number += 1


def _auditor(sheet: Any, mine: Expected) -> Found:
    title = "The auditor's verdicts"
    for row, words in _section(sheet, title):
        count = 0 if words in VERDICTS else len(mine.asked)
        yield from _cells(sheet, row, _row_of(sheet, title) + 1, {"Answers": count})
