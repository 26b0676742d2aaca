"""Settles whether the ids of a questionnaire are those of today or of 1.0.2, where dozens of them mean other questions.

An answer at an id that means something else is the worst that can happen to it. So what the workbook says of itself is held
against ids that one version alone has, and against the control titles beside the ids; where they contradict each other,
nothing is taken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from questionnaires.crosswalk import EARLIER, PRESENT, Crosswalk
from questionnaires.model import Bank
from questionnaires.search import normal_id
from wizard.errors import DataError
from wizard.workbooks.editions import Edition, edition_of
from wizard.workbooks.official import Column, Questionnaire
from wizard.workbooks.opening import OpenedWorkbook
from wizard.workbooks.tables import folded

_CLEAR = 2
"""Signs of the other version from which on a workbook contradicts itself; a single one is a slip of somebody's."""
_MUCH_MORE = 5
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """Which version the ids are of: as it is written (empty where the workbook does not say), and how that was told."""

    version: str
    is_earlier: bool
    how: str
    is_unknown: bool = False


@dataclass(frozen=True)
class Versions:
    """What tells the questions of the two versions apart."""

    bank: Bank
    crosswalk: Crosswalk

    @cached_property
    def present(self) -> Mapping[str, str]:
        """The ids of today by their form in ``normal_id``."""
        return {normal_id(question): question for question in self.bank.control_by_question}

    @cached_property
    def earlier_alone(self) -> frozenset[str]:
        """Ids that only 1.0.2 has."""
        return frozenset(self.crosswalk.by_old) - frozenset(self.present)

    @cached_property
    def present_alone(self) -> frozenset[str]:
        """Ids that only 1.1 has."""
        return frozenset(self.present) - frozenset(self.crosswalk.by_old)

    @cached_property
    def misprints(self) -> frozenset[str]:
        """Ids that 1.0.2 prints in its own way, such as ``GRC-08.01``."""
        return frozenset(step.old for step in self.crosswalk.steps if step.old and normal_id(step.old) != step.old)

    @cached_property
    def _titles(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The controls of today and those of 1.0.2 by their folded titles."""
        present = {folded(control.title): control.id for control in self.bank.controls.values()}
        moved = {folded(move.title): move.old_id for move in self.bank.moved.values()}
        stayed = {title: control for title, control in present.items() if control not in self.bank.moved}
        return present, {**stayed, **moved}

    def contradicts(self, question: str, title: str, *, is_earlier: bool) -> bool:
        """Whether the title beside an id is that of another control."""
        control = self._titles[is_earlier].get(folded(title))
        return control is not None and control != question.rpartition(".")[0]

    def id_of(self, question: str, typed: str) -> bool | None:
        """Whether only 1.0.2 has an id (true), or only 1.1; nothing where both have it."""
        if question in self.earlier_alone or typed.strip().upper() in self.misprints:
            return True
        return False if question in self.present_alone else None

    def title_of(self, question: str, title: str) -> bool | None:
        """Whether the title beside an id belongs to it in 1.0.2 alone (true), or in 1.1 alone."""
        control = question.rpartition(".")[0]
        present, earlier = (titles.get(folded(title)) == control for titles in self._titles)
        return None if present == earlier else earlier


@dataclass(slots=True)
class _Signs:
    """The questions that speak for 1.0.2, and those that speak for 1.1: by their ids, or by the titles beside them."""

    earlier: dict[str, None] = field(default_factory=dict)
    present: dict[str, None] = field(default_factory=dict)

    def add(self, question: str, is_earlier: bool | None) -> None:
        if is_earlier is not None:
            (self.earlier if is_earlier else self.present).setdefault(question)

    def against(self, *, is_earlier: bool) -> tuple[str, ...]:
        """What contradicts a version clearly; nothing where it may be a slip."""
        those, these = (self.present, self.earlier) if is_earlier else (self.earlier, self.present)
        return tuple(those) if len(those) >= _CLEAR and len(those) > len(these) else ()

    def clearly_earlier(self) -> bool | None:
        """Whether they are those of 1.0.2; nothing where they do not tell."""
        for is_earlier, those, others in ((True, self.earlier, self.present), (False, self.present, self.earlier)):
            if len(those) >= _CLEAR and len(those) > len(others) * _MUCH_MORE:
                return is_earlier
        return None


def settle(book: OpenedWorkbook, found: Questionnaire, versions: Versions) -> Settled:
    """The version whose ids a questionnaire has.

    Raises:
        DataError: nothing tells it, or what is written contradicts the ids, or it is another questionnaire of CSA's.
    """
    edition = edition_of(book, found.sheet)
    _refuse_another(book, found, edition)
    ids, titles = _signs(found, versions)
    if edition.version:
        settled = Settled(edition.version, edition.is_earlier, "as the workbook says", edition.is_unknown)
        said = f"says that it is version {edition.version}"
    else:
        settled = _by_signs(book, found, ids, titles)
        said = "has ids of both versions" if ids.present and ids.earlier else f"looks like {settled.version}"
    against = ids.against(is_earlier=settled.is_earlier) or titles.against(is_earlier=settled.is_earlier)
    if against:
        other = PRESENT if settled.is_earlier else EARLIER
        raise DataError(
            f"{book.name} {said}, but {len(against)} of its ids, or of the titles beside them, are those of {other} "
            f"({_some(against)}); the same ids mean other questions there, so it was not used: "
            f"write the right version into {_place(found)}, and try again"
        )
    return settled


def _by_signs(book: OpenedWorkbook, found: Questionnaire, ids: _Signs, titles: _Signs) -> Settled:
    """The version where the workbook does not say it."""
    for signs, what in ((ids, "ids that only it has"), (titles, "control titles beside the ids")):
        is_earlier = signs.clearly_earlier()
        if is_earlier is not None:
            those = signs.earlier if is_earlier else signs.present
            return Settled(EARLIER if is_earlier else PRESENT, is_earlier, f"told by {what} ({_some(those)})")
    raise DataError(
        f"{book.name} does not say whether it is the AI-CAIQ 1.0.2 or 1.1, and its ids and titles do not tell; "
        f"write the version into {_place(found)}, and try again"
    )


def _signs(found: Questionnaire, versions: Versions) -> tuple[_Signs, _Signs]:
    """What the ids say, and what the titles beside them say."""
    ids, titles = _Signs(), _Signs()
    for question, typed, title in _ids_and_titles(found):
        ids.add(question, versions.id_of(question, typed))
        titles.add(question, versions.title_of(question, title))
    return ids, titles


def _ids_and_titles(found: Questionnaire) -> Iterable[tuple[str, str, str]]:
    for question, row in found.question_rows():
        typed, title = found.cell(row, Column.ID), found.cell(row, Column.TITLE)
        yield question, str(typed.value if typed else ""), str(title.value if title and title.value else "")


def _refuse_another(book: OpenedWorkbook, found: Questionnaire, edition: Edition) -> None:
    """Refuse CSA's questionnaire for the cloud, which has the same columns and many of the same ids."""
    name, sheet = folded(edition.name), folded(found.sheet)
    is_cloud = "questionnaire" in name and "ai" not in name.split()
    if is_cloud or (not name and sheet.startswith("caiq") and edition.is_unknown):
        raise DataError(
            f"{book.name} is the CAIQ of CSA's Cloud Controls Matrix, whose questions are others; choose an AI-CAIQ"
        )


def _place(found: Questionnaire) -> str:
    """Where somebody can write the version."""
    if found.heading_row > 1:
        return f"cell A1 of the sheet {found.sheet}"
    return f"the name of the sheet {found.sheet} (AI-CAIQv1.0.2 or AI-CAIQv1.1)"


def _some(ids: Iterable[str]) -> str:
    """The first few ids."""
    listed = list(ids)
    return ", ".join([*listed[:_NAMED], *(["…"] if len(listed) > _NAMED else [])])
