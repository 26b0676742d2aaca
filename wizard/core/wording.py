"""Words that the screen and the plain prompts say alike: the key of each status, the guidance of a control, an earlier answer."""

from collections.abc import Mapping, Sequence

from questionnaires.model import Control
from questionnaires.vocabulary import Role
from wizard.core.answers import Answer, Status

STATUS_KEYS: Mapping[Status, str] = {
    Status.YES: "y",
    Status.YES_GAPS: "g",
    Status.PARTIAL: "p",
    Status.NO: "n",
    Status.NA: "a",
}
NA_LINE = "does not apply here; asks for the reason"
"""What n/a means; the bank says what the other statuses mean."""


def answered_lines(answer: Answer) -> list[tuple[str, str]]:
    """What was said in an answer that wants another look, so that whoever confirms it has read it; nothing for others."""
    if not answer.review:
        return []
    plan = answer.remediation
    due = f" by {plan.due}" if plan.due else ""
    lines = [
        ("As answered", answer.description or "nothing was written about how it is done"),
        ("For customers", answer.responsibilities),
        ("Evidence named", "; ".join(answer.evidence)),
        ("Planned then", f"{plan.action}{due}" if plan.action else ""),
    ]
    return [(label, words) for label, words in lines if words]


def guidance_lines(control: Control, roles: Sequence[Role]) -> list[tuple[str, str]]:
    """What good looks like for these roles, what proves it, and what to do next: a label and its text, in order.

    What the bank leaves empty is left out.
    """
    text = control.text
    held = [role for role in roles if role in text.role_guidance]
    lines = [
        ("What it is for", text.intent),
        ("Goes wrong", text.consequence),
        *((f"For you ({role})", text.role_guidance[role]) for role in held),
        ("Ask the others", text.ask_the_other_party),
        ("Customer", text.customer_side),
        ("Evidence", "; ".join(text.evidence)),
        ("In ten minutes", text.test),
        ("Next, if no", f"{text.from_no.action} ({text.from_no.effort})"),
        ("Next, if partial", f"{text.from_partial.action} ({text.from_partial.effort})"),
        ("A service", text.service),
    ]
    return [(label, words) for label, words in lines if words]
