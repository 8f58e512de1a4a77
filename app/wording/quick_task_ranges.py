"""From when to when, out of a typed line: "с 10 до 12", "14:00-15:30", "from 1 to 15 December". A task has a beginning
only, so that the words stay in the title."""

from __future__ import annotations

import re
from datetime import date

from app.wording.quick_task_calendar import DayFound, clamped, coming_month
from app.wording.quick_task_times import NOT_COUNTED, TimeFound, clock_of
from app.wording.quick_task_words import MONTH, WEEKDAY, compiled, month_of

NOON = 12
_PART = r"a\.?m\b\.?|p\.?m\b\.?|утра|дня|вечера|ночи"


def _clock(name: str) -> str:
    return (
        rf"(?P<{name}>\d{{1,2}})(?:[:.](?P<{name}_minute>[0-5]\d))?(?:\s*(?:ч|час(?:а|ов|у|ам)?)\b\.?)?"
        rf"(?:\s*(?P<{name}_part>{_PART}))?"
    )


_FIRST, _LAST = _clock("first"), _clock("last")
_DAY = rf"(?:{WEEKDAY}|сегодня|завтра|послезавтра|today|tomorrow)"
_RANGES = (
    compiled(rf"(?:с|со)\s+{_FIRST}\s*(?:и\s+)?(?:до|по)\s*{_LAST}{NOT_COUNTED}"),
    compiled(
        rf"(?:from\s+{_FIRST}\s*(?:to|till|until|-|–)|between\s+{_clock('begin')}\s*and)"
        rf"\s*{_LAST}{NOT_COUNTED}"
    ),
    compiled(rf"между\s+{_FIRST}\s*и\s*{_LAST}{NOT_COUNTED}"),
    compiled(rf"(?<!-)(?:(?:в|at)\s+)?{_FIRST}\s*[-–—]\s*{_LAST}{NOT_COUNTED}"),
    compiled(rf"{_FIRST}\s+(?:to|till)\s+{_LAST}{NOT_COUNTED}"),
)
_CLEAR = re.compile(r":|[ap]\.?m\b|утра|дня|вечера|ночи|^(?:с|со|from|between|между)\s")
_DAY_BEFORE, _DAY_BEHIND = re.compile(rf"(?<!\w){_DAY},?\s+$"), re.compile(rf",?\s+(?:(?:on|в|во)\s+)?{_DAY}(?!\w)")


_DAYS = compiled(
    rf"(?:(?:с|со|from)\s+)?(?P<first>\d{{1,2}})(?:-?го|st|nd|rd|th)?\s*(?:-|–|—|по|до|to|till|until)\s*"
    rf"\d{{1,2}}(?:-?(?:го|е|ое)|st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{MONTH})"
)


def find_days_range(line: str, today: date) -> list[DayFound]:
    """The first of several days, over all of their words, in a list of one: "с 1 по 15 декабря"."""
    match = _DAYS.search(line)
    if match is None or not 1 <= int(match["first"]) <= 31:
        return []
    month = coming_month(month_of(match["name"]), today)
    day = clamped(month, int(match["first"]))
    return [DayFound(*match.span(), day=day, doubt="past" if day < today else "", stays=True)]


def find_range(line: str) -> list[TimeFound]:
    """The beginning of a range of hours, over all of its words, in a list of one. Bare numbers are one only beside a
    day: "10-12" may be pieces."""
    for pattern in _RANGES:
        for match in pattern.finditer(line):
            clear = _CLEAR.search(match[0]) or _DAY_BEFORE.search(line[: match.start()])
            found = _begins(match) if clear or _DAY_BEHIND.match(line, match.end()) else None
            if found is not None:
                return [found]
    return []


def _begins(match: re.Match[str]) -> TimeFound | None:
    told = match.groupdict()
    begin = "begin" if told.get("begin") else "first"
    first = clock_of(match, told[begin], told[f"{begin}_minute"], told[f"{begin}_part"])
    last = clock_of(match, told["last"], told["last_minute"], told["last_part"])
    if first is None or last is None or last.hour < first.hour > NOON:
        return None
    part, sure = first.part, first.sure
    if not part and last.part and first.hour < last.hour < NOON:
        part = last.part  # "from 2 to 3pm"
    if not part and last.hour > first.hour and (last.hour > NOON or last.part):
        sure = True  # "с 7 до 15": by a clock of 24 hours
    return TimeFound(*match.span(), first.hour, first.minute, sure or bool(part), part, stays=True)
