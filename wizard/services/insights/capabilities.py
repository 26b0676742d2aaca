"""The AWS CAF's AI security capabilities at input, model and output, seen through all answers."""

from collections.abc import Mapping

from exports.insights import CapabilityCell, CapabilityQuestion, CapabilityRows
from questionnaires.library import load_lens
from questionnaires.model import Bank
from wizard.core.answers import Status
from wizard.core.assessment import Result
from wizard.core.capabilities import (
    ALL,
    CapabilityMatrix,
    CountedQuestion,
    Figures,
    Source,
    component_of,
    missing_questions,
    weakest_cells,
)
from wizard.core.gaps import recommended_step
from wizard.core.standing import OPEN

LENS = "caf-ai"
"""The lens that asks for the capabilities."""
_ALL_TITLE = "All capabilities"
Place = tuple[str, str]


def capability_rows(result: Result) -> CapabilityRows:
    """The matrix of capabilities and components, whether the assessment asks the lens or not."""
    lens = load_lens(LENS)
    matrix = CapabilityMatrix(lens, result)
    weakest = weakest_cells(matrix.cells)
    explained = {(cell.capability, cell.component): _explained(cell, lens) for cell in weakest}
    return CapabilityRows(
        lens=lens.id,
        included=matrix.included,
        cells=tuple(_row(figures, lens, explained) for figures in matrix.cells),
        capabilities=tuple(_row(figures, lens, {}) for figures in matrix.capabilities),
        components=tuple(_row(figures, lens, {}) for figures in matrix.components),
        whole=_row(matrix.whole, lens, {}),
        weakest=tuple(explained),
        questions=tuple(_question(item, lens) for item in matrix.questions),
    )


def _row(figures: Figures, lens: Bank, explained: Mapping[Place, str]) -> CapabilityCell:
    place = (figures.capability, figures.component)
    return CapabilityCell(
        capability=figures.capability,
        title=lens.domain_titles.get(figures.capability, _ALL_TITLE),
        component=figures.component,
        about="" if ALL in place else lens.controls[_control_id(figures)].title,
        asked=figures.score.asked,
        own=figures.counted_by(Source.OWN),
        linked=figures.counted_by(Source.LINKED),
        open=figures.counted_by(Source.OPEN),
        score=figures.score.posture,
        controls=figures.controls,
        matrix_asked=figures.matrix.asked,
        matrix=figures.matrix.posture,
        explained=explained.get(place, ""),
        step="" if ALL in place else _step(figures),
    )


def _question(item: CountedQuestion, lens: Bank) -> CapabilityQuestion:
    control = lens.controls[item.question.control_id]
    return CapabilityQuestion(
        question=item.question.id,
        text=item.question.text,
        capability=control.domain_code,
        component=component_of(control.id),
        weight=control.weight,
        own=_word(item.own),
        offered=_word(item.offer.status if item.offer else None),
        status=_word(item.status),
        counted_by=item.source.value,
        controls=item.question.links,
        sources=tuple(f"{question_id} {status}" for question_id, status in item.offer.sources) if item.offer else (),
    )


def _control_id(cell: Figures) -> str:
    return f"{cell.capability}-{cell.component.upper()}"


def _step(cell: Figures) -> str:
    """What the bank recommends for the cell's first gap, with the rough effort."""
    if cell.first_gap is None:
        return ""
    step = recommended_step(cell.first_gap.control, cell.first_gap.status)
    return f"{step.action} ({step.effort})"


def _explained(cell: Figures, lens: Bank) -> str:
    """What can go wrong here, in the bank's words, and which questions pull the cell down."""
    *first, last = [_cause(item) for item in missing_questions(cell)]
    causes = f"{', '.join(first)} and {last}" if first else last
    return f"{lens.controls[_control_id(cell)].text.consequence} Pulled down by {causes}."


def _cause(item: CountedQuestion) -> str:
    """A question with its status and where that is from: ``CAF-TD-MODEL.1 (no, from LOG-07.1)``."""
    if item.source is Source.OWN:
        return f"{item.question.id} ({_word(item.status)}, its own answer)"
    if item.offer is None:
        return f"{item.question.id} ({OPEN})"
    weakest = (question_id for question_id, status in item.offer.sources if status is item.offer.status)
    return f"{item.question.id} ({_word(item.status)}, from {', '.join(weakest)})"


def _word(status: Status | None) -> str:
    return status.value if status else ""
