"""Starts the wizard over a bank of so many times the questions: ``python enlarged.py TIMES``."""

import sys
from dataclasses import replace

from questionnaires import library
from questionnaires.model import Bank, Control, ControlFacts, ControlText, Domain


def enlarged(bank: Bank, times: int) -> Bank:
    """The bank with each domain repeated under new ids: ``IAM-18`` again as ``B1IAM-18`` and so on."""
    domains = [_repeated(domain, turn) for turn in range(times) for domain in bank.domains]
    return replace(bank, domains=tuple(domains))


def _repeated(domain: Domain, turn: int) -> Domain:
    if not turn:
        return domain
    mark = f"B{turn}"
    controls = tuple(_control(control, mark) for control in domain.controls)
    return replace(domain, code=f"{mark}{domain.code}", controls=controls)


def _control(control: Control, mark: str) -> Control:
    ids = tuple(f"{mark}{question_id}" for question_id in control.question_ids)
    marks = replace(
        control.marks, id=f"{mark}{control.id}", domain_code=f"{mark}{control.domain_code}", question_ids=ids
    )

    def fetch() -> tuple[ControlFacts, ControlText]:
        pairs = zip(control.text.questions, ids, strict=True)
        questions = tuple(replace(question, id=new, control_id=marks.id) for question, new in pairs)
        return control.facts, replace(control.text, questions=questions)

    return Control(marks, fetch)


def main() -> int:
    """Put the enlarged bank in the place of the matrix, then start."""
    bank = enlarged(library.load_bank(), int(sys.argv[1]))
    library.load_bank = lambda: bank  # type: ignore[assignment]  # before anything else has taken the name
    from wizard.cli import main as start  # noqa: PLC0415  (after the bank has been replaced)

    return start([])


if __name__ == "__main__":
    raise SystemExit(main())
