"""Published wording is read by headings and ids, whatever the order, and refused where the ids mean something else."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from support.aicm_books import FRAMEWORKS, NAMES, Aicm, guideline_text, question_text, specification_text

from questionnaires.model import Bank
from wizard.core.published import PublishedMapping, PublishedWorkbook
from wizard.errors import DataError
from wizard.workbooks import published_texts
from wizard.workbooks.opening import open_content
from wizard.workbooks.published import read_published

TODAY = date(2027, 1, 2)
SHARED_ACTORS = ("Shared", "CSP", "MP", "OSP", "AP", "AIC")
FIXTURE_ACTORS = {
    "shared": "Shared",
    "model_provider": "MP",
    "orchestrated_service_provider": "OSP",
    "application_provider": "AP",
    "ai_customer": "AIC",
    "cloud_service_provider": "CSP",
}


@pytest.fixture
def read(bank: Bank) -> Callable[..., PublishedWorkbook]:
    def do(book: Aicm | bytes, name: str = "book.xlsx") -> PublishedWorkbook:
        content = book.content() if isinstance(book, Aicm) else book
        return read_published(open_content(content, name), bank, TODAY)

    return do


def test_everything_is_read_by_headings_in_any_order(read: Callable[..., PublishedWorkbook], bank: Bank) -> None:
    found = read(Aicm(actors=("AP", "Shared", "CSP", "AIC", "MP", "OSP"), heading=lambda text: f" {text.upper()}\n"))
    assert found.questions is not None
    assert found.matrix is not None
    assert found.questions.texts == {name: question_text(name) for name in bank.control_by_question}
    assert found.matrix.specifications == {name: specification_text(name) for name in bank.controls}
    assert list(found.matrix.controls) == list(bank.controls)
    for name, control in found.matrix.controls.items():
        assert control.implementation == {who: guideline_text("implementation", who, name) for who in SHARED_ACTORS}
        assert control.auditing == {who: guideline_text("auditing", who, name) for who in SHARED_ACTORS[1:]}
        assert control.mappings == tuple(
            PublishedMapping(framework, f"zebra 1\n{name} 2", "No Gap", "N/A" if "Addendum" in columns else "")
            for framework, columns in FRAMEWORKS.items()
        )
    assert [found.questions.source.label, found.matrix.source.label] == ["AI-CAIQ 1.1.1", "AICM 1.1.1"]
    assert found.strange == ()


def test_sheets_of_other_names_are_known_by_their_headings(read: Callable[..., PublishedWorkbook], bank: Bank) -> None:
    tabs = {part: f"Tab {number}" for number, part in enumerate(reversed(NAMES))}
    found = read(Aicm(names=tabs))
    usual = read(Aicm())
    assert found == usual
    assert found.matrix is not None
    assert found.matrix.source.counts == {
        "specifications": len(bank.controls),
        "implementation guidelines": 6 * len(bank.controls),
        "auditing guidelines": 5 * len(bank.controls),
        "mappings": 4 * len(bank.controls),
    }


def test_a_part_of_the_matrix_is_enough(read: Callable[..., PublishedWorkbook], bank: Bank) -> None:
    found = read(Aicm(parts=("auditing",)))
    assert found.questions is None
    assert found.matrix is not None
    assert len(found.matrix.specifications) == len(bank.controls), "every sheet repeats them"
    assert not any(control.implementation or control.mappings for control in found.matrix.controls.values())


def test_ids_are_known_however_they_are_typed(read: Callable[..., PublishedWorkbook]) -> None:
    odd = read(Aicm(shown_id=lambda text: f" {text.lower().replace('-', chr(0x2011))}\u00a0".replace("&", " & ")))
    usual = read(Aicm())
    assert odd == usual


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (Aicm(version="1.0.3"), "is of version 1.0.3, in which many ids mean other controls"),
        (
            Aicm(stamp="", extra_ids=("IAM-19",)),
            "does not say its version, and has ids that 1.1 does not know (IAM-19)",
        ),
        (Aicm(stamp='{"specification_name": "Cloud Controls Matrix", "version": "4.1.0"}'), "holds the cloud controls"),
        (Aicm(names=NAMES | {"matrix": "CCM v4.1"}, stamp="4.1"), "holds the cloud controls"),
        (Aicm(parts=("questions",), text=lambda _: ""), "holds no text for a question or control"),
    ],
)
def test_what_must_not_be_taken_is_refused_with_a_reason(
    read: Callable[..., PublishedWorkbook], book: Aicm, said: str
) -> None:
    with pytest.raises(DataError) as told:
        read(book)
    assert said in str(told.value)
    assert str(told.value).startswith("book.xlsx ")


def test_versions_that_say_nothing_or_something_new_are_taken_by_id(read: Callable[..., PublishedWorkbook]) -> None:
    usual = read(Aicm())
    unknown, newer = read(Aicm(stamp="")), read(Aicm(version="1.2.0", extra_ids=("AIS-16", "XYZ-01")))
    assert [_texts(book) for book in (unknown, newer)] == [_texts(usual)] * 2
    assert [_versions(book) for book in (unknown, newer)] == [["", ""], ["1.2.0", "1.2.0"]]
    assert newer.strange == ("AIS-16", "XYZ-01")


def test_a_long_text_that_many_cells_share_is_stopped(
    read: Callable[..., PublishedWorkbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_texts, "MOST_TEXT", 1_000_000)
    with pytest.raises(DataError, match="longer texts than any workbook"):
        read(Aicm(parts=("implementation",), text=lambda _: "x" * 10_000))


def test_a_text_longer_than_a_cell_can_be_is_told_with_its_cell(read: Callable[..., PublishedWorkbook]) -> None:
    done = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(Aicm(parts=("questions",)).content())) as old,
        zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"of AIS-01.1 stand", b"of AIS-01.1 " + b"x" * 50_000))
    with pytest.raises(DataError, match=r"longer texts than any workbook of CSA's \(see the cell F\d+\)"):
        read(done.getvalue())


def test_a_book_with_our_own_words_is_not_taken_for_a_published_one(
    read: Callable[..., PublishedWorkbook], make: Callable[..., None], cli: Callable[..., Any]
) -> None:
    make("Ours")
    assert cli("export", "Ours", "workbook", "--output", "ours.xlsx").code == 0
    with pytest.raises(DataError, match="holds neither CSA's AI-CAIQ questionnaire nor the AICM"):
        read(Path("ours.xlsx").read_bytes())


def test_cells_of_every_kind_and_control_characters_are_safe(read: Callable[..., PublishedWorkbook]) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("AI-CAIQ")
    bold = book.add_format({"bold": True})
    for column, heading in enumerate(("Question", "Question ID", "Control ID")):
        sheet.write_string(0, column, heading)
    sheet.write_rich_string(1, 0, "Is it ", bold, "two\nlines", " long?  ")
    sheet.write_string(1, 1, "AIS-01.1")
    sheet.write_number(2, 0, 7)
    sheet.write_string(2, 1, "AIS-02.1")
    sheet.write_string(3, 0, "\u202eright to left\u2066 and _x001B_]0;x_x0007_")
    sheet.write_string(3, 1, "AIS-03.1")
    sheet.write_string(4, 0, "a second text")
    sheet.write_string(4, 1, "ais-01.1")
    book.close()
    found = read(target.getvalue(), "AI-CAIQ v1.1.0.xlsx").questions
    assert found is not None
    assert found.source.version == "1.1.0"
    assert found.texts["AIS-01.1"] == "Is it two\nlines long?"
    assert found.texts["AIS-02.1"] == "7"
    assert not set(found.texts["AIS-03.1"]) & set("\x1b\x07\u202e\u2066")


def test_the_layout_of_the_published_books_gives_every_text(
    read: Callable[..., PublishedWorkbook], shared: Path, bank: Bank
) -> None:
    facts = json.loads((shared / "reference/aicm-1.1.0.json").read_text(encoding="utf-8"))["controls"]
    guidelines = json.loads((shared / "reference/aicm-1.1.0-guidelines.json").read_text(encoding="utf-8"))
    found = read((shared / "fixtures/AICMv1.1.0-layout.xlsx").read_bytes())
    alone = read(next((shared / "fixtures").glob("AI_CAIQv1.1.0*")).read_bytes())
    assert found.matrix is not None
    asked = {question["id"]: _plain(question["text"]) for control in facts for question in control["questions"]}
    assert len(asked) == len(bank.control_by_question)
    for questions in (found.questions, alone.questions):
        assert questions is not None
        assert {name: _plain(text) for name, text in questions.texts.items()} == asked
        assert questions.source.label == "AI-CAIQ 1.1.0"
    assert {name: _plain(text) for name, text in found.matrix.specifications.items()} == {
        control["id"]: _plain(control["specification"]) for control in facts
    }
    for name, kinds in guidelines.items():
        control = found.matrix.controls[name]
        for kind, texts in (("implementation", control.implementation), ("auditing", control.auditing)):
            wanted = {FIXTURE_ACTORS[who]: _plain(text) for who, text in kinds[kind].items() if text}
            assert {who: _plain(text) for who, text in texts.items()} == wanted, (name, kind)
    mappings = found.matrix.controls["IAM-18"].mappings
    assert [mapping.framework for mapping in mappings] == ["BSI AI C4", "EU AI Act", "ISO/IEC 42001:2023"]
    assert [mapping.gap for mapping in mappings] == ["Partial Gap", "Full Gap", "No Gap"]
    assert alone.matrix is None


def _texts(found: PublishedWorkbook) -> Any:
    assert found.questions is not None
    assert found.matrix is not None
    return found.questions.texts, found.matrix.specifications, found.matrix.controls


def _versions(found: PublishedWorkbook) -> list[str]:
    return [part.source.version for part in (found.questions, found.matrix) if part]


def _plain(text: Any) -> str:
    return " ".join(str(text).split())


def test_the_earlier_questionnaire_is_refused(read: Callable[..., PublishedWorkbook], shared: Path) -> None:
    with pytest.raises(DataError, match=r"is of version 1\.0\.2, in which many ids mean other controls"):
        read(next((shared / "fixtures").glob("AI_CAIQv1.0.2*")).read_bytes())


def test_an_unknown_kind_of_book_gets_one_sentence(read: Callable[..., PublishedWorkbook]) -> None:
    lists = replace(Aicm(), parts=())
    with pytest.raises(DataError, match="holds neither CSA's AI-CAIQ questionnaire nor the AICM"):
        read(lists)
