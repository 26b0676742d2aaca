"""What can be done about a gap, wherever it is listed: plan it, accept its risk, take that back, hand it all over."""

from dataclasses import replace
from datetime import UTC, date, datetime

from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.screens.plan import PlanScreen
from wizard.app.screens.risk import RiskDecision, RiskScreen
from wizard.core.answers import Answer, Remediation
from wizard.core.gap_list import GapLine, owners_used
from wizard.services.session import Session
from wizard.store.repository import Repository


class PlanningScreen(AssessmentScreen):
    """Changes the plans of the session; the screen that lists the gaps says which one is meant and shows what came of it."""

    def __init__(self, session: Session, repository: Repository, today: date | None = None) -> None:
        super().__init__(session, repository)
        self.today = today or datetime.now(UTC).astimezone().date()

    @property
    def line(self) -> GapLine | None:
        """The gap under the cursor."""
        raise NotImplementedError

    def show_changed(self, question: str) -> None:
        """Called when the answer to a question is another one."""
        raise NotImplementedError

    # -- planning --------------------------------------------------------------------------------------------------

    def action_plan(self) -> None:
        """Plan the gap under the cursor."""
        line = self.line
        if line:
            assessment = self.session.assessment
            owners = owners_used(assessment.answers.values())
            self.app.push_screen(
                PlanScreen(line, assessment.profile.roles, owners, self.today),
                lambda plan: self._planned(line.question, plan),
            )

    def _planned(self, question: str, plan: Remediation | None) -> None:
        if plan is not None:
            self._keep(replace(self.session.assessment.answer(question), remediation=plan))

    def action_accept_risk(self) -> None:
        """Accept the risk of the gap under the cursor, or withdraw that."""
        line = self.line
        if line:
            self.app.push_screen(RiskScreen(line, self.today), lambda decision: self._decided(line.question, decision))

    def _decided(self, question: str, decision: RiskDecision | None) -> None:
        if decision is not None:
            self._keep(replace(self.session.assessment.answer(question), accepted_risk=decision.risk))

    def take_typed(self) -> None:
        """Take the plan that is being typed, when the wizard is left in the middle of it."""
        for screen in self.app.screen_stack:
            if isinstance(screen, PlanScreen) and screen.is_mounted:
                question = screen.line.question
                self._keep(replace(self.session.assessment.answer(question), remediation=screen.typed))

    def _keep(self, answer: Answer) -> None:
        if self.session.change(answer):
            self.session.end_typing()
            self.show_changed(answer.question)
            self.save_now()

    def action_undo(self) -> None:
        """Take the last change back."""
        self._went_back(self.session.undo(), "Taken back", "Nothing to take back.")

    def action_redo(self) -> None:
        """Make the last change again that was taken back."""
        self._went_back(self.session.redo(), "Done again", "Nothing was taken back.")

    def _went_back(self, question: str, words: str, nothing: str) -> None:
        if question:
            self.show_changed(question)
            self.save_now()
        self.notify(f"{words}: {question}" if question else nothing, timeout=3)
