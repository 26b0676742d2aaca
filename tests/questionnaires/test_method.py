"""The method page says what the code does: its figures are read from the text and compared with the code's."""

import re
from pathlib import Path

import pytest

from questionnaires.faults import BankError
from questionnaires.method import MethodPart, load_method
from questionnaires.model import Bank, Control
from questionnaires.vocabulary import ControlType, Layer, Phase, Role
from wizard.core.answers import READY_CREDIT, Status
from wizard.core.gaps import BLOCKS_NOW, BLOCKS_TARGET, LATER
from wizard.core.scoring import credit_of


@pytest.fixture(scope="module")
def parts() -> dict[str, MethodPart]:
    return {part.title: part for part in load_method()}


def text_of(parts: dict[str, MethodPart], title: str) -> str:
    return " ".join(parts[title].paragraphs)


def figures(pattern: str, text: str) -> list[float]:
    """The numbers in the groups of the one place where the page says this."""
    found = re.findall(pattern, text)
    assert len(found) == 1, (pattern, found)
    groups = found[0] if isinstance(found[0], tuple) else (found[0],)
    return [float(group) for group in groups]


def status_lines(parts: dict[str, MethodPart]) -> dict[str, str]:
    """The list items of the part about answers, by what stands before the colon."""
    items = [text.removeprefix("– ") for text in parts["How answers count"].paragraphs if text.startswith("– ")]
    return dict(item.split(": ", 1) for item in items)


def one(bank: Bank, *, baseline: bool, ai_specific: bool, prototype: bool) -> Control:
    """Any control of the bank with these marks."""
    return next(
        control
        for control in bank.controls.values()
        if control.text.baseline is baseline
        and (control.facts.type is ControlType.AI_SPECIFIC) is ai_specific
        and (control.phase is Phase.PROTOTYPE) is prototype
    )


def test_the_page_has_its_parts_each_with_text(parts: dict[str, MethodPart]) -> None:
    assert list(parts) == [
        "What the questions are",
        "Which questions are asked",
        "How answers count",
        "How scores are made",
        "How a control stands",
        "What the gaps expose you to",
        "Where cover is thin",
        "How standards are read",
        "How gaps are ranked",
        "How the road is laid out",
        "How the capabilities are counted",
        "What the official questionnaire says",
        "What becomes of earlier answers",
        "How to check a report",
        "What to keep in mind",
    ]
    assert all(paragraph for part in parts.values() for paragraph in part.paragraphs)
    assert all(part.paragraphs for part in parts.values())


def test_the_page_counts_what_is_in_the_bank(parts: dict[str, MethodPart], bank: Bank) -> None:
    counts = figures(r"(\d+) domains, (\d+) controls and (\d+) questions", text_of(parts, "What the questions are"))
    assert counts == [len(bank.domains), len(bank.controls), len(bank.questions)]


def test_the_page_names_every_role_phase_and_layer(parts: dict[str, MethodPart]) -> None:
    text = text_of(parts, "Which questions are asked")
    assert not [word for word in (*Role, *Phase, *Layer) if word.value not in text]


def test_the_page_has_a_line_for_each_status_and_for_open_questions(parts: dict[str, MethodPart]) -> None:
    assert list(status_lines(parts)) == [*(status.label.lower() for status in Status), "open"]


@pytest.mark.parametrize("status", [Status.YES, Status.YES_GAPS, Status.PARTIAL, Status.NO])
def test_each_status_earns_the_credit_that_the_page_gives(parts: dict[str, MethodPart], status: Status) -> None:
    line = status_lines(parts)[status.label.lower()]
    assert figures(r"credit (\d+(?:\.\d+)?)$", line) == [status.credit]


def test_not_applicable_has_no_credit_on_the_page_nor_in_the_code(parts: dict[str, MethodPart]) -> None:
    line = status_lines(parts)["not applicable"]
    assert "left out of every score" in line
    assert "credit" not in line
    assert Status.NA.credit is None


def test_an_open_question_has_the_credit_that_the_page_gives(parts: dict[str, MethodPart]) -> None:
    line = status_lines(parts)["open"]
    assert "left out of the assessed score" in line
    assert figures(r"credit (\d+) in the posture score", line) == [credit_of(None)]


@pytest.mark.parametrize(
    ("marks", "position"),
    [
        ({"baseline": True, "ai_specific": False, "prototype": True}, 0),
        ({"baseline": True, "ai_specific": False, "prototype": False}, 0),
        ({"baseline": False, "ai_specific": True, "prototype": False}, 0),
        ({"baseline": False, "ai_specific": False, "prototype": True}, 1),
        ({"baseline": False, "ai_specific": False, "prototype": False}, 2),
    ],
)
def test_a_control_weighs_what_the_page_says(
    parts: dict[str, MethodPart], bank: Bank, marks: dict[str, bool], position: int
) -> None:
    weights = figures(
        r"Baseline and AI-specific controls weigh (\d), other prototype controls (\d), the rest (\d)\.",
        text_of(parts, "How scores are made"),
    )
    assert weights == [3, 2, 1]
    assert one(bank, **marks).weight == weights[position]


def test_readiness_begins_at_the_credit_that_the_page_gives(parts: dict[str, MethodPart]) -> None:
    assert figures(r"at least credit (\d\.\d)", text_of(parts, "How scores are made")) == [READY_CREDIT]


def test_a_control_stands_at_the_credit_that_the_page_gives(parts: dict[str, MethodPart]) -> None:
    assert figures(r"at least credit (\d\.\d)", text_of(parts, "How a control stands")) == [READY_CREDIT]


def test_urgency_has_the_figures_that_the_page_gives(parts: dict[str, MethodPart]) -> None:
    found = figures(
        r"Urgency is (\d) where the control's phase has been reached .*, (\d) where .* target phase, (\d) later",
        text_of(parts, "How gaps are ranked"),
    )
    assert found == [BLOCKS_NOW, BLOCKS_TARGET, LATER] == [3, 2, 1]


def test_paragraphs_and_list_items_stay_in_the_order_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "# Method\n\n## One\n\nBefore.\n\n- first\n- second\n\nAfter\nall.\n\n## Two\n\nMore.\n"
    (tmp_path / "method.md").write_text(page, encoding="utf-8")
    monkeypatch.setattr("questionnaires.method.files", lambda _package: tmp_path)
    assert load_method() == (
        MethodPart("One", ("Before.", "– first", "– second", "After all.")),
        MethodPart("Two", ("More.",)),
    )


def test_a_page_that_cannot_be_shown_everywhere_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "method.md").write_text("# Method\n\n## One\n\n```\ncode\n```\n", encoding="utf-8")
    monkeypatch.setattr("questionnaires.method.files", lambda _package: tmp_path)
    with pytest.raises(BankError) as caught:
        load_method()
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("method.md", 5)]


def test_the_page_says_what_column_c_says_for_each_status(parts: dict[str, MethodPart]) -> None:
    text = text_of(parts, "What the official questionnaire says")
    said = re.findall(r"(YES|NO|NA) for ([^,.]*)", text)
    words = {"yes": Status.YES, "yes with gaps": Status.YES_GAPS, "partial": Status.PARTIAL, "no": Status.NO}
    found = {
        words.get(word.removeprefix("for ").strip(), Status.NA): answer
        for answer, phrase in said
        for word in phrase.split(" and ")
    }
    assert found == {status: status.caiq_answer for status in Status}
