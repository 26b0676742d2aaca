"""Who holds a control, read from the AICM's ownership columns.

A role's responsibility comes from the role's own layer: CSP from processing infrastructure, MP from model, OSP from
orchestrated services, AP from application. The tables carry a code: one party (``MP``), two joined by a hyphen
(``CSP-MP``), ``all`` for the whole supply chain, or nothing where the source is silent.
"""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.vocabulary import CUSTOMER, Role

WHOLE_SUPPLY_CHAIN = "all"
OWNERSHIP_CODES = frozenset(
    {"", WHOLE_SUPPLY_CHAIN, *Role, CUSTOMER, "CSP-MP", "MP-OSP", "OSP-AP", "AP-AIC"},
)

PARTY_NAMES = {
    "CSP": "the cloud service provider",
    "MP": "the model provider",
    "OSP": "the orchestrated service provider",
    "AP": "the application provider",
    "AIC": "the AI customer",
}


class Share(StrEnum):
    """How much of a control a role holds."""

    OWNED = "owned"
    SHARED = "shared"
    SUPPLY_CHAIN = "shared across the supply chain"
    UNDETERMINED = "undetermined"
    INHERITED = "inherited"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A role's share of a control and the other parties: whom it shares with, or who holds it in its place."""

    share: Share
    others: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the role holds any part; what it only inherits it is not asked about."""
        return self.share is not Share.INHERITED

    def __str__(self) -> str:
        """The share in words, with the parties where there are any."""
        names = " and ".join(self.others)
        if self.share is Share.SHARED:
            return f"shared with {names}"
        if self.share is Share.INHERITED:
            return f"inherited from {names}"
        return self.share.value


def responsibility_of(role: Role, code: str) -> Responsibility:
    """Read one ownership code from the point of view of a role.

    Raises:
        ValueError: the code is none of ``OWNERSHIP_CODES``.
    """
    if code not in OWNERSHIP_CODES:
        raise ValueError(f"unknown ownership code {code!r}")
    if code == "":
        return Responsibility(Share.UNDETERMINED)
    if code == WHOLE_SUPPLY_CHAIN:
        return Responsibility(Share.SUPPLY_CHAIN)
    parties = tuple(code.split("-"))
    if role not in parties:
        return Responsibility(Share.INHERITED, parties)
    others = tuple(party for party in parties if party != role)
    return Responsibility(Share.SHARED, others) if others else Responsibility(Share.OWNED)
