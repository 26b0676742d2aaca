"""The Markdown report: a user's text is shown as typed and is nothing but text; the figures are those of the program."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exports.markdown import to_markdown
from exports.markdown_marks import bullets, heading, paragraph, said, table
from exports.report import Report
from exports.writing import Stopped
from questionnaires.library import load_bank
from wizard.core.assessment import Result
from wizard.services.example import example_assessment
from wizard.services.reports import build_report

OURS = {"h1", "h2", "h3", "p", "ul", "li", "strong", "code", "br", "span"}
ENDED = ("td", "th", "li", "p", "h1", "h2", "h3")
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=y> </td></table> <!-- x -->",
    "![a](http://x.invalid/y.png) [b](javascript:z) [c]: http://x.invalid <http://x.invalid> www.x.invalid",
    "@someone ask anna@example.invalid or org/repo#12, #12, GH-12, :tada: :+1: at 10:30:00",
    "a | b || c\\| d \\\\| e ` | ` f",
    "**b** __b__ *i* _i_ ~~s~~ `c` ``` # h ## \\* $x$ $$y$$ {{ z }} {% w %} &amp; &#64; &copy;",
    "- x\n+ y\n1. z\n2) a\n> b\n# c\n===\n---\n~~~\n    d\n\n\te\n|---|\n[ ] f\n[^1]: g",
    "  lead  and   trail  ",
    "\u3000wide\u00a0hard\u2028line\u0085next\r\nthen\rlast\n",
)
LOOKED_FOR_IN_PAGES = re.compile(
    r"@\w|\w@|://\w|\bwww\.\w|#\d|\bGH-\d|:(?=\D)[\w+-]+:|\$.*\$", re.ASCII | re.IGNORECASE
)
ALPHABET = st.one_of(
    st.sampled_from(list("\\`*_{}[]()<>#+-.!|~&;:@/$%^=\"' \n\t\r0123aWw")),
    st.characters(codec="utf-8"),
)


@dataclass
class Page(HTMLParser):
    """A rendered page as text: its tags, and each stretch of text between two of them."""

    tags: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    is_inside: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag + ("" if not attrs or tag in TABLES else str(attrs)))
        if tag in ENDED:
            self.cells.append("")
            self.is_inside = True
        elif tag == "br":
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag not in ENDED

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        self._add(data)

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"comment {data}")

    def _add(self, text: str) -> None:
        if self.is_inside:
            self.cells[-1] += text


def _page(markdown: str) -> Page:
    page = Page()
    page.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    page.close()
    return page


def _shown(text: str) -> str:
    """How a page shows a text: a hard blank looks like a blank, and what nobody can see has a stand-in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\x7f", "\u2421")
    text = re.sub("[\x00-\x08\x0b-\x1f]", lambda match: chr(0x2400 + ord(match[0])), text)
    return re.sub("[\x80-\x9f\ufffe\uffff]", "\ufffd", text)


def _places(text: str) -> Iterator[tuple[str, Callable[[Page], str]]]:
    """Lines with the text in each kind of place, and where it must be found again."""
    words = said(text)
    yield "\n".join(table(("A", "B"), [("x", words), (words, "x")])), lambda page: page.cells[3]
    yield "\n".join(table((words, "B"), [])), lambda page: page.cells[0]
    yield "\n".join(bullets([f"**Label:** {words}", "end"])), lambda page: page.cells[0].removeprefix("Label: ")
    yield "\n".join(bullets([words, "end"])), lambda page: page.cells[0]
    yield "\n".join(heading(1, f"Title: {words}")), lambda page: page.cells[0].removeprefix("Title: ")
    yield "\n".join((*paragraph("before"), *paragraph(words))), lambda page: page.cells[1]


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(ALPHABET, min_size=1, max_size=60)))
def test_any_text_is_shown_as_it_was_typed_and_is_no_markup_anywhere(text: str) -> None:
    assume(text.strip("\r\n"))
    for markdown, found in _places(text):
        assert "\n" not in said(text)
        page = _page(markdown)
        assert found(page).replace("\u00a0", " ") == _shown(text)
        assert page.tags <= OURS | TABLES


@pytest.mark.parametrize("text", ["", "\n", "\r\n\n"])
def test_line_feeds_alone_say_nothing(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_no_site_finds_an_address_a_person_or_an_emoji_in_the_finished_page(text: str) -> None:
    page = _page(f"- x {said(text)}")
    assert [found for found in page.texts if LOOKED_FOR_IN_PAGES.search(found)] == []
    assert [sign for sign in ("{{", "}}", "{%", "%}") if sign in said(text)] == [], (
        "templates are read before Markdown is"
    )


@pytest.fixture
def markdown(cli: Callable[..., Any]) -> Callable[[str], str]:
    """The Markdown report of an assessment."""

    def do(name: str) -> str:
        run = cli("export", name, "markdown", "--output", "-")
        assert (run.code, run.err) == (0, "")
        return str(run.out)

    return do


def test_whatever_people_type_the_report_has_only_our_tags_and_shows_every_word(
    cli: Callable[..., Any], make: Callable[..., None], markdown: Callable[[str], str]
) -> None:
    everything = "\n".join(HOSTILE[:6])
    answer = {
        "question": "IAM-01.1",
        "status": "no",
        **dict.fromkeys(("description", "responsibilities", "note", "respondent"), everything),
        "evidence": [everything],
        "remediation": {"action": everything, "owner": everything, "due": "2027-03-31", "effort": "days"},
        "accepted_risk": {"reason": everything, "until": "2028-02-29"},
    }
    name = "[x](y) <b>z</b> @me | `"
    make(name, [answer], "--role", "AP", "--organization", HOSTILE[0], "--system", HOSTILE[1])
    cli("milestone", name, "# <i>m</i> | @you")
    text = markdown(name)
    page = _page(text)
    assert page.tags <= OURS | TABLES
    shown = [cell.replace("\u00a0", " ") for cell in page.cells]
    assert f"AI security gap report: {name}" in shown
    assert f"Organisation: {HOSTILE[0]}" in shown
    assert f"System: {HOSTILE[1]}" in shown
    assert f"Missing: {everything}" in shown
    assert f"Planned: {everything}" in shown
    assert f"Owner: {everything}, due 2027-03-31" in shown
    assert f"Risk accepted until 2028-02-29: {everything}" in shown
    assert everything in shown, "the cell of the evidence"
    assert "# <i>m</i> | @you" in shown
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_the_figures_are_those_that_the_program_shows(
    cli: Callable[..., Any], make: Callable[..., None], markdown: Callable[[str], str]
) -> None:
    make("X", {"IAM-01.1": "yes", "IAM-02.1": "partial", "LOG-02.1": "no"}, "--role", "AP")
    view = json.loads(cli("show", "X", "--json").out)
    gaps = json.loads(cli("gaps", "X", "--json").out)
    ledger = json.loads(cli("scope", "X", "--json").out)
    text = markdown("X")
    shown = _page(text).cells
    assert f"Posture score: {view['score']['posture']:.1f} of 100." in " ".join(shown)
    assert f"Assessed score: {view['score']['assessed']:.1f} of 100." in " ".join(shown)
    for domain in view["domains"]:
        row = shown.index(f"{domain['code']} {domain['title']}")
        assert shown[row + 1] == f"{domain['posture']:.1f}"
        assert shown[row + 3 : row + 5] == [str(domain["answered"]), str(domain["asked"])]
    ranks = [int(match) for match in re.findall(r"^\*\*(\d+)\\?\. ", text, re.MULTILINE)]
    assert sorted(ranks) == [gap["rank"] for gap in gaps]
    reasons = [entry["reason"] for entry in ledger if not entry["asked"]]
    assert reasons
    for reason in set(reasons):
        assert shown[shown.index(reason) + 1] == str(reasons.count(reason))


def test_an_assessment_without_an_answer_says_so_in_words(
    make: Callable[..., None], markdown: Callable[[str], str]
) -> None:
    make("Empty", {}, "--role", "AP")
    text = markdown("Empty")
    for words in ("No question is answered yet.", "No answer names evidence yet.", "not stated", "Assessed score: –"):
        assert words in text
    assert "None" not in text


def test_roles_milestones_and_lenses_stand_in_the_report(
    cli: Callable[..., Any], make: Callable[..., None], markdown: Callable[[str], str]
) -> None:
    make("X", {"IAM-01.1": "no"}, "--role", "AP", "--role", "MP", "--lens", "caf-ai")
    assert cli("milestone", "X", "Kick-off").code == 0
    cli("answer", "X", "IAM-01.1", "yes")
    cells = _page(markdown("X")).cells
    assert cells[cells.index("Part") :][:4] == ["Part", "MP", "AP", "All together"]
    course = cells.index("Part", cells.index("All together"))
    assert cells[course : course + 4] == ["Part", "Kick-off", "Today", "Change"]
    changed = cells.index("IAM Identity & Access Management", course)
    assert cells[changed + 1] == "0.0"
    assert cells[changed + 3].startswith("▲ ")
    assert any(cell.startswith("Asked beside the matrix") for cell in cells)


def _example() -> Report:
    bank, made = load_bank(), datetime(2026, 5, 6, tzinfo=UTC)
    return build_report([Result(bank, example_assessment(bank, made))], made)


def _never(done: int, total: int, what: str) -> None:
    assert 0 <= done <= total
    assert what


def test_the_same_report_gives_the_same_file_which_ends_with_one_line_feed() -> None:
    report = _example()
    first, second = io.BytesIO(), io.BytesIO()
    to_markdown(report, first, _never)
    to_markdown(report, second, _never)
    content = first.getvalue()
    assert content == second.getvalue()
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")
    assert b"\n\n\n" not in content
    assert report.answers_sha256.encode() in content


def test_the_writing_stops_when_the_progress_says_so() -> None:
    def stop(*_: object) -> None:
        raise Stopped

    target = io.BytesIO()
    with pytest.raises(Stopped):
        to_markdown(_example(), target, stop)
    assert not target.getvalue()
