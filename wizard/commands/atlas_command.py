"""``atlas``: the reference page of one control, outside any assessment."""

import argparse
import shutil
from dataclasses import replace

from wizard.commands.completion import completes, control_ids
from wizard.commands.context import Context, Outcome, add_json, as_json
from wizard.services.atlas import atlas_page, find_control
from wizard.services.atlas_lines import page_lines
from wizard.services.atlas_view import atlas_view
from wizard.services.published import read_more, worded_or_told

_LEAST_WIDTH, _MOST_WIDTH = 60, 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    control = parser.add_argument(
        "control", metavar="CONTROL", help="a control, such as AIS-08; ids of AICM 1.0.3 and of questions do too"
    )
    completes(control, control_ids)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the page, or the same as JSON."""
    found = find_control(context.bank, arguments.control)
    worded, fault = worded_or_told(context.home)
    more, fault_of_more = read_more(context.home, worded, found.control.id)
    if arguments.json:
        shape = as_json(atlas_view(context.bank, found, worded.texts, more))
        return replace(shape, hints=tuple(filter(None, (fault, fault_of_more))))
    page = atlas_page(context.bank, found.control, worded, more)
    width = min(max(shutil.get_terminal_size((_MOST_WIDTH, 24)).columns, _LEAST_WIDTH), _MOST_WIDTH)
    notice = found.notice if found.notice not in page.notices else ""
    return Outcome("\n".join(map(str, page_lines(page, width))), tuple(filter(None, (notice, fault, fault_of_more))))
