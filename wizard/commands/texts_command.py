"""``texts``: take the published wording from the user's own workbook, say what is there, choose what is shown, remove it."""

import argparse

from wizard.commands.completion import completes, words
from wizard.commands.context import Context, Outcome
from wizard.core.published import Wording
from wizard.errors import InputError, StoreError
from wizard.services.published import choose_wording, source_lines, take_wording, worded_or_told
from wizard.store.published import remove_texts

_NOTHING = (
    "No published wording is here; the wizard speaks in its own words.\n"
    "To read CSA's as well, download the AICM or the AI-CAIQ workbook from CSA, and give its path: caiq-wizard texts FILE.xlsx"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="your own AICM or AI-CAIQ workbook (.xlsx); without it the command says what is there",
    )
    parser.add_argument("--remove", action="store_true", help="forget what was taken, and show our own words alone")
    choices = ", ".join(f"{wording} ({wording.words})" for wording in Wording)
    show = parser.add_argument("--show", metavar="CHOICE", default="", help=f"what is shown: {choices}")
    completes(show, words(Wording))


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Do what was asked, and say what is there and what is shown.

    Raises:
        InputError: the file cannot be used, or two things were asked that exclude each other.
        StoreError: what is there cannot be read, or the disk refuses.
    """
    if arguments.remove:
        if arguments.file or arguments.show:
            raise InputError("--remove stands alone; give either a file to take or --remove")
        removed = remove_texts(context.home)
        return Outcome(
            "The published wording is removed; our own words are shown." if removed else "There was nothing to remove."
        )
    lines = list(take_wording(context.home, arguments.file).sentences) if arguments.file is not None else []
    if arguments.show:
        choose_wording(context.home, arguments.show)
    worded, fault = worded_or_told(context.home)
    if fault and not lines:
        raise StoreError(fault)
    if not worded.texts.sources:
        return Outcome("\n".join(lines) or _NOTHING, (fault,) if fault else ())
    if not lines:
        lines += source_lines(worded.texts)
    lines.append(f"Shown: {worded.wording.words}. Change it with 'caiq-wizard texts --show ours|both|published'.")
    return Outcome("\n".join(lines))
