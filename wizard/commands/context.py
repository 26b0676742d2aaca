"""What a command is given, what it gives back, and small helpers that several commands share."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.faults import did_you_mean
from questionnaires.library import load_bank
from questionnaires.model import Bank
from wizard.commands.completion import assessment_names, completes
from wizard.core.assessment import Result
from wizard.errors import InputError, NotFoundError
from wizard.services.banks import results_of
from wizard.store.home import Home
from wizard.store.repository import Repository


@dataclass(frozen=True, slots=True)
class Context:
    """Where the assessments are, and whether a person sits at a terminal who can be asked."""

    home: Home
    interactive: bool

    @property
    def repository(self) -> Repository:
        """The assessments of the home folder."""
        return Repository(self.home)

    @property
    def bank(self) -> Bank:
        """The question bank."""
        return load_bank()

    def results(self, name: str) -> tuple[Result, ...]:
        """What an assessment comes to against each of its banks, the matrix first.

        Raises:
            NotFoundError: there is none of this name, or a lens of it is missing.
            StoreError: its file is broken.
        """
        return results_of(self.home, self.repository.read(name))

    def result(self, name: str, lens: str = "") -> Result:
        """What an assessment comes to against the matrix, or against one of its lenses.

        Raises:
            NotFoundError: there is none of this name, or it does not ask this lens.
            StoreError: its file is broken.
        """
        results = self.results(name)
        known = {result.bank.id: result for result in results}
        chosen = known.get(lens.lower()) if lens else results[0]
        if chosen is None:
            lenses = ", ".join(result.bank.id for result in results[1:]) or "none"
            raise NotFoundError(f"{name!r} does not ask the lens {lens!r}; its lenses: {lenses}")
        return chosen


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say: text for stdout, hints for stderr, and the exit code."""

    text: str = ""
    hints: tuple[str, ...] = ()
    exit_code: int = 0


def add_name(parser: argparse.ArgumentParser) -> None:
    """The argument that most commands begin with."""
    completes(parser.add_argument("name", metavar="NAME", help="the assessment's name"), assessment_names)


def add_json(parser: argparse.ArgumentParser) -> None:
    """The switch for machine-readable output."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def add_lens(parser: argparse.ArgumentParser) -> None:
    """The choice of a lens instead of the matrix."""
    parser.add_argument(
        "--lens", metavar="ID", default="", help="look at a lens of the assessment instead of the matrix"
    )


def as_json(value: Any) -> Outcome:
    """A value as JSON on stdout."""
    return Outcome(json.dumps(value, ensure_ascii=False, indent=2))


def find_question(banks: Sequence[Bank], text: str) -> str:
    """The id of a question of some banks as someone types it; letter case does not matter.

    Raises:
        InputError: there is no such question; suggests the nearest.
    """
    folded = text.strip().upper()
    known = [question_id for bank in banks for question_id in bank.control_by_question]
    if folded in known:
        return folded
    control = next((bank.controls[folded] for bank in banks if folded in bank.controls), None)
    if control:
        ids = ", ".join(control.question_ids)
        raise InputError(f"{folded} is a control; answer its questions: {ids}")
    raise InputError(f"there is no question {text!r}; {did_you_mean(folded, known)}".rstrip("; "))


def number(value: float | None) -> str:
    """A score for people: one decimal, a dash where there is none."""
    return "–" if value is None else f"{value:.1f}"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Columns of text, as wide as they need; the columns numbered in ``right`` are aligned to the right."""
    lines = [tuple(map(str, line)) for line in (headings, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]

    def fit(line: Sequence[str]) -> str:
        cells = [
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    rule = "  ".join("-" * width for width in widths)
    return "\n".join([fit(lines[0]), rule, *map(fit, lines[1:])])
