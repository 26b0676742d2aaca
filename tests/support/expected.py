"""What an assessment must come to: the design's text worked out a second time, from statuses and the facts of a bank.

Nothing in here asks the program's own core.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from questionnaires.model import Bank, Control

CREDITS = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4, "no": 0.0}
PHASES = ("prototype", "production", "scale")
LAYERS = ("infrastructure", "identity & data", "AI application", "governance")
WORST_FIRST = ("no", "open", "partial", "yes-gaps", "yes", "na")
URGENCIES = {3: "blocker now", 2: "blocks the next phase", 1: "later"}
COUNTED = {
    "Yes": "yes",
    "Yes, with gaps": "yes-gaps",
    "Partial": "partial",
    "No": "no",
    "Not applicable": "na",
    "Open": "",
}
"""The heading above the number of questions with a status."""
THREAT_WORDS = {
    "model-service-failure-malfunctioning": "model or service failure",
    "insecure-apps-plugins": "insecure apps and plugins",
    "loss-of-governance-compliance": "loss of governance or compliance",
}
"""The threat categories whose words are more than the AICM's without dashes."""


def threat_words(category: str) -> str:
    """A threat category of the AICM in words."""
    return THREAT_WORDS.get(category, category.replace("-", " "))


@dataclass(frozen=True)
class Expected:
    """An assessment of one bank; questions without a status are missing in ``statuses``."""

    bank: Bank
    statuses: Mapping[str, str]
    roles: Sequence[str]
    phase: str
    target: str
    use_case: str

    @cached_property
    def asked(self) -> list[str]:
        """The questions that the scope reaches, in the order of the bank."""
        return [
            question
            for control in self.bank.controls.values()
            for question in control.marks.question_ids
            if any(self.holds(role, control) for role in self.roles)
            and PHASES.index(control.marks.phase) <= PHASES.index(self.target)
            and self.use_case in control.marks.use_cases
        ]

    @staticmethod
    def holds(role: str, control: Control) -> bool:
        """Whether the ownership column of the role's own layer gives it a part, is silent, or speaks of everybody."""
        code = next(code for owner, code in control.marks.owners.items() if owner == role)
        return code in ("", "all") or role in code.split("-")

    def control(self, question: str) -> Control:
        """The control of a question."""
        return self.bank.control_by_question[question]

    def weight(self, question: str) -> int:
        """3 for baseline and AI-specific controls, 2 for the prototype phase, 1 for the rest."""
        marks = self.control(question).marks
        if marks.baseline or str(marks.type) == "AI-specific":
            return 3
        return 2 if marks.phase == "prototype" else 1

    def status(self, question: str) -> str:
        """The status of a question, empty while it is open."""
        return self.statuses.get(question, "")

    def where(self, domain: str = "", layer: str = "", phase: str = "", role: str = "") -> list[str]:
        """The asked questions of a domain, a layer, a phase, of those that a role holds a part of."""
        return [
            question
            for question in self.asked
            if domain in ("", self.control(question).marks.domain_code)
            and layer in ("", self.control(question).marks.layer)
            and phase in ("", self.control(question).marks.phase)
            and (not role or self.holds(role, self.control(question)))
        ]

    def scores(self, questions: Iterable[str]) -> tuple[float | None, float | None]:
        """The assessed and the posture score."""
        weights = {question: self.weight(question) for question in questions if self.status(question) != "na"}
        points = sum(weight * CREDITS.get(self.status(question), 0) for question, weight in weights.items())
        answered, everything = sum(w for q, w in weights.items() if self.status(q)), sum(weights.values())
        return (100 * points / answered if answered else None, 100 * points / everything if everything else None)

    def line(self, questions: Sequence[str]) -> dict[str, float | None]:
        """Counts and scores under the headings of the book."""
        statuses = [self.status(question) for question in questions]
        assessed, posture = self.scores(questions)
        return {
            "Asked": len(statuses),
            "Answered": sum(bool(status) for status in statuses),
            **{heading: statuses.count(status) for heading, status in COUNTED.items()},
            "Assessed score": assessed,
            "Posture score": posture,
        }

    def readiness(self, phase: str) -> tuple[float | None, int, int]:
        """The share of the phase's questions (and of those before) that block nothing; how many count, and are ready."""
        reached = PHASES[: PHASES.index(phase) + 1]
        statuses = [self.status(question) for question in self.asked if self.control(question).marks.phase in reached]
        counted = [status for status in statuses if status != "na"]
        ready = sum(CREDITS.get(status, 0) >= 0.8 for status in counted)
        return (100 * ready / len(counted) if counted else None, len(counted), ready)

    def urgency(self, question: str) -> int:
        """3 up to the current phase, 2 up to the target, 1 later."""
        place = PHASES.index(self.control(question).marks.phase)
        if place <= PHASES.index(self.phase):
            return 3
        return 2 if place <= PHASES.index(self.target) else 1

    def priority(self, question: str) -> float:
        """Weight times missing credit times urgency; nothing is missing where a question is not applicable."""
        missing = 0 if self.status(question) == "na" else 1 - CREDITS.get(self.status(question), 0)
        return round(self.weight(question) * missing * self.urgency(question), 9)

    @cached_property
    def gaps(self) -> list[str]:
        """The questions with less than full credit by rank; ties go to more threat categories, then by id."""
        open_ones = [question for question in self.asked if self.priority(question) > 0]
        return sorted(open_ones, key=lambda q: (-self.priority(q), -len(self.control(q).facts.threats), q))

    def against(self, category: str) -> list[str]:
        """The controls against a threat category of the AICM."""
        controls = self.bank.controls.values()
        return [control.id for control in controls if category in {threat_words(t) for t in control.facts.threats}]

    def of_control(self, control: str) -> list[str]:
        """The statuses of a control's asked questions, open ones as ``open``."""
        return self._words.get(control, [])

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = {}
        for question in self.asked:
            words.setdefault(self.control(question).marks.id, []).append(self.status(question) or "open")
        return words

    def standing(self, control: str) -> str:
        """How a control stands."""
        words = self.of_control(control)
        found = {*words} - {"na"}
        if not words:
            held = any(self.holds(role, self.bank.controls[control]) for role in self.roles)
            return "out of scope" if held else "another party's"
        if not found:
            return "not applicable"
        if found <= {"yes", "yes-gaps"}:
            return "stands"
        if found == {"open"}:
            return "open"
        return "missing" if found <= {"no", "open"} else "stands partly"

    def worst(self, controls: Iterable[str]) -> str:
        """The worst answer among some controls."""
        found = {word for control in controls for word in self.of_control(control)}
        return next((word for word in WORST_FIRST if word in found), "")

    def control_score(self, control: str) -> float | None:
        """The mean of its answered questions."""
        credits_ = [CREDITS[word] for word in self.of_control(control) if word in CREDITS]
        return 100 * sum(credits_) / len(credits_) if credits_ else None

    def credit(self, control: str) -> float | None:
        """The mean of its questions that count, open ones with nothing."""
        credits_ = [CREDITS.get(word, 0.0) for word in self.of_control(control) if word != "na"]
        return sum(credits_) / len(credits_) if credits_ else None

    def against_technique(self, technique: str) -> list[str]:
        """The controls that mitigate a technique."""
        controls = self.bank.controls.values()
        return [control.id for control in controls if technique in control.facts.techniques]

    def exposure(self, technique: str) -> float | None:
        """What the counted controls leave open; nothing where there are none."""
        credits_ = [credit for credit in map(self.credit, self.against_technique(technique)) if credit is not None]
        return sum(1 - credit for credit in credits_) / len(credits_) if credits_ else None

    @cached_property
    def at_best(self) -> "Expected":
        """The same with every open question answered with yes."""
        return replace(self, statuses={question: self.status(question) or "yes" for question in self.asked})

    @cached_property
    def exposures(self) -> dict[str, float]:
        """Of all techniques that have one."""
        found = {technique: self.exposure(technique) for technique in self.bank.techniques}
        return {technique: figure for technique, figure in found.items() if figure is not None}

    def level(self, technique: str) -> str:
        """The exposure in words."""
        figure = self.exposure(technique)
        if figure is None:
            return "no control of yours"
        ways = [self.standing(control) for control in self.against_technique(technique)]
        known = sum(way in ("stands", "stands partly", "missing") for way in ways)
        if known <= ways.count("open"):
            return "unknown"
        return ("low", "moderate", "high", "very high", "very high")[int(round(4 * figure, 6))]

    def falls(self, control: str) -> float | None:
        """By how much the mean exposure falls once the control stands in full."""
        credit = self.credit(control)
        techniques = self.bank.controls[control].facts.techniques
        if credit is None or not techniques:
            return None
        shares = [1 / self.coverage(self.against_technique(technique))[1] for technique in techniques]
        return (1 - credit) * sum(shares) / len(self.exposures)

    def support(self, controls: Iterable[str]) -> str:
        """How the answers support what some controls are mapped to."""
        controls = list(controls)
        counts, counted, _ = self.coverage(controls)
        ways = {way for way, count in counts.items() if count}
        if counted > counts["stands"] >= counted * 3 / 4:
            return "mostly supported"
        if len(ways) < 2:
            words = {"stands": "supported", "stands partly": "weak", "missing": "not supported", "open": "open"}
            return words[ways.pop()] if ways else "outside the scope"
        return "not supported" if ways == {"missing", "open"} else "weak"

    def coverage(self, controls: Iterable[str]) -> tuple[dict[str, int], int, float | None]:
        """How many controls stand in each way, how many count, and the share of these that stand."""
        ways = [self.standing(control) for control in controls]
        counts = {way: ways.count(way) for way in ("stands", "stands partly", "missing", "open")}
        counted = sum(counts.values())
        return counts, counted, 100 * counts["stands"] / counted if counted else None
