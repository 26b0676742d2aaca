"""The Roadmap sheet: work packages in order, what they change, and what chosen ones come to.

Packages, their order and their dates are those of the export. What they still hold, how far posture and readiness rise, and
what the chosen ones come to follow the statuses on the sheet Answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exports.insights.plan import PackageRow, PhaseRow
from exports.plan_words import again, due_dates, hopes, not_answered, owners, planned_too_early, threats, workers
from exports.report import Report
from exports.rows import ScoreRow
from exports.words import OPEN
from exports.workbook.answers import BASELINE, BASELINE_WORD, PACKAGE, STATUS_NOW
from exports.workbook.paper import Paper
from exports.workbook.scores import Scored, readiness_counts, readiness_share
from exports.workbook.tables import Column, Here, Look, TableSheet

TODAY, CHOSEN, CHOOSE, CHOICE = "Today", "With the chosen packages", "Choose", "x"
"""The first two rows; the column in which packages are chosen, and what is typed there."""
_NUMBER, _DAYS, _LEFT, _RISES, _POSTURE = "No.", "Days of work", "Not in place now", "Posture rises by", "Posture then"
_STILL = "Still needs"
_BASELINE = "Baseline"
_SETTLED = ("yes", "yes-gaps", "na")
_Part = PackageRow | PhaseRow | ScoreRow | str
"""A row of the road: a package, a phase, a score of the baseline, or a word that stands for today or for what is chosen."""


def packages_sheet(paper: Paper, report: Report, answers: TableSheet) -> TableSheet:
    """The work packages by phase, ready to be written."""
    plan = report.insights.plan
    rows: list[_Part] = [TODAY, CHOSEN, *plan.baseline, *(package for package in plan.packages if package.open)]
    for phase in plan.phases:
        rows += [phase, *(row for row in plan.packages if row.phase == phase.phase and not row.open)]
    road = _Road(report, answers, len(rows) + 1)
    choose = Column(CHOOSE, 8, "plain", lambda _: "", is_input=True, choices=(CHOICE,))
    columns = (
        Column(_NUMBER, 6, "number", _of(PackageRow, "number")),
        Column("Phase", 11, "plain", _of(PackageRow | PhaseRow, "phase")),
        Column("Package", 28, "text", _title),
        choose,
        Column("Rough work", 16, "text", _effort, road.effort),
        Column("Begins", 11, "date", _of(PackageRow | PhaseRow, "begins")),
        Column("Ends", 11, "date", _of(PackageRow | PhaseRow, "ends")),
        Column(_LEFT, 8, "number", road.left, road.left_formula),
        Column("Of these not answered", 9, "number", road.unanswered, road.unanswered_formula),
        Column(_RISES, 9, "change", _of(PackageRow, "rises"), road.rises),
        Column(_POSTURE, 9, "decimal", road.posture, road.posture_formula),
        *(
            Column(f"Ready for {phase} then, in %", 11, "decimal", road.ready(phase), road.ready_formula(phase))
            for phase in road.phases
        ),
        Column("Needs before it", 10, "text", road.needs),
        Column(_STILL, 10, "text", road.still, road.still_formula),
        Column("Planned due dates", 24, "text", road.planned),
        Column("Owners", 18, "text", _of_package(owners)),
        Column("Assess again", 24, "text", lambda row: again(row) if isinstance(row, PhaseRow) else ""),
        Column("What is done", 44, "text", road.what),
        Column("Why", 60, "text", lambda row: row.why if isinstance(row, PackageRow) else ""),
        Column("What changes in the threats", 70, "text", road.threats),
        Column(_DAYS, 8, "decimal", _of(PackageRow, "days")),
    )
    look = Look(
        title="The road ahead: work packages in order, what they change, and what the chosen ones come to.",
        fixed=4,
        printed="Assess again",
        bars=(_POSTURE,),
    )
    return TableSheet(paper, "Roadmap", columns, rows, look)


@dataclass(frozen=True)
class _Road:
    """What the cells of the packages come to, as values and as formulas; ``last`` is the last row of the sheet."""

    report: Report
    answers: TableSheet
    last: int

    @cached_property
    def phases(self) -> tuple[str, ...]:
        """The phases up to the target."""
        return tuple(phase.phase for phase in self.report.insights.plan.phases)

    @cached_property
    def _statuses(self) -> Mapping[str, str]:
        return {answer.question: answer.status for answer in self.report.answers}

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {package.key: package.number for package in self.report.insights.plan.packages}

    @cached_property
    def _still_left(self) -> frozenset[str]:
        return frozenset(row.key for row in self.report.insights.plan.packages if self.left(row))

    def _questions(self, row: _Part) -> tuple[str, ...]:
        if isinstance(row, PackageRow):
            return row.questions
        if isinstance(row, PhaseRow):
            return tuple(answer.question for answer in self.report.answers if answer.phase == row.phase)
        return ()

    def needs(self, row: _Part) -> str:
        """The numbers of the packages that come before."""
        return ", ".join(str(self._numbers[key]) for key in row.needs) if isinstance(row, PackageRow) else ""

    def still(self, row: _Part) -> str:
        """The numbers of those among them that are not done; none is chosen."""
        needs = row.needs if isinstance(row, PackageRow) else ()
        return " ".join(str(self._numbers[key]) for key in needs if key in self._still_left)

    def still_formula(self, row: _Part, here: Here) -> str:
        """Those that are neither done nor chosen."""
        if not isinstance(row, PackageRow) or not row.needs:
            return ""
        numbers, left, chosen = (self._column(here, heading) for heading in (_NUMBER, _LEFT, CHOOSE))
        parts = (
            f'IF(SUMIFS({left},{numbers},{n})*(COUNTIFS({numbers},{n},{chosen},"{CHOICE}")=0)>0," {n}","")'
            for n in map(self._numbers.__getitem__, row.needs)
        )
        return f"=TRIM({'&'.join(parts)})"

    def what(self, row: _Part) -> str:
        """What is done in a package; what there is to know about another row."""
        plan = self.report.insights.plan
        if row == TODAY:
            people = f"Dates: {workers(plan.people)}. Rough work: one person."
            return " ".join(filter(None, (people, hopes(plan))))
        if isinstance(row, PhaseRow):
            accepted = f"{row.accepted} more in this phase: risk accepted." if row.accepted else ""
            adds = f"{row.adds[:1].upper()}{row.adds[1:]}."
            return " ".join(filter(None, (adds, not_answered(row), accepted)))
        if isinstance(row, ScoreRow):
            return f"First posture, from {row.asked} baseline questions."
        return (
            row.what if isinstance(row, PackageRow) else f"Type {CHOICE} under {CHOOSE} beside packages to see it here."
        )

    def planned(self, row: _Part) -> str:
        """The planned due dates of a package; beside today, how many of all the plan misses."""
        if isinstance(row, PackageRow):
            return due_dates(row)
        return planned_too_early(self.report.insights.plan) if row == TODAY else ""

    def threats(self, row: _Part) -> str:
        """What changes in the threats in a phase."""
        if not isinstance(row, PhaseRow):
            return ""
        return "\n".join((f"{threats(row, self.report.insights.plan)}:", *row.threats))

    def left(self, row: _Part) -> int | None:
        """How many questions of a package or phase are not in place."""
        if isinstance(row, str | ScoreRow):
            return None
        return sum(self._statuses[question] not in _SETTLED for question in self._questions(row))

    def unanswered(self, row: _Part) -> int | None:
        """How many of them nobody has answered."""
        if isinstance(row, str | ScoreRow):
            return None
        return sum(not self._statuses[question] for question in self._questions(row))

    def posture(self, row: _Part) -> float | None:
        """The posture score after a package and all before it; today's where none is chosen."""
        if isinstance(row, PackageRow | ScoreRow):
            return row.posture
        return self.report.total.posture if isinstance(row, str) else None

    def ready(self, phase: str) -> Callable[[_Part], float | None]:
        """How ready a phase is after a package and all before it; today where none is chosen."""
        today = next((row.share for row in self.report.readiness if row.phase == phase), None)

        def value(row: _Part) -> float | None:
            if isinstance(row, PackageRow):
                return row.readiness[phase]
            return today if isinstance(row, str) else None

        return value

    def _of_row(self, row: _Part, here: Here) -> str:
        """The condition that chooses the questions of a package or phase on the sheet of the answers."""
        heading, own = (PACKAGE, _NUMBER) if isinstance(row, PackageRow) else ("Phase", "Phase")
        return f"{self.answers.range(heading)},{here(own)}"

    def _column(self, here: Here, heading: str) -> str:
        letter = here(heading).rstrip("0123456789")
        return f"${letter}$2:${letter}${self.last}"

    def _so_far(self, row: _Part, here: Here) -> str:
        """The condition that chooses a package and all before it, or the chosen packages."""
        number = self._column(here, _NUMBER)
        if isinstance(row, PackageRow):
            return f'{number},"<="&{here(_NUMBER)}'
        return f'{number},">0",{self._column(here, CHOOSE)},"{CHOICE}"'

    def left_formula(self, row: _Part, here: Here) -> str:
        """How many questions are not in place."""
        ready = self.answers.range("Ready")
        return "" if isinstance(row, str | ScoreRow) else f"=COUNTIFS({self._of_row(row, here)},{ready},0)"

    def unanswered_formula(self, row: _Part, here: Here) -> str:
        """How many of them nobody has answered."""
        condition = f'{self.answers.range(STATUS_NOW)},"{OPEN}"'
        return "" if isinstance(row, str | ScoreRow) else f"=COUNTIFS({self._of_row(row, here)},{condition})"

    def rises(self, row: _Part, here: Here) -> str:
        """The points that are missing in a package, of those that all questions come to."""
        if not isinstance(row, PackageRow):
            return ""
        own, whole = self._of_row(row, here), self.answers.range("Posture weight")
        missing = f"SUMIFS({whole},{own})-SUMIFS({self.answers.range('Points')},{own})"
        return f"=IF(SUM({whole})=0,0,100*({missing})/SUM({whole}))"

    def posture_formula(self, row: _Part, here: Here) -> str:
        """Today's posture, and what the packages add."""
        if isinstance(row, ScoreRow):
            where = {BASELINE: BASELINE_WORD} | ({} if row.key == "all" else {"Layer": row.key})
            return Scored(self.answers, where).posture
        today = Scored(self.answers, {}).posture
        if isinstance(row, PhaseRow) or row == TODAY:
            return today if row == TODAY else ""
        added = f"SUMIFS({self._column(here, _RISES)},{self._so_far(row, here)})"
        points, whole = (f"SUM({self.answers.range(heading)})" for heading in ("Points", "Posture weight"))
        return f'=IF({whole}=0,"",100*{points}/{whole}+{added})'

    def ready_formula(self, phase: str) -> Callable[[_Part, Here], str]:
        """What is in place today, and what the packages add."""
        reached = self.phases[: self.phases.index(phase) + 1]

        def formula(row: _Part, here: Here) -> str:
            if isinstance(row, PhaseRow | ScoreRow) or row == TODAY:
                return readiness_share(self.answers, phase) if row == TODAY else ""
            left, so_far = self._column(here, _LEFT), self._so_far(row, here)
            if reached == self.phases:  # then all questions count, which is a much shorter formula
                own = self.answers.range("Ready")
                counted, ready, added = f"COUNT({own})", f"SUM({own})", f"SUMIFS({left},{so_far})"
            else:
                counted, ready = readiness_counts(self.answers, phase)
                phases = self._column(here, "Phase")
                added = "+".join(f'SUMIFS({left},{phases},"{name}",{so_far})' for name in reached)
            return f'=IF({counted}=0,"",100*({ready}+{added})/{counted})'

        return formula

    def effort(self, row: _Part, here: Here) -> str:
        """The days of the chosen packages, in words."""
        days = f"SUMIFS({self._column(here, _DAYS)},{self._so_far(row, here)})"
        return f'=ROUND({days},0)&" working days"' if row == CHOSEN else ""


def _of(kind: Any, name: str) -> Callable[[_Part], object]:
    """A field of the rows of a kind; nothing for others."""
    return lambda row: getattr(row, name) if isinstance(row, kind) else None


def _of_package(words: Callable[[PackageRow], str]) -> Callable[[_Part], str]:
    """Words about a package; nothing for other rows."""
    return lambda row: words(row) if isinstance(row, PackageRow) else ""


def _title(row: _Part) -> str:
    if isinstance(row, PackageRow):
        return row.title
    if isinstance(row, ScoreRow):
        return f"{_BASELINE}: {row.title}"
    return f"All of {row.phase}" if isinstance(row, PhaseRow) else row


def _effort(row: _Part) -> str:
    if isinstance(row, str):
        return "0 working days" if row == CHOSEN else ""
    return "" if isinstance(row, ScoreRow) else row.effort
