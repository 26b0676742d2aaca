"""The fact tables against the published matrix and the published ATT&CK mappings, read independently of the tables."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import questionnaires
from questionnaires.model import Bank
from questionnaires.vocabulary import Role

Published = Mapping[str, Mapping[str, Any]]

TABLES = Path(questionnaires.__file__).parent / "aicm"
LAYER_OF_ROLE = {
    "CSP": "processing_infrastructure",
    "MP": "model",
    "OSP": "orchestrated_services",
    "AP": "application",
}
TYPES = {"Cloud & AI Related": "cloud and AI", "AI-Specific": "AI-specific", "Cloud-Specific": "cloud-specific"}
STAGES = {"evaluation_validation": "evaluation", "service_retirement": "retirement"}
FAMILIES = {
    "iso": "ISO/IEC",
    "eu_ai_act": "EU AI Act",
    "bsi_ai_c4": "BSI AIC4/C5",
    "nist_ai_600_1": "NIST AI 600-1",
}
GAP_LEVELS = {"No Gap": "none", "Partial Gap": "partial", "Full Gap": "full"}
NAMED_CLAUSE = re.compile(r"(ISO/IEC \d{5}|EU AI Act|BSI AIC4|BSI C5)(?::\d{4})? (.+)")
STANDARD = re.compile(r"\b(27001|27002|27701|42001)(?::\d{4})?\b")


@pytest.fixture(scope="module")
def published(shared: Path) -> Published:
    matrix = json.loads((shared / "reference" / "aicm-1.1.0.json").read_text(encoding="utf-8"))
    return {control["id"]: control for control in matrix["controls"]}


@pytest.fixture(scope="module")
def attack_rows(shared: Path) -> list[dict[str, Any]]:
    document = json.loads((shared / "reference" / "ccm-4.1-attack-17.1.json").read_text(encoding="utf-8"))
    return list(document["mapping_objects"])


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ownership_code(printed: str | None) -> str:
    """The matrix spells ownership out and ends with the parties in brackets; the tables carry only those."""
    if printed is None:
        return ""
    if printed == "Shared across the supply chain":
        return "all"
    parties = re.search(r"\((?:Shared )?([A-Z-]+)\)$", printed)
    assert parties, printed
    return parties[1]


def stage_details(details: Iterable[str]) -> list[str]:
    """The source spells some sub-stages in two ways (capitals, blanks around a slash)."""
    return [detail.replace(" / ", "/").casefold() for detail in details]


def references(control: Mapping[str, Any], family: str) -> list[Any]:
    return list((control["mappings"].get(family) or {}).get("references") or [])


def printed_references(control: Mapping[str, Any], family: str) -> Iterator[str]:
    """References that the source gives only as text, without those that say that there is none."""
    for reference in references(control, family):
        text = reference.get("as_printed", "")
        if text and not re.search("no mapping|full gap", text, re.IGNORECASE):
            yield text


def clause_numbers(text: str) -> list[str]:
    return re.findall(r"\d+", STANDARD.sub("", text))


def contains(part: list[str], whole: list[str]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def requirements() -> Iterator[tuple[str, str, str]]:
    """The rows of the table, which are as printed (what the bank makes of them is told in ``test_requirement_ids``)."""
    for row in table("requirements.csv"):
        yield row["control"], row["framework"], row["requirement"]


def entries(control: str, framework: str) -> set[str]:
    return {entry for one, other, entry in requirements() if (one, other) == (control, framework)}


# The matrix


def test_the_bank_has_all_domains_controls_and_questions(bank: Bank) -> None:
    assert (len(bank.domains), len(bank.controls), len(bank.questions)) == (18, 247, 320)
    assert sum(len(domain.controls) for domain in bank.domains) == 247
    assert sum(len(control.text.questions) for control in bank.controls.values()) == 320


def test_domains_are_the_published_ones_in_their_order(bank: Bank, published: Published) -> None:
    expected = {control["domain_code"]: control["domain"] for control in published.values()}
    assert [(domain.code, domain.title) for domain in bank.domains] == list(expected.items())
    assert dict(bank.domain_titles) == expected


def test_controls_are_the_published_ones_in_their_order(bank: Bank, published: Published) -> None:
    assert list(bank.controls) == list(published)


def test_every_control_stands_in_its_published_domain(bank: Bank, published: Published) -> None:
    found = {control.id: domain.code for domain in bank.domains for control in domain.controls}
    assert found == {control_id: control["domain_code"] for control_id, control in published.items()}
    assert {control.id: control.domain_code for control in bank.controls.values()} == found


def test_titles_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {control.id: control.title for control in bank.controls.values()}
    assert found == {control_id: control["title"] for control_id, control in published.items()}


def test_types_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {control.id: control.facts.type.value for control in bank.controls.values()}
    assert found == {control_id: TYPES[control["control_type"]] for control_id, control in published.items()}


@pytest.mark.parametrize(("role", "layer"), LAYER_OF_ROLE.items())
def test_ownership_is_that_of_the_roles_own_layer(bank: Bank, published: Published, role: str, layer: str) -> None:
    found = {control.id: control.facts.owners[Role(role)] for control in bank.controls.values()}
    assert found == {
        control_id: ownership_code(control["ownership"][layer]) for control_id, control in published.items()
    }


def test_stack_components_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {control.id: [str(item) for item in control.facts.stack] for control in bank.controls.values()}
    assert found == {control_id: control["stack_components"] for control_id, control in published.items()}


def test_threat_categories_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {
        control.id: [threat.replace("-", "_") for threat in control.facts.threats] for control in bank.controls.values()
    }
    assert found == {control_id: control["threat_categories"] for control_id, control in published.items()}


def test_lifecycle_stages_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {
        control.id: {str(stage): stage_details(details) for stage, details in control.facts.lifecycle.items()}
        for control in bank.controls.values()
    }
    assert found == {
        control_id: {
            STAGES.get(stage, stage): stage_details(details)
            for stage, details in (control["lifecycle"] or {}).items()
            if details
        }
        for control_id, control in published.items()
    }


def test_questions_have_the_published_ids_in_their_order(bank: Bank, published: Published) -> None:
    found = {control.id: [question.id for question in control.text.questions] for control in bank.controls.values()}
    assert found == {
        control_id: [question["id"] for question in control["questions"]] for control_id, control in published.items()
    }
    assert list(bank.questions) == [
        question["id"] for control in published.values() for question in control["questions"]
    ]


def test_every_question_knows_its_control(bank: Bank) -> None:
    assert {question_id: bank.control_of(question_id).id for question_id in bank.questions} == {
        question_id: question_id.rpartition(".")[0] for question_id in bank.questions
    }


@pytest.mark.parametrize(("role", "held"), [("CSP", 306), ("MP", 319), ("OSP", 295), ("AP", 299)])
def test_each_role_holds_a_part_of_as_many_questions_as_designed(bank: Bank, role: str, held: int) -> None:
    found = [
        q
        for control in bank.controls.values()
        if control.responsibility(Role(role)).held
        for q in control.text.questions
    ]
    assert len(found) == held


# The mappings to standards


def test_gap_levels_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {control.id: dict(control.facts.coverage) for control in bank.controls.values()}
    assert found == {
        control_id: {
            FAMILIES[family]: GAP_LEVELS[mapping["gap_level"]]
            for family, mapping in control["mappings"].items()
            if mapping and mapping.get("gap_level")
        }
        for control_id, control in published.items()
    }


def test_nist_actions_are_the_published_ones(bank: Bank, published: Published) -> None:
    found = {control: entries(control, "NIST AI 600-1") for control in bank.controls}
    assert found == {
        control_id: set(references(control, "nist_ai_600_1")) - {"No Mapping"}
        for control_id, control in published.items()
    }


def test_every_clause_that_the_source_names_is_in_the_table(published: Published) -> None:
    checked, missing, rows = 0, [], set(requirements())
    for control_id, control in published.items():
        for family in ("iso", "eu_ai_act", "bsi_ai_c4"):
            for name in (reference["name"] for reference in references(control, family) if "name" in reference):
                framework, clause = NAMED_CLAUSE.fullmatch(name).groups()  # type: ignore[union-attr]
                checked += 1
                if (control_id, framework, clause) not in rows:
                    missing.append((control_id, name))
    assert checked > 1500
    assert not missing


def test_every_clause_that_the_source_prints_with_a_standard_is_filed_under_it(published: Published) -> None:
    lost = []
    for control_id, control in published.items():
        for text in printed_references(control, "iso"):
            standard = STANDARD.search(text)
            numbers = clause_numbers(text)
            if not standard or not numbers:
                continue
            filed = entries(control_id, f"ISO/IEC {standard[1]}")
            if not any(clause_numbers(item) and contains(clause_numbers(item), numbers) for item in filed):
                lost.append((control_id, text))
    assert not lost


def test_no_requirement_is_invented(published: Published) -> None:
    """Whatever stands in the table stands in a reference of the same control and family, number by number."""
    invented = []
    for control_id, framework, requirement in requirements():
        family = next(key for key, name in FAMILIES.items() if framework.startswith(name.split("/")[0].split()[0]))
        texts = [
            reference if isinstance(reference, str) else reference.get("name") or reference["as_printed"]
            for reference in references(published[control_id], family)
        ]
        if not any(contains(clause_numbers(requirement), clause_numbers(text)) for text in texts):
            invented.append((control_id, framework, requirement))
    assert not invented


def test_every_requirement_is_a_reference_and_not_the_rest_of_a_sentence() -> None:
    nameless = [
        row for row in requirements() if not clause_numbers(row[2]) and not re.search(r"\bAnnex [A-Z]+\b", row[2])
    ]
    assert not nameless


def test_every_requirement_begins_with_a_letter_or_a_digit() -> None:
    assert not [row for row in requirements() if not row[2][:1].isalnum()]


# The mappings to ATT&CK

RENUMBERED = {
    "Uniquely Identifiable Users": "IAM-12",
    "Passwords Management": "IAM-14",
}
"""Titles of CCM 4.0 that became others in 4.1, where the source numbers their controls as 4.0 did."""


def now(row: dict[str, Any]) -> str:
    """The control of a row of the source by its title, where a control of today with another id has this very title."""
    title, domain = row["capability_description"], row["capability_id"].partition("-")[0]
    own = {control["control"]: control["title"] for control in table("controls.csv")}
    if own.get(row["capability_id"]) == title:
        return str(row["capability_id"])
    same = [control for control, other in own.items() if other == title and control.startswith(domain)]
    if title in RENUMBERED:
        return RENUMBERED[title]
    return same[0] if same and row["capability_id"] not in ("DCS-04", "TVM-03", "TVM-08") else str(row["capability_id"])


def test_the_table_has_every_published_mitigation(attack_rows: list[dict[str, Any]]) -> None:
    published_rows = sorted(
        (now(row), row["attack_object_id"]) for row in attack_rows if row["mapping_type"] == "mitigates"
    )
    assert len(published_rows) == 792
    assert sorted((row["control"], row["technique"]) for row in table("mitigations.csv")) == published_rows


def test_the_bank_has_every_published_mitigation_once(bank: Bank, attack_rows: list[dict[str, Any]]) -> None:
    found = [(control.id, technique) for control in bank.controls.values() for technique in control.facts.techniques]
    expected = {(now(row), row["attack_object_id"]) for row in attack_rows if row["mapping_type"] == "mitigates"}
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_controls_out_of_the_reach_of_attack_are_the_published_ones(
    bank: Bank, attack_rows: list[dict[str, Any]]
) -> None:
    expected = {now(row) for row in attack_rows if row["mapping_type"] == "non_mappable"}
    assert len(expected) == 148
    assert bank.not_mappable == expected
    assert sorted(row["control"] for row in table("not-mappable.csv")) == sorted(expected)


def test_the_source_numbers_five_controls_as_ccm_4_0_did(attack_rows: list[dict[str, Any]]) -> None:
    renumbered = {(row["capability_id"], now(row)) for row in attack_rows if now(row) != row["capability_id"]}
    assert sorted(renumbered) == sorted((row["source"], row["control"]) for row in table("attack-ids.csv"))
    named = {row["capability_id"] for row in attack_rows}
    assert "IAM-16" in named  # CCM 4.1 ends at IAM-15, so the source cannot mean its numbers there
    assert "IAM-12" not in named


def test_every_mitigation_has_a_reason_of_its_own_kind_in_our_words(
    bank: Bank, attack_rows: list[dict[str, Any]]
) -> None:
    pairs = {(c.id, t): reason for c in bank.controls.values() for t, reason in c.facts.technique_reasons.items()}
    assert len(pairs) == 790  # two of the 792 rows stand twice
    assert sum(control.facts.mitigation_rows for control in bank.controls.values()) == 792
    for text in (*pairs.values(), *bank.technique_words.values()):
        assert 20 <= len(text) <= 130, text
        assert not text.endswith((".", ";")), text
    theirs = " ".join(" ".join(str(row.get("comments", "")) for row in attack_rows).casefold().split())
    assert not [text for text in pairs.values() if text.casefold() in theirs]
    for control in bank.controls.values():  # one reason for everything would be none
        own = control.facts.technique_reasons
        assert len(set(own.values())) > len(own) / 2 or not own, control.id


def test_techniques_carry_their_published_names(bank: Bank, attack_rows: list[dict[str, Any]]) -> None:
    expected = {row["attack_object_id"]: row["attack_object_name"] for row in attack_rows if row["attack_object_id"]}
    assert dict(bank.techniques) == expected
    assert all(re.fullmatch(r"T\d{4}(\.\d{3})?", technique) for technique in bank.techniques)


def test_mappings_name_only_controls_of_the_matrix(bank: Bank) -> None:
    for name in ("requirements.csv", "coverage.csv", "mitigations.csv", "not-mappable.csv"):
        assert {row["control"] for row in table(name)} <= set(bank.controls), name
