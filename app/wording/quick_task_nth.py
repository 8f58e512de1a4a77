"""A weekday by its place in a month, out of a typed line: "первый понедельник месяца", "last Friday of every month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.services.months import months_later
from app.wording.quick_task_calendar import DAYS_IN_WEEK, DayFound, clamped, coming_month
from app.wording.quick_task_words import MONTH, WEEKDAY, compiled, month_of, weekday_of

NOT_KEPT = "not_repeated"  # the doubt: no rule of ours comes on such days
LAST = 5
_PLACES = (
    (("перв", "first", "1"), 1),
    (("втор", "second", "2"), 2),
    (("трет", "third", "3"), 3),
    (("четв", "fourth", "4"), 4),
    (("посл", "last"), LAST),
)
_RU = r"перв(?:ый|ая|ое|ую|ого)|трет(?:ий|ья|ье|ью|ьего)|четверт(?:ый|ая|ое|ую|ого)|последн(?:ий|яя|ее|юю|его)"
_EN = r"first|1st|third|3rd|fourth|4th|last"
_BEFORE = r"(?:(?:в|во|на|к|ко|до)\s+)?"
_OF_MONTH = compiled(
    rf"{_BEFORE}(?:кажд\w+\s+)?(?P<place>{_RU}|втор(?:ой|ая|ое|ую|ого))\s+(?P<name>{WEEKDAY})\s+"
    rf"(?:кажд\w+\s+|(?P<next>следующ\w+)\s+|этого\s+)?(?P<of>месяца|{MONTH})"
    rf"|(?:(?:on|by|till|until|before|every|each)\s+)?(?:the\s+)?(?P<place_en>{_EN}|second|2nd)\s+(?P<name_en>{WEEKDAY})\s+"
    rf"(?:of|in)\s+(?:(?:each|every|the|this)\s+)?(?P<next_en>next\s+)?(?P<of_en>month|{MONTH})"
)
_EVERY = compiled(
    rf"кажд\w+\s+(?P<place>{_RU})\s+(?P<name>{WEEKDAY})|(?:every|each)\s+(?P<place_en>{_EN})\s+(?P<name_en>{WEEKDAY})"
)
_REPEATS = re.compile(r"кажд|every|each")


def find_nth(line: str, today: date) -> list[DayFound]:
    """The first day that is meant, in a list of one; the doubt says that a repeat is not kept."""
    match = _OF_MONTH.search(line) or _EVERY.search(line)
    if match is None:
        return []
    told = match.groupdict()
    place = _place(told["place"] or told["place_en"])
    weekday = weekday_of(told["name"] or told["name_en"])
    of = told.get("of") or told.get("of_en") or "month"
    if of.startswith(("месяц", "month")):
        first = months_later(today.replace(day=1), 1 if told.get("next") or told.get("next_en") else 0)
        later = 1
    else:
        first, later = coming_month(month_of(of), today), 12
    day = _nth(first, place, weekday)
    if day < today:
        day = _nth(months_later(first, later), place, weekday)
    repeats = _REPEATS.search(match[0]) is not None
    return [DayFound(*match.span(), day=day, doubt=NOT_KEPT if repeats else "", stays=repeats)]


def _place(word: str) -> int:
    return next(place for starts, place in _PLACES if word.startswith(starts))


def _nth(first: date, place: int, weekday: int) -> date:
    """That weekday of the month which begins on `first`."""
    if place == LAST:
        last = clamped(first, 31)
        return last - timedelta(days=(last.weekday() - weekday) % DAYS_IN_WEEK)
    return first + timedelta(days=(weekday - first.weekday()) % DAYS_IN_WEEK + DAYS_IN_WEEK * (place - 1))
