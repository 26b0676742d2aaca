"""What is wrong in a bank, said so that its author can mend it: file, line, what, and a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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
