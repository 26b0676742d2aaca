"""``new`` at a terminal: what was not given is asked for in plain lines, and stopping makes nothing."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

KEEPS = MAKES_IT = NO_LENS = ""
CONTROL_C, END_OF_INPUT = "\x03", "\x04"
ALL_BUT_ROLES = ("--phase", "scale", "--target", "scale", "--use-case", "agent", "--organization", "O", "--system", "S")


@pytest.fixture
def new(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Call ``new`` as a person at a terminal: ``new("X", lines=("Org", "4"))``."""
    monkeypatch.setenv("TERM", "xterm")
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):

        def do(*arguments: str, lines: tuple[str, ...], end: str = "") -> Any:
            monkeypatch.setattr("sys.stdin.isatty", lambda: True)
            monkeypatch.setattr("sys.stdout.isatty", lambda: True)
            pipe.send_text("".join(f"{line}\r" for line in lines) + end)
            return cli("new", *arguments)

        yield do


@pytest.fixture
def made(cli: Callable[..., Any]) -> Callable[[str], dict[str, Any]]:
    """What is on disk of an assessment."""
    return lambda name: dict(json.loads(cli("export", name, "json", "--output", "-").out))


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_everything_that_is_missing_is_asked_for(new: Callable[..., Any], made: Callable[..., Any]) -> None:
    run = new(lines=("It's a pilot", "Org", "a chat", "2 4", "data connected", "2", KEEPS, "1", MAKES_IT))
    assert (run.code, run.err) == (0, "")
    profile = made("It's a pilot")
    assert (profile["organization"], profile["system"]) == ("Org", "a chat")
    assert profile["roles"] == ["MP", "AP"]
    assert (profile["use_case"], profile["phase"], profile["target_phase"]) == ("data-connected", "production", "scale")
    assert profile["lenses"] == ["caf-ai"]
    assert run.out.splitlines()[-1] == """Go on with: caiq-wizard ask 'It'"'"'s a pilot'"""
    assert " of 320 questions are asked" in run.out.splitlines()[-2]


@pytest.mark.parametrize(
    ("typed", "roles"), [("1", ["CSP"]), ("OSP AP", ["OSP", "AP"]), ("ap + csp, 3 and 3", ["CSP", "OSP", "AP"])]
)
def test_what_was_given_is_not_asked_again(
    new: Callable[..., Any], made: Callable[..., Any], typed: str, roles: list[str]
) -> None:
    assert new("X", *ALL_BUT_ROLES, lines=(typed, NO_LENS, MAKES_IT)).code == 0
    profile = made("X")
    assert (profile["roles"], profile["phase"], profile["use_case"]) == (roles, "scale", "agent")
    assert (profile["organization"], profile["lenses"]) == ("O", [])


def test_a_wrong_line_is_said_in_a_sentence_and_asked_again(
    new: Callable[..., Any], made: Callable[..., Any], make: Callable[..., None]
) -> None:
    make("Taken")
    lines = ("", "taken", "x" * 81, "Mine", "", "", "", "5", "AQ", "9" * 5000, "AP", "1 2", "agnet", "3", "soon", "3")
    run = new(lines=(*lines, "caf", NO_LENS, "maybe", MAKES_IT))
    assert (run.code, run.err) == (0, "")
    words = unwrapped(run.out)
    for expected in (
        "The name must not be empty",
        "An assessment named 'taken' exists already",
        "The name has 81 characters",
        "Nothing is chosen yet; type a number from 1 to 4, or a short name such as AP.",
        "'5' is none of these; type a number from 1 to 4",
        "'aq' is none of these; did you mean AP?",
        "Choose one of them only.",
        "'agnet' is none of these; did you mean agent?",
        "'soon' is none of these; type a number from 1 to 3",
        "'caf' is none of these; did you mean caf-ai?",
        "Press Enter to make it",
    ):
        assert expected in words
    assert "9" * 50 not in words
    profile = made("Mine")
    assert (profile["roles"], profile["use_case"], profile["phase"]) == (["AP"], "agent", "scale")
    assert profile["target_phase"] == "scale"


def test_back_leads_through_all_steps_and_keeps_what_was_typed(
    new: Callable[..., Any], made: Callable[..., Any]
) -> None:
    forth = ("First", "Org", "a chat", "MP", "2", "3", "1")
    back = ("b",) * 7
    again = ("b", "Second", KEEPS, "-", KEEPS, KEEPS, "2", KEEPS, "-", MAKES_IT)
    run = new(lines=(*forth, *back, *again))
    assert run.code == 0
    assert "This is the first step." in run.out
    profile = made("Second")
    assert (profile["organization"], profile["system"], profile["roles"]) == ("Org", "", ["MP"])
    assert (profile["use_case"], profile["phase"], profile["target_phase"]) == ("data-connected", "production", "scale")
    assert profile["lenses"] == []


def test_a_few_questions_lead_to_the_roles(new: Callable[..., Any], made: Callable[..., Any]) -> None:
    application_and_models = ("yes", "n", "maybe", "y", "y", "b", "n", "n", "n")
    run = new("X", *ALL_BUT_ROLES, lines=("h", *application_and_models, KEEPS, NO_LENS, MAKES_IT))
    words = unwrapped(run.out)
    assert "'maybe' is neither yes nor no; type y or n." in words
    assert "MP, because you train models. AP, because people use your application." in words
    assert made("X")["roles"] == ["MP", "AP"]


def test_a_mere_customer_is_told_so_and_may_choose_or_leave(new: Callable[..., Any], home: Path) -> None:
    run = new("X", *ALL_BUT_ROLES, lines=("h", *"nnnnnn", "q"))
    assert "No role of a provider fits" in unwrapped(run.out)
    assert run.out.count("Which roles does the organisation hold here?") == 2
    assert run.code == 2
    assert not home.exists()


def test_each_step_explains_itself(new: Callable[..., Any]) -> None:
    run = new(lines=("?", "X", "?", "", "?", "", "?", "AP", "?", "", "?", "", "?", "", "?", "", "?", "q"))
    words = unwrapped(run.out)
    for expected in (
        "By its name you find the assessment again",
        "It may stay empty",
        "a help chat on your website",
        "an assistant that issues refunds",
        "adds automated governance",
        "questions about",
        "no answer is lost by that",
    ):
        assert expected in words


@pytest.mark.parametrize(
    ("lines", "end"), [(("Org", "q"), ""), (("Org", "", "quit"), ""), (("Org",), CONTROL_C), (("Org",), END_OF_INPUT)]
)
def test_stopping_makes_nothing(new: Callable[..., Any], home: Path, lines: tuple[str, ...], end: str) -> None:
    run = new("X", lines=lines, end=end)
    assert run.code == 2
    assert run.err == "caiq-wizard: stopped; nothing was made\n"
    assert "Created" not in run.out
    assert not home.exists()


@pytest.mark.parametrize(
    "wrong",
    [("--phase", "scale", "--target", "prototype"), ("--phase", "soon"), ("--use-case", "agnet")],
    ids=" ".join,
)
def test_a_wrong_value_is_refused_before_anything_is_asked(new: Callable[..., Any], wrong: tuple[str, ...]) -> None:
    run = new("X", *wrong, lines=(), end=CONTROL_C)
    assert (run.code, run.out) == (2, "")
    assert "stopped" not in run.err


@pytest.mark.parametrize(("typed", "status"), [("y", "no"), ("n", "yes")])
@pytest.mark.parametrize("kind", ["xterm", "dumb"])
def test_an_import_asks_its_yes_or_no_on_every_terminal(
    kind: str,
    typed: str,
    status: str,
    make: Callable[..., None],
    cli: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make("X", [{"question": "IAM-01.1", "status": "yes", "changed": "2026-01-01T00:00:00+00:00"}])
    newer = [{"question": "IAM-01.1", "status": "no", "changed": "2026-02-01T00:00:00+00:00"}]
    Path("theirs.json").write_text(json.dumps({"answers": newer}), encoding="utf-8")
    monkeypatch.setenv("TERM", kind)
    read, write = os.pipe()
    os.write(write, f"{typed}\n".encode())
    os.close(write)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()), os.fdopen(read) as lines:
        pipe.send_text(typed)
        if kind == "dumb":
            monkeypatch.setattr("sys.stdin", lines)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        assert cli("import", "X", "theirs.json").code == 0
    answers = json.loads(cli("export", "X", "json", "--output", "-").out)["answers"]
    assert [answer["status"] for answer in answers] == [status]
