"""What must stand in every formula cell of a table of the gap workbook, found by headings and keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from openpyxl.workbook import Workbook
from support.expected import COUNTED, CREDITS, LAYERS, PHASES, WORST_FIRST, Expected
from support.expected_capabilities import ExpectedCapabilities, capability_cells
from support.expected_heat import sheet_cells
from support.workbooks import Cells, headings

from questionnaires.library import load_lens
from questionnaires.vocabulary import Phase

Found = Iterator[tuple[tuple[str, str], Any]]
SUPPORT = "Support by the mapping (no proof of conformity)"
WAYS = {"Is standing": "stands", "Is partial": "stands partly", "Is missing": "missing", "Is open": "open"}


@dataclass(frozen=True)
class Plan:
    """What somebody plans for a question, and what that comes to."""

    owner: str = ""
    due: date | None = None
    follow_up: str = "no plan yet"


@dataclass(frozen=True)
class Side:
    """What a book is compared with: the matrix and its lenses by id, and both at the milestones."""

    matrix: Expected
    lenses: Mapping[str, Expected] = field(default_factory=dict)
    milestones: Sequence[tuple[str, Expected]] = ()
    lenses_before: Mapping[str, Expected] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)

    def plan(self, question: str) -> Plan:
        """The plan for a question."""
        return self.plans.get(question, Plan())


def table_cells(workbook: Workbook, side: Side) -> Cells:
    """Every formula cell of the tables with the value that it must have; ``workbook`` only says where they are."""
    found: Cells = {}
    parts = [("Answers", "Gaps", "Domains", side.matrix)]
    parts += [(f"{lens} answers", f"{lens} gaps", f"{lens} scores", mine) for lens, mine in side.lenses.items()]
    for answers, gaps, domains, mine in parts:
        found |= dict(_answers(workbook[answers], mine))
        found |= dict(_gaps(workbook[gaps], mine, side))
        found |= dict(_domains(workbook[domains], mine))
    found |= dict(_controls(workbook["Controls"], side.matrix))
    found |= dict(_standards(workbook["Standards"], side.matrix))
    found |= dict(_threats(workbook["Threats"], side.matrix))
    found |= dict(_attack_groups(workbook["Attack groups"], side.matrix))
    found |= dict(_mitigations(workbook["Mitigations"], side.matrix))
    found |= dict(sheet_cells(workbook["Heat maps"], side.matrix))
    found |= dict(_road(workbook, side.matrix))
    found |= dict(_roadmap(workbook["Roadmap steps"], side))
    found |= dict(capability_cells(workbook, capabilities_of(side)))
    if "Side by side" in workbook.sheetnames:
        found |= dict(_side_by_side(workbook["Side by side"], side))
    return found


def capabilities_of(side: Side) -> ExpectedCapabilities:
    """What the capabilities must come to."""
    lens = side.lenses.get("caf-ai") or replace(side.matrix, bank=load_lens("caf-ai"), statuses={})
    return ExpectedCapabilities(side.matrix, lens)


def by_rank(sheet: Any, mine: Expected) -> dict[str, int]:
    """The rows of the gaps on a sheet that are still gaps, in their order."""
    rows = {question: row for row, question in _rows(sheet, "Question")}
    return {question: rows[question] for question in mine.gaps if question in rows}


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
            **({"AI-CAIQ answer": verdict} if sheet.title == "Answers" else {}),
            "Credit": credit,
            "Points": weight * (credit or 0),
            "Assessed weight": 0 if credit is None else weight,
            "Posture weight": 0 if status == "na" else weight,
            "Ready": None if status == "na" else int((credit or 0) >= 0.8),
            "Status or open": status or "open",
        }
        yield from _row(sheet, row, wanted)


def _gaps(sheet: Any, mine: Expected, side: Side) -> Found:
    ranks = {question: rank for rank, question in enumerate(by_rank(sheet, mine), start=1)}
    for row, question in _rows(sheet, "Question"):
        if question:
            wanted = {"Rank": ranks.get(question, "closed"), "Priority": mine.priority(question)}
            wanted |= {"Status": mine.status(question) or "open", "Follow-up": side.plan(question).follow_up}
            yield from _row(sheet, row, wanted)


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
            "Credit": mine.credit(control),
            "Credit at best": mine.at_best.credit(control),
            "Standing": way,
            "Worst answer": worst,
            "Worst, as a number": (*WORST_FIRST, "").index(worst) + 1,
            **marks,
            "Counts": sum(marks.values()),
        }
        if mine.bank.controls[control].facts.techniques:
            wanted["Mean exposure falls by"] = mine.falls(control)
        yield from _row(sheet, row, wanted)


def _standards(sheet: Any, mine: Expected) -> Found:
    kinds = dict(_rows(sheet, "Kind"))
    for row, listed in _rows(sheet, "Controls"):
        controls = listed.split(", ")
        if kinds[row] in ("not mapped", "not certain"):  # no control is mapped to it, or nothing says what it is
            continue
        counts, counted, share = mine.coverage(controls)
        wanted = {
            "Worst answer": mine.worst(controls),
            "Controls that count": counted,
            "Controls that stand": counts["stands"],
            "Stand partly": counts["stands partly"],
            "Coverage in %": share,
        }
        if kinds[row] == "requirement":
            wanted[SUPPORT] = mine.support(controls)
        yield from _row(sheet, row, wanted)


def _threats(sheet: Any, mine: Expected) -> Found:
    names, kinds, techniques = (dict(_rows(sheet, heading)) for heading in ("Name", "Kind", "Technique"))
    for row, listed in _rows(sheet, "Controls"):
        kind = kinds[row]
        if kind == "All ATT&CK techniques":
            for heading, figures in (("Exposure, 0 to 1", mine.exposures), ("At best", mine.at_best.exposures)):
                yield from _row(sheet, row, {heading: sum(figures.values()) / len(figures) if figures else None})
            continue
        controls = mine.against(names[row]) if kind == "AICM threat category" else listed.split(", ") if listed else []
        counts, counted, share = mine.coverage(controls)
        wanted = {way.capitalize(): count for way, count in counts.items()}
        wanted["Not applicable"] = sum(mine.standing(control) == "not applicable" for control in controls)
        if kind == "AICM threat category":
            wanted["Coverage in %"] = share
        if kind == "ATT&CK technique":
            technique = techniques[row]
            wanted |= {"Exposure, 0 to 1": mine.exposure(technique), "Level": mine.level(technique)}
            wanted["At best"] = mine.at_best.exposure(technique)
            wanted["Share of each control"] = 1 / counted if counted else 0
        yield from _row(sheet, row, wanted)


def _attack_groups(sheet: Any, mine: Expected) -> Found:
    for row, listed in _rows(sheet, "Controls"):
        counts, counted, _ = mine.coverage(listed.split(", ") if listed else [])
        rest = len(listed.split(", ")) - counted if listed else 0
        yield from _row(sheet, row, {**{way.capitalize(): count for way, count in counts.items()}, "Not counted": rest})


def _mitigations(sheet: Any, mine: Expected) -> Found:
    for row, control in _rows(sheet, "Control"):
        if control:
            yield from _row(sheet, row, {"Standing now": mine.standing(control)})


def _roadmap(sheet: Any, side: Side) -> Found:
    mine, phases = side.matrix, dict(_rows(sheet, "Phase"))
    for row, question in _rows(sheet, "Question"):
        if question:
            status, plan = mine.status(question), side.plan(question)
            over = status in ("yes", "yes-gaps", "na")
            wanted = {"Status now": status or "open", "Blocks it": "no longer" if over else "blocks"}
            wanted |= {
                "Owner": plan.owner,
                "Due": plan.due and datetime.combine(plan.due, time.min),
                "Follow-up": plan.follow_up,
            }
            yield from _row(sheet, row, wanted)
        elif phases[row] in PHASES:
            yield from _row(sheet, row, {"Step": _in_place(mine, phases[row])})


def _road(workbook: Workbook, mine: Expected) -> Found:
    """The work packages: which questions belong to each stands on the sheet Answers."""
    sheet, answers = workbook["Roadmap"], workbook["Answers"]
    numbers, phases = dict(_rows(sheet, "No.")), dict(_rows(sheet, "Phase"))
    members: dict[str, list[str]] = {}
    questions = dict(_rows(answers, "Question ID"))
    for row, number in _rows(answers, "Roadmap package"):
        members.setdefault(number, []).append(questions[row])
    needs = dict(_rows(sheet, "Needs before it"))
    for row, title in _rows(sheet, "Package"):
        if title.startswith("Baseline: "):
            yield from _row(sheet, row, {"Posture then": _first_posture(mine, title.removeprefix("Baseline: "))})
            continue
        number, phase = numbers[row], phases[row]
        own = members[number] if number else mine.where(phase=phase) if phase else []
        if phase:
            left = [question for question in own if mine.status(question) not in ("yes", "yes-gaps", "na")]
            unanswered = sum(not mine.status(question) for question in left)
            yield from _row(sheet, row, {"Not in place now": len(left), "Of these not answered": unanswered})
        if number or not phase:
            before = [q for n, part in members.items() if n and int(n) < int(number or 0) for q in part]
            then, earlier = _closed(mine, [*before, *own]), _closed(mine, before)
            wanted: dict[str, Any] = {"Posture then": then.scores(mine.asked)[1]}
            wanted |= {f"Ready for {p} then, in %": then.readiness(p)[0] for p in PHASES if p in phases.values()}
            rises = (then.scores(mine.asked)[1] or 0) - (earlier.scores(mine.asked)[1] or 0)
            wanted |= {"Posture rises by": rises} if number else {}
            if needs[row]:
                settled = ("yes", "yes-gaps", "na")
                still = (n for n in needs[row].split(", ") if any(mine.status(q) not in settled for q in members[n]))
                wanted["Still needs"] = " ".join(still)
            wanted |= {"Rough work": "0 working days"} if title == "With the chosen packages" else {}
            yield from _row(sheet, row, wanted)


def _first_posture(mine: Expected, layer: str) -> float | None:
    """The posture score of the asked baseline questions, of all or of a layer."""
    where = {"layer": layer} if layer in LAYERS else {}
    return mine.scores([question for question in mine.where(**where) if mine.control(question).marks.baseline])[1]


def _closed(mine: Expected, questions: Sequence[str]) -> Expected:
    """The assessment with some questions in place; what is not applicable stays so."""
    closed = {question: "yes" for question in questions if mine.status(question) != "na"}
    return replace(mine, statuses={**mine.statuses, **closed})


def _in_place(mine: Expected, phase: str) -> str:
    _, counted, ready = mine.readiness(phase)
    earlier = "" if phase == PHASES[0] else ", those of the phases before included"
    return f"{Phase(phase).adds}: {ready} of {counted} questions are in place{earlier}"


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
        own = mine.where(**where)
        wanted = {"Asked": len(own), "Answered now": sum(bool(mine.status(question)) for question in own)}
        wanted |= {"Assessed now": now[0], "Posture now": now[1]}
        for role in mine.roles if not lens and len(mine.roles) > 1 else ():
            held = mine.where(**where, role=role)
            if held:
                wanted |= {f"{role}: asked": len(held), f"{role}: posture": mine.scores(held)[1]}
        for label, then in side.milestones:
            then = side.lenses_before[lens] if lens else then  # noqa: PLW2901  (the lens of then, the same at each)
            before = then.scores(then.where(**where))[1]
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
