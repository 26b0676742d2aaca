"""What a workbook from elsewhere tells about one question, and what an answer of ours becomes with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from wizard.core.answers import PLAN_FIELDS, Answer, SsrmOwnership, Status
from wizard.core.codec import difference


@dataclass(frozen=True, slots=True)
class Told:
    """What a workbook tells about one question: values by field, the cell of each, and when the answer last changed.

    The fields are those of an answer, those of its plan (``action`` ... ``effort``) by their own names. ``coarse`` are
    fields for which the workbook has fewer words than we have: where ours is one of those that it would call the same,
    it says nothing else. ``spare`` are values for fields of which an answer says nothing at all yet. ``review`` says why
    the answer wants another look if it is taken from here. ``is_foreign`` says that the workbook was not made from ours:
    nobody has looked at our answer there.
    """

    question: str
    fields: Mapping[str, Any]
    cells: Mapping[str, str]
    changed: datetime | None
    coarse: frozenset[str] = frozenset()
    spare: Mapping[str, Any] = field(default_factory=dict)
    review: str = ""
    is_foreign: bool = False

    def onto(self, answer: Answer) -> Answer:
        """An answer with what is told here in the place of what it said; what is not told stays."""
        fields = {**{name: value for name, value in self.spare.items() if not getattr(answer, name)}, **self.fields}
        fields = {name: value for name, value in fields.items() if not self._says_the_same(answer, name)}
        plan = {name: value for name, value in fields.items() if name in PLAN_FIELDS}
        rest = {name: value for name, value in fields.items() if name not in PLAN_FIELDS}
        told = replace(answer, **rest, remediation=replace(answer.remediation, **plan), changed=self.changed)
        if not difference(answer, told)[1]:
            return told
        if self.is_foreign and answer.status not in (None, told.status):
            told = replace(told, respondent="", method=None, confidence=None)  # they were about the other answer
        return replace(told, review=self._review(answer, told))

    def _says_the_same(self, answer: Answer, name: str) -> bool:
        """Whether ours is one of those that the workbook has this one word for."""
        if name not in self.coarse:
            return False
        theirs = self.fields[name]
        if name == "ownership":  # ND stands beside NA also where nobody has chosen it
            return theirs is SsrmOwnership.NOT_DETERMINED and answer.status is Status.NA and answer.ownership is None
        return answer.status is not None and answer.status.caiq_answer == theirs.caiq_answer

    def _review(self, answer: Answer, told: Answer) -> str:
        """Why the answer wants another look now: one that was given anew, here, wants none of the old ones."""
        stays = self.is_foreign or told.status is answer.status
        return self.review or (answer.review if stays else "")
