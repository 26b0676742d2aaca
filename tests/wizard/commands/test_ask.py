"""``ask``: the whole assessment in plain lines, and nothing lost however it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from support.expected_heat import stages_of

from questionnaires.library import load_lens

ASSESSMENT = "Support"
OPTIONS = ("--role", "AP", "--phase", "production", "--target", "scale", "--use-case", "agent")
END_OF_INPUT, CONTROL_C = "\x04", "\x03"
LAYERS = ("infrastructure", "identity & data", "AI application", "governance")
KEEPS = ""


@pytest.fixture
def ask(
    make: Callable[..., None], cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Any]]:
    """Call ``ask`` as a person at a terminal: ``ask("--baseline", lines=("y", "", "q"))``; the words on one line."""
    make(ASSESSMENT, {}, *OPTIONS)
    monkeypatch.setenv("TERM", "xterm")
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):

        def do(*options: str, lines: Sequence[str], end: str = "", unnamed: bool = False) -> Any:
            monkeypatch.setattr("sys.stdin.isatty", lambda: True)
            monkeypatch.setattr("sys.stdout.isatty", lambda: True)
            pipe.send_text("".join(f"{line}\r" for line in lines) + end)
            return cli("ask", *([] if unnamed else [ASSESSMENT]), *options)

        yield do


@pytest.fixture
def kept(cli: Callable[..., Any]) -> Callable[[], dict[str, dict[str, Any]]]:
    """The answers as they are on disk, by question."""

    def do() -> dict[str, dict[str, Any]]:
        exported = json.loads(cli("export", ASSESSMENT, "json", "--output", "-").out)
        return {answer["question"]: answer for answer in exported["answers"]}

    return do


def shown(text: str) -> list[str]:
    """The questions that were shown, in order."""
    return re.findall(r"^Question \d+ of \d+, ([\w&.-]+),", text, re.MULTILINE)


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_a_partial_answer_is_asked_for_action_owner_date_and_ownership(
    ask: Callable[..., Any], kept: Callable[..., Any]
) -> None:
    run = ask("--domain", "IAM", lines=("IAM-18.1", "p", "", "Kim", "31.01.2027", "2027-01-31", "OSP-AP", "q"))
    assert run.code == 0
    words = unwrapped(run.out)
    assert "Saved IAM-18.1: partial." in words
    assert "'31.01.2027' is not a date; write it like 2027-03-31 or 'in 2 weeks'" in words
    assert "Still needed" not in words
    answer = kept()["IAM-18.1"]
    assert (answer["status"], answer["ownership"]) == ("partial", "Shared OSP-AP")
    plan = answer["remediation"]
    assert plan["action"]
    assert f"Recommended (takes {plan['effort']}): {plan['action']}." in words
    assert (plan["owner"], plan["due"]) == ("Kim", "2027-01-31")


def test_what_the_rules_still_want_is_said(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    run = ask(lines=("IAM-18.1", "n", "-", KEEPS, KEEPS, KEEPS, "IAM-18.1", "yes", KEEPS, "q"))
    words = unwrapped(run.out)
    wanted = "Still needed: Plan the corrective action; still missing: an action, an owner, a due date."
    assert wanted in words
    assert kept()["IAM-18.1"]["status"] == "yes"


def test_that_a_yes_alone_says_little_is_a_hint_that_comes_once(
    ask: Callable[..., Any], kept: Callable[..., Any]
) -> None:
    run = ask("--domain", "IAM", lines=("y", KEEPS, "y", KEEPS, "y", "by a gateway", "q"))
    words = unwrapped(run.out)
    assert words.count("Hint: a yes convinces an auditor more with a few words on how it is done") == 1
    assert "Please check" not in words
    assert [answer["status"] for answer in kept().values()] == ["yes"] * 3


def test_a_yes_with_gaps_is_asked_for_the_gaps_and_a_date(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    ask(lines=("IAM-18.1", "yes, with gaps", "two agents share an account", "2027-02-28", "q"))
    answer = kept()["IAM-18.1"]
    assert (answer["status"], answer["description"]) == ("yes-gaps", "two agents share an account")
    assert answer["remediation"]["due"] == "2027-02-28"
    assert answer["ownership"] is not None


def test_a_due_date_may_be_counted_from_today_and_the_day_is_said(
    ask: Callable[..., Any], kept: Callable[..., Any]
) -> None:
    today = datetime.now(UTC).astimezone().date()
    run = ask(lines=("IAM-18.1", "n", "", "Kim", "in 2 weeks", KEEPS, "q"))
    due = date.fromisoformat(kept()["IAM-18.1"]["remediation"]["due"])
    assert due - today in (timedelta(days=14), timedelta(days=15))  # midnight may have passed meanwhile
    assert f"Saved: due {due:%A} {due.isoformat()}." in unwrapped(run.out)


def test_without_a_reason_nothing_is_not_applicable(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    run = ask(lines=("IAM-18.1", "a", "", "a", "b", "a", "q"))
    assert run.code == 0
    assert "Back at IAM-18.1; its answer is: open." in unwrapped(run.out)
    assert "IAM-18.1" not in kept()
    ask(lines=("IAM-18.1", "a", "there are no agents here", "q"))
    answer = kept()["IAM-18.1"]
    assert (answer["status"], answer["description"]) == ("na", "there are no agents here")


def test_unknown_words_are_said_and_record_nothing(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    run = ask(lines=("maybe", "", "x" * 5000, "q"))
    words = unwrapped(run.out)
    assert "'maybe' is not an answer here, and nothing was recorded." in words
    assert words.count("Type y, g, p, n or a to answer") == 3
    assert "x" * 100 not in words
    assert len(shown(run.out)) == 1
    assert kept() == {}


def test_a_single_letter_is_not_taken_for_a_text(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    ask(lines=("IAM-18.1", "y", "n", "a gateway allows each call", "q"))
    answer = kept()["IAM-18.1"]
    assert (answer["status"], answer["description"]) == ("yes", "a gateway allows each call")


def test_one_skips_goes_back_quits_and_goes_on_there(ask: Callable[..., Any], oracle: Any) -> None:
    first, second, third = [q for q in oracle.asked(["AP"], "scale", "agent") if q.startswith("IAM-")][:3]
    run = ask("--domain", "iam", lines=("s", "s", "b", "q"))
    assert shown(run.out) == [first, second, third, second]
    assert f"Stopped at {second}: 0 of" in unwrapped(run.out)
    again = ask("--domain", "IAM", lines=(), end=END_OF_INPUT)
    assert shown(again.out) == [second]


def test_an_earlier_answer_is_shown_and_kept_by_enter(
    ask: Callable[..., Any], kept: Callable[..., Any], cli: Callable[..., Any]
) -> None:
    cli(
        "answer",
        ASSESSMENT,
        "IAM-18.1",
        "partial",
        "--action",
        "build a gateway",
        "--owner",
        "Kim",
        "--note",
        "a\x1b]b",
    )
    before = kept()["IAM-18.1"]
    run = ask(lines=("IAM-18.1", "p", KEEPS, KEEPS, "2027-01-31", KEEPS, "q"))
    words = unwrapped(run.out)
    for line in ("Your answer so far: partial.", "Action: build a gateway", "Sees to it: Kim"):
        assert line in words
    assert "\x1b" not in run.out
    after = kept()["IAM-18.1"]
    assert after["remediation"] == before["remediation"] | {"due": "2027-01-31"}
    assert after["note"] == before["note"]


def test_undo_takes_back_the_whole_last_answer(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    lines = ("IAM-18.1", "y", "a gateway", "IAM-18.1", "n", KEEPS, "Kim", "2027-01-31", KEEPS, "u", "f", "u")
    run = ask(lines=(*lines, "q"))
    assert "Undone and saved; IAM-18.1 is now: yes." in unwrapped(run.out)
    answer = kept()["IAM-18.1"]
    assert (answer["status"], answer["description"], answer["flagged"]) == ("yes", "a gateway", False)
    assert answer["remediation"] == {"action": "", "owner": "", "due": None, "effort": None}
    assert "There is nothing to undo." in unwrapped(ask(lines=("u", "q")).out)


def test_flag_note_and_every_field_can_be_written(ask: Callable[..., Any], kept: Callable[..., Any]) -> None:
    run = ask(lines=("IAM-18.1", "f", "t", "ask again", "w", "q"))
    numbers = {name: number for number, name in re.findall(r"^(\d+)  ([^:]+):", run.out, re.MULTILINE)}
    written = {"Evidence": "ticket 12", "Customer's part": "keeps the list", "Method": "tested", "Confidence": "high"}
    pairs = [line for name, text in written.items() for line in (numbers[name], text)]
    ask(lines=("w", *pairs, numbers["Evidence"], "ticket 13", numbers["Method"], "guessed", KEEPS, "", "q"))
    answer = kept()["IAM-18.1"]
    assert (answer["flagged"], answer["note"], answer["status"]) == (True, "ask again", None)
    assert answer["evidence"] == ["ticket 12", "ticket 13"]
    assert (answer["responsibilities"], answer["method"], answer["confidence"]) == ("keeps the list", "tested", "high")


def test_more_information_is_that_of_the_own_role(ask: Callable[..., Any]) -> None:
    run = ask("--domain", "IAM", lines=("iam-18", "i", "?", "AIS-01.1", "q"))
    words = unwrapped(run.out)
    for label in ("What it is for:", "Goes wrong:", "For you (AP):", "Evidence:", "Next, if no:", "q quit;"):
        assert label in words
    assert "For you (CSP)" not in words
    assert "AIS-01.1 is not among the questions that are asked here." in words


def test_the_baseline_goes_through_the_layers_and_ends_with_scores_and_ten_steps(
    ask: Callable[..., Any], cli: Callable[..., Any], oracle: Any, spread: Callable[..., dict[str, str]]
) -> None:
    asked = [q for q in oracle.asked(["AP"], "scale", "agent") if oracle.facts[q].baseline]
    ordered = [q for layer in LAYERS for q in asked if oracle.facts[q].layer == layer]
    statuses = spread(ordered)
    for question, status in statuses.items():
        cli("answer", ASSESSMENT, question, status, "--description", "because")
    waiting = [question for question in ordered if question not in statuses]
    run = ask("--baseline", lines=(*("s" for _ in waiting), "n"))
    assert run.code == 0
    assert shown(run.out) == waiting
    words = unwrapped(run.out)
    assert f"{len(statuses)} of {len(ordered)} answered, {len(waiting)} skipped, 0 flagged." in words
    for layer in LAYERS:
        assessed, _ = oracle.scores([q for q in ordered if oracle.facts[q].layer == layer], statuses)
        assert f"{layer} {assessed:.1f}" in words
    ranked = [question for question, _, _ in oracle.gaps(ordered, statuses, "production", "scale")]
    answered = [question for question in ranked if question in statuses]
    first_of_step = {(oracle.facts[q].control, statuses[q] == "no"): q for q in reversed(answered)}
    expected = [question for question in answered if question in first_of_step.values()][:10]
    assert re.findall(r"^\d+\. ([\w&.-]+),", run.out, re.MULTILINE) == expected


def test_the_last_answer_ends_it_and_afterwards_one_looks_through_all(
    ask: Callable[..., Any], oracle: Any, cli: Callable[..., Any]
) -> None:
    asked = [q for q in oracle.asked(["AP"], "scale", "agent") if q.startswith("IPY-")]
    for question in asked:
        cli("answer", ASSESSMENT, question, "yes", "--description", "done")
    run = ask("--domain", "IPY", lines=["s"] * len(asked))
    assert shown(run.out) == asked
    words = unwrapped(run.out)
    assert f"{len(asked)} of {len(asked)} answered, 0 skipped" in words
    assert "what was answered leaves nothing to do" in words


def test_a_lens_takes_over_what_the_matrix_answered(
    cli: Callable[..., Any], ask: Callable[..., Any], kept: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ASSESSMENT", "With lens")
    cli("new", "With lens", *OPTIONS, "--lens", "caf-ai")
    first = shown(ask("--lens", "caf-ai", lines=("q",)).out)[0]
    assert first.startswith("CAF-")
    link = load_lens("caf-ai").question(first).links[0]
    for number in range(1, 10):
        cli("answer", "With lens", f"{link}.{number}", "partial", "--action", "mend it", "--owner", "Kim")
    run = ask("--lens", "caf-ai", lines=("o", "q"))
    assert f"Saved {first}: partial, taken over." in unwrapped(run.out)
    assert kept()[first]["remediation"]["action"] == "mend it"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--domain", "IAN"), "there is no domain 'IAN'; did you mean IAM?"),
        (("--stage", "retirment"), "there is no lifecycle stage 'retirment'; did you mean retirement?"),
        (("--lens", "caf"), "lens 'caf'"),
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_said_before_anything_is_asked(
    ask: Callable[..., Any], options: tuple[str, ...], expected: str
) -> None:
    run = ask(*options, lines=())
    assert (run.code, run.out) == (2, "")
    assert expected in run.err


def test_the_questions_of_a_stage_are_asked_and_the_command_goes_on_with_it(
    ask: Callable[..., Any], oracle: Any
) -> None:
    of_domain = [q for q in oracle.asked(["AP"], "scale", "agent") if q.startswith("DSP-")]
    wanted = [q for q in of_domain if "training" in stages_of(q.rpartition(".")[0]).get("development", ())]
    assert 1 < len(wanted) < len(of_domain)
    chosen = ("--domain", "DSP", "--stage", "development/training")
    assert shown(ask(*chosen, lines=[*["s"] * len(wanted), "q"]).out)[: len(wanted)] == wanted
    assert f"caiq-wizard ask {ASSESSMENT} {' '.join(chosen)}" in unwrapped(ask(*chosen, lines=("q",)).out)


def test_an_empty_selection_is_said_in_one_sentence(ask: Callable[..., Any]) -> None:
    run = ask("--domain", "IPY", "--baseline", lines=())
    assert run.code == 0
    assert unwrapped(run.out) == "No baseline question of the domain IPY is asked in the scope of this assessment."
    run = ask("--domain", "IPY", "--stage", "development/data storage", lines=())
    assert unwrapped(run.out) == (
        "No question of the domain IPY of the lifecycle stage development/data storage is asked in the scope of this assessment."
    )


def test_a_disk_that_refuses_is_said_and_what_was_typed_goes_along_later(
    ask: Callable[..., Any], kept: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = iter([True] * 3)
    real = os.replace

    def refuse(*arguments: Any) -> None:
        if next(refusals, False):
            raise OSError(28, "No space left on device")
        real(*arguments)

    with monkeypatch.context() as disk:
        disk.setattr(os, "replace", refuse)
        run = ask(lines=("y", "by a gateway", "q", "q"))
    assert run.code == 0
    words = unwrapped(run.out)
    assert "NOT SAVED" in words
    assert [answer["description"] for answer in kept().values()] == ["by a gateway"]


def test_leaving_while_the_disk_refuses_needs_a_second_word_and_ends_loudly(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "replace", refuse)
        run = ask(lines=("y", "by a gateway", "s", "q", "q"))
    assert run.code == 2
    words = unwrapped(run.out)
    assert "Saved" not in words
    assert "Type q again to leave without it." in words
    assert "1 changed answer is lost" in run.err


@pytest.mark.parametrize("choice", ["1", ASSESSMENT, ASSESSMENT.lower()])
def test_without_a_name_one_picks_from_the_list_by_number_or_name(
    ask: Callable[..., Any], cli: Callable[..., Any], kept: Callable[..., Any], choice: str
) -> None:
    cli("answer", ASSESSMENT, "IAM-18.1", "no")
    run = ask("--domain", "IAM", unnamed=True, lines=("", "9" * 5000, "Suport", choice, "IAM-18.1", "y", KEEPS, "q"))
    assert run.code == 0
    words = unwrapped(run.out)
    assert f"1 {ASSESSMENT}: 1 of 299 questions answered" in words
    assert "There is no number 9999" in words
    assert f"There is no assessment named 'Suport'; did you mean {ASSESSMENT}?" in words
    assert kept()["IAM-18.1"]["status"] == "yes"
    assert f"caiq-wizard ask {ASSESSMENT} --domain IAM" in words


def test_a_broken_file_is_named_and_the_others_can_be_picked(ask: Callable[..., Any], home: Path) -> None:
    (home / "assessments" / "torn.json").write_text("{", encoding="utf-8")
    run = ask(unnamed=True, lines=("torn", "1", "q"))
    words = unwrapped(run.out)
    assert "Cannot be read:" in words
    assert "torn.json" in words
    assert len(shown(run.out)) == 1


@pytest.mark.parametrize(("lines", "end"), [(("q",), ""), ((), END_OF_INPUT), (("n", "b", "q", "q"), "")], ids=str)
def test_nothing_is_changed_by_who_picks_nothing(
    ask: Callable[..., Any], cli: Callable[..., Any], lines: Sequence[str], end: str
) -> None:
    run = ask(unnamed=True, lines=lines, end=end)
    assert (run.code, run.err, shown(run.out)) == (0, "", [])
    assert run.out.endswith("Stopped; nothing was changed.\n")
    assert [item["name"] for item in json.loads(cli("list", "--json").out)] == [ASSESSMENT]


def test_n_sets_up_a_new_one_and_goes_on_to_its_questions(ask: Callable[..., Any], cli: Callable[..., Any]) -> None:
    set_up = ("n", "Second one", "", "", "4", "", "", "", "", "")
    run = ask("--baseline", unnamed=True, lines=(*set_up, "q"))
    assert run.code == 0
    words = unwrapped(run.out)
    assert "Created 'Second one' for AP" in words
    assert len(shown(run.out)) == 1
    assert "caiq-wizard ask 'Second one' --baseline" in words
    assert {item["name"] for item in json.loads(cli("list", "--json").out)} == {ASSESSMENT, "Second one"}


@pytest.mark.parametrize("name", [(), (ASSESSMENT,)], ids=["without a name", "with a name"])
def test_without_a_terminal_it_points_to_answer(
    make: Callable[..., None], program: Callable[..., subprocess.CompletedProcess[str]], name: tuple[str, ...]
) -> None:
    make(ASSESSMENT)
    run = program("ask", *name)
    assert (run.returncode, run.stdout) == (2, "")
    assert len(run.stderr.splitlines()) == 1
    assert "caiq-wizard answer" in run.stderr


if sys.platform != "win32":
    import termios

    from support.plain_terminal import PlainTerminal

    @pytest.fixture(params=["xterm-256color", "dumb"])
    def terminal(make: Callable[..., None], request: pytest.FixtureRequest) -> Iterator[PlainTerminal]:
        """A terminal, able or dumb, on which the first question was answered with yes and the next field waits."""
        make(ASSESSMENT, {}, *OPTIONS)
        opened = PlainTerminal(request.param, "ask", ASSESSMENT)
        try:
            opened.converse(("Your answer:", "y"))
            opened.wait_for("Saved A&A-01.1: yes.")
            opened.wait_for("How it is done:")
            yield opened
        finally:
            opened.close()

    @pytest.mark.parametrize("leave", [CONTROL_C, END_OF_INPUT, "q\r", signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
    def test_every_way_of_leaving_keeps_the_answers_and_the_terminal(
        terminal: PlainTerminal, kept: Callable[..., Any], leave: str | signal.Signals
    ) -> None:
        if isinstance(leave, str):
            terminal.type(leave)
        else:
            terminal.process.send_signal(leave)
        terminal.wait_for("Stopped at A&A-01.1: 1 of 299 answered, all saved.")
        assert termios.tcgetattr(terminal.parent) == terminal.settings
        assert terminal.end() == 0
        assert b"Traceback" not in terminal.seen
        assert kept()["A&A-01.1"]["status"] == "yes"

    def test_a_closed_terminal_keeps_the_answers(terminal: PlainTerminal, kept: Callable[..., Any]) -> None:
        os.close(terminal.parent)
        assert terminal.wait() == 0
        assert kept()["A&A-01.1"]["status"] == "yes"

    def test_kill_9_keeps_what_was_said_to_be_saved(terminal: PlainTerminal, kept: Callable[..., Any]) -> None:
        terminal.type("by a policy\r")
        terminal.wait_for("Saved.")
        terminal.process.kill()
        terminal.process.wait()
        assert kept()["A&A-01.1"]["description"] == "by a policy"

    @pytest.mark.parametrize("terminal", ["dumb"], indirect=True)
    def test_a_dumb_terminal_gets_plain_lines_only(terminal: PlainTerminal) -> None:
        terminal.type("by a policy\r")
        terminal.wait_for("Question 2 of 299")
        assert b"\x1b" not in terminal.seen

    @pytest.mark.parametrize("kind", ["xterm-256color", "dumb"])
    def test_an_empty_home_leads_through_the_set_up_to_the_first_question(
        cli: Callable[..., Any], home: Path, kind: str
    ) -> None:
        terminal = PlainTerminal(kind, "ask")
        try:
            terminal.converse(
                ("Enter sets up the first one, q quits:", ""),
                ("Name:", "Pilot"),
                ("Organisation:", ""),
                ("System:", ""),
                ("Roles:", "ap"),
                ("Use case:", ""),
                ("Phase now:", ""),
                ("Preparing for:", ""),
                ("Lenses:", ""),
                ("Enter makes it", ""),
                ("Your answer:", "q"),
            )
            terminal.wait_for("Stopped at ")
            assert terminal.end() == 0
        finally:
            terminal.close()
        assert kind != "dumb" or b"\x1b" not in terminal.seen
        assert [item["name"] for item in json.loads(cli("list", "--json").out)] == ["Pilot"]
        assert len(list((home / "assessments").glob("*.json"))) == 1

    def test_a_terminal_without_a_screen_is_told_the_plain_way_that_fits(make: Callable[..., None]) -> None:
        for command in ("new", "ask"):
            terminal = PlainTerminal("dumb")
            try:
                terminal.wait_for(f"use plain prompts instead: 'caiq-wizard {command}'")
                assert terminal.end() == 2
            finally:
                terminal.close()
            if command == "new":
                make(ASSESSMENT)


@pytest.fixture
def next_year(ask: Callable[..., Any], cli: Callable[..., Any]) -> Callable[..., Any]:
    """Call ``ask`` for a year that was begun from one with three answers: ``next_year(lines=("k",))``."""
    for question, status in (("IAM-01.1", "yes"), ("IAM-02.1", "no"), ("IAM-03.1", "partial")):
        assert cli("answer", ASSESSMENT, question, status, "--description", f"about {question}").code == 0
    assert cli("new", "Next", "--from", ASSESSMENT).code == 0

    def do(*options: str, lines: Sequence[str]) -> Any:
        return ask("Next", *options, lines=lines, unnamed=True)

    return do


def _of_next_year(cli: Callable[..., Any]) -> dict[str, Any]:
    exported = json.loads(cli("export", "Next", "json", "--output", "-").out)
    return {answer["question"]: (answer["status"], bool(answer["review"])) for answer in exported["answers"]}


def test_what_was_carried_over_is_gone_through_and_kept_or_given_anew(
    next_year: Callable[..., Any], cli: Callable[..., Any]
) -> None:
    run = next_year("--review", lines=("k", "s", "u", "k", "k", "n"))
    assert "3 answers to look at again" in run.out
    assert "Still true: keep the answer below as it is" in run.out
    assert "from 'Support'" in run.out
    assert "2 of 3 answers were looked at again, 1 are left." in run.out
    assert _of_next_year(cli) == {"IAM-01.1": ("yes", False), "IAM-02.1": ("no", True), "IAM-03.1": ("partial", False)}
    assert "waits for another look" in next_year("--domain", "A&A", "--review", lines=()).out


def test_a_status_looks_at_an_answer_too_a_note_does_not_and_undo_brings_the_mark_back(
    next_year: Callable[..., Any], cli: Callable[..., Any]
) -> None:
    run = next_year("--review", lines=("t", "still so", "a", "not here", "k", "u", "q"))
    assert "1 of 3 answers were looked at again, 2 are left." in run.out
    assert "caiq-wizard ask Next --review" in run.out
    assert _of_next_year(cli) == {"IAM-01.1": ("na", False), "IAM-02.1": ("no", True), "IAM-03.1": ("partial", True)}


def test_what_nobody_carried_over_cannot_be_kept(ask: Callable[..., Any]) -> None:
    assert "does not wait for another look" in ask(lines=("k", "q")).out
