"""What if: the result of an assessment when some of its questions had full credit."""

from collections.abc import Iterable
from dataclasses import replace

from wizard.core.answers import Status
from wizard.core.assessment import Result


def what_if(result: Result, questions: Iterable[str]) -> Result:
    """What everything comes to with these questions answered by yes; nothing is stored."""
    assessment = result.assessment
    closed = {question: replace(assessment.answer(question), status=Status.YES) for question in questions}
    return result.of(replace(assessment, answers={**assessment.answers, **closed}))
