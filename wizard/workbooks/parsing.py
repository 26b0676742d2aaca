"""Parses a part of a file from elsewhere without ever holding it: element by element, as the parser meets them.

No tree is built: of what a reader does not want, nothing stays in memory.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias
from xml.parsers import expat

from wizard.errors import DataError
from wizard.workbooks import limits
from wizard.workbooks.package import document_type

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


ITEM, SOUND, TEXT, RUN = (f"{MAIN} {tag}" for tag in ("si", "rPh", "t", "r"))
"""A shared text, how to pronounce a part of a text, the text itself, and a run of one look in it."""

Begin: TypeAlias = Callable[[str, dict[str, str]], None]
End: TypeAlias = Callable[[str], None]
Text: TypeAlias = Callable[[str], None]


class PartReader:
    """Reads one part of the file that sentences call ``name``; the kinds of it say what they take from its elements."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path: list[str] = []
        """The elements around the place that is read, the outermost first."""
        self._namespaces = 0
        self.has_all = False
        """Whether the rest of the part need not be read."""

    def handlers(self) -> tuple[Begin, End, Text]:
        """What is to be done at the beginning and end of an element, and with text.

        Each element is put on the path when it begins, and taken off when it ends.
        """
        raise NotImplementedError

    def read(self, pieces: Iterable[bytes]) -> Iterator[None]:
        """Read a part; comes back after each piece.

        Raises:
            DataError: it holds what no real workbook does.
            ExpatError: it is no XML.
        """
        names: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=" ", intern=names)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self.handlers()
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartNamespaceDeclHandler = self._count_namespace
        size = 0
        for piece in pieces:
            parser.Parse(piece, False)
            size += len(piece)
            held = size - max(parser.CurrentByteIndex, 0)
            if len(self.path) > limits.DEEPEST or held > limits.LONGEST_MARK or len(names) > limits.MOST_NAMES:
                raise strange(self.name)
            yield
            if self.has_all:
                return
        parser.Parse(b"", True)
        yield

    def read_all(self, pieces: Iterable[bytes]) -> None:
        """Read a part to its end.

        Raises:
            DataError: it holds what no real workbook does.
            ExpatError: it is no XML.
        """
        for _ in self.read(pieces):
            pass

    def check_root(self, wanted: str) -> None:
        """See that the outermost element is the wanted one.

        Raises:
            DataError: the file is of the strict kind of the format, which few programs write or read.
            ValueError: it is another element.
        """
        tag = self.path[0]
        if tag.startswith(STRICT):
            raise DataError(
                f"{self.name} is a 'Strict Open XML' workbook; save it as an ordinary Excel workbook (.xlsx), and use that file"
            )
        if tag != wanted:
            raise ValueError(tag)

    def _count_namespace(self, *_: object) -> None:
        self._namespaces += 1
        if self._namespaces > limits.MOST_NAMESPACES:
            raise strange(self.name)

    def _refuse_document_type(self, *_: object) -> None:
        raise document_type(self.name)


class ElementReader(PartReader):
    """Reads elements that say all in their attributes."""

    root = ""
    """The outermost element, where it matters."""
    wanted: frozenset[str]
    """The elements that are taken."""

    def handlers(self) -> tuple[Begin, End, Text]:
        """Take the wanted elements; all else is only met."""
        push, pop, path, wanted, root = self.path.append, self.path.pop, self.path, self.wanted, self.root

        def begin(tag: str, given: dict[str, str]) -> None:
            push(tag)
            if tag in wanted:
                self.take(tag, given)
            elif len(path) == 1 and root:
                self.check_root(root)

        def end(_: str) -> None:
            pop()

        return begin, end, ignore

    def take(self, tag: str, given: dict[str, str]) -> None:
        """Take an element with what its attributes say.

        Raises:
            DataError: it says what no real workbook does.
            ValueError, KeyError: it is broken.
        """
        raise NotImplementedError


class Listener:
    """Hears a text that comes in pieces, while it listens; ``name`` is what sentences call the file."""

    __slots__ = ("_length", "_name", "_pieces", "listens")

    def __init__(self, name: str) -> None:
        self.listens = False
        self._name = name
        self._pieces: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """What was heard."""
        return "".join(self._pieces)

    def forget(self) -> None:
        """Begin a new text."""
        self._pieces.clear()
        self._length = 0

    def take(self, data: str) -> None:
        """Hear a piece.

        Raises:
            DataError: the text is longer than that of any real cell.
        """
        if self.listens:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > limits.LONGEST_TEXT:
                raise too_long_text(self._name)


def ignore(_: str) -> None:
    """Do nothing with a text."""


def strange(name: str) -> DataError:
    """The sentence about a file that was made to trouble whoever reads it."""
    return DataError(f"{name} is built like no workbook; it was not read, choose another file")


def too_much_text(name: str) -> DataError:
    """The sentence about a file that holds more text than is read."""
    return DataError(f"{name} holds more text than any workbook of this kind; it was not read, choose another file")


def too_long_text(name: str) -> DataError:
    """The sentence about a file with a text that no cell of a real workbook holds."""
    return DataError(
        f"{name} has a cell with more than {limits.LONGEST_TEXT:,} characters; shorten it in a spreadsheet program"
    )
