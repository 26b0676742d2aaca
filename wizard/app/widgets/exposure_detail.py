"""Everything about one line of the page about ATT&CK: the controls of a technique or group, the techniques of a control."""

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from exports.exposure_words import fall, figure, shown, span
from exports.insights.exposure import ExposureRows, GroupRow, LeverRow, MitigationRow, TechniqueRow
from questionnaires.attack_ids import load_attack_ids
from questionnaires.model import Bank
from wizard.app.drawing import bar, literal
from wizard.app.symbols import STATUS_STYLES
from wizard.app.widgets.detail_pane import MUTED, DetailPane, Part, Piece, labelled
from wizard.app.widgets.exposure_lines import LEVEL_COLOURS, LEVEL_SIGNS, Row, sign_of
from wizard.core.answers import Status
from wizard.core.standing import Standing

_BAR = 20
_STYLES = {
    Standing.STANDS.value: STATUS_STYLES[Status.YES],
    Standing.PARTLY.value: STATUS_STYLES[Status.PARTIAL],
    Standing.MISSING.value: STATUS_STYLES[Status.NO],
}
_LEFT_OUT = STATUS_STYLES[None]


class ExposureDetail(DetailPane):
    """Shows a line; scrolls with the arrow keys when it has the focus."""

    def __init__(self, exposure: ExposureRows, bank: Bank) -> None:
        super().__init__(id="exposure-detail")
        self._exposure = exposure
        self._bank = bank
        self._figures = {row.technique: row for row in exposure.techniques}

    def show(self, row: Row | None) -> None:
        """Fill the pane."""
        self.show_text(self._words(row) if row else Content())
        self.scroll_home(animate=False)

    def _words(self, row: Row) -> Content:
        match row:
            case TechniqueRow():
                return labelled(_head(row.technique, row.name), self._technique(row))
            case GroupRow():
                return labelled(_head(row.group, row.title), self._group(row))
            case LeverRow():
                return labelled(_head(row.control, row.title), self._control(row))

    # -- a technique -----------------------------------------------------------------------------------------------

    def _technique(self, row: TechniqueRow) -> Iterator[Part]:
        yield "What it is", f"An attacker {row.plain}."
        yield "Exposure", _exposure(row)
        if row.fewest:
            yield (
                "Fewest controls that halve it",
                f"{', '.join(row.fewest)}\nthe exposure is then {figure(row.afterwards)}",
            )
        pairs = [pair for pair in self._exposure.mitigations if pair.technique == row.technique]
        yield "Its controls, the most helpful first", self._pairs(sorted(pairs, key=_helpful_first))

    def _pairs(self, pairs: Iterable[MitigationRow]) -> Content:
        pieces: list[Piece] = []
        for pair in pairs:
            falls = f"   in full it would take off {figure(pair.lowers)}" if pair.lowers else ""
            pieces += ["\n\n"] if pieces else []
            pieces += [
                (f"{_named(pair.control)}  {self._bank.controls[pair.control].title}\n", "bold"),
                *_stands(pair.standing),
            ]
            pieces += [(falls, MUTED), "\n", literal(pair.reason)]
        return Content.assemble(*pieces)

    # -- a group ---------------------------------------------------------------------------------------------------

    def _group(self, row: GroupRow) -> Iterator[Part]:
        said = "– none of its controls counts" if row.exposure is None else _exposure(row)
        yield "Exposure as its own controls leave it", said
        rows = f"{row.rows} rows, techniques: {len(row.techniques)}, controls: {len(row.controls)}"
        yield "In the mapping", rows if row.rows else "no technique is mapped to a control of this group"
        yield "Controls against techniques", self._listed(row.controls)
        yield "Not mappable to ATT&CK, as the mapping says", self._titled(row.not_mappable)
        both = [control for control in row.controls if control in row.not_mappable]
        if both:
            yield "Mapped and called not mappable", f"{', '.join(both)}: the source says both, so both are shown."
        yield "Techniques", self._against(row.techniques)

    def _listed(self, controls: Iterable[str]) -> Content:
        standings = {lever.control: lever.standing for lever in self._exposure.levers}
        pieces: list[Piece] = []
        for control in controls:
            pieces += ["\n"] if pieces else []
            pieces += [f"{_named(control)}  {self._bank.controls[control].title}   ", *_stands(standings[control])]
        return Content.assemble(*pieces)

    def _titled(self, controls: Iterable[str]) -> str:
        return "\n".join(f"{_named(control)}  {self._bank.controls[control].title}" for control in controls)

    def _against(self, techniques: Iterable[str]) -> str:
        return "\n".join(
            f"{technique:<9}  {shown(self._figures[technique]):>4}  {self._figures[technique].name}"
            for technique in techniques
        )

    # -- a control -------------------------------------------------------------------------------------------------

    def _control(self, row: LeverRow) -> Iterator[Part]:
        if row.source_id:
            yield "Number", f"The source numbers this control {row.source_id}, as CCM 4.0 did."
        yield "Standing", Content.assemble(*_stands(row.standing))
        pairs = [pair for pair in self._exposure.mitigations if pair.control == row.control]
        if row.lowers is not None:
            yield "Once it stands in full", f"the mean exposure falls by {fall(row)}"
        if row.control in self._bank.not_mappable:
            yield "In the mapping", "The source maps it, and calls it not mappable all the same."
        yield f"Techniques that it mitigates ({len(pairs)})", self._techniques(pairs)

    def _techniques(self, pairs: Sequence[MitigationRow]) -> Content:
        pieces: list[Piece] = []
        for pair in pairs:
            technique = self._figures[pair.technique]
            pieces += ["\n\n"] if pieces else []
            pieces += [(f"{technique.technique}  {technique.name}\n", "bold"), *_exposure_now(technique, pair)]
            pieces += ["\n", literal(pair.reason)]
        return Content.assemble(*pieces)


def _head(key: str, title: str) -> list[Piece]:
    return [(f"{key}  {title}", "bold $accent")]


def _named(control: str) -> str:
    """A control with the number that the source has for it, where that is another."""
    source = load_attack_ids().get(control)
    return f"{control} (the source's {source})" if source else control


def _exposure(row: TechniqueRow | GroupRow) -> Content:
    words = f"{LEVEL_SIGNS[row.level]} {row.level}".replace("  ", " ")
    if row.exposure is None:
        return Content.styled(words, LEVEL_COLOURS[row.level])
    drawn = f"{span(row.exposure, row.at_best)}   {bar(row.exposure, _BAR)}   "
    is_range = figure(row.at_best) != figure(row.exposure)
    why = "\nfrom open questions all in place to open questions as nothing" if is_range else ""
    return Content.assemble(drawn, (words, LEVEL_COLOURS[row.level]), (why, MUTED))


def _exposure_now(row: TechniqueRow, pair: MitigationRow) -> list[Piece]:
    now = f"exposure {span(row.exposure, row.at_best)}"
    return [now, (f", {figure(pair.lowers)} less once it stands in full" if pair.lowers else "", MUTED)]


def _stands(standing: str) -> list[Piece]:
    return [(f"{sign_of(standing)} {standing}", _STYLES.get(standing, _LEFT_OUT))]


def _helpful_first(pair: MitigationRow) -> tuple[float, str]:
    return (1.0 if pair.lowers is None else -pair.lowers, pair.control)
