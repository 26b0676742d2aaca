"""Lifecycle stages as people type them, and which controls matter in one."""

import pytest
from support.expected_heat import stages_of, table

from questionnaires.library import load_lens
from questionnaires.model import Bank
from questionnaires.vocabulary import LifecycleStage
from wizard.core.lifecycle import is_in_stage, read_stage, split_stage, stage_name, stage_names, stage_words
from wizard.errors import InputError

RETRAINED = (LifecycleStage.EVALUATION, "re-evaluation")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", (None, "")),
        ("evaluation", (LifecycleStage.EVALUATION, "")),
        ("  Evaluation ", (LifecycleStage.EVALUATION, "")),
        ("evaluation/evaluation", (LifecycleStage.EVALUATION, "evaluation")),
        ("evaluation/re-evaluation", RETRAINED),
        ("RE-EVALUATION", RETRAINED),
        ("validation/red teaming", (LifecycleStage.EVALUATION, "validation/red teaming")),
        ("evaluation/validation/red teaming", (LifecycleStage.EVALUATION, "validation/red teaming")),
    ],
)
def test_a_stage_is_read_as_one_types_it(bank: Bank, typed: str, meant: tuple[LifecycleStage | None, str]) -> None:
    assert read_stage(typed, bank) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("evalution", "there is no lifecycle stage 'evalution'; did you mean evaluation?"),
        ("evaluation/reevaluation", "did you mean evaluation/re-evaluation?"),
        ("data storage", "type preparation/data storage or development/data storage"),
        ("zzz", "the stages are: preparation, development, evaluation, deployment, delivery, retirement"),
    ],
)
def test_a_wrong_word_gets_one_sentence_with_the_nearest(bank: Bank, typed: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        read_stage(typed, bank)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_lens_without_stages_says_so() -> None:
    lens = load_lens("caf-ai")
    assert read_stage("", lens) == (None, "")
    with pytest.raises(InputError, match="no lifecycle stages"):
        read_stage("evaluation", lens)


def test_every_name_selects_the_controls_that_the_table_marks(bank: Bank) -> None:
    names = stage_names(bank)
    assert len(names) == len(set(names)) == 6 + 26
    for name in names:
        stage, part = split_stage(name)
        assert stage_name(stage, part) == name
        wanted = [c for c in table() if stage in stages_of(c) and (not part or part in stages_of(c)[str(stage)])]
        assert [control.id for control in bank.controls.values() if is_in_stage(control, stage, part)] == wanted
        assert wanted
    assert all(is_in_stage(control, None) for control in bank.controls.values())
    assert (stage_words(None), stage_words(*RETRAINED)) == ("", "lifecycle evaluation/re-evaluation")
