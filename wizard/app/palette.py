"""What the command palette finds: every action of the screen below it, every asked question, every control of the AICM."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

from wizard.app.destinations import Destination
from wizard.app.keys import is_our_own
from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.screens.reads_wording import ReadsWording
from wizard.core.published import OUR_WORDS

if TYPE_CHECKING:
    from wizard.app.app import CaiqWizardApp

_MOST_HITS = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: the words to find it by, what is shown, and what it does."""

    title: str
    more: str
    run: IgnoreReturnCallbackType
    words: str


class _Finder(Provider):
    """Finds entries that hold every word typed; those with the words in the title come first."""

    def entries(self) -> Iterable[Entry]:
        """Everything that can be found."""
        raise NotImplementedError

    async def search(self, query: str) -> Hits:
        """The entries that match."""
        words = query.casefold().split()
        found = 0
        for entry in self.entries():
            if not all(word in entry.words for word in words):
                continue
            title = entry.title.casefold()
            score = 1.0 if title.startswith(words[0]) else 0.8 if all(word in title for word in words) else 0.5
            yield Hit(score, Content(entry.title), entry.run, entry.title, entry.more)
            found += 1
            if found == _MOST_HITS:
                return


class ActionFinder(_Finder):
    """Every action of the screen below the palette, with its key."""

    def entries(self) -> Iterator[Entry]:
        """The bindings of the screen and of the app; those of single widgets only move a cursor."""
        seen: set[str] = set()
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if is_our_own(active) and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                shown = self.app.get_key_display(binding) if binding.key_display or key == binding.key else key
                sentence = binding.tooltip or binding.description
                title = f"{binding.description}  ({shown})"
                run = partial(self.app.run_action, binding.action, active.node)
                yield Entry(title, sentence, run, f"{title} {sentence}".casefold())

    async def discover(self) -> Hits:
        """All of them, while nothing is typed."""
        for entry in self.entries():
            yield DiscoveryHit(Content(entry.title), entry.run, entry.title, entry.more)


class QuestionFinder(_Finder):
    """Every asked question of the opened assessment, by id, title and text."""

    def entries(self) -> Iterator[Entry]:
        """The questions in their order; none where no assessment is open."""
        screen = self.screen
        if not isinstance(screen, AssessmentScreen):
            return
        result, worded = screen.session.result, screen.worded if isinstance(screen, ReadsWording) else OUR_WORDS
        for question_id in result.asked:
            title = f"{question_id}  {result.bank.control_of(question_id).title}"
            text = "  ".join(map(str, worded.question(result.bank.question(question_id))))
            run = partial(screen.lead_to, Destination(question=question_id))
            yield Entry(title, text, run, f"{title} {text}".casefold())

    async def discover(self) -> Hits:
        """The first of them, while nothing is typed."""
        for _, entry in zip(range(_MOST_HITS), self.entries(), strict=False):
            yield DiscoveryHit(Content(entry.title), entry.run, entry.title, entry.more)


class ControlFinder(_Finder):
    """Every control of the AICM, by id and title; leads to its page of the atlas."""

    def entries(self) -> Iterator[Entry]:
        """The controls in their order."""
        from questionnaires.library import load_bank  # noqa: PLC0415  (only when somebody searches)

        app = cast("CaiqWizardApp", self.app)
        for control in load_bank().controls.values():
            title = f"{control.id}  {control.title}"
            run = partial(app.open_atlas, control.id)
            yield Entry(title, "its page in the atlas", run, f"{title} atlas".casefold())
