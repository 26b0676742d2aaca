"""What is wrong in a bank, said so that its author can mend it: file, line, what, and a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a bank file; ``line`` counts from 1."""

    file: str
    line: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        """``file:line: message; suggestion``."""
        return f"{self.file}:{self.line}: {self.message}" + (f"; {self.suggestion}" if self.suggestion else "")


def read_utf8(source: Traversable, file: str, faults: list[Fault]) -> str | None:
    """The text of a source file, without a byte-order mark; nothing, and a fault, where it is not UTF-8."""
    try:
        return source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(file, line, "this is not UTF-8 text", "save the file as UTF-8"))
        return None


class BankError(Exception):
    """A bank cannot be used; carries every fault found in it, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        listing = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"the question bank has {count} {'fault' if count == 1 else 'faults'}:\n{listing}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean X?`` for the nearest known word, or the list of known words where it is short, or nothing."""
    choices = [str(choice) for choice in known]
    folded = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    if close:
        return f"did you mean {folded[close[0]]}?"
    few_enough_to_list = 12
    return f"known: {', '.join(choices)}" if 0 < len(choices) <= few_enough_to_list else ""
