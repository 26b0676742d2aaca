"""Where the rest of the house gets its banks from, and where the build makes their indexes."""

import sys
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from questionnaires.faults import BankError
from questionnaires.index import INDEX_NAME, TEXTS_NAME, dump_index, read_index
from questionnaires.model import Bank

_MATRIX = "aicm"
LENSES = {"caf-ai": "caf"}
"""The lenses that come with the package: id and folder."""


@cache
def load_bank() -> Bank:
    """The bank of AICM 1.1, read once a process: from its index, or compiled where the index is missing or old.

    Raises:
        BankError: the bank had to be compiled and has faults.
    """
    folder = files("questionnaires") / _MATRIX
    return read_index(folder) or _compile_matrix(folder)


@cache
def load_lens(lens_id: str) -> Bank:
    """A lens that comes with the package.

    Raises:
        BankError: the lens had to be compiled and has faults.
    """
    folder = files("questionnaires") / LENSES[lens_id]
    return read_index(folder) or read_lens(folder)


def read_lens(folder: Traversable) -> Bank:
    """A lens from any folder, checked against the matrix.

    Raises:
        BankError: the folder has faults; carries all of them.
    """
    from questionnaires.lens import compile_lens  # noqa: PLC0415  (with an index nobody needs the parsers)

    return compile_lens(folder, load_bank().controls)


def write_index(package: Path) -> list[Path]:
    """Compile every bank inside the package folder and write the indexes beside them; returns the index files.

    Raises:
        BankError: a bank has faults; its older index stays as it was.
    """
    matrix = package / _MATRIX
    written = [_write(_compile_matrix(matrix), matrix)]
    load_bank.cache_clear()
    for name in LENSES.values():
        folder = package / name
        if folder.is_dir():
            written.append(_write(read_lens(folder), folder))
    return written


def _write(bank: Bank, folder: Path) -> Path:
    index, texts = dump_index(bank, folder)
    (folder / TEXTS_NAME).write_text(texts, encoding="utf-8")
    target = folder / INDEX_NAME
    target.write_text(index, encoding="utf-8")
    return target


def _compile_matrix(folder: Traversable) -> Bank:
    from questionnaires.compiler import compile_bank  # noqa: PLC0415  (with an index nobody needs the parsers)

    return compile_bank(folder)


def main() -> int:
    """Check the banks and write their indexes, or print every fault (``python -m questionnaires.library``)."""
    try:
        written = write_index(Path(__file__).parent)
    except BankError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"wrote {target}\n" for target in written)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
