"""Milestones on the command line, and what changed since, against the design's formulas worked out a second time."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from wizard.store.home import Home
from wizard.store.repository import Repository

ROLES = ("--role", "AP", "--phase", "prototype", "--target", "production", "--use-case", "agent")
SCOPE = (("AP",), "production", "agent")


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


@pytest.fixture
def moved(
    cli: Callable[..., Any], make: Callable[..., None], oracle: Any, spread: Callable[..., dict[str, str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """An assessment with a milestone in the middle: the statuses at the milestone, and those of today."""
    asked = oracle.asked(*SCOPE)
    then = spread(asked)
    make("X", then, *ROLES)
    run = cli("milestone", "X", "  before the\taudit ")
    assessed, posture = oracle.scores(asked, then)
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        f'Set the milestone "before the audit": {shown(assessed)} assessed, {shown(posture)} posture, '
        f"{len(then)} of {len(asked)} answered.\n"
    )
    by_status = {status: next(question for question in then if then[question] == status) for status in then.values()}
    open_ = next(question for question in asked if question not in then)
    changed = {
        by_status["no"]: "yes",
        by_status["yes"]: "no",
        by_status["partial"]: "na",
        by_status["na"]: "no",
        open_: "no",
    }
    for question, status in changed.items():
        assert cli("answer", "X", question, status, "--description", "as said").code == 0
    return then, {**then, **changed}


def test_the_list_tells_the_scores_of_then_and_the_change_since(
    cli: Callable[..., Any], moved: tuple[dict[str, str], dict[str, str]], oracle: Any
) -> None:
    then, now = moved
    asked = oracle.asked(*SCOPE)
    (assessed, posture), today = oracle.scores(asked, then), oracle.scores(asked, now)[1]
    (told,) = json.loads(cli("milestone", "X", "--json").out)
    assert told["label"] == "before the audit"
    assert told["counts"] == {"asked": len(asked), "answered": len(then)}
    assert told["score"] == pytest.approx({"assessed": assessed, "posture": posture})
    assert told["change_since"] == pytest.approx(today - posture)
    line = cli("milestone", "X").out.splitlines()[-1]
    for words in ("before the audit", f"{len(then)}/{len(asked)}", shown(assessed), shown(posture)):
        assert words in line
    word = "better" if today > posture else "worse"
    assert line.endswith(f"{today - posture:+.1f} {'▲' if word == 'better' else '▼'} {word}")


def test_the_difference_is_that_of_the_formulas(
    cli: Callable[..., Any], moved: tuple[dict[str, str], dict[str, str]], oracle: Any
) -> None:
    then, now = moved
    asked = oracle.asked(*SCOPE)
    told = json.loads(cli("diff", "X", "BEFORE the audit", "--json").out)
    expected = {
        "posture": (oracle.scores(asked, then)[1], oracle.scores(asked, now)[1]),
        "assessed": (oracle.scores(asked, then)[0], oracle.scores(asked, now)[0]),
        "ready prototype": (
            oracle.readiness(asked, then, "prototype"),
            oracle.readiness(asked, now, "prototype"),
        ),
    }
    for domain in oracle.domain_titles:
        own = [question for question in asked if oracle.facts[question].domain == domain]
        if own:
            expected[f"domain {domain}"] = (oracle.scores(own, then)[1], oracle.scores(own, now)[1])
    scores = {row["key"]: row for row in told["scores"]}
    for key, (before, after) in expected.items():
        assert (scores[key]["before"], scores[key]["after"]) == pytest.approx((before, after))
        assert scores[key]["change"] == pytest.approx(after - before)
    priorities = [
        {question: priority for question, _, priority in oracle.gaps(asked, statuses, "prototype", "production")}
        for statuses in (then, now)
    ]
    differ = {question for question in asked if then.get(question) != now.get(question)}
    order = [row["question"] for row in told["questions"]]
    assert set(order) == differ
    weights = [abs(priorities[1].get(question, 0) - priorities[0].get(question, 0)) for question in order]
    assert weights == pytest.approx(sorted(weights, reverse=True))
    assert [row["importance"] for row in told["questions"]] == pytest.approx(weights)
    words = {(row["before"], row["after"]): row["word"] for row in told["questions"]}
    assert words == {
        ("no", "yes"): "better",
        ("yes", "no"): "worse",
        ("partial", "na"): "no longer counted",
        ("na", "no"): "counted again",
        (None, "no"): "answered",
    }
    page = cli("diff", "X", "before the audit", "now").out
    assert f"Questions with another status ({len(differ)}), the most important first:" in page
    listed = [line.split()[0] for line in page.splitlines() if line.split()[:1] and line.split()[0] in differ]
    assert listed == order


def test_backwards_and_between_the_same_the_difference_turns_round_and_vanishes(
    cli: Callable[..., Any], moved: Any
) -> None:
    del moved
    forth = json.loads(cli("diff", "X", "before the audit", "--json").out)
    back = json.loads(cli("diff", "X", "now", "before the audit", "--json").out)
    assert {row["key"]: row["change"] for row in back["scores"]} == pytest.approx(
        {row["key"]: row["change"] and -row["change"] for row in forth["scores"]}
    )
    assert "No question has another status than before." in cli("diff", "X", "now").out


def test_a_changed_scope_is_told_and_the_milestone_keeps_its_own(
    cli: Callable[..., Any], moved: tuple[dict[str, str], dict[str, str]], oracle: Any, home: Path
) -> None:
    then, _ = moved
    repository = Repository(Home(home))
    with repository.open("X") as file:
        document = file.assessment.profile
        file.change_profile(type(document)("X", document.roles, target_phase=document.phase))
    before = oracle.asked(*SCOPE)
    after = oracle.asked(("AP",), "prototype", "assistant")
    told = json.loads(cli("diff", "X", "before the audit", "--json").out)
    assert told["asked_only_before"] == [question for question in before if question not in set(after)]
    assert told["asked_only_after"] == []
    assert told["before"]["counts"] == {"asked": len(before), "answered": len(then)}
    page = cli("diff", "X", "before the audit").out
    assert "The scope was AP · prototype → production · agent; it is AP · prototype → prototype · assistant." in page
    assert f"Asked before only: {len(before) - len(after)} questions." in page


def test_milestones_survive_an_exchange_as_new_and_into_another(
    cli: Callable[..., Any], make: Callable[..., None], moved: Any, home: Path
) -> None:
    del moved
    assert cli("milestone", "X", "second").code == 0
    assert cli("export", "X", "json", "--output", "x.json").code == 0
    views = json.loads(cli("milestone", "X", "--json").out)
    assert cli("import", "Copy", "x.json").code == 0
    assert json.loads(cli("milestone", "Copy", "--json").out) == views
    make("Other", {"IAM-01.1": "yes", "LOG-01.1": "no"})
    assert cli("milestone", "Other", "SECOND").code == 0
    for choice in ("ours", "theirs"):
        assert cli("import", "Other", "x.json", "--on-conflict", choice).code == 0
    assert cli("answer", "Other", "IAM-01.1", "partial").code == 0
    ours, theirs = json.loads(cli("milestone", "Other", "--json").out), views[0]
    assert sorted(view["label"] for view in ours) == ["SECOND", "before the audit"], "a label that both have is ours"
    told = next(view for view in ours if view["label"] == "before the audit")
    assert {**told, "change_since": 0} == {**theirs, "change_since": 0}
    kept = Repository(Home(home)).read("Other").milestones
    assert cli("export", "Other", "json", "--output", "other.json").code == 0
    assert cli("import", "Third", "other.json").code == 0
    assert Repository(Home(home)).read("Third").milestones == kept


@pytest.mark.parametrize("arguments", [("BEFORE the audit", "--remove"), ("--remove", "BEFORE the audit")])
def test_a_milestone_that_is_removed_takes_no_answer_along(
    cli: Callable[..., Any], moved: Any, home: Path, arguments: tuple[str, ...]
) -> None:
    del moved
    before = Repository(Home(home)).read("X")
    run = cli("milestone", "X", *arguments)
    assert (run.code, '"before the audit"' in run.out) == (0, True)
    after = Repository(Home(home)).read("X")
    assert (after.answers, after.history, after.milestones) == (before.answers, before.history, ())
    assert "No milestones yet" in cli("milestone", "X").out


BAD: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a label twice": (("milestone", "X", "Before  THE audit"), ("before the audit", "choose another")),
    "no label left": (("milestone", "X", " \n "), ("label",)),
    "a long label": (("milestone", "X", "x" * 81), ("81", "80")),
    "the word for today": (("milestone", "X", "NOW"), ("today",)),
    "remove what is not there": (("milestone", "X", "before audit", "--remove"), ("did you mean before the audit",)),
    "remove two": (("milestone", "X", "one", "--remove", "two"), ("one milestone",)),
    "remove without a label": (("milestone", "X", "--remove"), ("LABEL",)),
    "no such assessment": (("milestone", "Y"), ("'Y'",)),
    "diff without a milestone": (("diff", "X"), ("A",)),
    "diff with an unknown milestone": (("diff", "X", "audit"), ("'audit'", "before the audit")),
    "diff with an unknown second": (("diff", "X", "now", "then"), ("'then'",)),
    "diff of a lens that is not asked": (("diff", "X", "now", "--lens", "caf-ai"), ("caf-ai",)),
}


@pytest.mark.parametrize(("arguments", "words"), list(BAD.values()), ids=list(BAD))
@pytest.mark.usefixtures("moved")
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    cli: Callable[..., Any], disk: Callable[[], Any], arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    before = disk()
    run = cli(*arguments)
    assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 1)
    assert [word for word in words if word not in run.err] == []
    assert disk() == before


def test_a_lens_is_compared_only_with_a_time_when_it_was_asked(
    cli: Callable[..., Any], make: Callable[..., None], home: Path
) -> None:
    make("X")
    assert cli("milestone", "X", "without").code == 0
    with Repository(Home(home)).open("X") as file:
        profile = file.assessment.profile
        file.change_profile(type(profile)("X", profile.roles, lenses=("caf-ai",)))
    assert cli("milestone", "X", "with").code == 0
    assert cli("answer", "X", "CAF-VM-INPUT.1", "yes").code == 0
    told = json.loads(cli("diff", "X", "with", "--lens", "caf-ai", "--json").out)
    assert [row["question"] for row in told["questions"]] == ["CAF-VM-INPUT.1"]
    run = cli("diff", "X", "without", "--lens", "caf-ai")
    assert (run.code, "was not asked at 'without'" in run.err) == (2, True)


def test_an_assessment_that_is_open_elsewhere_gets_no_milestone(
    cli: Callable[..., Any], make: Callable[..., None], home: Path
) -> None:
    make("X")
    with Repository(Home(home)).open("X"):
        run = cli("milestone", "X", "before")
        assert (run.code, "another window" in run.err) == (2, True)
        assert cli("milestone", "X").code == 0
    assert "No milestones yet" in cli("milestone", "X").out


def test_a_history_that_was_cut_is_refused_with_the_way_out(
    cli: Callable[..., Any], moved: Any, disk: Callable[[], Any]
) -> None:
    del moved
    assert cli("export", "X", "json", "--output", "x.json").code == 0
    whole = json.loads(Path("x.json").read_text(encoding="utf-8"))
    Path("x.json").write_text(json.dumps({**whole, "history": whole["history"][:3]}), encoding="utf-8")
    before = disk()
    run = cli("import", "Copy", "x.json")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert "milestones[0].changes" in run.err
    assert "take the milestone out" in run.err
    assert disk() == before
