"""The fingerprint of the answers: every letter counts, order and time do not."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.vocabulary import Effort
from wizard.core.answers import AcceptedRisk, Answer, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.fingerprint import answers_sha256

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
WHOLE = Answer(
    question="IAM-01.1",
    status=Status.PARTIAL,
    ownership=SsrmOwnership.AP,
    description='“half” of it, "says" Ümit\n',
    responsibilities="none",
    evidence=("a.pdf", "b.pdf"),
    remediation=Remediation("do it", "Ann", date(2027, 1, 31), Effort.DAYS),
    accepted_risk=AcceptedRisk("cheap", date(2027, 6, 30)),
    note="n",
    flagged=True,
    respondent="Bo",
    method=Method.TESTED,
    confidence=Confidence.LOW,
    changed=AT,
)
OTHER = Answer("A&A-01.1", Status.YES)


@given(
    order=st.permutations([WHOLE, OTHER, Answer("AIS-02.1"), Answer("IAM-01.10", Status.NO)]), hours=st.integers(0, 99)
)
def test_neither_order_nor_time_matters(order: list[Answer], hours: int) -> None:
    later = [replace(answer, changed=AT + timedelta(hours=hours)) for answer in order]
    assert answers_sha256(later) == answers_sha256([OTHER, WHOLE, Answer("IAM-01.10", Status.NO), Answer("AIS-02.1")])


@pytest.mark.parametrize(
    "change",
    [
        {"question": "IAM-01.2"},
        {"status": Status.NO},
        {"status": None},
        {"ownership": None},
        {"description": '“half” of it, "says" Umit\n'},
        {"responsibilities": "None"},
        {"evidence": ("b.pdf", "a.pdf")},
        {"evidence": ("a.pdfb.pdf",)},
        {"remediation": replace(WHOLE.remediation, owner="An")},
        {"remediation": replace(WHOLE.remediation, due=None)},
        {"accepted_risk": None},
        {"note": ""},
        {"flagged": False},
        {"respondent": "Bo "},
        {"method": None},
        {"confidence": Confidence.HIGH},
    ],
)
def test_every_field_matters_to_the_letter(change: dict[str, Any]) -> None:
    assert answers_sha256([OTHER, replace(WHOLE, **change)]) != answers_sha256([OTHER, WHOLE])


def test_no_answers_have_the_hash_of_an_empty_list() -> None:
    assert answers_sha256([]) == hashlib.sha256(b"[]").hexdigest()
