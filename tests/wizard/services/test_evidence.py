"""The evidence register: what references point to, hashes of local files, and texts that mean harm."""

import hashlib
import os
import re
import socket
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wizard.services import evidence
from wizard.services.evidence import NOT_FOUND, Finding, examine


def seen(reference: str) -> tuple[str, str]:
    """What a reference is found to be, and the remark."""
    finding = examine([reference])[reference]
    return finding.kind.value, finding.remark


def open_files() -> int:
    """How many files this process holds open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a file and a folder in it, a file outside, and a home folder."""
    folder = tmp_path / "here"
    (folder / "logs" / "deep").mkdir(parents=True)
    (folder / "policy v2.pdf").write_bytes(b"policy")
    (folder / "logs" / "a.log").write_bytes(b"a")
    (tmp_path / "outside.txt").write_bytes(b"outside")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("reference", "kind", "content"),
    [
        ("policy v2.pdf", "file", b"policy"),
        (" logs/../policy v2.pdf ", "file", b"policy"),
        ("logs/a.log", "file", b"a"),
        ("logs", "folder", None),
        ("~/outside.txt", "file", b"outside"),
        ("{here}/policy v2.pdf", "file", b"policy"),
        ("file://{here}/policy%20v2.pdf#page=3", "file", b"policy"),
        ("FILE://localhost{here}/logs", "folder", None),
        ("file:{here}/logs/a.log", "file", b"a"),
    ],
)
def test_what_is_on_this_machine_is_found_and_files_are_hashed(
    here: Path, reference: str, kind: str, content: bytes | None
) -> None:
    reference = reference.format(here=here)
    found = examine([reference])[reference]
    assert (found.kind, found.remark) == (kind, "")
    assert found.sha256 == (hashlib.sha256(content).hexdigest() if content else "")
    assert found.size == (len(content) if content else None)
    assert (found.modified is not None) is (content is not None)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("reference", "kind", "remark"),
    [
        ("https://wiki.example/page?x=1", "link", ""),
        ("HTTP://wiki.example", "link", ""),
        ("mailto:audit@example.org", "link", ""),
        ("/nowhere/report.pdf", "file", NOT_FOUND),
        ("~/nothing.pdf", "file", NOT_FOUND),
        ("~nobody-of-this-name/x", "file", NOT_FOUND),
        ("file:///nowhere/x", "file", NOT_FOUND),
        ("C:\\Audit\\report.pdf", "file", NOT_FOUND),
        ("d:/audit/report.pdf", "file", NOT_FOUND),
        ("/nul\0byte", "file", NOT_FOUND),
        ("/" + 10_000 * "x", "file", NOT_FOUND),
        ("\\\\server\\share\\report.pdf", "file", "on another computer: not opened"),
        ("file://server/share/report.pdf", "file", "on another computer: not opened"),
        ("ticket SEC-114", "reference", ""),
        ("~ 20 tickets", "reference", ""),
        ("file 12 in the binder", "reference", ""),
        ("https://", "reference", ""),
        ("missing.pdf", "reference", ""),
        ("../outside.txt", "reference", ""),
        ("logs/../../outside.txt", "reference", ""),
        ("", "reference", ""),
        (".", "reference", ""),
    ],
)
def test_what_is_not_here_says_so_and_words_are_only_words(reference: str, kind: str, remark: str) -> None:
    assert seen(reference) == (kind, remark)


def test_devices_pipes_and_sockets_are_never_opened(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(here / "pipe")
    opened: list[object] = []
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest, **more: (opened.append(path), real(path, *rest, **more))[1])
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for reference in ("pipe", str(here / "pipe"), "/dev/zero", "/dev/tty", "socket"):
            assert seen(reference) == ("file", "neither a file nor a folder: not opened")
    assert opened == []


def test_what_cannot_be_read_says_why(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    found = examine(["policy v2.pdf"])["policy v2.pdf"]
    assert (found.kind, found.sha256, found.size) == ("file", "", 6)
    assert found.remark == "not readable (Permission denied)"
    assert here.is_dir()


def test_a_file_over_the_limit_is_not_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (here / "large").open("wb") as large:
        large.truncate(1_000_000_001)
    monkeypatch.setattr(os, "open", None)
    found = examine(["large"])["large"]
    assert (found.sha256, found.size) == ("", 1_000_000_001)
    assert found.remark == "larger than 1 GB: no hash was made"


def test_a_file_is_read_once_and_progress_counts_every_byte(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "_PIECE", 4)
    (here / "again").symlink_to("policy v2.pdf")
    steps: list[tuple[int, int, str]] = []
    references = ["policy v2.pdf", str(here / "policy v2.pdf"), "again", "logs/a.log", "logs", "policy v2.pdf"]
    found = examine(references, lambda *step: steps.append(step))
    assert len({found[reference].sha256 for reference in references[:3]}) == 1
    assert [step[:2] for step in steps] == [(4, 7), (6, 7), (7, 7)]
    assert steps[0][2] == "reading evidence: policy v2.pdf"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("error", [KeyboardInterrupt, InterruptedError, ValueError])
def test_progress_stops_the_reading_with_any_exception(error: type[BaseException]) -> None:
    def stop(*_: object) -> None:
        raise error

    before = open_files()
    with pytest.raises(error):
        examine(["policy v2.pdf"], stop)
    assert open_files() == before


texts = st.one_of(
    st.text(),
    st.text(alphabet=st.characters()),
    st.builds(
        str.__add__,
        st.sampled_from(["/", "~", "~/", "file:", "file://", "file:///%", "C:\\", "\\\\", "http://["]),
        st.text(),
    ),
)


@settings(deadline=None, max_examples=400)
@given(texts)
@example("\ud800")
@example("/\ud800")
@example("file:///%00%ff")
@example("file://[::1/x")
@example("~\0/x")
@example(10_000 * "a/")
def test_no_text_raises_and_each_is_one_of_the_kinds(text: str) -> None:
    found = examine([text])[text]
    assert isinstance(found, Finding)
    assert found.kind in ("file", "folder", "link", "reference")
    assert found.kind == "file" or not (found.remark or found.sha256)
    assert re.fullmatch(r"([0-9a-f]{64})?", found.sha256)
