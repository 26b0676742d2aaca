"""``export NAME caiq``: the official questionnaire filled in, checked before, and every byte of the template left alone."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.official import (
    ANSWER,
    DESCRIPTION,
    EARLIER,
    EXTENDED,
    FILLED_IN,
    HEADINGS,
    ID,
    NAMED,
    ON_SHEET,
    OWNERS,
    OWNERSHIP,
    PRESENT,
    RESPONSIBILITIES,
    SHARES,
    Layout,
    parts_of,
    questionnaire,
    with_part,
    without_cells,
)
from support.surgery import loaded

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TEMPLATE, COPY = Path("template.xlsx"), Path("Copy-caiq.xlsx")
NARROW = ("--role", "AP", "--phase", "prototype", "--target", "prototype", "--use-case", "assistant")


@pytest.fixture
def template() -> Callable[..., bytes]:
    """Put a template into the working folder."""

    def do(layout: Layout = PRESENT, **changes: object) -> bytes:
        content = questionnaire(layout, **changes)
        TEMPLATE.write_bytes(content)
        return content

    return do


@pytest.fixture
def export(cli: Callable[..., Any]) -> Callable[..., Any]:
    def do(*options: str, name: str = "Copy") -> Any:
        return cli("export", name, "caiq", "--template", str(TEMPLATE), *options)

    return do


def _answer(question: str, status: str, **more: object) -> dict[str, Any]:
    owner = {"ownership": "AP-Owned"} if status != "na" else {}
    return {"question": question, "status": status, "description": f"how: {question}", **owner, **more}


PLAN = {"action": "set it up", "owner": "the team", "due": "2031-01-31"}


def _sound(asked: list[str]) -> list[dict[str, Any]]:
    """Answers that break no rule: every status in turn."""
    turns = ("yes", "yes-gaps", "partial", "no", "na")
    return [
        _answer(
            question,
            turns[number % 5],
            remediation=PLAN if turns[number % 5] in ("yes-gaps", "partial", "no") else {},
            evidence=[f"https://evidence.example/{number}"] if number % 3 == 0 else [],
            responsibilities=f"theirs: {question}" if number % 2 else "",
        )
        for number, question in enumerate(asked)
    ]


def _rows(content: bytes, layout: Layout = PRESENT) -> dict[str, dict[str, Any]]:
    """What stands in columns C to F for each question, read with another library by the headings."""
    sheet = loaded(content)[layout.sheet]
    columns = {cell.value: cell.column for cell in sheet[layout.first_row] if cell.value}
    names = {heading: heading.replace("  (", " (") for heading in columns}
    found = {}
    for number in range(layout.first_row + 1, sheet.max_row + 1):
        question = sheet.cell(number, columns[ID]).value
        if question and re.fullmatch(r"\S+-\d\d\.\d+", str(question)):
            own = {names[heading]: sheet.cell(number, column).value for heading, column in columns.items()}
            found[str(question)] = own
    return found


def _expected(asked: list[str], answers: list[dict[str, Any]]) -> Mapping[str, tuple[str, str]]:
    """Columns C and D by the design's table."""
    words = {"yes": "YES", "yes-gaps": "YES", "partial": "NO", "no": "NO", "na": "NA"}
    said = {item["question"]: (words[item["status"]], item.get("ownership") or "ND") for item in answers}
    return {question: said[question] if question in asked else ("NA", "ND") for question in PRESENT.ids}


@pytest.mark.parametrize(
    "layout",
    [
        PRESENT,
        replace(PRESENT, answer_list=NAMED, owner_list=EXTENDED, answers=("Yes", "No", "Not Applicable")),
        replace(
            PRESENT,
            headings=(OWNERSHIP, "Comments", *HEADINGS[6:], DESCRIPTION, ID, RESPONSIBILITIES, "", ANSWER),
            in_front=("Read me", "AI-CAIQ notes"),
            sheet="our copy",
            owners=("CSP‑owned", "MP‑owned", "OSP‑owned", "AP‑owned", "AIC‑owned", *SHARES, "Not Determined"),
        ),
        replace(EARLIER, version="1.1.1", ids=PRESENT.ids, sheet="AI-CAIQv1.1.1"),
        replace(PRESENT, filled=dict.fromkeys(PRESENT.ids, ("NO", "MP-Owned", "last year", "last year"))),
    ],
    ids=["as it is", "lists elsewhere", "shuffled and renamed", "layout of the generator", "filled in before"],
)
def test_all_320_rows_say_what_the_answers_give_and_nothing_else_has_changed(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], oracle: Any, layout: Layout
) -> None:
    asked = oracle.asked(["AP"], "prototype", "assistant")
    answers = _sound(asked)
    make("Copy", answers, *NARROW)
    content = template(layout)
    run = export()
    assert run.code == 0, run.out + run.err
    assert str(COPY) in run.out
    assert f"{len(asked)} of {len(asked)} asked questions are answered" in run.err
    assert f"{320 - len(asked)} outside the scope" in run.err
    assert "CSA's registry" in run.err
    assert TEMPLATE.read_bytes() == content
    result = COPY.read_bytes()
    rows, said = _rows(result, layout), _expected(asked, answers)
    spellings = dict(zip(("YES", "NO", "NA"), layout.answers, strict=True)) | dict(
        zip(OWNERS, layout.owners, strict=True)
    )
    assert len(rows) == 320
    assert {question: (row[ANSWER], row[OWNERSHIP]) for question, row in rows.items()} == {
        question: tuple(spellings[word] for word in pair) for question, pair in said.items()
    }
    for item in answers:
        row = rows[item["question"]]
        assert row[DESCRIPTION].startswith(item["description"])
        parts = [*item["evidence"], *(PLAN.values() if item["remediation"] else ())]
        assert all(part in row[DESCRIPTION] for part in parts)
        assert (row[RESPONSIBILITIES] or "") == item["responsibilities"]
    outside = [row for question, row in rows.items() if question not in asked]
    assert all(row[DESCRIPTION].startswith("Outside the scope") and not row[RESPONSIBILITIES] for row in outside)
    old, new = parts_of(content), parts_of(result)
    assert [name for name in old if old[name] != new[name]] == [layout.part]
    assert list(old) == list(new)
    own = [heading for heading in layout.headings if heading.replace("  (", " (") in FILLED_IN]
    cells = [layout.address(question, heading) for question in layout.ids for heading in own]
    assert without_cells(old[layout.part], cells) == without_cells(new[layout.part], cells)


def test_what_is_not_ready_is_listed_with_its_cells_and_stops_the_export(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], oracle: Any
) -> None:
    asked = oracle.asked(["AP"], "prototype", "assistant")
    answers = _sound(asked)
    owner, plan, long, missing = (asked.index(item["question"]) for item in answers[5:9])
    answers[owner] = _answer(asked[owner], "yes", ownership=None)
    answers[plan] = _answer(asked[plan], "no")
    answers[long] = _answer(asked[long], "yes", description="🙂" * 16_384)
    still_open = asked[0]
    ids = tuple(question if question != asked[missing] else "NEW-01.1" for question in PRESENT.ids)
    make("Copy", answers[1:], *NARROW)
    template(ids=ids, owners=OWNERS[:-1])
    run = export()
    assert (run.code, run.err) == (1, "")
    assert not COPY.exists()
    rows = replace(PRESENT, ids=ids).rows
    for question, letter, words in (
        (still_open, "C", "not answered"),
        (asked[owner], "D", "name who owns"),
        (asked[plan], "E", "corrective action"),
        (asked[long], "E", "1 characters more than a cell holds"),
        ("NEW-01.1", "C", "does not know"),
    ):
        assert f"{question} {letter}{rows[question]}" in run.out
        assert words in run.out
    assert f"{asked[missing]}: the template has no row" in run.out
    assert "has no ND; it offers CSP-Owned" in run.out
    assert "--force" in run.out.splitlines()[-1]
    assert "1 broken rule" in run.out.splitlines()[-1] or "2 broken rules" in run.out.splitlines()[-1]


def test_force_writes_it_says_what_was_forced_and_leaves_no_old_answer_that_looks_like_ours(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], oracle: Any
) -> None:
    asked = oracle.asked(["AP"], "prototype", "assistant")
    long = "".join(f"{number:>7}" for number in range(6_000))
    answers = [_answer(asked[1], "yes", ownership=None), _answer(asked[2], "yes", description=long)]
    make("Copy", answers, *NARROW)
    ids = (*PRESENT.ids[:-1], "NEW-01.1")
    old = dict.fromkeys(ids, ("NO", "MP-Owned", "last year", "last year"))
    template(ids=ids, filled=old)
    run = export("--force")
    assert (run.code, run.out) == (0, f"Wrote {Path.cwd() / COPY} ({COPY.stat().st_size / 1000:.0f} KB)\n")
    rows = _rows(COPY.read_bytes())
    assert {rows[asked[0]][heading] for heading in FILLED_IN} == {None}
    assert (rows[asked[1]][ANSWER], rows[asked[1]][OWNERSHIP]) == ("YES", "ND")
    cut = rows[asked[2]][DESCRIPTION]
    kept, mark = cut.split("\n[…] ")
    assert long.startswith(kept)
    assert len(cut) <= 32_767
    assert f"{len(long) - len(kept):,} more characters" in mark
    assert tuple(rows["NEW-01.1"][heading] for heading in FILLED_IN) == old["NEW-01.1"]
    forced = [line for line in run.err.splitlines() if line.startswith("forced")]
    assert {line.split(":")[0] for line in forced} == {"forced (1)", f"forced ({len(asked) - 2})"}
    assert any("open questions left empty" in line and str(len(asked) - 2) in line for line in forced)
    assert "filled in before" in run.err


def test_answers_outside_the_scope_and_those_to_look_at_again_are_told(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], oracle: Any
) -> None:
    asked = oracle.asked(["AP"], "prototype", "assistant")
    answers = _sound(asked)
    answers[0]["review"] = answers[1]["review"] = "the words of the question changed"
    aside = next(question for question in PRESENT.ids if question not in asked)
    make("Copy", [*answers, _answer(aside, "yes", note="a secret note", respondent="somebody")], *NARROW)
    template()
    run = export()
    assert run.code == 0, run.out
    assert f"answered, but outside the scope, so handed in as NA: {aside};" in run.err
    assert "belong to a later phase" in run.err
    assert "still want a look: 2\n" in run.err
    assert _rows(COPY.read_bytes())[aside][ANSWER] == "NA"
    assert b"secret" not in b"".join(parts_of(COPY.read_bytes()).values())


@pytest.mark.parametrize(
    "layout", [EARLIER, replace(EARLIER, stamp="", sheet="AI-CAIQ", in_front=())], ids=["stamp", "ids"]
)
@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_template_of_1_0_is_refused_because_its_ids_mean_other_questions(
    export: Callable[..., Any],
    make: Callable[..., None],
    template: Callable[..., bytes],
    layout: Layout,
    options: tuple[str, ...],
) -> None:
    make("Copy")
    template(layout)
    run = export(*options)
    assert (run.code, run.out) == (2, "")
    assert re.fullmatch(r"caiq-wizard: template\.xlsx is an AI-CAIQ 1\.0.* take the 1\.1 questionnaire .*\n", run.err)
    assert list(Path().iterdir()) == [TEMPLATE]


def test_an_unknown_newer_version_is_filled_in_by_ids_and_headings_and_says_so(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes]
) -> None:
    make("Copy", {"IAM-01.1": "na"})
    template(version="2.3", sheet="AI-CAIQv2.3", ids=("NEW-01.1", *PRESENT.ids))
    run = export("--force")
    assert run.code == 0, run.err
    assert "version 2.3, which this program does not know" in run.err
    assert _rows(COPY.read_bytes(), replace(PRESENT, sheet="AI-CAIQv2.3"))["IAM-01.1"][ANSWER] == "NA"


@pytest.mark.parametrize(
    ("more", "named"), [(1, "400 and 401"), (4, "400 and 401 and 402 and 403 and 404"), (1_200, "400, 401, 402, 403, 404 and 1,196 more")]
)  # fmt: skip
def test_a_question_in_many_rows_is_named_with_a_few_of_them(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], more: int, named: str
) -> None:
    def repeated(part: bytes) -> bytes:
        rows = (
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>A&amp;A-01.1</t></is></c></row>'
            for row in range(400, 401 + more)
        )
        return part.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")

    make("Copy")
    content = template(ids=PRESENT.ids[1:])
    TEMPLATE.write_bytes(with_part(content, PRESENT.part, repeated))
    run = export()
    assert run.code == 1
    assert f"the template has it in the rows {named}; take all but one out" in run.out
    assert not COPY.exists()


@pytest.mark.parametrize("way", ["the same path", "another way to it", "a link", "a second name", "other letters"])
def test_the_template_itself_is_never_written(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], way: str
) -> None:
    make("Copy", {"IAM-01.1": "yes"})
    content = template()
    Path("sub").mkdir()
    Path("link.xlsx").symlink_to(TEMPLATE)
    os.link(TEMPLATE, "second.xlsx")
    target = {
        "the same path": "template.xlsx",
        "another way to it": "sub/../template.xlsx",
        "a link": "link.xlsx",
        "a second name": "second.xlsx",
        "other letters": "Template.XLSX",
    }[way]
    run = export("--force", "--output", target)
    assert (run.code, run.out) == (2, "")
    assert "is the template itself" in run.err
    assert TEMPLATE.read_bytes() == content
    assert sorted(path.name for path in Path().iterdir()) == ["link.xlsx", "second.xlsx", "sub", "template.xlsx"]


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_cell_that_cannot_be_written_stops_it_also_when_forced(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], options: tuple[str, ...]
) -> None:
    make("Copy", {"A&A-01.1": "yes", "A&A-01.2": "yes", "A&A-02.1": "yes"})
    template(merges=("D5:D6",))
    run = export(*options)
    assert (run.code, run.err) == (1, "")
    assert "the cell D6 of template.xlsx is merged into D5:D6" in run.out
    assert "cannot be forced" in run.out.splitlines()[-1]
    assert not COPY.exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("caiq",), "--template FILE.xlsx"),
        (("json", "--template", "template.xlsx"), "leave --template out"),
        (("caiq", "--template", "nowhere.xlsx"), "nowhere.xlsx"),
        (("caiq", "--template", "template.xlsm"), "save it as .xlsx"),
        (("caiq", "--template", "notes.xlsx"), "no AI-CAIQ questionnaire"),
        (("caiq", "--template", "template.xlsx", "--output", "-"), "--output"),
        (("caiq", "--template", "template.xlsx", "--output", "there.xlsx"), "--force"),
        (("caiq", "--template", "template.xlsx", "--output", "x.json"), "json"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    cli: Callable[..., Any],
    make: Callable[..., None],
    template: Callable[..., bytes],
    arguments: tuple[str, ...],
    named: str,
) -> None:
    make("Copy")
    template()
    Path("there.xlsx").write_text("mine", encoding="utf-8")
    Path("template.xlsm").write_bytes(TEMPLATE.read_bytes())
    Path("notes.xlsx").write_bytes(questionnaire(headings=("Notes", ID)))
    before = sorted(path.name for path in Path().iterdir())
    run = cli("export", "Copy", *arguments)
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert named in run.err
    assert sorted(path.name for path in Path().iterdir()) == before
    assert Path("there.xlsx").read_text(encoding="utf-8") == "mine"


def test_an_older_copy_is_replaced_when_forced_and_kept_when_the_questionnaire_is_not_ready(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes]
) -> None:
    make("Copy", {"IAM-01.1": "yes"})
    template()
    COPY.write_text("mine", encoding="utf-8")
    assert export().code == 2
    assert COPY.read_text(encoding="utf-8") == "mine"
    assert export("--force").code == 0
    assert _rows(COPY.read_bytes())["IAM-01.1"][ANSWER] == "YES"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("place", [ON_SHEET, EXTENDED])
def test_another_program_still_finds_drop_downs_and_conditional_colours_in_the_copy(
    export: Callable[..., Any], make: Callable[..., None], template: Callable[..., bytes], tmp_path: Path, place: str
) -> None:
    make("Copy", [_answer("IAM-01.1", "yes"), _answer("IAM-02.1", "no")])
    template(answer_list=place, owner_list=place)
    assert export("--force").code == 0
    out = tmp_path / "out"
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    for kind in ("xlsx", "html"):
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(out), str(COPY)],
            check=True,
            capture_output=True,
            timeout=240,
        )
    again = loaded((out / COPY.name).read_bytes())[PRESENT.sheet]
    said = {again[PRESENT.address("IAM-01.1", heading)].value for heading in (ANSWER, OWNERSHIP)}
    assert said == {"YES", "AP-Owned"}
    rules = {str(area.sqref): [rule.formula for rule in area.rules] for area in again.conditional_formatting}
    assert rules == {"C3:C340": [['"YES"'], ['"NO"']]}
    lists = {str(item.sqref): item.formula1 for item in again.data_validations.dataValidation}
    assert set(lists) == {"C3:C340", "D3:D340"}
    assert again.protection.sheet
    cells = re.findall(r"<td[^>]*>.*?</td>", (out / COPY.with_suffix(".html").name).read_text("utf-8"), re.DOTALL)
    colours = {
        word: next(cell for cell in cells if re.sub("<[^>]*>", "", cell).strip() == word) for word in ("YES", "NO")
    }
    assert "#C6EFCE" in colours["YES"].upper()
    assert "#FFC7CE" in colours["NO"].upper()
