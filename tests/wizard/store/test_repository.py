"""Assessments on disk: made, read, changed, listed; what the file says afterwards and who may read it."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import Answer, Change, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.assessment import Assessment
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.errors import ExistsError, NotFoundError, StoreError
from wizard.store.home import Home
from wizard.store.repository import Repository

Create = Callable[[str], Assessment]

QUESTION, OTHER = "AIS-01.1", "AIS-02.1"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
MORNING = NOON - timedelta(hours=4)
FULL = Answer(
    question=QUESTION,
    status=Status.PARTIAL,
    ownership=SsrmOwnership.OSP_AP,
    description="a policy, «not yet» known to all\nsecond line",
    responsibilities="read it",
    evidence=("policy 4.2", "minutes of May"),
    remediation=Remediation("train the builders", "platform team", date(2027, 3, 31), Effort.WEEKS),
    note="ask again 你好",
    flagged=True,
    respondent="head of engineering",
    method=Method.EXAMINED,
    confidence=Confidence.HIGH,
    changed=MORNING,
)

posix_only = pytest.mark.skipif(os.name == "nt", reason="file modes are a POSIX matter")


class StoppedClock(datetime):
    """A clock that stands at noon."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        assert tz is UTC
        return NOON


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wizard.store.assessment_file.datetime", StoppedClock)


@pytest.fixture
def _permissive_umask() -> Iterator[None]:
    """A user whose new files would be open to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


# Making and reading


def test_an_assessment_is_read_as_it_was_created(repository: Repository, create: Create) -> None:
    made = create("Pilot")
    assert repository.read("Pilot") == made
    assert made.profile.name == "Pilot"


def test_everything_an_assessment_holds_survives_the_disk(repository: Repository) -> None:
    made = Assessment(
        profile=Profile(
            "Größe & Maß (2)",
            (Role.CSP, Role.AP),
            "a company",
            "a system",
            Phase.PRODUCTION,
            Phase.SCALE,
            UseCase.AGENT,
        ),
        created=Created(MORNING, QuestionnaireVersion("aicm", "1.1")),
        answers={QUESTION: FULL, OTHER: Answer(OTHER, note="open, with a note")},
        history=(
            Change(QUESTION, MORNING, "lead assessor", {"status": None}, {"status": "partial"}),
            Change(OTHER, NOON, "", {"note": ""}, {"note": "open, with a note"}),
        ),
        position=OTHER,
    )
    repository.create(made)
    assert repository.read("Größe & Maß (2)") == made


def test_the_file_is_plain_json_that_names_its_schema(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([FULL])
    document = json.loads(repository.home.path_of("Pilot").read_bytes())
    (meta,) = document["meta"].values()
    assert meta["schema"] == 1
    assert meta["questionnaire"] == {"id": "aicm", "version": "1.1"}
    assert meta["profile"]["name"] == "Pilot"
    assert document["answers"][QUESTION]["status"] == "partial"


def test_a_taken_name_is_refused_and_the_assessment_stays(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([FULL])
    before = repository.home.path_of("Pilot").read_bytes()
    with pytest.raises(ExistsError, match="'PILOT' exists already"):
        create("PILOT")
    assert repository.home.path_of("Pilot").read_bytes() == before


def test_an_unknown_name_is_refused_with_the_nearest_one(repository: Repository, create: Create) -> None:
    create("Pilot")
    for look in (repository.read, lambda name: repository.open(name).__enter__()):
        with pytest.raises(NotFoundError, match="no assessment named 'Pilto'; did you mean Pilot"):
            look("Pilto")


def test_in_an_empty_home_the_error_says_how_to_begin_and_nothing_is_written(
    repository: Repository, home: Path
) -> None:
    with pytest.raises(NotFoundError, match="caiq-wizard new"):
        repository.read("Pilot")
    assert repository.entries() == ()
    assert repository.names() == ()
    assert not home.exists()


@pytest.mark.parametrize("name", ["", " ", "Pilot ", "../../etc/passwd", "a\x00b", "\udcff", "x" * 5000])
def test_a_name_that_no_assessment_can_have_is_simply_not_found(
    repository: Repository, create: Create, name: str
) -> None:
    create("Pilot")
    with pytest.raises(NotFoundError):
        repository.read(name)


def test_a_home_that_is_a_file_is_refused_with_the_way_out(tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.write_text("a file")
    repository = Repository(Home(folder))
    with pytest.raises(StoreError, match=r"cannot make the home folder .*--home"):
        repository.create(Assessment(Profile("Pilot", (Role.AP,)), Created(NOON, QuestionnaireVersion("aicm", "1.1"))))
    assert folder.read_text() == "a file"


# Answers and their history


@pytest.mark.usefixtures("_noon")
def test_an_answer_is_on_disk_when_it_is_recorded(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        recorded = file.record([FULL])
        assert repository.read("Pilot") == recorded == file.assessment
    assert recorded.answers == {QUESTION: replace(FULL, changed=NOON)}


@pytest.mark.usefixtures("_noon")
def test_the_history_says_who_when_from_and_to(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([Answer(QUESTION, Status.NO)], who="lead assessor")
        file.record([Answer(QUESTION, Status.PARTIAL, note="half")], who="second assessor")
    assert repository.read("Pilot").history == (
        Change(QUESTION, NOON, "lead assessor", {"status": None}, {"status": "no"}),
        Change(
            QUESTION,
            NOON,
            "second assessor",
            {"status": "no", "note": ""},
            {"status": "partial", "note": "half"},
        ),
    )


def test_without_a_name_the_change_is_the_respondents(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([Answer(QUESTION, Status.NO, respondent="head of engineering")])
        file.record([Answer(OTHER, Status.NO)])
    assert [change.who for change in repository.read("Pilot").history] == ["head of engineering", ""]


def test_an_unchanged_answer_leaves_file_and_history_alone(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        recorded = file.record([FULL])
        before = repository.home.path_of("Pilot").read_bytes()
        assert file.record([FULL, recorded.answer(QUESTION), Answer(OTHER)]) == recorded
        assert file.record([]) == recorded
    assert repository.home.path_of("Pilot").read_bytes() == before


def test_several_answers_are_recorded_together_and_each_has_its_entry(repository: Repository, create: Create) -> None:
    create("Pilot")
    questions = [f"AIS-{number:02}.1" for number in range(1, 16)]
    with repository.open("Pilot") as file:
        file.record(Answer(question, Status.YES) for question in questions)
    found = repository.read("Pilot")
    assert list(found.answers) == questions
    assert [change.question for change in found.history] == questions


def test_an_answer_taken_back_is_open_again_and_keeps_its_history(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([FULL])
        file.record([Answer(QUESTION)])
    found = repository.read("Pilot")
    assert found.answer(QUESTION).is_empty
    assert found.answer(QUESTION).status is None
    assert found.history[-1].before["description"] == FULL.description
    assert len(found.history) == 2


def test_an_answer_replaces_the_old_one_as_a_whole(repository: Repository, create: Create) -> None:
    create("Pilot")
    shorter = Answer(QUESTION, Status.NO, evidence=("one",), remediation=Remediation(owner="somebody else"))
    with repository.open("Pilot") as file:
        file.record([FULL])
        file.record([shorter])
    assert replace(repository.read("Pilot").answer(QUESTION), changed=None) == shorter


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(("keep_times", "time"), [(True, MORNING), (False, NOON)])
def test_an_imported_answer_may_keep_its_time_but_the_history_says_when_it_came(
    repository: Repository, create: Create, keep_times: bool, time: datetime
) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([FULL, Answer(OTHER, Status.NO)], keep_times=keep_times)
    found = repository.read("Pilot")
    assert found.answer(QUESTION).changed == time
    assert found.answer(OTHER).changed == NOON
    assert [change.at for change in found.history] == [NOON, NOON]


def test_the_history_goes_on_over_sessions(repository: Repository, create: Create) -> None:
    create("Pilot")
    for number in range(5):
        with repository.open("Pilot") as file:
            file.record([Answer(QUESTION, note=str(number))])
    assert [change.after for change in repository.read("Pilot").history] == [{"note": str(n)} for n in range(5)]


def test_what_was_recorded_before_an_error_in_the_block_is_kept(repository: Repository, create: Create) -> None:
    create("Pilot")

    def interrupted() -> None:
        with repository.open("Pilot") as file:
            file.record([FULL])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert repository.read("Pilot").answer(QUESTION).status is Status.PARTIAL
    with repository.open("Pilot") as file:
        assert file.assessment.answer(QUESTION).status is Status.PARTIAL


def test_a_text_that_no_file_can_hold_spoils_nothing(repository: Repository, create: Create) -> None:
    """Half a character cannot be saved; whatever comes of the attempt, the next answers are saved as ever."""
    create("Pilot")
    with repository.open("Pilot") as file:
        try:
            file.record([Answer(QUESTION, Status.NO, note="half a character: \ud83d")])
        except (StoreError, ValueError):
            assert file.assessment.answers == {}
        file.record([Answer(OTHER, Status.YES)])
        assert repository.read("Pilot") == file.assessment
    assert repository.read("Pilot").answer(OTHER).status is Status.YES


# Position and profile


def test_the_position_is_remembered(repository: Repository, create: Create) -> None:
    assert create("Pilot").position == ""
    with repository.open("Pilot") as file:
        file.record([FULL])
        assert file.keep_position(OTHER).position == OTHER
    found = repository.read("Pilot")
    assert found.position == OTHER
    assert len(found.history) == 1


def test_a_changed_profile_keeps_answers_history_and_position(repository: Repository, create: Create) -> None:
    made = create("Pilot")
    profile = replace(
        made.profile, roles=(Role.CSP,), system="the gateway", target_phase=Phase.SCALE, use_case=UseCase.AGENT
    )
    with repository.open("Pilot") as file:
        before = file.record([FULL])
        file.keep_position(OTHER)
        file.change_profile(profile)
    assert repository.read("Pilot") == replace(before, profile=profile, position=OTHER)


# The list


def test_the_list_shows_the_last_changed_first(repository: Repository, create: Create) -> None:
    for number, name in enumerate(["first", "Second try", "third"]):
        create(name)
        os.utime(repository.home.path_of(name), (1_000_000_000 + number,) * 2)
    os.utime(repository.home.path_of("first"), (2_000_000_000,) * 2)
    assert repository.names() == ("first", "third", "Second try")
    entries = repository.entries()
    assert [entry.changed.timestamp() for entry in entries] == [2_000_000_000, 1_000_000_002, 1_000_000_001]
    assert [entry.fault for entry in entries] == ["", "", ""]


def test_a_broken_file_is_listed_with_its_fault_beside_the_others(repository: Repository, create: Create) -> None:
    create("Pilot")
    create("Other")
    repository.home.path_of("Pilot").write_bytes(b"{")
    (broken,) = [entry for entry in repository.entries() if entry.fault]
    assert broken.path == repository.home.path_of("Pilot")
    assert broken.assessment is None
    assert str(broken.path) in broken.fault
    assert repository.names() == ("Other",)


def test_only_assessments_are_listed(repository: Repository, create: Create) -> None:
    create("Pilot")
    for _ in range(2):
        with repository.open("Pilot") as file:
            file.record([Answer(QUESTION, Status.NO, note=str(file.assessment.position))])
            file.keep_position(OTHER)
    (repository.home.assessments / ".pilot.json.abc.part").write_bytes(b"{")
    (repository.home.assessments / "notes.txt").write_text("mine")
    assert repository.names() == ("Pilot",)
    assert len(repository.entries()) == 1


# Who may read it


@posix_only
@pytest.mark.usefixtures("_permissive_umask")
def test_every_file_is_the_users_own_0600_and_every_folder_0700(repository: Repository, create: Create) -> None:
    create("Pilot")
    with repository.open("Pilot") as file:
        file.record([FULL])
        file.keep_position(OTHER)
    kept = [repository.home.folder, *repository.home.folder.rglob("*")]
    modes = {path.relative_to(repository.home.folder): stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert {path for path in modes if path.name.startswith("pilot")} == {
        Path("assessments/pilot.json"),
        Path("assessments/pilot.json.earlier"),
        Path("locks/pilot.lock"),
    }
    for path, mode in modes.items():
        wanted = 0o700 if (repository.home.folder / path).is_dir() else 0o600
        assert mode == wanted, f"{path} has mode {mode:o}"
