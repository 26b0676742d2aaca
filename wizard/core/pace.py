"""The soft clock of the guided first hour: how long it has taken, and how long the rest will take at this pace."""

from wizard.core.scope import MINUTES_A_QUESTION

_STEADY_AFTER = 5
"""Answers after which the room's own pace says more than the average."""


def pace_words(seconds: float, answered: int, left: int) -> str:
    """Minutes so far, and a rounded guess for the rest; nothing presses, so it is never said to be late.

    ``answered`` counts the answers given since the clock began.
    """
    minutes = int(seconds // 60)
    gone = f"{minutes} min" if minutes else "just begun"
    if not left:
        return gone
    each = seconds / 60 / answered if answered >= _STEADY_AFTER else MINUTES_A_QUESTION
    rest = each * left
    guess = f"about {round(rest / 5) * 5 or 5} min" if rest > _STEADY_AFTER else "a few minutes"
    return f"{gone}, {guess} left"
