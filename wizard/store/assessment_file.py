"""One assessment file, opened for writing. With the storage the only module that knows TinyDB."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from wizard.core.answers import Answer, Change, Parked
from wizard.core.assessment import Assessment
from wizard.core.codec import answer_to_json, change_to_json, difference, milestones_to_json
from wizard.core.migration import Migrations
from wizard.core.migration_codec import migrations_to_json
from wizard.core.milestones import Milestones
from wizard.core.profile import Profile
from wizard.store.schema import META_KEY, meta_document
from wizard.store.storage import SafeStorage


class _Keyed(Table):
    """A table whose documents are put whole, under ids of our own, and never changed in place (see ``KeptDocument``)."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB allows any id class; its annotation says int

    def put(self, key: str, document: Mapping[str, Any]) -> None:
        """Put a document, in the place of one that has the key already."""
        self._update_table(lambda table: table.__setitem__(key, document))  # type: ignore[index]  # the same

    def put_all(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Put numbered documents in the place of all that are there."""
        numbered = {str(number): document for number, document in enumerate(documents, start=1)}

        def fill(table: dict[Any, Any]) -> None:
            table.clear()
            table.update(numbered)

        self._update_table(fill)


class AssessmentFile:
    """An assessment opened for writing by this process alone; every change is on disk when its method returns."""

    def __init__(self, path: Path, storage: SafeStorage, assessment: Assessment) -> None:
        self.path = path
        self._storage = storage
        self._database = TinyDB(storage=lambda: storage)
        self._meta = _Keyed(storage, "meta")
        self._answers = _Keyed(storage, "answers")
        self._milestones = _Keyed(storage, "milestones")
        self._migrations = _Keyed(storage, "migrations")
        self._assessment = assessment

    @property
    def assessment(self) -> Assessment:
        """The assessment as it is on disk."""
        return self._assessment

    def record(self, answers: Iterable[Answer], who: str = "", *, keep_times: bool = False) -> Assessment:
        """Save answers and append each change to the history; unchanged answers are left alone.

        With ``keep_times`` an answer that knows when it was changed (an imported one) keeps that time.

        Raises:
            StoreError: the disk refused; nothing has changed.
        """
        now = datetime.now(UTC)
        current = dict(self._assessment.answers)
        changes: list[Change] = []
        for answer in answers:
            before, after = difference(current.get(answer.question, Answer(answer.question)), answer)
            if after:
                changed = answer.changed if keep_times and answer.changed else now
                current[answer.question] = replace(answer, changed=changed)
                changes.append(Change(answer.question, now, who or answer.respondent, before, after))
        if not changes:
            return self._assessment
        with self._storage.together():
            for change in changes:
                self._put(current[change.question])
            self._append(changes)
        self._assessment = replace(self._assessment, answers=current, history=(*self._assessment.history, *changes))
        return self._assessment

    @contextmanager
    def together(self) -> Iterator[None]:
        """Put all changes inside on disk with one write.

        Raises:
            StoreError: the disk refused; nothing has changed.
        """
        before = self._assessment
        try:
            with self._storage.together():
                yield
        except BaseException:
            self._assessment = before
            raise

    def write_whole(self) -> None:
        """Put everything the assessment holds into a file that has none of it yet.

        Raises:
            StoreError: the disk refused.
        """
        with self._storage.together():
            self._meta.put(META_KEY, meta_document(self._assessment))
            for answer in self._assessment.answers.values():
                self._put(answer)
            self._append(self._assessment.history)
            if self._assessment.milestones:
                self._put_milestones(self._assessment.milestones)
            if self._assessment.migrations:
                self._migrations.put_all(migrations_to_json(self._assessment.migrations))

    def keep_position(self, question_id: str) -> Assessment:
        """Remember where the user is, for the next time.

        Raises:
            StoreError: the disk refused.
        """
        return self._keep(replace(self._assessment, position=question_id))

    def keep_parked(self, parked: tuple[Parked, ...]) -> Assessment:
        """Keep the parking lot.

        Raises:
            StoreError: the disk refused.
        """
        return self._keep(replace(self._assessment, parked=parked))

    def keep_milestones(self, milestones: Milestones) -> Assessment:
        """Keep the milestones.

        Raises:
            StoreError: the disk refused.
        """
        with self._storage.together():
            self._put_milestones(milestones)
        self._assessment = replace(self._assessment, milestones=milestones)
        return self._assessment

    def keep_migrations(self, migrations: Migrations) -> Assessment:
        """Keep what was carried over from elsewhere.

        Raises:
            StoreError: the disk refused; nothing has changed.
        """
        with self._storage.together():
            self._migrations.put_all(migrations_to_json(migrations))
        self._assessment = replace(self._assessment, migrations=migrations)
        return self._assessment

    def change_profile(self, profile: Profile) -> Assessment:
        """Change the set-up; answers outside the new scope are kept.

        Raises:
            StoreError: the disk refused.
        """
        return self._keep(replace(self._assessment, profile=profile))

    def _put(self, answer: Answer) -> None:
        self._answers.put(answer.question, answer_to_json(answer))

    def _put_milestones(self, milestones: Milestones) -> None:
        self._milestones.put_all(milestones_to_json(milestones))

    def _append(self, changes: Iterable[Change]) -> None:
        self._database.table("history").insert_multiple(change_to_json(change) for change in changes)

    def _keep(self, assessment: Assessment) -> Assessment:
        with self._storage.together():
            self._meta.put(META_KEY, meta_document(assessment))
        self._assessment = assessment
        return assessment
