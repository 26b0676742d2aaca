"""What goes into an official questionnaire comes back, and whatever people type into one is kept."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.official import EARLIER, HEADINGS, PRESENT, questionnaire

from questionnaires.library import load_bank
from questionnaires.vocabulary import Effort, Role
from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status
from wizard.core.assessment import Assessment
from wizard.core.official_answer import official_answer
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.text import clean
from wizard.services.example import example_assessment
from wizard.services.importing import OnConflict, compare
from wizard.services.intake import read_file, take_into
from wizard.store.home import Home
from wizard.store.repository import Repository

NOW = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
TOLD = ("status", "description", "responsibilities", "evidence", "remediation")
LINES = st.sampled_from(["", "Evidence:", "- a", "  b", "Owner: us", "Not implemented. Corrective action plan:", "how"])
TEXTS = (
    st.lists(LINES | st.text(max_size=8).map(clean), max_size=4)
    .map("\n".join)
    .filter(lambda text: text.strip() == text)
)
ANSWERS = st.builds(
    Answer,
    question=st.sampled_from(["IAM-01.1", "IAM-02.1"]),
    status=st.sampled_from(Status),
    ownership=st.none() | st.sampled_from(SsrmOwnership),
    description=TEXTS,
    responsibilities=TEXTS,
    evidence=st.lists(TEXTS.filter(bool), max_size=2).map(tuple),
    remediation=st.builds(
        Remediation, TEXTS, TEXTS, st.none() | st.dates(), st.none() | st.sampled_from(Effort)
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("filled")


def made(folder: Path, *answers: Answer) -> Repository:
    home = folder / "a home"
    shutil.rmtree(home, ignore_errors=True)
    repository = Repository(Home(home))
    given_answers = {answer.question: answer for answer in answers}
    repository.create(
        Assessment(Profile("X", (Role.AP,)), Created(NOW, QuestionnaireVersion("aicm", "1.1")), given_answers)
    )
    return repository


def through_a_file(folder: Path, answers: tuple[Answer, ...], *ours: Answer) -> Assessment:
    """The answers written as columns C to F say them, and taken in again."""
    cells = [official_answer(answer) for answer in answers]
    filled = {cell.question: (cell.answer, cell.ownership, cell.description, cell.responsibilities) for cell in cells}
    path = folder / "filled.xlsx"
    path.write_bytes(questionnaire(PRESENT, filled=filled))
    repository = made(folder, *ours)
    take_into(repository, "X", read_file(repository.home, str(path)), OnConflict.THEIRS)
    return repository.read("X")


def assert_same(found: Answer, expected: Answer) -> None:
    assert {name: getattr(found, name) for name in TOLD} == {name: getattr(expected, name) for name in TOLD}
    undetermined = SsrmOwnership.NOT_DETERMINED if expected.status is Status.NA else None
    assert found.ownership is (expected.ownership or undetermined)
    assert (found.note, found.flagged) == ("", False)


def test_the_answers_of_the_example_come_back_as_they_are(folder: Path) -> None:
    answers = tuple(example_assessment(load_bank(), NOW).answers.values())
    found = through_a_file(folder, answers)
    assert len(found.answers) == len(answers)
    for answer in answers:
        assert_same(found.answer(answer.question), answer)


def test_a_file_that_was_filled_from_these_answers_changes_none_of_them(folder: Path) -> None:
    example = example_assessment(load_bank(), NOW)
    through_a_file(folder, tuple(example.answers.values()))
    repository = made(folder)
    incoming = read_file(repository.home, str(folder / "filled.xlsx")).incoming
    comparison = compare(example, incoming)
    assert (comparison.new, comparison.differing, comparison.same) == ((), (), len(example.answers))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS)
def test_any_answer_comes_back_as_it_is(folder: Path, answer: Answer) -> None:
    assert_same(through_a_file(folder, (answer,)).answer(answer.question), answer)


TYPED = st.sampled_from(["", "YES", "no", "NA - {}", "{}", "Yes ({})", "maybe {}", "AP-Owned ({})", "Evidence:\n- {}"])
ROWS = st.lists(st.tuples(TYPED, TYPED, TYPED, TYPED, TYPED), min_size=1, max_size=5)
IDS = ("IAM-01.1", "IAM-18.1", "IAM-12.1", "XYZ-01.1", "LOG-08.1")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, is_earlier=st.booleans(), is_ours=st.booleans())
def test_every_word_that_somebody_typed_is_kept(
    folder: Path, rows: list[tuple[str, ...]], is_earlier: bool, is_ours: bool
) -> None:
    texts = [tuple(cell.format(f"word-{row}-{at}-") for at, cell in enumerate(cells)) for row, cells in enumerate(rows)]
    layout = EARLIER if is_earlier else PRESENT
    heads = tuple("Comments" if at == HEADINGS.index("") else head for at, head in enumerate(layout.headings))
    layout = replace(layout, ids=IDS, domain_rows=False, headings=heads)
    by_question = dict(zip(IDS, texts, strict=False))
    comments = {layout.address(question, "Comments"): cells[4] for question, cells in by_question.items() if cells[4]}
    (folder / "typed.xlsx").write_bytes(
        questionnaire(layout, filled={q: c[:4] for q, c in by_question.items()}, extra=comments)
    )
    ours = [Answer(question, Status.NO, description="ours", note="ours") for question in IDS[:2]] if is_ours else []
    repository = made(folder, *ours)
    intake = read_file(repository.home, str(folder / "typed.xlsx"))
    take_into(repository, "X", intake, OnConflict.THEIRS)
    kept = json.dumps(json.loads(repository.existing("X").read_bytes()))
    for cells in texts:
        for at, cell in enumerate(cells):
            words = [word for word in cell.replace("(", " ").replace(")", " ").split() if word.startswith("word-")]
            assert all(word in kept for word in words), (at, cell)
