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
    known = sum(row["level"] != "unknown" for row in rows["techniques"] if row["exposure"] is not None)
    exposed = sum(row["exposure"] is not None for row in rows["techniques"])
    assert 0 < known < exposed / 2
    assert f"not known yet: {known} of {exposed} techniques have enough answers" in run.out.splitlines()[0]
    assert f"({rows['mean_at_best']:.2f} to {rows['mean']:.2f} of 1)" in run.out.splitlines()[0]
    for group in rows["groups"]:
        (line,) = (line for line in run.out.splitlines() if line.startswith(f"{group['group']} "))
        figures = ["–" if group[name] is None else f"{group[name]:.2f}" for name in ("exposure", "at_best")]
        figures[0] = "?" if group["level"] == "unknown" else figures[0]
        counts = [group["rows"], *(len(group[name]) for name in ("techniques", "controls", "not_mappable"))]
        assert line.split()[-6:] == [*map(str, counts), *figures]
    order = ("very high", "high", "moderate", "low", "unknown")
    listed = [row for row in rows["techniques"] if f"\n{row['technique']} " in run.out]
    worst = min(order.index(row["level"]) for row in rows["techniques"] if row["exposure"] is not None)
    assert any(row["level"] == order[worst] for row in listed)
    if any(row["level"] == "unknown" for row in listed):  # then every known one stands before it
        assert {row["technique"] for row in listed} >= {
            row["technique"] for row in rows["techniques"] if row["level"] in order[:-1]
        }
    first = rows["levers"][0]
    assert f"\n{first['control']} " in run.out
    assert f"{first['lowers']:.4f} ({100 * first['lowers'] / rows['mean']:.1f} % of it)" in run.out


def test_a_technique_shows_each_control_with_its_reason(cli: Cli, bank: Bank) -> None:
    run, row = cli("exposure", "X", "t1110"), told(cli, "T1110")
    assert (run.code, row["technique"]) == (0, "T1110")
    controls = [control.id for control in bank.controls.values() if "T1110" in control.facts.techniques]
    assert [pair["control"] for pair in row["mitigations"]] == controls
    assert row["at_best"] < row["exposure"], "some of its questions are open"
    assert f"{row['at_best']:.2f} to {row['exposure']:.2f} ({row['level']})" in run.out
    assert bank.technique_words["T1110"] in run.out
    assert "IAM-14 (the source's IAM-15) " in run.out
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


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("valid accounts", "T1078"),
        (" Brute  Force ", "T1110"),
        ("STRONG authentication", "IAM-13"),
        ("iam-13", "IAM-13"),
    ],
)
def test_names_are_found_as_well_as_ids_in_any_case(cli: Cli, name: str, id_: str) -> None:
    run = cli("exposure", "X", name)
    assert (run.code, run.out.split()[0]) == (0, id_)
    assert told(cli, name) == told(cli, id_)


def test_a_name_that_several_techniques_have_is_not_guessed_at(cli: Cli, bank: Bank) -> None:
    run = cli("exposure", "X", "Cloud Accounts")
    assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 1)
    named = [technique for technique, name in bank.techniques.items() if name == "Cloud Accounts"]
    assert len(named) > 1
    assert all(technique in run.err for technique in named)


@pytest.mark.parametrize(
    ("control", "words"),
    [("A&A-01", "not mappable"), ("MDS-01", "does not speak of"), ("SEF-10", "numbers this control SEF-09")],
)
def test_a_control_that_mitigates_nothing_says_why(cli: Cli, control: str, words: str) -> None:
    run = cli("exposure", "X", control)
    assert (run.code, words in run.out) == (0, True)
    assert told(cli, control) == {"control": control, "mitigations": []}


@pytest.mark.parametrize(
    ("about", "meant"),
    [("T1078.04", "T1078.004"), ("IAM-1", "IAM-1"), ("[/]", ""), ("Valid Acounts", "Valid Accounts")],
)
def test_what_is_neither_is_refused_in_one_line(cli: Cli, about: str, meant: str) -> None:
    run = cli("exposure", "X", about)
    assert (run.code, run.out) == (2, "")
    assert about in run.err
    assert meant in run.err
    assert len(run.err.splitlines()) == 1
