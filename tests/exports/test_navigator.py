"""The layer for the ATT&CK Navigator: the shape that is published for format 4.5, and the figures of the program in it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from questionnaires.model import Bank

Json = dict[str, Any]
NAMES = ("navigator", 'Support <b>& "quoted" = team')


@dataclass(frozen=True)
class Kind:
    """What a value must be; of an object, which fields it has to have and which it may have."""

    type: type | tuple[type, ...]
    required: Mapping[str, "Kind"] | None = None
    optional: Mapping[str, "Kind"] | None = None
    items: "Kind | None" = None
    among: tuple[Any, ...] = ()
    like: str = ""


TEXT, NUMBER, SWITCH = Kind(str), Kind((int, float)), Kind(bool)
COLOUR = Kind(str, like="#[0-9a-fA-F]{6}")
METADATA = Kind(list, items=Kind(dict, {"name": TEXT, "value": TEXT}))
LINKS = Kind(list, items=Kind(dict, {"label": TEXT, "url": Kind(str, like="https?://.+")}))
TECHNIQUE = Kind(
    dict,
    {"techniqueID": Kind(str, like=r"T\d{4}(\.\d{3})?")},
    {
        "tactic": TEXT,
        "comment": TEXT,
        "enabled": SWITCH,
        "score": NUMBER,
        "color": COLOUR,
        "metadata": METADATA,
        "links": LINKS,
        "showSubtechniques": SWITCH,
    },
)
LAYER = Kind(
    dict,
    {
        "name": TEXT,
        "domain": Kind(str, among=("enterprise-attack", "mobile-attack", "ics-attack")),
        "versions": Kind(
            dict, {"navigator": Kind(str, like=r"\d+\.\d+\.\d+"), "layer": Kind(str, among=("4.5",))}, {"attack": TEXT}
        ),
    },
    {
        "description": TEXT,
        "filters": Kind(dict, {}, {"platforms": Kind(list, items=TEXT)}),
        "sorting": Kind(int, among=(0, 1, 2, 3)),
        "layout": Kind(
            dict,
            {},
            {
                "layout": Kind(str, among=("side", "flat", "mini")),
                "showID": SWITCH,
                "showName": SWITCH,
                "showAggregateScores": SWITCH,
                "countUnscored": SWITCH,
                "aggregateFunction": Kind(str, among=("average", "min", "max", "sum")),
                "expandedSubtechniques": Kind(str, among=("none", "all", "annotated")),
            },
        ),
        "hideDisabled": SWITCH,
        "techniques": Kind(list, items=TECHNIQUE),
        "gradient": Kind(dict, {"colors": Kind(list, items=COLOUR), "minValue": NUMBER, "maxValue": NUMBER}),
        "legendItems": Kind(list, items=Kind(dict, {"label": TEXT, "color": COLOUR})),
        "showTacticRowBackground": SWITCH,
        "tacticRowBackground": COLOUR,
        "selectTechniquesAcrossTactics": SWITCH,
        "selectSubtechniquesWithParent": SWITCH,
        "selectVisibleTechniques": SWITCH,
        "metadata": METADATA,
        "links": LINKS,
    },
)
"""The property tables of the published description of layer format 4.5 (attack-navigator, layers/spec/v4.5)."""


def faults(value: Any, kind: Kind, place: str = "layer") -> list[str]:
    """Where a value is not what is published."""
    if not isinstance(value, kind.type) or (isinstance(value, bool) and kind.type is not bool):
        return [f"{place} is {value!r}"]
    found = [f"{place}: {value!r}"] if kind.among and value not in kind.among else []
    if kind.like and not re.fullmatch(kind.like, value):
        found.append(f"{place}: {value!r}")
    if isinstance(value, dict):
        known = {**(kind.required or {}), **(kind.optional or {})}
        found += [f"{place} lacks {name}" for name in (kind.required or {}) if name not in value]
        found += [f"{place} has {name}" for name in value if name not in known]
        found += [
            fault for name in value if name in known for fault in faults(value[name], known[name], f"{place}.{name}")
        ]
    if isinstance(value, list) and kind.items:
        found += [fault for n, item in enumerate(value) for fault in faults(item, kind.items, f"{place}[{n}]")]
    return found


@pytest.fixture
def layer(make: Callable[..., None], cli: Callable[..., Any]) -> Callable[..., Json]:
    """The layer of an assessment, as it goes to stdout."""

    def do(name: str, answers: Mapping[str, str] | None = None, *options: str) -> Json:
        make(name, answers or {}, *(options or ("--role", "AP", "--target", "scale")))
        run = cli("export", name, "navigator", "--output", "-")
        assert (run.code, run.err) == (0, "")
        made: Json = json.loads(run.out)
        return made

    return do


RENUMBERED = {("IAM-12", "IAM-13"), ("IAM-13", "IAM-14"), ("IAM-14", "IAM-15"), ("IAM-15", "IAM-16")}
ANSWERS = {"IAM-13.1": "yes", "IAM-15.1": "no", "CEK-03.1": "partial", "AIS-02.1": "yes-gaps", "I&S-03.1": "na"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "options",
    [("--role", "AP"), ("--role", "AP", "--phase", "prototype", "--target", "prototype", "--use-case", "assistant")],
)
def test_a_layer_has_the_published_shape(layer: Callable[..., Json], name: str, options: tuple[str, ...]) -> None:
    found = layer(name, ANSWERS, *options)
    assert faults(found, LAYER) == []
    assert (found["domain"], found["versions"]["attack"], found["versions"]["layer"]) == (
        "enterprise-attack",
        "17",
        "4.5",
    )
    gradient = found["gradient"]
    assert len(gradient["colors"]) >= 2
    assert (gradient["minValue"], gradient["maxValue"]) == (0, 1)
    assert name in found["name"]


def test_the_check_of_the_shape_finds_what_is_wrong() -> None:
    good = {"name": "x", "domain": "enterprise-attack", "versions": {"navigator": "5.1.0", "layer": "4.5"}}
    assert faults(good, LAYER) == []
    technique = {"techniqueID": "T1", "score": True, "colour": "#fff"}
    assert len(faults({**good, "domain": "clouds", "techniques": [technique]}, LAYER)) == 4
    assert faults({"name": "x"}, LAYER) == ["layer lacks domain", "layer lacks versions"]


def test_scores_colours_and_comments_are_the_figures_of_the_program(
    layer: Callable[..., Json], cli: Callable[..., Any], bank: Bank
) -> None:
    found = {item["techniqueID"]: item for item in layer("X", ANSWERS)["techniques"]}
    exposure = json.loads(cli("show", "X", "--json").out)["insights"]["exposure"]
    assert list(found) == [row["technique"] for row in exposure["techniques"]]
    assert len(found) == 213
    standing = {(pair["technique"], pair["control"]): pair["standing"] for pair in exposure["mitigations"]}
    legend: dict[str, set[str]] = {}
    for row in exposure["techniques"]:
        item = found[row["technique"]]
        expected = None if row["exposure"] is None or row["level"] == "unknown" else round(row["exposure"], 4)
        assert item.get("score") == expected
        legend.setdefault(row["level"], set()).add(item["color"])
        lines = dict(line.split(": ", 1) for line in item["comment"].splitlines())
        best, worst = (f"{row[name] or 0:.2f}" for name in ("at_best", "exposure"))
        if row["level"] == "unknown":
            open_ = row["standings"]["open"]
            assert lines.pop("not known yet") == f"{open_} of the controls are open, the exposure is {best} to {worst}"
        elif best != worst:
            assert lines.pop("exposure").startswith(f"{best} to {worst},")
        for word in lines.keys() - {"first"}:
            numbers = re.findall(r"(\S+) \(the source's (\S+)\)", lines[word])
            assert set(numbers) <= RENUMBERED
            lines[word] = re.sub(r" \(the source's \S+\)", "", lines[word])
            assert {id_ for id_, _ in numbers} == {id_ for id_, _ in RENUMBERED} & set(lines[word].split(", "))
        for word, controls in lines.items():
            if word != "first":
                assert {standing[row["technique"], control] for control in controls.split(", ")} == {word}
        listed = [control for word, controls in lines.items() if word != "first" for control in controls.split(", ")]
        assert sorted(listed) == sorted(c.id for c in bank.controls.values() if row["technique"] in c.facts.techniques)
    assert all(len(colours) == 1 for colours in legend.values())
    assert len({colour for colours in legend.values() for colour in colours}) == len(legend)


def test_every_colour_is_explained_and_what_has_no_control_of_ours_has_no_score(layer: Callable[..., Json]) -> None:
    found = layer(
        "Little", {}, "--role", "AP", "--target", "prototype", "--phase", "prototype", "--use-case", "assistant"
    )
    explained = {item["color"]: item["label"] for item in found["legendItems"]}
    without = [item for item in found["techniques"] if "score" not in item]
    assert without
    assert {explained[item["color"]].split(":")[0] for item in without} == {"no control of yours", "unknown"}
    assert {explained[item["color"]].split(":")[0] for item in found["techniques"]} == {
        "no control of yours",
        "unknown",
    }


def test_a_file_is_chosen_by_the_format_although_json_has_the_same_ending(
    make: Callable[..., None], cli: Callable[..., Any]
) -> None:
    make("X", ANSWERS)
    assert cli("export", "X", "navigator").code == 0
    (path,) = Path.cwd().iterdir()
    assert path.name == "X-attack-layer.json"
    assert json.loads(path.read_text(encoding="utf-8"))["versions"]["layer"] == "4.5"
    named = cli("export", "X", "navigator", "--output", "layer")
    assert (named.code, Path("layer.json").is_file()) == (0, True)
    assert cli("export", "X", "json", "--output", "all.json").code == 0
    assert json.loads(Path("all.json").read_text(encoding="utf-8"))["format"] == "caiq-wizard"
    wrong = cli("export", "X", "navigator", "--output", "layer.xlsx")
    assert (wrong.code, "navigator" in wrong.err or ".json" in wrong.err) == (2, True)
    back = cli("import", "X", "layer.json")
    assert back.code == 2
    assert len(back.err.splitlines()) == 1
