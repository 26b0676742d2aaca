"""Which document of CSA's a sheet belongs to, and in which version; people's copies say it in several ways, or not at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from wizard.core.text import clean
from wizard.workbooks.opening import OpenedWorkbook

_VERSION = re.compile(r"(?<![\d.])v?\.? ?(\d{1,2}(?:\.\d{1,3}){1,2})(?![\d.]*\d)", re.IGNORECASE)
_DOCUMENT = re.compile(r"caiq|aicm|controls[ _]matrix|assessments initiative", re.IGNORECASE)
"""A version beside other words counts where they name one of the documents: reports have versions, too."""
_LONGEST_STAMP = 2_000
_PRESENT, _EARLIER = "1.1", "1.0"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a sheet says of itself: the document's name and version, each empty where nothing tells it."""

    name: str = ""
    version: str = ""

    @property
    def is_present(self) -> bool:
        """Whether its ids mean what ours mean: 1.1 and its corrections."""
        return self._family == _PRESENT

    @property
    def is_earlier(self) -> bool:
        """Whether it is AI-CAIQ 1.0.x or AICM 1.0.x, many ids of which mean something else today."""
        return self._family == _EARLIER

    @property
    def is_unknown(self) -> bool:
        """Whether it says a version that this program has never heard of."""
        return bool(self.version) and not self.is_present and not self.is_earlier

    @property
    def _family(self) -> str:
        return ".".join(self.version.split(".")[:2])


def edition_of(book: OpenedWorkbook, sheet: str) -> Edition:
    """The edition that a sheet belongs to: by its own first cell, its name, the first cells of the others, the file's name.

    The first cell may hold CSA's stamp (a JSON object), a bare version, or a title with a version in it.

    Raises:
        DataError: a sheet is broken.
    """
    name = ""
    for text in _places(book, sheet):
        found = _stamped(text) or _titled(text)
        name = name or found.name
        if found.version:
            return Edition(name, found.version)
    return Edition(name)


def _places(book: OpenedWorkbook, sheet: str) -> Iterator[str]:
    yield _first_cell(book, sheet)
    yield sheet
    yield from (_first_cell(book, other) for other in book.sheets if other != sheet)
    yield book.name


def _first_cell(book: OpenedWorkbook, sheet: str) -> str:
    """What stands in A1; empty where nothing does."""
    for row in islice(book.rows(sheet), 1):
        if row[0].address == "A1" and row[0].value is not None:
            return clean(str(row[0].value))[:_LONGEST_STAMP]
    return ""


def _stamped(text: str) -> Edition | None:
    """The edition of a JSON stamp; nothing where the text is none."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        stamp = json.loads(text)
    except (ValueError, RecursionError):
        return None
    said = {str(name).casefold(): str(value) for name, value in stamp.items() if isinstance(value, str | int | float)}
    version = next((value for name, value in said.items() if name.endswith("version")), "")
    name = next((value for name, value in said.items() if name.endswith("name")), "")
    match = _VERSION.search(version)
    return Edition(" ".join(name.split()), match[1] if match else "")


def _titled(text: str) -> Edition:
    """The version that a title or a file's name holds."""
    match = _VERSION.fullmatch(text.strip()) or (_VERSION.search(text) if _DOCUMENT.search(text) else None)
    return Edition("", match[1] if match else "")
