"""Completion in a shell, as argcomplete asks for it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = "caiq-wizard"
SEPARATOR = "\013"


@pytest.fixture
def complete(tmp_path: Path) -> Callable[[str], list[str]]:
    """What the shell is offered behind a line that has been typed so far."""

    def do(line: str) -> list[str]:
        target = tmp_path / "completions"
        environment = os.environ | {
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": SEPARATOR,
            "_ARGCOMPLETE_STDOUT_FILENAME": str(target),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
        }
        command = [sys.executable, "-c", "import sys; from wizard.cli import main; sys.argv[0] = 'caiq-wizard'; main()"]
        subprocess.run(command, env=environment, capture_output=True, check=True)
        return [item.strip() for item in target.read_text(encoding="utf-8").split(SEPARATOR) if item]

    return do


def test_commands_are_completed(complete: Callable[[str], list[str]]) -> None:
    assert set(complete(f"{PROGRAM} s")) == {"show", "scope", "standards"}


def test_names_of_assessments_are_completed(cli: Callable[..., Any], complete: Callable[[str], list[str]]) -> None:
    cli("new", "pilot", "--role", "AP")
    assert complete(f"{PROGRAM} show pi") == ["pilot"]


def test_question_ids_are_completed_in_any_letter_case(complete: Callable[[str], list[str]]) -> None:
    assert complete(f"{PROGRAM} answer X IAM-1") == [
        f"IAM-1{n}.{m}" for n in range(9) for m in (1, 2) if m == 1 or n in (0, 3)
    ]


def test_statuses_and_formats_are_completed(complete: Callable[[str], list[str]]) -> None:
    assert set(complete(f"{PROGRAM} answer X IAM-18.1 y")) == {"yes", "yes-gaps"}
    assert complete(f"{PROGRAM} export X w") == ["workbook"]


def test_milestones_of_the_assessment_that_is_named_are_completed(
    cli: Callable[..., Any], complete: Callable[[str], list[str]]
) -> None:
    cli("new", "pilot", "--role", "AP")
    cli("milestone", "pilot", "nearly-done")
    assert set(complete(f"{PROGRAM} diff pilot n")) == {"nearly-done", "now"}
    assert complete(f"{PROGRAM} milestone nobody n") == []
