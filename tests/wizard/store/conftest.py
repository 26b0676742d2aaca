"""What the tests of the store share: a repository in the test's own home, and a way to put an assessment into it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from questionnaires.vocabulary import Role
from wizard.core.assessment import Assessment
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.store.home import Home
from wizard.store.repository import Repository


@pytest.fixture
def repository(home: Path) -> Repository:
    return Repository(Home(home))


@pytest.fixture
def create(repository: Repository) -> Callable[[str], Assessment]:
    """Put a new assessment without answers on disk."""

    def make(name: str) -> Assessment:
        created = Created(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
        return repository.create(Assessment(Profile(name, (Role.AP,)), created))

    return make
