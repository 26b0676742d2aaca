"""``import``: a json export comes back whole; what differs is decided as the person chose."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import wizard.prompts
from wizard.store.home import Home
from wizard.store.repository import Repository

OLD, MIDDLE, NEW = "2026-01-01T08:00:00+00:00", "2026-02-01T08:00:00+00:00", "2026-03-01T08:00:00+00:00"
FULL = {
    "question": "IAM-01.1",
    "status": "yes-gaps",
    "ownership": "Shared OSP-AP",
    "description": "wie es läuft 🙂\nsecond line\twith a tab",
    "responsibilities": "=1+1",
    "evidence": ["a.pdf", "[/] b.pdf", "@c"],
    "remediation": {"action": "mend it", "owner": "a team", "due": "2027-03-31", "effort": "weeks"},
    "accepted_risk": {"reason": "few users", "until": "2027-12-31"},
    "note": "  blanks kept  ",
    "flagged": True,
    "respondent": "the platform team",
    "method": "examined",
    "confidence": "low",
    "review": "the question was reworded",
    "changed": "2026-05-06T07:08:09.123456+02:00",
}
ONLY_A_NOTE = {"question": "IAM-02.1", "note": "no status yet"}
# Ours and theirs meet in every way: theirs newer, ours newer, the same, only theirs, only ours, one without a time.
OURS = [
    {"question": "IAM-01.1", "status": "yes", "note": "ours", "changed": OLD},
    {"question": "IAM-02.1", "status": "yes", "note": "ours", "changed": NEW},
    {"question": "IAM-03.1", "status": "no", "changed": OLD},
    {"question": "IAM-05.1", "status": "partial", "note": "ours", "changed": MIDDLE},
    {"question": "IAM-06.1", "status": "yes", "note": "ours", "changed": MIDDLE},
]
THEIRS = [
    {"question": "IAM-01.1", "status": "no", "note": "theirs", "changed": MIDDLE},
    {"question": "IAM-02.1", "status": "no", "note": "theirs", "changed": MIDDLE},
    {"question": "IAM-03.1", "status": "no", "changed": NEW},
    {"question": "IAM-04.1", "status": "na", "description": "no such part", "changed": OLD},
    {"question": "IAM-06.1", "status": "no", "note": "theirs"},
]
NEWER_THERE, OLDER_THERE, SAME, ONLY_THERE, ONLY_HERE, TIMELESS = (
    *("IAM-01.1", "IAM-02.1", "IAM-03.1", "IAM-04.1", "IAM-05.1", "IAM-06.1"),
)


@pytest.fixture
def exported(cli: Callable[..., Any]) -> Callable[..., Any]:
    """The json export of an assessment, without the time of the export."""

    def do(name: str, *options: str) -> Any:
        run = cli("export", name, "json", "--output", "-", *options)
        assert run.code == 0, run.err
        document = json.loads(run.out)
        document.pop("made")
        return document

    return do


@pytest.fixture
def statuses(exported: Callable[..., Any]) -> Callable[..., dict[str, str]]:
    """The statuses of X by question."""

    def do() -> dict[str, str]:
        return {answer["question"]: answer["status"] for answer in exported("X")["answers"]}

    return do


@pytest.fixture
def theirs(make: Callable[..., None]) -> str:
    """X with our answers, and a file with theirs."""
    make("X", OURS)
    Path("theirs.json").write_text(json.dumps({"answers": THEIRS}), encoding="utf-8")
    return "theirs.json"


def test_an_export_makes_the_same_assessment_in_another_home(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    options = ("--role", "OSP", "AP", "--phase", "production", "--use-case", "agent")
    make("X", [FULL, ONLY_A_NOTE], *options, "--organization", "die Ämter & andere", "--system", "a <chat>")
    cli("answer", "X", "IAM-01.1", "no", "--note", "worse", "--respondent", "the risk team")
    with Repository(Home(home)).open("X") as file:
        file.keep_position("IAM-02.1")
    cli("export", "X", "json", "--output", "x.json")
    before = exported("X")
    assert len(before["history"]) == 3
    elsewhere = ("--home", str(tmp_path / "elsewhere"))
    assert cli("import", "X", "x.json", *elsewhere).code == 0
    assert exported("X", *elsewhere) == before


def test_the_worked_example_comes_back_whole_under_another_name(
    cli: Callable[..., Any], exported: Callable[..., Any]
) -> None:
    cli("demo", "--output", "demo")
    (name,) = (item["name"] for item in json.loads(cli("list", "--json").out))
    cli("export", name, "json", "--output", "example.json")
    assert cli("import", "Copy", "example.json").code == 0
    copy = exported("Copy")
    assert len(copy["answers"]) > 100
    assert copy == {**exported(name), "name": "Copy"}


def test_every_field_of_an_answer_is_taken(make: Callable[..., None], exported: Callable[..., Any]) -> None:
    make("X", [FULL])
    assert exported("X")["answers"] == [FULL]


def test_the_document_holds_what_show_says_and_all_answers_in_questionnaire_order(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[..., Any]
) -> None:
    make("X", {"UEM-01.1": "no", "AIS-01.1": "yes", "IAM-01.1": "na"})
    document, shown = exported("X"), json.loads(cli("show", "X", "--json").out)
    del shown["insights"]  # follow from the answers, and would make the document three times as large
    assert {name: document[name] for name in shown} == shown
    assert [answer["question"] for answer in document["answers"]] == ["AIS-01.1", "IAM-01.1", "UEM-01.1"]


def test_importing_again_what_is_there_changes_nothing(
    cli: Callable[..., Any], make: Callable[..., None], home: Path
) -> None:
    make("X", [FULL, ONLY_A_NOTE])
    cli("export", "X", "json", "--output", "x.json")
    before = (home / "assessments" / "x.json").read_bytes()
    assert cli("import", "X", "x.json").code == 0
    assert (home / "assessments" / "x.json").read_bytes() == before


def test_the_profile_of_an_assessment_that_exists_stays(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[..., Any]
) -> None:
    make("Theirs", [FULL], "--role", "MP", "--phase", "scale")
    make("X", {}, "--role", "AP")
    cli("export", "Theirs", "json", "--output", "theirs.json")
    before = exported("X")
    assert cli("import", "X", "theirs.json").code == 0
    after = exported("X")
    assert after["answers"] == [FULL]
    for field in ("name", "roles", "phase", "target_phase", "use_case", "created"):
        assert after[field] == before[field]


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        ("theirs", {NEWER_THERE, OLDER_THERE, ONLY_THERE, TIMELESS}),
        ("ours", {ONLY_THERE}),
        ("newer", {NEWER_THERE, ONLY_THERE}),
    ],
)
def test_differing_answers_are_decided_as_chosen(
    cli: Callable[..., Any], theirs: str, exported: Callable[..., Any], choice: str, taken: set[str]
) -> None:
    run = cli("import", "X", theirs, "--on-conflict", choice)
    assert (run.code, run.err) == (0, "")
    assert str(len(taken)) in run.out
    now = {answer["question"]: answer for answer in exported("X")["answers"]}
    ours = {answer["question"]: answer for answer in OURS}
    incoming = {answer["question"]: answer for answer in THEIRS}
    assert set(now) == set(ours) | set(incoming)
    for question, answer in now.items():
        source = incoming[question] if question in taken else ours[question]
        assert (answer["status"], answer["note"]) == (source["status"], source.get("note", ""))


def test_taken_answers_keep_their_time_and_the_history_names_the_file(
    cli: Callable[..., Any], theirs: str, exported: Callable[..., Any]
) -> None:
    before = exported("X")["history"]
    cli("import", "X", theirs, "--on-conflict", "newer")
    after = exported("X")
    assert {answer["question"]: answer["changed"] for answer in after["answers"]}[NEWER_THERE] == MIDDLE
    assert after["history"][: len(before)] == before
    added = after["history"][len(before) :]
    assert {entry["question"] for entry in added} == {NEWER_THERE, ONLY_THERE}
    assert all("theirs.json" in entry["who"] for entry in added)
    (changed,) = (entry for entry in added if entry["question"] == NEWER_THERE)
    assert changed["from"] == {"status": "yes", "note": "ours"}
    assert changed["to"] == {"status": "no", "note": "theirs"}


@pytest.mark.parametrize("choice", [(), ("--on-conflict", "theirs")])
def test_a_dry_run_tells_and_changes_nothing(
    cli: Callable[..., Any], theirs: str, disk: Callable[[], Any], choice: tuple[str, ...]
) -> None:
    before = disk()
    run = cli("import", "X", theirs, "--dry-run", *choice)
    assert (run.code, run.err) == (0, "")
    assert disk() == before
    lines = run.out.splitlines()
    told = {question: line for line in lines for question in line.replace(":", " ").split() if question[:4] == "IAM-"}
    assert set(told) == {NEWER_THERE, OLDER_THERE, ONLY_THERE, TIMELESS}
    assert "status" in told[NEWER_THERE]
    assert "note" in told[NEWER_THERE]
    assert all(word in lines[-1] for word in ("1 new", "3 differ", "1 the same"))


def test_a_dry_run_into_nothing_makes_nothing(
    cli: Callable[..., Any], make: Callable[..., None], disk: Callable[[], Any]
) -> None:
    make("X", [FULL])
    cli("export", "X", "json", "--output", "x.json")
    before = disk()
    run = cli("import", "Other", "x.json", "--dry-run")
    assert run.code == 0
    assert "Other" in run.out
    assert disk() == before


def test_without_a_terminal_nobody_is_asked_and_nothing_changes(
    cli: Callable[..., Any], theirs: str, disk: Callable[[], Any]
) -> None:
    before = disk()
    run = cli("import", "X", theirs)
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "3 answers" in run.err
    assert "--on-conflict" in run.err
    assert disk() == before


def test_without_differences_nobody_needs_to_be_asked(
    cli: Callable[..., Any], make: Callable[..., None], statuses: Callable[[], Any]
) -> None:
    make("X", {"IAM-01.1": "yes"})
    answers = [{"question": "IAM-01.1", "status": "yes"}, {"question": "IAM-02.1", "status": "no"}]
    Path("more.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    assert cli("import", "X", "more.json").code == 0
    assert statuses() == {"IAM-01.1": "yes", "IAM-02.1": "no"}


@pytest.mark.parametrize(("reply", "status"), [(True, "no"), (False, "yes")])
def test_at_a_terminal_the_person_decides(
    cli: Callable[..., Any],
    theirs: str,
    statuses: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
    reply: bool,
    status: str,
) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return reply

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(wizard.prompts, "confirm", confirm)
    assert cli("import", "X", theirs).code == 0
    assert len(asked) == 1
    assert "3 answers differ" in asked[0]
    found = statuses()
    assert (found[NEWER_THERE], found[OLDER_THERE], found[ONLY_THERE]) == (status, "yes", "na")


def test_a_null_and_a_missing_field_mean_the_same(make: Callable[..., None], exported: Callable[..., Any]) -> None:
    fields = ("ownership", "description", "evidence", "remediation", "note", "respondent", "method", "changed")
    make("X", [{"question": "IAM-01.1", "status": "no", **dict.fromkeys(fields)}])
    make("Y", [{"question": "IAM-01.1", "status": "no"}])
    (one,), (two,) = exported("X")["answers"], exported("Y")["answers"]
    one.pop("changed"), two.pop("changed")
    assert one == two


def test_a_time_at_the_edge_of_the_calendar_never_stands_in_the_way_of_an_export(
    cli: Callable[..., Any], make: Callable[..., None]
) -> None:
    make("X")
    answers = [{"question": "IAM-01.1", "status": "no", "changed": "0001-01-01T00:00:00+01:00"}]
    Path("early.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    assert cli("import", "X", "early.json").code in (0, 2)
    assert cli("export", "X", "csv", "--output", "-").code == 0
