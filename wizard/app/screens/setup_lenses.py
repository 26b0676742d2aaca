"""The step of the set-up that chooses lenses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from questionnaires.model import Bank
from wizard.app.screens.setup_steps import Step
from wizard.app.widgets.choices import Choice
from wizard.app.widgets.explained import Explained, Explanation, StepChoices
from wizard.core.text import clean


@dataclass(frozen=True, slots=True)
class LensOffer:
    """A lens that may be asked: its bank, or why it cannot be read here."""

    id: str
    bank: Bank | None
    fault: str = ""

    @property
    def choice(self) -> Choice:
        """The lens as a choice."""
        return Choice(self.id, self.id, clean(self.bank.title if self.bank else f"cannot be read: {self.fault}"))

    @property
    def explanation(self) -> Explanation:
        """What it asks."""
        if not self.bank:
            return Explanation(self.id, ["Mend its files, or leave it out."])
        titles = tuple(self.bank.domain_titles.values())
        return Explanation(f"{len(self.bank.control_by_question)} questions about", titles)


class LensStep(Step):
    """Which lenses are asked beside the matrix."""

    heading = "Lenses"
    why = (
        "A lens looks at the same system through another framework; answers given once are offered there. "
        "None is fine: Enter goes on."
    )

    def __init__(self, lenses: Sequence[str]) -> None:
        super().__init__(id="lens-step")
        self._kept = tuple(lenses)
        self._offers: dict[str, LensOffer] = {}

    def fields(self) -> ComposeResult:
        """The lenses, once they were read."""
        yield Static("Reading the lenses …", id="reading")

    async def offer(self, offers: Sequence[LensOffer]) -> None:
        """Show the lenses that there are."""
        self._offers = {item.id: item for item in offers}
        explanations = {item.id: item.explanation for item in offers}
        choices = [item.choice for item in offers]
        await self.query_one("#reading").remove()
        await self.mount(Explained(StepChoices(choices, explanations, chosen=self._kept, several=True, id="lenses")))

    def begin(self) -> None:
        """Begin with the list, where it is there already."""
        for choices in self.query("#lenses"):
            choices.focus()

    def chosen(self) -> Mapping[str, Any]:
        """The marked lenses."""
        return {"lenses": next((choices.chosen for choices in self.query(StepChoices)), self._kept)}

    def fault(self) -> str:
        """A lens that cannot be read cannot be added; one that was asked before stays."""
        offers = (self._offers[lens] for lens in self.chosen()["lenses"] if lens in self._offers)
        for offer in offers:
            if offer.fault and offer.id not in self._kept:
                return f"The lens {offer.id} cannot be read: mend its files, or leave it out."
        return ""
