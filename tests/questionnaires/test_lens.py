"""Lenses: the CAF lens that comes with the package, and what is said of a bank of one's own."""

from pathlib import Path

import pytest

from questionnaires.faults import BankError
from questionnaires.lens import compile_lens
from questionnaires.library import load_lens, read_lens
from questionnaires.model import Bank
from questionnaires.vocabulary import Role

ENRICHED = ("VM", "SG", "SA", "TD", "IP", "DP", "AS")
PLAIN = ("IAM", "IR")
COMPONENTS = ("INPUT", "MODEL", "OUTPUT")
OWN = {
    "bank.toml": 'id = "own-rules"\ntitle = "House rules"\nversion = "3"\n',
    "domains.csv": "code,title,bank\nHR,House rules,bank/hr.md\n",
    "bank/hr.md": """\
# HR House rules

What this house asks of every AI system beside the matrix.

## HR-NAME Names of systems

- phase: prototype — costs nothing
- layer: governance
- use-cases: assistant, data-connected, agent
- baseline: no

**Intent.** Everybody calls a system by the same name.

**What goes wrong.** Two teams report the same fault under two names.

### HR-NAME.1
Does every AI system have one name that all teams use?

- yes: one name, in the list of systems and on the screen
- yes-gaps: one name; an old one is still seen in a log
- partial: several names in use, a list that maps them
- no: several names and no list
- answered by: DCS-07, GRC-06

### Evidence
- list of systems with names
- test in ten minutes: ask three teams for the name; they agree

### Next steps
- from no: list the names; choose one (hours)
- from partial: retire the others (days)
""",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "bank").mkdir(parents=True)
    for name, text in OWN.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def caf() -> Bank:
    return load_lens("caf-ai")


def faults_of(folder: Path, bank: Bank) -> list[str]:
    with pytest.raises(BankError) as refused:
        compile_lens(folder, bank.controls)
    return [str(fault) for fault in refused.value.faults]


def break_in(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_caf_lens_has_every_capability_by_every_component(caf: Bank) -> None:
    expected = [f"CAF-{capability}-{component}" for capability in (*ENRICHED, *PLAIN) for component in COMPONENTS]
    assert list(caf.controls) == expected


@pytest.mark.parametrize("capability", ENRICHED)
def test_an_enriched_capability_asks_two_to_four_questions_of_each_component(caf: Bank, capability: str) -> None:
    counts = [len(caf.controls[f"CAF-{capability}-{component}"].question_ids) for component in COMPONENTS]
    assert all(2 <= count <= 4 for count in counts), counts


@pytest.mark.parametrize("capability", PLAIN)
def test_the_two_other_capabilities_are_asked_of_each_component_too(caf: Bank, capability: str) -> None:
    assert all(caf.controls[f"CAF-{capability}-{component}"].question_ids for component in COMPONENTS)


def test_every_caf_question_links_to_controls_of_the_matrix(caf: Bank, bank: Bank) -> None:
    for question in caf.questions.values():
        assert question.links, question.id
        assert set(question.links) <= set(bank.controls), question.id


def test_every_role_is_asked_the_questions_of_a_lens(caf: Bank) -> None:
    assert all(control.responsibility(role).held for control in caf.controls.values() for role in Role)


def test_no_id_of_the_lens_is_an_id_of_the_matrix(caf: Bank, bank: Bank) -> None:
    assert not set(caf.control_by_question) & set(bank.control_by_question)


def test_a_bank_of_ones_own_is_read(own: Path) -> None:
    bank = read_lens(own)
    assert (bank.id, bank.title, bank.version) == ("own-rules", "House rules", "3")
    question = bank.question("HR-NAME.1")
    assert question.links == ("DCS-07", "GRC-06")
    assert bank.controls["HR-NAME"].title == "Names of systems"


@pytest.mark.parametrize(
    ("edit", "line", "words"),
    [
        (("bank.toml", 'title = "House rules"\n', ""), 1, "title is missing"),
        (("bank.toml", '"own-rules"', '"Own Rules"'), 1, "unusable"),
        (("bank.toml", "version", "versoin"), 1, "did you mean version?"),
        (("bank.toml", 'id = "own-rules"', "id = own"), 1, "not TOML"),
        (("domains.csv", "bank/hr.md", "hr.md"), 1, "keep banks at bank/NAME.md"),
        (("bank/hr.md", "GRC-06", "GRC-6"), 23, "did you mean GRC-06?"),
        (("bank/hr.md", "- answered by: DCS-07, GRC-06\n", ""), 16, "answered by"),
        (("bank/hr.md", "- answered by", "- answerd by"), 23, "did you mean answered by?"),
        (("bank/hr.md", "## HR-NAME Names", "## XX-NAME Names"), 5, "no control of HR"),
        (("bank/hr.md", "### HR-NAME.1", "### HR-NAME.2"), 5, "'### HR-NAME.1' is missing"),
        (("bank/hr.md", "### Evidence", "### Evidenc"), 25, "did you mean Evidence?"),
        (("bank/hr.md", "choose one (hours)", "choose one"), 30, "without its effort"),
    ],
)
def test_a_fault_in_ones_own_bank_is_named_with_its_place(
    own: Path, bank: Bank, edit: tuple[str, str, str], line: int, words: str
) -> None:
    file, old, new = edit
    break_in(own / file, old, new)
    faults = faults_of(own, bank)
    assert any(fault.startswith(f"{file}:{line}:") and words in fault for fault in faults), faults


def test_all_faults_of_ones_own_bank_are_named_at_once(own: Path, bank: Bank) -> None:
    break_in(own / "bank.toml", "version", "versoin")
    break_in(own / "bank" / "hr.md", "DCS-07", "DCS-70")
    break_in(own / "bank" / "hr.md", "- phase: prototype", "- phase: prototyp")
    assert len(faults_of(own, bank)) >= 3


def test_a_lens_must_not_take_the_ids_of_the_matrix(own: Path, bank: Bank) -> None:
    for file in ("domains.csv", "bank/hr.md"):
        path = own / file
        path.write_text(
            path.read_text(encoding="utf-8")
            .replace("HR-NAME", "HRS-01")
            .replace("HR,", "HRS,")
            .replace("# HR ", "# HRS "),
            encoding="utf-8",
        )
    assert any("control of the matrix" in fault for fault in faults_of(own, bank))
