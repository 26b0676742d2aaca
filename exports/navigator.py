"""A layer for MITRE's ATT&CK Navigator (layer format 4.5): the exposure to each technique, in colours, with its controls.

The Navigator is a page for a browser; it opens the file with "Open Existing Layer". Parents without a control of their own
are not named: they have no exposure, and the Navigator shows them all the same.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from exports.exposure_words import figure, mean_in_words, span
from exports.insights.exposure import MitigationRow, TechniqueRow
from exports.report import Report
from exports.words import LEVELS, OPEN, STANDINGS
from exports.writing import Progress

_ATTACK, _NAVIGATOR, _LAYER = "17", "5.1.0", "4.5"
"""The version of ATT&CK that the source maps, the Navigator that came with it, and the format of the file."""
_COLOURS = dict(zip(LEVELS, ("#de7063", "#f2a97e", "#fbe3a2", "#b7dba8", "#d9d2e9", "#e4e4e4"), strict=True))
"""From warm to cool; black letters are readable on each (a contrast of at least 4.5)."""
_BY_TECHNIQUE_SCORE_FALLING = 3
_PLACES = 4
_UNKNOWN = LEVELS[4]
_HOW = (
    "Score: exposure from 0 (every control of yours against the technique stands in full) to 1 (none helps). It is 1 minus "
    "the mean credit of these controls, each with the same weight. Open questions count as nothing. "
    "Techniques without a score are not known yet (half or more of the controls are open) or have no control of yours. "
    "Mapping: CSA CCM 4.1 to ATT&CK 17.1, MITRE Center for Threat-Informed Defense. "
    "Where a Navigator asks whether to upgrade the layer to a later ATT&CK, keep 17."
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
    pairs: dict[str, list[MitigationRow]] = {}
    for pair in exposure.mitigations:
        pairs.setdefault(pair.technique, []).append(pair)
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
        "techniques": [
            _technique(row, pairs[row.technique], shows=row.technique in parents) for row in exposure.techniques
        ],
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
            "unknown: half or more of the controls are open",
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
        yield "mean exposure", mean_in_words(exposure)
    outside = [control for row in exposure.groups for control in row.not_mappable]
    yield "controls that the mapping calls not mappable", str(len(outside))
    yield "made", f"{report.made:%Y-%m-%d %H:%M} UTC by {report.program}"


def _technique(row: TechniqueRow, pairs: Sequence[MitigationRow], *, shows: bool) -> dict[str, Any]:
    score = {} if row.exposure is None or row.level == _UNKNOWN else {"score": round(row.exposure, _PLACES)}
    return {
        "techniqueID": row.technique,
        **score,
        "color": _COLOURS[row.level],
        "comment": "\n".join(_comment(row, pairs)),
        "enabled": True,
        "metadata": [{"name": "level", "value": row.level}],
        "links": [],
        "showSubtechniques": shows,
    }


def _comment(row: TechniqueRow, pairs: Sequence[MitigationRow]) -> Iterator[str]:
    """What is left open, the controls by how they stand, and the fewest that would halve the exposure."""
    if row.level == _UNKNOWN:
        yield f"not known yet: {row.standings[OPEN]} of the controls are open, the exposure is {span(row.exposure, row.at_best)}"
    elif span(row.exposure, row.at_best) != figure(row.exposure):
        yield f"exposure: {span(row.exposure, row.at_best)}, by what is still open"
    for word in STANDINGS:
        controls = [_named(pair) for pair in pairs if pair.standing == word]
        if controls:
            yield f"{word}: {', '.join(controls)}"
    if row.fewest and row.afterwards is not None:
        yield f"first: {', '.join(row.fewest)} (exposure then {row.afterwards:.2f})"


def _named(pair: MitigationRow) -> str:
    return f"{pair.control} (the source's {pair.source_id})" if pair.source_id else pair.control
