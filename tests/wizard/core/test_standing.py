"""How controls stand: the rule written a second time, and groups counted from the tables."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.words import OPEN, STANDINGS, STATUSES, WORST_FIRST
from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, ThreatCategory, UseCase
from wizard.core import standing
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.standing import (
    COUNTED,
    Standing,
    control_standings,
    controls_by_technique,
    controls_by_threat,
    standings_of,
)

Table = Callable[[str], list[dict[str, str]]]

MADE = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
EVERYTHING = Profile("X", tuple(Role), "", "", Phase.PROTOTYPE, Phase.SCALE, UseCase.AGENT)
LITTLE = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.PROTOTYPE, UseCase.ASSISTANT)
WORDS = (None, *Status)


def made(bank: Bank, words: Mapping[str, Status | None], profile: Profile = EVERYTHING) -> Result:
    return Result(
        bank, Assessment(profile, MADE, {question: Answer(question, word) for question, word in words.items()})
    )


def spread(bank: Bank, seed: int) -> dict[str, Status | None]:
    """Every status somewhere, and runs of the same one, so that controls with several questions stand in every way."""
    return {question: WORDS[(number // 3 * seed) % len(WORDS)] for number, question in enumerate(bank.questions)}


def expected(words: list[Status | None], *, held: bool = True) -> str:
    """The rule by what is among the statuses, other than the code says it."""
    found = {word.value if word else OPEN for word in words} - {"na"}
    if not words:
        return "out of scope" if held else "another party's"
    if not found:
        return "not applicable"
    if found <= {"yes", "yes-gaps"}:
        return "stands"
    if found == {OPEN}:
        return OPEN
    return "missing" if found <= {"no", OPEN} else "stands partly"


def test_the_words_are_those_of_the_report() -> None:
    assert tuple(Standing) == STANDINGS
    assert (standing.WORST_FIRST, standing.OPEN) == (WORST_FIRST, OPEN)


@settings(deadline=None, max_examples=60)
@given(statuses=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_a_control_stands_by_its_asked_questions(bank: Bank, statuses: list[Status | None]) -> None:
    control = max(bank.controls.values(), key=lambda control: len(control.question_ids))
    words = dict(zip(control.question_ids, statuses, strict=False))
    statuses = [words.get(question) for question in control.question_ids]
    found = control_standings(made(bank, words))[control.id]
    names = [status.value if status else OPEN for status in statuses]
    credits_ = [status.credit for status in statuses if status and status.credit is not None]
    assert found.standing == expected(statuses)
    assert found.counts == {word: names.count(word) for word in (*STATUSES, OPEN)}
    assert found.worst == min(names, key=WORST_FIRST.index)
    assert found.score == (pytest.approx(100 * sum(credits_) / len(credits_)) if credits_ else None)


@pytest.mark.parametrize("profile", [EVERYTHING, LITTLE])
@pytest.mark.parametrize("seed", [1, 5])
def test_all_controls_are_judged_and_what_is_not_asked_says_so(bank: Bank, profile: Profile, seed: int) -> None:
    words = spread(bank, seed)
    result = made(bank, words, profile)
    found = control_standings(result)
    assert list(found) == list(bank.controls)
    for control in bank.controls.values():
        asked = [question for question in control.question_ids if question in result.asked]
        assert found[control.id].asked == tuple(asked)
        codes = [control.marks.owners[role] for role in profile.roles]
        held = any(
            role in code.split("-") or code in ("", "all") for role, code in zip(profile.roles, codes, strict=True)
        )
        assert found[control.id].standing == expected([words[question] for question in asked], held=held), control.id
        assert bool(found[control.id].worst) == bool(asked)
        counted = [words[question] for question in asked if words[question] is not Status.NA]
        credits_ = [word.credit or 0 if word else 0 for word in counted]
        assert found[control.id].credit == (pytest.approx(sum(credits_) / len(credits_)) if credits_ else None)
    ways = {item.standing.value for item in found.values()}
    assert ways == set(STANDINGS) - (set() if profile is LITTLE else {"another party's", "out of scope"})


def test_coverage_is_the_share_that_stands_of_those_that_count(bank: Bank) -> None:
    everything = list(control_standings(made(bank, spread(bank, 1), LITTLE)).values())
    counts = Counter(item.standing.value for item in everything)
    together = standings_of(everything)
    assert together.counts == {word: counts[word] for word in STANDINGS}
    counted = counts["stands"] + counts["stands partly"] + counts["missing"] + counts["open"]
    assert together.coverage == pytest.approx(100 * counts["stands"] / counted)
    assert together.worst == "no"
    without = [item for item in everything if item.standing not in COUNTED]
    assert (standings_of(without).coverage, standings_of(without).worst) == (None, "na")
    assert standings_of([]).worst == ""


def test_threats_and_techniques_have_the_controls_of_the_tables(bank: Bank, table: Table) -> None:
    found = control_standings(made(bank, {})).values()
    threats = {key.value: [item.control.id for item in members] for key, members in controls_by_threat(found).items()}
    techniques = {
        key: [item.control.id for item in members] for key, members in controls_by_technique(bank, found).items()
    }
    assert list(threats) == [category.value for category in ThreatCategory]
    assert threats == {
        threat: [row["control"] for row in table("controls.csv") if threat in row["threats"].split()]
        for threat in threats
    }
    mitigated: dict[str, dict[str, None]] = {}
    for row in table("mitigations.csv"):  # the source names some pairs twice
        mitigated.setdefault(row["technique"], {})[row["control"]] = None
    assert techniques == {technique: list(controls) for technique, controls in mitigated.items()}
    assert list(techniques) == [row["technique"] for row in table("techniques.csv") if row["technique"] in mitigated]
