"""Reads ``bank.toml``: what a bank is called and which version it is."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from questionnaires.faults import Fault, did_you_mean, read_utf8

ABOUT_NAME = "bank.toml"
_KEYS = ("id", "title", "version")
_ID = re.compile(r"[a-z][a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class About:
    """The id (lower case letters, digits, hyphens), title and version of a bank."""

    id: str
    title: str
    version: str


def read_about(folder: Traversable, faults: list[Fault]) -> About:
    """What the folder's ``bank.toml`` says; empty words, with faults, where it says nothing usable."""
    source = folder / ABOUT_NAME
    data: dict[str, object] = {}
    if not source.is_file():
        faults.append(Fault(ABOUT_NAME, 1, "the file is missing", f"write {', '.join(_KEYS)} into it"))
        return About("", "", "")
    try:
        data = tomllib.loads(read_utf8(source, ABOUT_NAME, faults) or "")
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(ABOUT_NAME, 1, f"this is not TOML ({error})", 'write lines such as id = "my-bank"'))
        return About("", "", "")
    faults.extend(
        Fault(ABOUT_NAME, 1, f"unknown key {key!r}", did_you_mean(key, _KEYS)) for key in data if key not in _KEYS
    )
    values = {key: data.get(key, "") for key in _KEYS}
    for key, value in values.items():
        if not isinstance(value, str) or not value.strip():
            faults.append(Fault(ABOUT_NAME, 1, f"{key} is missing or no text", f'write {key} = "..."'))
    about = About(*(str(values[key]) for key in _KEYS))
    if about.id and not _ID.fullmatch(about.id):
        faults.append(
            Fault(ABOUT_NAME, 1, f"the id {about.id!r} is unusable", "use lower case letters, digits and hyphens")
        )
    return about
