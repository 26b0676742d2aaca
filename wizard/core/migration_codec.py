"""What was carried over, as plain JSON values and back; read as strictly as answers are."""

from collections.abc import Iterable
from typing import Any

from wizard.core.codec import answer_from_json, answer_to_json
from wizard.core.migration import Fate, Migration, MigrationRow, Migrations
from wizard.core.parsing import JsonReader, parse_time
from wizard.errors import DataError


def migrations_to_json(migrations: Iterable[Migration]) -> list[dict[str, Any]]:
    """Every time that answers were carried over, in order."""
    return [
        {
            "source": migration.source,
            "before": migration.before,
            "after": migration.after,
            "at": migration.at.isoformat(),
            "rows": [
                {
                    "old": row.old,
                    "new": row.new,
                    "fate": row.fate,
                    "answered": row.answered,
                    "reason": row.reason,
                }
                for row in migration.rows
            ],
            "archived": [answer_to_json(answer) for answer in migration.archived],
        }
        for migration in migrations
    ]


def migrations_from_json(data: Any, place: str) -> Migrations:
    """What was carried over, from its JSON list; nothing where there is none.

    Raises:
        DataError: an entry is not one of ours.
    """
    return tuple(_migration(item, f"{place}[{number}]") for number, item in enumerate(_list(data, place)))


def _migration(data: Any, place: str) -> Migration:
    reader = JsonReader(data, place)
    reader.only(("source", "before", "after", "at", "rows", "archived"))
    at = reader.parsed("at", parse_time)
    if at is None:
        raise DataError(f"{place}.at: the time is missing")
    rows, archived = _list(data.get("rows"), f"{place}.rows"), _list(data.get("archived"), f"{place}.archived")
    return Migration(
        source=reader.text("source"),
        before=reader.text("before"),
        after=reader.text("after"),
        at=at,
        rows=tuple(_row(row, f"{place}.rows[{number}]") for number, row in enumerate(rows)),
        archived=tuple(answer_from_json(item, f"{place}.archived[{number}]") for number, item in enumerate(archived)),
    )


def _row(data: Any, place: str) -> MigrationRow:
    reader = JsonReader(data, place)
    reader.only(("old", "new", "fate", "answered", "reason"))
    fate = reader.needed("fate", Fate, "fate")
    return MigrationRow(reader.text("old"), reader.text("new"), fate, reader.flag("answered"), reader.text("reason"))


def _list(data: Any, place: str) -> list[Any]:
    if data is None:
        return []
    if not isinstance(data, list):
        raise DataError(f"{place}: expected a list")
    return data
