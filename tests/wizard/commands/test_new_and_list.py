"""``new`` and ``list``: what is made, what it asks, and how it is listed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHOW_FIELDS = {
    "name",
    "organization",
    "system",
    "roles",
    "phase",
    "target_phase",
    "use_case",
    "questionnaire",
    "counts",
    "score",
    "domains",
    "layers",
    "readiness",
}


@pytest.mark.parametrize(("role", "asked"), [("CSP", 306), ("MP", 319), ("OSP", 295), ("AP", 299)])
def test_a_new_assessment_says_how_many_questions_its_role_is_asked(
    cli: Callable[..., Any], role: str, asked: int
) -> None:
    run = cli("new", "X", "--role", role, "--target", "scale", "--use-case", "agent")
    assert run.code == 0
    assert run.err == ""
    assert f"{asked} of 320 questions" in run.out


def test_everything_given_is_kept(cli: Callable[..., Any]) -> None:
    given = ("--role", "AP", "--phase", "production", "--target", "scale", "--use-case", "agent")
    cli("new", "Support assistant", *given, "--organization", "offices & others", "--system", "answers <tickets>")
    shown = json.loads(cli("show", "Support assistant", "--json").out)
    assert {name: shown[name] for name in ("name", "organization", "system", "roles", "phase", "use_case")} == {
        "name": "Support assistant",
        "organization": "offices & others",
        "system": "answers <tickets>",
        "roles": ["AP"],
        "phase": "production",
        "use_case": "agent",
    }
    assert shown["target_phase"] == "scale"


@pytest.mark.parametrize(
    ("given", "phase", "target"),
    [
        ((), "prototype", "production"),
        (("--phase", "prototype"), "prototype", "production"),
        (("--phase", "production"), "production", "scale"),
        (("--phase", "scale"), "scale", "scale"),
        (("--target", "scale"), "prototype", "scale"),
        (("--phase", "production", "--target", "production"), "production", "production"),
    ],
)
def test_the_target_is_the_next_phase_unless_given(
    cli: Callable[..., Any], given: tuple[str, ...], phase: str, target: str
) -> None:
    cli("new", "X", "--role", "AP", *given)
    shown = json.loads(cli("show", "X", "--json").out)
    assert (shown["phase"], shown["target_phase"]) == (phase, target)


@pytest.mark.parametrize(
    "given",
    [("--role", "AP", "OSP"), ("--role", "OSP", "--role", "AP"), ("--role", "ap", "osp", "AP")],
)
def test_several_roles_may_be_given_in_any_way(cli: Callable[..., Any], given: tuple[str, ...]) -> None:
    assert cli("new", "X", *given).code == 0
    assert json.loads(cli("show", "X", "--json").out)["roles"] == ["OSP", "AP"]


def test_several_roles_are_asked_the_union(cli: Callable[..., Any], oracle: Any) -> None:
    cli("new", "X", "--role", "CSP", "OSP", "--target", "scale", "--use-case", "agent")
    asked = json.loads(cli("show", "X", "--json").out)["counts"]["asked"]
    alone = {role: set(oracle.asked([role], "scale", "agent")) for role in ("CSP", "OSP")}
    assert asked == len(alone["CSP"] | alone["OSP"])
    assert asked > max(map(len, alone.values()))


def test_the_home_folder_can_be_given_before_and_after_the_command(
    cli: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert cli("--home", str(one), "new", "First", "--role", "AP").code == 0
    assert cli("new", "Second", "--role", "AP", "--home", str(two)).code == 0
    assert [item["name"] for item in json.loads(cli("list", "--json", "--home", str(one)).out)] == ["First"]
    assert [item["name"] for item in json.loads(cli(f"--home={two}", "list", "--json").out)] == ["Second"]
    assert not home.exists()


def test_only_the_user_can_read_what_was_made(cli: Callable[..., Any], home: Path) -> None:
    cli("new", "X", "--role", "AP")
    made = [home, *home.rglob("*")]
    assert len(made) > 2
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_names_that_look_alike_as_file_names_do_not_mix(cli: Callable[..., Any]) -> None:
    names = ["a/b", "a b", "a-b", "../a", "CON", "ä", "名前"]
    for name in names:
        assert cli("new", name, "--role", "AP").code == 0, name
    assert {item["name"] for item in json.loads(cli("list", "--json").out)} == set(names)


def test_nothing_to_list_names_a_way_to_begin(cli: Callable[..., Any], home: Path) -> None:
    run = cli("list")
    assert (run.code, run.err) == (0, "")
    assert "No assessments" in run.out
    assert "caiq-wizard new" in run.out
    assert not home.exists()


def test_nothing_to_list_is_an_empty_list_in_json(cli: Callable[..., Any]) -> None:
    run = cli("list", "--json")
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out) == []


def test_the_list_says_of_each_assessment_what_show_says(
    cli: Callable[..., Any], make: Callable[..., None], oracle: Any, spread: Callable[..., dict[str, str]]
) -> None:
    make("One", spread(oracle.asked(["AP"], "production", "assistant")))
    make("Two", {}, "--role", "MP", "--phase", "scale")
    listed = {item["name"]: item for item in json.loads(cli("list", "--json").out)}
    assert set(listed) == {"One", "Two"}
    for name, item in listed.items():
        shown = json.loads(cli("show", name, "--json").out)
        assert set(shown) >= SHOW_FIELDS
        del shown["insights"]  # too much for a list
        assert {field: item[field] for field in shown} == shown


def test_the_list_has_a_line_for_each_with_roles_phases_and_progress(
    cli: Callable[..., Any], make: Callable[..., None], oracle: Any
) -> None:
    make("One", {"IAM-01.1": "yes", "IAM-01.2": "no"})
    make("Two", {}, "--role", "OSP", "AP", "--phase", "production")
    run = cli("list")
    assert run.code == 0
    lines = run.out.splitlines()
    (one,) = (line for line in lines if line.startswith("One "))
    (two,) = (line for line in lines if line.startswith("Two "))
    asked = oracle.asked(["AP"], "production", "assistant")
    both = [question for question in ("IAM-01.1", "IAM-01.2") if question in asked]
    assert f"{len(both)}/{len(asked)}" in one
    assert re.search(r"prototype \S production", one)
    assert "OSP AP" in two
    assert re.search(r"production \S scale", two)


def test_the_last_changed_assessment_is_listed_first(cli: Callable[..., Any], make: Callable[..., None]) -> None:
    for name in ("One", "Two", "Three"):
        make(name)
    cli("answer", "One", "IAM-01.1", "no")
    assert json.loads(cli("list", "--json").out)[0]["name"] == "One"


def test_a_broken_file_is_named_and_hides_no_other(
    cli: Callable[..., Any], make: Callable[..., None], home: Path
) -> None:
    make("Whole")
    (home / "assessments" / "torn.json").write_text('{"meta":', encoding="utf-8")
    run = cli("list", "--json")
    assert run.code == 0
    assert [item["name"] for item in json.loads(run.out)] == ["Whole"]
    assert len(run.err.splitlines()) == 1
    assert "torn.json" in run.err


@pytest.mark.parametrize("field", ["--organization", "--system"])
def test_a_text_that_is_too_long_never_makes_an_assessment_that_cannot_be_read(
    cli: Callable[..., Any], field: str
) -> None:
    run = cli("new", "X", "--role", "AP", field, "x" * 100_001)
    assert run.code in (0, 2)
    listed = cli("list", "--json")
    assert listed.err == ""
    assert len(json.loads(listed.out)) == int(run.code == 0)
