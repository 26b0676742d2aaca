"""What leads on from the questions: views, the guided first hour, the other sections, parking lot, scope, export, home."""

import time
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from questionnaires.model import Bank
from wizard.app.destinations import Destination, Section
from wizard.app.screens.reviewing import ReviewingScreen
from wizard.app.screens.your_name import YourNameScreen
from wizard.app.widgets.question_tree import QuestionTree
from wizard.app.widgets.top_bar import TopBar
from wizard.core.agenda import BASELINE, EVERYTHING, QuestionFilter, State
from wizard.core.answers import Parked
from wizard.core.pace import pace_words
from wizard.core.profile import Profile
from wizard.core.scope import asked_baseline
from wizard.core.scoring import status_of
from wizard.services.banks import banks_for


class LeadingScreen(ReviewingScreen):
    """Opens what is wanted and takes up again what comes back; the subclass shows the questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "View", tooltip="Choose which questions are shown: unanswered, flagged, gaps, a domain …"),
        Binding("V", "view_all", "Show all", show=False, tooltip="Show all questions again."),
        Binding("B", "baseline", "Baseline", show=False, tooltip="The guided first hour: the baseline questions."),
        Binding("b", "park", "Park", show=False, tooltip="Parking lot: put a topic aside; see what was put aside."),
        Binding(
            "l", "lens", "Lens", show=False, tooltip="Turn to the next lens of this assessment, or back to the matrix."
        ),
        Binding("S", "scope", "Scope", show=False, tooltip="Change roles, phases, use case or lenses."),
        Binding("x", "export", "Export", show=False, tooltip="Write the gap workbook or another file."),
    ]
    leaving = False
    _clock_began = 0.0
    _answered_before = 0
    _origin: Destination | None = None
    _bank_before: Bank | None = None

    def fill(self) -> None:
        """Show the agenda anew."""
        raise NotImplementedError

    def leave_question(self) -> bool:
        """Take what stands in the fields; false, and said, when something there cannot be taken."""
        raise NotImplementedError

    def remember_respondent(self, name: str) -> None:
        """Keep the user's own name."""
        raise NotImplementedError

    # -- views -----------------------------------------------------------------------------------------------------

    def show_only(self, wanted: QuestionFilter) -> None:
        """Choose which questions are shown; stays at this one if it is among them."""
        if self.leave_question():
            self.session.show_only(wanted)
            self.fill()

    def action_view(self) -> None:
        """Let the user choose which questions are shown."""
        from wizard.app.screens.view import ViewScreen  # noqa: PLC0415  (only when somebody chooses)

        self.take_typed()
        self.app.push_screen(ViewScreen(self.session.result, self.session.wanted, self.respondent), self._view_chosen)

    def _view_chosen(self, wanted: QuestionFilter | None) -> None:
        if wanted is not None and State.MINE in wanted.states and not wanted.me:
            self.app.push_screen(YourNameScreen(""), partial(self._named, wanted))
        elif wanted is not None:
            self.show_only(wanted)

    def _named(self, wanted: QuestionFilter, name: str | None) -> None:
        if name:
            self.remember_respondent(name)
            self.show_only(replace(wanted, me=name))

    def action_view_all(self) -> None:
        """Show all questions again."""
        self.show_only(EVERYTHING)

    def show_view(self) -> None:
        """Say at the top which questions are shown, and in the guided first hour how it goes."""
        wanted, agenda = self.session.wanted, self.session.agenda
        if wanted == EVERYTHING:
            self.query_one(TopBar).say("")
            return
        done, total = self._answered(), len(agenda.questions)
        words = f"{wanted.words}: {done} of {total}"
        if wanted == BASELINE:
            seconds = time.monotonic() - self._clock_began
            words = f"baseline {done} of {total} · {pace_words(seconds, done - self._answered_before, total - done)}"
        self.query_one(TopBar).say(f"{words} · V all")

    def _answered(self) -> int:
        """How many questions of the agenda have a status; of those to be looked at again, how many somebody has looked at."""
        answers = (self.session.assessment.answer(item) for item in self.session.agenda.questions)
        if State.REVIEW in self.session.wanted.states:
            return sum(not answer.review for answer in answers)
        return sum(answer.status is not None for answer in answers)

    def action_lens(self) -> None:
        """Turn to the next bank of the assessment: the matrix, then its lenses."""
        if self.leave_question():
            self.session.next_bank()
            self.fill()

    # -- the guided first hour -------------------------------------------------------------------------------------

    def action_baseline(self) -> None:
        """Begin the guided first hour."""
        if self.leave_question():
            self.begin_baseline()
            self.fill()
            if not self.session.next_open(""):
                self.at_the_end()

    def offer_baseline(self) -> None:
        """Whoever left in the guided first hour is told the way back into it."""
        result, answers = self.session.result, self.session.assessment.answers
        answered = {question_id for question_id in result.asked if status_of(answers, question_id) is not None}
        baseline = set(asked_baseline(result.bank, result.ledger))
        if answered and answered < baseline and self.session.wanted == EVERYTHING:
            self.notify(f"B goes on with the baseline: {len(answered)} of {len(baseline)} are answered.", timeout=8)

    def begin_baseline(self) -> None:
        """Show the baseline of the matrix, and start the clock."""
        if self.session.bank is not self.session.banks[0]:
            self.session.turn_to(self.session.banks[0])
        self.session.show_only(BASELINE)
        self._clock_began = time.monotonic()
        self._answered_before = self._answered()
        first = self.session.next_open("")
        if first:
            self.session.move_to(first)

    def at_the_end(self) -> None:
        """Nothing is left to answer in this view: say what comes next."""
        wanted = self.session.wanted
        if wanted == BASELINE:
            from wizard.app.screens.baseline_results import BaselineResultsScreen  # noqa: PLC0415  (once an assessment)

            self.save_now()
            self.app.push_screen(BaselineResultsScreen(self.session, self.repository), self._came_from_baseline)
        else:
            self.notify(self.end_words())

    def _came_from_baseline(self, destination: Destination | None) -> None:
        """Going on with all questions means with the first that is still open."""
        if destination == Destination(wanted=EVERYTHING):
            self.session.show_only(EVERYTHING)
            destination = Destination(wanted=EVERYTHING, question=self.session.next_open(""))
        self._came_back(destination)

    # -- sections --------------------------------------------------------------------------------------------------

    def lead_to(self, destination: Destination) -> None:
        """Open the wanted section, or show the wanted questions."""
        match destination.section:
            case Section.RESULTS:
                from wizard.app.screens.results import ResultsScreen  # noqa: PLC0415  (only when somebody looks)

                self.app.push_screen(
                    ResultsScreen(self.session, self.repository), partial(self._came_back_from, Section.RESULTS)
                )
            case Section.GAPS:
                from wizard.app.screens.gaps import GapsScreen  # noqa: PLC0415  (only when somebody looks)

                self.app.push_screen(
                    GapsScreen(self.session, self.repository), partial(self._came_back_from, Section.GAPS)
                )
            case Section.ATLAS:
                from wizard.app.screens.atlas import AtlasScreen  # noqa: PLC0415  (only when somebody looks)

                in_matrix = self.question and self.session.bank is self.session.banks[0]
                self.app.push_screen(AtlasScreen(self.control_shown.id if in_matrix else ""))
            case Section.INSIGHTS:
                from wizard.app.screens.insights.overview import InsightsScreen  # noqa: PLC0415  (only when somebody looks)

                self.app.push_screen(
                    InsightsScreen(self.session, self.repository, destination.page, destination.place),
                    partial(self._came_back_from, Section.INSIGHTS),
                )
            case Section.QUESTIONS:
                self._show_wanted(destination)

    def action_back(self) -> None:
        """Back by one step: to the section that led here, to all questions, or home."""
        origin, self._origin = self._origin, None
        if self.back_to_carried():
            return
        if origin:
            self._turn_back()
            self.session.show_only(EVERYTHING)
            self.fill()
            self.lead_to(origin)
        elif self.session.wanted != EVERYTHING:
            self.show_only(EVERYTHING)
        else:
            self.action_home()

    def _show_wanted(self, destination: Destination) -> None:
        if destination.wanted is not None:
            self._turn_to_the_bank_of(destination.wanted)
            self.show_only(destination.wanted)
        if destination.question:
            self.open_question(destination.question)

    def _turn_to_the_bank_of(self, wanted: QuestionFilter) -> None:
        """Turn to the bank that the wanted questions belong to, where they are named and it is another one."""
        among = wanted.among or frozenset()
        bank = next((bank for bank in self.session.banks if among & bank.control_by_question.keys()), self.session.bank)
        if bank is not self.session.bank and self.leave_question():
            self._bank_before = self.session.bank
            self.session.turn_to(bank)

    def _turn_back(self) -> None:
        """Turn to the bank that was in hand before a figure led to the questions of another one."""
        bank, self._bank_before = self._bank_before, None
        if bank and self.leave_question():
            self.session.turn_to(bank)

    def open_question(self, question_id: str) -> None:
        """Show a question: in this view where it is part of it, else among all questions of its bank."""
        bank = next(bank for bank in self.session.banks if question_id in bank.control_by_question)
        if bank is not self.session.bank and self.leave_question():
            self.session.turn_to(bank)
            self.fill()
        if bank is self.session.bank:
            if question_id not in self.session.agenda.places:
                self.show_only(EVERYTHING)
            self.show_question(question_id)

    def _came_back_from(self, section: Section, destination: Destination | None) -> None:
        """A section has closed; where it leads to questions, Escape leads back to it."""
        shows = destination and destination.section is Section.QUESTIONS
        leads = shows and destination and (destination.question or destination.wanted not in (None, EVERYTHING))
        self._origin = (
            Destination(section, page=destination.page, place=destination.place) if destination and leads else None
        )
        self._came_back(destination)

    def _came_back(self, destination: Destination | None) -> None:
        """Another section has closed; it may have changed answers, and may lead on."""
        self.query_one(QuestionTree).fill(self.session.agenda, self.session.assessment)
        if self.question:
            self.fill_form()
            self.show_question(self.question)
        if destination:
            self.lead_to(destination)

    # -- the whole assessment --------------------------------------------------------------------------------------

    def action_park(self) -> None:
        """Open the parking lot."""
        from wizard.app.screens.parking import ParkingScreen  # noqa: PLC0415  (only when somebody parks)

        self.take_typed()
        self.app.push_screen(ParkingScreen(self.session.assessment.parked, self.question), self._parked)

    def _parked(self, parked: tuple[Parked, ...] | None) -> None:
        if parked is not None:
            self.session.change_parked(parked)
            self.show_state()
            self.save_now()

    def action_scope(self) -> None:
        """Change the scope."""
        from wizard.app.screens.setup import SetupScreen  # noqa: PLC0415  (only when somebody changes it)

        self.take_typed()
        self.app.push_screen(SetupScreen(self.repository, editing=self.session.assessment), self._scope_changed)

    def _scope_changed(self, profile: Profile | None) -> None:
        if profile is not None and profile != self.session.assessment.profile:
            self.session.change_profile(profile, list(banks_for(self.repository.home, profile)))
            self.save_now()
            self.fill()
            asked = len(self.session.result.asked)
            self.notify(f"The scope has changed: {asked} questions are asked. Answers outside it are kept.")

    def action_home(self) -> None:
        """Save, then go home; stays when the disk refuses, or when a field holds what cannot be taken."""
        if not self.leave_question():
            return
        self.leaving = True
        self.save_now()

    def after_saved(self) -> None:
        """Say so; leave, if that is what the user is waiting for."""
        super().after_saved()
        if self.leaving:
            self.leaving = False
            self.dismiss(None)

    def after_save_failed(self) -> None:
        """Say so, and stay."""
        self.leaving = False
        super().after_save_failed()
