"""The decision rules: each with the smallest answer that breaks it, and the same answer mended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from questionnaires.vocabulary import Role
from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status
from wizard.core.rules import Severity, check_all, check_answer

QUESTION = "AIS-01.1"
AP = (Role.AP,)
PLAN = Remediation(action="write the policy", owner="platform team", due=date(2027, 3, 31))

GOOD_YES = Answer(QUESTION, Status.YES, SsrmOwnership.AP, "reviewed each quarter")
GOOD_YES_GAPS = replace(GOOD_YES, status=Status.YES_GAPS, remediation=Remediation(due=date(2027, 3, 31)))
GOOD_PARTIAL = Answer(QUESTION, Status.PARTIAL, SsrmOwnership.AP, remediation=PLAN)
GOOD_NO = replace(GOOD_PARTIAL, status=Status.NO)
GOOD_NA = Answer(QUESTION, Status.NA, SsrmOwnership.NOT_DETERMINED, "no tools are called")


def broken(answer: Answer, roles: Sequence[Role] = AP) -> dict[str, str]:
    """The rules that an answer breaks, with their severity."""
    return {finding.rule: finding.severity.value for finding in check_answer(answer, roles)}


@pytest.mark.parametrize("answer", [GOOD_YES, GOOD_YES_GAPS, GOOD_PARTIAL, GOOD_NO, GOOD_NA], ids=lambda a: a.status)
def test_a_complete_answer_of_each_status_breaks_no_rule(answer: Answer) -> None:
    assert broken(answer) == {}


@pytest.mark.parametrize(
    ("answer", "rule", "severity"),
    [
        (Answer(QUESTION), "open", "warning"),
        (Answer(QUESTION, note="later", ownership=SsrmOwnership.CSP), "open", "warning"),
        (replace(GOOD_NA, description=""), "na-needs-reason", "error"),
        (replace(GOOD_NA, description=" \n "), "na-needs-reason", "error"),
        (replace(GOOD_YES, ownership=None), "yes-needs-owner", "error"),
        (replace(GOOD_YES, ownership=SsrmOwnership.NOT_DETERMINED), "yes-needs-owner", "error"),
        (replace(GOOD_YES_GAPS, ownership=None), "yes-needs-owner", "error"),
        (replace(GOOD_YES_GAPS, ownership=SsrmOwnership.NOT_DETERMINED), "yes-needs-owner", "error"),
        (replace(GOOD_YES, description=""), "bare-yes", "warning"),
        (replace(GOOD_YES, description="\t"), "bare-yes", "warning"),
        (replace(GOOD_YES_GAPS, description=""), "gaps-need-disclosure", "error"),
        (replace(GOOD_YES_GAPS, remediation=Remediation(action="close it")), "gaps-need-date", "error"),
        (replace(GOOD_NO, ownership=None), "no-needs-owner", "error"),
        (replace(GOOD_PARTIAL, ownership=None), "no-needs-owner", "error"),
        (replace(GOOD_NO, ownership=SsrmOwnership.NOT_DETERMINED), "no-owner-undetermined", "warning"),
        (replace(GOOD_PARTIAL, ownership=SsrmOwnership.NOT_DETERMINED), "no-owner-undetermined", "warning"),
        (replace(GOOD_NO, remediation=Remediation()), "no-needs-corrective-action", "error"),
        (replace(GOOD_PARTIAL, remediation=Remediation()), "no-needs-corrective-action", "error"),
        (replace(GOOD_YES, ownership=SsrmOwnership.CSP), "ownership-against-roles", "warning"),
        (replace(GOOD_NO, ownership=SsrmOwnership.MP_OSP), "ownership-against-roles", "warning"),
        (replace(GOOD_NA, ownership=SsrmOwnership.AIC), "ownership-against-roles", "warning"),
    ],
)
def test_the_smallest_breach_is_found_and_nothing_else(answer: Answer, rule: str, severity: str) -> None:
    assert broken(answer) == {rule: severity}


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (replace(PLAN, action=""), "an action"),
        (replace(PLAN, action="  "), "an action"),
        (replace(PLAN, owner=""), "an owner"),
        (replace(PLAN, owner=" "), "an owner"),
        (replace(PLAN, due=None), "a due date"),
    ],
)
@pytest.mark.parametrize("status", [Status.NO, Status.PARTIAL])
def test_a_corrective_action_names_exactly_the_part_that_is_missing(
    status: Status, plan: Remediation, missing: str
) -> None:
    (finding,) = check_answer(replace(GOOD_NO, status=status, remediation=plan), AP)
    assert finding.rule == "no-needs-corrective-action"
    assert [part for part in ("an action", "an owner", "a due date") if part in finding.message] == [missing]


def test_a_corrective_action_needs_no_effort() -> None:
    assert GOOD_NO.remediation.effort is None
    assert broken(GOOD_NO) == {}


@pytest.mark.parametrize("status", [Status.YES, Status.NA])
def test_a_corrective_action_is_not_asked_for_where_nothing_is_to_correct(status: Status) -> None:
    assert broken(Answer(QUESTION, status, SsrmOwnership.AP, "as described")) == {}


@pytest.mark.parametrize("ownership", [None, SsrmOwnership.NOT_DETERMINED, SsrmOwnership.AP, SsrmOwnership.AP_AIC])
def test_na_needs_no_owner(ownership: SsrmOwnership | None) -> None:
    assert broken(replace(GOOD_NA, ownership=ownership)) == {}


@pytest.mark.parametrize("ownership", list(SsrmOwnership))
@pytest.mark.parametrize("role", list(Role))
def test_ownership_contradicts_the_roles_when_it_names_parties_but_none_of_them(
    role: Role, ownership: SsrmOwnership
) -> None:
    words = ownership.value.replace("-Owned", "").removeprefix("Shared ").split("-")
    names_somebody = ownership.value not in ("ND", "Shared Across the Supply Chain")
    found = broken(replace(GOOD_NA, ownership=ownership), (role,))
    assert ("ownership-against-roles" in found) == (names_somebody and role.value not in words)


def test_one_of_several_roles_is_enough_for_an_owner() -> None:
    answer = replace(GOOD_YES, ownership=SsrmOwnership.CSP_MP)
    assert broken(answer, (Role.MP, Role.AP)) == {}
    assert broken(answer, (Role.OSP, Role.AP)) == {"ownership-against-roles": "warning"}


def test_one_answer_may_break_several_rules() -> None:
    assert broken(Answer(QUESTION, Status.YES_GAPS)) == {
        "yes-needs-owner": "error",
        "gaps-need-disclosure": "error",
        "gaps-need-date": "error",
    }
    assert broken(Answer(QUESTION, Status.NO)) == {"no-needs-owner": "error", "no-needs-corrective-action": "error"}


def test_every_finding_names_its_question_and_says_what_to_do() -> None:
    for status in (None, *Status):
        for ownership in (None, SsrmOwnership.NOT_DETERMINED, SsrmOwnership.CSP):
            for finding in check_answer(Answer(QUESTION, status, ownership), AP):
                assert finding.question == QUESTION
                assert finding.message.strip()


def test_check_all_goes_through_the_asked_questions_in_their_order_and_no_others() -> None:
    answers = {
        "AIS-03.1": replace(GOOD_NO, question="AIS-03.1", remediation=Remediation()),
        "AIS-02.1": replace(GOOD_YES, question="AIS-02.1"),
        "AIS-09.1": replace(GOOD_NA, question="AIS-09.1", description=""),
    }
    found = check_all(["AIS-03.1", "AIS-02.1", "AIS-01.1"], answers, AP)
    assert [(finding.question, finding.rule) for finding in found] == [
        ("AIS-03.1", "no-needs-corrective-action"),
        ("AIS-01.1", "open"),
    ]


def test_check_all_takes_roles_from_any_iterable_once() -> None:
    answers = {name: replace(GOOD_YES, question=name, ownership=SsrmOwnership.CSP) for name in ("A", "B")}
    found = check_all(["A", "B"], answers, iter(AP))
    assert [finding.question for finding in found] == ["A", "B"]
    assert {finding.severity for finding in found} == {Severity.WARNING}
