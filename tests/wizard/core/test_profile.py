"""What an assessment's set-up must and must not be."""

import pytest

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.profile import Profile, check_name, ordered_roles
from wizard.errors import InputError

ROLES = (Role.AP,)


def test_a_profile_needs_only_a_name_and_a_role() -> None:
    profile = Profile("Pilot", ROLES)
    assert (profile.organization, profile.system) == ("", "")
    assert (profile.phase, profile.target_phase) == (Phase.PROTOTYPE, Phase.PRODUCTION)
    assert profile.use_case is UseCase.ASSISTANT


@pytest.mark.parametrize("name", ["P", "x" * 80, "Pilot (2nd try)", "Größe & Maß", "试点", "a/b", "..", "con", "🤖"])
def test_people_may_name_an_assessment_as_they_like(name: str) -> None:
    assert Profile(name, ROLES).name == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "empty"),
        (" ", "blank"),
        (" Pilot", "blank"),
        ("Pilot ", "blank"),
        ("Pilot\n", "blank"),
        ("x" * 81, "81 characters; use at most 80"),
        ("a\nb", "do not print"),
        ("a\tb", "do not print"),
        ("a\x00b", "do not print"),
        ("a\x1b[2Jb", "do not print"),
        ("a\x7fb", "do not print"),
        ("a\u202eb", "do not print"),
        ("a\u200bb", "do not print"),
        ("a\ud800b", "do not print"),
    ],
)
def test_a_name_that_people_or_file_systems_would_trip_over_is_refused(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_name(name)
    with pytest.raises(InputError, match=said):
        Profile(name, ROLES)


def test_an_assessment_without_a_role_is_refused_and_the_roles_are_listed() -> None:
    with pytest.raises(InputError, match="role: CSP, MP, OSP or AP"):
        Profile("Pilot", ())


@pytest.mark.parametrize(
    ("phase", "target"), [("production", "prototype"), ("scale", "prototype"), ("scale", "production")]
)
def test_a_target_before_the_current_phase_is_refused(phase: str, target: str) -> None:
    with pytest.raises(InputError, match=f"target phase {target} .* current phase {phase}"):
        Profile("Pilot", ROLES, phase=Phase(phase), target_phase=Phase(target))


@pytest.mark.parametrize("phase", list(Phase))
def test_the_target_may_be_the_current_phase(phase: Phase) -> None:
    assert Profile("Pilot", ROLES, phase=phase, target_phase=phase).target_phase is phase


def test_roles_are_kept_once_each_in_supply_chain_order() -> None:
    assert ordered_roles([Role.AP, Role.CSP, Role.AP, Role.MP]) == (Role.CSP, Role.MP, Role.AP)
    assert ordered_roles([]) == ()
