"""Compiles a lens: a smaller bank beside the matrix, whose questions link to the controls that answer them too.

A lens is a folder with ``bank.toml``, ``domains.csv`` and Markdown files under ``bank/``. It has no ownership: every
role is asked. Ids and titles of its controls stand in the headings.
"""

from collections.abc import Collection, Sequence
from importlib.resources.abc import Traversable

from questionnaires.about import read_about
from questionnaires.compiler import by_control, domain_sections, make_control
from questionnaires.faults import BankError, Fault
from questionnaires.model import Bank, Control, ControlFacts, Domain
from questionnaires.outline import Section
from questionnaires.prose import ControlReader, lens_form
from questionnaires.responsibility import WHOLE_SUPPLY_CHAIN
from questionnaires.tables import DomainRow, read_domains
from questionnaires.vocabulary import ControlType, Role


def compile_lens(folder: Traversable, matrix_controls: Collection[str]) -> Bank:
    """Read the folder of a lens; ``matrix_controls`` are the ids that its links may name.

    Raises:
        BankError: something in the folder is wrong; carries all faults.
    """
    faults: list[Fault] = []
    about = read_about(folder, faults)
    seen: set[str] = set(matrix_controls)
    domains = tuple(_domain(folder, row, matrix_controls, seen, faults) for row in read_domains(folder, faults))
    if faults:
        raise BankError(faults)
    return Bank(about.id, about.title, about.version, domains)


def _domain(
    folder: Traversable,
    row: DomainRow,
    matrix_controls: Collection[str],
    seen: set[str],
    faults: list[Fault],
) -> Domain:
    sections = domain_sections(folder, row, faults)
    groups = by_control(sections[1:])
    controls = [
        control for group in groups if (control := _control(group, row, matrix_controls, seen, faults)) is not None
    ]
    if sections and not groups:
        faults.append(Fault(row.bank, 1, f"{row.code} has no control", f"add '## {row.code}-01 Title'"))
    introduction = " ".join(line.text for line in sections[0].paragraphs) if sections else ""
    return Domain(row.code, row.title, introduction, tuple(controls))


def _control(
    group: Sequence[Section],
    row: DomainRow,
    matrix_controls: Collection[str],
    seen: set[str],
    faults: list[Fault],
) -> Control | None:
    control_id, _, title = group[0].title.partition(" ")
    line = group[0].line
    if not control_id.startswith(f"{row.code}-") or not title:
        faults.append(
            Fault(
                row.bank, line, f"{group[0].title!r} is no control of {row.code}", f"write '## {row.code}-NAME Title'"
            )
        )
        return None
    if control_id in seen:
        faults.append(
            Fault(
                row.bank, line, f"{control_id} stands twice, or is a control of the matrix", "give it an id of its own"
            )
        )
        return None
    seen.add(control_id)
    count = sum(section.title.startswith(f"{control_id}.") for section in group)
    if not count:
        faults.append(Fault(row.bank, line, f"{control_id} asks nothing", f"add '### {control_id}.1' with a question"))
        return None
    facts = _facts(control_id, title, row.code, count)
    text = ControlReader(facts, group, row.bank, faults, lens_form(matrix_controls)).read()
    return make_control(facts, text) if text else None


def _facts(control_id: str, title: str, domain_code: str, questions: int) -> ControlFacts:
    return ControlFacts(
        id=control_id,
        title=title,
        domain_code=domain_code,
        type=ControlType.CLOUD_AND_AI,
        owners=dict.fromkeys(Role, WHOLE_SUPPLY_CHAIN),
        stack=(),
        threats=(),
        lifecycle={},
        question_count=questions,
    )
