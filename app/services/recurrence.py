"""Repeating follow-ups: a subset of RRULE (RFC 5545), with the original day kept through short months."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from app.services.errors import InvalidValue

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_INTERVAL = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """FREQ and INTERVAL, with weekdays (Monday = 0) for days and weeks, or days of the month (-1 is the last)."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()


def read_rule(text: str) -> Rule:
    """`FREQ=DAILY|WEEKLY|MONTHLY|YEARLY[;INTERVAL=n][;BYDAY=MO,..|;BYMONTHDAY=n,..]`. Raises InvalidValue."""
    try:
        parts = dict(part.split("=", 1) for part in text.strip().upper().removeprefix("RRULE:").split(";") if part)
        rule = Rule(
            parts.pop("FREQ"),
            int(parts.pop("INTERVAL", "1")),
            tuple(sorted(WEEKDAYS.index(name) for name in _list(parts.pop("BYDAY", "")))),
            tuple(sorted(int(number) for number in _list(parts.pop("BYMONTHDAY", "")))),
        )
    except (KeyError, ValueError) as error:
        raise InvalidValue(field="every", value=text) from error
    if parts or not _makes_sense(rule):
        raise InvalidValue(field="every", value=text)
    return rule


def checked(rule: Rule) -> str:
    """The RRULE of a rule. Raises InvalidValue for one that makes no sense."""
    parts = [f"FREQ={rule.freq}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.weekdays:
        parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in rule.weekdays))
    if rule.month_days:
        parts.append("BYMONTHDAY=" + ",".join(map(str, rule.month_days)))
    text = ";".join(parts)
    if not _makes_sense(rule):
        raise InvalidValue(field="every", value=text)
    return text


def first_on(rule: Rule, day: date) -> date:
    """The first day on which the rule can begin, `day` or after it: of Mondays the next one, whatever the interval."""
    return next(found for found in _days(replace(rule, interval=1), day, day) if found >= day)


def next_after(rule: Rule, first_day: date, after: date) -> date:
    """The first day of the rule strictly after `after` and after `first_day`; computed, never replayed.

    31 January monthly gives 28 February, then 31 March.
    """
    floor = max(first_day, after)
    return next(day for day in _days(rule, first_day, floor) if day > floor)


def coming_days(
    every: str, anchor: str, first_day: date, due_day: date, series_day: date | None, today: date
) -> Iterator[date]:
    """The days on which a repeating follow-up comes after the one that is due, in order and without end.

    Missed occurrences count as one: the first day is after both the due day and today; and after `series_day`, the
    rule's own day of an occurrence that was moved by hand. With the anchor "completion" each is told as if it were
    done on its day, the one that is due today at the soonest.
    """
    rule, day = read_rule(every), max(due_day, today)
    if anchor == "schedule":
        day = max(day, series_day or day)
    while True:
        day = next_after(rule, first_day if anchor == "schedule" else day, day)
        yield day


def _list(text: str) -> list[str]:
    return text.split(",") if text else []


def _makes_sense(rule: Rule) -> bool:
    return (
        rule.freq in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
        and 1 <= rule.interval <= MAX_INTERVAL
        and (not rule.weekdays or rule.freq == "WEEKLY" or (rule.freq == "DAILY" and rule.interval == 1))
        and (not rule.month_days or rule.freq == "MONTHLY")
        and all(day == -1 or 1 <= day <= 31 for day in rule.month_days)
    )


def _days(rule: Rule, first_day: date, floor: date) -> Iterator[date]:
    """Days of the rule in order, from a little before `floor` on."""
    if rule.weekdays or rule.freq == "WEEKLY":
        return _weekly(rule, first_day, floor)
    if rule.freq == "DAILY":
        start = (floor - first_day).days // rule.interval
        return (first_day + timedelta(days=rule.interval * step) for step in count(start))
    return _monthly(rule, first_day, floor)


def _weekly(rule: Rule, first_day: date, floor: date) -> Iterator[date]:
    monday = first_day - timedelta(days=first_day.weekday())
    start = (floor - monday).days // 7 // rule.interval
    for step in count(start):
        for weekday in rule.weekdays or (first_day.weekday(),):
            yield monday + timedelta(days=7 * rule.interval * step + weekday)


def _monthly(rule: Rule, first_day: date, floor: date) -> Iterator[date]:
    months = rule.interval * (12 if rule.freq == "YEARLY" else 1)
    passed = (floor.year - first_day.year) * 12 + floor.month - first_day.month
    for step in count(passed // months):
        year, month = divmod(first_day.year * 12 + first_day.month - 1 + months * step, 12)
        yield from _clamped(year, month + 1, rule.month_days or (first_day.day,))


def _clamped(year: int, month: int, days: Iterable[int]) -> list[date]:
    last = calendar.monthrange(year, month)[1]
    return sorted({date(year, month, last if day == -1 else min(day, last)) for day in days})
