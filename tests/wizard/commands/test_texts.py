"""``texts`` on the command line, and whatever else speaks in published words: the atlas, the doctor, and no export."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.aicm_books import MARK, Aicm, guideline_text, question_text, specification_text

from questionnaires.model import Bank


def words(text: str) -> str:
    """The text without its line breaks, to look for sentences that were wrapped."""
    return " ".join(text.split())


@pytest.fixture
def aicm() -> str:
    return str(Aicm().written(Path("aicm.xlsx")))


def test_it_says_what_was_taken_what_is_there_and_what_is_shown(cli: Callable[..., Any], aicm: str, home: Path) -> None:
    nothing = cli("texts")
    assert (nothing.code, nothing.err) == (0, "")
    assert "No published wording is here" in nothing.out
    assert not home.exists()

    taken = cli("texts", aicm)
    assert (taken.code, taken.err) == (0, "")
    assert "Took AI-CAIQ 1.1.1 from aicm.xlsx: 320 questions." in taken.out
    assert "Took AICM 1.1.1 from aicm.xlsx: 247 specifications, 1,482 implementation guidelines" in taken.out
    assert "enter no export" in taken.out
    assert "Shown: our words, and the published ones below them." in taken.out

    there = cli("texts")
    assert "AI-CAIQ 1.1.1: 320 questions; taken from aicm.xlsx on 20" in there.out
    assert "988 mappings; taken from aicm.xlsx" in there.out

    assert "Shown: our words alone." in cli("texts", "--show", "ours").out
    assert "Shown: our words alone." in cli("texts").out
    removed = cli("texts", "--remove")
    assert (removed.code, removed.out) == (0, "The published wording is removed; our own words are shown.\n")
    assert not (home / "texts").exists()
    assert cli("texts", "--remove").out == "There was nothing to remove.\n"


def test_a_questionnaire_replaces_the_questions_and_keeps_the_rest(cli: Callable[..., Any], aicm: str) -> None:
    cli("texts", aicm)
    newer = Aicm(version="1.1.2", parts=("questions",), text=lambda text: text.replace("stable", "meadow"))
    run = cli("texts", str(newer.written(Path("caiq.xlsx"))))
    assert (run.code, run.err) == (0, "")
    published = json.loads(cli("atlas", "AIS-08", "--json").out)["published"]
    assert published["questionnaire"] == {"name": "AI-CAIQ", "version": "1.1.2", "file": "caiq.xlsx"}
    assert published["matrix"] == {"name": "AICM", "version": "1.1.1", "file": "aicm.xlsx"}
    assert published["questions"]["AIS-08.1"] == question_text("AIS-08.1").replace("stable", "meadow")
    assert published["implementation"]["OSP"] == guideline_text("implementation", "OSP", "AIS-08")


def test_what_is_not_quite_as_expected_is_said(cli: Callable[..., Any]) -> None:
    newer = Aicm(version="1.2.0", extra_ids=("AIS-16",)).written(Path("newer.xlsx"))
    silent = Aicm(stamp="").written(Path("silent.xlsx"))
    said = words(cli("texts", str(newer)).out)
    assert "does not know version 1.2.0 yet" in said
    assert "There is 1 id in it that CSA AI Controls Matrix 1.1 does not have: AIS-16." in said
    assert "It does not say its version" in cli("texts", str(silent)).out
    assert "AICM, version unknown: 247 specifications" in cli("texts").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.xlsx",), "cannot read nowhere.xlsx"),
        ((".",), "is a folder"),
        (("",), "type the path"),
        (("notes.txt",), "notes.txt is no workbook"),
        (("cut.xlsx",), "cut.xlsx cannot be read as a workbook"),
        (("old.xlsx",), "old.xlsx is of version 1.0.3, in which many ids mean other controls"),
        (("--show", "their"), "'their' is not a known choice"),
        (("old.xlsx", "--remove"), "--remove stands alone"),
        (("--remove", "--show", "ours"), "--remove stands alone"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    cli: Callable[..., Any], aicm: str, home: Path, arguments: tuple[str, ...], said: str
) -> None:
    cli("texts", aicm)
    Path("notes.txt").write_text("no workbook", encoding="utf-8")
    Path("cut.xlsx").write_bytes(Path(aicm).read_bytes()[:20_000])
    Aicm(version="1.0.3").written(Path("old.xlsx"))
    before = {path: path.read_bytes() for path in (home / "texts").iterdir()}
    run = cli("texts", *arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("caiq-wizard: ")
    assert said in run.err
    assert len(run.err.splitlines()) == 1
    assert {path: path.read_bytes() for path in (home / "texts").iterdir()} == before


def test_the_atlas_speaks_in_the_words_that_were_chosen(cli: Callable[..., Any], aicm: str, bank: Bank) -> None:
    ours = cli("atlas", "AIS-08").out
    assert json.loads(cli("atlas", "AIS-08", "--json").out)["published"] is None
    cli("texts", aicm)
    question = bank.question("AIS-08.1").text
    asked = words(question_text("AIS-08.1"))

    both = words(cli("atlas", "AIS-08").out)
    assert f"AIS-08.1 {question} AI-CAIQ 1.1.1: {asked}" in both
    assert f"Specification (AICM 1.1.1) {specification_text('AIS-08')}" in both
    assert f"Implementation guidelines: OSP (AICM 1.1.1) 1. Feed the {MARK} of AIS-08 (implementation, OSP)." in both
    assert f"Auditing guidelines: AIC (AICM 1.1.1) 1. Feed the {MARK} of AIS-08 (auditing, AIC)." in both
    assert f"Mappings in your workbook (AICM 1.1.1) AIUC-1: No Gap {MARK} 1 · AIS-08 2 EU AI Act: No Gap" in both
    assert "Harbour Code 7: No Gap" in both
    assert "Addendum" not in both, "N/A is nothing to read"

    cli("texts", "--show", "published")
    published = words(cli("atlas", "AIS-08").out)
    assert f"AIS-08.1 AI-CAIQ 1.1.1: {asked}" in published
    assert question not in published
    assert words(bank.controls["AIS-08"].text.intent) in published, "nobody else has said that"

    cli("texts", "--show", "ours")
    assert cli("atlas", "AIS-08").out == ours
    cli("texts", "--show", "both")
    cli("texts", "--remove")
    assert cli("atlas", "AIS-08").out == ours


def test_guidelines_keep_their_lines_and_stand_once_for_all_who_are_told_the_same(cli: Callable[..., Any]) -> None:
    same = Aicm(
        text=lambda text: text.replace(", OSP)", ", all)").replace(", AP)", ", all)").replace("(auditing", "(x")
    )
    cli("texts", str(same.written(Path("same.xlsx"))))
    out = cli("atlas", "AIS-08").out
    assert "Implementation guidelines: OSP, AP (AICM 1.1.1)\n1. Feed" in out
    assert "(implementation, all).\n   a) Twice a day, in a bowl that it cannot tip over.\n\n2. Brush it.\n" in out


def test_damage_is_told_and_the_wizard_goes_on_in_its_own_words(cli: Callable[..., Any], aicm: str, home: Path) -> None:
    ours = cli("atlas", "AIS-08").out
    cli("texts", aicm)
    (home / "texts" / "controls.jsonl").write_bytes(b"{}")
    run = cli("atlas", "AIS-08")
    assert (run.code, run.out) == (0, ours)
    assert "controls.jsonl is damaged" in run.err
    state = cli("texts")
    assert (state.code, state.out) == (2, "")
    assert "controls.jsonl is damaged" in state.err
    doctor = cli("doctor")
    assert doctor.code == 1
    assert "LOOK  published wording  damaged" in doctor.out
    cli("texts", aicm)
    assert "ok    published wording  AI-CAIQ 1.1.1, AICM 1.1.1" in cli("doctor").out


def test_no_export_holds_a_published_word(cli: Callable[..., Any], make: Callable[..., None], aicm: str) -> None:
    make("Support", (), "--role", "OSP", "--role", "AP")
    cli("answer", "Support", "AIS-08.1", "partial", "--description", "ours")
    cli("texts", aicm, "--show", "published")
    assert MARK in cli("atlas", "AIS-08").out, "it is shown"
    for form in ("workbook", "markdown", "csv", "json"):
        run = cli("export", "Support", form, "--output", f"out-{form}")
        assert run.code == 0, run.err
    written = [path for path in Path().rglob("out-*") if path.is_file()] + [
        path for folder in Path().glob("out-*") if folder.is_dir() for path in folder.rglob("*")
    ]
    assert len({path.name for path in written}) >= 4
    for path in written:
        assert MARK not in _all_text(path).casefold(), path
    assert MARK not in "".join(
        cli(*call).out for call in (("show", "Support", "--json"), ("gaps", "Support", "--json"))
    )


def _all_text(path: Path) -> str:
    import zipfile  # noqa: PLC0415  (the one place that looks into a book)

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return path.read_text(encoding="utf-8")
