"""``check``: the decision rules of the filling instructions, over whole assessments."""

import json
from collections.abc import Callable
from typing import Any

import pytest

QUESTION = "IAM-01.1"
PLAN = {"action": "mend it", "owner": "a team", "due": "2027-03-31"}
# An answer, and what the rules say about it: severity, and a word of the advice.
CASES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"status": "yes", "ownership": "AP-Owned", "description": "how"}, []),
    ({"status": "yes", "ownership": "AP-Owned"}, [("warning", "describe")]),
    ({"status": "yes", "ownership": "AP-Owned", "description": "  "}, [("warning", "describe")]),
    ({"status": "yes", "ownership": "ND", "description": "how"}, [("error", "own")]),
    ({"status": "yes", "description": "how"}, [("error", "own")]),
    ({"status": "yes", "ownership": "Shared Across the Supply Chain", "description": "how"}, []),
    ({"status": "yes", "ownership": "Shared AP-AIC", "description": "how"}, []),
    ({"status": "yes", "ownership": "CSP-Owned", "description": "how"}, [("warning", "CSP-Owned")]),
    ({"status": "yes", "ownership": "Shared MP-OSP", "description": "how"}, [("warning", "Shared MP-OSP")]),
    ({"status": "yes-gaps", "ownership": "AP-Owned", "description": "gaps", "remediation": PLAN}, []),
    ({"status": "yes-gaps", "ownership": "ND", "description": "gaps", "remediation": PLAN}, [("error", "own")]),
    ({"status": "yes-gaps", "ownership": "AP-Owned", "remediation": PLAN}, [("error", "gaps")]),
    ({"status": "yes-gaps", "ownership": "AP-Owned", "description": "gaps"}, [("error", "date")]),
    ({"status": "no", "ownership": "AP-Owned", "remediation": PLAN}, []),
    ({"status": "partial", "ownership": "AP-Owned", "remediation": PLAN}, []),
    ({"status": "no", "remediation": PLAN}, [("error", "own")]),
    ({"status": "no", "ownership": "AP-Owned"}, [("error", "action")]),
    ({"status": "partial", "ownership": "AP-Owned", "remediation": {**PLAN, "action": ""}}, [("error", "action")]),
    ({"status": "partial", "ownership": "AP-Owned", "remediation": {**PLAN, "owner": ""}}, [("error", "owner")]),
    ({"status": "partial", "ownership": "AP-Owned", "remediation": {**PLAN, "due": None}}, [("error", "date")]),
    ({"status": "na"}, [("error", "why")]),
    ({"status": "na", "description": "no such part"}, []),
    ({"note": "no status yet"}, [("warning", "not answered")]),
]


def _mine(cli: Callable[..., Any]) -> tuple[int, list[dict[str, str]]]:
    run = cli("check", "X", "--json")
    return run.code, [finding for finding in json.loads(run.out) if finding["question"] == QUESTION]


@pytest.mark.parametrize(("answer", "expected"), CASES)
def test_each_rule_is_told_with_its_severity_and_fails_the_check_only_as_an_error(
    cli: Callable[..., Any],
    make: Callable[..., None],
    answer: dict[str, Any],
    expected: list[tuple[str, str]],
) -> None:
    make("X", [{"question": QUESTION, **answer}])
    code, findings = _mine(cli)
    assert [finding["severity"] for finding in findings] == [severity for severity, _ in expected]
    for finding, (_, word) in zip(findings, expected, strict=True):
        assert word in finding["message"]
        assert finding["rule"]
    assert code == int(any(severity == "error" for severity, _ in expected))
    assert cli("check", "X").code == code


def test_findings_have_the_fields_of_the_exchange_format(cli: Callable[..., Any], make: Callable[..., None]) -> None:
    make("X", [{"question": QUESTION, "status": "yes"}])
    run = cli("check", "X", "--json")
    assert (run.code, run.err) == (1, "")
    for finding in json.loads(run.out):
        assert set(finding) == {"question", "rule", "severity", "message"}
        assert finding["severity"] in {"error", "warning"}
        assert all(isinstance(value, str) for value in finding.values())


def test_open_questions_are_told_and_do_not_fail_the_check(
    cli: Callable[..., Any], make: Callable[..., None], oracle: Any
) -> None:
    make("X")
    run = cli("check", "X", "--json")
    assert run.code == 0
    findings = json.loads(run.out)
    assert [finding["question"] for finding in findings] == oracle.asked(["AP"], "production", "assistant")
    assert {finding["severity"] for finding in findings} == {"warning"}


def test_an_answer_outside_the_scope_is_not_checked(
    cli: Callable[..., Any], make: Callable[..., None], oracle: Any
) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    outside = next(question for question in oracle.facts if question not in asked)
    make("X", {outside: "no"})
    run = cli("check", "X", "--json")
    assert run.code == 0
    assert outside not in {finding["question"] for finding in json.loads(run.out)}


def test_the_page_counts_what_is_broken_and_what_is_open(
    cli: Callable[..., Any], make: Callable[..., None], oracle: Any
) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    assert QUESTION in asked
    make("X", [{"question": QUESTION, "status": "yes"}])
    run = cli("check", "X")
    assert (run.code, run.err) == (1, "")
    last = run.out.splitlines()[-1]
    assert "1 broken" in last
    assert "1 warning" in last
    assert f"{len(asked) - 1} of {len(asked)}" in last
    rows = [line for line in run.out.splitlines() if QUESTION in line]
    assert sorted(line.split()[0] for line in rows) == ["error", "warning"]


def test_nothing_to_complain_about_is_one_line(cli: Callable[..., Any], make: Callable[..., None], oracle: Any) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    whole = {"status": "yes", "ownership": "AP-Owned", "description": "how"}
    make("X", [{"question": question, **whole} for question in asked])
    run = cli("check", "X")
    assert (run.code, run.err) == (0, "")
    assert len(run.out.splitlines()) == 1
    assert json.loads(cli("check", "X", "--json").out) == []
