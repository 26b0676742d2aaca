"""Killed processes and two at once: the file always opens and holds every answer that was acknowledged."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.errors import LockedError
from wizard.store.home import Home
from wizard.store.repository import Repository

Create = Callable[[str], Assessment]

NAME = "Pilot"
ROOT = Path(__file__).resolve().parents[3]
QUESTIONS = [f"AIS-0{number}.1" for number in range(1, 8)]
ENDED_ON_PURPOSE = 77

HOLD = """
import sys
from pathlib import Path
from wizard.store.home import Home
from wizard.store.repository import Repository

with Repository(Home(Path(sys.argv[1]))).open(sys.argv[2]):
    print("open", flush=True)
    sys.stdin.read()
"""

RECORD = """
import sys
from itertools import count
from pathlib import Path
from wizard.core.answers import Answer
from wizard.store.home import Home
from wizard.store.repository import Repository

with Repository(Home(Path(sys.argv[1]))).open(sys.argv[2]) as file:
    questions = sys.argv[3:]
    for number in count(1):
        question = questions[number % len(questions)]
        file.record([Answer(question, note=str(number), description="x" * 2000)])
        print(question, number, flush=True)
"""

RECORD_AND_END_BEFORE_A_STEP = """
import os, sys, tempfile
from pathlib import Path
from wizard.core.answers import Answer
from wizard.store import files
from wizard.store.home import Home
from wizard.store.repository import Repository

left = int(sys.argv[3])

def ending(real):
    def step(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os._exit(77)  # at once: no finally, no flush, nothing is tidied up
        return real(*arguments, **named)
    return step

with Repository(Home(Path(sys.argv[1]))).open(sys.argv[2]) as file:
    for module, name in ((tempfile, "mkstemp"), (os, "fdopen"), (os, "fsync"), (os, "replace")):
        setattr(module, name, ending(getattr(module, name)))
    file.record([Answer("AIS-01.1", note="first")])
    print("first", flush=True)
    file.record([Answer("AIS-01.1", note="second")])
    print("second", flush=True)
"""


@contextmanager
def program(script: str, home: Home, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that works in the same home; it never outlives the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(home.folder), NAME, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def lines_of(process: subprocess.Popen[str]) -> Iterator[str]:
    """The whole lines that the process printed."""
    assert process.stdout
    return (line.rstrip("\n") for line in process.stdout if line.endswith("\n"))


def temporary_files(repository: Repository) -> list[Path]:
    return sorted(repository.home.assessments.glob(".*"))


# Killed


@pytest.mark.parametrize("seed", range(15))
def test_killed_at_any_moment_the_file_opens_and_holds_every_acknowledged_answer(
    repository: Repository, create: Create, seed: int
) -> None:
    create(NAME)
    chance = random.Random(seed)  # noqa: S311  (moments, not secrets)
    with program(RECORD, repository.home, *QUESTIONS) as process:
        lines = lines_of(process)
        acknowledged = [next(lines) for _ in range(chance.randrange(1, 40))]
        for _ in range(chance.randrange(4000)):
            assert process.poll() is None, "it goes on until it is killed"
        process.kill()
        acknowledged += lines
    found = repository.read(NAME)
    last = len(acknowledged)
    assert acknowledged[-1].endswith(f" {last}")
    on_disk = [int(change.after["note"]) for change in found.history]
    assert on_disk in ([*range(1, last + 1)], [*range(1, last + 2)]), "all of them, and at most the one under way"
    for number in on_disk[-len(QUESTIONS) :]:
        assert found.answer(QUESTIONS[number % len(QUESTIONS)]).note == str(number)
    with repository.open(NAME) as file:
        assert file.assessment == found, "the lock died with its holder"
        file.record([Answer("AIS-09.1", Status.YES)])
    assert repository.read(NAME).answer("AIS-09.1").status is Status.YES
    assert temporary_files(repository) == []


def test_ended_before_any_step_of_a_save_the_file_holds_the_old_answer_or_the_new(
    repository: Repository, create: Create
) -> None:
    """Every step of two saves in a row, until a run gets through: first with the earlier version kept, then without."""
    states = []
    for step in range(1, 100):
        shutil.rmtree(repository.home.folder, ignore_errors=True)
        create(NAME)
        with repository.open(NAME) as file:
            file.record([Answer("AIS-01.1", note="before")])
        with program(RECORD_AND_END_BEFORE_A_STEP, repository.home, str(step)) as process:
            acknowledged = ["before", *lines_of(process)]
            code = process.wait()
        notes = [change.after["note"] for change in repository.read(NAME).history]
        assert notes in (acknowledged, ["before", "first", "second"][: len(acknowledged) + 1])
        assert repository.read(NAME).answer("AIS-01.1").note == notes[-1]
        earlier = repository.home.assessments / "pilot.json.earlier"
        assert json.loads(earlier.read_bytes())["meta"], "the earlier version is whole at every moment"
        with repository.open(NAME) as file:
            assert temporary_files(repository) == []
            file.record([Answer("AIS-01.1", note="after")])
        assert repository.read(NAME).answer("AIS-01.1").note == "after"
        states.append((code, len(acknowledged), len(notes)))
        if code != ENDED_ON_PURPOSE:
            break
    codes = [code for code, _, _ in states]
    assert codes == [ENDED_ON_PURPOSE] * (len(codes) - 1) + [0]
    assert len(codes) > 8
    assert [saved for _, _, saved in states] == sorted(saved for _, _, saved in states)
    assert states[-1] == (0, 3, 3)


def test_what_a_killed_process_left_behind_is_swept_when_its_assessment_is_opened(
    repository: Repository, create: Create
) -> None:
    create(NAME)
    create("pilot-2")
    folder = repository.home.assessments
    leftovers = [folder / ".pilot.json.ab12.part", folder / ".pilot.json.earlier.cd34.part"]
    others = [folder / ".pilot-2.json.ef56.part", folder / "mine.part", folder / ".pilot.json.swp"]
    for path in leftovers + others:
        path.write_bytes(b'{"half a fi')
    repository.read(NAME)
    assert all(path.exists() for path in leftovers), "only the holder of the lock may tidy up"
    with repository.open(NAME) as file:
        assert not any(path.exists() for path in leftovers)
        assert file.assessment.profile.name == NAME
    assert all(path.exists() for path in others), "another assessment may be in use, other files are not ours"


# Two at once


def test_while_another_process_has_it_open_an_assessment_can_be_read_but_not_opened(
    repository: Repository, create: Create
) -> None:
    made = create(NAME)
    create("Other")
    with program(HOLD, repository.home) as holder:
        assert next(lines_of(holder)) == "open"
        with pytest.raises(LockedError, match="'pilot' is open in another window"), repository.open("pilot"):
            pass
        with pytest.raises(LockedError):
            create(NAME)
        assert repository.read(NAME) == made
        assert set(repository.names()) == {NAME, "Other"}
        with repository.open("Other") as other:
            other.keep_position("AIS-01.1")
        holder.communicate("")
        assert holder.returncode == 0
    with repository.open(NAME) as file:
        file.record([Answer("AIS-01.1", Status.YES)])


def test_the_lock_of_a_killed_process_is_free(repository: Repository, create: Create) -> None:
    create(NAME)
    with program(HOLD, repository.home) as holder:
        assert next(lines_of(holder)) == "open"
        holder.kill()
        holder.wait()
        with repository.open(NAME) as file:
            file.record([Answer("AIS-01.1", Status.YES)])


def test_two_windows_of_one_process_are_told_apart_too(repository: Repository, create: Create) -> None:
    create(NAME)
    with repository.open(NAME) as first:
        with pytest.raises(LockedError), repository.open(NAME):
            pass
        first.record([Answer("AIS-01.1", Status.YES)])
    with repository.open(NAME) as second:
        assert second.assessment.answer("AIS-01.1").status is Status.YES


def test_a_failed_attempt_to_open_disturbs_nothing_of_the_one_who_has_it(
    repository: Repository, create: Create
) -> None:
    create(NAME)
    with repository.open(NAME) as first:
        for number in range(3):
            with pytest.raises(LockedError), repository.open(NAME):
                pass
            first.record([Answer("AIS-01.1", note=str(number))])
    assert [change.after["note"] for change in repository.read(NAME).history] == ["0", "1", "2"]


def test_a_reader_beside_a_writer_always_sees_a_whole_file(repository: Repository, create: Create) -> None:
    create(NAME)
    with program(RECORD, repository.home, *QUESTIONS) as writer:
        lines = lines_of(writer)
        seen = 0
        while seen < 60:
            acknowledged = int(next(lines).split()[1])
            found = len(repository.read(NAME).history)
            assert found >= max(seen, acknowledged)
            seen = found
    assert os.listdir(repository.home.locks)  # noqa: PTH208  (the lock file stays, it is the lock that goes)
