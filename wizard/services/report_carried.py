"""The rows of the report about what was carried over, and how each of these questions stands today."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from exports.carried import CarriedRow
from wizard.core.answers import Answer
from wizard.core.assessment import Result
from wizard.core.carrying import CarriedLine, carried_lines
from wizard.core.migration import Migration


def carried_rows(results: Sequence[Result]) -> tuple[CarriedRow, ...]:
    """Every question of every time that answers were carried over, the earliest first; ``results`` has the matrix first."""
    assessment = results[0].assessment
    titles = {
        question: control.title for result in results for question, control in result.bank.control_by_question.items()
    }
    return tuple(
        _row(number, migration, line, titles.get(line.row.new, ""))
        for number, migration in enumerate(assessment.migrations, start=1)
        for line in carried_lines(migration, assessment.answers)
    )


def _row(number: int, migration: Migration, line: CarriedLine, title: str) -> CarriedRow:
    kept = line.archived or Answer("")
    same = migration.before == migration.after
    return CarriedRow(
        number=number,
        at=migration.at.astimezone(UTC),
        source=migration.source,
        versions=migration.after if same else f"{migration.before} → {migration.after}",
        before=line.row.old,
        now=line.row.new,
        happened=line.what,
        reason=line.row.reason,
        title=title,
        status=line.today.status or "",
        look_again=line.today.review,
        archived_status=kept.status or "",
        ownership=kept.ownership or "",
        description=kept.description,
        responsibilities=kept.responsibilities,
        evidence=kept.evidence,
        action=kept.remediation.action,
        owner=kept.remediation.owner,
        note="\n".join(_more(kept)),
    )


def _more(kept: Answer) -> Iterator[str]:
    """What an archived answer says beside what has a column of its own."""
    plan, risk = kept.remediation, kept.accepted_risk
    yield from filter(None, (kept.note,))
    if plan.due or plan.effort:
        yield ", ".join(filter(None, (f"due {plan.due}" if plan.due else "", f"effort {plan.effort or ''}".strip())))
    if risk:
        yield f"risk accepted until {risk.until}: {risk.reason}"
    said = (kept.respondent, kept.method, f"{kept.confidence} confidence" if kept.confidence else "")
    if any(said):
        yield f"said by: {', '.join(filter(None, said))}"
