"""The rows of the home screen: each assessment with how far it is. Reads the disk; runs in a worker."""

from textual.content import Content

from questionnaires.library import load_bank
from wizard.app.drawing import bar, literal, percent
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Entry, Repository


def overview(repository: Repository) -> tuple[list[tuple[str, Content]], list[str]]:
    """Name and row of every readable assessment, the last changed first; and what is wrong with the other files."""
    entries = repository.entries()
    rows = [(entry.assessment.profile.name, _row(entry, entry.assessment)) for entry in entries if entry.assessment]
    return rows, [entry.fault for entry in entries if entry.fault]


def _row(entry: Entry, assessment: Assessment) -> Content:
    profile = assessment.profile
    result = Result(load_bank(), assessment)
    done, asked = result.score.answered, result.score.asked
    posture = "–" if result.score.posture is None else f"{result.score.posture:.0f}"
    facts = " · ".join(
        filter(
            None,
            (
                profile.organization,
                " + ".join(profile.roles),
                f"{profile.phase} → {profile.target_phase}",
                str(profile.use_case),
            ),
        ),
    )
    progress = (
        f"{bar(done / asked if asked else 0)}  {percent(done, asked)} answered ({done} of {asked}) · posture {posture}"
    )
    return Content.assemble(
        (literal(profile.name).plain, "bold"),
        (f"   changed {entry.changed.astimezone():%d %b %Y %H:%M}\n", "$foreground 65%"),
        literal(facts).plain,
        f"\n{progress}\n",
    )
