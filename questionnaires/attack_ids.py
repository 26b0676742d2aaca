"""How MITRE's mapping to ATT&CK numbers the few controls that it numbers otherwise than the matrix."""

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_attack_ids() -> Mapping[str, str]:
    """The ids that the mapping has for controls by their own ids, only where the two differ; read once a process."""
    text = (files("questionnaires") / "aicm" / "attack-ids.csv").read_text(encoding="utf-8")
    return {row["control"]: row["source"] for row in csv.DictReader(io.StringIO(text))}
