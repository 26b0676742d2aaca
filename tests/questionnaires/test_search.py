"""Finding controls by anything that is known about them."""

from collections.abc import Sequence

import pytest

from questionnaires.model import Bank
from questionnaires.search import Hit, Index, Rank, normal_id, word_spans


@pytest.fixture(scope="module")
def index(bank: Bank) -> Index:
    return Index(bank)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.control.id for hit in hits]


@pytest.mark.parametrize("typed", ["AIS-10", "ais 10", "ais10", " Ais-10 "])
def test_an_id_finds_its_control_and_then_the_one_that_had_it_before(index: Index, typed: str) -> None:
    first, second = index.search(typed)
    assert (first.control.id, first.control.title, first.rank) == ("AIS-10", "Output Validation", Rank.ID)
    assert (second.control.id, second.control.title, second.rank) == ("AIS-08", "API Security", Rank.EARLIER_ID)
    assert second.place.text == "AIS-10"


def test_an_id_that_only_the_earlier_version_has_finds_the_control_that_had_it(index: Index) -> None:
    assert [(hit.control.id, hit.place.name) for hit in index.search("IAM-19")] == [("IAM-18", "Earlier id")]


def test_the_beginning_of_an_id_finds_all_that_begin_so(index: Index, bank: Bank) -> None:
    found = index.search("mds")
    own = [control_id for control_id in bank.controls if control_id.startswith("MDS-")]
    assert ids(found)[: len(own)] == own
    assert ids(index.search("a&a"))[:2] == ["A&A-01", "A&A-02"]


def test_a_question_id_finds_its_control_with_the_question(index: Index, bank: Bank) -> None:
    (hit,) = index.search("iam-18.1")
    assert (hit.control.id, hit.excerpt) == ("IAM-18", bank.question("IAM-18.1").text[: len(hit.excerpt)])


def test_a_title_comes_before_a_question_and_a_question_before_the_rest(index: Index) -> None:
    ranks = [hit.rank for hit in index.search("agent")]
    assert ranks == sorted(ranks)
    assert {Rank.TITLE, Rank.QUESTION, Rank.PROSE} <= set(ranks)
    assert ids(index.search("api security"))[0] == "AIS-08"


@pytest.mark.parametrize(
    ("typed", "control", "place", "text"),
    [
        ("a.5.15", "AIS-08", "Mapping", "ISO/IEC 27001 A.5.15"),
        ("Article 15", "AIS-08", "Mapping", "EU AI Act Article 15 (5)"),
        ("t1059.009", "AIS-08", "ATT&CK", "T1059.009 Cloud API"),
        ("cloud api", "AIS-05", "ATT&CK", "T1059.009 Cloud API"),
        ("data-poisoning", "AIS-09", "Threat", "data poisoning"),
        ("red teaming", "AIS-10", "Lifecycle", "evaluation: validation/red teaming"),
    ],
)
def test_facts_are_found_with_the_place_where_they_stand(
    index: Index, typed: str, control: str, place: str, text: str
) -> None:
    found = {hit.control.id: hit.place for hit in index.search(typed)}
    assert (found[control].name, found[control].text) == (place, text)


def test_every_control_that_maps_to_a_requirement_is_found_by_it(index: Index, bank: Bank) -> None:
    mapped = {
        control.id
        for control in bank.controls.values()
        if any(requirement == "A.5.15" for found in control.facts.requirements.values() for requirement in found)
    }
    assert mapped
    assert set(ids(index.search("A.5.15"))) == mapped


def test_all_words_must_occur_but_they_may_stand_apart(index: Index, bank: Bank) -> None:
    hits = index.search("refund api")
    for hit in hits:
        known = repr((bank.controls[hit.control.id].facts, bank.controls[hit.control.id].text)).casefold()
        assert "refund" in known
        assert "api" in known
    assert len(index.search("refund")) > len(hits)


def test_letter_case_accents_and_word_order_do_not_matter(index: Index) -> None:
    assert ids(index.search("Poisoning DATA")) == ids(index.search("data póisoning"))
    assert "DSP-21" in ids(index.search("Poisoning DATA"))


def test_a_word_is_found_from_its_beginning_only(index: Index) -> None:
    assert ids(index.search("guardrail"))[0] == "TVM-13"
    assert "TVM-13" not in ids(index.search("uardrail"))


def test_what_a_control_is_about_comes_before_what_is_only_mentioned(index: Index) -> None:
    found = ids(index.search("prompt injection"))
    assert "AIS-09" in found[:5], "input validation is where prompt injection is held off"
    for mentioned in ("HRS-14", "TVM-09"):
        assert found.index("AIS-09") < found.index(mentioned)
    assert found.index("MDS-06") < found.index("LOG-15"), "the phrase comes before words that stand apart"


@pytest.mark.parametrize("typed", ["", "   ", "…", "--", "zebra", "[/]", "\x1b[31m", "(" * 500])
def test_nothing_is_found_by_nothing(index: Index, typed: str) -> None:
    assert index.search(typed) == []


def test_an_excerpt_shows_what_was_found(index: Index) -> None:
    for typed in ("refund", "throttl", "weights", "A.8.24"):
        for hit in index.search(typed):
            assert typed.casefold() in hit.excerpt.casefold()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ais 8", "AIS-08"), ("aa01", "A&A-01"), ("iam-18.1", "IAM-18.1"), ("I&S‑3", "I&S-03"), ("hello", "HELLO")],
)
def test_ids_are_understood_as_people_type_them(typed: str, meant: str) -> None:
    assert normal_id(typed) == meant


def test_found_words_are_pointed_out_in_any_text() -> None:
    text = "Über-agents: an agent of Cafés, A.5.15"
    spans = [text[start:end] for start, end in word_spans(text, ["agent", "uber", "cafe", "a 5 15"])]
    assert spans == ["agents", "agent", "Über", "Cafés", "A.5.15"]
