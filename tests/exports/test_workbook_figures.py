"""The figures of the gap workbook: formulas that every program has, and beside each the value that it must have."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from support.books import NAMES, Book, expected_cells
from support.expected import threat_words
from support.requirement_ids import is_odd, named, printed_rows, requirements_of_controls
from support.workbooks import differences, formula_values, formulas, headings, records

FUNCTIONS = {
    *(
        "ABS",
        "AVERAGEIFS",
        "CHOOSE",
        "CLEAN",
        "COUNT",
        "COUNTIF",
        "COUNTIFS",
        "FIND",
        "ISNUMBER",
        "MAX",
        "SUMPRODUCT",
        "DATE",
        "IF",
        "IFERROR",
        "INDEX",
        "LOWER",
        "MATCH",
        "MIN",
        "OR",
    ),
    *("RANK", "ROUND", "SUM", "SUMIF", "SUMIFS", "TRIM"),
    *("FIND", "INT", "ISNUMBER", "SUMPRODUCT"),
}
"""What Excel (of any language), LibreOffice, Google Sheets and Numbers all have; none is volatile or makes an array."""
LONGEST_FORMULA, MOST_ARGUMENTS = 8192, 255
Made = Callable[[str], Book]


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_is_made_of_plain_functions(made: Made, name: str) -> None:
    found = formulas(made(name).formulas)
    texts = {re.sub(r'"[^"]*"|\'[^\']*\'!', "", formula) for formula in found.values()}
    assert set(re.findall(r"([A-Za-z_.0-9]+)\(", " ".join(texts))) <= FUNCTIONS
    assert all(re.fullmatch(r"=[A-Za-z0-9$:!,.()+*/<>=&-]+", text) for text in texts)
    assert max(len(formula) for formula in found.values()) <= LONGEST_FORMULA
    assert max(len(inner.split(",")) for text in texts for inner in re.findall(r"\(([^()]*)\)", text)) <= MOST_ARGUMENTS


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_has_the_value_that_an_independent_computation_gives(made: Made, name: str) -> None:
    book = made(name)
    values, stored = book.values, formula_values(book.formulas, book.values)
    wanted = expected_cells(values, book.side)
    found = stored | {place: values[place[0]][place[1]].value for place in wanted}
    assert len(found) > 4_000
    assert differences(found, wanted) == {}


def test_the_comparison_would_notice_one_wrong_value(made: Made) -> None:
    book = made("narrow")
    stored = formula_values(book.formulas, book.values)
    wanted = expected_cells(book.values, book.side)
    place = next(place for place in stored if place[0] == "Standards")
    assert differences(stored | {place: "x"}, wanted).keys() - differences(stored, wanted).keys() == {place}
    assert differences({**stored, ("Gaps", "A9"): 8.5}, wanted).keys() >= {("Gaps", "A9")}


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_of_the_rows_are_all_there_in_their_order(made: Made, name: str) -> None:
    book = made(name)
    mine, values = book.side.matrix, book.values
    assert [row["Question ID"] for row in records(values["Answers"])] == mine.asked
    assert [row["Question"] for row in records(values["Gaps"]) if row["Question"]] == mine.gaps
    assert [row["Control"] for row in records(values["Controls"])] == list(mine.bank.controls)
    assert [row["Question"] for row in records(values["Scope"])] == list(mine.bank.control_by_question)
    asked = {row["Question"] for row in records(values["Scope"]) if row["Asked"] == "asked"}
    assert asked == set(mine.asked)
    codes = [domain.code for domain in mine.bank.domains if mine.where(domain=domain.code)]
    assert [row["Code"] for row in records(values["Domains"])] == [*codes, "All"]


@pytest.mark.parametrize("name", NAMES)
def test_requirements_and_threats_list_the_controls_that_the_aicm_maps(made: Made, name: str) -> None:
    book = made(name)
    controls = book.side.matrix.bank.controls.values()
    read, printed = requirements_of_controls(), {(framework, entry) for _, framework, entry in printed_rows()}
    mapped: dict[tuple[str, str], list[str]] = {}
    threats: dict[str, list[str]] = {}
    for control in controls:
        for framework, ids in read.get(control.id, {}).items():
            for id_ in ids:
                mapped.setdefault((framework, id_), []).append(control.id)
        for key in (*(threat_words(threat) for threat in control.facts.threats), *control.facts.techniques):
            threats.setdefault(key, []).append(control.id)
        if control.facts.techniques:
            threats.setdefault(f"group {control.domain_code}", []).append(control.id)
    everything = records(book.values["Standards"])
    unmapped = [(row["Standard"], row["Requirement"]) for row in everything if row["Kind"] == "not mapped"]
    assert len(unmapped) == len(set(unmapped)) == 56
    assert not mapped.keys() & set(unmapped)
    standards = [row for row in everything if row["Kind"] in ("requirement", "not certain")]
    odd = {pair for framework, printed in printed for pair in named(framework, printed) if is_odd(framework, printed)}
    assert {(row["Standard"], row["Requirement"]) for row in standards if row["Kind"] == "not certain"} == odd
    found = {(row["Standard"], row["Requirement"]): row["Controls"].split(", ") for row in standards}
    assert found == mapped
    assert len(standards) == len(mapped)
    rows = records(book.values["Threats"])
    listed = {row["Technique"]: row["Controls"].split(", ") for row in rows if row["Technique"]}
    for row in records(book.values["Attack groups"]):
        if row["Controls"]:
            listed[f"group {row['Group']}"] = row["Controls"].split(", ")
    marked = records(book.values["Controls"])
    for category in (row["Name"] for row in rows if row["Kind"] == "AICM threat category"):
        listed[category] = [row["Control"] for row in marked if row[category] == "against"]
    assert listed == threats


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_are_those_that_the_program_tells(made: Made, name: str) -> None:
    book = made(name)
    shown, gaps, values = book.said("show"), book.said("gaps"), book.values
    tables = [("Domains", "Gaps", shown)]
    tables += [(f"{lens['id']} scores", f"{lens['id']} gaps", lens) for lens in shown["lens_results"]]
    for sheet, _, result in tables:
        lines = {row["Code"]: row for row in records(values[sheet])}
        told = {entry["code"]: entry for entry in result["domains"]}
        told["All"] = result["counts"] | result["score"]
        assert lines.keys() == told.keys()
        for code, entry in told.items():
            assert _told(entry, lines[code]) == {}
    layers = _lines(values["Summary"], "By layer")
    assert [_told(entry, layers[entry["code"]]) for entry in shown["layers"]] == [{} for _ in layers]
    ready = {phase: line["Ready"] for phase, line in _lines(values["Summary"], "Ready for each phase").items()}
    reached = {phase: None if isinstance(value, str) else value for phase, value in ready.items()}
    assert differences(reached, shown["readiness"]) == {}
    fields = {"Rank": "rank", "Priority": "priority", "Question": "question", "Status": "status", "Weight": "weight"}
    fields |= {"Urgency, 1 to 3": "urgency", "Phase": "phase", "Layer": "layer", "Control title": "title"}
    for row, gap in zip(records(values["Gaps"]), gaps or [{"status": ""}], strict=True):
        told = {heading: gap.get(name) for heading, name in fields.items()} if gaps else {}
        assert (
            differences(
                {heading: row[heading] for heading in told},
                told | ({"Status": gap["status"] or "open"} if told else {}),
            )
            == {}
        )


def _told(entry: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    """Where a line of the book says other than the program."""
    names = {"Asked": "asked", "Answered": "answered", "Assessed score": "assessed", "Posture score": "posture"}
    names |= {"Yes": "yes", "Yes, with gaps": "yes_gaps", "Partial": "partial", "No": "no", "Not applicable": "na"}
    told = {heading: entry[name] for heading, name in names.items() if name in entry}
    return differences({heading: line[heading] for heading in told}, told)


def _lines(sheet: Any, title: str) -> dict[str, dict[str, Any]]:
    """The rows of a table on a page, by their first cell."""
    (row,) = (cell.row for cell in sheet["A"] if cell.value == title)
    places = headings(sheet, row + 1)
    lines, row = {}, row + 2
    while sheet.cell(row, 1).value:
        lines[sheet.cell(row, 1).value] = {heading: sheet.cell(row, column).value for heading, column in places.items()}
        row += 1
    return lines
