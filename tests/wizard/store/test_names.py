"""From an assessment's name to its file: one file a name, safe on every system."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from questionnaires.vocabulary import Role
from wizard.core.assessment import Assessment
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.errors import ExistsError, NotFoundError
from wizard.store.home import HOME_VARIABLE, Home, find_home
from wizard.store.repository import Repository

HOME = Home(Path("home"))
CREATED = Created(datetime(2026, 1, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
RESERVED = ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
ODD = [
    "a/b",
    "a\\b",
    "..",
    ".",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\temp",
    "~",
    "a:b",
    'a"b',
    "a*b",
    "a?b",
    "<a|b>",
    "-rf",
    "--help",
    ".hidden",
    "ends with.",
    "Größe & Maß",
    "试点",
    "🤖",
    "x" * 80,
    "é" * 80,
    "%2e%2e",
    "a b",
    "a  b",
    "$HOME",
    "a;b",
    "'",
]

NAMES = st.text(min_size=1, max_size=80).filter(lambda name: name.isprintable() and name == name.strip())
NEAR = st.text("abAB-_ .é1", min_size=1, max_size=6).filter(lambda name: name == name.strip())

properties = settings(deadline=None, max_examples=300)


def file_name(name: str) -> str:
    return HOME.path_of(name).name


@pytest.mark.parametrize(
    "names", [("Pilot", "PILOT", "pilot"), ("Größe 1", "GRÖSSE 1"), ("Con", "CON"), ("A/B", "a/b"), ("ÉCOLE", "école")]
)
def test_letter_case_makes_no_other_assessment(names: tuple[str, ...]) -> None:
    assert len({HOME.path_of(name) for name in names}) == 1


@properties
@given(name=NAMES)
def test_the_letter_case_of_any_name_makes_no_difference(name: str) -> None:
    assert HOME.path_of(name) == HOME.path_of(name.casefold())


@properties
@given(one=NAMES | NEAR, other=NAMES | NEAR)
@example("a b", "a-b")
@example("a b", "a/b")
@example("a-b", "a_b")
@example("a ", "a")
@example("x" * 60, "x" * 61)
@example("x" * 61, "x" * 62)
@example("x" * 79 + "y", "x" * 80)
@example("con", "con-")
@example("é", "e\u0301")
def test_two_names_share_a_file_only_when_they_are_equal_ignoring_case(one: str, other: str) -> None:
    assert (HOME.path_of(one) == HOME.path_of(other)) == (one.casefold() == other.casefold())


@pytest.mark.parametrize("name", ["a b", "con", "试点", "-x"])
def test_a_name_that_looks_like_the_file_of_another_gets_a_file_of_its_own(name: str) -> None:
    looks_like_it = HOME.path_of(name).stem
    assert looks_like_it != name
    assert HOME.path_of(looks_like_it) != HOME.path_of(name)


def test_very_many_odd_names_get_as_many_files() -> None:
    count = 200_000
    assert len({file_name(f"? {number:x}".translate(TO_SIGNS)) for number in range(count)}) == count


TO_SIGNS = str.maketrans("0123456789abcdef", "!§$%&/()=?*+~#<>")
"""Digits as signs, so that nothing of a name but its checksum enters the file's name."""


@properties
@given(name=NAMES | st.text() | st.sampled_from(ODD))
def test_the_file_of_any_name_stands_in_the_folder_under_a_short_plain_name(name: str) -> None:
    path = HOME.path_of(name)
    assert path.parent == HOME.assessments
    assert path.suffix == ".json"
    assert set(path.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert 1 <= len(path.stem) <= 100
    assert not path.stem.startswith(("-", "_"))
    assert path.stem not in RESERVED


@pytest.mark.parametrize("name", [*RESERVED, *(word.upper() for word in RESERVED)])
def test_a_name_that_windows_reserves_is_not_used_for_a_file(name: str) -> None:
    assert file_name(name).split(".")[0] not in RESERVED
    assert HOME.lock_of(HOME.path_of(name)).name.split(".")[0] not in RESERVED


def test_a_plain_name_is_found_under_itself() -> None:
    assert HOME.path_of("Pilot-2_b") == HOME.assessments / "pilot-2_b.json"


@pytest.mark.parametrize("name", ODD)
def test_an_oddly_named_assessment_is_made_found_and_listed_and_stays_in_its_folder(
    repository: Repository, name: str
) -> None:
    made = repository.create(Assessment(Profile(name, (Role.AP,)), CREATED))
    assert repository.read(name) == made
    with repository.open(name.upper()) as file:
        file.keep_position("AIS-01.1")
    assert repository.names() == (name,)
    assert len(list(repository.home.assessments.glob("*.json"))) == 1
    assert {path.name for path in repository.home.folder.iterdir()} == {"assessments", "locks"}


@settings(deadline=None, max_examples=30)
@given(one=NAMES | NEAR, other=NAMES | NEAR)
def test_on_disk_a_second_name_is_taken_exactly_when_it_equals_the_first_ignoring_case(one: str, other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Home(Path(folder)))
        first = repository.create(Assessment(Profile(one, (Role.AP,)), CREATED))
        second = Assessment(Profile(other, (Role.MP,)), CREATED)
        if one.casefold() == other.casefold():
            with pytest.raises(ExistsError):
                repository.create(second)
            assert repository.read(other) == first
        else:
            with pytest.raises(NotFoundError):
                repository.read(other)
            repository.create(second)
            assert (repository.read(one), repository.read(other)) == (first, second)


# Where the home is


def test_the_chosen_home_goes_before_the_environment(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_home(None).folder == home
    assert find_home(str(tmp_path / "chosen")).folder == tmp_path / "chosen"
    monkeypatch.setenv(HOME_VARIABLE, "")
    assert find_home(str(tmp_path / "chosen")).folder == tmp_path / "chosen"


def test_a_relative_home_is_taken_from_the_current_folder_and_a_tilde_from_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_home("here").folder == Path.cwd() / "here"
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "user"))
    assert find_home("~/caiq").folder == tmp_path / "user" / "caiq"


def test_looking_for_the_home_makes_nothing_on_disk(tmp_path: Path) -> None:
    find_home(str(tmp_path / "chosen"))
    assert not (tmp_path / "chosen").exists()


def test_a_file_that_somebody_renamed_is_found_by_the_name_inside(
    repository: Repository, create: Callable[[str], Assessment]
) -> None:
    create("Pilot project")
    path = repository.home.path_of("Pilot project")
    path.rename(path.with_name("copied-from-backup.json"))
    assert repository.read("pilot PROJECT").profile.name == "Pilot project"
    with pytest.raises(ExistsError):
        create("Pilot project")
