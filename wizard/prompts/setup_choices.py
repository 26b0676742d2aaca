"""What can be chosen in the set-up: roles, use cases, phases and lenses, each in whole sentences."""

from collections.abc import Mapping, Sequence

from questionnaires.faults import BankError
from questionnaires.library import LENSES
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.errors import WizardError
from wizard.prompts.choices import Choice
from wizard.services.banks import lens_bank, own_lenses
from wizard.store.home import Home


def role_choices() -> Sequence[Choice]:
    """The roles."""
    return [
        Choice(role, f"{role} {role.label}. {role.summary}", f"for example {'; '.join(role.examples)}.")
        for role in Role
    ]


def use_case_choices() -> Sequence[Choice]:
    """The use cases."""
    return [Choice(item, f"{item}: {item.summary}", f"for example {'; '.join(item.examples)}.") for item in UseCase]


def phase_choices(phases: Sequence[Phase]) -> Sequence[Choice]:
    """These phases."""
    return [
        Choice(
            phase,
            f"{phase}: {phase.summary}",
            f"{'asks for' if phase is Phase.PROTOTYPE else 'adds'} {phase.adds}.",
        )
        for phase in phases
    ]


def lens_choices(home: Home) -> tuple[Sequence[Choice], Mapping[str, str]]:
    """The lenses that can be read here, and why the others cannot."""
    choices, faults = [], {}
    for lens_id in (*LENSES, *own_lenses(home)):
        try:
            bank = lens_bank(home, lens_id)
        except (BankError, WizardError) as error:
            faults[lens_id] = str(error).partition("\n")[0].rstrip(":")
            continue
        topics = ", ".join(bank.domain_titles.values())
        choices.append(
            Choice(lens_id, f"{lens_id}: {bank.title}.", f"{len(bank.control_by_question)} questions about {topics}.")
        )
    return choices, faults
