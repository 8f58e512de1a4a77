"""RRULEs of other calendars and ours: what one says that the other can hold.

Ours clamps: the 31st is the last day of a shorter month. RFC 5545 leaves such months out, so that the 30th goes out as
"the last of the 28th to the 30th" (BYSETPOS), which is the same day in every month, and comes back as the 30th.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.services.errors import InvalidValue
from app.services.recurrence import WEEKDAYS, Rule, checked, read_rule

SHORTEST_MONTH, LONGEST_MONTH = 28, 31
LAST = -1
FEBRUARY, LEAP_DAY = 2, 29
_HELD = frozenset(("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"))


def rrule_of(every: str, first_day: date) -> str:
    """One of our rules, which began on `first_day`, as other programs understand it; without "RRULE:"."""
    rule = read_rule(every)
    if rule.freq == "YEARLY":
        return _joined(rule, f"BYMONTH={first_day.month}", *_month_days((first_day.day,)))
    if rule.freq == "MONTHLY":
        return _joined(rule, *_month_days(rule.month_days or (first_day.day,)))
    days = ",".join(WEEKDAYS[day] for day in rule.weekdays or ((first_day.weekday(),) if rule.freq == "WEEKLY" else ()))
    return _joined(rule, *([f"BYDAY={days}"] if days else []))


def _joined(rule: Rule, *parts: str) -> str:
    interval = [] if rule.interval == 1 else [f"INTERVAL={rule.interval}"]
    return ";".join([f"FREQ={rule.freq}", *interval, *parts])


def _month_days(days: Sequence[int]) -> list[str]:
    """Of several days only the last of the month is clamped: no rule says more."""
    known = sorted({LAST if day == LONGEST_MONTH else day for day in days}, key=lambda day: (day == LAST, day))
    if len(known) == 1 and known[0] > SHORTEST_MONTH:
        among = ",".join(map(str, range(SHORTEST_MONTH, known[0] + 1)))
        return [f"BYMONTHDAY={among}", "BYSETPOS=-1"]
    return ["BYMONTHDAY=" + ",".join(map(str, known))]


def every_of(parts: Mapping[str, Sequence[object]], first_day: date) -> str | None:
    """The RRULE of another calendar, by its parts, as one of ours; None for what ours cannot hold: an end, the second
    Tuesday of a month, hours."""
    told = {name.upper(): [str(value).upper() for value in values] for name, values in parts.items()}
    freq = told.get("FREQ", [""])[0]
    if not set(told) <= _HELD:
        return None
    try:
        month_days = tuple(int(day) for day in told.get("BYMONTHDAY", ()))
        months = [int(month) for month in told.get("BYMONTH", ())]
        weekdays = tuple(sorted(WEEKDAYS.index(day) for day in told.get("BYDAY", ())))  # "2TU" is none of them
        interval = int(told.get("INTERVAL", ["1"])[0])
        if "BYSETPOS" in told:
            month_days = _clamped_day(told["BYSETPOS"], month_days)
        if freq == "YEARLY":
            return _yearly(interval, months, month_days, weekdays, first_day)
        if months:
            return None
        if freq == "WEEKLY" and interval > 1 and len(weekdays) > 1 and told.get("WKST", ["MO"]) != ["MO"]:
            return None  # which days are of one week is another matter there
        if freq == "MONTHLY" and not weekdays and not month_days and first_day.day > SHORTEST_MONTH:
            month_days = (first_day.day,)  # the next one may be in a shorter month, from which it would count on
        own = freq == "MONTHLY" and month_days == (first_day.day,) and first_day.day <= SHORTEST_MONTH
        return checked(Rule(freq, interval, weekdays, () if own else tuple(sorted(month_days))))
    except (ValueError, InvalidValue):
        return None


def _clamped_day(places: Sequence[str], days: tuple[int, ...]) -> tuple[int, ...]:
    """The one day that "the last of the 28th to the 30th" is. Raises ValueError for another choice."""
    if list(places) != ["-1"] or days != tuple(range(SHORTEST_MONTH, max(days, default=0) + 1)):
        raise ValueError(places)
    return (max(days),)


def _yearly(
    interval: int, months: list[int], days: tuple[int, ...], weekdays: tuple[int, ...], first_day: date
) -> str | None:
    own = (not months or months == [first_day.month]) and (not days or days == (first_day.day,))
    clamped = days in ((LEAP_DAY,), (LAST,)) and first_day.month == FEBRUARY
    return checked(Rule("YEARLY", interval)) if (own or clamped) and not weekdays else None
