"""Says in words when something was: people remember "yesterday", not a time of day."""

from datetime import datetime

_SECONDS_A_MINUTE, _SECONDS_AN_HOUR = 60, 3600
_FRESH_HOURS = 6
_DAYS_A_WEEK = 7


def in_words(then: datetime, now: datetime) -> str:
    """How long ago it was for somebody whose clock shows ``now``; from a week on, and in the future, the day itself."""
    seconds = (now - then).total_seconds()
    local = then.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    if abs(seconds) < _SECONDS_A_MINUTE:
        return "just now"
    if 0 < seconds < _SECONDS_AN_HOUR:
        return _counted(int(seconds // _SECONDS_A_MINUTE), "minute")
    if seconds > 0 and (days == 0 or seconds < _FRESH_HOURS * _SECONDS_AN_HOUR):
        return _counted(int(seconds // _SECONDS_AN_HOUR), "hour")
    if days == 1:
        return "yesterday"
    if 1 < days < _DAYS_A_WEEK:
        return f"{days} days ago"
    return f"{local.day} {local:%b %Y}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' if number > 1 else ''} ago"
