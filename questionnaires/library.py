"""Where the rest of the house gets its bank from, and where the build makes the index of it."""

import sys
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from questionnaires.faults import BankError
from questionnaires.index import INDEX_NAME, TEXTS_NAME, dump_index, read_index
from questionnaires.model import Bank

AICM_ID = "aicm"
AICM_VERSION = "1.1"


@cache
def load_bank() -> Bank:
    """The bank of AICM 1.1, read once a process: from its index, or compiled where the index is missing or old.

    Raises:
        BankError: the bank had to be compiled and has faults.
    """
    folder = files("questionnaires") / "aicm"
    return read_index(folder) or _compile(folder)


def write_index(package: Path) -> Path:
    """Compile the bank inside the package folder and write its index beside it; returns the index file.

    Raises:
        BankError: the bank has faults; an older index stays as it was.
    """
    folder = package / "aicm"
    index, texts = dump_index(_compile(folder), folder)
    (folder / TEXTS_NAME).write_text(texts, encoding="utf-8")
    target = folder / INDEX_NAME
    target.write_text(index, encoding="utf-8")
    return target


def _compile(folder: Traversable) -> Bank:
    from questionnaires.compiler import compile_bank  # noqa: PLC0415  (with an index nobody needs the parsers)

    return compile_bank(folder, AICM_ID, AICM_VERSION)


def main() -> int:
    """Check the bank and write its index, or print every fault (``python -m questionnaires.library``)."""
    try:
        target = write_index(Path(__file__).parent)
    except BankError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"wrote {target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
