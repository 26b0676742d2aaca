"""An assessment while somebody works on it: what was typed, what is on disk, and whether the two agree.

The screen changes the session; a worker thread saves it. The session is the one owner of unsaved answers, so that
nothing typed is lost when a save fails and nothing is called saved before it is on disk.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from questionnaires.model import Bank
from wizard.core.answers import Answer
from wizard.core.assessment import Assessment, Result
from wizard.core.links import Offer, offer_for, take_over
from wizard.store.repository import AssessmentFile


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything is on disk: when it last was, and what went wrong since."""

    saved_at: datetime | None = None
    pending: int = 0
    fault: str = ""


class Session:
    """One opened assessment. ``change`` and ``move_to`` belong to the screen's thread, ``save`` to the worker's."""

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
        self._position = file.assessment.position
        self._result = Result(self.bank, file.assessment)
        for bank in self.banks:
            if self._position in bank.control_by_question:
                self._look_at(bank)
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
    def state(self) -> SaveState:
        """The truth about what is on disk."""
        with self._guard:
            return SaveState(self._saved_at, len(self._unsaved), self._fault)

    def change(self, answer: Answer) -> bool:
        """Take an answer as typed; returns whether it says anything new."""
        if answer == self.assessment.answer(answer.question):
            return False
        self._result = Result(self.bank, self.assessment.with_answer(answer))
        with self._guard:
            self._unsaved[answer.question] = answer
        return True

    def next_bank(self) -> None:
        """Turn to the next bank of the assessment, round and round: the matrix, then its lenses."""
        following = (self.banks.index(self.bank) + 1) % len(self.banks)
        self._look_at(self.banks[following])

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

    def _look_at(self, bank: Bank) -> None:
        self.bank = bank
        self._result = Result(bank, self._result.assessment)

    def move_to(self, question_id: str) -> None:
        """Remember where the user is; it goes to disk with the next save."""
        with self._guard:
            self._position = question_id

    def save(self) -> None:
        """Put everything unsaved on disk. Blocks; safe to call from several threads.

        Raises:
            StoreError: the disk refused; what was typed is still here and goes along with the next save.
        """
        with self._saving:
            with self._guard:
                taken, position = dict(self._unsaved), self._position
            try:
                if taken:
                    self._file.record(taken.values())
                if position != self._file.assessment.position:
                    self._file.keep_position(position)
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

    def first_question(self) -> str:
        """Where to begin: where the user last was, else the first open question, else the first one."""
        asked = self.result.asked
        if self._position in asked:
            return self._position
        return self.next_open("") or (asked[0] if asked else "")

    def next_open(self, question_id: str) -> str:
        """The next question without a status, going round at the end; empty when every question is answered."""
        asked = self.result.asked
        start = asked.index(question_id) + 1 if question_id in asked else 0
        round_trip = (*asked[start:], *asked[:start])
        answers = self.assessment
        return next((item for item in round_trip if answers.answer(item).status is None and item != question_id), "")

    def step(self, question_id: str, by: int) -> str:
        """The question so many places further on; stops at both ends."""
        asked = self.result.asked
        place = asked.index(question_id) if question_id in asked else 0
        return asked[min(max(place + by, 0), len(asked) - 1)] if asked else ""
