"""The compiled form of a bank: one JSON file, made when the package is built, read back at every start.

The file carries a fingerprint of the sources it was made from. A bank that was edited since (in a checkout, by an
author) no longer matches and is compiled afresh, so an index can be slow to come but never stale.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib.resources.abc import Traversable
from typing import Any

from questionnaires.model import Bank, Control, ControlFacts, ControlText, Domain, Question, Step
from questionnaires.vocabulary import (
    Component,
    ControlType,
    Effort,
    Layer,
    LifecycleStage,
    Phase,
    Role,
    ThreatCategory,
    UseCase,
)

INDEX_NAME = "index.json"
_FORMAT = 1


def fingerprint(folder: Traversable) -> str:
    """A digest over the names and bytes of every table and Markdown file of a bank."""
    digest = hashlib.blake2b(str(_FORMAT).encode(), digest_size=16)
    for name, content in _sources(folder):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def dump_index(bank: Bank, folder: Traversable) -> str:
    """The index of a bank that was just compiled from the folder."""
    return json.dumps(
        {"fingerprint": fingerprint(folder), "bank": _plain(bank)}, ensure_ascii=False, separators=(",", ":")
    )


def read_index(folder: Traversable) -> Bank | None:
    """The bank from the folder's index, or nothing where there is none that matches the sources.

    A damaged index counts as none: the sources beside it say the same, only slower.
    """
    source = folder / INDEX_NAME
    if not source.is_file():
        return None
    try:
        document = json.loads(source.read_bytes())
        return _bank(document["bank"]) if document["fingerprint"] == fingerprint(folder) else None
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    entries = [*folder.iterdir(), *(folder / "bank").iterdir()]
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.name.endswith((".csv", ".md")):
            yield entry.name, entry.read_bytes()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | frozenset):
        return [_plain(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    return value


def _bank(data: dict[str, Any]) -> Bank:
    return Bank(
        id=data["id"],
        version=data["version"],
        domains=tuple(_domain(domain) for domain in data["domains"]),
        techniques=data["techniques"],
        not_mappable=frozenset(data["not_mappable"]),
    )


def _domain(data: dict[str, Any]) -> Domain:
    controls = tuple(Control(_facts(control["facts"]), _text(control["text"])) for control in data["controls"])
    return Domain(data["code"], data["title"], data["introduction"], controls)


def _facts(data: dict[str, Any]) -> ControlFacts:
    return ControlFacts(
        **data
        | {
            "type": ControlType(data["type"]),
            "owners": {Role(role): code for role, code in data["owners"].items()},
            "stack": tuple(map(Component, data["stack"])),
            "threats": tuple(map(ThreatCategory, data["threats"])),
            "lifecycle": {LifecycleStage(stage): tuple(parts) for stage, parts in data["lifecycle"].items()},
            "requirements": {name: tuple(ids) for name, ids in data["requirements"].items()},
            "techniques": tuple(data["techniques"]),
        },
    )


def _text(data: dict[str, Any]) -> ControlText:
    return ControlText(
        **data
        | {
            "phase": Phase(data["phase"]),
            "layer": Layer(data["layer"]),
            "use_cases": tuple(map(UseCase, data["use_cases"])),
            "questions": tuple(Question(**question) for question in data["questions"]),
            "role_guidance": {Role(role): line for role, line in data["role_guidance"].items()},
            "evidence": tuple(data["evidence"]),
            "from_no": Step(data["from_no"]["action"], Effort(data["from_no"]["effort"])),
            "from_partial": Step(data["from_partial"]["action"], Effort(data["from_partial"]["effort"])),
        },
    )
