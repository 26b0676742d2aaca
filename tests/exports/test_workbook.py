"""The gap workbook as a reader finds it: sheets, figures, texts, and how it looks on screen and paper."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from questionnaires.model import Bank

SHEETS = ["Summary", "Gaps", "Answers", "Domains", "Method"]
TABLES = ["Gaps", "Answers", "Domains"]
PROFILE = ("--role", "OSP", "AP", "--phase", "production", "--target", "scale", "--use-case", "agent")
STATUSES = ("yes", "yes-gaps", "partial", "no", "na")
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.invalid","x")',
    "+1",
    "-1+1",
    "@x",
    "\t=1+1",
    "\n=1+1",
    "{=1+1}",
    "'=1+1",
    "#REF!",
    "[/]",
    "[@click=app.quit]x[/]",
    "<b>&amp;</b>",
    "🙂👩‍👩‍👧 ünïcödé 名前",
    "_x0041_ _x000D_",
    "  blanks  around  ",
    "12",
    "TRUE",
    "2027-03-31",
    "http://example.invalid/a",
    "mailto:nobody@example.invalid",
    "C:\\x",
    "%s {0} $A$1",
]
TEXT_COLUMNS = {
    "description": "Implementation description",
    "responsibilities": "Customer responsibilities",
    "note": "Note",
    "respondent": "Respondent",
}
PLAN_COLUMNS = {"action": "Corrective action", "owner": "Action owner"}
Any_ = Callable[..., Any]


def _spread(questions: list[str]) -> dict[str, str]:
    turns = (*STATUSES, None, None)
    chosen = {question: turns[number % len(turns)] for number, question in enumerate(questions)}
    return {question: status for question, status in chosen.items() if status}


@pytest.fixture
def spread(make: Any_, asked: Any_) -> dict[str, str]:
    """X, where every status and open questions take turns; the statuses by question."""
    make("X", {}, *PROFILE)
    statuses = _spread(asked("X"))
    make("Spread", statuses, *PROFILE)
    return statuses


def _answer(question: str, text: str) -> dict[str, Any]:
    return {
        "question": question,
        "status": "partial",
        "ownership": "AP-Owned",
        **dict.fromkeys(TEXT_COLUMNS, text),
        "evidence": [text, text],
        "remediation": {"action": text, "owner": text, "due": "2027-03-31", "effort": "weeks"},
        "accepted_risk": {"reason": text, "until": "2028-02-29"} if text.strip() else None,
        "flagged": True,
        "method": "tested",
        "confidence": "high",
        "changed": "2026-05-06T07:08:09+02:00",
    }


def _score_row(sheet: Any, label: str) -> dict[str, Any]:
    """The figures beside a label in the first column, by the nearest headings above."""
    (row,) = (cell.row for cell in sheet["A"] if cell.value == label)
    heading = next(n for n in range(row, 0, -1) if any(cell.value == "Asked" for cell in sheet[n]))
    return {
        sheet.cell(heading, column).value: sheet.cell(row, column).value for column in range(2, sheet.max_column + 1)
    }


def _expected_row(row: dict[str, Any], counts: dict[str, int] | None = None) -> dict[str, Any]:
    def close(value: float | None) -> Any:
        return pytest.approx(value, abs=1e-9) if value is not None else None

    expected = {
        "Asked": row["asked"],
        "Answered": row["answered"],
        "open": row["asked"] - row["answered"],
        "Assessed score": close(row["assessed"]),
        "Posture score": close(row["posture"]),
    }
    return expected | (counts or {})


def _figures(found: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """The cells to compare; an empty text stands for no score."""
    return {heading: None if found[heading] == "" else found[heading] for heading in like}


def test_the_sheets_are_there_in_reading_order(make: Any_, book: Any_) -> None:
    make("X", {"IAM-01.1": "yes"})
    assert book("X").sheetnames == SHEETS


@pytest.mark.usefixtures("spread")
def test_every_formula_is_one_of_the_calculation(book: Any_, asked: Any_, cli: Any_) -> None:
    workbook = book("Spread")
    formulas = {
        sheet.title: [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] for sheet in workbook
    }
    shown = json.loads(cli("show", "Spread", "--json").out)
    phases = {entry["phase"] for entry in json.loads(cli("scope", "Spread", "--json").out) if entry["asked"]}
    figures = 10  # asked, answered, five statuses, open, two scores
    assert {sheet: len(cells) for sheet, cells in formulas.items()} == {
        "Summary": figures * (1 + len(shown["layers"]) + len(phases)),
        "Gaps": 0,
        "Answers": 4 * len(asked("Spread")),
        "Domains": figures * (1 + len(shown["domains"])),
        "Method": 0,
    }
    calculation = re.compile(r"=(IF\(|COUNTIFS\()")
    assert all(calculation.match(cell.value) for cells in formulas.values() for cell in cells)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_the_text_that_it_is(make: Any_, book: Any_, columns: Any_, whole_text: Any_, text: str) -> None:
    make("X", [_answer("IAM-01.1", text)], "--role", "AP", f"--organization={text}", f"--system={text}")
    workbook = book("X")
    sheet = workbook["Answers"]
    at = columns(sheet)
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "IAM-01.1")
    for heading in (*TEXT_COLUMNS.values(), *PLAN_COLUMNS.values()):
        cell = sheet.cell(row, at[heading])
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert whole_text(workbook, cell) == text
    assert whole_text(workbook, sheet.cell(row, at["Evidence"])) == f"{text}\n{text}"
    (place,) = (cell.row for cell in workbook["Gaps"]["D"] if cell.value == "IAM-01.1")
    gaps = columns(workbook["Gaps"])
    for heading in ("What is missing", "Planned action", "Owner"):
        cell = workbook["Gaps"].cell(place, gaps[heading])
        assert (cell.data_type, whole_text(workbook, cell)) == ("s", text)
    facts = {row[0].value: row[1] for row in workbook["Summary"].iter_rows(max_col=2)}
    for label in ("Organisation", "System"):
        assert (facts[label].data_type, whole_text(workbook, facts[label])) == ("s", text)


@pytest.mark.parametrize("name", ["=1+1", "@x", "+1", "[/]", "a&b", "<b>", "'x'", "🙂"])
def test_the_name_of_the_assessment_is_a_text_too(make: Any_, book: Any_, name: str) -> None:
    make(name)
    cell = book(name)["Summary"]["A1"]
    assert cell.data_type == "s"
    assert cell.value.endswith(name)


@pytest.mark.parametrize("name", ["X", "a & b", "&", "2027 review", "42", "a" + "&" * 79, "🙂 &P"])
def test_the_page_header_shows_the_name_as_it_is(make: Any_, book: Any_, name: str) -> None:
    make(name)
    for sheet in book(name):
        left = sheet.oddHeader.left
        assert left.text.replace("&&", "&") == name
        assert left.size == 9
        assert sheet.oddHeader.right.text == sheet.title


def test_control_characters_are_shown_by_stand_ins(make: Any_, book: Any_, columns: Any_) -> None:
    make("X", [_answer("IAM-01.1", "a\x00b\x1b[31mc\x7fd\x9be\u202ef")])
    sheet = book("X")["Answers"]
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "IAM-01.1")
    text = sheet.cell(row, columns(sheet)["Note"]).value
    assert re.fullmatch(r"a.b.\[31mc.d.e.f", text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "_x" not in text


LONG = {
    "letters": "abcdefghij" * 7_000,
    "formula starts": "=" * 70_000,
    "emoji": "🙂" * 70_000,
    "mixed": ("x" + "🙂" * 3 + "=\n ") * 10_000,
    "escapes": "_x0041_" * 10_000,
}


@pytest.mark.parametrize("text", list(LONG.values()), ids=list(LONG))
def test_a_long_text_comes_back_whole(make: Any_, book: Any_, columns: Any_, whole_text: Any_, text: str) -> None:
    assert len(text) >= 70_000
    make(
        "X",
        [{"question": "IAM-01.1", "status": "partial", "description": text}, {"question": "IAM-02.1", "note": text}],
    )
    workbook = book("X")
    assert workbook.sheetnames == [*SHEETS, "Continuation"]
    sheet = workbook["Answers"]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    at = columns(sheet)
    assert whole_text(workbook, sheet.cell(rows["IAM-01.1"], at["Implementation description"])) == text
    assert whole_text(workbook, sheet.cell(rows["IAM-02.1"], at["Note"])) == text
    (place,) = (cell.row for cell in workbook["Gaps"]["D"] if cell.value == "IAM-01.1")
    missing = workbook["Gaps"].cell(place, columns(workbook["Gaps"])["What is missing"])
    assert whole_text(workbook, missing) == text


@pytest.mark.parametrize("text", list(LONG.values()), ids=list(LONG))
def test_no_cell_holds_more_than_the_format_allows_and_no_piece_is_a_formula(make: Any_, book: Any_, text: str) -> None:
    make("X", [{"question": "IAM-01.1", "status": "partial", "description": text}])
    cells = [cell for sheet in book("X") for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert max(len(cell.value.encode("utf-16-le")) // 2 for cell in cells) > 30_000
    texts = [cell for cell in cells if cell.data_type != "f"]
    assert all(cell.data_type == "s" for cell in texts if cell.parent.title == "Continuation")
    assert max(len(cell.value.encode("utf-16-le")) // 2 for cell in texts) <= 32_767


@pytest.mark.parametrize(
    ("text", "continued"),
    [("x" * 32_767, False), ("x" * 32_768, True), ("🙂" * 16_383 + "x", False), ("🙂" * 16_384, True)],
    ids=["full", "one more", "full of emoji", "one unit more"],
)
def test_only_what_does_not_fit_is_continued(
    make: Any_, book: Any_, columns: Any_, whole_text: Any_, text: str, continued: bool
) -> None:
    make("X", [{"question": "IAM-01.1", "status": "yes", "description": text}])
    workbook = book("X")
    assert ("Continuation" in workbook.sheetnames) is continued
    sheet = workbook["Answers"]
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "IAM-01.1")
    assert whole_text(workbook, sheet.cell(row, columns(sheet)["Implementation description"])) == text


def test_answers_hold_every_asked_question_with_all_that_was_said(
    make: Any_, book: Any_, table: Any_, asked: Any_, bank: Bank
) -> None:
    make("X", [_answer("IAM-01.1", "said")])
    rows = table(book("X", data_only=True)["Answers"])
    assert [row["Question ID"] for row in rows] == asked("X")
    for row in rows:
        control = bank.control_of(row["Question ID"])
        assert row["Question"] == bank.questions[row["Question ID"]].text
        assert (row["Control"], row["Control title"], row["Domain"]) == (control.id, control.title, control.domain_code)
        assert (row["Layer"], row["Phase"], row["Weight"]) == (control.layer, control.phase, control.weight)
        assert (row["Auditor verdict"], row["Auditor comment"]) == (None, None)
    (mine,) = (row for row in rows if row["Question ID"] == "IAM-01.1")
    assert {heading: mine[heading] for heading in (*TEXT_COLUMNS.values(), *PLAN_COLUMNS.values())} == dict.fromkeys(
        (*TEXT_COLUMNS.values(), *PLAN_COLUMNS.values()), "said"
    )
    assert (mine["Status"], mine["SSRM ownership"], mine["Evidence"]) == ("partial", "AP-Owned", "said\nsaid")
    assert (mine["Effort"], mine["Method"], mine["Confidence"]) == ("weeks", "tested", "high")
    assert mine["Flag"]
    assert mine["Due"] == datetime.combine(date(2027, 3, 31), datetime.min.time())
    assert mine["Risk accepted because"] == "said"
    assert mine["Risk accepted until"] == datetime.combine(date(2028, 2, 29), datetime.min.time())
    assert mine["Last change (UTC)"] == datetime(2026, 5, 6, 5, 8, 9)  # noqa: DTZ001  (a cell has no time zone)


def test_the_first_columns_are_those_of_the_questionnaire(make: Any_, book: Any_) -> None:
    make("X")
    headings = [cell.value for cell in book("X")["Answers"][1]][:6]
    assert headings[0] == "Question ID"
    assert headings[1] == "Question"
    assert "CAIQ answer" in headings[2]
    assert "ownership" in headings[3]
    assert "description" in headings[4]
    assert "responsibilities" in headings[5]


def test_column_c_says_what_the_questionnaire_wants(book: Any_, table: Any_, spread: dict[str, str]) -> None:
    words = {"yes": "YES", "yes-gaps": "YES", "partial": "NO", "no": "NO", "na": "NA", None: None}
    for row in table(book("Spread", data_only=True)["Answers"]):
        assert row["AI-CAIQ answer"] == words[spread.get(row["Question ID"])]
        assert row["Status"] == spread.get(row["Question ID"])


def test_each_row_calculates_its_credit_and_points(book: Any_, table: Any_, spread: dict[str, str]) -> None:
    credit = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4, "no": 0.0}
    for row in table(book("Spread", data_only=True)["Answers"]):
        status, weight = spread.get(row["Question ID"]), row["Weight"]
        scored = status in credit
        assert (row["Credit"] or 0) == (credit[status] if scored else 0)
        assert row["Points"] == pytest.approx(weight * credit[status] if scored else 0)
        assert row["Assessed weight"] == (weight if scored else 0)
        assert row["Posture weight"] == (0 if status == "na" else weight)


@pytest.mark.parametrize("kind", ["spread", "empty", "all na", "all yes"])
def test_the_figures_are_those_that_show_tells(make: Any_, book: Any_, asked: Any_, cli: Any_, kind: str) -> None:
    make("Scope", {}, *PROFILE)
    questions = asked("Scope")
    answers = {
        "spread": _spread(questions),
        "empty": {},
        "all na": dict.fromkeys(questions, "na"),
        "all yes": dict.fromkeys(questions, "yes"),
    }
    make("X", answers[kind], *PROFILE)
    shown = json.loads(cli("show", "X", "--json").out)
    workbook = book("X", data_only=True)
    counts = {
        words: shown["counts"][status]
        for words, status in (
            *(("yes", "yes"), ("yes, with gaps", "yes_gaps"), ("partial", "partial")),
            *(("no", "no"), ("not applicable", "na")),
        )
    }
    total = _expected_row({**shown["counts"], **shown["score"]}, counts)
    for sheet, label in (("Summary", "All asked questions"), ("Domains", "All")):
        assert _figures(_score_row(workbook[sheet], label), total) == total
    for layer in shown["layers"]:
        expected = _expected_row(layer)
        assert _figures(_score_row(workbook["Summary"], layer["title"]), expected) == expected
    for domain in shown["domains"]:
        expected = _expected_row(domain)
        assert _figures(_score_row(workbook["Domains"], domain["code"]), expected) == expected


@pytest.mark.usefixtures("spread")
def test_the_domains_sheet_has_a_row_for_each_domain(book: Any_, table: Any_, cli: Any_) -> None:
    domains = json.loads(cli("show", "Spread", "--json").out)["domains"]
    rows = table(book("Spread", data_only=True)["Domains"])
    assert [(row["Code"], row["Domain"]) for row in rows[:-1]] == [(item["code"], item["title"]) for item in domains]
    assert sum(row["Asked"] for row in rows[:-1]) == rows[-1]["Asked"]


@pytest.mark.usefixtures("spread")
def test_the_summary_tells_readiness_and_who_and_what(book: Any_, cli: Any_) -> None:
    shown = json.loads(cli("show", "Spread", "--json").out)
    sheet = book("Spread", data_only=True)["Summary"]
    start = next(cell.row for cell in sheet["A"] if cell.value == "Ready for")
    shares = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(start + 1, start + 4)}
    assert shares == {phase: pytest.approx(share, abs=1e-9) for phase, share in shown["readiness"].items()}
    facts = {row[0].value: row[1].value for row in reversed(list(sheet.iter_rows(max_col=2)))}  # the first one counts
    assert facts["Roles"] == "OSP, AP"
    assert facts["Use case"] == "agent"
    assert "production" in facts["Phase"]
    assert "scale" in facts["Phase"]
    assert str(shown["counts"]["asked"]) in facts["Scope"]


@pytest.mark.usefixtures("spread")
def test_the_gaps_sheet_is_the_ranking(book: Any_, table: Any_, cli: Any_) -> None:
    gaps = json.loads(cli("gaps", "Spread", "--json").out)
    rows = table(book("Spread", data_only=True)["Gaps"])
    assert len(rows) == len(gaps)
    for row, gap in zip(rows, gaps, strict=True):
        assert (row["Rank"], row["Question"], row["Control title"]) == (gap["rank"], gap["question"], gap["title"])
        assert row["Priority"] == pytest.approx(gap["priority"], abs=1e-9)
        assert row["Status"] == (gap["status"] or "open")
        assert (row["Domain"], row["Layer"], row["Phase"]) == (gap["domain"], gap["layer"], gap["phase"])
        assert (row["ATT&CK techniques"] or "") == ", ".join(gap["techniques"])
        assert row["Recommended step"]
        for framework, requirements in gap["mappings"].items():
            assert f"{framework}: {', '.join(requirements)}" in row["Standards"]


@pytest.mark.usefixtures("spread")
def test_the_summary_shows_the_first_ten_gaps(book: Any_, cli: Any_) -> None:
    first = [gap["question"] for gap in json.loads(cli("gaps", "Spread", "--json").out)[:10]]
    cells = [str(cell.value).split()[0] for cell in book("Spread")["Summary"]["A"] if cell.value]
    assert [word for word in cells if re.fullmatch(r"[A-Z&]{3}-\d\d\.\d", word)] == first


def test_no_gaps_are_said_in_words(make: Any_, book: Any_, asked: Any_) -> None:
    make("Scope")
    make("X", dict.fromkeys(asked("Scope"), "yes"))
    workbook = book("X")
    assert "No gaps" in workbook["Gaps"]["A2"].value
    assert any("No gaps" in str(cell.value) for cell in workbook["Summary"]["A"])


def test_the_method_sheet_says_how_each_figure_is_made(make: Any_, book: Any_) -> None:
    make("X")
    text = "\n".join(str(cell.value) for cell in book("X")["Method"]["A"] if cell.value)
    for word in ("credit 0.8", "credit 0.4", "100 times", "weigh 3", "Urgency is 3", "Readiness"):
        assert word in text


def test_only_the_example_is_marked_as_made_up(make: Any_, book: Any_, cli: Any_) -> None:
    make("X")
    cli("demo", "--output", "out")
    (example,) = {item["name"] for item in json.loads(cli("list", "--json").out)} - {"X"}
    marked = {
        name: any("made-up" in str(cell.value) for cell in book(name)["Summary"]["A"][:5]) for name in ("X", example)
    }
    assert marked == {"X": False, example: True}


@pytest.mark.usefixtures("spread")
@pytest.mark.parametrize("title", TABLES)
def test_headings_and_first_columns_stay_in_sight(book: Any_, columns: Any_, title: str) -> None:
    sheet = book("Spread")[title]
    last = {"Gaps": "Question", "Answers": "Question", "Domains": "Domain"}[title]
    frozen = sheet[sheet.freeze_panes]
    assert frozen.row == 2
    assert frozen.column == columns(sheet)[last] + 1


@pytest.mark.usefixtures("spread")
@pytest.mark.parametrize("title", TABLES)
def test_the_filter_covers_every_row_and_column(book: Any_, columns: Any_, title: str) -> None:
    sheet = book("Spread")[title]
    rows = sheet.max_row - (title == "Domains")  # the sum below the domains is not filtered away
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(rows, max(columns(sheet).values())).coordinate}"


@pytest.mark.usefixtures("spread")
def test_every_sheet_is_ready_for_paper(book: Any_) -> None:
    workbook = book("Spread")
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert "&P" in sheet.oddFooter.right.text
        assert not sheet.sheet_view.showGridLines
    assert [workbook[title].page_setup.orientation for title in SHEETS] == [
        *("portrait", "landscape", "landscape", "landscape", "portrait"),
    ]
    for title in TABLES:
        assert workbook[title].print_title_rows == "$1:$1"
    for title in SHEETS[1:]:
        assert workbook[title].page_setup.fitToHeight == 0
    assert workbook["Summary"].page_setup.fitToHeight in (None, 1)


@pytest.mark.usefixtures("spread")
def test_scores_are_shown_with_one_decimal_and_kept_whole(book: Any_, columns: Any_) -> None:
    workbook = book("Spread")
    sheet = workbook["Domains"]
    at = columns(sheet)
    for row in range(2, sheet.max_row + 1):
        assert {sheet.cell(row, at[name]).number_format for name in ("Assessed score", "Posture score")} == {"0.0"}


@pytest.mark.usefixtures("spread")
def test_status_and_verdict_are_chosen_from_lists(book: Any_, columns: Any_) -> None:
    sheet = book("Spread")["Answers"]
    at = columns(sheet)
    lists: list[DataValidation] = list(sheet.data_validations.dataValidation)
    found = {
        heading: {item.formula1 for item in lists if sheet.cell(row, at[heading]).coordinate in item}
        for heading in ("Status", "Auditor verdict")
        for row in (2, sheet.max_row)
    }
    assert found == {"Status": {f'"{",".join(STATUSES)}"'}, "Auditor verdict": {'"accepted,rejected"'}}


def test_an_assessment_without_answers_makes_a_whole_book(make: Any_, book: Any_, table: Any_, asked: Any_) -> None:
    make("X")
    workbook = book("X", data_only=True)
    assert workbook.sheetnames == SHEETS
    assert [row["Question"] for row in table(workbook["Gaps"])] != []
    assert {row["Status"] for row in table(workbook["Gaps"])} == {"open"}
    assert {row["Status"] for row in table(workbook["Answers"])} == {None}
    assert len(table(workbook["Answers"])) == len(asked("X"))
