"""What the import screen says, in words."""

from textual.content import Content

from wizard.app.drawing import literal
from wizard.services.answer_changes import field_changes, verdict_lines, verdicts_in_words
from wizard.services.importing import Comparison, Incoming
from wizard.services.intake import Taken
from wizard.services.official_words import REPORT, migration_in_words, misfits_in_words

_MOST_SHOWN = 3
_MOST_OF_A_TEXT = 14
"""Characters of a text that differs, so that both sides and the cell fit into a line."""


def answers(count: int) -> str:
    """So many answers."""
    return "1 answer" if count == 1 else f"{count} answers"


def counts(comparison: Comparison) -> str:
    """How many answers are new, differ, are the same."""
    return f"{len(comparison.new)} new, {len(comparison.differing)} differ, {comparison.same} the same."


def differences(comparison: Comparison, incoming: Incoming) -> Content:
    """Which answers differ; the first few by name, those from a workbook with the first field that differs."""
    pairs = comparison.differing
    lines = [f"{len(pairs)} {'answers differ' if len(pairs) > 1 else 'answer differs'} from what you have:"]
    for ours, theirs in pairs[:_MOST_SHOWN]:
        told = incoming.told.get(theirs.question)
        said = (change.in_a_line(_MOST_OF_A_TEXT) for change in field_changes(ours, theirs, told.cells if told else {}))
        words = next(said, "") if told else _pair(ours.status or "open", theirs.status or "open")
        lines.append(f"  {theirs.question:<10} {words}")
    if len(pairs) > _MOST_SHOWN:
        lines.append(f"  and {len(pairs) - _MOST_SHOWN} more")
    return literal("\n".join(lines))


def unfit(incoming: Incoming) -> str:
    """How many texts fit no answer, behind what the file holds."""
    words = misfits_in_words(incoming.official) if incoming.official else ""
    return f" {words.removesuffix(':')}." if words else ""


def rest(taken: Taken) -> str:
    """What was kept beside answers, and where to read what became of each question."""
    lines = [""]
    if taken.noted:
        lines.append(f"Texts that fit nowhere stand in the notes of {answers(taken.noted)}, which are flagged (⚑).")
    if taken.parked:
        lines.append(f"The parking lot has {taken.parked} more {'topic' if taken.parked == 1 else 'topics'}.")
    if taken.migration:
        lines += [*migration_in_words(taken.migration), REPORT]
    return "\n".join(lines) if lines[1:] else ""


def verdicts(incoming: Incoming) -> str:
    """What an auditor said in a workbook; the first few rejections by name."""
    if not incoming.verdicts:
        return ""
    lines = list(verdict_lines(incoming.verdicts))
    more = [f"and {len(lines) - _MOST_SHOWN} more; see the columns Auditor verdict and Auditor comment"]
    shown = lines if len(lines) <= _MOST_SHOWN else lines[:_MOST_SHOWN] + more
    return "\n".join([f"\n{verdicts_in_words(incoming.verdicts)}.", *(f"  {line}" for line in shown)])


def _pair(mine: str, theirs: str) -> str:
    return f"both {mine}, with other words" if mine == theirs else f"mine: {mine}, the file's: {theirs}"
