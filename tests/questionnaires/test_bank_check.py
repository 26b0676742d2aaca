"""The bank check: what a program can say about the wording of all 320 questions, 247 controls and the CAF lens."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

import pytest
import readability

from questionnaires.library import load_lens
from questionnaires.model import Bank, Control, Question
from questionnaires.vocabulary import Role

HIGHEST_GRADE = 12
ALIKE = 0.75
"""Two questions that share three quarters of their words in order would be taken for the same in a workshop."""

AMERICAN = re.compile(
    r"\b(?=[a-z])(?!(?:size|resize|prize|seize|capsize|downsize|oversize|undersize|right-size|tokenize)[dsr]?s?\b|sizing\b)"
    r"\w+(?:ization|izations|ize|izes|ized|izing|izer|yze|yzed|yzing)\b"
    r"|\b(?:color|behavior|favor|honor|labor|neighbor|center|fiber|defense|offense|canceled|labeled|labeling"
    r"|modeled|modeling|traveled|fulfill|enrollment|judgment|gray)s?\b",
)
"""American forms of words that the bank spells in British; capitalised words are names of services."""

STOCK = re.compile(
    r"\b(?:leverag\w+|robust\w*|seamless\w*|cutting[- ]edge|best[- ]in[- ]class|holistic\w*)\b", re.IGNORECASE
)


def prose(control: Control) -> Iterator[str]:
    """Every sentence of a control."""
    text = control.text
    yield from (text.intent, text.consequence, text.ask_the_other_party, text.customer_side, text.test, text.service)
    yield from (*text.evidence, *text.role_guidance.values(), *text.reasons.values())
    yield from (text.from_no.action, text.from_partial.action)
    for question in text.questions:
        yield question.text
        yield from question.criteria.values()


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of one text: the years of school that it asks for."""
    sentences = [" ".join(re.findall(r"[A-Za-z0-9'&-]+|[.,;:?]", part)) for part in re.split(r"(?<=[.?!]) ", text)]
    measures = readability.getmeasures("\n".join(sentences) + "\n", lang="en")
    return float(measures["readability grades"]["Kincaid"])


@pytest.fixture(scope="module")
def controls(bank: Bank) -> tuple[Control, ...]:
    """The controls of the matrix and of the lens that comes with it."""
    return (*bank.controls.values(), *load_lens("caf-ai").controls.values())


@pytest.fixture(scope="module")
def questions(controls: tuple[Control, ...]) -> tuple[Question, ...]:
    return tuple(question for control in controls for question in control.text.questions)


def test_every_question_can_be_read_after_twelve_years_of_school(questions: tuple[Question, ...]) -> None:
    grades = {question.id: round(grade(question.text), 1) for question in questions}
    assert not {question_id: value for question_id, value in grades.items() if value > HIGHEST_GRADE}


def test_no_two_questions_are_nearly_alike(questions: tuple[Question, ...]) -> None:
    words = {question.id: question.text.lower().split() for question in questions}
    pairs = []
    for (first, left), (second, right) in combinations(words.items(), 2):
        matcher = SequenceMatcher(None, left, right)
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
            pairs.append((first, second))
    assert not pairs


def test_the_four_status_lines_of_a_question_are_distinct(questions: tuple[Question, ...]) -> None:
    for question in questions:
        lines = [line.lower().split() for line in question.criteria.values()]
        assert all(len(line) > 1 for line in lines), question.id
        for left, right in combinations(lines, 2):
            assert SequenceMatcher(None, left, right).ratio() <= ALIKE, question.id


def test_the_spelling_is_british_throughout(controls: tuple[Control, ...]) -> None:
    found = {
        f"{control.id}: {match[0]}"
        for control in controls
        for line in prose(control)
        for match in AMERICAN.finditer(line)
    }
    assert not found


def test_no_sentence_is_stock(controls: tuple[Control, ...]) -> None:
    found = {
        f"{control.id}: {match[0]}" for control in controls for line in prose(control) for match in STOCK.finditer(line)
    }
    assert not found


def test_no_role_is_told_the_same_as_another(controls: tuple[Control, ...]) -> None:
    for control in controls:
        for (left_role, left), (right_role, right) in combinations(control.text.role_guidance.items(), 2):
            ratio = SequenceMatcher(None, left.lower().split(), right.lower().split()).ratio()
            assert ratio <= ALIKE, f"{control.id}: {left_role} and {right_role}"


def test_every_asked_role_has_its_text_and_somebody_to_ask(bank: Bank) -> None:
    for control in bank.controls.values():
        held = {role for role in Role if control.responsibility(role).held}
        assert set(control.text.role_guidance) == held, control.id
        assert control.text.ask_the_other_party.endswith("?"), control.id


def test_no_line_is_said_twice_in_the_bank(controls: tuple[Control, ...]) -> None:
    seen: dict[str, str] = {}
    twice = []
    for control in controls:
        text = control.text
        for line in (text.intent, text.consequence, text.test, *text.role_guidance.values(), *text.evidence):
            key = line.casefold()
            if key in seen and len(line.split()) > 4:
                twice.append((seen[key], control.id, line))
            seen[key] = control.id
    assert not twice
