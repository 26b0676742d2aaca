"""``standards``: how far the answers support the requirements of other standards, all of them or one in detail."""

import argparse
from collections.abc import Iterator, Sequence

from exports.insights import Insights
from exports.insights.standards import OddRequirementRow, StandardRow
from exports.standard_lines import BY_ONE, CAUTION, SUPPORT_MEANINGS, named
from exports.words import SUPPORTS
from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, number, table
from wizard.core.standards import judged
from wizard.errors import InputError
from wizard.services.insights import insights_view
from wizard.services.insights.standards import odd_requirement_rows, standard_rows

_NONE = "–"
_ABOUT = f"{SUPPORT_MEANINGS} Not mapped: no control of the AICM is mapped to it."
_DUTIES = "Not mapped is counted over the main articles with duties of those who provide or use AI systems."
_NOTHING_ALIKE = "CSA finds nothing in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    parser.add_argument(
        "standard", metavar="STANDARD", nargs="?", default="", help='one in detail, such as 42001 or "EU AI Act"'
    )
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the standards, or the requirements of one."""
    result = context.result(arguments.name)
    rows = standard_rows(result.bank, judged(result).requirements)
    insights = Insights(standards=rows, odd_requirements=odd_requirement_rows(result.bank))
    if arguments.standard:
        rows = (find_standard(rows, arguments.standard),)
        odd = tuple(row for row in insights.odd_requirements if row.framework == rows[0].framework)
        insights = Insights(standards=rows, odd_requirements=odd)
    if arguments.json:
        view = insights_view(insights)
        return as_json({name: view[name] for name in ("standards", "odd_requirements")})
    return Outcome("\n".join(_one(rows[0], insights) if arguments.standard else _all(insights)))


def find_standard(rows: Sequence[StandardRow], text: str) -> StandardRow:
    """The standard that somebody means: by its name, or by a part of it that no other has; letter case does not matter.

    Raises:
        InputError: there is none, or there are several.
    """
    wanted = " ".join(text.split()).casefold()
    exact = [row for row in rows if row.framework.casefold() == wanted]
    found = exact or [row for row in rows if wanted in row.framework.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(row.framework for row in found or rows)
    what = f"{text!r} may mean several standards" if found else f"no standard {text!r} is mapped"
    raise InputError(f"{what}; name one of: {names}")


def _all(insights: Insights) -> Iterator[str]:
    headings = ("Standard", "Mapped", *map(str.capitalize, SUPPORTS), "Not mapped", "Mapping from")
    rows = [
        (
            row.framework,
            str(sum(row.supports.values())),
            *(str(row.supports[word]) for word in SUPPORTS),
            str(len(row.unmapped)) if row.whole else _NONE,
            row.source,
        )
        for row in insights.standards
    ]
    yield table(headings, rows, right=range(1, len(headings) - 1))
    yield ""
    yield _ABOUT
    yield CAUTION
    known = {row.framework for row in insights.standards}
    odd = insights.odd_requirements
    if odd:
        count = sum(row.framework in known for row in odd)
        yield f"Entries of the mapping that name no requirement for certain: {len(odd)}, {count} of them told with their standard."
    yield from (_odd_words(row, f"{row.framework} ") for row in odd if row.framework not in known)


def _one(row: StandardRow, insights: Insights) -> Iterator[str]:
    yield f"{row.framework}, mapping from {row.source}"
    yield ", ".join(f"{word} {row.supports[word]}" for word in SUPPORTS)
    yield CAUTION
    yield ""
    cells = [
        (
            item.requirement,
            f"{item.support} ({BY_ONE})" if item.by_one else item.support,
            number(item.coverage),
            item.gap or _NONE,
            item.title or _NONE,
            ", ".join(item.controls),
        )
        for item in row.requirements
        if item.requirement
    ]
    if cells:
        yield table(("Requirement", "Support", "Coverage", "Gap level", "Title", "Controls"), cells, right=(2,))
        yield ""
    for item in row.requirements:
        if not item.requirement:
            yield f"{_NOTHING_ALIKE} {item.framework} like {', '.join(item.controls)} (full gap)."
    if row.unmapped:
        yield f"Not mapped: {', '.join(named(row.unmapped, row.unmapped_titles))}."
        if row.framework == "EU AI Act":
            yield _DUTIES
    yield from (_odd_words(entry) for entry in insights.odd_requirements)


def _odd_words(row: OddRequirementRow, before: str = "") -> str:
    return f"Not certain: {before}{row.printed} ({', '.join(row.controls)}): {row.reason}."
