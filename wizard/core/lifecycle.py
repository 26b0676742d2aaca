"""The lifecycle stages of the AICM with their sub-stages: which a bank knows, what somebody types for one, which controls matter."""

from questionnaires.faults import did_you_mean
from questionnaires.model import Bank, Control
from questionnaires.vocabulary import LifecycleStage
from wizard.errors import InputError

SEPARATOR = "/"
"""Stands between a stage and its sub-stage, as in ``evaluation/re-evaluation``."""


def lifecycle_of(bank: Bank) -> dict[LifecycleStage, tuple[str, ...]]:
    """The stages in their order, each with its sub-stages in the order in which the bank first names them.

    Empty for a bank whose controls have no stages, such as a lens.
    """
    found: dict[LifecycleStage, dict[str, None]] = {}
    for control in bank.controls.values():
        for stage, parts in control.facts.lifecycle.items():
            found.setdefault(stage, {}).update(dict.fromkeys(parts))
    return {stage: tuple(found[stage]) for stage in LifecycleStage if stage in found}


def stage_name(stage: LifecycleStage | None, part: str = "") -> str:
    """A stage or sub-stage as one word of the command line; empty where there is none."""
    return SEPARATOR.join(filter(None, (stage, part)))


def stage_words(stage: LifecycleStage | None, part: str = "") -> str:
    """A stage or sub-stage as the name of a view; empty where there is none."""
    return f"lifecycle {stage_name(stage, part)}" if stage else ""


def is_in_stage(control: Control, stage: LifecycleStage | None, part: str = "") -> bool:
    """Whether a control matters in a stage, or in one of its sub-stages; without a stage every one does."""
    if stage is None:
        return True
    parts = control.facts.lifecycle.get(stage)
    return parts is not None and (not part or part in parts)


def stage_names(bank: Bank) -> tuple[str, ...]:
    """Every stage of a bank, each followed by its sub-stages, as one types them."""
    return tuple(stage_name(stage, part) for stage, parts in lifecycle_of(bank).items() for part in ("", *parts))


def split_stage(name: str) -> tuple[LifecycleStage | None, str]:
    """The stage and the sub-stage of a name; nothing for an empty one."""
    stage, _, part = name.partition(SEPARATOR)
    return (LifecycleStage(stage), part) if stage else (None, "")


def read_stage(text: str, bank: Bank) -> tuple[LifecycleStage | None, str]:
    """The stage and the sub-stage that somebody typed; letter case does not matter, nor does it for nothing at all.

    A sub-stage that only one stage has needs no stage before it.

    Raises:
        InputError: the bank knows no such stage (suggests the nearest), or several stages have such a sub-stage.
    """
    if not text.strip():
        return None, ""
    names = stage_names(bank)
    if not names:
        raise InputError(f"the questions of {bank.title} have no lifecycle stages; leave --stage out")
    typed = text.strip().casefold()
    whole = [name for name in names if name.casefold() == typed]
    ends = [name for name in names if name.casefold().partition(SEPARATOR)[2] == typed]
    if whole or len(ends) == 1:
        return split_stage((whole or ends)[0])
    if ends:
        raise InputError(f"several stages have a sub-stage {text.strip()!r}; type {' or '.join(ends)}")
    raise InputError(f"there is no lifecycle stage {text!r}; {_nearest(text, names)}")


def _nearest(text: str, names: tuple[str, ...]) -> str:
    close = did_you_mean(text, names)
    return close or f"the stages are: {', '.join(name for name in names if SEPARATOR not in name)}"
