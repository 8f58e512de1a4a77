"""How often, out of a typed line: "каждый понедельник", "раз в 2 недели", "every other day", "on Mondays"."""

from __future__ import annotations

import re

from app.services.errors import InvalidValue
from app.wording.quick_task_words import GONE, MONTH, compiled
from app.wording.recurrence import read_recurrence

LONGEST = 14  # words that one rule is said in
_PLURAL_DAYS = (
    r"(?:по\s+)(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям|пн|вт|ср|чт|пт|сб|вс|будням"
    r"|будним\s+дням|рабочим\s+дням|выходным)|(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days|on\s+weekdays"
    r"|(?:on|at)\s+weekends"
)
_STARTS = compiled(
    r"кажд(?:ый|ая|ое|ые|ую|ого|ой)|ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно|раз\s+в|every|each|once\s+(?:a|every|each)"
    rf"|(?:daily|weekly|monthly|quarterly|yearly|annually)(?=\s*(?:$|[\0,.;!?]|on\b|at\b|after\b))|{_PLURAL_DAYS}"
)
_EVERY_PART = compiled(r"(?:каждое|каждый|every|each)(?=\s+(?:утро|вечер|morning|evening|afternoon|night)(?!\w))")
_EVERY_DATE = compiled(
    rf"(?:каждое|every|each)(?=\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH})|(?:{MONTH})\s+\d{{1,2}})(?!\w))"
)
_WORDS = re.compile(r"\w+|[^\w\s]")
_DANGLING = frozenset("и в во на по с the on of and every each a once по".split())
# Said in our own way, so that the words of recurrence.py know it.
_SAME = (
    (re.compile(r"(?:on\s+|at\s+)?weekends?\b|(?:по\s+)?выходн\w+(?:\s+дн\w+)?"), "sat and sun"),
    (re.compile(r"(?:раз в|каждые|каждое) полгода"), "every 6 months"),
    (re.compile(r"раз в квартал|каждый квартал|ежеквартально|every quarter|quarterly"), "every 3 months"),
    (re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days\b"), r"\1day"),
)
_NAMES_A_DAY = re.compile(r"числ|месяц|month|\d\s*-?\s*(?:го|ое|st|nd|rd|th)\b")


def find_repeat(line: str) -> tuple[int, int, str, str] | None:
    """Where a rule is said in a folded line, its RRULE and its anchor; None where nothing repeats."""
    daily = _EVERY_PART.search(line)
    if daily is not None:  # the part of the day is the time
        return *daily.span(), "FREQ=DAILY", "schedule"
    yearly = _EVERY_DATE.search(line)
    if yearly is not None:  # the date is the day
        return *yearly.span(), "FREQ=YEARLY", "schedule"
    for start in _STARTS.finditer(line):
        words = _words_from(line, start.start())
        for count in range(len(words), 0, -1):
            begin, end = start.start(), words[count - 1].end()
            if end < start.end() or words[count - 1][0] in _DANGLING:
                continue
            rule = _read(line[begin:end])
            if rule is not None:
                return begin, end, *rule
    return None


def _words_from(line: str, start: int) -> list[re.Match[str]]:
    """The words that may belong together, up to what is understood already."""
    stop = line.find(GONE, start)
    return list(_WORDS.finditer(line, start, len(line) if stop < 0 else stop))[:LONGEST]


def _read(said: str) -> tuple[str, str] | None:
    plain = said
    for pattern, same in _SAME:
        plain = pattern.sub(same, plain)
    try:
        every, anchor = read_recurrence(plain)
    except InvalidValue:
        return None
    if "BYMONTHDAY" in every and "MONTHDAY=-1" not in every and not _NAMES_A_DAY.search(said):
        return None  # "every 5 clients": a number alone is no day
    return every, anchor
