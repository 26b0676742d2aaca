"""What people type into columns C and D of the official questionnaire: its three answers and eleven owners, however written.

What is clear is taken, and further words beside it are handed back. What could be meant in two ways is nothing: an answer
that was guessed is worse than one that somebody is asked for. So a yes that is taken back, is only meant to come, or holds
under a condition is none.

By CSA's rule for partial implementations an answer stays YES where the gaps are minor. "Yes, partially" and "YES (mostly)"
are taken at that word: the provider has judged the gaps, and the words beside it are handed back like all others.
"""

import re
import unicodedata
from dataclasses import dataclass

from wizard.core.answers import SsrmOwnership, Status
from wizard.workbooks.values import plain_hyphens

_PLACEHOLDER = re.compile(
    r"[-–—<\[( ]*(please )?(select|choose)( (one|an? (item|answer|option|value|owner)|answer|owner|from (the )?list))?[-–—>\]). …:]*"
)
_HEADS: tuple[tuple[Status, str], ...] = (
    (Status.PARTIAL, r"partial(ly)?|partly|in part"),
    (Status.NA, r"n\s*[/\\.]\s*a\b\.?|n\.?\s?a\b\.?|n-a\b|not[\s-]applicable|does not apply|inapplicable"),
    (Status.NO, r"not (yet )?implemented|not yet|not in place|not met|not done"),
    (Status.NO, r"no?(?=$|\s*[\-–—,;:(\[/|!]|\s*\.(?!\s*\d)|\s*\n)|[✗✘❌✖]\ufe0f?"),
    (Status.YES, r"(fully )?implemented(?=[.!]?$)|in place(?=[.!]?$)"),
    (Status.YES, r"yes(?=$|[\s\-–—,.;:(\[/|!])|y(?=$|\s*[\-–—,.;:(\[/|!]|\s*\n)|[✓✔✅☑]\ufe0f?"),
)
"""How an answer begins; the first that fits counts."""
_GAPS = re.compile(r"\b(partial(ly)?|partly|in part|mostly|largely|(minor|some|small|few|with) gaps?)\b")
"""Beside a yes or a no: what CSA's rule for partial implementations is about."""
_WHEN = (
    r"(q[1-4]|h[12]|20\d\d|next|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TAKEN_BACK = (
    r"\?",
    r"\b(no|n|not|n/?a|none|never|cannot|but|except|unless|until|lack(s|ing)?|missing|incomplete|un(confirmed|finished|tested))\b",
    r"\b(is|are|was|were|has|have|had|do|does|did|ca|wo|could|should|would)n\W{0,2}t\b",
)
_TO_COME = (
    r"\b(plan(s|ned|ning)?|roadmap|progress|future|pending|tb[acd]|to ?do|wip|soon|will|upcoming|scheduled|expected|intend(s|ed)?)\b",
    r"\bdraft(s|ed|ing)?\b|\bto be\b|\b(under|in) (active )?(development|construction|discussion|preparation|review|way)\b|\bunderway\b",
    r"\b(q[1-4]|h[12])\b",
    rf"\b(by|due|until|till|starting|beginning|effective)( (in|on|from))?( the)?( (end|start|beginning|middle) of)?( the)? ([\d./-]*{_WHEN})\b",
    rf"^\W*(from|in|as of|after) (early |mid |late )?{_WHEN}\b",
)
_ON_CONDITION = (
    r"\bonce\b(?! (an?|per|every|each|in|daily|weekly|monthly|quarterly|yearly|annually)\b)",
    r"^\W*(if|when|after|as soon as|subject to|provided)\b",
)
_DOUBTS = {
    Status.YES: re.compile("|".join(_TAKEN_BACK + _TO_COME + _ON_CONDITION)),
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
    for written in (plain_hyphens(text.strip()), unicodedata.normalize("NFKC", text).strip()):
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
    return " ".join(plain_hyphens(folded).split())


def _says_nothing(plain: str) -> bool:
    """Whether it is a lone dash, or what a drop-down shows before somebody has chosen."""
    return set(plain) <= {"-"} or bool(_PLACEHOLDER.fullmatch(plain))


def _stripped(words: str) -> str:
    """Words without the sign that sets them off; in brackets of their own, without these."""
    bare = words.strip().lstrip("-–—,.;:/|! \t\n").strip()
    inner = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]\.?", bare)
    return (inner[1] if inner else bare).strip()
