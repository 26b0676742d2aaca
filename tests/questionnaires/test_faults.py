"""What is wrong in a bank is said with file, line and a suggestion, and all of it at once."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from questionnaires.compiler import compile_bank
from questionnaires.faults import BankError, Fault, did_you_mean
from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, Layer, Phase, Role, UseCase

PROSE = "bank/tt.md"


class Break(NamedTuple):
    """One thing done to the good bank, and what must be said about it.

    ``at`` is a text on the line that must be named, as the broken file has it; nothing stands for the first line.
    """

    file: str
    old: str
    new: str
    at: str
    message: str
    suggestion: str


def compiled(folder: Path) -> Bank:
    return compile_bank(folder)


def faults_of(folder: Path) -> Sequence[Fault]:
    with pytest.raises(BankError) as caught:
        compiled(folder)
    return caught.value.faults


def replace(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def check(folder: Path, broken: Break) -> None:
    replace(folder, broken.file, broken.old, broken.new)
    line = line_of(folder, broken.file, broken.at)
    faults = faults_of(folder)
    matching = [fault for fault in faults if broken.message in fault.message and broken.suggestion in fault.suggestion]
    assert [(fault.file, fault.line) for fault in matching] == [(broken.file, line)], "\n".join(map(str, faults))
    assert matching[0].suggestion


# A bank without faults


def test_a_bank_without_faults_compiles(folder: Path) -> None:
    bank = compiled(folder)
    assert (bank.id, bank.version) == ("trial", "7")
    assert [(domain.code, domain.title) for domain in bank.domains] == [("TT", "Trial Things")]
    assert bank.domains[0].introduction == "Everything about hot water. Two controls, no more."
    assert list(bank.controls) == ["TT-01", "TT-02"]
    assert list(bank.questions) == ["TT-01.1", "TT-01.2", "TT-02.1"]
    assert bank.techniques == {"T1": "Boiling Over", "T1.001": "Boiling Over, Slowly"}
    assert bank.technique_words["T1.001"] == "lets the water go bit by bit"
    assert bank.not_mappable == {"TT-02"}


def test_the_facts_of_a_control_come_from_the_tables(folder: Path) -> None:
    facts = compiled(folder).controls["TT-01"].facts
    assert (facts.id, facts.title, facts.domain_code, facts.type) == ("TT-01", "Kettle Care", "TT", "cloud and AI")
    assert facts.owners == {"CSP": "all", "MP": "MP", "OSP": "MP-OSP", "AP": "AP"}
    assert facts.stack == ("physical", "app")
    assert facts.threats == ("data-poisoning", "model-theft")
    assert facts.lifecycle == {"preparation": ("data collection", "data storage"), "delivery": ("operations",)}
    assert facts.requirements == {"Kitchen Code": ("K.1", "K.2")}
    assert facts.coverage == {"Kitchen Code": "partial"}
    assert facts.techniques == ("T1", "T1.001")
    assert facts.technique_reasons["T1"] == "a kettle that switches itself off cannot boil over"
    assert facts.mitigation_rows == 2


def test_the_text_of_a_control_comes_from_the_prose(folder: Path) -> None:
    text = compiled(folder).controls["TT-01"].text
    assert (text.phase, text.layer, text.baseline) == (Phase.PROTOTYPE, Layer.IDENTITY_DATA, True)
    assert text.use_cases == tuple(UseCase)
    assert text.reasons == {"phase": "water is boiled on the first day", "baseline": "it is what everybody touches"}
    assert text.intent == "The kettle is never empty when it is on."
    assert text.consequence == "Somebody switches it on and walks away."
    assert text.questions[0].text == "Does the kettle switch itself off when it is empty?"
    assert text.questions[1].criteria == {
        "yes": "dated list on the wall",
        "yes-gaps": "one month is missing",
        "partial": "when it looks bad",
        "no": "never",
    }
    assert text.role_guidance[Role.AP] == "tell people where it stands."
    assert text.ask_the_other_party == "Who descales it?"
    assert text.customer_side == "Brings the cups."
    assert text.evidence == ("list of dates", "photo of the switch")
    assert text.test == "switch it on empty; it goes off"
    assert (text.from_no.action, text.from_no.effort) == ("buy another", Effort.HOURS)
    assert (text.from_partial.action, text.from_partial.effort) == ("replace the note by a switch", Effort.DAYS)
    assert text.service == "a kettle with a switch"


def test_a_service_is_optional(folder: Path) -> None:
    assert compiled(folder).controls["TT-02"].text.service == ""


@pytest.mark.parametrize("file", [PROSE, "controls.csv"])
def test_line_ends_of_windows_do_no_harm(folder: Path, file: str) -> None:
    before = compiled(folder)
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content.replace(b"\n", b"\r\n"))
    assert compiled(folder) == before


@pytest.mark.parametrize("file", [PROSE, "controls.csv"])
def test_a_byte_order_mark_as_some_editors_write_it_does_no_harm(folder: Path, file: str) -> None:
    before = compiled(folder)
    (folder / file).write_bytes(b"\xef\xbb\xbf" + (folder / file).read_bytes())
    assert compiled(folder) == before


# Tables

TABLE_BREAKS = {
    "misspelt column": Break("techniques.csv", "technique,name,", "technique,nmae,", "", "wrong columns", "mean name?"),
    "columns in another order": Break(
        "coverage.csv", "control,framework,gap", "framework,control,gap", "", "wrong columns", "control, framework, gap"
    ),
    "missing column": Break("domains.csv", "code,title,bank", "code,title", "", "wrong columns", "code, title, bank"),
    "too few cells": Break(
        "coverage.csv", "TT-02,Pottery Act,none", "TT-02,none", "TT-02", "expected 3 cells", "commas"
    ),
    "too many cells": Break(
        "requirements.csv", "Act,Article 9", "Act,Article 9,x", "TT-02", "expected 3 cells", "commas"
    ),
    "control twice": Break(
        "controls.csv",
        "TT-02,AI-specific,",
        "TT-01,cloud and AI,Kettle Care again,all,MP,MP-OSP,AP,app,model-theft,delivery: operations,2\nTT-02,AI-specific,",
        "Kettle Care again",
        "TT-01 stands twice",
        "remove",
    ),
    "domain twice": Break(
        "domains.csv",
        "TT,Trial Things,bank/tt.md\n",
        "TT,Trial Things,bank/tt.md\nTT,Trial Things, bank/tt.md\n",
        ", bank",
        "TT stands twice",
        "",
    ),
    "technique twice": Break(
        "techniques.csv", "T1.001,", "T1,Something Else,does it\nT1.001,", "Something Else", "T1 stands twice", ""
    ),
    "two gap levels for one framework": Break(
        "coverage.csv", "TT-02,", "TT-01,Kitchen Code,full\nTT-02,", "full", "stands twice", ""
    ),
    "unknown type": Break("controls.csv", "AI-specific", "AI-specifik", "TT-02", "'AI-specifik'", "mean AI-specific?"),
    "unknown owner": Break("controls.csv", "MP-OSP", "MP-OPS", "TT-01", "'MP-OPS'", "mean MP-OSP?"),
    "unknown component": Break("controls.csv", "physical", "physicl", "TT-01", "'physicl'", "mean physical?"),
    "unknown threat": Break("controls.csv", "model-theft", "model-teft", "TT-01", "'model-teft'", "mean model-theft?"),
    "unknown stage": Break("controls.csv", "delivery:", "delivry:", "TT-01", "'delivry'", "mean delivery?"),
    "no questions": Break("controls.csv", "archiving,1", "archiving,0", "TT-02", "not '0'", "count"),
    "questions in words": Break("controls.csv", "archiving,1", "archiving,one", "TT-02", "not 'one'", "count"),
    "unknown domain": Break("controls.csv", "TT-02", "XX-02", "XX-02", "'XX'", "known: TT"),
    "unknown gap level": Break("coverage.csv", "partial", "partly", "partly", "'partly'", "mean partial?"),
    "requirement of an unknown control": Break("requirements.csv", "TT-02", "TT-03", "TT-03", "'TT-03'", "mean TT-02?"),
    "gap level of an unknown control": Break("coverage.csv", "TT-02", "TT-03", "TT-03", "'TT-03'", "mean TT-02?"),
    "mitigation by an unknown control": Break(
        "mitigations.csv", "TT-01,T1,", "TT-O1,T1,", "TT-O1", "'TT-O1'", "TT-01?"
    ),
    "unknown technique": Break("mitigations.csv", "T1.001", "T1.002", "T1.002", "'T1.002'", "mean T1.001?"),
    "no reason for a mitigation": Break(
        "mitigations.csv",
        "a kettle that switches itself off cannot boil over",
        "",
        "TT-01,T1,",
        "reason is missing",
        "say",
    ),
    "two reasons for one mitigation": Break(
        "mitigations.csv", "TT-01,T1.001,", "TT-01,T1,luck\nTT-01,T1.001,", "luck", "different reasons", "say the same"
    ),
    "technique without plain words": Break(
        "techniques.csv", "lets the water run over the edge", "", "T1,Boiling", "plain is missing", "say"
    ),
    "unknown control out of reach": Break("not-mappable.csv", "TT-02", "TT-03", "TT-03", "'TT-03'", "mean TT-02?"),
}


@pytest.mark.parametrize("broken", TABLE_BREAKS.values(), ids=TABLE_BREAKS)
def test_a_fault_in_a_table_is_reported_where_it_is(folder: Path, broken: Break) -> None:
    check(folder, broken)


@pytest.mark.parametrize(
    "table", ["domains", "controls", "requirements", "coverage", "mitigations", "not-mappable", "techniques"]
)
def test_a_missing_table_is_reported(folder: Path, table: str) -> None:
    (folder / f"{table}.csv").unlink()
    about = [fault for fault in faults_of(folder) if fault.file == f"{table}.csv"]
    assert [str(fault) for fault in about] == [
        f"{table}.csv:1: the table is missing; put the file back beside the others"
    ]


@pytest.mark.parametrize("table", ["coverage", "requirements", "not-mappable"])
def test_an_empty_table_is_reported_with_its_columns(folder: Path, table: str) -> None:
    heading = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / f"{table}.csv").write_text("", encoding="utf-8")
    (fault,) = faults_of(folder)
    assert (fault.file, fault.line) == (f"{table}.csv", 1)
    assert heading.replace(",", ", ") in fault.suggestion


def test_a_line_is_counted_where_a_quoted_cell_runs_over_two(folder: Path) -> None:
    replace(folder, "techniques.csv", '"Boiling Over, Slowly"', '"Boiling Over,\nSlowly",x\nT2')
    (fault,) = faults_of(folder)
    assert (fault.file, fault.line, fault.message) == ("techniques.csv", 5, "expected 3 cells")


@pytest.mark.parametrize("file", [PROSE, "techniques.csv"])
def test_a_file_that_is_not_utf_8_is_a_fault(folder: Path, file: str) -> None:
    replace(folder, file, "o", "ø")
    (folder / file).write_bytes((folder / file).read_text(encoding="utf-8").encode("latin-1", errors="replace"))
    assert file in {fault.file for fault in faults_of(folder)}


# Prose: marks, leads and sections

LONG_QUESTION = "Does " + "very " * 34 + "much happen?"
PROSE_BREAKS = {
    "another domain": Break(PROSE, "# TT Trial", "# TT Trail", "", "start with its domain", "# TT Trial Things"),
    "text before the domain": Break(PROSE, "# TT", "Hello.\n\n# TT", "Hello.", "before the first heading", "start"),
    "unknown control": Break(PROSE, "## TT-02", "## TT-03", "## TT-03", "control 'TT-03'", "mean TT-02?"),
    "control without section": Break(PROSE, "## TT-02", "## TT-03", "", "TT-02 has no", "## TT-02 Teapot Signing"),
    "control twice": Break(
        PROSE, "## TT-02", "## TT-01 Kettle care\n\n## TT-02", "Kettle care", "TT-01 stands twice", "join"
    ),
    "wrong title": Break(PROSE, "TT-01 Kettle Care", "TT-01 Kettle Cares", "## TT-01", "'Kettle Cares'", "Kettle Care"),
    "unknown key": Break(PROSE, "- layer:", "- layr:", "- layr:", "key 'layr'", "mean layer?"),
    "key missing": Break(PROSE, "- layer: identity & data\n", "", "## TT-01", "- layer: ...' is missing", "add"),
    "key twice": Break(
        PROSE, "- phase: scale", "- phase: scale\n- phase:  scale", "phase:  scale", "'phase' stands twice", "join"
    ),
    "item without key": Break(
        PROSE, "- phase: scale", "- phase: scale\n- soon", "- soon", "key 'soon'", "known: phase"
    ),
    "unknown phase": Break(PROSE, "prototype", "prototyp", "prototyp", "phase 'prototyp'", "mean prototype?"),
    "unknown layer": Break(
        PROSE, "identity & data", "identity", "layer: identity", "layer 'identity'", "identity & data"
    ),
    "unknown use case": Break(PROSE, "data-connected", "data-conn", "data-conn", "'data-conn'", "mean data-connected?"),
    "unclear baseline": Break(PROSE, "baseline: yes", "baseline: maybe", "maybe", "'maybe'", "yes or no"),
    "no intent": Break(
        PROSE, "**Intent.** The kettle", "**Aim.** The kettle", "## TT-01", "begins with **Intent.**", "add"
    ),
    "no consequence": Break(
        PROSE, "**What goes wrong.** A cracked", "A cracked", "## TT-02", "begins with **What goes wrong.**", "add"
    ),
    "empty intent": Break(
        PROSE, "**Intent.** Nobody can swap the teapot.", "**Intent.**", "## TT-02", "begins with **Intent.**", "add"
    ),
    "two intents": Break(
        PROSE, "**Intent.** Nobody", "**Intent.** One.\n\n**Intent.** Nobody", "## TT-02", "needs one paragraph", "add"
    ),
    "stray paragraph": Break(
        PROSE, "**Intent.** Nobody", "Stray.\n\n**Intent.** Nobody", "Stray.", "belongs to nothing", "**Intent.**"
    ),
    "unknown section": Break(PROSE, "### Evidence", "### Evidense", "### Evidense", "'Evidense'", "mean Evidence?"),
    "section missing": Break(
        PROSE, "### Customer side\nBrings the cups.\n", "", "## TT-01", "'### Customer side' is missing", "add"
    ),
    "section twice": Break(
        PROSE, "### Evidence", "### Roles \n\n### Evidence", "### Roles ", "'Roles' stands twice", "join"
    ),
    "question missing": Break(PROSE, "### TT-01.2", "### TT-01.3", "## TT-01", "'### TT-01.2' is missing", "add"),
    "unknown question": Break(PROSE, "### TT-02.1", "### TT-02.2", "TT-02.2", "'TT-02.2'", "mean TT-02.1?"),
    "no question mark": Break(PROSE, "mark?", "mark.", "### TT-02.1", "ends with a question mark", "one question"),
    "two questions in one": Break(
        PROSE, "mark?", "mark?\n\nIs it clean?", "### TT-02.1", "needs one paragraph", "one question"
    ),
    "long question": Break(
        PROSE, "Does every teapot carry its maker's mark?", LONG_QUESTION, "### TT-02.1", "has 37 words", "at most 35"
    ),
    "criterion missing": Break(PROSE, "- partial: some do\n", "", "### TT-02.1", "- partial: ...' is missing", "add"),
    "unknown criterion": Break(PROSE, "- partial: some", "- partly: some", "- partly", "key 'partly'", "mean partial?"),
    "criterion twice": Break(PROSE, "- no: none", "- yes: some\n- no: none", "yes: some", "'yes' stands twice", "join"),
    "role missing": Break(PROSE, "- OSP: watch the switch.\n", "", "### Roles", "- OSP: ...' is missing", "add"),
    "role that holds nothing": Break(PROSE, "- OSP: look", "- AP: pour.\n- OSP: look", "- AP: pour", "key 'AP'", ""),
    "unknown role": Break(PROSE, "- OSP: watch", "- OPS: watch", "- OPS", "key 'OPS'", "mean OSP?"),
    "nothing to ask": Break(
        PROSE, "- ask the other party: Who descales it?\n", "", "### Roles", "- ask the other party: ...'", "add"
    ),
    "list on the customer side": Break(PROSE, "Brings", "- Brings", "- Brings", "takes a paragraph", "sentence"),
    "no test": Break(
        PROSE, "- test in ten minutes: switch", "- test: switch", "### Evidence", "exactly one '- test in ten", "add"
    ),
    "two tests": Break(
        PROSE, "- list of dates", "- test in ten minutes: look", "### Evidence", "exactly one '- test in ten", "add"
    ),
    "no artefact": Break(
        PROSE, "- list of dates\n- photo of the switch\n", "", "### Evidence", "names no artefact", "two to five"
    ),
    "next step missing": Break(
        PROSE, "- from no: buy another (hours)\n", "", "### Next steps", "- from no: ...' is missing", "add"
    ),
    "unknown next step": Break(PROSE, "- service:", "- servce:", "- servce", "key 'servce'", "mean service?"),
    "no effort": Break(PROSE, " (hours)", "", "buy another", "without its effort", "hours|days|weeks|months"),
    "unknown effort": Break(PROSE, "(hours)", "(hour)", "(hour)", "effort 'hour'", "mean hours?"),
}


@pytest.mark.parametrize("broken", PROSE_BREAKS.values(), ids=PROSE_BREAKS)
def test_a_fault_in_the_prose_is_reported_where_it_is(folder: Path, broken: Break) -> None:
    check(folder, broken)


def test_a_question_of_35_words_is_short_enough(folder: Path) -> None:
    question = "Does " + "very " * 32 + "much happen?"
    replace(folder, PROSE, "Does every teapot carry its maker's mark?", question)
    assert compiled(folder).questions["TT-02.1"].text == question


def test_a_missing_prose_file_is_reported(folder: Path) -> None:
    (folder / PROSE).unlink()
    (fault,) = faults_of(folder)
    assert str(fault) == "bank/tt.md:1: the bank of TT is missing; write it, or correct domains.csv"


def test_an_empty_prose_file_is_reported(folder: Path) -> None:
    (folder / PROSE).write_text("", encoding="utf-8")
    assert str(faults_of(folder)[0]).startswith("bank/tt.md:1: the file does not start with its domain; write '# TT")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Usually nothing.", "", id="customer side"),
        pytest.param("- from no: mark the next one (weeks)", "- from no: (weeks)", id="next step"),
        pytest.param("Everything about hot water.\nTwo controls, no more.\n", "", id="introduction"),
    ],
)
def test_a_part_that_says_nothing_is_refused(folder: Path, old: str, new: str) -> None:
    replace(folder, PROSE, old, new)
    assert {fault.file for fault in faults_of(folder)} == {PROSE}


# Prose: what a bank cannot hold

BLOCKS = {
    "nested list": ("- cups\n  - big ones", "  - big ones"),
    "code fence": ("```\nfetch cups\n```", "```"),
    "indented code": ("    fetch cups", "    fetch cups"),
    "quotation": ("> Tea!\n> Now!", "> Tea!"),
    "numbered list": ("1. cups\n2. saucers", "1. cups"),
    "ruler": ("***", "***"),
    "comment": ("<!-- cups -->", "<!-- cups -->"),
}


@pytest.mark.parametrize(("block", "at"), BLOCKS.values(), ids=BLOCKS)
def test_a_block_that_a_bank_cannot_hold_is_refused(folder: Path, block: str, at: str) -> None:
    replace(folder, PROSE, "Brings the cups.", f"Brings these:\n\n{block}")
    found = {(fault.file, fault.line) for fault in faults_of(folder)}
    assert (PROSE, line_of(folder, PROSE, at)) in found


@pytest.mark.parametrize(("block", "at"), BLOCKS.values(), ids=BLOCKS)
def test_a_refused_block_blames_no_line_outside_itself(folder: Path, block: str, at: str) -> None:
    replace(folder, PROSE, "Brings the cups.", f"Brings these:\n\n{block}")
    first = line_of(folder, PROSE, block.splitlines()[0])
    assert line_of(folder, PROSE, at) >= first
    lines = {fault.line for fault in faults_of(folder)}
    assert lines <= set(range(first, first + len(block.splitlines())))


def everything_said(bank: Bank) -> str:
    """All prose of a bank, introductions included."""
    return repr([(domain.introduction, [control.text for control in domain.controls]) for domain in bank.domains])


@pytest.mark.parametrize(
    "stray",
    [
        pytest.param("Stray words.", id="paragraph"),
        pytest.param("- stray words", id="list item"),
        pytest.param("- stray: words", id="keyed list item"),
        pytest.param("[stray]: words", id="link definition"),
        pytest.param("### Stray words", id="heading"),
        pytest.param("> stray words", id="quotation"),
        pytest.param("<!-- stray words -->", id="comment"),
    ],
)
def test_nothing_that_an_author_writes_is_silently_left_out(folder: Path, stray: str) -> None:
    """Put the same text behind each line in turn: it shows up in the bank, or it is refused."""
    lines = (folder / PROSE).read_text(encoding="utf-8").splitlines()
    silent = []
    for number, line in enumerate(lines, start=1):
        text = "\n".join([*lines[:number], "", stray, "", *lines[number:], ""])
        (folder / PROSE).write_text(text, encoding="utf-8")
        try:
            bank = compiled(folder)
        except BankError:
            continue
        if "stray" not in everything_said(bank).casefold():
            silent.append(f"{number}: {line}")
    assert not silent


def test_every_line_of_the_prose_counts(folder: Path) -> None:
    """Leave out each line in turn: the bank changes, or it is refused."""
    before = compiled(folder)
    lines = (folder / PROSE).read_text(encoding="utf-8").splitlines()
    idle = []
    for number, line in enumerate(lines):
        if not line:
            continue
        (folder / PROSE).write_text("\n".join([*lines[:number], *lines[number + 1 :], ""]), encoding="utf-8")
        try:
            if compiled(folder) == before:
                idle.append(line)
        except BankError:
            continue
    assert not idle


# All at once


def test_all_faults_of_a_bank_are_reported_at_once_in_order(folder: Path) -> None:
    replace(folder, PROSE, "- phase: scale", "- phase: scales")
    replace(folder, PROSE, "(hours)", "(hour)")
    replace(folder, PROSE, "### TT-02.1\nDoes every teapot carry its maker's mark?", "### TT-02.1\nTeapots.")
    replace(folder, "coverage.csv", "partial", "partly")
    replace(folder, "mitigations.csv", "T1.001", "T1.002")
    replace(folder, "controls.csv", "physical", "physicl")
    (folder / "not-mappable.csv").unlink()
    expected = [
        (PROSE, line_of(folder, PROSE, "(hour)")),
        (PROSE, line_of(folder, PROSE, "- phase: scales")),
        (PROSE, line_of(folder, PROSE, "### TT-02.1")),
        ("controls.csv", 2),
        ("coverage.csv", 2),
        ("mitigations.csv", 3),
        ("not-mappable.csv", 1),
    ]
    assert [(fault.file, fault.line) for fault in faults_of(folder)] == expected


def test_the_message_of_a_refused_bank_counts_and_lists_every_fault(folder: Path) -> None:
    replace(folder, PROSE, "- phase: scale", "- phase: scales")
    replace(folder, "coverage.csv", "partial", "partly")
    with pytest.raises(BankError) as caught:
        compiled(folder)
    assert str(caught.value).splitlines() == [
        "the question bank has 2 faults:",
        "bank/tt.md:56: TT-02: unknown phase 'scales'; did you mean scale?",
        "coverage.csv:2: unknown gap level 'partly'; did you mean partial?",
    ]


def test_one_fault_is_not_called_faults() -> None:
    assert str(BankError([Fault("a.md", 3, "gone")])) == "the question bank has 1 fault:\na.md:3: gone"


def test_two_faults_in_one_section_are_both_reported(folder: Path) -> None:
    replace(folder, PROSE, "- phase: scale\n- layer: AI application", "- phase: scales\n- layer: AI aplication")
    line = line_of(folder, PROSE, "- phase: scales")
    assert [fault.line for fault in faults_of(folder)] == [line, line + 1]


# Suggestions


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("prototyp", Phase, "did you mean prototype?"),
        ("SCALE", Phase, "did you mean scale?"),
        ("xyz", Phase, "known: prototype, production, scale"),
        ("xyz", [str(number) for number in range(100)], ""),
        ("xyz", [], ""),
    ],
)
def test_a_suggestion_is_the_nearest_word_or_a_short_list(word: str, known: Iterable[str], said: str) -> None:
    assert did_you_mean(word, known) == said


@pytest.mark.parametrize(
    ("row", "message"),
    [("Kitchen Code,K.1,yes,", "Kitchen Code K.1 stands twice"), ("Kitchen Code,K.2,maybe,", "unknown mark 'maybe'")],
)
def test_a_catalogue_of_standards_with_a_fault_is_named_with_its_line(folder: Path, row: str, message: str) -> None:
    heading = "framework,requirement,counts,title"
    (folder / "standards.csv").write_text(f"{heading}\nKitchen Code,K.1,yes,Clean pots\n", encoding="utf-8")
    bank = compile_bank(folder)
    assert (bank.standards, bank.requirement_titles) == (
        {"Kitchen Code": ("K.1",)},
        {"Kitchen Code": {"K.1": "Clean pots"}},
    )
    (folder / "standards.csv").write_text(f"{heading}\nKitchen Code,K.1,yes,Clean pots\n{row}\n", encoding="utf-8")
    with pytest.raises(BankError) as caught:
        compile_bank(folder)
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("standards.csv", 3)]
    assert message in str(caught.value)
