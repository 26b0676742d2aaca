"""What people type into columns C and D of the official questionnaire: its three answers and eleven owners, however written.

What is clear is taken, and further words beside it are handed back. What could be meant in two ways is nothing: an answer
that was guessed is worse than one that somebody is asked for.
"""

import re
import unicodedata
from dataclasses import dataclass

from wizard.core.answers import SsrmOwnership, Status

_HYPHENS = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_PLACEHOLDER = re.compile(
    r"[-–—<\[( ]*(please )?(select|choose)( (one|an? (item|answer|option|value|owner)|answer|owner|from (the )?list))?[-–—>\]). …:]*"
)
_HEADS: tuple[tuple[Status, str], ...] = (
    (Status.PARTIAL, r"partial(ly)?|partly|in part"),
    (Status.NA, r"n\s*[/\\.]\s*a\b\.?|n\.?\s?a\b\.?|n-a\b|not[\s-]applicable|does not apply|inapplicable"),
    (Status.NO, r"not (yet )?implemented|not yet|not in place|not met|not done"),
    (Status.NO, r"no?(?=$|\s*[\-–—,.;:(\[/|!]|\s*\n)|[✗✘❌✖]\ufe0f?"),
    (Status.YES, r"(fully )?implemented(?=[.!]?$)|in place(?=[.!]?$)"),
    (Status.YES, r"yes(?=$|[\s\-–—,.;:(\[/|!])|y(?=$|\s*[\-–—,.;:(\[/|!]|\s*\n)|x$|[✓✔✅☑]\ufe0f?"),
)
"""How an answer begins; the first that fits counts."""
_GAPS = re.compile(r"\b(partial(ly)?|partly|in part|mostly|largely|(minor|some|small|few|with) gaps?)\b")
"""Beside a yes or a no: what CSA's rule for partial implementations is about."""
_DOUBTS = {
    Status.YES: re.compile(r"\?|\b(no|n|not|n/?a|none|never|planned|plan|progress|future|pending|tb[dc]|soon|will)\b"),
    Status.NO: re.compile(r"\?|\b(yes|y|n/?a|not? applicable|does not apply)\b"),
    Status.PARTIAL: re.compile(r"\?|\b(yes|no|y|n/?a|not)\b"),
    Status.NA: re.compile(r"\?$|^\W*(?:(?:or|and)\W+)?(?:yes|no|partial(?:ly)?|y|n)\W*$"),
}
"""Further words that take the answer back, or may do."""

_PARTIES = {
    "csp": r"cloud service providers?",
    "osp": r"orchestrated services? providers?",
    "mp": r"model providers?",
    "ap": r"application providers?",
    "aic": r"ai customers?|(service )?customers?",
}
_ORDER = ("csp", "mp", "osp", "ap", "aic")
_SHARED_PAIRS = {
    frozenset(item.parties): item for item in SsrmOwnership if len(item.parties) > 1 and item.value.startswith("Shared")
}
_OWNED = {next(iter(item.parties)): item for item in SsrmOwnership if len(item.parties) == 1}
_FILLERS = frozenset(
    ["owned", "owner", "by", "the", "shared", "between", "and", "with", "of", "is", "responsibility", "provider", "s"]
)
_CHAIN = frozenset(["shared", "across", "the", "entire", "whole", "ai", "supply", "chain"])
_NOBODY = ({"nd"}, {"n", "d"}, {"not", "determined"}, {"undetermined"}, {"not", "yet", "determined"})
_LONGEST_OWNER = 500
"""Characters; longer texts are no owner, whatever they begin with."""
_TAIL = re.compile(r"\s*[(\[:;,\n]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a cell says: the status or the owner, and the words beside it as they were typed.

    ``is_exact`` says whether a status is as fine as ours: YES and NO alone are not.
    """

    value: Status | SsrmOwnership | None
    more: str = ""
    is_exact: bool = False


NOTHING = Typed(None)


def official_status(text: str) -> Typed | None:
    """What column C says; nothing in it for an empty cell, and nothing at all where it is not clear."""
    plain = _plain(text)
    if not plain or _says_nothing(plain):
        return NOTHING
    if plain == "true":  # a ticked box; one that is not ticked may be a no, or not answered
        return Typed(Status.YES)
    for written in (_HYPHENS.sub("-", text.strip()), unicodedata.normalize("NFKC", text).strip()):
        for status, form in _HEADS:
            match = re.match(form, written, re.IGNORECASE)
            if match:
                return _with_words(status, written[match.end() :])
    return None


def official_owner(text: str) -> Typed | None:
    """What column D says; nothing in it for an empty cell, and nothing at all where it is not clear."""
    if len(text) > _LONGEST_OWNER:
        return None
    plain = _plain(text)
    if not plain or _says_nothing(plain):
        return NOTHING
    owner = _owner(plain)
    if owner:
        return Typed(owner)
    for cut in _TAIL.finditer(text):
        head, tail = _plain(text[: cut.start()]), text[cut.start() :]
        owner = _owner(head)
        if owner and not _parties(_plain(tail))[0]:
            return Typed(owner, _stripped(tail))
    return None


def says_not_applicable(text: str) -> bool:
    """Whether a text is NA in some spelling, without further words."""
    typed = official_status(text)
    return typed is not None and typed.value is Status.NA and not typed.more


def _with_words(status: Status, tail: str) -> Typed | None:
    """A status with what stands behind it, unless that takes it back."""
    words = _plain(tail)
    if _DOUBTS[status].search(words):
        return None
    if _GAPS.search(words) and status in (Status.YES, Status.NO):
        status = Status.YES_GAPS if status is Status.YES else Status.PARTIAL
    return Typed(status, _stripped(tail), is_exact=status not in (Status.YES, Status.NO))


def _owner(plain: str) -> SsrmOwnership | None:
    parties, rest = _parties(plain)
    if not parties:
        if rest <= _CHAIN and {"supply", "chain"} <= rest:
            return SsrmOwnership.SUPPLY_CHAIN
        return SsrmOwnership.NOT_DETERMINED if rest - {"nd"} in _NOBODY or rest in _NOBODY else None
    if not rest <= _FILLERS:
        return None
    if len(parties) == 1:
        return None if "shared" in rest else _OWNED[next(iter(parties)).upper()]
    return _SHARED_PAIRS.get(frozenset(party.upper() for party in parties)) if "owned" not in rest else None


def _parties(plain: str) -> tuple[set[str], set[str]]:
    """The parties that a text names, and its other words."""
    for short, long in _PARTIES.items():
        plain = re.sub(rf"\b({long})\b", f" {short} ", plain.replace("-", " "))
    words = re.findall(r"[^\W_]+", re.sub(r"(shared|owned)", r" \1 ", plain))
    return set(words) & set(_ORDER), set(words) - set(_ORDER)


def _plain(text: str) -> str:
    """The text in one line, without what people write differently: letter case, blanks, kinds of hyphens."""
    folded = unicodedata.normalize("NFKC", text).replace("\u200b", "").casefold()
    return " ".join(_HYPHENS.sub("-", folded).split())


def _says_nothing(plain: str) -> bool:
    """Whether it is a lone dash, or what a drop-down shows before somebody has chosen."""
    return set(plain) <= {"-"} or bool(_PLACEHOLDER.fullmatch(plain))


def _stripped(words: str) -> str:
    """Words without the sign that sets them off; in brackets of their own, without these."""
    bare = words.strip().lstrip("-–—,.;:/|! \t\n").strip()
    inner = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]\.?", bare)
    return (inner[1] if inner else bare).strip()
