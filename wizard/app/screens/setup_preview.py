"""The last step of the set-up: what the choices come to, or what they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from questionnaires.library import load_bank
from questionnaires.model import Bank
from wizard.app.drawing import bar
from wizard.app.screens.setup_steps import Step
from wizard.core.assessment import Assessment
from wizard.core.profile import Profile
from wizard.core.scope import (
    NotAsked,
    ScopeEntry,
    answers_afterwards,
    asked_baseline,
    asked_questions,
    not_asked_reasons,
    questions_by_domain,
    scope_ledger,
    workshop_minutes,
)
from wizard.core.text import clean

_MINUTES_AN_HOUR = 60
_STRONG, _QUIET = "bold $text-accent", "$text-muted"
_WHY_NOT = {
    NotAsked.NOT_HELD: "held by others, not by {roles}",
    NotAsked.LATER_PHASE: "needed only after {target}",
    NotAsked.OTHER_USE_CASE: "only for another use case",
}

Part = tuple[str, str]
"""Words and the style that they are shown in."""


def duration(minutes: int) -> str:
    """Minutes in words: ``5 h 35 min``."""
    hours, rest = divmod(minutes, _MINUTES_AN_HOUR)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest or not hours else [])])


def difference(before: int, after: int) -> str:
    """A change of a count in a sign and words: ``+5 more``."""
    if before == after:
        return "same"
    return f"+{after - before} more" if after > before else f"−{before - after} fewer"


def of_answers(count: int, one: str, several: str) -> str:
    """A sentence about so many answers, in the singular or the plural."""
    return f"1 answer {one}" if count == 1 else f"{count} answers {several}"


@dataclass(frozen=True)
class Prospect:
    """What a profile will ask; with ``editing`` beside what the assessment asks now. ``lenses`` are those readable."""

    profile: Profile
    lenses: Mapping[str, Bank]
    editing: Assessment | None = None

    @cached_property
    def ledger(self) -> tuple[ScopeEntry, ...]:
        """The scope ledger of the matrix as it will be."""
        return scope_ledger(load_bank(), self.profile)

    @cached_property
    def ledger_now(self) -> tuple[ScopeEntry, ...]:
        """The scope ledger as it is; nothing for a new assessment."""
        return scope_ledger(load_bank(), self.editing.profile) if self.editing else ()

    def facts(self) -> Content:
        """Totals, what is not asked and why, lenses, and the answers that a change sets aside."""
        parts = [*self._totals(), *self._answers(), *self._not_asked(), *self._lenses()]
        return Content.assemble(*parts)

    def domains(self) -> Content:
        """A line for each domain."""
        row = self._changed_row if self.editing else self._new_row
        head = "Domain  now → then" if self.editing else "Questions and time by domain"
        titles = load_bank().domain_titles
        return Content.assemble((f"{head}\n", "bold"), *(part for code in titles for part in row(code, titles[code])))

    def _totals(self) -> list[Part]:
        profile = self.profile
        asked, total = len(asked_questions(self.ledger)), len(self.ledger)
        first_look = len(asked_baseline(load_bank(), self.ledger))
        who = f"{' + '.join(profile.roles)}, {profile.use_case}\n{profile.phase} → {profile.target_phase}\n\n"
        if self.editing:
            now = len(asked_questions(self.ledger_now))
            change = "as many as now" if now == asked else difference(now, asked)
            headline = f"{now} → {asked} of {total} questions asked: {change}\n"
        else:
            headline = f"{asked} of {total} questions will be asked\n"
        return [
            (who, _QUIET),
            (headline, _STRONG),
            (f"about {duration(workshop_minutes(asked))} in a workshop\n", ""),
            (f"{first_look} of them are the baseline, a first look\n", ""),
            (f"of about {duration(workshop_minutes(first_look))}\n", ""),
        ]

    def _answers(self) -> list[Part]:
        if not self.editing:
            return []
        given = [answer.question for answer in self.editing.answers.values() if answer.status]
        if not given:
            return []
        afterwards = answers_afterwards(given, self._asked(self.editing.profile), self._asked(self.profile))
        aside = of_answers(
            afterwards.aside,
            "is kept but not counted; it comes back if the scope widens again.",
            "are kept but not counted; they come back if the scope widens again.",
        )
        back = of_answers(
            afterwards.back,
            "from an earlier scope counts again.",
            "from an earlier scope count again.",
        )
        counted = (
            "The answer given so far counts." if len(given) == 1 else f"All {len(given)} answers given so far count."
        )
        lines = [(f"{aside}\n", "bold") if afterwards.aside else (f"{counted}\n", "")]
        lines += [(f"{back}\n", "")] if afterwards.back else []
        return [("\nYour answers\n", "bold"), *lines]

    def _asked(self, profile: Profile) -> list[str]:
        """All that a profile asks, of the matrix and of its lenses."""
        banks = [load_bank(), *(self.lenses[lens] for lens in profile.lenses if lens in self.lenses)]
        return [question for bank in banks for question in asked_questions(scope_ledger(bank, profile))]

    def _not_asked(self) -> list[Part]:
        counts = not_asked_reasons(self.ledger)
        words = {"roles": " + ".join(self.profile.roles), "target": self.profile.target_phase}
        lines = [
            (f"{counts[reason]:>4}  {why.format(**words)}\n", "") for reason, why in _WHY_NOT.items() if counts[reason]
        ]
        return [(f"\nNot asked: {counts.total()}\n", "bold"), *lines]

    def _lenses(self) -> list[Part]:
        now = self.editing.profile.lenses if self.editing else ()
        lines = [self._lens_line(lens, isnew=bool(self.editing) and lens not in now) for lens in self.profile.lenses]
        lines += [(f"   –  {lens}: no longer asked\n", "") for lens in now if lens not in self.profile.lenses]
        return [("\nLenses beside the matrix\n", "bold"), *(lines or [("   –  none\n", "")])]

    def _lens_line(self, lens: str, *, isnew: bool) -> Part:
        bank = self.lenses.get(lens)
        if bank is None:
            return f"   ?  {clean(lens)}: cannot be read here\n", ""
        count = len(asked_questions(scope_ledger(bank, self.profile)))
        added = ", newly asked" if isnew else ""
        return f"{count:>4}  {clean(lens)}, about {duration(workshop_minutes(count))}{added}\n", ""

    def _new_row(self, code: str, title: str) -> Sequence[Part]:
        counts = questions_by_domain(self.ledger)
        count, most = counts[code], max(counts.values(), default=1)
        minutes = duration(workshop_minutes(count)) if count else "–"
        return (
            (f"{code:<4}{count:>3} {bar(count / most)} {minutes:>10}  ", "" if count else _QUIET),
            (f"{title}\n", _QUIET),
        )

    def _changed_row(self, code: str, title: str) -> Sequence[Part]:
        now, then = questions_by_domain(self.ledger_now)[code], questions_by_domain(self.ledger)[code]
        style = _QUIET if now == then else "bold"
        return (f"{code:<4}{now:>4} → {then:<3} {difference(now, then):<10}  ", style), (f"{title}\n", _QUIET)


class PreviewStep(Step, can_focus=True):
    """Shows a prospect; scrolls where the screen is small."""

    heading = "Preview"
    why = "Nothing is final: the scope can be changed later, and no answer is lost."

    def __init__(self) -> None:
        super().__init__(id="preview-step")

    def fields(self) -> ComposeResult:
        """Totals, and the domains beside or below them."""
        with Container(id="prospect"):
            yield Static(id="facts")
            yield Static(id="domains")

    def begin(self) -> None:
        """Let the arrow keys scroll."""
        self.focus()

    def show(self, prospect: Prospect) -> None:
        """Fill in a prospect."""
        self.query_one("#facts", Static).update(prospect.facts())
        self.query_one("#domains", Static).update(prospect.domains())
        self.scroll_home(animate=False)
