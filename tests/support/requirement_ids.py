"""The requirements that the printed entries of the mapping name, told by hand: an oracle beside the program's own reading."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import questionnaires

TABLES = Path(questionnaires.__file__).parent / "aicm"
ACT, C5, AIC4, EITHER = "EU AI Act", "BSI C5", "BSI AIC4", "BSI AIC4/C5"

SEVERAL: dict[str, Sequence[str]] = {
    "Article 43 (1), (2 - 4)": [f"Article 43 ({n})" for n in (1, 2, 3, 4)],
    "Annex VI (1 - 4)": [f"Annex VI ({n})" for n in (1, 2, 3, 4)],
    "Annex VII (1 -5)": [f"Annex VII ({n})" for n in (1, 2, 3, 4, 5)],
    "Article 53 and Annex XI": ["Article 53", "Annex XI"],
    "Article 13 & Annex IV": ["Article 13", "Annex IV"],
    "Annex VI, VII": ["Annex VI", "Annex VII"],
    "Annex IV (1), (4)": ["Annex IV (1)", "Annex IV (4)"],
    "Article 9 (2) (a), (b), (c), (d)": [f"Article 9 (2) ({letter})" for letter in "abcd"],
    "A/6.2.6/B.6.2.6 - AI system operation and monitoring": ["A.6.2.6", "B.6.2.6"],
    "Annex XI (Section 1) (2)": ["Annex XI, Section 1 (2)"],
    "Annex XI (Section 2)": ["Annex XI, Section 2"],
    "Annex XI Section 1 (1) (e)": ["Annex XI, Section 1 (1) (e)"],
    "Annex IV 1 (a)": ["Annex IV (1) (a)"],
    "Annex IV 1 (c)": ["Annex IV (1) (c)"],
    "Annex VII 5.3": ["Annex VII (5.3)"],
    "Recital 69, page 20/144": ["Recital 69"],
    "Article 17 (1[g])": ["Article 17 (1) (g)"],
    "Article 17 (d)": ["Article 17 (1) (d)"],
    "Article 17 (h)": ["Article 17 (1) (h)"],
    "Article 17 (i) (procedures for reporting serious incidents)": ["Article 17 (1) (i)"],
    "Article 55 (c) (reporting serious incidents)": ["Article 55 (1) (c)"],
    "Article 17(1[m])": ["Article 17 (1) (m)"],
    "Annex A Control A.8.24": ["A.8.24"],
    "Control 8.24": ["8.24"],
    "C4 PF-4": ["PF-04"],
    "C4 BC-01 (4th bullet)": ["BC-01"],
    "A.1.2": ["Appendix A.1.2"],
}
"""Entries that name several requirements, or one in a way of their own."""
ANNEX_A = {f"5.{n}" for n in range(4, 38)} | {"8.8", "8.24", "8.26", "8.27"}
"""Numbers without a letter that ISO/IEC 27001:2022 has in Annex A only."""
ODD = {
    *(("NIST AI 600-1", id_) for id_ in ("MGP-1.1-003", "MGP-1.2-004", "MS-5.1-005", "RM-1.2-002", "MG-3.3-002")),
    *(("NIST AI 600-1", f"{letters}-1.1-001 to") for letters in ("MP", "MG")),
    *(("ISO/IEC 42001", id_) for id_ in ("6.2.3", "6.2.4", "6.2.6", "6.3.2", "8.2.1", "8.2.2", "8.3.1", "8.5", "8.6")),
    *(("ISO/IEC 42001", id_) for id_ in ("A.6.2.1", "A.6.3.2", "A.8.2.2", "A.8.3.1", "A.8.26")),
    *(("ISO/IEC 42001", id_) for id_ in ("B.6.1.4", "B.7.1.1", "B.7.1.2", "B.8.2.1")),
    *(("ISO/IEC 27001", id_) for id_ in ("A.16.1.2", "A.16.1.5", "A.5.2.1")),
    *(("ISO/IEC 27002", id_) for id_ in ("9.4", "10.1", "16.1.2", "16.1.5")),
    *(("ISO/IEC 27701", id_) for id_ in ("5.7.1", "A.5.28")),
    *(("NIST AI 600-1", id_) for id_ in ("GV-2.2-004", "GV-2.3-001", "GV-3.1-001", "MP-3.2-003")),
    *((ACT, f"Annex XI (2) ({n})") for n in (1, 3)),
    *((ACT, entry) for entry in ("Article 11(1)(d)", "Article 53 (1) (e)", "Article 72(2)(d)")),
    *((ACT, entry) for entry in ("Article 93 (post-market monitoring)", "Article 19 (QMS Documentation)")),
    (ACT, "Article(s) 16 to 27 (Section 3)"),
    (ACT, "Annex IV (2) (g) (3) (9)"),
    *((C5, id_) for id_ in ("IMD-06", "ISM-02")),
    (AIC4, "CM-02"),
    *((EITHER, f"BC-0{n}") for n in (1, 3, 5, 6)),
    (EITHER, "C4 Section 4 (4.4.2.1)"),
}
"""Entries that name no requirement for certain, beside all of ISO/IEC without a number."""
AIC4_AREAS = {"SR", "PF", "RE", "DQ", "DM", "EX", "BI", "PC"}


def printed_rows() -> Iterator[tuple[str, str, str]]:
    """Control, framework and entry of every row of the mapping, as printed."""
    with (TABLES / "requirements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["control"], row["framework"], row["requirement"]


def is_odd(framework: str, printed: str) -> bool:
    """Whether an entry names no requirement for certain."""
    return framework == "ISO/IEC" or (framework, printed) in ODD


def named(framework: str, printed: str) -> list[tuple[str, str]]:
    """The standard and the id of each requirement that an entry names; the entry itself where it is odd."""
    if is_odd(framework, printed):
        return [(framework, printed)]
    if framework == EITHER:
        said, area = re.fullmatch(r"(?:C([45]) )?([A-Z]+)-.*", printed).groups()  # type: ignore[union-attr]
        framework = AIC4 if said == "4" or (said is None and area in AIC4_AREAS) else C5
    if printed in SEVERAL:
        return [(framework, id_) for id_ in SEVERAL[printed]]
    if framework == ACT:
        return [(framework, _act(printed))]
    if framework == "ISO/IEC 27001" and printed in ANNEX_A:
        return [(framework, f"A.{printed}")]
    if framework == "ISO/IEC 27002":
        return [(framework, printed.removeprefix("A."))]
    return [(framework, re.sub(r"^C[45] | Additional Criteria$", "", printed))]


def requirements_of_controls() -> dict[str, dict[str, list[str]]]:
    """The ids of each control's requirements by framework, each once, in the order of the rows."""
    found: dict[str, dict[str, list[str]]] = {}
    for control, framework, printed in printed_rows():
        for name, id_ in named(framework, printed):
            ids = found.setdefault(control, {}).setdefault(name, [])
            if id_ not in ids:
                ids.append(id_)
    return found


def _act(printed: str) -> str:
    """An entry of the act without remarks, a blank before each bracket."""
    without = re.sub(r" *\((?:pg\.\d+|[^()]{4,})\)", "", printed)
    return re.sub(r" *\(", " (", without)
