"""The AWS CAF's AI security capabilities at input, model and output, seen through all answers."""

from dataclasses import dataclass
from functools import cached_property

from exports.insights.capabilities import CapabilityCell, CapabilityQuestion, CapabilityRows
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
from wizard.core.gaps import rank_gaps, recommended_step
from wizard.core.standing import OPEN, ControlStanding, Standing, control_standings

LENS = "caf-ai"
"""The lens that asks for the capabilities."""
_ALL_TITLE = "All capabilities"
_ESTIMATE = "Careful estimate: the lens {lens} is not asked here, so each question counts as its weakest linked answer of the AICM."
_OWN_FIRST = "Each question counts by its own answer to the lens {lens}, else as its weakest linked answer of the AICM."
_NOT_YET = "Not answered yet: no answer counts for these questions, neither an own one nor a linked one of the AICM."


def capability_rows(result: Result) -> CapabilityRows:
    """The matrix of capabilities and components, whether the assessment asks the lens or not."""
    lens = load_lens(LENS)
    matrix = CapabilityMatrix(lens, result)
    weakest = weakest_cells(matrix.cells)
    words = _Words(lens, result, frozenset((cell.capability, cell.component) for cell in weakest))
    return CapabilityRows(
        lens=lens.id,
        included=matrix.included,
        basis=(_OWN_FIRST if matrix.included else _ESTIMATE).format(lens=lens.id),
        remark=_NOT_YET if matrix.questions and not matrix.whole.score.answered else "",
        cells=tuple(_row(figures, words) for figures in matrix.cells),
        capabilities=tuple(_row(figures, words) for figures in matrix.capabilities),
        components=tuple(_row(figures, words) for figures in matrix.components),
        whole=_row(matrix.whole, words),
        weakest=tuple((cell.capability, cell.component) for cell in weakest),
        questions=tuple(_question(item, lens) for item in matrix.questions),
    )


def _row(figures: Figures, words: "_Words") -> CapabilityCell:
    lens, is_total = words.lens, ALL in (figures.capability, figures.component)
    is_weak = (figures.capability, figures.component) in words.weakest
    step_of, step = ("", "") if is_total else words.step(figures)
    return CapabilityCell(
        capability=figures.capability,
        title=lens.domain_titles.get(figures.capability, _ALL_TITLE),
        component=figures.component,
        about="" if is_total else lens.controls[_control_id(figures)].title,
        asked=figures.score.asked,
        own=figures.counted_by(Source.OWN),
        linked=figures.counted_by(Source.LINKED),
        open=figures.counted_by(Source.OPEN),
        score=figures.score.posture if figures.score.answered else None,
        controls=figures.controls,
        matrix_asked=figures.matrix.asked,
        matrix_answered=figures.matrix.answered,
        matrix=figures.matrix.posture if figures.matrix.answered else None,
        explained=words.explained(figures) if is_weak else "",
        example=lens.controls[_control_id(figures)].text.consequence if is_weak else "",
        step=step,
        step_of=step_of,
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


@dataclass(frozen=True)
class _Words:
    """Says what pulls cells down, and what to do there first; ``weakest`` are the places that are called weak."""

    lens: Bank
    result: Result
    weakest: frozenset[tuple[str, str]]

    @cached_property
    def _standings(self) -> dict[str, ControlStanding]:
        return control_standings(self.result)

    def explained(self, cell: Figures) -> str:
        """Which questions pull a cell down, where that is from, and which of its linked controls stand all the same."""
        *first, last = map(self._cause, missing_questions(cell))
        causes = f"{', '.join(first)} and {last}" if first else last
        standing = [id_ for id_ in cell.controls if self._standings[id_].standing is Standing.STANDS]
        good = f"Linked controls that do stand: {', '.join(standing)}." if standing else "No linked control stands."
        return f"Pulled down by {causes}. {good}"

    def step(self, cell: Figures) -> tuple[str, str]:
        """The question behind the worst answer, and what its own bank recommends there, with the rough effort.

        Where a linked answer counts, that is the most pressing of the questions of the matrix that it is from.
        """
        worst = next(iter(missing_questions(cell)), None)
        if worst is None:
            return "", ""
        question_id, control = worst.question.id, self.lens.controls[worst.question.control_id]
        if worst.weakest_sources:
            assessment = self.result.assessment
            gaps = rank_gaps(self.result.bank, assessment.profile, worst.weakest_sources, assessment.answers)
            question_id, control = gaps[0].question, gaps[0].control
        step = recommended_step(control, worst.status)
        return question_id, f"{step.action} ({step.effort})"

    def _cause(self, item: CountedQuestion) -> str:
        """A question with its status and where that is from: ``CAF-TD-MODEL.1 (no, from LOG-07.1 Logging Scope)``."""
        if item.source is Source.OPEN:
            return f"{item.question.id} ({OPEN})"
        named = (f"{id_} {self.result.bank.control_of(id_).title}" for id_ in item.weakest_sources)
        source = "its own answer" if item.source is Source.OWN else f"from {', '.join(named)}"
        return f"{item.question.id} ({_word(item.status)}, {source})"


def _control_id(cell: Figures) -> str:
    return f"{cell.capability}-{cell.component.upper()}"


def _word(status: Status | None) -> str:
    return status.value if status else ""
