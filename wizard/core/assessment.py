"""An assessment as one value: profile, answers, and everything that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from questionnaires.model import Bank
from questionnaires.vocabulary import Layer, Phase
from wizard.core.answers import Answer, Change, Parked
from wizard.core.gaps import Gap, rank_gaps
from wizard.core.migration import Migrations
from wizard.core.milestones import Milestones
from wizard.core.profile import Created, Profile
from wizard.core.rules import Finding, check_all
from wizard.core.scope import ScopeEntry, asked_questions, scope_ledger
from wizard.core.scoring import Readiness, Score, readiness, score, score_by_domain, score_by_layer, score_by_phase


@dataclass(frozen=True)
class Assessment:
    """What the store keeps: set-up, answers by id, history, last place, parking lot, milestones, what was carried over.

    Everything derived is computed once, when it is first asked for; the value never changes.
    """

    profile: Profile
    created: Created
    answers: Mapping[str, Answer] = field(default_factory=dict)
    history: tuple[Change, ...] = ()
    position: str = ""
    parked: tuple[Parked, ...] = ()
    milestones: Milestones = ()
    migrations: Migrations = ()

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where nothing was said."""
        return self.answers.get(question_id) or Answer(question_id)

    def with_answer(self, answer: Answer) -> "Assessment":
        """The assessment with one answer replaced."""
        return replace(self, answers={**self.answers, answer.question: answer})


@dataclass(frozen=True)
class Result:
    """What an assessment comes to against a bank: scope, scores, readiness, gaps and findings."""

    bank: Bank
    assessment: Assessment

    def with_answer(self, answer: Answer) -> "Result":
        """The result with one answer replaced; the scope stays, because it does not depend on answers."""
        return self._carried(Result(self.bank, self.assessment.with_answer(answer)), ("ledger", "asked"))

    def of(self, assessment: Assessment) -> "Result":
        """What another state of the assessment comes to; the scope stays where the set-up asks the same questions."""
        other = Result(self.bank, assessment)
        ours, theirs = self.assessment.profile, assessment.profile
        alike = all(getattr(ours, name) == getattr(theirs, name) for name in ("roles", "target_phase", "use_case"))
        return self._carried(other, ("ledger", "asked")) if alike else other

    def at(self, question_id: str) -> "Result":
        """The result with another position; everything that was worked out stays."""
        known = tuple(name for name in self.__dict__ if name not in ("bank", "assessment"))
        return self._carried(Result(self.bank, replace(self.assessment, position=question_id)), known)

    def _carried(self, following: "Result", names: tuple[str, ...]) -> "Result":
        following.__dict__.update({name: self.__dict__[name] for name in names if name in self.__dict__})
        return following

    @cached_property
    def ledger(self) -> tuple[ScopeEntry, ...]:
        """The scope ledger of all questions."""
        return scope_ledger(self.bank, self.assessment.profile)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The asked questions, in the order of the bank."""
        return asked_questions(self.ledger)

    @cached_property
    def score(self) -> Score:
        """The score over all asked questions."""
        return score(self.bank, self.asked, self.assessment.answers)

    @cached_property
    def domains(self) -> Mapping[str, Score]:
        """A score for each domain."""
        return score_by_domain(self.bank, self.asked, self.assessment.answers)

    @cached_property
    def layers(self) -> Mapping[Layer, Score]:
        """A score for each layer."""
        return score_by_layer(self.bank, self.asked, self.assessment.answers)

    @cached_property
    def phases(self) -> Mapping[Phase, Score]:
        """A score for each phase's own questions."""
        return score_by_phase(self.bank, self.asked, self.assessment.answers)

    @cached_property
    def readiness(self) -> Mapping[Phase, Readiness]:
        """The readiness for each phase."""
        return readiness(self.bank, self.asked, self.assessment.answers, self.assessment.profile.target_phase)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The ranked gaps."""
        return rank_gaps(self.bank, self.assessment.profile, self.asked, self.assessment.answers)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The decision rules over all asked questions."""
        return check_all(self.asked, self.assessment.answers, self.assessment.profile.roles)
