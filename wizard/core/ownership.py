"""Proposes column D of the AI-CAIQ from what the AICM says about who holds a control."""

from collections.abc import Sequence

from questionnaires.model import Control
from questionnaires.responsibility import WHOLE_SUPPLY_CHAIN
from questionnaires.vocabulary import Role
from wizard.core.answers import SsrmOwnership

_BY_CODE = {
    "CSP": SsrmOwnership.CSP,
    "MP": SsrmOwnership.MP,
    "OSP": SsrmOwnership.OSP,
    "AP": SsrmOwnership.AP,
    "AIC": SsrmOwnership.AIC,
    "CSP-MP": SsrmOwnership.CSP_MP,
    "MP-OSP": SsrmOwnership.MP_OSP,
    "OSP-AP": SsrmOwnership.OSP_AP,
    "AP-AIC": SsrmOwnership.AP_AIC,
    WHOLE_SUPPLY_CHAIN: SsrmOwnership.SUPPLY_CHAIN,
}


def proposed_ownership(control: Control, roles: Sequence[Role]) -> SsrmOwnership:
    """The ownership of the first role that holds a part; the role itself where the AICM names nobody.

    Of several roles the one nearest to the customer speaks, because the questionnaire is about the service it offers.
    """
    for role in reversed(roles):
        if control.responsibility(role).held:
            return _BY_CODE.get(control.marks.owners[role], _BY_CODE[role])
    return SsrmOwnership.NOT_DETERMINED
