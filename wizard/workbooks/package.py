"""The zip file that a workbook is: its parts, unpacked piece by piece, and what is refused before any of it is parsed."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from wizard.errors import DataError
from wizard.workbooks import limits

_PIECE = 1 << 17
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
_LISTED = b"PK\x01\x02"
"""What each entry of the list of parts begins with."""
_HEAD = 30
"""Bytes before the name of a part."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML_ENDINGS = (".xml", ".rels", ".vml")
"""Parts that are measured at once. Pictures are never unpacked."""
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
CONTENT_TYPES = "[Content_Types].xml"


class Package:
    """The parts of a file by their names, for which letter case does not matter."""

    def __init__(self, content: bytes, name: str) -> None:
        """Take stock of a file; ``name`` is what sentences about it call it.

        Raises:
            DataError: it is no workbook, or one that no program makes.
            BadZipFile, and other errors of broken files.
        """
        self.name = name
        _refuse_other_formats(content, name)
        if content.count(_LISTED) > limits.MOST_ENTRIES:
            raise DataError(f"{name} holds more than {limits.MOST_ENTRIES:,} parts; it is no workbook of this kind")
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        entries = self._archive.infolist()
        _refuse_other_packages(entries, name)
        _refuse_tricks(entries, self._archive.start_dir, name)
        if sum(entry.file_size for entry in entries) > limits.MOST_DECLARED:
            raise self._too_large()
        self._entries = {entry.filename.casefold(): entry for entry in entries}
        self._measured: set[str] = set()
        self._size = self._marks = 0
        for part in self._entries:
            if part.endswith(_XML_ENDINGS):
                self._measure(part)

    def _too_large(self) -> DataError:
        return DataError(
            f"{self.name} unpacks to more than any workbook of this kind holds; it was not read, choose another file"
        )

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.casefold() in self._entries

    def pieces(self, part: str) -> Iterator[bytes]:
        """Unpack a part of XML, piece by piece; it is measured before.

        Raises:
            DataError: it is larger than that of any real workbook.
            KeyError: there is no such part.
            BadZipFile, and other errors of broken files.
        """
        if part.casefold() not in self._measured:
            self._measure(part.casefold())
        return self._unpacked(part.casefold())

    def _unpacked(self, part: str) -> Iterator[bytes]:
        with self._archive.open(self._entries[part]) as source:
            while piece := source.read(_PIECE):
                yield piece

    def _measure(self, part: str) -> None:
        """Unpack a part, and stop at what no real workbook holds, whatever the file says of itself."""
        self._measured.add(part)
        signs, before = 0, b""
        for piece in self._unpacked(part):
            self._size += len(piece)
            self._marks += piece.count(b"<") + piece.count(b"/>") + piece.count(b"/\0>")
            signs += piece.count(b"=")
            if self._size > limits.MOST_UNPACKED or self._marks > limits.MOST_MARKS or signs > limits.MOST_SIGNS:
                raise self._too_large()
            if any(doctype in before + piece for doctype in _DOCTYPES):
                raise document_type(self.name)
            before = piece[-len(_DOCTYPES[1]) :]


def document_type(name: str) -> DataError:
    """The sentence about a file that declares its own kind of XML, by which it could name other files or grow."""
    return DataError(
        f"{name} holds a document type declaration, which no workbook needs; it was not read, choose another file"
    )


def resolved(target: str, part: str) -> str:
    """The part that another part names."""
    if target.startswith("/"):
        return posixpath.normpath(target[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _refuse_other_formats(content: bytes, name: str) -> None:
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED_MARK in content:
            raise DataError(f"{name} is protected by a password; save it without one, and use that file")
        raise DataError(f"{name} is in the old format of Excel (.xls); save it as .xlsx, and use that file")
    if not content.startswith(b"PK"):
        raise DataError(f"{name} is no workbook; choose a file that a spreadsheet program saved as .xlsx")


def _refuse_other_packages(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DataError(f"{name} is protected by a password; save it without one, and use that file")
    names = {entry.filename for entry in entries}
    if "content.xml" in names and "mimetype" in names:
        raise DataError(f"{name} is an OpenDocument file (.ods); save it as .xlsx, and use that file")
    if any(part.endswith("workbook.bin") for part in names):
        raise DataError(f"{name} is in Excel's binary format (.xlsb); save it as .xlsx, and use that file")
    if CONTENT_TYPES not in names or not any(part.endswith("workbook.xml") for part in names):
        raise DataError(f"{name} is a zip file without a workbook; choose a file that ends in .xlsx")


def _refuse_tricks(entries: list[zipfile.ZipInfo], end: int, name: str) -> None:
    """Refuse what is harmless here but made by no spreadsheet program, and harmful to whoever unpacks the file."""
    wrong = ""
    counted = Counter(entry.filename.casefold() for entry in entries)
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        wrong = "is packed in a way that no spreadsheet program uses"
    elif any(_leads_elsewhere(entry) for entry in entries):
        wrong = "names a part outside of itself"
    elif any(count > 1 for count in counted.values()):
        wrong = "holds two parts of the same name"
    else:
        placed = sorted(entries, key=lambda entry: entry.header_offset)
        starts = [*(entry.header_offset for entry in placed[1:]), end]
        if any(_end(entry) > start for entry, start in zip(placed, starts, strict=True)):
            wrong = "holds parts that overlap"
    if wrong:
        raise DataError(f"{name} {wrong}; open it in a spreadsheet program, save it as .xlsx, and use that file")


def _leads_elsewhere(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _end(entry: zipfile.ZipInfo) -> int:
    return entry.header_offset + _HEAD + len(entry.orig_filename) + entry.compress_size
