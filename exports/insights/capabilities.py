"""The rows of the capability matrix: the AWS CAF's AI security capabilities at input, model and output.

Shares, scores and coverages are numbers from 0 to 100 or nothing, exposures from 0 to 1 or nothing; rounded where printed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CapabilityCell:
    """A capability of the AWS CAF for AI at one component (input, model, output; ``all`` for a total).

    Each question counts once: by its ``own`` answer, else by what the ``linked`` controls' answers offer, else as open.
    ``score`` is the posture score of these; ``matrix`` that of the linked controls' asked questions, each once, of which
    ``matrix_answered`` have an answer. Neither has a figure while nothing behind it is answered. ``title`` is the
    capability's, ``about`` says what is asked at this component. ``explained`` says what pulls a weak cell down, and
    ``example`` what can go wrong there; both are empty elsewhere. ``step`` is what the bank recommends for the worst answer
    of the cell, and ``step_of`` the question that it is the step of; both are empty for a total.
    """

    capability: str
    title: str
    component: str
    about: str
    asked: int
    own: int
    linked: int
    open: int
    score: float | None
    controls: tuple[str, ...]
    matrix_asked: int
    matrix_answered: int
    matrix: float | None
    explained: str
    example: str
    step: str
    step_of: str

    @property
    def is_unanswered(self) -> bool:
        """Whether something is asked here, and nothing of it answered."""
        return bool(self.asked) and self.open == self.asked

    @property
    def is_matrix_unanswered(self) -> bool:
        """The same for the asked questions of the linked controls."""
        return bool(self.matrix_asked) and not self.matrix_answered

    @property
    def first_step(self) -> str:
        """The step behind the question that it is of; empty without one."""
        return f"{self.step_of}: {self.step}" if self.step else ""


@dataclass(frozen=True, slots=True)
class CapabilityQuestion:
    """An asked question of the capabilities: ``status`` is the one that counts (empty while open), ``counted_by`` its source.

    ``own`` is its own status, ``offered`` what the answers to the linked ``controls`` offer, ``sources`` each of these answers
    with its status. ``counted_by`` is ``own``, ``linked`` or ``open``.
    """

    question: str
    text: str
    capability: str
    component: str
    weight: int
    own: str
    offered: str
    status: str
    counted_by: str
    controls: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapabilityRows:
    """The capability matrix: cells by capability and component, totals by capability, by component, and over all.

    ``included`` says whether the lens is asked in this assessment; without it everything comes from linked answers, and
    the figures are a careful estimate. ``basis`` says so in a sentence, ``remark`` that there are none yet. ``lens`` is its
    id, ``weakest`` names the weakest cells (capability and component), the weakest first.
    """

    lens: str = ""
    included: bool = False
    basis: str = ""
    remark: str = ""
    cells: tuple[CapabilityCell, ...] = ()
    capabilities: tuple[CapabilityCell, ...] = ()
    components: tuple[CapabilityCell, ...] = ()
    whole: CapabilityCell | None = None
    weakest: tuple[tuple[str, str], ...] = ()
    questions: tuple[CapabilityQuestion, ...] = ()

    @property
    def lines(self) -> tuple[CapabilityCell, ...]:
        """Every cell, capability by capability with its total behind it, then the totals of the components and of all."""
        return (
            *(
                cell
                for total in self.capabilities
                for cell in (*(one for one in self.cells if one.capability == total.capability), total)
            ),
            *self.components,
            *((self.whole,) if self.whole else ()),
        )

    @property
    def weakest_cells(self) -> tuple[CapabilityCell, ...]:
        """The weakest cells, the weakest first."""
        by_place = {(cell.capability, cell.component): cell for cell in self.cells}
        return tuple(by_place[place] for place in self.weakest)
