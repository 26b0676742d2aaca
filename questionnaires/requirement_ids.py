"""Reads the requirements of standards as the AICM prints them: one spelling for each, and the odd ones told apart.

The matrix spells one requirement in several ways, names several in one entry, and adds remarks. Here an entry becomes the
ids that it names for certain, by the form of the ids and by the catalogue of those that a standard has. Nothing is
guessed: what cannot be told stays as it is printed, with the reason.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from questionnaires.model import MappedRequirement

Catalogue = Mapping[str, Collection[str]]
"""The ids that a standard has, by its name."""
_Found = Iterator[tuple[str, str]]
_Place = tuple[str, ...]

_C5, _AIC4, _EITHER = "BSI C5", "BSI AIC4", "BSI AIC4/C5"
_AIC4_AREAS = frozenset(("SR", "PF", "RE", "DQ", "DM", "EX", "BI", "PC"))
_IN_BOTH = "BC"
"""The area about the boundary conditions of a service, which AIC4 and C5 both have."""
_BSI_ENTRY = re.compile(r"(?:C([45]) )?([A-Z]{2,3})-([0-9]{1,2})(?: \([^()]*\)| Additional Criteria)?")

_EDITIONS = {"ISO/IEC 27001": 2022, "ISO/IEC 27002": 2022, "ISO/IEC 42001": 2023}
_WITHOUT_LETTERS = "ISO/IEC 27002"
"""Its controls have the numbers of Annex A of ISO/IEC 27001, without the letter."""
_ISO_ID = r"(?:[A-D][./])?[0-9]{1,2}(?:\.[0-9]{1,2})*"
_ISO_ENTRY = re.compile(rf"(?:Annex A )?(?:Control )?({_ISO_ID}(?:[/,&] ?{_ISO_ID})*)(?: - .*)?")

_AI_ACT = "EU AI Act"
_BETWEEN = re.compile(r" *(?:&|\band\b) *(?=Article|Annex|Recital)")
_HEAD = re.compile(r"(Article|Annex|Recital) ([0-9]{1,3}|[IVX]+)((?:, [IVX]+\b)*)")
_SECTION = re.compile(r",? *\(?Section ([0-9])\)?")
_PAGE = re.compile(r",? *\(?(?:pg\.|page) *[0-9]+(?:/[0-9]+)?\)?")
_BARE_NUMBER = re.compile(r"^ ([0-9]+(?:\.[0-9]+)?)(?= \(|$)")
_PART = re.compile(r" *(,?) *\(([^()]*)\)")
_NUMBER_OR_LETTER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]")
_BOTH = re.compile(r"([0-9]+)\[([a-z])\]")
_RANGE = re.compile(r"([0-9]+) ?- ?([0-9]+)")
_REMARK = re.compile(r"[A-Za-z][A-Za-z ,-]{3,}")
_MOST_IN_A_RANGE = 20
_POINTS_OF = {
    "Article 11 (1)": "",
    "Article 17 (1)": "abcdefghijklm",
    "Article 53 (1)": "abcd",
    "Article 55 (1)": "abcd",
    "Article 72 (2)": "",
}
"""The lettered points of paragraphs that the mapping names with others, too."""
_POINTS_IN_ONE_PARAGRAPH = ("Article 17", "Article 55")
"""Articles whose only lettered points stand in paragraph 1: a point without a paragraph can only be there."""
_OTHER_ARTICLE = {
    "Article 19 (QMS Documentation)": "article 19 is about logs, the quality management system is article 17",
    "Article 93 (post-market monitoring)": "article 93 is about powers over providers, post-market monitoring is article 72",
}
"""Entries whose remark speaks of another article than their number."""
_SHAPES = ((), (False,), (True,), (False, True))
"""What a place in an article may be: nothing more, a paragraph, a point, or a point of a paragraph (true for letters)."""

_FUNCTIONS = {"GV": "GOVERN", "MP": "MAP", "MS": "MEASURE", "MG": "MANAGE"}
_SUBCATEGORIES = {
    "GOVERN": (7, 3, 2, 3, 2, 2),
    "MAP": (6, 3, 5, 2, 2),
    "MEASURE": (3, 13, 3, 3),
    "MANAGE": (4, 4, 2, 3),
}
"""How many subcategories each category of the NIST AI RMF has, on which AI 600-1 builds."""
_WITH_ACTIONS = {
    "GOVERN": frozenset(
        ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "3.2", "4.1", "4.2", "4.3", "5.1", "6.1", "6.2"]
    ),
    "MAP": frozenset(["1.1", "1.2", "2.1", "2.2", "2.3", "3.4", "4.1", "5.1", "5.2"]),
    "MEASURE": frozenset(
        [
            "1.1",
            "1.3",
            "2.2",
            "2.3",
            "2.5",
            "2.6",
            "2.7",
            "2.8",
            "2.9",
            "2.10",
            "2.11",
            "2.12",
            "2.13",
            "3.2",
            "3.3",
            "4.2",
        ]
    ),
    "MANAGE": frozenset(["1.3", "2.2", "2.3", "2.4", "3.1", "3.2", "4.1", "4.2", "4.3"]),
}
"""The 49 subcategories for which AI 600-1 suggests actions."""
_ACTION = re.compile(r"([A-Z]+)-([0-9])\.([0-9]{1,2})-([0-9]{3})")
_SUBCATEGORY = re.compile(r"([A-Z]+) ([0-9])\.([0-9]{1,2})")
_APPENDIX = re.compile(r"(?:Appendix )?(A\.1\.[1-8])")


class _OddEntryError(Exception):
    """An entry that names no requirement for certain; its text is the reason."""


def read_requirement(framework: str, printed: str, catalogue: Catalogue) -> tuple[MappedRequirement, ...]:
    """What an entry of the mapping names: one requirement or several, or the entry itself with the reason why none.

    Entries of frameworks that are not known here are taken as they are.
    """
    text = " ".join(printed.split())
    reader = _READERS.get(framework)
    if reader is None:
        return (MappedRequirement(framework, text, printed),)
    try:
        found = dict.fromkeys(reader(framework, text, catalogue))
    except _OddEntryError as odd:
        return (MappedRequirement(framework, printed, printed, str(odd)),)
    return tuple(MappedRequirement(name, id_, printed) for name, id_ in found)


def _iso(framework: str, text: str, catalogue: Catalogue) -> _Found:
    if framework not in _EDITIONS:
        number_missing = f"the entry does not say which standard of {framework} is meant"
        raise _OddEntryError(number_missing if framework == "ISO/IEC" else f"the ids of {framework} are not known here")
    known = catalogue.get(framework, ())
    match = _ISO_ENTRY.fullmatch(text)
    if text in known:
        yield framework, text
    elif match:
        for id_ in re.findall(_ISO_ID, match[1]):
            yield framework, _iso_id(framework, id_.replace("/", "."), known)
    else:
        message = f"this does not have the form of a clause or control of {framework}"
        raise _OddEntryError(message)


def _iso_id(framework: str, id_: str, known: Collection[str]) -> str:
    """The id as its standard has it: alone, or the only one that it can be with or without the letter of an annex."""
    if id_ in known:
        return id_
    bare = id_.removeprefix("A.") if framework == _WITHOUT_LETTERS else id_
    likely = [other for other in (bare, f"A.{id_}", f"B.{id_}") if other in known]
    if len(likely) == 1:
        return likely[0]
    edition = f"{framework}:{_EDITIONS[framework]} has no {id_}"
    raise _OddEntryError(f"{edition}; it may mean {' or '.join(likely)}" if likely else edition)


def _ai_act(framework: str, text: str, catalogue: Catalogue) -> _Found:
    known = catalogue.get(framework, ())
    if text in _OTHER_ARTICLE:
        raise _OddEntryError(_OTHER_ARTICLE[text])
    for entry in _BETWEEN.split(text):
        head = _HEAD.match(entry)
        if not head:
            message = "this does not name an article, an annex or a recital one by one"
            raise _OddEntryError(message)
        heads = [f"{head[1]} {name}" for name in (head[2], *head[3].replace(",", " ").split())]
        for name in heads:
            if name not in known:
                message = f"the {framework} has no {name}"
                raise _OddEntryError(message)
        for part in _parts(entry[head.end() :]):
            yield from ((framework, _with_known_point(f"{name}{part}")) for name in heads)


def _with_known_point(place: str) -> str:
    """The place with its paragraph where only one can be meant; one with a point that its paragraph lacks is odd."""
    article, _, point = place.partition(" (")
    if article in _POINTS_IN_ONE_PARAGRAPH and point[:1].isalpha():
        place = f"{article} (1) ({point}"
    paragraph, _, last = place.rpartition(" (")
    if paragraph in _POINTS_OF and last[:1] not in _POINTS_OF[paragraph]:
        message = f"{paragraph} has no point ({last}"
        raise _OddEntryError(message)
    return place


def _parts(rest: str) -> Iterator[str]:
    """What follows an article's number, spelled in one way: paragraph and point, each in brackets after a blank."""
    section = _SECTION.search(rest)
    rest = _BARE_NUMBER.sub(r" (\1)", _PAGE.sub("", _SECTION.sub("", rest, count=1)))
    done: list[_Place] = []
    places: list[_Place] = [()]
    for comma, content in _PART.findall(rest):
        steps = _steps(content)
        if comma:  # another paragraph or point beside the one before
            done, places = [*done, *places], [places[-1][:-1]]
        places = [(*place, *step) for place in places for step in steps]
    left = _PART.sub("", rest).strip()
    if left:
        message = f"what {left!r} means here cannot be told"
        raise _OddEntryError(message)
    for place in (*done, *places):
        if tuple(step.isalpha() for step in place) not in _SHAPES:
            message = "these numbers and letters do not follow each other as paragraphs and points do"
            raise _OddEntryError(message)
        yield (f", Section {section[1]}" if section else "") + "".join(f" ({step})" for step in place)


def _steps(content: str) -> list[_Place]:
    """What stands in one pair of brackets: a paragraph or point, several in a row, or a remark, which adds nothing."""
    if _NUMBER_OR_LETTER.fullmatch(content):
        return [(content,)]
    if both := _BOTH.fullmatch(content):
        return [(both[1], both[2])]
    if several := _RANGE.fullmatch(content):
        first, last = int(several[1]), int(several[2])
        if not 0 < last - first < _MOST_IN_A_RANGE:
            message = f"({content}) is no range"
            raise _OddEntryError(message)
        return [(str(number),) for number in range(first, last + 1)]
    if _REMARK.fullmatch(content):
        return [()]
    message = f"what ({content}) means here cannot be told"
    raise _OddEntryError(message)


def _nist(framework: str, text: str, _: Catalogue) -> _Found:
    if appendix := _APPENDIX.fullmatch(text):
        yield framework, f"Appendix {appendix[1]}"
    elif action := _ACTION.fullmatch(text):
        function = _FUNCTIONS.get(action[1], "")
        _check_subcategory(function, action[2], action[3], text)
        if f"{action[2]}.{action[3]}" not in _WITH_ACTIONS[function]:
            message = f"{framework} suggests no action for {function} {action[2]}.{action[3]}"
            raise _OddEntryError(message)
        yield framework, text
    elif subcategory := _SUBCATEGORY.fullmatch(text):
        _check_subcategory(subcategory[1], subcategory[2], subcategory[3], text)
        yield framework, text
    else:
        end = text.endswith(" to")
        message = "a range without its end" if end else f"this does not have the form of an action of {framework}"
        raise _OddEntryError(message)


def _check_subcategory(function: str, category: str, number: str, text: str) -> None:
    counts = _SUBCATEGORIES.get(function)
    if counts is None:
        message = f"no function of the NIST AI RMF has the letters of {text}"
    elif not 1 <= int(category) <= len(counts) or not 1 <= int(number) <= counts[int(category) - 1]:
        message = f"the NIST AI RMF has no {function} {category}.{number}"
    else:
        return
    raise _OddEntryError(message)


def _bsi(framework: str, text: str, catalogue: Catalogue) -> _Found:
    match = _BSI_ENTRY.fullmatch(text)
    if not match:
        message = "this does not have the form of a criterion, such as OPS-10"
        raise _OddEntryError(message)
    said, area, number = match.groups()
    id_ = f"{area}-{int(number):02}"
    named = {"4": _AIC4, "5": _C5}.get(said, framework)
    if named == _EITHER and area == _IN_BOTH:
        message = f"AIC4 and C5 both have {id_}, and the entry does not say which is meant"
        raise _OddEntryError(message)
    if named != _C5 and (area in _AIC4_AREAS or (named == _AIC4 and area == _IN_BOTH)):
        yield _AIC4, id_
    elif named != _AIC4 and id_ in catalogue.get(_C5, ()):
        yield _C5, id_
    else:
        message = f"{named} has no {id_}" if named != _EITHER else f"neither AIC4 nor C5 has {id_}"
        raise _OddEntryError(message)


_READERS: Mapping[str, Callable[[str, str, Catalogue], _Found]] = {
    "ISO/IEC": _iso,
    "ISO/IEC 27001": _iso,
    "ISO/IEC 27002": _iso,
    "ISO/IEC 27701": _iso,
    "ISO/IEC 42001": _iso,
    _AI_ACT: _ai_act,
    "NIST AI 600-1": _nist,
    _AIC4: _bsi,
    _C5: _bsi,
    _EITHER: _bsi,
}
"""How the entries of each framework are read."""
