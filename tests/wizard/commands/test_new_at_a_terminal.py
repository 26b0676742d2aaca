"""``new`` at a terminal: what was not given is asked for, and stopping makes nothing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

ENTER, SPACE, DOWN, STOP = "\r", " ", "\x1b[B", "\x03"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A person at a terminal, who will press these keys."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):

        def do(keys: str) -> None:
            monkeypatch.setattr("sys.stdin.isatty", lambda: True)
            monkeypatch.setattr("sys.stdout.isatty", lambda: True)
            pipe.send_text(keys)

        yield do


def test_everything_that_is_missing_is_asked_for(cli: Callable[..., Any], press: Callable[[str], None]) -> None:
    answers = ["Org", ENTER, "a chat", ENTER]
    answers += [DOWN, SPACE, DOWN, DOWN, SPACE, ENTER]  # the second and the fourth role
    answers += [DOWN, ENTER]  # the second use case
    answers += [DOWN, ENTER]  # the second phase
    answers += [ENTER]  # the proposed target
    press("".join(answers))
    assert cli("new", "X").code == 0
    shown = json.loads(cli("show", "X", "--json").out)
    assert (shown["organization"], shown["system"]) == ("Org", "a chat")
    assert shown["roles"] == ["MP", "AP"]
    assert (shown["use_case"], shown["phase"], shown["target_phase"]) == ("data-connected", "production", "scale")


def test_what_was_given_is_not_asked_again(cli: Callable[..., Any], press: Callable[[str], None]) -> None:
    press(SPACE + ENTER)
    given = ("--phase", "scale", "--target", "scale", "--use-case", "agent", "--organization", "Org", "--system", "S")
    assert cli("new", "X", *given).code == 0
    shown = json.loads(cli("show", "X", "--json").out)
    assert (shown["roles"], shown["phase"], shown["use_case"]) == (["CSP"], "scale", "agent")


def test_at_least_one_role_must_be_marked(cli: Callable[..., Any], press: Callable[[str], None]) -> None:
    press(ENTER + SPACE + ENTER)
    given = ("--phase", "scale", "--target", "scale", "--use-case", "agent", "--organization", "Org", "--system", "S")
    assert cli("new", "X", *given).code == 0
    assert json.loads(cli("show", "X", "--json").out)["roles"] == ["CSP"]


def test_stopping_makes_nothing(cli: Callable[..., Any], press: Callable[[str], None], home: Path) -> None:
    press("Org" + ENTER + STOP)
    run = cli("new", "X")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "stopped" in run.err
    assert not home.exists()


@pytest.mark.parametrize(
    "wrong",
    [("--phase", "scale", "--target", "prototype"), ("--phase", "soon"), ("--use-case", "agnet")],
    ids=" ".join,
)
def test_a_wrong_value_is_refused_before_anything_is_asked(
    cli: Callable[..., Any], press: Callable[[str], None], wrong: tuple[str, ...]
) -> None:
    press(STOP)
    run = cli("new", "X", *wrong)
    assert (run.code, run.out) == (2, "")
    assert "stopped" not in run.err
