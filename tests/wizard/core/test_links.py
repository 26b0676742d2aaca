"""Offers: what answers to the matrix come to for a question of a lens."""

from datetime import date

import pytest

from questionnaires.library import load_lens
from questionnaires.model import Bank, Question
from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status
from wizard.core.links import offer_for, take_over


@pytest.fixture(scope="module")
def question() -> Question:
    """A question of the lens that links to at least two controls."""
    return next(question for question in load_lens("caf-ai").questions.values() if len(question.links) > 1)


def linked(question: Question, bank: Bank) -> list[str]:
    return [question_id for link in question.links for question_id in bank.controls[link].question_ids]


def test_without_an_answer_to_a_linked_control_nothing_is_offered(question: Question, bank: Bank) -> None:
    other = next(item for item in bank.control_by_question if item not in linked(question, bank))
    assert offer_for(question, bank, {}) is None
    assert offer_for(question, bank, {other: Answer(other, Status.YES)}) is None


def test_the_weakest_linked_answer_is_offered_and_all_are_named(question: Question, bank: Bank) -> None:
    first, second, *_ = linked(question, bank)
    offer = offer_for(question, bank, {first: Answer(first, Status.YES), second: Answer(second, Status.PARTIAL)})
    assert offer is not None
    assert offer.status is Status.PARTIAL
    assert offer.words == f"{first} yes, {second} partial"


def test_not_applicable_offers_nothing(question: Question, bank: Bank) -> None:
    first, *_ = linked(question, bank)
    assert offer_for(question, bank, {first: Answer(first, Status.NA, description="no")}) is None


def test_what_is_taken_over_says_where_it_is_from_and_keeps_what_was_written(question: Question, bank: Bank) -> None:
    first, *_ = linked(question, bank)
    plan = Remediation("close it", "team", date(2027, 1, 1))
    source = Answer(first, Status.NO, SsrmOwnership.AP, description="nothing yet", remediation=plan)
    answers = {first: source}
    offer = offer_for(question, bank, answers)
    assert offer is not None
    mine = Answer(question.id, description="my own words", flagged=True)
    result = take_over(mine, offer, answers)
    assert (result.question, result.status, result.ownership) == (question.id, Status.NO, SsrmOwnership.AP)
    assert (result.description, result.flagged, result.remediation) == ("my own words", True, plan)
    assert first in result.note
