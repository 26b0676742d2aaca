"""What the published wording adds to the page of a control, and a page of the published wording alone."""

from collections.abc import Iterator, Sequence

from questionnaires.model import Bank, Control
from questionnaires.vocabulary import Role
from wizard.core.published import (
    ACTORS,
    NOTHING_SAID,
    SHARED,
    PublishedControl,
    PublishedMapping,
    Worded,
    flowing,
    same_together,
)
from wizard.services.atlas_rows import AtlasPage, AtlasRow, AtlasSection


def specification_section(worded: Worded, control_id: str) -> AtlasSection:
    """The published specification; without rows where there is none."""
    said = worded.specification(control_id)
    if said is None:
        return AtlasSection("", ())
    return AtlasSection(f"Specification ({said.label})", (AtlasRow("", said.text, whole=True),))


def long_sections(
    worded: Worded, control_id: str, more: PublishedControl | None, actors: Sequence[str] = tuple(ACTORS)
) -> Iterator[AtlasSection]:
    """The guidelines for some actors, whoever is told the same together, and the mappings of the user's own workbook."""
    source = worded.source_of_more(control_id)
    if source is None or more is None:
        return
    for what, guidelines in (("Implementation", more.implementation), ("Auditing", more.auditing)):
        for told, text in same_together(guidelines, actors):
            title = f"{what} guidelines: {', '.join(told)} ({source.label})"
            yield AtlasSection(title, (AtlasRow("", text, whole=True),))
    rows = tuple(row for mapping in more.mappings for row in _mapping_rows(mapping))
    yield AtlasSection(f"Mappings in your workbook ({source.label})", rows)


def published_page(
    bank: Bank, control: Control, worded: Worded, more: PublishedControl | None, roles: Sequence[Role]
) -> AtlasPage:
    """What CSA says about a control to some roles, and nothing else."""
    source = worded.texts.question_source
    asked = (
        AtlasRow(question.id, flowing(text), strong=True)
        for question in control.text.questions
        if (text := worded.texts.questions.get(question.id))
    )
    sections = (
        AtlasSection(f"Questions ({source.label})" if source else "", tuple(asked)),
        specification_section(worded, control.id),
        *long_sections(worded, control.id, more, (SHARED, *roles)),
    )
    return AtlasPage(
        control=control.id,
        title=control.title,
        domain=f"{control.domain_code} {bank.domain_titles[control.domain_code]}",
        notices=(),
        sections=tuple(section for section in sections if section.rows),
    )


def _mapping_rows(mapping: PublishedMapping) -> Iterator[AtlasRow]:
    gap = f": {mapping.gap}" if mapping.gap else ""
    yield AtlasRow("", f"{mapping.framework}{gap}", strong=True)
    if mapping.requirements:
        yield AtlasRow("", " · ".join(filter(None, map(str.strip, mapping.requirements.split("\n")))))
    if mapping.addendum.casefold() not in NOTHING_SAID:
        yield AtlasRow("Addendum", mapping.addendum)
