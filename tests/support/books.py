"""Assessments with every kind of answer and the gap workbooks of them, made once for all tests that look at one."""

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl.workbook import Workbook
from support.expected import Expected
from support.expected_cells import Plan, Side, table_cells
from support.expected_summary import summary_cells
from support.parts import Parts
from support.workbooks import Cells, opened

from questionnaires.library import load_bank, load_lens
from wizard.cli import main

LENS = "caf-ai"
TURNS = ("yes", "partial", None, "no", "yes-gaps", "na", None)
EVERYTHING = {"roles": ("OSP", "AP"), "phase": "production", "target": "scale", "use_case": "agent"}
NARROW = {"roles": ("AP",), "phase": "prototype", "target": "production", "use_case": "assistant"}
_TEAM = {"action": "set it up", "owner": "the platform team", "effort": "weeks"}
_PLANNED, _OVERDUE = {**_TEAM, "due": "2999-12-31"}, {**_TEAM, "due": "2020-01-31"}
PLANS: tuple[tuple[dict[str, Any], Plan], ...] = (
    ({}, Plan()),
    ({"remediation": _PLANNED}, Plan("the platform team", date(2999, 12, 31), "planned")),
    ({"remediation": _OVERDUE}, Plan("the platform team", date(2020, 1, 31), "overdue")),
    ({"remediation": {"action": "set it up"}}, Plan()),
    ({"accepted_risk": {"reason": "small", "until": "2999-12-31"}}, Plan(follow_up="risk accepted")),
    (
        {"remediation": _PLANNED, "accepted_risk": {"reason": "small", "until": "2020-02-29"}},
        Plan("the platform team", date(2999, 12, 31), "acceptance expired"),
    ),
)
"""What is planned for a question that is answered, and what the book makes of it."""
NAMES = ("spread", "narrow", "empty", "na", "yes")
"""Spread has every status in turn, two roles, a lens and two milestones; narrow one role and a small scope; the others
have no status, or one throughout."""


@dataclass(frozen=True)
class Book:
    """A gap workbook on disk, its assessment's name and home, and what its figures are compared with."""

    name: str
    path: Path
    home: Path
    side: Side

    @cached_property
    def formulas(self) -> Workbook:
        """The book with its formulas."""
        return opened(self.path)

    @cached_property
    def values(self) -> Workbook:
        """The book with what is stored beside its formulas."""
        return opened(self.path, data_only=True)

    @cached_property
    def parts(self) -> Parts:
        """The file as it is."""
        return Parts(self.path.read_bytes())

    def said(self, command: str) -> Any:
        """What the program itself says in JSON."""
        return json.loads(_call(self.home, command, self.name, "--json"))


def expected_cells(workbook: Workbook, side: Side) -> Cells:
    """Every formula cell of a book with the value that it must have; the book only says where the cells are."""
    return table_cells(workbook, side) | summary_cells(workbook, side)


def make_book(name: str, home: Path) -> Book:
    """Make an assessment with the command line, answer it, and export its book."""
    scope: dict[str, Any] = NARROW if name == "narrow" else EVERYTHING
    lenses = {LENS: load_lens(LENS)} if name == "spread" else {}
    options = ["--phase", scope["phase"], "--target", scope["target"], "--use-case", scope["use_case"]]
    _call(home, "new", name, "--role", *scope["roles"], *options, *(f"--lens={lens}" for lens in lenses))
    states = _states(name, Expected(load_bank(), {}, **scope).asked)
    lens_statuses = {lens: _turns(list(bank.control_by_question)) for lens, bank in lenses.items()}
    lens_begun = {lens: dict.fromkeys(list(now)[::3], "partial") for lens, now in lens_statuses.items()}
    for statuses in lens_begun.values():
        _answer(home, name, statuses)
    milestones = []
    for number, statuses in enumerate(states, start=1):
        _answer(home, name, statuses)
        if number < len(states):
            label = f"look no. {number}"
            _call(home, "milestone", name, label)
            milestones.append((label, Expected(load_bank(), statuses, **scope)))
    for statuses in lens_statuses.values():
        _answer(home, name, statuses)
    path = home / f"{name}.xlsx"
    _call(home, "export", name, "workbook", "--output", str(path))
    side = Side(
        matrix=Expected(load_bank(), states[-1], **scope),
        lenses={lens: Expected(bank, lens_statuses[lens], **scope) for lens, bank in lenses.items()},
        milestones=milestones,
        lenses_before={lens: Expected(bank, lens_begun[lens], **scope) for lens, bank in lenses.items()},
        plans={question: _plan(question)[1] for part in (states[-1], *lens_statuses.values()) for question in part},
    )
    return Book(name, path, home, side)


def _answer(home: Path, name: str, statuses: Mapping[str, str]) -> None:
    if statuses:
        answers = [{"question": question, "status": word, **_plan(question)[0]} for question, word in statuses.items()]
        incoming = home / "incoming.json"
        incoming.write_text(json.dumps({"answers": answers}), encoding="utf-8")
        _call(home, "import", name, str(incoming), "--on-conflict", "theirs")


def _plan(question: str) -> tuple[dict[str, Any], Plan]:
    return PLANS[sum(question.encode()) % len(PLANS)]


def _turns(questions: list[str]) -> dict[str, str]:
    """Each status in turn and open ones, shifted now and then, so that controls with several questions differ too."""
    chosen = {question: TURNS[(number + number // 11) % len(TURNS)] for number, question in enumerate(questions)}
    return {question: status for question, status in chosen.items() if status}


def _states(name: str, questions: list[str]) -> list[dict[str, str]]:
    """The statuses at each milestone and now; an answer, once given, never goes away again."""
    now = {"empty": {}, "na": dict.fromkeys(questions, "na"), "yes": dict.fromkeys(questions, "yes")}.get(name)
    if now is not None:
        return [now]
    now = _turns(questions)
    if name == "narrow":
        return [now]
    first = dict.fromkeys(list(now)[::3], "partial")
    return [first, first | dict(list(now.items())[:150]), now]


def _call(home: Path, *arguments: str) -> str:
    with redirect_stdout(io.StringIO()) as out:
        assert main([*arguments, "--home", str(home)]) == 0
    return out.getvalue()
