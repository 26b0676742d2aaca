"""From a status key to the next question on the terminal, beside a Markdown widget; and the memory that it takes."""

import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from enlarged import enlarged
from terminal import Terminal

from questionnaires.library import load_bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.assessment import Assessment
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.store.home import Home
from wizard.store.repository import Repository

KEYS = 60
SHOWN_BEFORE, SHOWN = 150, 1000
MARKDOWN = """
import json, sys
from textual.app import App
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Markdown, OptionList
TEXTS = json.load(open(sys.argv[1]))
class Bare(App):
    BINDINGS = [("y", "next", "Next")]
    number = 0
    def compose(self):
        with Horizontal():
            yield OptionList(*[f"row {number}" for number in range(320)])
            with VerticalScroll():
                yield Markdown(TEXTS[0])
        yield Footer()
    async def action_next(self):
        self.number += 1
        await self.query_one(Markdown).update(TEXTS[self.number])
Bare().run()
"""


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from a key to the next question: median and 95th percentile."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Latency":
        """From single measures."""
        return cls(statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000)


def markdown_widget(folder: Path) -> Latency:
    """The floor: the same questions in a Markdown widget, one for each key."""
    texts = [
        _as_markdown(number, question) for number, question in zip(range(KEYS), load_bank().questions, strict=False)
    ]
    source = folder / "texts.json"
    source.write_text(json.dumps(texts), encoding="utf-8")
    terminal = Terminal([sys.executable, "-c", MARKDOWN, str(source)], folder)
    try:
        terminal.wait_for(b"Question-0000-")
        return Latency.of([terminal.seconds_from(b"y", b"Question-%04d-" % number) for number in range(1, KEYS)])
    finally:
        terminal.close()


def _as_markdown(number: int, question_id: str) -> str:
    """What the question screen shows of a question."""
    bank = load_bank()
    control, question = bank.control_of(question_id), bank.question(question_id)
    text = control.text
    guidance = (
        text.intent,
        text.consequence,
        *text.role_guidance.values(),
        text.ask_the_other_party,
        text.customer_side,
        " · ".join(text.evidence),
        text.test,
        text.from_no.action,
        text.from_partial.action,
        text.service,
    )
    lines = [f"- **{status}** {words}" for status, words in question.criteria.items()]
    lines += ["", *(f"- **label** {words}" for words in guidance if words)]
    return f"# Question-{number:04}- {control.title}\n\n**{question.text}**\n\n" + "\n".join(lines)


def status_key(times: int) -> Latency:
    """Ours, with the bank so many times as large: every question of all roles, none answered yet."""
    with tempfile.TemporaryDirectory() as folder:
        terminal, asked = _opened(Path(folder), times)
        try:
            return Latency.of(
                [terminal.seconds_from(b"y", b"%s  " % following.encode()) for following in asked[1 : KEYS + 1]]
            )
        finally:
            terminal.close()


def memory_growth() -> tuple[float, float]:
    """Resident MiB when the first 150 questions were shown, and after 1,000 more."""
    with tempfile.TemporaryDirectory() as folder:
        terminal, _ = _opened(Path(folder), 1)
        try:
            _show(terminal, SHOWN_BEFORE)
            before = terminal.memory_mib
            _show(terminal, SHOWN)
            return before, terminal.memory_mib
        finally:
            terminal.close()


def memory_at_rest(command: Sequence[str], marker: bytes, home: Path) -> float:
    """Resident MiB of a program once its first frame stands."""
    terminal = Terminal(command, home)
    try:
        terminal.wait_for(marker)
        terminal.rest()
        return terminal.memory_mib
    finally:
        terminal.close()


def _show(terminal: Terminal, count: int) -> None:
    """Walk back and forth over the questions."""
    for number in range(count):
        terminal.press(b"j" if number // 100 % 2 == 0 else b"k")
        if number % 10 == 0:
            terminal.rest()
    terminal.rest()


def _opened(folder: Path, times: int) -> tuple[Terminal, list[str]]:
    bank = enlarged(load_bank(), times)
    profile = Profile("Bench", tuple(Role), phase=Phase.SCALE, target_phase=Phase.SCALE, use_case=UseCase.AGENT)
    created = Created(datetime.now(UTC), QuestionnaireVersion(bank.id, bank.version))
    Repository(Home(folder)).create(Assessment(profile, created))
    asked = list(bank.control_by_question)
    command = [sys.executable, str(Path(__file__).with_name("enlarged.py")), str(times)]
    terminal = Terminal(command, folder)
    terminal.wait_for(b"Bench")
    terminal.rest()
    terminal.press(b"\r")
    terminal.wait_for(asked[0].encode())
    return terminal, asked
