"""``exposure``: the same figures as ``show --json``, as a page and for one technique or control."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from questionnaires.model import Bank

Cli = Callable[..., Any]
ANSWERS = {
    "IAM-13.1": "yes",
    "IAM-14.1": "no",
    "IAM-15.1": "partial",
    "AIS-05.1": "no",
    "HRS-03.1": "yes",
    "HRS-03.2": "yes",
}


@pytest.fixture(autouse=True)
def _assessment(make: Callable[..., None]) -> None:
    make("X", ANSWERS, "--role", "CSP", "--role", "MP", "--role", "OSP", "--role", "AP", "--target", "scale")


def told(cli: Cli, *arguments: str) -> Any:
    run = cli("exposure", "X", *arguments, "--json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def test_json_holds_what_show_says_of_it(cli: Cli) -> None:
    assert told(cli) == json.loads(cli("show", "X", "--json").out)["insights"]["exposure"]


def test_the_page_names_the_mean_every_group_and_the_most_exposed(cli: Cli) -> None:
    run, rows = cli("exposure", "X"), told(cli)
    assert run.code == 0
    assert f"{rows['mean']:.2f}" in run.out.splitlines()[0]
    for group in rows["groups"]:
        (line,) = (line for line in run.out.splitlines() if line.startswith(f"{group['group']} "))
        figure = "–" if group["exposure"] is None else f"{group['exposure']:.2f}"
        counts = [group["rows"], *(len(group[name]) for name in ("techniques", "controls", "not_mappable"))]
        assert line.split()[-5:] == [*map(str, counts), figure]
    highest = max(row["exposure"] for row in rows["techniques"] if row["exposure"] is not None)
    most = [row["technique"] for row in rows["techniques"] if row["exposure"] == highest]
    assert any(f"\n{technique} " in run.out for technique in most)
    assert f"\n{rows['levers'][0]['control']} " in run.out


def test_a_technique_shows_each_control_with_its_reason(cli: Cli, bank: Bank) -> None:
    run, row = cli("exposure", "X", "t1110"), told(cli, "T1110")
    assert (run.code, row["technique"]) == (0, "T1110")
    controls = [control.id for control in bank.controls.values() if "T1110" in control.facts.techniques]
    assert [pair["control"] for pair in row["mitigations"]] == controls
    assert f"{row['exposure']:.2f} ({row['level']})" in run.out
    assert bank.technique_words["T1110"] in run.out
    for control in controls:
        assert control in run.out
        assert bank.controls[control].facts.technique_reasons["T1110"] in run.out
    assert ", ".join(row["fewest"]) in run.out


def test_a_control_shows_each_technique_that_it_mitigates(cli: Cli, bank: Bank) -> None:
    run, row = cli("exposure", "X", "HRS-03"), told(cli, "hrs-03")
    facts = bank.controls["HRS-03"].facts
    assert [pair["technique"] for pair in row["mitigations"]] == list(facts.techniques)
    assert (row["standing"], row["lowers"]) == ("stands", 0)
    assert "not mappable" in run.out  # the source says both
    for technique, reason in facts.technique_reasons.items():
        assert f"{technique} {bank.techniques[technique]}" in run.out
        assert reason in run.out


@pytest.mark.parametrize(("control", "words"), [("A&A-01", "not mappable"), ("MDS-01", "does not speak of")])
def test_a_control_that_mitigates_nothing_says_why(cli: Cli, control: str, words: str) -> None:
    run = cli("exposure", "X", control)
    assert (run.code, words in run.out) == (0, True)
    assert told(cli, control) == {"control": control, "mitigations": []}


@pytest.mark.parametrize(("about", "meant"), [("T1078.04", "T1078.004"), ("IAM-1", "IAM-1"), ("[/]", "")])
def test_what_is_neither_is_refused_in_one_line(cli: Cli, about: str, meant: str) -> None:
    run = cli("exposure", "X", about)
    assert (run.code, run.out) == (2, "")
    assert about in run.err
    assert meant in run.err
    assert len(run.err.splitlines()) == 1
