"""An assessment as one value, and what follows from it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion

CREATED = Created(datetime(2026, 1, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
PROFILE = Profile("trial", (Role.AP,), target_phase=Phase.PRODUCTION)


def test_a_question_nobody_spoke_about_has_an_empty_answer() -> None:
    assert Assessment(PROFILE, CREATED).answer("AIS-01.1") == Answer("AIS-01.1")


def test_with_answer_replaces_one_answer_and_leaves_the_old_value_alone() -> None:
    first = Assessment(PROFILE, CREATED).with_answer(Answer("AIS-01.1", Status.NO))
    second = first.with_answer(Answer("AIS-01.1", Status.YES)).with_answer(Answer("AIS-02.1", Status.NA))
    assert first.answer("AIS-01.1").status is Status.NO
    assert second.answer("AIS-01.1").status is Status.YES
    assert len(second.answers) == 2


def test_the_order_in_which_questions_are_answered_does_not_matter(bank: Bank) -> None:
    given = [Answer(question, list(Status)[n % 5]) for n, question in enumerate(bank.questions)]
    forwards = backwards = Assessment(PROFILE, CREATED)
    for answer in given:
        forwards = forwards.with_answer(answer)
    for answer in reversed(given):
        backwards = backwards.with_answer(answer)
    one, other = Result(bank, forwards), Result(bank, backwards)
    assert one.score == other.score
    assert (one.domains, one.layers, one.phases) == (other.domains, other.layers, other.phases)
    assert (one.readiness, one.gaps, one.findings) == (other.readiness, other.gaps, other.findings)


def test_only_asked_questions_enter_scores_gaps_readiness_and_findings(bank: Bank, facts: Mapping[str, Any]) -> None:
    everything_wrong = {question: Answer(question, Status.NO) for question in bank.questions}
    result = Result(bank, Assessment(PROFILE, CREATED, everything_wrong))
    asked = {
        question
        for question, fact in facts.items()
        if fact.holds("AP") and fact.phase != "scale" and "assistant" in fact.use_cases
    }
    assert set(result.asked) == asked
    assert result.score.asked == result.score.answered == len(asked)
    assert {gap.question for gap in result.gaps} == asked
    assert set(result.readiness[Phase.PRODUCTION].blockers) == asked
    assert {finding.question for finding in result.findings} == asked
    for groups in (result.domains, result.layers, result.phases):
        assert sum(item.asked for item in groups.values()) == len(asked)


def test_a_phase_beyond_the_target_is_not_judged(bank: Bank) -> None:
    done = {question: Answer(question, Status.YES) for question in bank.questions}
    ready = Result(bank, Assessment(PROFILE, CREATED, done)).readiness
    assert [ready[phase].share for phase in Phase] == [100, 100, None]


def test_the_ledger_of_a_result_has_all_320_questions(bank: Bank) -> None:
    result = Result(bank, Assessment(PROFILE, CREATED))
    assert len(result.ledger) == 320
    assert result.asked == tuple(entry.question for entry in result.ledger if entry.asked)
