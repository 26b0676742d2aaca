"""The file format of an assessment, schema 1: what stands in which table, and how it is read back, strictly.

TinyDB tables ``meta`` (one document: schema, questionnaire, profile, created, position, parking lot), ``answers`` (a document a
question, keyed by question id), ``history`` (one document a change, append-only), ``milestones`` and ``migrations`` (one document each,
in their order; missing where there never was one).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wizard.core.answers import Answer, Change
from wizard.core.assessment import Assessment
from wizard.core.codec import (
    answer_from_json,
    change_from_json,
    milestones_from_json,
    parked_from_json,
    parked_to_json,
    profile_from_json,
    profile_to_json,
)
from wizard.core.migration_codec import migrations_from_json
from wizard.core.parsing import parse_time
from wizard.core.profile import Created, QuestionnaireVersion
from wizard.errors import DataError, InputError, StoreError
from wizard.store.storage import Tables, broken, read_tables

SCHEMA = 1
META_KEY = "1"


def meta_document(assessment: Assessment) -> dict[str, Any]:
    """What the ``meta`` table says about an assessment."""
    return {
        "schema": SCHEMA,
        "questionnaire": {
            "id": assessment.created.questionnaire.id,
            "version": assessment.created.questionnaire.version,
        },
        "created": assessment.created.at.isoformat(),
        "position": assessment.position,
        "parking_lot": parked_to_json(assessment.parked),
        "profile": profile_to_json(assessment.profile),
    }


def read_assessment(path: Path) -> Assessment:
    """The assessment in a file.

    Raises:
        StoreError: the file is broken, or newer than this program.
    """
    tables = read_tables(path)
    meta = tables.get("meta", {}).get(META_KEY)
    if not isinstance(meta, dict):
        raise broken(path, "does not hold an assessment")
    schema = meta.get("schema")
    if not isinstance(schema, int) or schema < 1:
        raise broken(path, "does not say which schema it has")
    if schema > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer caiq-wizard (schema {schema}, this one knows {SCHEMA}); update the program"
        )
    try:
        return _decode(meta, tables)
    except (InputError, KeyError, TypeError) as error:
        raise broken(path, f"holds something unreadable ({error})") from None


def _decode(meta: Mapping[str, Any], tables: Tables) -> Assessment:
    history = tables.get("history", {})
    return Assessment(
        profile=profile_from_json(meta["profile"], "profile"),
        created=Created(
            parse_time(meta["created"]),
            QuestionnaireVersion(meta["questionnaire"]["id"], meta["questionnaire"]["version"]),
        ),
        answers={question: _answer(question, data) for question, data in tables.get("answers", {}).items()},
        history=tuple(_change(number, data) for number, data in history.items()),
        position=_position(meta),
        parked=parked_from_json(meta.get("parking_lot"), "meta.parking_lot"),
        milestones=milestones_from_json(list(tables.get("milestones", {}).values()), "milestones", len(history)),
        migrations=migrations_from_json(list(tables.get("migrations", {}).values()), "migrations"),
    )


def _answer(question: str, data: Any) -> Answer:
    answer = answer_from_json(data, f"answers.{question}")
    if answer.question != question:
        raise DataError(f"answers.{question}: this answer says that it belongs to {answer.question or 'no question'}")
    return answer


def _change(number: str, data: Any) -> Change:
    if not number.isdecimal():
        raise DataError(f"history.{number}: entries are numbered")
    return change_from_json(data, f"history.{number}")


def _position(meta: Mapping[str, Any]) -> str:
    position = meta.get("position", "")
    if not isinstance(position, str):
        raise DataError("meta.position: expected a question's id")
    return position
