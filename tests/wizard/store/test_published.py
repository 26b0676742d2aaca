"""The published wording in the home folder: private, whole or as it was, quick to read, and damage is told."""

import errno
import json
import stat
from datetime import date
from pathlib import Path

import pytest

from wizard.core.published import (
    NO_TEXTS,
    Kind,
    PublishedControl,
    PublishedMapping,
    PublishedMatrix,
    PublishedQuestions,
    ShortTexts,
    Source,
)
from wizard.errors import StoreError
from wizard.store import files
from wizard.store.home import Home
from wizard.store.published import (
    keep_matrix,
    keep_questions,
    read_published_control,
    read_short_texts,
    remove_texts,
    stamp_of_texts,
)

TEXT = 'Zürich · "zwei"\n\tZeilen \\ 試験'
QUESTIONS = PublishedQuestions(
    Source(Kind.QUESTIONS, "1.1.1", "q.xlsx", date(2027, 1, 2), {"questions": 1}), {"AIS-01.1": TEXT}
)
CONTROL = PublishedControl(
    {"Shared": TEXT, "AP": "more"}, {"AP": "look"}, (PublishedMapping("EU AI Act", "a\nb", "No Gap", ""),)
)
MATRIX = PublishedMatrix(
    Source(Kind.MATRIX, "", "m.xlsx", date(2027, 1, 3), {"specifications": 2}),
    {"AIS-01": TEXT, "AIS-02": "spec"},
    {"AIS-01": CONTROL, "AIS-02": PublishedControl({"MP": "else"}), "AIS-03": CONTROL},
)
DAMAGE = {
    "empty": b"",
    "half": b'{"format":1,"ver',
    "a list": b"[]\n",
    "another format": b'{"format":2,"version":"1.1.0","taken":"2027-01-02"}\n',
    "no day": b'{"format":1,"version":"1.1.0","texts":{},"specifications":{},"places":{}}\n',
    "no texts": b'{"format":1,"taken":"2027-01-02","texts":{"AIS-01.1":7},"specifications":{"AIS-01":7}}\n',
    "a list of texts": b'{"format":1,"taken":"2027-01-02","texts":[],"specifications":[]}\n',
    "no utf-8": b"\xff\xfe\x00",
    "too deep": b"[" * 100_000,
}


@pytest.fixture
def place(home: Path) -> Home:
    return Home(home)


def test_without_anything_taken_nothing_is_there_and_nothing_is_made(place: Home) -> None:
    assert read_short_texts(place) == NO_TEXTS
    assert read_published_control(place, "AIS-01") is None
    assert remove_texts(place) is False
    assert not place.folder.exists()


def test_what_is_kept_comes_back_each_kind_by_itself(place: Home) -> None:
    keep_matrix(place, MATRIX)
    only_matrix = read_short_texts(place)
    keep_questions(place, QUESTIONS)
    assert only_matrix == ShortTexts(
        None, MATRIX.source, {}, MATRIX.specifications, frozenset({"AIS-01", "AIS-02", "AIS-03"})
    )
    assert read_short_texts(place) == ShortTexts(
        QUESTIONS.source, MATRIX.source, QUESTIONS.texts, MATRIX.specifications, only_matrix.with_more
    )
    assert {name: read_published_control(place, name) for name in MATRIX.controls} == dict(MATRIX.controls)
    assert read_published_control(place, "AIS-04") is None


def test_it_is_private_and_removal_leaves_nothing(place: Home) -> None:
    keep_matrix(place, MATRIX)
    keep_questions(place, QUESTIONS)
    left = place.texts / ".questions.json.abc.part"
    left.write_bytes(b"half of it")
    assert stat.S_IMODE(place.texts.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.texts.glob("[a-z]*")} == {0o600}
    before = stamp_of_texts(place)
    assert remove_texts(place) is True
    assert not place.texts.exists()
    assert stamp_of_texts(place) != before


def test_a_full_disk_keeps_what_was_there(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    keep_questions(place, QUESTIONS)
    other = PublishedQuestions(QUESTIONS.source, {"AIS-01.1": "other"})
    with monkeypatch.context() as disk:
        disk.setattr(files.os, "fsync", full)
        with pytest.raises(StoreError, match="No space left on device; nothing was taken"):
            keep_questions(place, other)
    assert read_short_texts(place).questions == QUESTIONS.texts
    assert [path.name for path in place.texts.iterdir()] == ["questions.json"]


@pytest.mark.parametrize("name", ["questions.json", "controls.jsonl"])
@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_one_sentence_and_taking_again_mends_it(place: Home, name: str, content: bytes) -> None:
    keep_questions(place, QUESTIONS)
    keep_matrix(place, MATRIX)
    (place.texts / name).write_bytes(content)
    with pytest.raises(StoreError) as told:
        read_short_texts(place)
    assert f"{name} is damaged" in str(told.value)
    assert "caiq-wizard texts FILE" in str(told.value)
    keep_questions(place, QUESTIONS)
    keep_matrix(place, MATRIX)
    assert read_short_texts(place).questions == QUESTIONS.texts


@pytest.mark.parametrize("cut", [2, 40, 200])
def test_a_file_that_was_cut_short_is_damaged_and_never_half_a_text(place: Home, cut: int) -> None:
    keep_matrix(place, MATRIX)
    path = place.texts / "controls.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(StoreError, match=r"controls\.jsonl is damaged"):
        read_published_control(place, "AIS-03")


def test_places_that_somebody_made_up_are_damage(place: Home) -> None:
    keep_matrix(place, MATRIX)
    path = place.texts / "controls.jsonl"
    first, _, rest = path.read_bytes().partition(b"\n")
    for made_up in ([-5, 10], [0], "0", [0, -1], [10**9, 5], [True, None], [0, 2**70], [2**70, 1]):
        about = {**json.loads(first), "places": {"AIS-01": made_up}}
        path.write_bytes(json.dumps(about).encode() + b"\n" + rest)
        with pytest.raises(StoreError, match="is damaged"):
            read_published_control(place, "AIS-01")


def test_a_control_is_read_without_reading_the_others(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    controls = {f"AIS-{number:02}": CONTROL for number in range(1, 100)}
    keep_matrix(place, PublishedMatrix(MATRIX.source, MATRIX.specifications, controls))
    size, read = (place.texts / "controls.jsonl").stat().st_size, []
    parse = json.loads
    monkeypatch.setattr(
        json, "loads", lambda content, **options: (read.append(len(content)), parse(content, **options))[1]
    )
    assert read_published_control(place, "AIS-50") == CONTROL
    assert sum(read) < size / 4
