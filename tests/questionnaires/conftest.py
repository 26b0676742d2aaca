"""A bank small enough to read at a glance: one domain, two controls, three questions, no fault."""

from pathlib import Path

import pytest

TABLES = {
    "bank.toml": """\
id = "trial"
title = "Trial bank"
version = "7"
""",
    "domains.csv": """\
code,title,bank
TT,Trial Things,bank/tt.md
""",
    "controls.csv": """\
control,type,title,processing_infrastructure,model,orchestrated_services,application,stack,threats,lifecycle,questions
TT-01,cloud and AI,Kettle Care,all,MP,MP-OSP,AP,physical app,data-poisoning model-theft,"preparation: data collection, data storage; delivery: operations",2
TT-02,AI-specific,Teapot Signing,CSP,MP,,AIC,data,denial-of-service,retirement: archiving,1
""",
    "requirements.csv": """\
control,framework,requirement
TT-01,Kitchen Code,K.1
TT-01,Kitchen Code,K.2
TT-02,Pottery Act,Article 9
""",
    "coverage.csv": """\
control,framework,gap
TT-01,Kitchen Code,partial
TT-02,Pottery Act,none
""",
    "mitigations.csv": """\
control,technique,reason
TT-01,T1,a kettle that switches itself off cannot boil over
TT-01,T1.001,a kettle without scale does not simmer on unseen
""",
    "not-mappable.csv": """\
control
TT-02
""",
    "techniques.csv": """\
technique,name,plain
T1,Boiling Over,lets the water run over the edge
T1.001,"Boiling Over, Slowly",lets the water go bit by bit
""",
}

PROSE = """\
# TT Trial Things

Everything about hot water.
Two controls, no more.

## TT-01 Kettle Care

- phase: prototype — water is boiled on the first day
- layer: identity & data
- use-cases: assistant, data-connected, agent
- baseline: yes — it is what everybody touches

**Intent.** The kettle is never empty when it is on.

**What goes wrong.** Somebody switches it on
and walks away.

### TT-01.1
Does the kettle switch itself off when it is empty?

- yes: it does, and this was tried
- yes-gaps: all but the old one
- partial: there is a note on the lid
- no: it melts

### TT-01.2
Is the kettle descaled each month?

- yes: dated list on the wall
- yes-gaps: one month is missing
- partial: when it looks bad
- no: never

### Roles
- CSP: supply clean water.
- MP: say how much fits in.
- OSP: watch the switch.
- AP: tell people where it stands.
- ask the other party: Who descales it?

### Customer side
Brings the cups.

### Evidence
- list of dates
- photo of the switch
- test in ten minutes: switch it on empty; it goes off

### Next steps
- from no: buy another (hours)
- from partial: replace the note by a switch (days)
- service: a kettle with a switch

## TT-02 Teapot Signing

- phase: scale
- layer: AI application
- use-cases: agent
- baseline: no

**Intent.** Nobody can swap the teapot.

**What goes wrong.** A cracked one is served because it looks the same.

### TT-02.1
Does every teapot carry its maker's mark?

- yes: all do
- yes-gaps: all but one
- partial: some do
- no: none does

### Roles
- CSP: lend the kiln.
- MP: sign at the bottom.
- OSP: look before pouring.
- ask the other party: Which mark is yours?

### Customer side
Usually nothing.

### Evidence
- the mark
- test in ten minutes: turn one over; the mark is there

### Next steps
- from no: mark the next one (weeks)
- from partial: mark the rest (months)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a bank without faults, to be broken in one place or another."""
    folder = tmp_path / "trial"
    (folder / "bank").mkdir(parents=True)
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "bank" / "tt.md").write_text(PROSE, encoding="utf-8")
    return folder
