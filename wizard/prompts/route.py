"""The way through the questions: onwards, back, past those that were skipped."""

from wizard.core.agenda import State
from wizard.services.session import Session


class Route:
    """Where the person is and where they came from.

    A move returns the question to go to; an empty text where there is none. ``looking_again`` says that these are answers
    that were carried over and want another look.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._agenda = session.agenda
        self.looking_again = State.REVIEW in session.wanted.states
        self.here = session.first_question()
        self.reviewing = not any(map(self.is_open, self.questions))
        if self.reviewing and self.here == self.questions[-1]:
            self.here = self.questions[0]
        self._visited: list[str] = []
        self._skipped: set[str] = set()

    @property
    def questions(self) -> tuple[str, ...]:
        """All questions in order."""
        return self._agenda.questions

    @property
    def skipped(self) -> int:
        """How many questions were skipped and are still open."""
        return sum(map(self.is_open, self._skipped))

    def is_open(self, question_id: str) -> bool:
        """Whether a question has no status; where answers are looked at again, whether that is still to be done."""
        answer = self._session.assessment.answer(question_id)
        return bool(answer.review) if self.looking_again else answer.status is None

    def jump(self, question_id: str) -> str:
        """To a question by its id; nowhere where it is not one of these."""
        return self._leave_for(question_id) if question_id in self._agenda.places else ""

    def skip(self) -> str:
        """Past this question: an open one is left for later, after an answered one comes the next in order."""
        if self.is_open(self.here):
            self._skipped.add(self.here)
            return self.onwards()
        following = self._agenda.step(self.here, 1)
        return self._leave_for(following) if following != self.here else self.onwards()

    def onwards(self) -> str:
        """To the next open question that was not skipped; to the next of all where all were answered before."""
        if self.reviewing:
            following = self._agenda.step(self.here, 1)
            return self._leave_for(following) if following != self.here else ""
        place = self._agenda.places[self.here] + 1
        ahead = (*self.questions[place:], *self.questions[:place])
        waiting = (item for item in ahead if self.is_open(item) and item not in self._skipped)
        following = next(waiting, "")
        return self._leave_for(following) if following else ""

    def back(self) -> str:
        """To the question before; nowhere at the first one."""
        if self._visited:
            return self._visited.pop()
        former = self._agenda.step(self.here, -1)
        return former if former != self.here else ""

    def once_more(self) -> str:
        """To the first of the skipped questions, which are not skipped any more."""
        self._skipped.clear()
        return next(filter(self.is_open, self.questions), "")

    def _leave_for(self, question_id: str) -> str:
        self._visited.append(self.here)
        return question_id
