"""The published wording of a home folder: take it from a workbook, remove it, and say what is there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from questionnaires.library import load_bank
from wizard.core.parsing import parse_word
from wizard.core.published import (
    OUR_WORDS,
    PublishedControl,
    PublishedWorkbook,
    ShortTexts,
    Source,
    Worded,
    Wording,
    chosen_wording,
)
from wizard.errors import InputError, StoreError
from wizard.store.files import user_path
from wizard.store.home import Home
from wizard.store.published import keep_matrix, keep_questions, read_published_control, read_short_texts
from wizard.store.settings import Settings, keep_settings, read_settings

_PRESENT = "1.1."
_MOST_NAMED = 5
_LICENCE = "They stay in your home folder and enter no export."


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken, a sentence each."""

    sentences: tuple[str, ...]


def take_wording(home: Home, typed: str) -> Taken:
    """Take everything that is published wording from a workbook, in the place of what was taken of its kind before.

    Raises:
        InputError: the path is unusable, or the file cannot be read.
        DataError: the file is no workbook with published wording of AICM 1.1, or is broken.
        StoreError: the disk refused.
    """
    from wizard.workbooks.opening import open_workbook  # noqa: PLC0415  (only who takes wording opens workbooks)
    from wizard.workbooks.published import read_published  # noqa: PLC0415  (the same)

    if not typed.strip():
        raise InputError("type the path of the AICM or AI-CAIQ workbook that you downloaded from CSA")
    path = user_path(typed.strip())
    if path.is_dir():
        raise InputError(f"{path} is a folder; name the workbook in it")
    found = read_published(open_workbook(path), load_bank(), datetime.now().astimezone().date())
    if found.matrix:
        keep_matrix(home, found.matrix)
    if found.questions:
        keep_questions(home, found.questions)
    return Taken((*_what(found), *_remarks(found), _LICENCE))


def read_worded(home: Home, setting: str) -> Worded:
    """The short texts, and what the setting shows of them.

    Raises:
        StoreError: they are there and cannot be read.
    """
    texts = read_short_texts(home)
    return Worded(texts, chosen_wording(setting, texts))


def read_worded_or_told(home: Home, setting: str) -> tuple[Worded, str]:
    """The same; where they cannot be read our own words, and why."""
    try:
        return read_worded(home, setting), ""
    except StoreError as error:
        return OUR_WORDS, str(error)


def worded_or_told(home: Home) -> tuple[Worded, str]:
    """The same with the choice that the home folder keeps."""
    return read_worded_or_told(home, _settings(home).wording)


def read_more(home: Home, worded: Worded, control_id: str) -> tuple[PublishedControl | None, str]:
    """The long texts about a control, if there are any; where they cannot be read nothing, and why."""
    if control_id not in worded.texts.with_more:
        return None, ""
    try:
        return read_published_control(home, control_id), ""
    except StoreError as error:
        return None, str(error)


def choose_wording(home: Home, word: str) -> Wording:
    """Keep a choice of what is shown, as somebody types it.

    Raises:
        InputError: there is no such choice.
        StoreError: the disk refused.
    """
    wording = parse_word(word, Wording, "choice")
    keep_settings(home, replace(_settings(home), wording=wording.value))
    return wording


def _settings(home: Home) -> Settings:
    try:
        return read_settings(home)
    except StoreError:
        return Settings()


def source_lines(texts: ShortTexts) -> tuple[str, ...]:
    """What is there, a line each."""
    return tuple(_source_line(source) for source in texts.sources)


def _source_line(source: Source) -> str:
    return f"{source.label}: {_counts(source)}; taken from {source.file} on {source.taken.isoformat()}"


def _what(found: PublishedWorkbook) -> Sequence[str]:
    sources = [part.source for part in (found.questions, found.matrix) if part]
    return [f"Took {source.label} from {source.file}: {_counts(source)}." for source in sources]


def _counts(source: Source) -> str:
    return ", ".join(f"{count:,} {what}" for what, count in source.counts.items())


def _remarks(found: PublishedWorkbook) -> Sequence[str]:
    """What somebody should know about a workbook that is not quite what was expected."""
    bank = load_bank()
    lines = []
    versions = {part.source.version for part in (found.questions, found.matrix) if part}
    if "" in versions:
        lines.append(f"It does not say its version; all of its ids are ids of {bank.title} {bank.version}.")
    lines += [
        f"This program does not know version {version} yet: its texts were taken by their ids, "
        "so look whether they fit our questions."
        for version in sorted(filter(None, versions))
        if not f"{version}.".startswith(_PRESENT)
    ]
    if found.strange:
        named = ", ".join(found.strange[:_MOST_NAMED]) + (" …" if len(found.strange) > _MOST_NAMED else "")
        lines.append(f"{_ids(len(found.strange))} in it that {bank.title} {bank.version} does not have: {named}.")
    missing = len(bank.control_by_question) - len(found.questions.texts) if found.questions else 0
    if missing:
        lines.append(f"{missing} of our questions have no text in it; for them our words are shown.")
    return lines


def _ids(count: int) -> str:
    return "There is 1 id" if count == 1 else f"There are {count} ids"
