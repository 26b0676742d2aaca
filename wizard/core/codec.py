"""Answers, profiles and history as plain JSON values and back: the one form that the store, the exports and imports share.

Reading is strict: an unknown field or word is refused with its place and the nearest right one, so that nothing a file
says is silently dropped.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import (
    ANSWER_FIELDS,
    AcceptedRisk,
    Answer,
    Change,
    Confidence,
    Method,
    Parked,
    Remediation,
    SsrmOwnership,
    Status,
)
from wizard.core.milestones import Milestone, Milestones, clean_label, repeated_label
from wizard.core.parsing import JsonReader, parse_date, parse_time, parse_word
from wizard.core.profile import Profile, ordered_roles
from wizard.errors import DataError, InputError

_REMEDIATION_FIELDS = tuple(item.name for item in fields(Remediation))


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Every field of an answer; empty ones too, so that readers need not guess."""
    plan, risk = answer.remediation, answer.accepted_risk
    return {
        "question": answer.question,
        "status": answer.status,
        "ownership": answer.ownership,
        "description": answer.description,
        "responsibilities": answer.responsibilities,
        "evidence": list(answer.evidence),
        "remediation": {
            "action": plan.action,
            "owner": plan.owner,
            "due": plan.due.isoformat() if plan.due else None,
            "effort": plan.effort,
        },
        "accepted_risk": {"reason": risk.reason, "until": risk.until.isoformat()} if risk else None,
        "note": answer.note,
        "flagged": answer.flagged,
        "respondent": answer.respondent,
        "method": answer.method,
        "confidence": answer.confidence,
        "review": answer.review,
        "changed": answer.changed.isoformat() if answer.changed else None,
    }


def answer_from_json(data: Any, place: str) -> Answer:
    """An answer from its JSON object; fields may be missing. ``place`` says where in the file it stands.

    Raises:
        DataError: a field is unknown, of the wrong kind, or holds an unknown word.
    """
    reader = JsonReader(data, place)
    reader.only(ANSWER_FIELDS)
    remediation = data.get("remediation")
    plan = JsonReader({} if remediation is None else remediation, f"{place}.remediation")
    plan.only(_REMEDIATION_FIELDS)
    return Answer(
        question=reader.text("question"),
        status=reader.word("status", Status, "status"),
        ownership=reader.word("ownership", SsrmOwnership, "ownership value"),
        description=reader.text("description"),
        responsibilities=reader.text("responsibilities"),
        evidence=reader.texts("evidence"),
        remediation=Remediation(
            action=plan.text("action"),
            owner=plan.text("owner"),
            due=plan.parsed("due", lambda text: parse_date(text, "date")),
            effort=plan.word("effort", Effort, "effort"),
        ),
        accepted_risk=_accepted_risk(data.get("accepted_risk"), f"{place}.accepted_risk"),
        note=reader.text("note"),
        flagged=reader.flag("flagged"),
        respondent=reader.text("respondent"),
        method=reader.word("method", Method, "method"),
        confidence=reader.word("confidence", Confidence, "confidence"),
        review=reader.text("review"),
        changed=reader.parsed("changed", parse_time),
    )


def _accepted_risk(data: Any, place: str) -> AcceptedRisk | None:
    if data is None:
        return None
    reader = JsonReader(data, place)
    reader.only(("reason", "until"))
    reason, until = reader.text("reason"), reader.parsed("until", lambda text: parse_date(text, "date"))
    if not reason.strip() or until is None:
        raise DataError(f"{place}: a risk is accepted with a reason and the last day that it holds; one is missing")
    return AcceptedRisk(reason, until)


def parked_to_json(parked: Iterable[Parked]) -> list[dict[str, Any]]:
    """The parking lot: each topic with where and when it came up."""
    return [
        {"text": item.text, "question": item.question, "at": item.at.isoformat(), "done": item.done} for item in parked
    ]


def parked_from_json(data: Any, place: str) -> tuple[Parked, ...]:
    """The parking lot from its JSON list; nothing where there is none.

    Raises:
        DataError: an entry is not one of ours.
    """
    if data is None:
        return ()
    if not isinstance(data, list):
        raise DataError(f"{place}: expected a list of topics")
    return tuple(_parked(item, f"{place}[{number}]") for number, item in enumerate(data))


def _parked(data: Any, place: str) -> Parked:
    reader = JsonReader(data, place)
    reader.only(("text", "question", "at", "done"))
    at = reader.parsed("at", parse_time)
    if at is None:
        raise DataError(f"{place}.at: the time is missing")
    return Parked(reader.text("text"), reader.text("question"), at, done=reader.flag("done"))


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """The set-up of an assessment under the names of the exchange format."""
    return {
        "name": profile.name,
        "organization": profile.organization,
        "system": profile.system,
        "roles": list(profile.roles),
        "phase": profile.phase,
        "target_phase": profile.target_phase,
        "use_case": profile.use_case,
        "lenses": list(profile.lenses),
    }


def profile_from_json(data: Any, place: str) -> Profile:
    """A profile from its JSON object.

    Raises:
        DataError: a field is missing, of the wrong kind, or holds an unknown word.
    """
    reader = JsonReader(data, place)
    try:
        return Profile(
            name=reader.text("name"),
            roles=ordered_roles([parse_word(role, Role, "role") for role in reader.texts("roles")]),
            organization=reader.text("organization"),
            system=reader.text("system"),
            phase=reader.needed("phase", Phase, "phase"),
            target_phase=reader.needed("target_phase", Phase, "phase"),
            use_case=reader.needed("use_case", UseCase, "use case"),
            lenses=reader.texts("lenses"),
        )
    except DataError:
        raise
    except InputError as error:
        raise DataError(f"{place}: {error}") from None


def change_to_json(change: Change) -> dict[str, Any]:
    """A history entry: who, when, and the fields that changed, from and to."""
    return {
        "question": change.question,
        "at": change.at.isoformat(),
        "who": change.who,
        "from": change.before,
        "to": change.after,
    }


def change_from_json(data: Any, place: str) -> Change:
    """A history entry from its JSON object.

    Raises:
        DataError: a field is unknown or of the wrong kind.
    """
    reader = JsonReader(data, place)
    reader.only(("question", "at", "who", "from", "to"))
    at = reader.parsed("at", parse_time)
    if at is None:
        raise DataError(f"{place}.at: the time of the change is missing")
    return Change(reader.text("question"), at, reader.text("who"), reader.object("from"), reader.object("to"))


def milestone_to_json(milestone: Milestone) -> dict[str, Any]:
    """A milestone; ``answers`` are those of then that the history beside it does not tell."""
    return {
        "label": milestone.label,
        "at": milestone.at.isoformat(),
        "changes": milestone.changes,
        "profile": profile_to_json(milestone.profile),
        "answers": [answer_to_json(answer) for answer in milestone.untold],
    }


def milestones_to_json(milestones: Iterable[Milestone]) -> list[dict[str, Any]]:
    """The milestones, in their order."""
    return [milestone_to_json(milestone) for milestone in milestones]


def milestones_from_json(data: Any, place: str, changes: int) -> Milestones:
    """The milestones from their JSON list; nothing where there is none. ``changes`` is the length of the history beside it.

    Raises:
        DataError: an entry is not one of ours, two have one label, or the history beside it was cut.
    """
    if data is None:
        return ()
    if not isinstance(data, list):
        raise DataError(f"{place}: expected a list of milestones")
    milestones = tuple(_milestone(item, f"{place}[{number}]", changes) for number, item in enumerate(data))
    repeated = repeated_label(milestones)
    if repeated:
        raise DataError(f"{place}: two milestones are called {repeated!r}; rename one of the two")
    return milestones


def _milestone(data: Any, place: str, changes: int) -> Milestone:
    reader = JsonReader(data, place)
    reader.only(("label", "at", "changes", "profile", "answers"))
    at, label = reader.parsed("at", parse_time), reader.parsed("label", clean_label)
    if at is None or label is None:
        raise DataError(f"{place}: a milestone has a label and a time; one is missing")
    count, answers = data.get("changes"), data.get("answers", [])
    if type(count) is not int or count < 0:
        raise DataError(f"{place}.changes: expected how many changes the history held then, a number")
    if count > changes:
        raise DataError(
            f"{place}.changes: the milestone {label!r} was set after {count} changes, but the history holds {changes}; "
            "bring the whole history back, or take the milestone out"
        )
    if not isinstance(answers, list):
        raise DataError(f"{place}.answers: expected a list of answers")
    return Milestone(
        label,
        at,
        profile_from_json(data.get("profile"), f"{place}.profile"),
        count,
        tuple(answer_from_json(item, f"{place}.answers[{number}]") for number, item in enumerate(answers)),
    )


def difference(before: Answer, after: Answer) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they are now; the time of change is not a difference."""
    old, new = answer_to_json(before), answer_to_json(after)
    changed = [name for name in ANSWER_FIELDS if name != "changed" and old[name] != new[name]]
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}
