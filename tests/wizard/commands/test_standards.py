"""``standards``: how far the answers support other standards, in words, as JSON, and the same as everywhere else."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.requirement_ids import is_odd, printed_rows
from support.workbooks import records

from questionnaires.model import Bank

Run = Callable[..., Any]
SUPPORT = "Support by the mapping (no proof of conformity)"


@pytest.fixture
def filled(make: Run, spread: Callable[[Sequence[str]], dict[str, str]], bank: Bank) -> str:
    """The name of an assessment with every kind of answer."""
    make("X", spread(list(bank.control_by_question)), "--role", "AP", "--role", "OSP")
    return "X"


def test_the_page_lists_every_standard_with_the_counts_of_the_json(cli: Run, filled: str) -> None:
    page, told = cli("standards", filled).out, json.loads(cli("standards", filled, "--json").out)
    for row in told["standards"]:
        counts = Counter(item["support"] for item in row["requirements"] if item["requirement"])
        assert row["supports"] == {word: counts[word] for word in row["supports"]}
        line = next(line for line in page.splitlines() if line.startswith(f"{row['framework']}  "))
        numbers = [int(number) for number in line.removeprefix(row["framework"]).split()[:7]]
        assert numbers == [sum(counts.values()), *row["supports"].values()]
        assert row["source"] in line
    odd = {(row["framework"], row["printed"]) for row in told["odd_requirements"]}
    assert odd == {(name, entry) for _, name, entry in printed_rows() if is_odd(name, entry)}


@pytest.mark.parametrize(
    ("said", "meant"), [("42001", "ISO/IEC 42001"), ("eu ai act", "EU AI Act"), ("nist", "NIST AI 600-1")]
)
def test_one_standard_is_told_in_detail(cli: Run, filled: str, said: str, meant: str) -> None:
    page = cli("standards", filled, said).out
    (row,) = json.loads(cli("standards", filled, said, "--json").out)["standards"]
    assert row["framework"] == meant
    assert page.startswith(f"{meant}, mapping from ")
    for item in row["requirements"]:
        if item["requirement"]:
            found = re.search(rf"^{re.escape(item['requirement'])}  +(.*)$", page, re.MULTILINE)
            assert found, item["requirement"]
            mark = " (by one control)" if item["by_one"] else ""
            assert re.match(f"{re.escape(item['support'] + mark)}  ", found[1])
            assert item["title"] in found[1]
            assert found[1].endswith(", ".join(item["controls"]))
        else:
            assert f"nothing in {item['framework']} like {', '.join(item['controls'])}" in page
            assert item["support"] == ""
    listed = page.partition("Not mapped: ")[2].partition("\n")[0]
    for id_ in row["unmapped"]:
        title = row["unmapped_titles"][id_]
        assert (f"{id_} ({title})" if title else id_) in listed
    assert "not proof of conformity" in page
    for _, name, entry in printed_rows():
        if is_odd(name, entry) and name == meant:
            assert f"Not certain: {entry} (" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [("27", "may mean several standards; name one of: ISO/IEC 27001, ISO/IEC 27002"), ("SOC 2", "no standard 'SOC 2'")],
)
def test_a_standard_that_is_not_there_or_not_clear_is_said(cli: Run, filled: str, said: str, words: str) -> None:
    run = cli("standards", filled, said)
    assert (run.code, run.out) == (2, "")
    assert words in run.err
    assert len(run.err.splitlines()) == 1


def test_workbook_csv_and_show_tell_the_same_as_the_command(cli: Run, filled: str, tmp_path: Path) -> None:
    told = json.loads(cli("standards", filled, "--json").out)
    insights = json.loads(cli("show", filled, "--json").out)["insights"]
    assert {name: insights[name] for name in told} == told
    items = {
        (row["framework"], item["requirement"]): item
        for row in told["standards"]
        for item in row["requirements"]
        if item["requirement"]
    }
    book = tmp_path / "x.xlsx"
    assert cli("export", filled, "workbook", "--output", str(book)).code == 0
    rows = records(load_workbook(book, data_only=True)["Standards"])
    sheet = {(row["Standard"], row["Requirement"]): row for row in rows if row["Kind"] == "requirement"}
    assert sheet.keys() == items.keys()
    for key, item in items.items():
        row = sheet[key]
        assert (row[SUPPORT], row["Controls"]) == (item["support"], ", ".join(item["controls"]))
        assert (row["Controls that stand"], row["Stand partly"]) == (
            item["standings"]["stands"],
            item["standings"]["stands partly"],
        )
        assert all(spelling in row["As printed in the AICM; remarks"] for spelling in item["printed"])
        assert ("1.0.3" in (row["As printed in the AICM; remarks"] or "")) == (key[0] == "NIST AI 600-1")
        assert (row["Title"] or "") == item["title"]
        assert (row["Controls that count"] == 1) == item["by_one"]
    assert not [row for row in rows if row["Kind"] != "requirement" and row[SUPPORT]]
    odd = [row for row in rows if row["Kind"] == "not certain"]
    assert odd
    assert not [row for row in odd if row["Coverage in %"] is not None or row["Controls that count"] is not None]
    unmapped = {(row["Standard"], row["Requirement"]) for row in rows if row["Kind"] == "not mapped"}
    assert unmapped == {(row["framework"], id_) for row in told["standards"] for id_ in row["unmapped"]}
    target = tmp_path / "x.zip"
    assert cli("export", filled, "csv", "--output", str(target)).code == 0
    with zipfile.ZipFile(target) as file:
        tables = {
            name: list(csv.DictReader(io.StringIO(file.read(f"{name}.csv").decode("utf-8-sig"))))
            for name in ("requirements", "standards", "odd-requirements")
        }
    found = {(row["framework"], row["requirement"]): row["support"] for row in tables["requirements"]}
    assert {key: found[key] for key in items} == {key: item["support"] for key, item in items.items()}
    assert {row["framework"]: row["not_supported"] for row in tables["standards"]} == {
        row["framework"]: str(row["supports"]["not supported"]) for row in told["standards"]
    }
    assert len(tables["odd-requirements"]) == len(told["odd_requirements"])


def test_the_markdown_report_tells_the_same_and_where_nist_is_from(cli: Run, filled: str) -> None:
    told = json.loads(cli("standards", filled, "--json").out)["standards"]
    text = cli("export", filled, "markdown", "--output", "-").out
    part = text.partition("## Standards\n")[2].partition("\n## ")[0]
    for row in told:
        cells = next(line for line in part.splitlines() if line.startswith(f"| {row['framework']} |")).split(" | ")
        assert [int(cell) for cell in cells[2:8]] == list(row["supports"].values())
        assert cells[8] == (str(len(row["unmapped"])) if row["whole"] else "–")
    assert "NIST AI 600-1: mapping from AICM 1.0.3" in part
    assert "not proof of conformity" in part
    assert "Article 5 (Prohibited AI practices)" in part
