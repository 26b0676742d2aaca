"""A gap workbook comes back as it went out, whatever was typed; and as people mean it, whatever they did to it."""

import io
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from support.surgery import loaded, nothing, number, operated, place, saved, text

from exports.workbook.book import to_workbook
from exports.writing import silent
from questionnaires.library import load_lens
from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import (
    AcceptedRisk,
    Answer,
    Confidence,
    Method,
    Remediation,
    SsrmOwnership,
    Status,
)
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.text import clean
from wizard.errors import DataError
from wizard.services.reports import build_report
from wizard.workbooks.gap_workbook import GapWorkbook, Verdict, read_gap_workbook
from wizard.workbooks.opening import open_content

NOW = datetime(2026, 6, 1, 12, 34, 56, 789_123, tzinfo=UTC)
CAF = "caf-ai"
NOTE = "… [continued on the sheet Continuation, entry 1]"
LONG = "a long text, 🙂 with signs that need two units 🙂 " * 1500
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(1)", "'quoted", '"', "{=A1}", "#REF!", "TRUE", "007", "1e5", "2027-03-31", "yes"),
    *("[/]", "[@click=app.quit]x[/]", "<b>&amp;</b>", "]]>", "&#10;", "_x0041_", "_x000D_", "x005F_", "_x005F__x0009_"),
    *(
        "  leading",
        "trailing  ",
        "\tTab",
        "\n",
        "one\n\n\ntwo\n",
        "🙂",
        "👩‍👩‍👧",
        "مرحبا",
        "ﾊﾝｶｸ",
        "\u2028",
        "\u00a0",
        "\u00ad",
    ),
    *(NOTE, f"text {NOTE}", LONG, "x" * 70_000, "🙂" * 40_000, "_x0041_" * 9_000, "y" * 32_767, "z" * 32_768),
)
SAFE_TEXT = st.text(max_size=30).map(clean)
_ONCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


@pytest.fixture(scope="module")
def empty(bank: Bank) -> Assessment:
    """A prototype of an application, with a lens: few questions are asked."""
    profile = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.PROTOTYPE, UseCase.AGENT, (CAF,))
    return Assessment(profile, Created(NOW, QuestionnaireVersion(bank.id, bank.version)))


@pytest.fixture(scope="module")
def questions(bank: Bank, empty: Assessment) -> tuple[str, ...]:
    """The questions that it asks."""
    return Result(bank, empty).asked + Result(load_lens(CAF), empty).asked


def book_of(bank: Bank, assessment: Assessment) -> bytes:
    target = io.BytesIO()
    to_workbook(build_report([Result(bank, assessment), Result(load_lens(CAF), assessment)], NOW), target, silent)
    return target.getvalue()


def read(content: bytes, bank: Bank) -> GapWorkbook:
    known = frozenset(bank.control_by_question) | frozenset(load_lens(CAF).control_by_question)
    return read_gap_workbook(open_content(content, "x.xlsx"), known)


def taken(content: bytes, bank: Bank, into: Assessment) -> dict[str, Answer]:
    """What a fresh assessment holds after the workbook was taken in."""
    workbook = read(content, bank)
    assert workbook.problems == ()
    answers = {told.question: told.onto(into.answer(told.question)) for told in workbook.told}
    return {question: answer for question, answer in answers.items() if not answer.is_empty}


def answer_of(question: str, words: Callable[[], str], chance: random.Random) -> Answer:
    """An answer with every field filled, by chance."""
    reason = words()
    return Answer(
        question,
        status=chance.choice([None, *Status]),
        ownership=chance.choice([None, *SsrmOwnership]),
        description=words(),
        responsibilities=words(),
        evidence=tuple(words() for _ in range(chance.randrange(4))),
        remediation=Remediation(
            words(), words(), chance.choice([None, date(2027, 2, 28)]), chance.choice([None, *Effort])
        ),
        accepted_risk=AcceptedRisk(reason, date(2027, 12, 31)) if reason.strip() else None,
        note=words(),
        flagged=chance.random() < 0.5,
        respondent=words(),
        method=chance.choice([None, *Method]),
        confidence=chance.choice([None, *Confidence]),
        changed=NOW - timedelta(seconds=chance.randrange(10**6)),
    )


@pytest.fixture(scope="module")
def round_trip(bank: Bank, empty: Assessment, questions: tuple[str, ...]) -> Callable[[list[str], random.Random], None]:
    """Write answers with hostile and other texts, take them into a fresh assessment, and compare."""
    short, long = ([item for item in HOSTILE if (len(item) >= 1000) is is_long] for is_long in (False, True))

    def do(texts: list[str], chance: random.Random) -> None:
        def words() -> str:
            return chance.choice(["", chance.choice(texts), chance.choice(short), "".join(chance.choices(short, k=3))])

        answers = {question: answer_of(question, words, chance) for question in questions}
        for question, long_text in zip(chance.sample(questions, len(long)), long, strict=True):
            answers[question] = replace(
                answers[question],
                description=long_text,
                evidence=(long_text, "short\nwith a break", long_text[::-1]),
                remediation=Remediation(long_text),
            )
        given_ = {question: answer for question, answer in answers.items() if not answer.is_empty}
        came_back = taken(book_of(bank, replace(empty, answers=answers)), bank, empty)
        assert came_back.keys() == given_.keys()
        for question, answer in given_.items():
            back = came_back[question]
            assert back.changed
            assert answer.changed
            assert abs(back.changed - answer.changed) < timedelta(milliseconds=1)
            assert replace(back, changed=answer.changed) == answer

    return do


@settings(max_examples=6, deadline=None, suppress_health_check=_ONCE, phases=[Stage.reuse, Stage.generate])
@given(texts=st.lists(SAFE_TEXT, min_size=30, max_size=60), seed=st.integers(0, 10**6))
def test_every_answer_comes_back_as_it_was(
    round_trip: Callable[[list[str], random.Random], None], texts: list[str], seed: int
) -> None:
    round_trip(texts, random.Random(seed))  # noqa: S311  (nothing secret: the same each time)


@pytest.fixture(scope="module")
def content(bank: Bank, empty: Assessment, questions: tuple[str, ...]) -> bytes:
    """A book: the first question is a yes with an old plan, the second a gap with a plan, the third is open."""
    first, second, *_ = questions
    plan = Remediation("mend it", "the team", date(2027, 3, 31), Effort.WEEKS)
    answers = (
        Answer(first, Status.YES, description="done", evidence=("a\nb", "c"), remediation=plan, changed=NOW),
        Answer(second, Status.NO, note="why", remediation=plan, accepted_risk=AcceptedRisk("r", date(2028, 1, 1))),
    )
    return book_of(bank, replace(empty, answers={answer.question: answer for answer in answers}))


@pytest.fixture(scope="module")
def at(content: bytes) -> Callable[[str, str, str], tuple[str, str]]:
    """Where the cell of a question is, by sheet and heading."""
    workbook = loaded(content)
    return lambda sheet, question, heading: place(workbook, sheet, question, heading)


@pytest.fixture(scope="module")
def type_in(content: bytes, at: Callable[..., tuple[str, str]], bank: Bank, empty: Assessment) -> Callable[..., Any]:
    """Type something into cells of a question, and give its answer afterwards."""

    def do(question: str, sheet: str, typed: dict[str, Any]) -> Answer:
        changes = {at(sheet, question, heading): change for heading, change in typed.items()}
        return taken(operated(content, changes), bank, empty).get(question, Answer(question))

    return do


WORDS = {
    "Status": {
        Status.YES: ["yes", "Yes ", "YES"],
        Status.YES_GAPS: ["yes-gaps", "Yes, with gaps", "yes with gaps", "YES–GAPS", "yes - gaps", "yes_gaps"],
        Status.PARTIAL: [" Partial", "partially"],
        Status.NO: ["NO", "no."],
        Status.NA: ["na", "N/A", "n.a.", "Not applicable"],
        None: ["", "open", "-", " "],
    },
    "SSRM ownership": {
        SsrmOwnership.AP: ["AP-Owned", "ap owned", "AP–Owned", "ＡＰ－Ｏｗｎｅｄ"],
        SsrmOwnership.SUPPLY_CHAIN: ["shared across the supply chain"],
        SsrmOwnership.NOT_DETERMINED: ["nd", "N.D."],
    },
    "Method": {Method.TESTED: ["Tested", "tested "]},
    "Confidence": {Confidence.HIGH: ["HIGH"], None: [""]},
    "Flag": {True: ["x", "Flag", "yes", "✓"], False: ["", "no", "–"]},
    "Due": {
        date(2031, 2, 3): ["2031-02-03", "2031/2/3", " 3.2.2031", "03. 02. 2031"],
        None: ["", "-"],
    },
}
FIELDS = {"SSRM ownership": "ownership", "Flag": "flagged"}


def test_words_are_taken_as_people_type_them(
    content: bytes, at: Callable[..., tuple[str, str]], bank: Bank, empty: Assessment, questions: tuple[str, ...]
) -> None:
    changes, expected = {}, []
    for heading, meanings in WORDS.items():
        typed = [(word, meaning) for meaning, words in meanings.items() for word in words]
        for question, (word, meaning) in zip(questions[1:], typed, strict=False):
            changes[at("Gaps" if heading == "Due" else "Answers", question, heading)] = text(word)
            expected.append((question, heading, word, meaning))
    changes[at("Answers", questions[0], "Note")] = number(42)
    unstyled = lambda cell: f'<c r="{cell["place"]}"><v>46477</v></c>'  # noqa: E731  (the date's format is lost)
    changes[at("Settled plans", questions[0], "Due")] = unstyled
    answers = taken(operated(content, changes), bank, empty)
    for question, heading, word, meaning in expected:
        answer = answers.get(question, Answer(question))
        field = FIELDS.get(heading, heading.lower())
        assert getattr(answer.remediation if heading == "Due" else answer, field) == meaning, word
    assert answers[questions[0]].note == "42"
    assert answers[questions[0]].remediation.due == date(2027, 3, 31)


def test_plans_live_on_the_sheet_where_they_stand(type_in: Callable[..., Answer], questions: tuple[str, ...]) -> None:
    settled, gap, unplanned = questions[:3]
    assert type_in(settled, "Settled plans", {"Owner": text("others")}).remediation.owner == "others"
    emptied = {heading: nothing() for heading in ("Planned action", "Owner", "Due", "Planned effort")}
    emptied |= {"Risk accepted because": nothing(), "Risk accepted until": nothing()}
    answer = type_in(gap, "Gaps", emptied)
    assert (answer.remediation, answer.accepted_risk, answer.note) == (Remediation(), None, "why")
    assert type_in(unplanned, "Gaps", {"Planned action": text("start")}).remediation == Remediation("start")


def test_evidence_is_one_reference_a_line_unless_nobody_touched_it(
    type_in: Callable[..., Answer], questions: tuple[str, ...]
) -> None:
    first = questions[0]
    assert type_in(first, "Answers", {"Note": text("x")}).evidence == ("a\nb", "c")
    assert type_in(first, "Answers", {"Evidence": text("a\nb\n\n  c\nd ")}).evidence == ("a", "b", "c", "d")
    assert type_in(first, "Answers", {"Evidence": nothing()}).evidence == ()


def test_rows_columns_and_sheets_may_be_rearranged(
    content: bytes, bank: Bank, empty: Assessment, questions: tuple[str, ...]
) -> None:
    """A title above the table, columns and rows in another order, remarks below, a sheet of somebody's own."""
    before = taken(content, bank, empty)
    workbook = loaded(content)
    for name in ("Answers", "Gaps", f"{CAF} answers"):
        sheet = workbook[name]
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        head, body = rows[0], rows[1:]
        random.Random(3).shuffle(body)  # noqa: S311  (nothing secret: the same each time)
        sheet.delete_rows(1, sheet.max_row)
        for row in ([], ["Reviewed in June"], ["My column", *head], *(["", *row] for row in body), ["the end"]):
            sheet.append(row)
    workbook.create_sheet("My answers").append(["IAM-01.1", "no"])
    for name in ("History", "Scope", "Evidence", "Method"):
        workbook.remove(workbook[name])
    after = taken(saved(workbook), bank, empty)
    assert after.pop(questions[0]).evidence == ("a", "b", "c")
    assert before.pop(questions[0])
    assert after == before
    assert after[questions[1]].remediation.owner == "the team"


def test_what_the_file_does_not_tell_stays(
    content: bytes, bank: Bank, empty: Assessment, questions: tuple[str, ...]
) -> None:
    workbook = loaded(content)
    _, column = place(workbook, "Answers", "Question ID", "Note")
    workbook["Answers"].delete_cols(workbook["Answers"][column].column)
    workbook.remove(workbook["Gaps"])
    workbook["Answers"].delete_rows(4)
    ours = {question: Answer(question, Status.NA, note="mine", flagged=True) for question in questions[:3]}
    ours[questions[1]] = replace(ours[questions[1]], remediation=Remediation("my plan"))
    after = taken(saved(workbook), bank, replace(empty, answers=ours))
    second = after[questions[1]]
    assert (second.status, second.flagged) == (Status.NO, False)
    assert (second.note, second.remediation.action) == ("mine", "my plan")
    assert questions[2] not in after  # its row is gone


def test_cells_that_nobody_can_understand_are_all_named(content: bytes, bank: Bank, questions: tuple[str, ...]) -> None:
    first, second, third, fourth, *_ = questions
    workbook = loaded(content)
    wrong = {
        place(workbook, "Answers", first, "Status"): text("perhaps"),
        place(workbook, "Answers", second, "SSRM ownership"): text("Mine"),
        place(workbook, "Answers", second, "Flag"): text("sometimes"),
        place(workbook, "Answers", third, "Question ID"): text(fourth),
        place(workbook, "Answers", third, "Note"): text("z" * 100_001),  # in the row that now is about the fourth
        place(workbook, "Answers", first, "Last change (UTC)"): text("lately"),
        place(workbook, "Gaps", second, "Due"): text("03/04/2027"),
        place(workbook, "Gaps", second, "Risk accepted until"): nothing(),
        place(workbook, "Gaps", third, "Planned effort"): text("years"),
        place(workbook, "Answers", second, "Note"): lambda cell: f'<c r="{cell["place"]}"><f>1+1</f><v></v></c>',
    }
    problems = read(operated(content, wrong), bank).problems
    places = {f"{sheet} {cell}" for sheet, cell in wrong}
    places -= {f"Gaps {place(workbook, 'Gaps', second, 'Risk accepted until')[1]}"}
    places -= {f"Answers {place(workbook, 'Answers', third, 'Question ID')[1]}"}
    places |= {f"Gaps {place(workbook, 'Gaps', second, 'Risk accepted because')[1]}"}
    places |= {f"Answers {place(workbook, 'Answers', fourth, 'Question ID')[1]}"}
    assert {problem.partition(": ")[0] for problem in problems} == places
    assert any("'perhaps' is no status; use one of yes, yes-gaps" in problem for problem in problems)
    assert any("keep one of the two rows" in problem for problem in problems)


def test_an_answer_to_an_unknown_question_is_a_problem_and_a_remark_is_none(
    content: bytes, bank: Bank, questions: tuple[str, ...]
) -> None:
    workbook = loaded(content)
    changes = {place(workbook, "Answers", questions[1], "Question ID"): text("IAM-99.1")}
    changes[place(workbook, "Answers", questions[4], "Question ID")] = text("seen on Monday")
    (problem,) = read(operated(content, changes), bank).problems
    assert "there is no question 'IAM-99.1'; did you mean IAM-" in problem


def test_verdicts_are_handed_on(content: bytes, bank: Bank, questions: tuple[str, ...]) -> None:
    workbook = loaded(content)
    first = [place(workbook, "Answers", questions[0], heading) for heading in ("Auditor verdict", "Auditor comment")]
    second = [place(workbook, "Answers", questions[1], heading) for heading in ("Auditor verdict", "Auditor comment")]
    third = place(workbook, "Answers", questions[2], "Auditor verdict")
    changes = {first[0]: text("Accepted"), second[0]: text("rejected"), second[1]: text("no\nproof")}
    changes[third] = text("accepted, if dated")
    changes[place(workbook, "Answers", questions[1], "Auditor and date")] = text("Ann, 2 June")
    assert read(operated(content, changes), bank).verdicts == (
        Verdict(questions[0], "accepted", "", "", " ".join(first[0])),
        Verdict(questions[1], "rejected", "no proof", "Ann, 2 June", " ".join(second[0])),
        Verdict(questions[2], "accepted, if dated", "", "", " ".join(third)),
    )


def test_a_missing_rest_of_a_long_text_is_a_problem_and_never_a_shorter_text(
    bank: Bank, empty: Assessment, questions: tuple[str, ...]
) -> None:
    first, second = questions[:2]
    answers = {first: Answer(first, description=LONG), second: Answer(second, note=f"by chance {NOTE}")}
    content = book_of(bank, replace(empty, answers=answers))
    assert taken(content, bank, empty) == answers
    workbook = loaded(content)
    described = place(workbook, "Answers", first, "Implementation description")
    note = str(workbook["Answers"][described[1]].value)[-len(NOTE) :]
    assert note.startswith("… [continued")
    shortened = taken(operated(content, {described: text(f"now short, {note}")}), bank, empty)
    assert shortened[first].description.startswith("now short, ")
    assert shortened[first].description.endswith(LONG[-1000:])
    workbook.remove(workbook["Continuation"])
    problems = read(saved(workbook), bank).problems
    assert any(problem.startswith(f"Answers {described[1]}: the rest of this text is missing") for problem in problems)


def test_another_workbook_is_refused(content: bytes, bank: Bank) -> None:
    workbook = loaded(content)
    for name in ("Answers", f"{CAF} answers"):
        workbook[name]["A1"] = "Number"
    with pytest.raises(DataError, match="no gap workbook of caiq-wizard"):
        read(saved(workbook), bank)
