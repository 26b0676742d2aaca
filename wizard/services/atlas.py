"""The AICM as a reference: one page for each control, outside any assessment; shown by the command and the screen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questionnaires.faults import did_you_mean
from questionnaires.model import Bank, Control
from questionnaires.responsibility import PARTY_NAMES, Responsibility, Share
from questionnaires.search import Index, normal_id
from questionnaires.vocabulary import ControlType, Role
from wizard.core.published import OUR_WORDS, PublishedControl, Worded
from wizard.core.standards import GAP_LEVELS, standards_of
from wizard.errors import NotFoundError
from wizard.services.atlas_published import long_sections, specification_section
from wizard.services.atlas_rows import AtlasPage, AtlasRow, AtlasSection

EARLIER = "AICM 1.0.3"
"""The version whose ids people may still have in their papers."""

_NOT_MAPPABLE = "the source marks it as not mappable"
_NO_TECHNIQUES = "the source maps none to this control"
_MOST_SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """The control that an id means, and what to say when the id may have meant another one; else nothing."""

    control: Control
    notice: str = ""


def find_control(bank: Bank, text: str) -> Found:
    """The control that someone means by a control's or question's id, of AICM 1.1 or of 1.0.3, or by its title.

    An id that both versions use means the control of 1.1; the notice says where the other one went.

    Raises:
        NotFoundError: neither version has this id; suggests the nearest.
    """
    wanted = normal_id(text)
    control_id, _, question = wanted.partition(".")
    control, move = bank.controls.get(control_id), bank.moved.get(control_id)
    if control is None and move is not None:
        if not move.new_id:
            raise NotFoundError(
                f"{control_id} ({move.title}) was a control of {EARLIER} and was removed in {bank.version}"
            )
        notice = f"{control_id} is an id of {EARLIER}; in {bank.version} this control is {move.new_id}."
        return Found(bank.controls[move.new_id], notice)
    control = control or next(
        (c for c in bank.controls.values() if c.title.casefold() == text.strip().casefold()), None
    )
    if control is None:
        raise NotFoundError(f"there is no control {text.strip()!r}; {_suggestion(bank, control_id, text)}")
    if question and not move and wanted not in control.question_ids:
        raise NotFoundError(f"there is no question {wanted}; {control_id} has {', '.join(control.question_ids)}")
    return Found(control, _other_meaning(bank, control.id) if control.id == control_id else "")


def earlier_id(bank: Bank, control: Control) -> str:
    """What the control was called in the version before, in a sentence; nothing where it kept its id."""
    move = bank.moved_to.get(control.id)
    if move is None:
        return ""
    titled = f", titled {move.title}" if move.title != control.title else ""
    return f"{control.id} was {move.old_id} in {EARLIER}{titled}."


def atlas_page(
    bank: Bank, control: Control, worded: Worded = OUR_WORDS, more: PublishedControl | None = None
) -> AtlasPage:
    """The page of a control, with the published wording where it is there and wanted; ``more`` is what is long of it."""
    text, facts = control.text, control.facts
    sections = (
        AtlasSection("At a glance", tuple(_marks(control))),
        AtlasSection("Who holds it", tuple(_owners(control))),
        AtlasSection("What it is about", _rows(("What it is for", text.intent), ("Goes wrong", text.consequence))),
        specification_section(worded, control.id),
        AtlasSection("Questions", tuple(_questions(control, worded))),
        AtlasSection("What to do", tuple(_guidance(control))),
        AtlasSection("How to show it", (*(_bullets("Evidence", text.evidence)), AtlasRow("In ten minutes", text.test))),
        AtlasSection(
            "Next steps",
            _rows(
                ("If no", f"{text.from_no.action} ({text.from_no.effort})"),
                ("If partial", f"{text.from_partial.action} ({text.from_partial.effort})"),
                ("A service", text.service),
            ),
        ),
        AtlasSection(
            "Where it applies",
            _rows(
                ("Threats", " · ".join(category.label for category in facts.threats)),
                ("Stack", " · ".join(facts.stack)),
                *((stage.capitalize(), " · ".join(parts)) for stage, parts in facts.lifecycle.items()),
            ),
        ),
        AtlasSection("ATT&CK techniques it mitigates", tuple(_techniques(bank, control))),
        AtlasSection("Standards", tuple(_standards(control))),
        *long_sections(worded, control.id, more),
    )
    notices = tuple(filter(None, (earlier_id(bank, control), _other_meaning(bank, control.id))))
    return AtlasPage(
        control=control.id,
        title=control.title,
        domain=f"{control.domain_code} {bank.domain_titles[control.domain_code]}",
        notices=notices,
        sections=tuple(section for section in sections if section.rows),
    )


def share_in_words(role: Role, share: Responsibility) -> str:
    """What a role holds of a control, in a sentence for someone who does not know the words of the AICM."""
    others = " and ".join(PARTY_NAMES[party] for party in share.others)
    match share.share:
        case Share.OWNED:
            said = "holds this control"
        case Share.SHARED:
            said = f"shares it with {others}"
        case Share.SUPPLY_CHAIN:
            said = "shares it with the whole supply chain"
        case Share.UNDETERMINED:
            said = "the AICM names nobody, so it is asked"
        case Share.INHERITED:
            said = f"inherits it from {others} (not asked; due diligence on them)"
    return f"{role.label}: {said}"


def _suggestion(bank: Bank, control_id: str, text: str) -> str:
    """The nearest id for what looks like one; for words, the controls in which they occur."""
    hits = [] if any(map(str.isdigit, text)) else Index(bank).search(text)[:_MOST_SUGGESTED]
    if hits:
        named = ", ".join(f"{hit.control.id} {hit.control.title}" for hit in hits)
        return f"the words occur in {named}; try: caiq-wizard atlas {hits[0].control.id}"
    return did_you_mean(control_id, bank.controls) or f"its ids look like {next(iter(bank.controls))}"


def _other_meaning(bank: Bank, control_id: str) -> str:
    """Where the control went that had this id before; nothing where no other had it."""
    move = bank.moved.get(control_id)
    if move is None:
        return ""
    fate = f"is {move.new_id} now" if move.new_id else f"was removed in {bank.version}"
    return f"The {control_id} of {EARLIER}, {move.title}, {fate}."


def _marks(control: Control) -> Iterator[AtlasRow]:
    marks, reasons = control.marks, control.text.reasons
    specific = control.marks.type is ControlType.AI_SPECIFIC
    yield AtlasRow("Phase", _because(f"from {marks.phase} on", reasons.get("phase")))
    yield AtlasRow("Layer", _because(marks.layer, reasons.get("layer")))
    yield AtlasRow("Baseline", _because("yes" if marks.baseline else "no", reasons.get("baseline")))
    yield AtlasRow("AI-specific", "yes" if specific else f"no ({marks.type})")
    yield AtlasRow("Weight", f"{control.weight} of 3")
    yield AtlasRow("Use cases", ", ".join(marks.use_cases))


def _owners(control: Control) -> Iterator[AtlasRow]:
    for role in Role:
        yield AtlasRow(role, share_in_words(role, control.responsibility(role)))


def _questions(control: Control, worded: Worded) -> Iterator[AtlasRow]:
    for question in control.text.questions:
        for number, said in enumerate(worded.question(question)):
            yield AtlasRow("" if number else question.id, str(said), strong=not number)
        for status, line in question.criteria.items():
            yield AtlasRow(f"  {status}", line)


def _guidance(control: Control) -> Iterator[AtlasRow]:
    text = control.text
    for role, line in text.role_guidance.items():
        yield AtlasRow(role, line)
    yield from _rows(("Ask the others", text.ask_the_other_party), ("Customer", text.customer_side))


def _techniques(bank: Bank, control: Control) -> Iterator[AtlasRow]:
    for technique in control.facts.techniques:
        yield AtlasRow(technique, f"{bank.techniques[technique]}: {control.facts.technique_reasons[technique]}")
    if control.id in bank.not_mappable:
        yield AtlasRow("", _NOT_MAPPABLE)
    elif not control.facts.techniques:
        yield AtlasRow("", _NO_TECHNIQUES)


def _standards(control: Control) -> Iterator[AtlasRow]:
    for family, level, requirements in standards_of(control):
        if level:
            yield AtlasRow(family, GAP_LEVELS[level], strong=True)
        for name, ids in requirements.items():
            label = f"  {name}" if level else name
            yield AtlasRow("" if name == family and level else label, " · ".join(ids))


def _rows(*pairs: tuple[str, str]) -> tuple[AtlasRow, ...]:
    """Lines for what there is; what is empty is left out."""
    return tuple(AtlasRow(label, text) for label, text in pairs if text)


def _bullets(label: str, texts: Iterable[str]) -> Iterator[AtlasRow]:
    """One line each, the label beside the first."""
    for number, text in enumerate(texts):
        yield AtlasRow("" if number else label, f"· {text}" if label else text)


def _because(fact: str, reason: str | None) -> str:
    return f"{fact}: {reason}" if reason else fact
