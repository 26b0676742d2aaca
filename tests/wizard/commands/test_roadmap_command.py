"""``roadmap``: the work packages as a page and as JSON, what chosen ones come to, and the plan as a file."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

PROFILE = ("--role", "AP", "--phase", "prototype", "--target", "production", "--use-case", "agent")


@pytest.fixture
def statuses(make: Any, oracle: Any, spread: Callable[[Sequence[str]], dict[str, str]]) -> dict[str, str]:
    """X with answers of every kind."""
    answers = spread(oracle.asked(["AP"], "production", "agent"))
    make("X", answers, *PROFILE)
    return answers


@pytest.fixture
def read(cli: Callable[..., Any]) -> Callable[..., Any]:
    """Call a command with ``--json`` and parse what it prints."""

    def do(*arguments: str) -> Any:
        run = cli(*arguments, "--json")
        assert (run.code, run.err) == (0, "")
        return json.loads(run.out)

    return do


def test_the_road_is_that_of_show_and_closes_every_gap_that_blocks(statuses: Any, read: Any, oracle: Any) -> None:
    road = read("roadmap", "X")
    assert road == read("show", "X")["insights"]["plan"]
    asked = oracle.asked(["AP"], "production", "agent")
    blocking = [question for question in asked if statuses.get(question) not in ("yes", "yes-gaps", "na")]
    told = [question for package in road["packages"] for question in package["questions"]]
    assert sorted(told) == sorted(blocking)
    done = {**statuses, **dict.fromkeys(told, "yes")}
    assert road["packages"][-1]["posture"] == pytest.approx(oracle.scores(asked, done)[1])
    rises = sum(package["rises"] for package in road["packages"])
    assert rises == pytest.approx(oracle.scores(asked, done)[1] - oracle.scores(asked, statuses)[1])
    assert road["packages"][-1]["readiness"] == {"prototype": 100, "production": 100}


def test_a_choice_by_number_and_by_name_comes_to_what_its_questions_come_to(
    statuses: Any, read: Any, oracle: Any
) -> None:
    first, *_, last = read("roadmap", "X")["packages"]
    choice = read("roadmap", "X", "--choose", "1", "--choose", last["key"].title())["choice"]
    assert choice["packages"] == [first["key"], last["key"]]
    asked = oracle.asked(["AP"], "production", "agent")
    done = {**statuses, **dict.fromkeys([*first["questions"], *last["questions"]], "yes")}
    assert choice["posture"]["today"] == pytest.approx(oracle.scores(asked, statuses)[1])
    assert choice["posture"]["then"] == pytest.approx(oracle.scores(asked, done)[1])
    for phase, figure in choice["readiness"].items():
        assert figure["today"] == pytest.approx(oracle.readiness(asked, statuses, phase))
        assert figure["then"] == pytest.approx(oracle.readiness(asked, done, phase))
    assert last["key"] in choice["waits_for"]


def test_the_page_says_packages_dates_threats_and_the_choice(statuses: Any, cli: Any, read: Any) -> None:
    road = read("roadmap", "X", "--people", "4")
    run = cli("roadmap", "X", "--people", "4", "--choose", "2", "1")
    assert (run.code, run.err) == (0, "")
    assert "4 people work on it full time" in run.out
    for phase in road["phases"]:
        assert all(line in run.out for line in phase["threats"])
        assert all(day in run.out for day in (phase["assess_again"][0], phase["assess_again"][-1]))
    for package in road["packages"]:
        (line,) = (line for line in run.out.splitlines() if re.match(rf" *{package['number']}  ", line))
        told = (package["title"], package["ends"], f"+{package['rises']:.1f}", f"{package['posture']:.1f}")
        assert all(word in line for word in told)
    titles = [f"{package['number']} {package['title']}" for package in road["packages"][:2]]
    assert run.out.startswith(f"WHAT IF {', '.join(titles)} were done")
    assert "open questions are counted as in place once they are answered" in run.out
    assert max(map(len, run.out.splitlines())) <= 130
    assert statuses


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--choose", "99"), "the road has no package '99'"),
        (("--choose", "production loging"), "did you mean production logging?"),
        (("--people", "0"), "--people takes a whole number from 1 to 99, not '0'"),
        (("--people", "many"), "--people takes a whole number from 1 to 99, not 'many'"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(statuses: Any, cli: Any, options: tuple[str, ...], told: str) -> None:
    run = cli("roadmap", "X", *options)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert told in run.err
    assert statuses


def test_where_nothing_blocks_it_says_when_to_look_again(make: Any, cli: Any, oracle: Any) -> None:
    make("Y", dict.fromkeys(oracle.asked(["AP"], "production", "agent"), "yes"), *PROFILE)
    run = cli("roadmap", "Y")
    assert run.code == 0
    assert run.out.count("Nothing is left to do here.\n  Assess again in a year, ") == 2
    assert "open questions" not in run.out
    assert cli("export", "Y", "roadmap", "--output", "-").out.count("Nothing is left to do here.") == 2


def test_the_plan_as_a_file_holds_every_package_with_its_steps(statuses: Any, cli: Any, read: Any) -> None:
    road = read("roadmap", "X")
    run = cli("export", "X", "roadmap", "--output", "-")
    assert (run.code, run.out.splitlines()[0]) == (0, "# The road ahead: X")
    plain = run.out.replace("\\", "").replace("&amp;", "&")
    for package in road["packages"]:
        assert f"### {package['number']}. {package['title']} ({package['phase']})" in plain
        assert f"| +{package['rises']:.1f} | {package['posture']:.1f} |" in plain
        assert all(f"- {step}" in plain for step in package["steps"])
        assert ", ".join(package["questions"]) in plain
    assert all(f"- {line}" in plain for phase in road["phases"] for line in phase["threats"])
    assert all(
        line in cli("export", "X", "markdown", "--output", "-").out for line in ("## Roadmap", "### Prototype: ")
    )
    assert statuses


def test_what_people_planned_is_held_against_the_dates_and_people_change_them_in_files_too(
    statuses: Any, cli: Any, read: Any, tmp_path: Any
) -> None:
    question = next(question for question, status in statuses.items() if status == "no")
    plan = ("--owner", "Ann", "--due", "2026-01-05")
    assert cli("answer", "X", question, "no", *plan).code == 0
    package = next(one for one in read("roadmap", "X")["packages"] if question in one["questions"])
    assert (package["due_from"], package["late"], package["owners"]) == ("2026-01-05", 1, ["Ann"])
    told = "1 of 1 planned due dates lie before the package would end"
    exported = [cli("export", "X", name, "--people", "3", "--output", "-").out for name in ("roadmap", "markdown")]
    assert all(told in out for out in (cli("roadmap", "X").out, *exported))
    assert "- **Planned due dates:** 2026-01-05; 1 of 1 planned dates" in exported[0]
    assert "- **Owners:** Ann" in exported[0]
    last = read("roadmap", "X", "--people", "3")["phases"][-1]["ends"]
    assert last != read("roadmap", "X")["phases"][-1]["ends"]
    assert all("3 people work on it full time" in out and last in out for out in exported)
    assert cli("export", "X", "workbook", "--people", "3").code == 0
    assert cli("verify", "X", str(tmp_path / "work" / "X-gaps.xlsx")).code == 0
    assert "leave --people out" in cli("export", "X", "json", "--people", "3").err


def test_the_file_is_named_after_the_assessment_and_its_format(statuses: Any, cli: Any, tmp_path: Any) -> None:
    assert cli("export", "X", "roadmap").code == 0
    assert (tmp_path / "work" / "X-roadmap.md").is_file()
    assert statuses
