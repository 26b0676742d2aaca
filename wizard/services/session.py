"""An assessment while somebody works on it: what was typed, what is on disk, and whether the two agree.

The screen changes the session; a worker thread saves it. The session is the one owner of unsaved answers, so that
nothing typed is lost when a save fails and nothing is called saved before it is on disk.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from questionnaires.model import Bank
from wizard.core.agenda import EVERYTHING, Agenda, QuestionFilter, agenda
from wizard.core.answers import Answer, Parked
from wizard.core.assessment import Assessment, Result
from wizard.core.links import Offer, offer_for, take_over
from wizard.core.looking_back import milestone_now
from wizard.core.profile import Profile
from wizard.services.undo import UndoHistory
from wizard.store.assessment_file import AssessmentFile


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything is on disk: when it last was, and what went wrong since."""

    saved_at: datetime | None = None
    pending: int = 0
    fault: str = ""


class Session:
    """One opened assessment. Everything but ``save`` and ``state`` belongs to the screen's thread.

    ``chosen_packages`` and ``people`` are what somebody tries out on the road ahead; they are never saved.
    """

    def __init__(
        self,
        banks: Sequence[Bank],
        file: AssessmentFile,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.banks = tuple(banks)
        self.bank = self.banks[0]
        self._file = file
        self._now = now
        self._guard = threading.Lock()
        self._saving = threading.Lock()
        self._unsaved: dict[str, Answer] = {}
        self._undo = UndoHistory()
        self._places: dict[str, str] = {}
        self._wanted = EVERYTHING
        self.chosen_packages: frozenset[str] = frozenset()
        self.people = 1
        self._result = Result(self.bank, file.assessment)
        for bank in self.banks:
            if file.assessment.position in bank.control_by_question:
                self.bank = bank
                self._places[bank.id] = file.assessment.position
        self._look_anew()
        self._saved_at: datetime | None = None
        self._fault = ""

    @property
    def assessment(self) -> Assessment:
        """The assessment with everything that was typed, saved or not."""
        return self._result.assessment

    @property
    def result(self) -> Result:
        """Scope, scores and gaps of it."""
        return self._result

    @property
    def on_disk(self) -> Assessment:
        """The assessment as it was last saved, with the history and the milestones up to then."""
        return self._file.assessment

    @property
    def state(self) -> SaveState:
        """The truth about what is on disk."""
        with self._guard:
            return SaveState(self._saved_at, len(self._unsaved) + self._set_up_differs(), self._fault)

    # -- answers ---------------------------------------------------------------------------------------------------

    def change(self, answer: Answer) -> bool:
        """Take an answer as typed; returns whether it says anything new."""
        before = self.assessment.answer(answer.question)
        if answer == before:
            return False
        self._undo.note(before, answer)
        self._take(answer)
        return True

    def undo(self) -> str:
        """Take back the last change of an answer; returns its question, or nothing when there is none."""
        return self._go_back_to(self._undo.undo())

    def redo(self) -> str:
        """Make the last change again that was taken back; returns its question, or nothing when there is none."""
        return self._go_back_to(self._undo.redo())

    def end_typing(self) -> None:
        """What is changed from here on is a step of its own for ``undo``."""
        self._undo.end_typing()

    def offer(self, question_id: str) -> Offer | None:
        """What answers to linked controls of the matrix come to for a question that is still open."""
        if self.assessment.answer(question_id).status is not None:
            return None
        return offer_for(self.bank.question(question_id), self.banks[0], self.assessment.answers)

    def offered_answer(self, question_id: str) -> Answer | None:
        """The answer as it would be with the offer taken over; nothing without an offer."""
        offer = self.offer(question_id)
        if offer is None:
            return None
        return take_over(self.assessment.answer(question_id), offer, self.assessment.answers)

    def _go_back_to(self, answer: Answer | None) -> str:
        if answer is None:
            return ""
        self._take(answer)
        if answer.question not in self.bank.control_by_question:
            self.turn_to(next(bank for bank in self.banks if answer.question in bank.control_by_question))
        return answer.question

    def _take(self, answer: Answer) -> None:
        following = self._result.with_answer(answer)
        with self._guard:
            self._result = following
            self._unsaved[answer.question] = answer

    # -- set-up, parking lot, milestones -------------------------------------------------------------------------------

    def change_profile(self, profile: Profile, banks: Sequence[Bank]) -> None:
        """Change the scope; ``banks`` are those that the new profile asks. Answers outside the new scope are kept."""
        self.banks = tuple(banks)
        self.bank = self.bank if self.bank in self.banks else self.banks[0]
        self._keep(replace(self.assessment, profile=profile))
        self._look_anew()

    def change_parked(self, parked: tuple[Parked, ...]) -> None:
        """Keep another state of the parking lot."""
        self._keep(replace(self.assessment, parked=parked))

    def set_milestone(self, label: str) -> None:
        """Save everything, and name how it stands now. Blocks; safe to call from several threads.

        ``on_disk`` has the milestone then.

        Raises:
            InputError: the label cannot be used.
            ExistsError: another milestone has it.
            StoreError: the disk refused; no milestone is set.
        """
        self.save()
        with self._saving:
            kept = self._file.assessment
            self._file.keep_milestones((*kept.milestones, milestone_now(kept, label, self._now())))

    def _keep(self, assessment: Assessment) -> None:
        with self._guard:
            self._result = Result(self.bank, assessment)

    def _set_up_differs(self) -> bool:
        ours, kept = self.assessment, self._file.assessment
        return ours.profile != kept.profile or ours.parked != kept.parked

    # -- moving ----------------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> QuestionFilter:
        """The filter that is on."""
        return self._wanted

    @property
    def agenda(self) -> Agenda:
        """The questions that the filter lets through, as they were when it was chosen."""
        return self._agenda

    def show_only(self, wanted: QuestionFilter) -> None:
        """Choose a filter; ``EVERYTHING`` takes it off."""
        self._wanted = wanted
        self._agenda = agenda(self._result, wanted)

    def turn_to(self, bank: Bank) -> None:
        """Look at another bank of the assessment, without a filter."""
        self.bank = bank
        self._look_anew()

    def next_bank(self) -> None:
        """Turn to the next bank: the matrix, then its lenses, round and round."""
        self.turn_to(self.banks[(self.banks.index(self.bank) + 1) % len(self.banks)])

    def move_to(self, question_id: str) -> None:
        """Remember where the user is; it goes to disk with the next save."""
        self._undo.end_typing()
        self._places[self.bank.id] = question_id
        with self._guard:
            self._result = self._result.at(question_id)

    def first_question(self) -> str:
        """Where to begin: where the user last was, else the first open question, else the first one."""
        last = self._places.get(self.bank.id, "")
        if last in self._agenda.places:
            return last
        return self.next_open("") or next(iter(self._agenda.questions), "")

    def next_open(self, question_id: str) -> str:
        """The next question without a status, going round at the end; empty when there is none but this one."""
        return self._agenda.next_open(question_id, self.assessment.answers)

    def next_to_review(self, question_id: str) -> str:
        """The next question whose answer wants another look, going round; empty when there is none but this one."""
        return self._agenda.next_to_review(question_id, self.assessment.answers)

    def step(self, question_id: str, by: int) -> str:
        """The question so many places further on; stops at both ends."""
        return self._agenda.step(question_id, by)

    def _look_anew(self) -> None:
        with self._guard:
            self._result = Result(self.bank, self._result.assessment)
        self.show_only(EVERYTHING)

    # -- saving ----------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Put everything unsaved on disk, with one write. Blocks; safe to call from several threads.

        Raises:
            StoreError: the disk refused; what was typed is still here and goes along with the next save.
        """
        with self._saving:
            with self._guard:
                taken, assessment = dict(self._unsaved), self.assessment
            try:
                self._write(taken, assessment)
            except Exception as error:
                with self._guard:
                    self._fault = str(error)
                raise
            with self._guard:
                self._fault = ""
                self._saved_at = self._now()
                for question_id, answer in taken.items():
                    if self._unsaved.get(question_id) == answer:
                        del self._unsaved[question_id]

    def _write(self, answers: dict[str, Answer], assessment: Assessment) -> None:
        kept = self._file.assessment
        moved, set_up = assessment.position != kept.position, assessment.profile != kept.profile
        parked = assessment.parked != kept.parked
        if not (answers or moved or set_up or parked):
            return
        with self._file.together():
            if answers:
                self._file.record(answers.values())
            if set_up:
                self._file.change_profile(assessment.profile)
            if parked:
                self._file.keep_parked(assessment.parked)
            if moved:
                self._file.keep_position(assessment.position)
