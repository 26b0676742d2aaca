"""The compiled bank: equal to what it was made from, and never used once the sources have changed."""

import json
import shutil
from pathlib import Path

import pytest

import questionnaires
from questionnaires import library
from questionnaires.compiler import compile_bank
from questionnaires.faults import BankError
from questionnaires.index import INDEX_NAME, TEXTS_NAME, dump_index, fingerprint, read_index
from questionnaires.model import Bank

TABLES = ("domains", "controls", "requirements", "coverage", "mitigations", "not-mappable", "techniques")
SOURCES = [*(f"{table}.csv" for table in TABLES), "bank/tt.md"]
AICM = Path(questionnaires.__file__).parent / "aicm"


@pytest.fixture
def indexed(folder: Path) -> Path:
    """The small bank with a fresh index."""
    index(folder)
    return folder


@pytest.fixture
def package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder whose AICM is the small bank, so that the library reads and writes that one."""
    package = folder.parent / "package"
    package.mkdir()
    folder.rename(package / "aicm")
    monkeypatch.setattr(library, "__file__", str(package / "library.py"))
    monkeypatch.setattr(library, "files", lambda _package: package)
    return package


def index(folder: Path) -> Bank:
    bank = compile_bank(folder)
    for name, content in zip((INDEX_NAME, TEXTS_NAME), dump_index(bank, folder), strict=True):
        (folder / name).write_text(content, encoding="utf-8")
    return bank


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def written(bank: Bank) -> str:
    """Everything in the bank, types and order included: equality alone takes a plain word for an enumeration's."""
    domains = [
        (domain.code, domain.title, domain.introduction, [(c.marks, c.facts, c.text) for c in domain.controls])
        for domain in bank.domains
    ]
    return repr(
        (bank.id, bank.version, domains, bank.techniques, dict(bank.technique_words), sorted(bank.not_mappable))
    )


# Round trip


def test_a_small_bank_reads_back_equal(folder: Path) -> None:
    bank = index(folder)
    again = read_index(folder)
    assert again == bank
    assert again is not None
    assert written(again) == written(bank)


def test_the_real_bank_reads_back_equal(tmp_path: Path) -> None:
    folder = shutil.copytree(AICM, tmp_path / "aicm", ignore=shutil.ignore_patterns(INDEX_NAME, TEXTS_NAME))
    bank = index(folder)
    again = read_index(folder)
    assert again == bank
    assert again is not None
    assert written(again) == written(bank)
    assert len(again.questions) == 320


def test_an_index_depends_on_the_bank_alone(folder: Path, tmp_path: Path) -> None:
    index(folder)
    elsewhere = shutil.copytree(folder, tmp_path / "elsewhere")
    index(elsewhere)
    assert (elsewhere / INDEX_NAME).read_bytes() == (folder / INDEX_NAME).read_bytes()


# Missing and stale


def test_without_an_index_there_is_nothing_to_read(folder: Path) -> None:
    assert read_index(folder) is None


@pytest.mark.parametrize("source", SOURCES)
def test_a_changed_source_makes_the_index_stale(indexed: Path, source: str) -> None:
    before = (indexed / source).read_bytes()
    (indexed / source).write_bytes(before + b"\n")
    assert read_index(indexed) is None
    (indexed / source).write_bytes(before)
    assert read_index(indexed) is not None


@pytest.mark.parametrize("source", SOURCES)
def test_a_change_that_keeps_the_length_makes_the_index_stale(indexed: Path, source: str) -> None:
    content = (indexed / source).read_bytes()
    (indexed / source).write_bytes(content.replace(b"t", b"T", 1))
    assert read_index(indexed) is None


@pytest.mark.parametrize("source", SOURCES)
def test_a_removed_source_makes_the_index_stale(indexed: Path, source: str) -> None:
    (indexed / source).unlink()
    assert read_index(indexed) is None


def test_an_added_or_renamed_source_makes_the_index_stale(indexed: Path) -> None:
    (indexed / "bank" / "uu.md").write_text("# UU More\n", encoding="utf-8")
    assert read_index(indexed) is None
    (indexed / "bank" / "uu.md").unlink()
    assert read_index(indexed) is not None
    (indexed / "bank" / "tt.md").rename(indexed / "bank" / "uu.md")
    assert read_index(indexed) is None


@pytest.mark.parametrize("place", ["bank/more/tt.md", "prose/tt.md", "bank/tt.txt"])
def test_the_prose_counts_wherever_the_table_says_it_is(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / "bank" / "tt.md").rename(folder / place)
    edit(folder / "domains.csv", "bank/tt.md", place)
    try:
        index(folder)
    except BankError:
        return  # refusing such a place is as good: what is not compiled cannot go stale
    edit(folder / place, "Who descales it?", "Who cleans it?")
    assert read_index(folder) is None


def test_rewriting_a_source_unchanged_keeps_the_index(indexed: Path) -> None:
    for source in SOURCES:
        (indexed / source).write_bytes((indexed / source).read_bytes())
    assert read_index(indexed) is not None


def test_files_that_are_no_sources_keep_the_index(indexed: Path) -> None:
    (indexed / "bank" / "tt.md~").write_text("an editor's backup", encoding="utf-8")
    assert read_index(indexed) is not None


def test_moving_text_from_one_source_to_another_changes_the_fingerprint(folder: Path) -> None:
    (folder / "bank" / "a.md").write_text("onetwo", encoding="utf-8")
    (folder / "bank" / "b.md").write_text("", encoding="utf-8")
    before = fingerprint(folder)
    (folder / "bank" / "a.md").write_text("one", encoding="utf-8")
    (folder / "bank" / "b.md").write_text("two", encoding="utf-8")
    assert fingerprint(folder) != before


def test_a_missing_prose_folder_makes_the_index_stale(indexed: Path) -> None:
    shutil.rmtree(indexed / "bank")
    assert read_index(indexed) is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param('{"fingerprint": "', id="cut short"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="without its parts"),
        pytest.param("\udcff", id="not text"),
    ],
)
def test_a_damaged_index_is_as_good_as_none(indexed: Path, content: str) -> None:
    (indexed / INDEX_NAME).write_text(content, encoding="utf-8", errors="surrogateescape")
    assert read_index(indexed) is None


def test_an_index_with_the_right_fingerprint_but_no_bank_is_as_good_as_none(indexed: Path) -> None:
    (indexed / INDEX_NAME).write_text(json.dumps({"fingerprint": fingerprint(indexed)}), encoding="utf-8")
    assert read_index(indexed) is None


# The library


def test_the_library_reads_a_matching_index(package: Path) -> None:
    library.write_index(package)
    document = json.loads((package / "aicm" / INDEX_NAME).read_text(encoding="utf-8"))
    document["domains"][0]["introduction"] = "from the index"
    (package / "aicm" / INDEX_NAME).write_text(json.dumps(document), encoding="utf-8")
    assert library.load_bank.__wrapped__().domains[0].introduction == "from the index"


def test_the_library_compiles_where_there_is_no_index(package: Path) -> None:
    bank = library.load_bank.__wrapped__()
    assert (bank.id, bank.version, list(bank.questions)) == ("trial", "7", ["TT-01.1", "TT-01.2", "TT-02.1"])
    assert not (package / "aicm" / INDEX_NAME).exists()


def test_the_library_never_serves_old_prose(package: Path) -> None:
    library.write_index(package)
    edit(package / "aicm" / "bank" / "tt.md", "Who descales it?", "Who cleans it?")
    assert library.load_bank.__wrapped__().controls["TT-01"].text.ask_the_other_party == "Who cleans it?"


def test_the_library_reports_the_faults_of_a_bank_that_it_had_to_compile(package: Path) -> None:
    library.write_index(package)
    edit(package / "aicm" / "bank" / "tt.md", "- phase: scale", "- phase: scales")
    with pytest.raises(BankError, match="did you mean scale"):
        library.load_bank.__wrapped__()


def test_a_bank_with_faults_leaves_the_older_index_alone(package: Path) -> None:
    target, *_ = library.write_index(package)
    before = target.read_bytes()
    edit(package / "aicm" / "bank" / "tt.md", "- phase: scale", "- phase: scales")
    with pytest.raises(BankError):
        library.write_index(package)
    assert target.read_bytes() == before


def test_checking_a_good_bank_writes_its_index(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert library.main() == 0
    assert read_index(package / "aicm") is not None
    assert capsys.readouterr().out.strip() == f"wrote {package / 'aicm' / INDEX_NAME}"


def test_checking_a_bank_with_faults_prints_each_and_writes_nothing(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(package / "aicm" / "bank" / "tt.md", "- phase: scale", "- phase: scales")
    edit(package / "aicm" / "coverage.csv", "partial", "partly")
    assert library.main() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "2 faults" in err
    assert "bank/tt.md:56: TT-02: unknown phase 'scales'; did you mean scale?" in err
    assert "coverage.csv:2: unknown gap level 'partly'; did you mean partial?" in err
    assert not (package / "aicm" / INDEX_NAME).exists()
