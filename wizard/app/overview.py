"""What the home screen shows of each assessment. Reads the disk; runs in a worker."""

from dataclasses import dataclass
from datetime import datetime

from questionnaires.library import load_bank
from wizard.app.widgets.assessment_list import AssessmentRow
from wizard.core.ago import in_words
from wizard.core.assessment import Assessment, Result
from wizard.core.carrying import to_review
from wizard.services.example import EXAMPLE_NAME
from wizard.store.repository import Entry, Repository


@dataclass(frozen=True, slots=True)
class Overview:
    """All assessments, the last changed first and the archived ones last; and what is wrong with other files."""

    rows: tuple[AssessmentRow, ...]
    faults: tuple[str, ...]


def overview(repository: Repository, now: datetime) -> Overview:
    """Read all assessments; ``now`` is an aware time of the user's own clock.

    Raises:
        StoreError: the home folder cannot be looked at.
    """
    live, archived = repository.entries(), repository.archived()
    rows = [
        _row(entry, entry.assessment, now, archived=put_away)
        for entries, put_away in ((live, False), (archived, True))
        for entry in entries
        if entry.assessment
    ]
    return Overview(tuple(rows), tuple(entry.fault for entry in (*live, *archived) if entry.fault))


def _row(entry: Entry, assessment: Assessment, now: datetime, *, archived: bool) -> AssessmentRow:
    profile = assessment.profile
    result = Result(load_bank(), assessment)
    score = result.score
    facts = (
        "archived" if archived else "",
        "example, all made up" if profile.name == EXAMPLE_NAME else "",
        " + ".join(profile.roles),
        f"{profile.phase} → {profile.target_phase}",
        str(profile.use_case),
        f"lens {', '.join(profile.lenses)}" if profile.lenses else "",
    )
    return AssessmentRow(
        name=profile.name,
        organization=" ".join(profile.organization.split()),
        facts=" · ".join(filter(None, facts)),
        answered=score.answered,
        asked=score.asked,
        given=sum(not answer.is_empty for answer in assessment.answers.values()),
        posture=score.posture if score.answered else None,
        assessed=score.assessed,
        changed=in_words(entry.changed, now),
        archived=archived,
        review=len(to_review(result)),
    )
