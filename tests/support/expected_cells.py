"""What must stand in every formula cell of a gap workbook, found by headings and keys, with figures of our own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.workbook import Workbook
from support.expected import COUNTED, CREDITS, LAYERS, PHASES, URGENCIES, WORST_FIRST, Expected
from support.workbooks import Cells, headings

Found = Iterator[tuple[tuple[str, str], Any]]
WAYS = {"Is standing": "stands", "Is partial": "stands partly", "Is missing": "missing", "Is open": "open"}


@dataclass(frozen=True)
class Side:
    """What a book is compared with: the matrix and its lenses by id, and the assessment at its milestones by label."""

    matrix: Expected
    lenses: Mapping[str, Expected] = field(default_factory=dict)
    milestones: Sequence[tuple[str, Expected]] = ()
    dated: frozenset[str] = frozenset()
    """Questions whose remediation has a due date."""


def expected_cells(workbook: Workbook, side: Side) -> Cells:
    """Every formula cell with the value that it must have; ``workbook`` only says where rows and columns are."""
    found: Cells = {}
    parts = [("Answers", "Gaps", "Domains", side.matrix)]
    parts += [(f"{lens} answers", f"{lens} gaps", f"{lens} scores", mine) for lens, mine in side.lenses.items()]
    for answers, gaps, domains, mine in parts:
        found |= dict(_answers(workbook[answers], mine))
        found |= dict(_gaps(workbook[gaps], mine))
        found |= dict(_domains(workbook[domains], mine))
    found |= dict(_controls(workbook["Controls"], side.matrix))
    found |= dict(_standards(workbook["Standards"], side.matrix))
    found |= dict(_threats(workbook["Threats"], side.matrix))
    found |= dict(_roadmap(workbook["Roadmap"], side.matrix))
    found |= dict(_summary(workbook["Summary"], side))
    if "Side by side" in workbook.sheetnames:
        found |= dict(_side_by_side(workbook["Side by side"], side))
    return found


def _row(sheet: Any, row: int, wanted: Mapping[str, Any], heading_row: int = 1) -> Found:
    """The cells of one row under their headings."""
    places = headings(sheet, heading_row)
    for heading, value in wanted.items():
        yield (sheet.title, sheet.cell(row, places[heading]).coordinate), value


def _rows(sheet: Any, key: str) -> Iterator[tuple[int, str]]:
    """The rows of a table with the word in a column."""
    column = headings(sheet)[key]
    return ((row, str(sheet.cell(row, column).value or "")) for row in range(2, sheet.max_row + 1))


def _answers(sheet: Any, mine: Expected) -> Found:
    for row, question in _rows(sheet, "Question ID"):
        status, weight = mine.status(question), mine.weight(question)
        credit = CREDITS.get(status)
        verdict = {"": "", "na": "NA", "yes": "YES", "yes-gaps": "YES"}.get(status, "NO")
        wanted = {
            "AI-CAIQ answer": verdict,
            "Credit": credit,
            "Points": weight * (credit or 0),
            "Assessed weight": 0 if credit is None else weight,
            "Posture weight": 0 if status == "na" else weight,
            "Ready": None if status == "na" else int((credit or 0) >= 0.8),
            "Status or open": status or "open",
        }
        yield from _row(sheet, row, wanted)


def _gaps(sheet: Any, mine: Expected) -> Found:
    """Ranks go by priority; between equals the list keeps its order."""
    listed = [(row, question) for row, question in _rows(sheet, "Question") if question]
    by_rank = sorted((pair for pair in listed if mine.priority(pair[1])), key=lambda pair: -mine.priority(pair[1]))
    ranks = {question: rank for rank, (_, question) in enumerate(by_rank, start=1)}
    for row, question in listed:
        status, priority = mine.status(question) or "open", mine.priority(question)
        yield from _row(sheet, row, {"Rank": ranks.get(question, "closed"), "Priority": priority, "Status": status})


def _domains(sheet: Any, mine: Expected) -> Found:
    for row, code in _rows(sheet, "Code"):
        yield from _row(sheet, row, mine.line(mine.where(domain="" if code == "All" else code)))


def _controls(sheet: Any, mine: Expected) -> Found:
    for row, control in _rows(sheet, "Control"):
        words, worst, way = mine.of_control(control), mine.worst([control]), mine.standing(control)
        marks = {heading: int(way == word) for heading, word in WAYS.items()}
        wanted = {
            "Questions asked": len(words),
            **{heading: words.count(status or "open") for heading, status in COUNTED.items()},
            "Score": mine.control_score(control),
            "Standing": way,
            "Worst answer": worst,
            "Worst, as a number": (*WORST_FIRST, "").index(worst) + 1,
            **marks,
            "Counts": sum(marks.values()),
        }
        yield from _row(sheet, row, wanted)


def _standards(sheet: Any, mine: Expected) -> Found:
    for row, listed in _rows(sheet, "Controls"):
        controls = listed.split(", ")
        counts, counted, share = mine.coverage(controls)
        stands = counts["stands"]
        wanted = {"Controls that count": counted, "Controls that stand": stands, "Coverage in %": share}
        yield from _row(sheet, row, {"Worst answer": mine.worst(controls), **wanted})


def _threats(sheet: Any, mine: Expected) -> Found:
    for row, listed in _rows(sheet, "Controls"):
        counts, _, share = mine.coverage(listed.split(", "))
        yield from _row(sheet, row, {**{way.capitalize(): n for way, n in counts.items()}, "Coverage in %": share})


def _roadmap(sheet: Any, mine: Expected) -> Found:
    for row, question in _rows(sheet, "Question"):
        if question:
            status = mine.status(question)
            over = status in ("yes", "yes-gaps", "na")
            wanted = {"Status now": status or "open", "Blocks it": "no longer" if over else "blocks"}
            yield from _row(sheet, row, wanted)


def _summary(sheet: Any, side: Side) -> Found:
    mine = side.matrix
    yield from _row_below(sheet, f"Answered of {len(mine.asked)}", _tiles(mine))
    for row in _section(sheet, "Ready for each phase"):
        phase = sheet.cell(row, 1).value
        share, counted, ready = mine.readiness(phase)
        wanted = {"Ready": share, "Questions": counted, "In place": ready, "Blockers": counted - ready}
        if PHASES.index(phase) <= PHASES.index(mine.target):
            yield from _row(sheet, row, wanted, _heading(sheet, row))
    for row in _section(sheet, "By phase (each phase's own questions)"):
        phase = sheet.cell(row, 1).value
        own = mine.where(phase="" if phase == "All asked questions" else phase)
        yield from _row(sheet, row, mine.line(own), _heading(sheet, row))
    for row in _section(sheet, "By layer"):
        yield from _row(sheet, row, mine.line(mine.where(layer=sheet.cell(row, 1).value)), _heading(sheet, row))
    for row in _section(sheet, "Posture score by layer and phase"):
        for phase, column in headings(sheet, _heading(sheet, row)).items():
            if phase in PHASES:
                own = mine.where(layer=sheet.cell(row, 1).value, phase=phase)
                yield (sheet.title, sheet.cell(row, column).coordinate), mine.scores(own)[1]
                yield (sheet.title, sheet.cell(row, column + 1).coordinate), len(own)
    for row in _section(sheet, "Gaps by urgency"):
        own = [question for question in mine.gaps if URGENCIES[mine.urgency(question)] == sheet.cell(row, 1).value]
        wanted = {"Gaps": len(own), "Dated": sum(question in side.dated for question in own)}
        yield from _row(sheet, row, wanted, _heading(sheet, row))


def _tiles(mine: Expected) -> dict[str, Any]:
    assessed, posture = mine.scores(mine.asked)
    now, target = mine.readiness(mine.phase), mine.readiness(mine.target)
    return {
        "Assessed score": assessed,
        "Posture score": posture,
        f"Ready for {mine.target}": target[0],
        f"Blockers in {mine.phase}": now[1] - now[2],
        "Gaps": len(mine.gaps),
        f"Answered of {len(mine.asked)}": sum(bool(mine.status(question)) for question in mine.asked),
    }


def _row_below(sheet: Any, word: str, wanted: Mapping[str, Any]) -> Found:
    """The cells under a row of labels, which is the one that has a word."""
    (row,) = (cell.row for line in sheet.iter_rows(max_row=40) for cell in line if cell.value == word)
    return _row(sheet, row + 1, wanted, row)


def _section(sheet: Any, title: str) -> Iterator[int]:
    """The rows of a table on a page: below its title and its headings, up to the next empty row."""
    (row,) = (cell.row for cell in sheet["A"] if cell.value == title)
    row += 2
    while sheet.cell(row, 1).value:
        yield row
        row += 1


def _heading(sheet: Any, row: int) -> int:
    """The row of the headings above a row of a table on a page."""
    while sheet.cell(row - 1, 1).value:
        row -= 1
    return row + 1


def _side_by_side(sheet: Any, side: Side) -> Found:
    places, group = headings(sheet), headings(sheet)["Part"]
    titles = {lens: {domain.title: domain.code for domain in mine.bank.domains} for lens, mine in side.lenses.items()}
    titles[""] = {domain.title: domain.code for domain in side.matrix.bank.domains}
    for row, title in _rows(sheet, "Of what"):
        part = sheet.cell(row, group).value
        lens = part.removeprefix("Lens ") if part.startswith("Lens ") else ""
        mine = side.lenses.get(lens, side.matrix)
        where = _where(part, title, titles[lens])
        now = mine.scores(mine.where(**where))
        wanted = {"Asked": len(mine.where(**where)), "Assessed now": now[0], "Posture now": now[1]}
        for role in mine.roles if not lens and len(mine.roles) > 1 else ():
            held = mine.where(**where, role=role)
            if held:
                wanted |= {f"{role}: asked": len(held), f"{role}: posture": mine.scores(held)[1]}
        for label, then in side.milestones:
            before = None if lens else then.scores(then.where(**where))[1]
            yield (sheet.title, sheet.cell(row, places[f"Posture at {label}"]).coordinate), before
            change = None if before is None or now[1] is None else now[1] - before
            wanted |= {f"Change since {label}": change, f"Since {label}, in words": _words(change)}
        yield from _row(sheet, row, wanted)


def _where(part: str, title: str, codes: Mapping[str, str]) -> dict[str, str]:
    if title in LAYERS and part == "Layer":
        return {"layer": title}
    if part == "Phase":
        return {"phase": title}
    return {} if title == "All asked questions" else {"domain": codes[title]}


def _words(change: float | None) -> str:
    if change is None:
        return ""
    if round(abs(change), 9) <= 0.05:
        return "= same"
    return "▲ better" if change > 0 else "▼ worse"
