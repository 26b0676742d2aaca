"""Reads the published wording: the questions of an AI-CAIQ, and what an AICM workbook says beside them.

What is read is taken by the ids that ours are too. An id that a newer version brings is named and left out; a version whose
ids mean other controls is refused.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from questionnaires.model import Bank
from wizard.core.published import Kind, PublishedMatrix, PublishedQuestions, PublishedWorkbook, Source
from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.editions import edition_of
from wizard.workbooks.official import Column, Questionnaire, find_questionnaire, has_questionnaire
from wizard.workbooks.opening import OpenedWorkbook
from wizard.workbooks.published_matrix import MatrixSheets, find_matrix, read_matrix
from wizard.workbooks.published_texts import PublishedReader
from wizard.workbooks.tables import folded

_OUR_HEADINGS = frozenset({"status", "credit", "auditor verdict"})
"""What CSA's questionnaire never has, and the books that this program writes do."""
_CLOUD = re.compile(r"^(ccm|caiq|consensus)|cloud controls matrix")
"""How CSA calls the older matrix and its questionnaire, which share ids with ours."""
_MOST_NAMED = 5


def read_published(book: OpenedWorkbook, bank: Bank, today: date) -> PublishedWorkbook:
    """Everything in a workbook that is published wording; ``bank`` says which ids there are.

    Raises:
        DataError: it holds nothing of the kind, is of a version whose ids mean something else, or is broken.
    """
    questionnaire, matrix = _questionnaire(book), find_matrix(book)
    if questionnaire is None and matrix is None:
        raise DataError(
            f"{book.name} holds neither CSA's AI-CAIQ questionnaire nor the AICM; "
            "choose the workbook that you downloaded from CSA"
        )
    reading = _Reading(book, today)
    questions = questionnaire and _questions(reading, questionnaire, bank)
    controls = matrix and _matrix(reading, matrix, bank)
    if not questions and not controls:
        raise DataError(f"{book.name} holds no text for a question or control of {bank.title} {bank.version}")
    return PublishedWorkbook(questions or None, controls or None, tuple(reading.strange))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known about a workbook while it is read; ``strange`` are the ids in it that are none of ours."""

    book: OpenedWorkbook
    today: date
    strange: dict[str, None] = field(default_factory=dict)

    def version(self, sheets: Collection[str], strange: Collection[str]) -> str:
        """The version that the sheets are of; empty where they do not say.

        Raises:
            DataError: it is one that cannot be taken.
        """
        self.strange.update(dict.fromkeys(strange))
        editions = [edition_of(self.book, sheet) for sheet in sheets]
        if any(_CLOUD.search(folded(text)) for text in (*sheets, *(edition.name for edition in editions))):
            raise DataError(
                f"{self.book.name} holds the cloud controls (CCM or CAIQ), and not those for AI; "
                "choose the workbook of the AICM or of the AI-CAIQ"
            )
        earlier = next((edition.version for edition in editions if edition.is_earlier), "")
        if earlier:
            raise DataError(
                f"{self.book.name} is of version {earlier}, in which many ids mean other controls than in 1.1; "
                "take the workbook of version 1.1 from CSA and load that"
            )
        version = next((edition.version for edition in editions if edition.version), "")
        if not version and strange:
            raise DataError(
                f"{self.book.name} does not say its version, and has ids that 1.1 does not know ({_some(strange)}); "
                "take the workbook of version 1.1 from CSA and load that"
            )
        return version

    def source(self, kind: Kind, version: str, counts: Mapping[str, int]) -> Source:
        """Where texts come from."""
        return Source(kind, version, clean(self.book.name), self.today, counts)


def _questionnaire(book: OpenedWorkbook) -> Questionnaire | None:
    """The questionnaire, where there is one; a book that this program wrote holds our words.

    Raises:
        DataError: a sheet is broken.
    """
    if not has_questionnaire(book, Column.ID, Column.QUESTION):
        return None
    found = find_questionnaire(book, Column.ID, Column.QUESTION)
    headings = {folded(heading) for heading in found.headings.values()}
    return None if headings & _OUR_HEADINGS else found


def _questions(reading: _Reading, found: Questionnaire, bank: Bank) -> PublishedQuestions | None:
    reader = PublishedReader(reading.book.name)
    texts: dict[str, str] = {}
    for typed, row in found.question_rows():
        question = reader.known_id(typed, bank.control_by_question)
        if question and (text := reader.text(found.cell(row, Column.QUESTION))):
            texts.setdefault(question, text)
    version = reading.version((found.sheet,), reader.strange)
    source = reading.source(Kind.QUESTIONS, version, {"questions": len(texts)})
    return PublishedQuestions(source, texts) if texts else None


def _matrix(reading: _Reading, found: MatrixSheets, bank: Bank) -> PublishedMatrix | None:
    reader = PublishedReader(reading.book.name)
    read = read_matrix(found, bank.controls, reader)
    version = reading.version(found.names, reader.strange)
    source = reading.source(Kind.MATRIX, version, read.counts)
    return PublishedMatrix(source, read.specifications, read.controls) if read.counts else None


def _some(ids: Collection[str]) -> str:
    """The first few ids."""
    return ", ".join([*list(ids)[:_MOST_NAMED], *(["…"] if len(ids) > _MOST_NAMED else [])])
