"""Looking again at answers that were carried over: one key keeps an answer, another goes to the next, a third tells of all."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from wizard.app.drawn_at_once import drawn_at_once
from wizard.app.screens.answering import AnsweringScreen
from wizard.core.agenda import EVERYTHING, QuestionFilter, State
from wizard.core.assessment import Result
from wizard.core.carrying import still_true, to_review

_TO_REVIEW = QuestionFilter(states=frozenset({State.REVIEW}))


class ReviewingScreen(AnsweringScreen):
    """What can be done to an answer that wants another look; the subclass shows the questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "K",
            "still_true",
            "Still true",
            tooltip="Keep the answer that was carried over: it is still true. Goes on to the next one to look at again.",
        ),
        Binding(
            "U",
            "look_again",
            "Look again",
            show=False,
            tooltip="Go to the next answer that was carried over and wants another look.",
        ),
        Binding(
            "C",
            "carried",
            "Carried over",
            show=False,
            tooltip="See what was carried over from an earlier assessment or questionnaire, and what became of it.",
        ),
    ]
    _carried_at = ""
    _came_from_carried = False

    # -- what the subclass does ------------------------------------------------------------------------------------

    def show_only(self, wanted: QuestionFilter) -> None:
        """Choose which questions are shown."""
        raise NotImplementedError

    def open_question(self, question_id: str) -> None:
        """Show a question of any bank of the assessment."""
        raise NotImplementedError

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer can be kept as it is only where it wants another look."""
        if action == "still_true":
            return bool(self.question) and bool(self.answer.review)
        return super().check_action(action, parameters)

    async def action_still_true(self) -> None:
        """Keep the answer as it is, and go on to the next one to look at again."""
        async with drawn_at_once(self):
            self.take_typed()
            self.answer_and_go_on(still_true(self.answer))

    def action_look_again(self) -> None:
        """Go to the next answer to look at again: in this view, else among all."""
        self.take_typed()
        following = self.session.next_to_review(self.question)
        if following:
            self.show_question(following)
        elif self.question and self.answer.review:
            self.notify("This is the last answer to look at again here. K keeps it, a status gives another.")
        elif to_review(self.session.result):
            self.show_only(_TO_REVIEW)
        else:
            self.notify(self._nothing_here())

    def action_carried(self) -> None:
        """Show the report of what was carried over."""
        from wizard.app.screens.carried import CarriedScreen  # noqa: PLC0415  (only when somebody looks)

        self.take_typed()
        self.app.push_screen(CarriedScreen(self.session, self._carried_at), self._chosen_there)

    def _chosen_there(self, question_id: str | None) -> None:
        if question_id:
            self._carried_at = question_id
            self.open_question(question_id)
            self._came_from_carried = self.question == question_id

    def back_to_carried(self) -> bool:
        """Go back to the report where it led here; returns whether it did."""
        led, self._came_from_carried = self._came_from_carried, False
        if led:
            self.action_carried()
        return led

    # -- going on --------------------------------------------------------------------------------------------------

    def following(self, *, looking_again: bool) -> str:
        """Where answering leads: to the next open question, or first to the next answer to look at again."""
        again = looking_again or State.REVIEW in self.session.wanted.states
        waiting = self.session.next_to_review(self.question) if again else ""
        return waiting or self.session.next_open(self.question)

    def end_words(self) -> str:
        """What comes next where no question of the view is open."""
        wanted, left = self.session.wanted, len(to_review(self.session.result))
        answers = "1 answer wants" if left == 1 else f"{left} answers want"
        offer = f" {answers} another look: U goes to the next one." if left else ""
        if State.REVIEW in wanted.states and not self._left_in_view():
            return "Every answer of this view has been looked at again. V shows all questions."
        if wanted != EVERYTHING:
            return f"Nothing is left to answer in this view ({wanted.words}). V shows all.{offer}"
        return f"Every question is answered.{offer or ' 2 shows the results, 3 the gaps, x exports.'}"

    def _left_in_view(self) -> int:
        return sum(bool(self.session.assessment.answer(item).review) for item in self.session.agenda.questions)

    def _nothing_here(self) -> str:
        for bank in self.session.banks:
            left = len(to_review(Result(bank, self.session.assessment))) if bank is not self.session.bank else 0
            if left:
                return f"Nothing waits for another look here; l leads to {bank.title}, where {left} answers do."
        return "Nothing waits for another look."
