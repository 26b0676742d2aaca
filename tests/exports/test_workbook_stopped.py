"""A gap workbook that is stopped, or meets a full disk: nothing is left behind, nothing stays open, nobody else is told."""

import gc
import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.reports import lens_report, small_report, written

from exports.report import Report
from exports.workbook import streaming
from exports.workbook.book import to_workbook
from exports.writing import Stopped, silent


class FullDisk(io.BytesIO):
    """A file that takes so many bytes and no more."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._room = room

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > self._room:
            raise OSError(28, "No space left on device")
        return super().write(content)


@pytest.fixture(params=["whole", "streamed"])
def report(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report with a lens, to be written in both ways."""
    if request.param == "streamed":
        monkeypatch.setattr(streaming, "LARGE", 1)
    return replace(small_report(), lenses=(lens_report(),))


@pytest.fixture(autouse=True)
def left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """See that the folder for temporary files is empty afterwards, and that no file was left to be closed by chance."""
    folder, complaints = tmp_path / "temporary", list[Any]()
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    gc.collect()
    complaints.clear()
    yield
    gc.collect()
    assert list(folder.iterdir()) == []
    assert complaints == []


def _steps(report: Report) -> list[tuple[int, int, str]]:
    told: list[tuple[int, int, str]] = []
    written(report, lambda *step: told.append(step))
    return told


def test_progress_goes_up_to_the_end_in_words(report: Report) -> None:
    steps = _steps(report)
    done = [step[0] for step in steps]
    assert done == sorted(done)
    assert {step[1] for step in steps} == {steps[-1][0]}
    assert {"writing the gaps", "writing the answers", "packing the file"} <= {step[2] for step in steps}


def test_it_can_be_stopped_at_every_step(report: Report) -> None:
    for place in range(len(_steps(report))):
        told = 0

        def stop(*_: object, place: int = place) -> None:
            nonlocal told
            told += 1
            if told > place:
                raise Stopped

        with pytest.raises(Stopped):
            to_workbook(report, io.BytesIO(), stop)


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.6, 0.99, 0.9999])
def test_a_disk_that_is_full_is_told_once(report: Report, share: float) -> None:
    size = len(written(report))
    target = FullDisk(int(size * share))
    with pytest.raises(OSError, match="No space left"):
        to_workbook(report, target, silent)
    target.close()


def test_a_folder_for_temporary_files_that_is_full_is_told_too(
    report: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(OSError, match="not there"):
        to_workbook(report, io.BytesIO(), silent)


def test_the_target_is_left_open_for_its_owner(report: Report) -> None:
    target = io.BytesIO()
    to_workbook(report, target, silent)
    assert not target.closed
    assert target.getvalue().startswith(b"PK")
