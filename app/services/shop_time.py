"""The shop's clock: local days and wall times on one side, moments in UTC on the other."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.services.errors import InvalidValue


def to_moment(day: date, wall: time | None, zone: ZoneInfo) -> datetime:
    """The moment in UTC of a local wall time; without a time, the start of the day.

    A time skipped by the clocks going forward is as much later as was skipped (02:30 -> 03:30); a time that comes
    twice is its first coming.
    """
    return datetime.combine(day, wall or time(), zone).astimezone(UTC)


def local(now: datetime, zone: ZoneInfo) -> datetime:
    """The same moment on the shop's wall."""
    return now.astimezone(zone)


def day_end(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which the local day is over."""
    return to_moment(day + timedelta(days=1), None, zone)


def read_moment(text: str, zone: ZoneInfo, field: str = "until") -> datetime:
    """An ISO moment in UTC; without an offset it is shop time, a bare day is its start. Raises InvalidValue."""
    day, wall, exact = _read(text, zone, field)
    return exact or to_moment(day, wall, zone)


def read_due(text: str, zone: ZoneInfo, field: str = "due") -> tuple[date, time | None]:
    """The local day and, where one was typed, the wall time (to the minute) of an ISO text. Raises InvalidValue."""
    day, wall, exact = _read(text, zone, field)
    if exact is not None:
        there = local(exact, zone)
        day, wall = there.date(), there.time()
    return day, None if wall is None else wall.replace(second=0, microsecond=0, tzinfo=None)


FIRST_YEAR, LAST_YEAR = 1900, 2200  # typed days outside are slips of the pen


def is_plausible(day: date) -> bool:
    """Whether a typed day can be meant."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _read(text: str, zone: ZoneInfo, field: str) -> tuple[date, time | None, datetime | None]:
    typed = text.strip()
    try:
        bare = len(typed) <= len("2026-11-21")
        value = datetime.combine(date.fromisoformat(typed), time()) if bare else datetime.fromisoformat(typed)
        exact = None if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidValue(field=field, value=text) from error
    if not is_plausible(value.date()):
        raise InvalidValue(field=field, value=text)
    return value.date(), None if bare else value.time(), exact
