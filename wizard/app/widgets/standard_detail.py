"""Everything about a standard, a requirement of it, or an entry of the mapping that names none for certain."""

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from exports.insights.standards import OddRequirementRow, StandardRow
from exports.rows import RequirementRow
from exports.standard_lines import BY_ONE, named
from wizard.app.drawing import literal
from wizard.app.supports import NOT_MAPPED, SIGNS, marked, support_bar
from wizard.app.widgets.detail_pane import MUTED, DetailPane, Part, Piece, labelled
from wizard.core.standing import COUNTED, ControlStanding, Standing

_BAR_WIDTH = 30
_GAP_LEVELS = (
    "CSA compares each control with the text of the standard. No gap: the standard asks for all of it. Partial gap: for a "
    "part of it. Full gap: for nothing of it, so a certificate for the standard says nothing about the control. The level "
    "is about the two texts, not about your system."
)
_ALIKE_IN_NONE = (
    "CSA finds nothing like these controls in the standard (full gap). Meeting the standard does not put them in place."
)
_NOT_WHOLE = "Not all ids of this standard are known here, so what is not mapped of it is not listed."
_UNMAPPED = "The AICM maps no control to these, so the answers say nothing about them."
_DUTIES = " Of the EU AI Act only the main articles with duties of those who provide or use AI systems are listed."

_MOST_TO_DO = (Standing.MISSING, Standing.PARTLY, Standing.OPEN, Standing.STANDS, *Standing)
Standings = Mapping[str, ControlStanding]


class StandardDetail(DetailPane):
    """Shows one of them; scrolls with the arrow keys when it has the focus."""

    def __init__(self) -> None:
        super().__init__(id="standards-detail")

    def show_standard(self, row: StandardRow) -> None:
        """Show how a whole standard is supported."""
        mapped = sum(row.supports.values())
        name: Piece = (literal(row.framework).plain, "bold $accent")
        self._show(labelled([name, f"   {mapped} requirements"], _about_standard(row)))

    def show_requirement(self, row: RequirementRow, source: str, standings: Standings) -> None:
        """Show how a requirement is supported, and by which controls."""
        title = literal(f"{row.framework}  {row.requirement or 'nothing alike'}").plain
        head: list[Piece] = [(title, "bold $accent"), *_called(row.title)]
        self._show(labelled(head, _about_requirement(row, source, standings)))

    def show_unmapped(self, row: StandardRow, requirement: str) -> None:
        """Say what it means that no control is mapped to a requirement."""
        head: list[Piece] = [(literal(f"{row.framework}  {requirement}").plain, "bold $accent")]
        head += _called(row.unmapped_titles[requirement])
        self._show(labelled(head, [("Support", Content.assemble(marked(NOT_MAPPED), "\n", SIGNS[NOT_MAPPED].meaning))]))

    def show_odd_ones(self, rows: Iterable[OddRequirementRow]) -> None:
        """Say what all odd entries are."""
        frameworks = "\n".join(f"{name}: {count}" for name, count in _counted(row.framework for row in rows).items())
        words = "Entries of CSA's mapping that name no requirement for certain. They are kept as printed, each with the reason."
        self._show(labelled([("Not certain", "bold $accent")], [("What this is", words), ("Where", frameworks)]))

    def show_odd(self, row: OddRequirementRow, standings: Standings) -> None:
        """Show one odd entry and why it is odd."""
        head = [(literal(f"{row.framework}  {row.printed}").plain, "bold $accent")]
        parts = [
            ("Why it is not certain", row.reason),
            ("Controls with this entry", _controls(row.controls, standings)),
        ]
        self._show(labelled(head, parts))

    def show_nothing(self) -> None:
        """Leave the pane empty."""
        self._show(Content())

    def _show(self, text: Content) -> None:
        self.show_text(text)
        self.scroll_home(animate=False)


def _about_standard(row: StandardRow) -> Iterator[Part]:
    if any(row.supports.values()):
        bar = support_bar(row.supports, _BAR_WIDTH)
        counts = "\n".join(f"{marked(word):<20}{count:>5}" for word, count in row.supports.items())
        yield "How the answers support them", Content.assemble((bar, "$accent"), "\n", counts)
    alone = [id_ for item in row.requirements if not item.requirement for id_ in item.controls]
    by_one = sum(item.by_one for item in row.requirements)
    yield "By one control", f"{by_one} of them rest on one control: no other counts." if by_one else ""
    yield (
        f"Nothing alike: {len(alone)} {'control' if len(alone) == 1 else 'controls'}",
        (f"{', '.join(alone)}\n{_ALIKE_IN_NONE}" if alone else ""),
    )
    duties = _DUTIES if "EU AI Act" in row.framework else ""
    if row.unmapped:
        yield (
            f"Not mapped: {len(row.unmapped)}",
            (f"{', '.join(named(row.unmapped, row.unmapped_titles))}\n{_UNMAPPED}{duties}"),
        )
    elif not row.whole and any(row.supports.values()):
        yield "Not mapped", _NOT_WHOLE
    yield "Where the mapping is from", row.source


def _about_requirement(row: RequirementRow, source: str, standings: Standings) -> Iterator[Part]:
    counted = sum(row.standings.get(word.value, 0) for word in COUNTED)
    figures = (
        f" {row.standings['stands']} of {counted} stand, {row.standings['stands partly']} partly." if counted else ""
    )
    if row.support:
        sign, by_one = SIGNS[row.support], f", {BY_ONE}" if row.by_one else ""
        yield "Support", Content.assemble((marked(row.support), sign.style), f"{by_one}\n{sign.meaning}{figures}")
    yield f"Controls that the AICM maps to it: {len(row.controls)}", _controls(row.controls, standings)
    if row.requirement:
        said = f"{row.gap_words[:1].upper()}{row.gap_words[1:]}." if row.gap_words else ""
        explained = Content.assemble(literal(said), (f"\n{_GAP_LEVELS}", MUTED)) if said else ""
        yield "Gap level in the AICM", explained
    else:
        yield "Gap level in the AICM", _ALIKE_IN_NONE
    yield "As printed in the AICM", "\n".join(row.printed)
    yield "Where the mapping is from", source


def _called(title: str) -> list[Piece]:
    return [f"\n{literal(title).plain}"] if title else []


def _controls(ids: Iterable[str], standings: Standings) -> str:
    """One line a control, those with the most to do first."""
    members = sorted((standings[id_] for id_ in ids), key=lambda member: _MOST_TO_DO.index(member.standing))
    return "\n".join(f"{member.control.id}  {member.standing}: {member.control.title}" for member in members)


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
