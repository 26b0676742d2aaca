"""The compiled form of a bank: two JSON files, made when the package is built, read back at every start.

``index.json`` holds the marks of all controls, which scope and scores need; it is small and read at once.
``texts.json`` holds facts and prose and is read when somebody looks at a control. The index notes the sizes and a
digest of the sources it was made from. Sizes are compared at every start; where a source is newer than the index (in a
checkout, after an edit) the digest is compared too. What no longer matches is compiled afresh.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from questionnaires.model import (
    Bank,
    Control,
    ControlFacts,
    ControlMarks,
    ControlText,
    Domain,
    MappedRequirement,
    Move,
    Question,
    Step,
)
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

INDEX_NAME, TEXTS_NAME = "index.json", "texts.json"
_FORMAT = 8
_ENDINGS = (".csv", ".md", ".toml")
_TECHNIQUES, _TITLES = "techniques", "titles"
"""What each technique is, and the titles of requirements, stand beside the controls in the texts: no control has such an id."""

Fetch = Callable[[], tuple[ControlFacts, ControlText]]


def fingerprint(folder: Traversable) -> str:
    """A digest over the names and bytes of every table and Markdown file of a bank."""
    digest = hashlib.blake2b(str(_FORMAT).encode(), digest_size=16)
    for source in _sources(folder):
        content = source.read_bytes()
        digest.update(f"{source.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def dump_index(bank: Bank, folder: Traversable) -> tuple[str, str]:
    """The two files' contents for a bank that was just compiled from the folder: index and texts."""
    domains = [
        {
            "code": domain.code,
            "title": domain.title,
            "introduction": domain.introduction,
            "controls": [_plain(control.marks) for control in domain.controls],
        }
        for domain in bank.domains
    ]
    index = {
        "format": _FORMAT,
        "sources": _sizes(folder),
        "fingerprint": fingerprint(folder),
        "id": bank.id,
        "title": bank.title,
        "version": bank.version,
        "domains": domains,
        "techniques": bank.techniques,
        "not_mappable": sorted(bank.not_mappable),
        "moved": [[move.old_id, move.new_id, move.title] for move in bank.moved.values()],
        "standards": bank.standards,
    }
    texts = {control.id: _plain({"facts": control.facts, "text": control.text}) for control in bank.controls.values()}
    texts[_TECHNIQUES] = dict(bank.technique_words)
    texts[_TITLES] = _plain(bank.requirement_titles)
    return _dump(index), json.dumps(texts, ensure_ascii=False, indent=0)


def read_index(folder: Traversable) -> Bank | None:
    """The bank from the folder's index, or nothing where there is none that matches the sources.

    A damaged index counts as none: the sources beside it say the same, only slower.
    """
    index, texts = folder / INDEX_NAME, folder / TEXTS_NAME
    if not index.is_file() or not texts.is_file():
        return None
    try:
        document = json.loads(index.read_bytes())
        if document["format"] != _FORMAT or document["sources"] != _sizes(folder):
            return None
        if _older_than_sources(index, folder) and document["fingerprint"] != fingerprint(folder):
            return None
        return _bank(document, _Texts(texts))
    except (ValueError, KeyError, TypeError):
        return None


class _Texts:
    """The texts file, read once, when the first control is looked at."""

    def __init__(self, source: Traversable) -> None:
        self._read: Callable[[], dict[str, Any]] = cache(lambda: json.loads(source.read_bytes()))

    def techniques(self) -> Mapping[str, str]:
        """What each technique is."""
        words: Mapping[str, str] = self._read()[_TECHNIQUES]
        return words

    def titles(self) -> Mapping[str, Mapping[str, str]]:
        """What the requirements of each standard are called."""
        titles: Mapping[str, Mapping[str, str]] = self._read()[_TITLES]
        return titles

    def of(self, control_id: str) -> Fetch:
        """What fetches one control's facts and text."""

        def fetch() -> tuple[ControlFacts, ControlText]:
            entry = self._read()[control_id]
            return _facts(entry["facts"]), _text(entry["text"])

        return fetch


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """Every table and Markdown file of a bank, by name."""
    prose = folder / "bank"
    entries = [*folder.iterdir(), *(prose.iterdir() if prose.is_dir() else ())]
    return iter(sorted((entry for entry in entries if entry.name.endswith(_ENDINGS)), key=lambda entry: entry.name))


def _older_than_sources(index: Traversable, folder: Traversable) -> bool:
    """Whether a source was written after the index; never inside an archive, where nothing can be edited."""
    if not isinstance(index, Path):
        return False
    made = index.stat().st_mtime_ns
    return any(isinstance(source, Path) and source.stat().st_mtime_ns >= made for source in _sources(folder))


def _sizes(folder: Traversable) -> dict[str, int]:
    """The size of every source, by name."""
    return {
        source.name: source.stat().st_size if isinstance(source, Path) else len(source.read_bytes())
        for source in _sources(folder)
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, MappedRequirement):  # thousands of them: names for their fields would double the file
        return [value.framework, value.id, value.printed, value.odd]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _bank(data: dict[str, Any], texts: _Texts) -> Bank:
    return Bank(
        id=data["id"],
        title=data["title"],
        version=data["version"],
        domains=tuple(_domain(domain, texts) for domain in data["domains"]),
        techniques=data["techniques"],
        not_mappable=frozenset(data["not_mappable"]),
        moved={old_id: Move(old_id, new_id, title) for old_id, new_id, title in data["moved"]},
        describe_techniques=texts.techniques,
        standards={framework: tuple(ids) for framework, ids in data["standards"].items()},
        describe_requirements=texts.titles,
    )


def _domain(data: dict[str, Any], texts: _Texts) -> Domain:
    controls = tuple(Control(_marks(marks), texts.of(marks["id"])) for marks in data["controls"])
    return Domain(data["code"], data["title"], data["introduction"], controls)


def _marks(data: dict[str, Any]) -> ControlMarks:
    return ControlMarks(
        **data
        | {
            "type": ControlType(data["type"]),
            "owners": {Role(role): code for role, code in data["owners"].items()},
            "phase": Phase(data["phase"]),
            "layer": Layer(data["layer"]),
            "use_cases": tuple(map(UseCase, data["use_cases"])),
            "question_ids": tuple(data["question_ids"]),
        },
    )


def _facts(data: dict[str, Any]) -> ControlFacts:
    return ControlFacts(
        **data
        | {
            "type": ControlType(data["type"]),
            "owners": {Role(role): code for role, code in data["owners"].items()},
            "stack": tuple(map(Component, data["stack"])),
            "threats": tuple(map(ThreatCategory, data["threats"])),
            "lifecycle": {LifecycleStage(stage): tuple(parts) for stage, parts in data["lifecycle"].items()},
            "mapped": tuple(MappedRequirement(*entry) for entry in data["mapped"]),
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
            "questions": tuple(
                Question(**question | {"links": tuple(question["links"])}) for question in data["questions"]
            ),
            "role_guidance": {Role(role): line for role, line in data["role_guidance"].items()},
            "evidence": tuple(data["evidence"]),
            "from_no": Step(data["from_no"]["action"], Effort(data["from_no"]["effort"])),
            "from_partial": Step(data["from_partial"]["action"], Effort(data["from_partial"]["effort"])),
        },
    )
