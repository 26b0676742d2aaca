"""A layer for MITRE's ATT&CK Navigator (layer format 4.5): the exposure to each technique, in colours, with its controls.

The Navigator is a page for a browser; it opens the file with "Open Existing Layer". Parents without a control of their own
are not named: they have no exposure, and the Navigator shows them all the same.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from exports.insights import TechniqueRow
from exports.report import Report
from exports.words import LEVELS, STANDINGS
from exports.writing import Progress

_ATTACK, _NAVIGATOR, _LAYER = "17", "5.1.0", "4.5"
"""The version of ATT&CK that the source maps, the Navigator that came with it, and the format of the file."""
_COLOURS = dict(zip(LEVELS, ("#de7063", "#f2a97e", "#fbe3a2", "#b7dba8", "#d9d2e9", "#e4e4e4"), strict=True))
"""From warm to cool; black letters are readable on each (a contrast of at least 4.5)."""
_BY_TECHNIQUE_SCORE_FALLING = 3
_PLACES = 4
_HOW = (
    "Score: exposure from 0 (every control of yours against the technique stands in full) to 1 (none helps). It is 1 minus "
    "the mean credit of these controls, each with the same weight. Techniques without a score have no control of yours. "
    "Mapping: CSA CCM 4.1 to ATT&CK 17.1, MITRE Center for Threat-Informed Defense."
)


def to_navigator(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """Write the layer; the same report gives the same bytes."""
    rows = report.insights.exposure.techniques
    progress(0, len(rows), "writing the techniques")
    text = json.dumps(_layer(report), ensure_ascii=False, indent=2, allow_nan=False)
    target.write(
        f"{text}\n".encode("utf-8", errors="backslashreplace")
    )  # a lone surrogate then stands as JSON writes it
    return ()


def _layer(report: Report) -> dict[str, Any]:
    exposure = report.insights.exposure
    standing = {(row.technique, row.control): row.standing for row in exposure.mitigations}
    parents = {row.technique.partition(".")[0] for row in exposure.techniques if "." in row.technique}
    return {
        "name": f"{report.name}: exposure",
        "versions": {"attack": _ATTACK, "navigator": _NAVIGATOR, "layer": _LAYER},
        "domain": "enterprise-attack",
        "description": f"{' · '.join(filter(None, (report.organization, report.system)))}\n{_HOW}".strip(),
        "sorting": _BY_TECHNIQUE_SCORE_FALLING,
        "layout": {
            "layout": "side",
            "aggregateFunction": "average",
            "showID": True,
            "showName": True,
            "showAggregateScores": False,
            "countUnscored": False,
            "expandedSubtechniques": "annotated",
        },
        "hideDisabled": False,
        "techniques": [_technique(row, standing, shows=row.technique in parents) for row in exposure.techniques],
        "gradient": {
            "colors": [_COLOURS["low"], _COLOURS["moderate"], _COLOURS["very high"]],
            "minValue": 0,
            "maxValue": 1,
        },
        "legendItems": [{"label": label, "color": _COLOURS[level]} for level, label in _LEGEND.items()],
        "showTacticRowBackground": False,
        "tacticRowBackground": "#dddddd",
        "selectTechniquesAcrossTactics": True,
        "selectSubtechniquesWithParent": False,
        "selectVisibleTechniques": False,
        "metadata": [{"name": name, "value": value} for name, value in _facts(report)],
        "links": [],
    }


_LEGEND = dict(
    zip(
        LEVELS,
        (
            "very high: 0.75 and more",
            "high: 0.5 to 0.75",
            "moderate: 0.25 to 0.5",
            "low: below 0.25",
            "unknown: nothing answered yet",
            "no control of yours",
        ),
        strict=True,
    )
)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    exposure = report.insights.exposure
    yield "roles", " + ".join(report.roles)
    yield "questionnaire", report.questionnaire
    if exposure.mean is not None:
        yield "mean exposure", f"{exposure.mean:.4f}"
    outside = [control for row in exposure.groups for control in row.not_mappable]
    yield "controls that the mapping calls not mappable", str(len(outside))
    yield "made", f"{report.made:%Y-%m-%d %H:%M} UTC by {report.program}"


def _technique(row: TechniqueRow, standing: Mapping[tuple[str, str], str], *, shows: bool) -> dict[str, Any]:
    score = {} if row.exposure is None else {"score": round(row.exposure, _PLACES)}
    return {
        "techniqueID": row.technique,
        **score,
        "color": _COLOURS[row.level],
        "comment": "\n".join(_comment(row, standing)),
        "enabled": True,
        "metadata": [{"name": "level", "value": row.level}],
        "links": [],
        "showSubtechniques": shows,
    }


def _comment(row: TechniqueRow, standing: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """The controls by how they stand, and the fewest that would halve the exposure."""
    for word in STANDINGS:
        controls = [control for control in row.controls if standing[row.technique, control] == word]
        if controls:
            yield f"{word}: {', '.join(controls)}"
    if row.fewest and row.afterwards is not None:
        yield f"first: {', '.join(row.fewest)} (exposure then {row.afterwards:.2f})"
