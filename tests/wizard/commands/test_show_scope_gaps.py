"""``show``, ``scope`` and ``gaps``: the exchange shapes, and every figure against the design's formulas."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from support.expected_heat import stages_of

COUNTS = {"asked", "answered", "yes", "yes_gaps", "partial", "no", "na", "review"}
SCORE_ROW = {"code", "title", "asked", "answered", "assessed", "posture"}
LAYERS = ["infrastructure", "identity & data", "AI application", "governance"]
PROFILES = [
    (("AP",), "prototype", "production", "assistant"),
    (("CSP",), "prototype", "prototype", "assistant"),
    (("MP",), "production", "scale", "data-connected"),
    (("OSP", "AP"), "production", "scale", "agent"),
    (("CSP", "MP", "OSP", "AP"), "scale", "scale", "agent"),
]
Json = Callable[..., Any]


def _options(roles: tuple[str, ...], phase: str, target: str, use_case: str) -> list[str]:
    return ["--role", *roles, "--phase", phase, "--target", target, "--use-case", use_case]


def _close(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


@pytest.fixture
def read(cli: Callable[..., Any]) -> Json:
    """Call a command with ``--json`` and parse what it prints."""

    def do(*arguments: str) -> Any:
        run = cli(*arguments, "--json")
        assert (run.code, run.err) == (0, "")
        return json.loads(run.out)

    return do


@pytest.mark.parametrize("profile", PROFILES)
def test_show_has_the_fields_of_the_exchange_format(make: Json, read: Json, profile: Any) -> None:
    roles, phase, target, use_case = profile
    make("X", {}, *_options(*profile))
    shown = read("show", "X")
    fields = (
        "name organization system roles phase target_phase use_case questionnaire counts score domains layers readiness"
    )
    assert set(fields.split()) <= set(shown)
    assert set(shown) - set(fields.split()) <= {"blockers", "lenses", "lens_results", "insights"}
    assert (shown["name"], shown["organization"], shown["system"]) == ("X", "", "")
    assert (shown["roles"], shown["phase"], shown["target_phase"], shown["use_case"]) == (
        list(roles),
        phase,
        target,
        use_case,
    )
    assert shown["questionnaire"] == {"id": "aicm", "version": "1.1"}
    assert set(shown["counts"]) == COUNTS
    assert set(shown["score"]) == {"assessed", "posture"}
    assert set(shown["readiness"]) == {"prototype", "production", "scale"}
    for row in (*shown["domains"], *shown["layers"]):
        assert set(row) == SCORE_ROW


@pytest.mark.parametrize("profile", PROFILES)
def test_show_counts_and_scores_follow_the_formulas(
    make: Json, read: Json, oracle: Any, spread: Json, profile: Any
) -> None:
    roles, _, target, use_case = profile
    asked = oracle.asked(roles, target, use_case)
    statuses = spread(asked)
    make("X", statuses, *_options(*profile))
    shown = read("show", "X")
    given = [statuses[question] for question in asked if question in statuses]
    assert shown["counts"] == {
        "asked": len(asked),
        "answered": len(given),
        **{status.replace("-", "_"): given.count(status) for status in ("yes", "yes-gaps", "partial", "no", "na")},
        "review": 0,
    }
    assessed, posture = oracle.scores(asked, statuses)
    assert shown["score"] == {"assessed": _close(assessed), "posture": _close(posture)}
    assert 0 < shown["score"]["posture"] < shown["score"]["assessed"] < 100


@pytest.mark.parametrize("profile", PROFILES)
def test_show_scores_each_domain_and_layer_by_the_same_formula(
    make: Json, read: Json, oracle: Any, spread: Json, profile: Any
) -> None:
    roles, _, target, use_case = profile
    asked = oracle.asked(roles, target, use_case)
    statuses = spread(asked)
    make("X", statuses, *_options(*profile))
    shown = read("show", "X")

    def expected(code: str, title: str, own: list[str]) -> dict[str, Any]:
        assessed, posture = oracle.scores(own, statuses)
        return {
            "code": code,
            "title": title,
            "asked": len(own),
            "answered": sum(question in statuses for question in own),
            "assessed": _close(assessed),
            "posture": _close(posture),
        }

    domains = {code: [q for q in asked if oracle.facts[q].domain == code] for code in oracle.domain_titles}
    layers = {layer: [q for q in asked if oracle.facts[q].layer == layer] for layer in LAYERS}
    assert shown["domains"] == [expected(code, oracle.domain_titles[code], own) for code, own in domains.items() if own]
    assert shown["layers"] == [expected(layer, layer, own) for layer, own in layers.items() if own]


@pytest.mark.parametrize("profile", PROFILES)
def test_readiness_is_the_share_of_a_phase_that_stands(
    make: Json, read: Json, oracle: Any, spread: Json, profile: Any
) -> None:
    roles, _, target, use_case = profile
    asked = oracle.asked(roles, target, use_case)
    statuses = spread(asked)
    make("X", statuses, *_options(*profile))
    phases = ["prototype", "production", "scale"]
    within = phases[: phases.index(target) + 1]
    assert read("show", "X")["readiness"] == {
        phase: _close(oracle.readiness(asked, statuses, phase)) if phase in within else None for phase in phases
    }


def test_the_questions_that_block_a_phase_are_listed(make: Json, read: Json, oracle: Any, spread: Json) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    statuses = spread(asked)
    make("X", statuses)
    blocking = [question for question in asked if statuses.get(question) in ("partial", "no", None)]
    assert read("show", "X")["blockers"] == {
        "prototype": [question for question in blocking if oracle.facts[question].phase == "prototype"],
        "production": blocking,
        "scale": [],
    }


def test_without_answers_nothing_is_assessed_and_the_posture_is_zero(make: Json, read: Json) -> None:
    make("X")
    shown = read("show", "X")
    assert shown["counts"]["answered"] == 0
    assert shown["score"] == {"assessed": None, "posture": 0}
    assert {(row["assessed"], row["posture"]) for row in (*shown["domains"], *shown["layers"])} == {(None, 0)}


def test_where_nothing_applies_there_is_no_score(make: Json, read: Json, cli: Json, oracle: Any) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    make("X", dict.fromkeys(asked, "na"))
    shown = read("show", "X")
    assert shown["counts"]["answered"] == shown["counts"]["na"] == len(asked)
    assert shown["score"] == {"assessed": None, "posture": None}
    assert (shown["readiness"]["prototype"], shown["readiness"]["production"]) == (None, None)
    assert read("gaps", "X") == []
    assert cli("show", "X").code == 0


def test_an_answer_outside_the_scope_does_not_count(make: Json, read: Json, oracle: Any) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    outside = next(question for question in oracle.facts if question not in asked)
    make("X", {outside: "yes", asked[0]: "no"})
    shown = read("show", "X")
    assert shown["counts"]["answered"] == 1
    assert shown["score"]["assessed"] == 0
    assert outside not in {gap["question"] for gap in read("gaps", "X")}


def test_show_prints_scores_with_one_decimal(make: Json, cli: Json, oracle: Any, spread: Json) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    statuses = spread(asked)
    make("Support assistant", statuses, "--role", "AP", "--organization", "Org", "--system", "a chat")
    run = cli("show", "Support assistant")
    assert (run.code, run.err) == (0, "")
    assessed, posture = oracle.scores(asked, statuses)
    lines = run.out.splitlines()
    assert lines[0] == "Support assistant"
    assert "Org" in lines[1]
    assert "a chat" in lines[1]
    assert any(re.match(rf"Answered\s+{len(statuses)} of {len(asked)}\b", line) for line in lines)
    assert any(re.match(rf"Assessed\s+{assessed:.1f}\b", line) for line in lines)
    assert any(re.match(rf"Posture\s+{posture:.1f}\b", line) for line in lines)
    ready = oracle.readiness(asked, statuses, "production")
    assert any(line.startswith("Ready for production") and f"{ready:.1f}" in line for line in lines)
    for code, title in oracle.domain_titles.items():
        own = [question for question in asked if oracle.facts[question].domain == code]
        found = [line for line in lines if line.startswith(f"{code} ") and title in line]
        assert len(found) == bool(own)
        if own:
            assert f"{sum(question in statuses for question in own)}/{len(own)}" in found[0]
            assert found[0].endswith(f"{oracle.scores(own, statuses)[1]:.1f}")


def test_show_prints_a_dash_where_there_is_no_score(make: Json, cli: Json) -> None:
    make("X")
    (line,) = (line for line in cli("show", "X").out.splitlines() if line.startswith("Assessed"))
    assert not re.search(r"\d", line)


@pytest.mark.parametrize("profile", PROFILES)
def test_scope_has_an_entry_for_each_question_with_its_facts(make: Json, read: Json, oracle: Any, profile: Any) -> None:
    roles, _, target, use_case = profile
    make("X", {}, *_options(*profile))
    ledger = read("scope", "X")
    assert [entry["question"] for entry in ledger] == list(oracle.facts)
    asked = set(oracle.asked(roles, target, use_case))
    fields = {"question", "control", "domain", "asked", "responsibility", "phase", "layer", "reason"}
    for entry in ledger:
        assert fields <= set(entry)
        assert set(entry) - fields <= {"ask"}
        fact = oracle.facts[entry["question"]]
        assert entry["asked"] is (entry["question"] in asked)
        assert entry["responsibility"] == {role: fact.responsibility(role) for role in roles}
        assert (entry["control"], entry["domain"]) == (fact.control, fact.domain)
        assert (entry["phase"], entry["layer"]) == (fact.phase, fact.layer)


def test_the_reason_names_what_keeps_a_question_out(make: Json, read: Json, oracle: Any) -> None:
    make("X", {}, *_options(("AP",), "prototype", "prototype", "assistant"))
    parties = {
        "CSP": "cloud service provider",
        "MP": "model provider",
        "OSP": "orchestrated service provider",
        "AP": "application provider",
        "AIC": "customer",
    }
    kinds = set()
    for entry in read("scope", "X"):
        fact, reason = oracle.facts[entry["question"]], entry["reason"]
        assert reason
        if entry["asked"]:
            assert "AP" in reason
            kinds.add("asked")
        elif fact.responsibility("AP") == "inherited":
            assert all(parties[party] in reason for party in fact.owners["AP"].split("-"))
            kinds.add("inherited")
        elif "assistant" not in fact.use_cases:
            assert all(use_case in reason for use_case in fact.use_cases)
            kinds.add("use case")
        else:
            assert fact.phase in reason
            assert "prototype" in reason
            kinds.add("phase")
    assert kinds == {"asked", "inherited", "use case", "phase"}


def test_the_scope_page_has_a_line_for_each_of_the_320_questions(make: Json, cli: Json, oracle: Any) -> None:
    make("X")
    run = cli("scope", "X")
    assert (run.code, run.err) == (0, "")
    asked = set(oracle.asked(["AP"], "production", "assistant"))
    lines = {line.split()[0]: line for line in run.out.splitlines() if line.split() and line.split()[0] in oracle.facts}
    assert set(lines) == set(oracle.facts)
    assert {question for question, line in lines.items() if "not asked" not in line} == asked
    assert f"{len(asked)} of 320" in run.out


@pytest.mark.parametrize("profile", PROFILES)
def test_gaps_are_ranked_by_the_formula(make: Json, read: Json, oracle: Any, spread: Json, profile: Any) -> None:
    roles, phase, target, use_case = profile
    asked = oracle.asked(roles, target, use_case)
    statuses = spread(asked)
    make("X", statuses, *_options(*profile))
    gaps = read("gaps", "X")
    expected = oracle.gaps(asked, statuses, phase, target)
    assert [gap["question"] for gap in gaps] == [question for question, _, _ in expected]
    assert [gap["rank"] for gap in gaps] == list(range(1, len(expected) + 1))
    assert [(gap["urgency"], gap["priority"]) for gap in gaps] == [
        (urgency, pytest.approx(priority)) for _, urgency, priority in expected
    ]


def test_a_gap_carries_the_facts_of_its_control(make: Json, read: Json, oracle: Any, spread: Json) -> None:
    profile = (("OSP", "AP"), "production", "scale", "agent")
    statuses = spread(oracle.asked(["OSP", "AP"], "scale", "agent"))
    make("X", statuses, *_options(*profile))
    gaps = read("gaps", "X")
    for gap in gaps:
        fact = oracle.facts[gap["question"]]
        assert set(gap) == {
            *("rank", "question", "control", "title", "domain", "status", "phase", "layer", "weight", "urgency"),
            *("priority", "techniques", "threat_categories", "mappings"),
        }
        assert (gap["control"], gap["title"], gap["domain"]) == (fact.control, fact.title, fact.domain)
        assert (gap["phase"], gap["layer"], gap["weight"]) == (fact.phase, fact.layer, fact.weight)
        assert gap["status"] == statuses.get(gap["question"])
        assert tuple(gap["threat_categories"]) == fact.threats
        assert gap["mappings"] == oracle.requirements.get(fact.control, {})
        assert gap["techniques"] == oracle.techniques.get(fact.control, [])
    assert any(gap["techniques"] for gap in gaps)
    assert any(gap["mappings"] for gap in gaps)
    assert {gap["status"] for gap in gaps} == {None, "no", "partial", "yes-gaps"}


def test_the_gaps_page_lists_the_gaps_in_order(make: Json, cli: Json, oracle: Any, spread: Json) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    statuses = spread(asked)
    make("X", statuses)
    run = cli("gaps", "X")
    assert (run.code, run.err) == (0, "")
    lines = [line.split() for line in run.out.splitlines() if line.split() and line.split()[0].isdecimal()]
    for words, (rank, (question, _, priority)) in zip(
        lines, enumerate(oracle.gaps(asked, statuses, "prototype", "production"), start=1), strict=True
    ):
        assert words[:2] == [str(rank), f"{priority:.1f}"]
        assert question in words
        assert (statuses.get(question) or "open") in words


def test_full_credit_everywhere_leaves_no_gap(make: Json, read: Json, cli: Json, oracle: Any) -> None:
    make("X", dict.fromkeys(oracle.asked(["AP"], "production", "assistant"), "yes"))
    assert read("gaps", "X") == []
    run = cli("gaps", "X")
    assert run.code == 0
    assert "No gaps" in run.out
    shown = read("show", "X")
    assert shown["score"] == {"assessed": 100, "posture": 100}
    assert shown["readiness"] == {"prototype": 100, "production": 100, "scale": None}


@pytest.mark.parametrize("command", ["show", "scope", "gaps", "check"])
def test_looking_changes_nothing_on_disk(make: Json, cli: Json, disk: Json, command: str) -> None:
    make("X", {"IAM-01.1": "yes"})
    before = disk()
    cli(command, "X")
    cli(command, "X", "--json")
    assert disk() == before


def test_an_assessment_is_found_in_any_letter_case(make: Json, read: Json) -> None:
    make("Support Assistant")
    assert read("show", "support assistant")["name"] == "Support Assistant"


@pytest.fixture
def made(make: Json, oracle: Any, spread: Json) -> str:
    """The name of an assessment with every status in turn."""
    make("X", spread(oracle.asked(["AP"], "production", "assistant")))
    return "X"


@pytest.mark.parametrize(
    ("typed", "stage", "part"),
    [
        ("evaluation", "evaluation", ""),
        ("Evaluation/Re-Evaluation", "evaluation", "re-evaluation"),
        ("training", "development", "training"),
    ],
)
def test_the_gaps_of_a_stage_keep_their_ranks(
    made: str, read: Json, cli: Json, typed: str, stage: str, part: str
) -> None:
    everything, chosen = read("gaps", made), read("gaps", made, "--stage", typed)
    wanted = [gap for gap in everything if stage in stages_of(gap["control"])]
    wanted = [gap for gap in wanted if not part or part in stages_of(gap["control"])[stage]]
    assert chosen == wanted
    assert 0 < len(chosen) < len(everything)
    lines = [line.split() for line in cli("gaps", made, "--stage", typed).out.splitlines()]
    assert [words[0] for words in lines if words[0].isdecimal()] == [str(gap["rank"]) for gap in wanted]


def test_a_stage_without_a_gap_or_with_a_wrong_name_says_so(make: Json, cli: Json, oracle: Any) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    in_evaluation = [q for q in asked if "evaluation" in stages_of(q.rpartition(".")[0])]
    make("X", dict.fromkeys(in_evaluation, "yes"))
    run = cli("gaps", "X", "--stage", "evaluation")
    assert (run.code, run.out) == (
        0,
        f"None of the {len(asked) - len(in_evaluation)} gaps matters in the lifecycle stage evaluation.\n",
    )
    wrong = cli("gaps", "X", "--stage", "evalution")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "caiq-wizard: there is no lifecycle stage 'evalution'; did you mean evaluation?\n"
