"""The list of the atlas: all controls under their domains, or what a search found and where."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content, Span
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from questionnaires.model import Bank
from questionnaires.search import Hit, Rank, word_spans
from wizard.app.drawing import literal
from wizard.services.atlas import EARLIER

MOST_HITS = 60
"""How many hits are listed; nobody reads on, and longer lists make typing stutter."""

_DIM, _FOUND = "dim", "bold underline"


class ControlList(OptionList):
    """Each option's id is a control's id; headings cannot be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Read", tooltip="Read the highlighted control.")
    ]

    def show_all(self, bank: Bank) -> None:
        """Every control, under the name of its domain."""
        options: list[Option] = []
        for domain in bank.domains:
            gap = "\n" if options else ""
            heading = Content.assemble(gap, (f"{domain.code}  {domain.title}", "bold $text-accent"))
            options.append(Option(heading, disabled=True))
            options += [Option(literal(f"{control.id}  {control.title}"), control.id) for control in domain.controls]
        self._fill(options)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """What was found, the best first, each with the place where it was found; a long tail is left out."""
        self._fill([Option(_found(hit), hit.control.id) for hit in hits[:MOST_HITS]])

    @property
    def chosen(self) -> str:
        """The id of the highlighted control; empty where the list is."""
        option = self.highlighted_option
        return (option.id or "") if option else ""

    def choose(self, control_id: str) -> None:
        """Highlight a control, or the first one where this one is not in the list."""
        ids = [option.id for option in self.options]
        if control_id in ids:
            self.highlighted = ids.index(control_id)
        else:
            self.action_first()

    def step(self, by: int) -> None:
        """Go to the next control or back, and stop at the ends of the list."""
        ids = [number for number, option in enumerate(self.options) if not option.disabled]
        if self.highlighted in ids:
            self.highlighted = ids[min(max(ids.index(self.highlighted) + by, 0), len(ids) - 1)]

    def _fill(self, options: Sequence[Option]) -> None:
        self.clear_options()
        self.add_options(options)
        self.scroll_home(animate=False)


def _found(hit: Hit) -> Content:
    title = Content(f"{hit.control.id}  {hit.control.title}")
    return Content.assemble(_marked(title, hit.words), "\n", _marked(_place(hit).stylize(_DIM), hit.words))


def _place(hit: Hit) -> Content:
    if hit.rank is Rank.EARLIER_ID:
        return Content(f"  was {hit.place.text} in {EARLIER}")
    return literal(f"  {hit.place.name}: {hit.excerpt}")


def _marked(content: Content, words: Sequence[str]) -> Content:
    spans = [Span(start, end, _FOUND) for start, end in word_spans(content.plain, words)]
    return content.add_spans(spans)
