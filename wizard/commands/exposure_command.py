"""``exposure``: how exposed the answers leave a system to ATT&CK techniques, as a whole or for one technique or control."""

import argparse
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from exports.exposure_words import fall, figure, mean_in_words, most_exposed, shown, span
from exports.insights import Insights
from exports.insights.exposure import ExposureRows, LeverRow, MitigationRow, TechniqueRow
from exports.words import LEVELS
from questionnaires.attack_ids import load_attack_ids
from questionnaires.faults import did_you_mean
from questionnaires.model import Bank
from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, table
from wizard.core.standing import control_standings
from wizard.errors import InputError
from wizard.services.insights import insights_view
from wizard.services.insights.exposure import exposure_rows

_MOST_TECHNIQUES, _MOST_LEVERS = 15, 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    parser.add_argument(
        "about",
        metavar="WHAT",
        nargs="?",
        default="",
        help='a technique or control, by id (T1078, IAM-14) or by name ("Valid Accounts"); without one, the whole picture',
    )
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Show it as a page for people, or as JSON.

    Raises:
        InputError: there is no such technique among the mapped ones, and no such control, or the name stands for several.
    """
    result = context.result(arguments.name)
    rows = exposure_rows(result, control_standings(result))
    if not arguments.about.strip():
        return as_json(_view(rows)) if arguments.json else Outcome("\n".join(_whole(rows, arguments.name)))
    about = _meant(arguments.about, rows, result.bank)
    technique = next((row for row in rows.techniques if row.technique == about), None)
    if technique:
        pairs = [row for row in rows.mitigations if row.technique == about]
        if arguments.json:
            return as_json(_one(_view(rows), "techniques", "technique", about))
        return Outcome("\n".join(_technique(technique, pairs, result.bank)))
    if arguments.json:
        return as_json(_one(_view(rows), "levers", "control", about))
    return Outcome("\n".join(_control(about, rows, result.bank)))


def _meant(text: str, rows: ExposureRows, bank: Bank) -> str:
    """The id of the technique or control that somebody names by its id or name; letter case does not matter.

    Raises:
        InputError: there is none, or there are several of that name.
    """
    ids = (*(row.technique for row in rows.techniques), *bank.controls)
    names = [(row.name, row.technique) for row in rows.techniques]
    names += [(control.title, control.id) for control in bank.controls.values()]
    wanted = " ".join(text.split())
    found = [id_ for id_ in ids if id_.casefold() == wanted.casefold()]
    found = found or [id_ for name, id_ in names if name.casefold() == wanted.casefold()]
    if len(found) > 1:
        raise InputError(f"{wanted!r} is the name of {' and of '.join(found)}; name one of them by its id")
    if not found:
        hint = did_you_mean(wanted, (*ids, *(name for name, _ in names)))
        raise InputError(
            f"no technique that the controls mitigate and no control has the id or name {wanted!r}; {hint}".rstrip("; ")
        )
    return found[0]


def _view(rows: ExposureRows) -> dict[str, Any]:
    view: dict[str, Any] = insights_view(Insights(exposure=rows))["exposure"]
    return view


def _one(view: dict[str, Any], table_name: str, key: str, about: str) -> dict[str, Any]:
    """What is said about one id: its row (nothing for a control that mitigates nothing) and its pairs."""
    row = next((row for row in view[table_name] if row[key] == about), {key: about})
    return {**row, "mitigations": [pair for pair in view["mitigations"] if pair[key] == about]}


# -- pages ---------------------------------------------------------------------------------------------------------


def _whole(rows: ExposureRows, name: str) -> Iterator[str]:
    counts = Counter(row.level for row in rows.techniques)
    said = ", ".join(f"{counts[level]} {level}" for level in LEVELS if counts[level])
    yield f"Mean exposure  {mean_in_words(rows)} (0: all of your controls against a technique stand in full; 1: none helps)"
    yield f"Techniques     {len(rows.techniques)}: {said}"
    yield ""
    groups = [
        (
            row.group,
            row.title,
            *map(str, (row.rows, len(row.techniques), len(row.controls), len(row.not_mappable))),
            shown(row),
            figure(row.at_best),
        )
        for row in rows.groups
    ]
    headings = ("Group", "Title", "Rows", "Techniques", "Controls", "Not mappable", "Exposure", "At best")
    yield table(headings, groups, right=(2, 3, 4, 5, 6, 7))
    exposed = most_exposed(rows.techniques)[:_MOST_TECHNIQUES]
    if exposed:
        yield f"\nThe {len(exposed)} most exposed techniques; the controls named would at least halve the exposure"
        yield _techniques(exposed)
    helpful = [row for row in rows.levers if row.lowers][:_MOST_LEVERS]
    if helpful:
        yield f"\nThe {len(helpful)} controls that would lower the mean most"
        yield _levers(helpful)
    command = shlex.join(["caiq-wizard", "exposure", name, "T1078"])
    yield f"\nOne technique or control in detail: {command}"


def _techniques(rows: Sequence[TechniqueRow]) -> str:
    cells = [
        (row.technique, row.name, shown(row), figure(row.at_best), row.level, ", ".join(row.fewest)) for row in rows
    ]
    return table(("Technique", "Name", "Exposure", "At best", "Level", "First"), cells, right=(2, 3))


def _levers(rows: Sequence[LeverRow]) -> str:
    cells = [(row.control, row.title, str(len(row.techniques)), row.standing, fall(row)) for row in rows]
    return table(("Control", "Title", "Techniques", "Standing", "Mean falls by"), cells, right=(2, 4))


def _technique(row: TechniqueRow, pairs: Sequence[MitigationRow], bank: Bank) -> Iterator[str]:
    yield f"{row.technique} {row.name}"
    yield f"An attacker {row.plain}."
    yield ""
    yield f"Exposure  {span(row.exposure, row.at_best)} ({row.level})"
    if figure(row.at_best) != figure(row.exposure):
        yield "          (from open questions all in place to open questions as nothing)"
    if row.fewest:
        yield f"First     {', '.join(row.fewest)}: the exposure is then {figure(row.afterwards)}"
    for pair in pairs:
        yield ""
        number = f" (the source's {pair.source_id})" if pair.source_id else ""
        yield f"{pair.control}{number} {bank.controls[pair.control].title}: {_stands(pair)}"
        yield f"  {pair.reason}"


def _control(about: str, rows: ExposureRows, bank: Bank) -> Iterator[str]:
    lever = next((row for row in rows.levers if row.control == about), None)
    yield f"{about} {bank.controls[about].title}"
    if about in load_attack_ids():
        yield f"Number    the source numbers this control {load_attack_ids()[about]}, as CCM 4.0 did"
    if lever:
        yield f"Standing  {lever.standing}"
        yield f"Mean      falls by {fall(lever)} once it stands in full"
    if about in bank.not_mappable:
        yield "The mapping calls this control not mappable" + (
            ", and maps it all the same." if lever else " to ATT&CK."
        )
    elif not lever:
        yield "The mapping (CSA CCM 4.1 to ATT&CK) does not speak of this control."
    names = bank.techniques
    for pair in rows.mitigations:
        if pair.control == about:
            yield ""
            yield f"{pair.technique} {names[pair.technique]}: falls by {figure(pair.lowers)}"
            yield f"  {pair.reason}"


def _stands(pair: MitigationRow) -> str:
    return f"{pair.standing}; in full it would lower this by {figure(pair.lowers)}" if pair.lowers else pair.standing
