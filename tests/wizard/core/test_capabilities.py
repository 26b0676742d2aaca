"""The capabilities of the AWS CAF: each figure against a second computation from the lens's own prose."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.library import load_lens
from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.capabilities import ALL, CapabilityMatrix, Figures, Source, missing_questions, weakest_cells
from wizard.core.profile import Created, Profile, QuestionnaireVersion

PROSE = Path(__file__).resolve().parents[3] / "questionnaires" / "caf" / "bank"
SECTION = re.compile(r"^## (?P<control>CAF-\S+)(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
QUESTION = re.compile(r"^### (?P<id>CAF-\S+\.\d+)(?P<body>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
CREDITS = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4, "no": 0.0}
MADE = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
EVERYTHING = Profile("X", tuple(Role), "", "", Phase.PROTOTYPE, Phase.SCALE, UseCase.AGENT)
NARROW = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.PRODUCTION, UseCase.ASSISTANT)
WORDS = (*Status, None)


@dataclass(frozen=True)
class Asked:
    """A question of the lens as its prose has it."""

    weight: int
    phase: str
    use_cases: tuple[str, ...]
    links: tuple[str, ...]


@pytest.fixture(scope="module")
def prose() -> Mapping[str, Asked]:
    """All questions of the lens, read without the program."""
    found = {}
    for file in sorted(PROSE.glob("*.md")):
        for section in SECTION.finditer(file.read_text(encoding="utf-8")):
            keys = dict(re.findall(r"^- (phase|use-cases|baseline): ([^—\n]*)", section["body"], re.MULTILINE))
            phase, uses = keys["phase"].strip(), tuple(keys["use-cases"].strip().split(", "))
            weight = 3 if keys["baseline"].strip() == "yes" else 2 if phase == "prototype" else 1
            for question in QUESTION.finditer(section["body"]):
                links = re.search(r"^- answered by: (.*)$", question["body"], re.MULTILINE)
                assert links, question["id"]
                found[question["id"]] = Asked(weight, phase, uses, tuple(links[1].split(", ")))
    return found


@pytest.fixture(scope="module")
def lens() -> Bank:
    return load_lens("caf-ai")


def matrix_of(bank: Bank, lens: Bank, words: Mapping[str, Status | None], profile: Profile) -> CapabilityMatrix:
    answers = {question: Answer(question, word) for question, word in words.items()}
    return CapabilityMatrix(lens, Result(bank, Assessment(profile, MADE, answers)))


def spread(bank: Bank, seed: int) -> dict[str, Status | None]:
    return {question: WORDS[(number // 4 * seed + number) % 6] for number, question in enumerate(bank.questions)}


def all_figures(found: CapabilityMatrix) -> Sequence[Figures]:
    return (*found.cells, *found.capabilities, *found.components, found.whole)


def score(pairs: Sequence[tuple[int, str]]) -> float | None:
    """100 times weight by credit over weight; open counts as nothing, na is left out."""
    counted = [(weight, CREDITS.get(word, 0.0)) for weight, word in pairs if word != "na"]
    weights = sum(weight for weight, _ in counted)
    return 100 * sum(weight * credit for weight, credit in counted) / weights if weights else None


@pytest.mark.parametrize("included", [True, False])
@pytest.mark.parametrize("profile", [EVERYTHING, NARROW])
def test_every_figure_is_that_of_an_independent_computation(
    bank: Bank, lens: Bank, prose: Mapping[str, Asked], profile: Profile, included: bool
) -> None:
    given_ = spread(bank, 5)
    own = {question: WORDS[number % 6] for number, question in enumerate(prose) if number % 3}
    profile = replace(profile, lenses=("caf-ai",) if included else ())
    found = matrix_of(bank, lens, {**given_, **own}, profile)
    asked = [
        question
        for question, fact in prose.items()
        if fact.phase in ("prototype", "production", *(("scale",) if profile.target_phase is Phase.SCALE else ()))
        and profile.use_case in fact.use_cases
    ]
    in_scope = {question: bank.control_of(question) for question in Result(bank, found.result.assessment).asked}
    counted, sources = {}, {}
    for question in asked:
        linked = [given_[q] for q, control in in_scope.items() if control.id in prose[question].links]
        offered = sorted((word.value for word in linked if word and word != "na"), key=CREDITS.__getitem__)
        mine = own.get(question) if included else None
        counted[question] = mine.value if mine else next(iter(offered), "")
        sources[question] = "own" if mine else "linked" if offered else "open"
    assert found.included is included
    assert len(found.cells) == 27
    for place in all_figures(found):
        members = [
            question
            for question in asked
            if place.capability in (ALL, question.rsplit("-", 1)[0])
            and place.component in (ALL, question.rsplit("-", 1)[1].partition(".")[0].lower())
        ]
        where = f"{place.capability} {place.component}"
        assert sorted(item.question.id for item in place.questions) == sorted(members), where
        assert place.score.posture == _close(score([(prose[q].weight, counted[q]) for q in members])), where
        links = {link for question in members for link in prose[question].links}
        behind = {q: control.weight for q, control in in_scope.items() if control.id in links}
        words = [(weight, word.value if (word := given_[q]) else "") for q, weight in behind.items()]
        assert (set(place.controls), place.matrix.asked) == (links, len(behind)), where
        assert place.matrix.posture == _close(score(words)), where
        by = Counter(sources[question] for question in members)
        assert {source.value: place.counted_by(source) for source in Source} == {s.value: by[s.value] for s in Source}


def _close(value: float | None) -> object:
    return None if value is None else pytest.approx(value, abs=1e-9)


def test_a_control_that_several_questions_link_to_counts_once(
    bank: Bank, lens: Bank, prose: Mapping[str, Asked]
) -> None:
    often, times = Counter(link for fact in prose.values() for link in fact.links).most_common(1)[0]
    assert times >= 3
    questions = bank.controls[often].question_ids
    whole = matrix_of(bank, lens, dict.fromkeys(questions, Status.YES), EVERYTHING).whole
    weights = {q: bank.control_of(q).weight for c in whole.controls for q in bank.controls[c].question_ids}
    assert whole.controls.count(often) == 1
    assert whole.matrix.answered == len(questions)
    assert whole.matrix.posture == pytest.approx(100 * sum(weights[q] for q in questions) / sum(weights.values()))


def test_an_own_answer_comes_before_linked_ones_and_answers_to_a_lens_that_is_not_asked_do_not_count(
    bank: Bank, lens: Bank
) -> None:
    question = next(iter(lens.questions.values()))
    linked = [q for link in question.links for q in bank.controls[link].question_ids]
    words = {**dict.fromkeys(linked, Status.YES), question.id: Status.NO}
    asked = matrix_of(bank, lens, words, replace(EVERYTHING, lenses=("caf-ai",))).questions[0]
    assert (asked.status, asked.source) == (Status.NO, Source.OWN)
    assert asked.offer is not None
    without = matrix_of(bank, lens, words, EVERYTHING).questions[0]
    assert (without.status, without.source) == (Status.YES, Source.LINKED)


def test_linked_answers_that_do_not_apply_or_are_not_asked_leave_a_question_open(bank: Bank, lens: Bank) -> None:
    everything = dict.fromkeys(bank.questions, Status.NA)
    assert {item.source for item in matrix_of(bank, lens, everything, EVERYTHING).questions} == {Source.OPEN}
    narrow = matrix_of(bank, lens, {}, NARROW)
    outside = {q: Status.YES for q in bank.questions if q not in narrow.result.asked}
    found = matrix_of(bank, lens, outside, NARROW)
    assert outside
    assert {item.source for item in found.questions} == {Source.OPEN}
    assert found.whole.matrix.answered == 0


def test_a_cell_that_the_scope_does_not_reach_has_no_figures(bank: Bank, lens: Bank) -> None:
    found = matrix_of(bank, lens, dict.fromkeys(bank.questions, Status.YES), NARROW)
    empty = [cell for cell in found.cells if not cell.questions]
    assert empty
    for cell in empty:
        assert (cell.score.posture, cell.controls, cell.matrix.posture) == (None, (), None)


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_another_yes_never_lowers_a_figure(bank: Bank, lens: Bank, data: st.DataObject) -> None:
    words = data.draw(
        st.dictionaries(st.sampled_from(sorted(bank.questions)), st.sampled_from(tuple(Status)), max_size=60)
    )
    before = matrix_of(bank, lens, words, EVERYTHING)
    open_ones = sorted(set(bank.questions) - set(words))
    after = matrix_of(bank, lens, {**words, data.draw(st.sampled_from(open_ones)): Status.YES}, EVERYTHING)
    for one, other in zip(all_figures(before), all_figures(after), strict=True):
        assert (other.score.posture or 0) >= (one.score.posture or 0) - 1e-9
        assert (other.matrix.posture or 0) >= (one.matrix.posture or 0) - 1e-9


def test_the_weakest_cells_are_the_lowest_that_have_answers_the_larger_first(bank: Bank, lens: Bank) -> None:
    asked = replace(EVERYTHING, lenses=("caf-ai",))
    no = {"CAF-IR-MODEL.1": Status.NO, "CAF-VM-MODEL.1": Status.NO, "CAF-TD-MODEL.1": Status.NO}
    rest = {q: Status.YES for q in lens.questions if q.rsplit("-", 1)[0] == "CAF-DP"} | {
        "CAF-DP-OUTPUT.2": Status.PARTIAL
    }
    weakest = weakest_cells(matrix_of(bank, lens, {**no, **rest}, asked).cells)
    assert [(c.capability, c.component) for c in weakest] == [
        ("CAF-VM", "model"),
        ("CAF-TD", "model"),
        ("CAF-IR", "model"),
    ]
    found = missing_questions(weakest[0])
    assert [(item.question.id, item.status) for item in found] == [
        ("CAF-VM-MODEL.1", Status.NO),
        *((f"CAF-VM-MODEL.{number}", None) for number in (2, 3, 4)),
    ]


def test_where_nothing_is_answered_or_nothing_is_missing_no_cell_is_weak(bank: Bank, lens: Bank) -> None:
    assert weakest_cells(matrix_of(bank, lens, {}, EVERYTHING).cells) == ()
    everything = matrix_of(bank, lens, dict.fromkeys(bank.questions, Status.YES), EVERYTHING)
    assert everything.whole.score.posture == 100
    assert weakest_cells(everything.cells) == ()
