"""The exposure to ATT&CK techniques: worked out again from the raw tables, and what must never happen to it."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.words import LEVELS
from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.exposure import Exposure, Level, exposures, groups, levers, mean_at_best, mean_exposure
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.standing import control_standings

from .conftest import Fact

Table = Callable[[str], list[dict[str, str]]]
Words = Mapping[str, Status | None]

MADE = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
EVERYTHING = Profile("X", tuple(Role), "", "", Phase.PROTOTYPE, Phase.SCALE, UseCase.AGENT)
PROVIDER = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.SCALE, UseCase.AGENT)
LITTLE = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.PROTOTYPE, UseCase.ASSISTANT)
CREDITS = {None: 0.0, Status.YES: 1.0, Status.YES_GAPS: 0.8, Status.PARTIAL: 0.4, Status.NO: 0.0}
WORDS = (None, *Status)
PLACES = 1e-9


def made(bank: Bank, words: Words, profile: Profile = EVERYTHING) -> Result:
    answers = {question: Answer(question, word) for question, word in words.items()}
    return Result(bank, Assessment(profile, MADE, answers))


def found_in(result: Result) -> dict[str, Exposure]:
    return {item.technique: item for item in exposures(result.bank, control_standings(result))}


def spread(facts: Mapping[str, Fact], seed: int) -> dict[str, Status | None]:
    """Every status somewhere, in runs of different length."""
    return {question: WORDS[(number * seed // 4) % len(WORDS)] for number, question in enumerate(facts)}


def credits_of(facts: Mapping[str, Fact], words: Words, profile: Profile) -> dict[str, float]:
    """The mean credit of each control that counts, by the owners, phases and use cases of the raw tables."""
    found: dict[str, list[float]] = {}
    for question, fact in facts.items():
        held = any(fact.holds(role) for role in profile.roles)
        reached = Phase(fact.phase).rank <= profile.target_phase.rank and profile.use_case in fact.use_cases
        if held and reached and words.get(question) is not Status.NA:
            found.setdefault(fact.control, []).append(CREDITS[words.get(question)])
    return {control: mean(credits_) for control, credits_ in found.items()}


def best_of(facts: Mapping[str, Fact], words: Words) -> dict[str, Status | None]:
    """Every open question answered with yes."""
    return {question: words.get(question) or Status.YES for question in facts}


def open_controls(facts: Mapping[str, Fact], words: Words, profile: Profile) -> set[str]:
    """Those that count, and of which no question has an answer."""
    answered = {fact.control for question, fact in facts.items() if words.get(question) not in (None, Status.NA)}
    return credits_of(facts, words, profile).keys() - answered


def level_of(figure: float | None, controls: Collection[str], credit: Collection[str], unanswered: set[str]) -> str:
    counted = [control for control in controls if control in credit]
    if figure is None:
        return "no control of yours"
    if sum(control in unanswered for control in counted) >= len(counted) / 2:
        return "unknown"
    return next(word for word, least in LEAST.items() if figure >= least - PLACES)


LEAST = {"very high": 0.75, "high": 0.5, "moderate": 0.25, "low": 0.0}


def mitigating(table: Table) -> dict[str, list[str]]:
    """The controls of each technique, each once."""
    pairs: dict[str, dict[str, None]] = {}
    for row in table("mitigations.csv"):
        pairs.setdefault(row["technique"], {})[row["control"]] = None
    return {technique: list(controls) for technique, controls in pairs.items()}


CASES = [(EVERYTHING, 1), (PROVIDER, 3), (LITTLE, 7), (PROVIDER, 0)]


@pytest.mark.parametrize(("profile", "seed"), CASES)
def test_exposures_are_those_of_the_raw_tables(
    bank: Bank, facts: Mapping[str, Fact], table: Table, profile: Profile, seed: int
) -> None:
    words = spread(facts, seed)
    credit = credits_of(facts, words, profile)
    at_best = credits_of(facts, best_of(facts, words), profile)
    unanswered = open_controls(facts, words, profile)
    found = found_in(made(bank, words, profile))
    assert {technique: {m.control.id for m in item.controls} for technique, item in found.items()} == {
        technique: set(controls) for technique, controls in mitigating(table).items()
    }
    for technique, controls in mitigating(table).items():
        counted = [credit[control] for control in controls if control in credit]
        expected = pytest.approx(1 - mean(counted)) if counted else None
        assert found[technique].exposure == expected, technique
        best = [at_best[control] for control in controls if control in at_best]
        assert found[technique].at_best == (pytest.approx(1 - mean(best)) if best else None), technique
        left = 1 - mean(counted) if counted else None
        assert found[technique].level == level_of(left, controls, credit, unanswered), technique
    exposed = [
        1 - mean([credit[c] for c in cs if c in credit]) for cs in mitigating(table).values() if credit.keys() & cs
    ]
    assert mean_exposure(found.values()) == (pytest.approx(mean(exposed)) if exposed else None)
    best_case = mean_exposure(found_in(made(bank, best_of(facts, words), profile)).values())
    assert mean_at_best(found.values()) == (None if best_case is None else pytest.approx(best_case))


@pytest.mark.parametrize(("profile", "seed"), CASES)
def test_groups_count_the_rows_of_the_source_and_judge_by_their_own_controls(
    bank: Bank, facts: Mapping[str, Fact], table: Table, profile: Profile, seed: int
) -> None:
    words = spread(facts, seed)
    credit = credits_of(facts, words, profile)
    at_best = credits_of(facts, best_of(facts, words), profile)
    unanswered = open_controls(facts, words, profile)
    rows, outside = table("mitigations.csv"), [row["control"] for row in table("not-mappable.csv")]
    found = {group.code: group for group in groups(bank, control_standings(made(bank, words, profile)))}
    assert len(found) == 17
    assert sum(group.rows for group in found.values()) == 792
    assert sum(len(group.not_mappable) for group in found.values()) == 148
    for code, group in found.items():
        own = [(row["control"], row["technique"]) for row in rows if row["control"].rpartition("-")[0] == code]
        assert group.rows == len(own)
        assert {member.control.id for member in group.controls} == {control for control, _ in own}
        assert set(group.techniques) == {technique for _, technique in own}
        assert set(group.not_mappable) == {control for control in outside if control.rpartition("-")[0] == code}
        figures: list[float | None] = []
        for source in (credit, at_best):
            left = []
            for technique in group.techniques:
                counted = [source[control] for control, other in set(own) if other == technique and control in source]
                left += [1 - mean(counted)] if counted else []
            figures.append(mean(left) if left else None)
        assert (group.exposure, group.at_best) == tuple(f if f is None else pytest.approx(f) for f in figures)
        assert group.level == level_of(figures[0], {control for control, _ in own}, credit, unanswered)


def test_interoperability_has_the_rows_that_the_source_lists(bank: Bank) -> None:
    (group,) = (group for group in groups(bank, control_standings(made(bank, {}))) if group.code == "IPY")
    assert group.rows == 28
    assert {m.control.id: m.control.facts.mitigation_rows for m in group.controls} == {"IPY-02": 12, "IPY-03": 16}


def test_a_control_that_is_mapped_and_called_not_mappable_is_shown_as_both(bank: Bank) -> None:
    (group,) = (group for group in groups(bank, control_standings(made(bank, {}))) if group.code == "HRS")
    assert [member.control.id for member in group.controls] == ["HRS-03"]
    assert "HRS-03" in group.not_mappable


@settings(deadline=None, max_examples=40)
@given(data=st.data(), seed=st.integers(0, 40))
def test_a_yes_never_raises_an_exposure_nor_the_one_at_best(
    bank: Bank, facts: Mapping[str, Fact], data: st.DataObject, seed: int
) -> None:
    before_words = spread(facts, seed)
    changed = data.draw(st.sets(st.sampled_from(sorted(facts)), min_size=1, max_size=40))
    profile = data.draw(st.sampled_from([EVERYTHING, PROVIDER, LITTLE]))
    before = found_in(made(bank, before_words, profile))
    after = found_in(made(bank, {**before_words, **dict.fromkeys(changed, Status.YES)}, profile))
    for technique, item in after.items():
        earlier = before[technique].exposure
        assert (item.exposure or 0) <= (1 if earlier is None else earlier) + PLACES, technique
        if earlier is None and item.exposure is not None:
            assert item.exposure == pytest.approx(0)  # what was left out as not applicable stands now
        best = before[technique].at_best
        assert (item.at_best or 0) <= (1 if best is None else best) + PLACES, technique
        assert 0 <= (item.at_best or 0) <= (item.exposure or 0) + PLACES, technique
    for mean_of in (mean_exposure, mean_at_best):
        first, then = mean_of(before.values()), mean_of(after.values())
        assert (then or 0) <= (1 if first is None else first) + PLACES


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 60), profile=st.sampled_from([EVERYTHING, PROVIDER, LITTLE]))
def test_the_fewest_controls_halve_the_exposure_and_one_less_would_not(
    bank: Bank, facts: Mapping[str, Fact], seed: int, profile: Profile
) -> None:
    words = spread(facts, seed)
    credit = credits_of(facts, words, profile)
    for item in found_in(made(bank, words, profile)).values():
        counted = {m.control.id: credit[m.control.id] for m in item.controls if m.control.id in credit}
        if not counted:
            assert (item.exposure, item.fewest, item.afterwards) == (None, (), None)
            continue
        now = 1 - mean(counted.values())
        by_lack = sorted(counted, key=lambda control: (counted[control], control))
        left = [
            1 - mean({**counted, **dict.fromkeys(by_lack[:count], 1.0)}.values()) for count in range(len(counted) + 1)
        ]
        needed = next(count for count, figure in enumerate(left) if figure <= now / 2 + PLACES)
        assert item.fewest == tuple(by_lack[:needed]), item.technique
        assert item.afterwards == pytest.approx(left[needed])


@pytest.mark.parametrize(("profile", "seed"), CASES)
def test_a_lever_says_what_a_full_yes_would_change(
    bank: Bank, facts: Mapping[str, Fact], profile: Profile, seed: int
) -> None:
    words = spread(facts, seed)
    result = made(bank, words, profile)
    standings = control_standings(result)
    before = exposures(bank, standings)
    found = levers(before)
    lowers = [lever.lowers for lever in found if lever.lowers is not None]
    whole = mean_exposure(before)
    for lever in found:
        share = None if lever.lowers is None or not whole else pytest.approx(100 * lever.lowers / whole)
        assert lever.share == share
    assert lowers == sorted(lowers, reverse=True)
    assert all(lever.lowers is None for lever in found[len(lowers) :])
    mapped = {control.id for control in bank.controls.values() if control.facts.techniques}
    assert {lever.standing.control.id for lever in found} == mapped
    for lever in found[:3] + found[-3:]:
        control = lever.standing.control
        counted = [question for question in control.question_ids if words.get(question) is not Status.NA]
        repaired = made(bank, {**words, **dict.fromkeys(counted, Status.YES)}, profile)
        after = mean_exposure(exposures(bank, control_standings(repaired)))
        if lever.lowers is None:
            assert after == mean_exposure(before)
        else:
            assert after is not None
            assert (mean_exposure(before) or 0) - after == pytest.approx(lever.lowers, abs=PLACES)


def test_levels_begin_at_each_quarter_and_half_of_the_controls_open_is_unknown(bank: Bank) -> None:
    assert tuple(Level) == LEVELS
    four = next(item for item in found_in(made(bank, {})).values() if len(item.controls) == 4)
    assert (four.exposure, four.level) == (1.0, "unknown")
    questions = [member.control.question_ids for member in four.controls]

    def level(*words: Status) -> str:
        answers = {id_: word for ids, word in zip(questions, words, strict=False) for id_ in ids}
        return found_in(made(bank, answers))[four.technique].level

    yes, no = Status.YES, Status.NO
    assert level(no) == level(no, no) == "unknown"
    assert level(no, no, no) == "very high"
    assert level(yes, yes, Status.NA) == "moderate"  # one of three is open, and counts as nothing: a third is left
    assert level(yes, no, no, no) == "very high"  # exactly three quarters
    assert level(yes, yes, no, no) == "high"
    assert level(yes, yes, yes, no) == "moderate"
    assert level(yes, yes, yes, Status.YES_GAPS) == "low"
    assert level(*[Status.NA] * 4) == "no control of yours"
