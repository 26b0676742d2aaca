"""An app over a home folder of its own, and an assessment in it."""

from pathlib import Path

import pytest

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.app import CaiqWizardApp
from wizard.core.assessment import Assessment
from wizard.core.parsing import parse_time
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.store.home import Home
from wizard.store.repository import Repository


@pytest.fixture
def repository(home: Path) -> Repository:
    return Repository(Home(home))


@pytest.fixture
def app(home: Path) -> CaiqWizardApp:
    return CaiqWizardApp(Home(home))


@pytest.fixture
def assessment(repository: Repository) -> Assessment:
    """An application provider with an agent in production, on disk, without an answer."""
    profile = Profile("Support", (Role.AP,), "Org", "System", Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT)
    created = Created(parse_time("2026-01-02T03:04:05+00:00"), QuestionnaireVersion("aicm", "1.1"))
    return repository.create(Assessment(profile, created))
