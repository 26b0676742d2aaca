"""Whatever people type stands in the gap workbook as they typed it: nothing is a formula, nothing is cut."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from support.parts import Parts
from support.reports import ROWS, example_report, lens_report, small_report, with_texts, written
from support.workbooks import every_cell, formulas, opened

from exports.workbook import streaming
from exports.workbook.book import to_workbook
from exports.writing import silent

HOSTILE = [
    *("=1+1", '=HYPERLINK("http://example.invalid","x")', "+1", "-1+1", "@x", "\t=1+1", "\n=1+1", "{=1+1}", "'=1+1"),
    *(
        "#REF!",
        "[/]",
        "[@click=app.quit]x[/]",
        "<b>&amp;</b>",
        "]]>",
        "🙂👩‍👩‍👧 ünïcödé 名前",
        "_x0041_ _x000D_",
        "_x005F_",
    ),
    *("  blanks  around  ", " ", "\n", "12", "1e5", "TRUE", "2027-03-31", "http://example.invalid/a", "internal:A!A1"),
    *("mailto:nobody@example.invalid", "C:\\x", "%s {0} $A$1", "&P &N &&", "a\x00b\x1b[31m\x7f\x9b\u202e", "\ud800x"),
    *("\ufffe\uffff\U0001fffe", "a\r\nb\rc", "<>", '"', "a,b", "*?~", "é\u0301", "x" * 300, "&" * 90, "\u2028\x85"),
]
PLACES = {
    "Answers": (*("Implementation description", "Customer responsibilities", "Note", "Respondent", "Evidence"),),
    "Gaps": (
        "What is asked",
        "What is missing",
        "Recommended step",
        "Planned action",
        "Owner",
        "Risk accepted because",
    ),
    "Roadmap steps": ("Control title", "Step", "Owner"),
    "Evidence": ("Control title", "Evidence", "Remark"),
    "Scope": ("Why",),
    "History": ("Who", "Before", "After"),
    "Parking lot": ("Topic",),
    "Settled plans": ("Planned action", "Owner", "Risk accepted because"),
}
"""Where texts of people stand, in the order of the rows."""
TEXTS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40) | st.builds(
    "".join, st.lists(st.sampled_from([*HOSTILE, "=", "_x000A_", "\x0b", "\ud83d", "🙂"]), min_size=1, max_size=3)
)
NO_SHRINKING = (Phase.explicit, Phase.generate)
"""A book takes a while, and fifty texts at a time can be made smaller in ever so many ways."""
LONG = {
    "letters": "abcdefghij" * 7_000,
    "formula starts": "=" * 70_000,
    "emoji": "🙂" * 70_000,
    "mixed": ("x" + "🙂" * 3 + "=\n ") * 10_000,
    "escapes": "_x0041_" * 10_000,
    "control characters": "a\x1b" * 35_000,
}
FULL = {
    "full": ("x" * 32_767, False),
    "one more": ("x" * 32_768, True),
    "full of emoji": ("🙂" * 16_383 + "x", False),
    "one unit more": ("🙂" * 16_384, True),
}


def _visible(text: str) -> str:
    """The text with what XML cannot hold as the characters that stand for it."""
    return "".join(
        chr(0x2400 + ord(sign))
        if sign < " " and sign not in "\t\n"
        else "\ufffd"
        if "\ud800" <= sign <= "\udfff" or sign in "\ufffe\uffff"
        else sign
        for sign in text
    )


@pytest.fixture(params=["whole", "streamed"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of writing a book."""
    if request.param == "streamed":
        monkeypatch.setattr(streaming, "LARGE", 1)


def _column(parts: Parts, sheet: str, heading: str) -> list[str]:
    """The texts under a heading, whole."""
    cells = parts.texts(sheet)
    letter = next(re.sub(r"\d", "", place) for place, text in cells.items() if text == heading)
    places = [place for place in cells if re.fullmatch(rf"{letter}\d+", place)][1:]
    return [_whole(parts, sheet, place) for place in places]


def _whole(parts: Parts, sheet: str, place: str) -> str:
    """A text, put together with its pieces on the Continuation sheet as a reader would."""
    text = parts.texts(sheet)[place]
    start, mark, note = text.rpartition("… [continued on the sheet Continuation, entry ")
    if not mark:
        return text
    cells = parts.texts("Continuation")
    rows = [row for row in range(2, len(cells)) if cells.get(f"A{row}") == note.removesuffix("]")]
    assert {cells[f"B{row}"] for row in rows} == {f"{sheet} {place}"}
    assert [cells[f"C{row}"] for row in rows] == [str(number) for number in range(2, len(rows) + 2)]
    return start + "".join(cells[f"D{row}"] for row in rows)


def _check(texts: Sequence[str], usual: set[tuple[str, str]]) -> None:
    content = written(with_texts(small_report(), texts))
    workbook, parts = opened(content), Parts(content)
    shown, half = [_visible(text) for text in texts], ROWS // 2
    wanted = {"Gaps": shown[:half], "Roadmap steps": shown[:half], "Settled plans": shown[half:]}
    for sheet, columns in PLACES.items():
        own = wanted.get(sheet, shown)
        for heading in columns:
            assert _column(parts, sheet, heading)[-len(own) :] == own, (sheet, heading)
    summary = parts.texts("Summary")
    facts = {summary[place]: f"B{place[1:]}" for place in summary if re.fullmatch(r"A\d", place)}
    assert [_whole(parts, "Summary", facts[label]) for label in ("Organisation", "System")] == shown[:2]
    assert _whole(parts, "Summary", "A1").endswith(shown[0])
    assert set(formulas(workbook)) == usual
    assert {cell.data_type for cell in every_cell(workbook)} <= {"s", "n", "f", "d"}
    assert not any(cell.hyperlink for cell in every_cell(workbook) if cell.parent.title != "Summary")


def test_a_thousand_hostile_texts_come_back_as_they_were() -> None:
    usual = set(formulas(opened(written(with_texts(small_report(), ["plain"] * ROWS)))))
    assert len(usual) > 7 * ROWS

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING)
    @example((HOSTILE * 2)[:ROWS])
    @example([*reversed(HOSTILE), *HOSTILE][:ROWS])
    @given(st.lists(TEXTS, min_size=ROWS, max_size=ROWS))
    def check(texts: list[str]) -> None:
        _check(texts, usual)

    check()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("text", list(LONG.values()), ids=list(LONG))
def test_a_long_text_is_continued_and_comes_back_whole(text: str) -> None:
    assert len(text) >= 60_000
    content = written(with_texts(small_report(), [text, "plain", *["x"] * (ROWS - 2)]))
    parts = Parts(content)
    for sheet, heading in (("Answers", "Implementation description"), ("Gaps", "What is missing"), ("Scope", "Why")):
        assert _column(parts, sheet, heading)[:2] == [_visible(text), "plain"]
    assert _column(parts, "History", "Before")[0] == _visible(text)
    summary = parts.texts("Summary")
    assert any(_whole(parts, "Summary", place) == _visible(text) for place in summary if place.startswith("B"))
    units = [len(cell.value.encode("utf-16-le")) // 2 for sheet in parts.sheets for cell in parts.cells(sheet)]
    assert 30_000 < max(units) <= 32_767
    assert not any(cell.formula for cell in parts.cells("Continuation"))
    opened(content)


@pytest.mark.parametrize(("text", "continued"), list(FULL.values()), ids=list(FULL))
def test_only_what_does_not_fit_is_continued(text: str, continued: bool) -> None:
    parts = Parts(written(with_texts(small_report(), [*["x"] * (ROWS - 1), text])))
    assert ("Continuation" in parts.sheets) is continued
    assert _column(parts, "Answers", "Note")[-1] == text


def test_stand_ins_are_reported_with_their_place() -> None:
    texts = ["x"] * ROWS
    assert to_workbook(with_texts(small_report(), texts), io.BytesIO(), silent) == ()
    report = with_texts(small_report(), ["x", "y", "a\x1bb", *texts[3:]])
    target = io.BytesIO()
    (note,) = to_workbook(report, target, silent)
    sheet, cell, more = re.findall(r"see (\S+) ([A-Z]+\d+) and (\d+) more", note)[0]
    assert Parts(target.getvalue()).texts(sheet)[cell] == "a\u241bb"
    stand_ins = [
        c for s in Parts(target.getvalue()).sheets for c in Parts(target.getvalue()).cells(s) if "\u241b" in c.value
    ]
    assert len(stand_ins) == int(more) + 1


@pytest.mark.parametrize(
    "name", ["X", "a & b", "&", "2027 review", "42", "a" + "&" * 79, "\U0001f642 &P", "=1+1", "<b>"]
)
def test_the_page_header_shows_the_name_as_it_is(name: str) -> None:
    for sheet in opened(written(replace(small_report(), name=name))):
        left = sheet.oddHeader.left
        assert (left.text.replace("&&", "&"), left.size) == (name, 9)
        assert sheet.oddHeader.right.text == sheet.title


@pytest.mark.parametrize("kind", ["example", "hostile"])
def test_both_ways_of_writing_give_the_same_cells(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    report = with_texts(small_report(), (HOSTILE * 2)[:ROWS]) if kind == "hostile" else example_report()
    report = replace(report, lenses=(lens_report(),))
    whole = Parts(written(report))
    monkeypatch.setattr(streaming, "LARGE", 1)
    streamed = Parts(written(report))
    assert list(streamed.sheets) == list(whole.sheets)
    for sheet in whole.sheets:
        assert list(streamed.cells(sheet)) == list(whole.cells(sheet)), sheet
    shared = {name for name in whole.files if "sharedStrings" in name}
    assert set(whole.files) - set(streamed.files) == shared
    for name in set(streamed.files) - {f"xl/worksheets/sheet{n}.xml" for n in range(1, 30)}:
        if not name.startswith(("docProps", "[Content", "xl/_rels", "xl/styles", "xl/drawings")):
            assert streamed.files[name] == whole.files[name], name


def test_names_of_lenses_never_clash() -> None:
    lens = lens_report()
    banks = ["house-rules-for-agents-1", "house-rules-for-agents-2", "b1", "b2", "it's"]
    report = replace(small_report(), lenses=tuple(replace(lens, bank=bank) for bank in banks))
    workbook = opened(written(report))
    assert len(workbook.sheetnames) == len({name.casefold() for name in workbook.sheetnames})
    tables = [name.casefold() for sheet in workbook for name in sheet.tables]
    assert len(tables) == len(set(tables))
    assert sum(name.endswith("answers") for name in workbook.sheetnames) == len(banks)
