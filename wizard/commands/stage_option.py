"""The choice of a lifecycle stage, which several commands have."""

import argparse
from collections.abc import Iterable

from questionnaires.library import load_bank
from wizard.commands.completion import completes
from wizard.core.lifecycle import stage_names


def add_stage(parser: argparse.ArgumentParser, what: str) -> None:
    """The choice of a stage or sub-stage; ``what`` says in words what is limited to it."""
    stage = parser.add_argument(
        "--stage",
        metavar="STAGE",
        default="",
        help=f"{what} of one lifecycle stage only, such as evaluation, or of a sub-stage, such as evaluation/re-evaluation",
    )
    completes(stage, _stages)


def _stages(**_: object) -> Iterable[str]:
    return stage_names(load_bank())
