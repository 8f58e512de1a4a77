"""How often, out of a typed line: "каждый понедельник", "раз в 2 недели", "every other day", "on Mondays"."""

from __future__ import annotations

import re

from app.services.errors import InvalidValue
from app.services.recurrence import Rule, checked
from app.wording.quick_task_words import GONE, MONTH, NUMBER, NUMBERS, WEEKDAY, compiled, weekday_of
from app.wording.recurrence import read_recurrence

LONGEST = 14  # words that one rule is said in
_PLURAL_DAYS = (
    r"(?:по\s+)(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям|пн|вт|ср|чт|пт|сб|вс|будням"
    r"|будним\s+дням|рабочим\s+дням|выходным)|(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days|on\s+weekdays"
    r"|(?:on|at)\s+weekends"
)
_STARTS = compiled(
    r"кажд(?:ый|ая|ое|ые|ую|ого|ой)|ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно|раз\s+в|biweekly|fortnightly|every|each|once\s+(?:a|every|each)"
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
    (re.compile(r"\b(?:biweekly|fortnightly|every fortnight)\b"), "every 2 weeks"),
    (re.compile(r"раз в квартал|каждый квартал|ежеквартально|every quarter|quarterly"), "every 3 months"),
    (re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days\b"), r"\1day"),
)
_COUNTS = re.compile(rf"\b({'|'.join(NUMBERS)})(?=\s+(?:дн|недел|месяц|год|лет|day|week|month|year))")
_DAYS_LIST = rf"(?:{WEEKDAY})\b(?:\s*(?:,|и|and|&)\s*(?:(?:во?|on)\s+)?(?:{WEEKDAY})\b)*"
_OFTEN = compiled(
    rf"(?:дважды|трижды|(?:{NUMBER}|несколько)\s+раза?)\s+в\s+(?:неделю|день|месяц|год)"
    rf"|(?:twice|thrice|(?:{NUMBER}|several)\s+times)\s+(?:a|per|each|every)\s+(?:week|day|month|year)"
)
_OFTEN_ON = compiled(rf"(?:{_OFTEN.pattern})[\s:,(–—-]+(?:(?:во?|on)\s+)?(?P<days>{_DAYS_LIST})")
_MONTH_DAYS = (
    compiled(
        r"(?:в\s+|к\s+|до\s+)?(?P<days>\d{1,2}(?:-?(?:го|е|ое))?(?:\s*(?:,|и)\s*\d{1,2}(?:-?(?:го|е|ое))?)*)\s+числ\w*"
        r"\s+(?:каждого\s+месяца|каждый\s+месяц|ежемесячно)"
    ),
    compiled(
        r"(?:(?:on|by)\s+)?(?:the\s+)?(?P<days>\d{1,2}(?:st|nd|rd|th)(?:\s*(?:,|and|&)\s*(?:the\s+)?\d{1,2}(?:st|nd|rd|th))*)"
        r"\s+(?:day\s+)?of\s+(?:each|every)\s+month"
    ),
    compiled(
        r"(?:(?:в|к|на)\s+)?(?:кон(?:це|цу|ец)|последний\s+день)\s+каждого\s+месяца"
        r"|(?:(?:at|by|on)\s+)?(?:the\s+)?(?:end|last\s+day)\s+of\s+(?:each|every)\s+month"
    ),
)
_EXCEPT = compiled(rf"(?:кроме|за исключением|except(?:\s+for)?)\s+(?:on\s+)?(?P<out>выходных|weekends?|{_DAYS_LIST})")
_FROM_TO = compiled(
    rf"(?:(?:с|со|from)\s+)?(?P<first>{WEEKDAY})\s*(?:-|–|—|по|до|to|till|through)\s*(?P<last>{WEEKDAY})"
)
DAILY = "FREQ=DAILY"
_WEEKEND = (5, 6)
_NAMES_A_DAY = re.compile(r"числ|месяц|month|\d\s*-?\s*(?:го|ое|st|nd|rd|th)\b")


def find_repeat(line: str) -> tuple[int, int, str, str] | None:
    """Where a rule is said in a folded line, its RRULE and its anchor; None where nothing repeats."""
    daily = _EVERY_PART.search(line)
    if daily is not None:  # the part of the day is the time
        return *daily.span(), "FREQ=DAILY", "schedule"
    yearly = _EVERY_DATE.search(line)
    if yearly is not None:  # the date is the day
        return *yearly.span(), "FREQ=YEARLY", "schedule"
    dated = _of_month(line) or _on_days(line)
    if dated is not None:
        return *dated, "schedule"
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


def has_often(line: str) -> bool:
    """Whether a rule is said that names no days: "2 раза в неделю"."""
    return _OFTEN.search(line) is not None


def find_narrowed(line: str) -> tuple[int, int, str] | None:
    """Of "every day" those that are meant: "кроме воскресенья", "from Monday to Friday"."""
    without, between = _EXCEPT.search(line), _FROM_TO.search(line)
    if without is not None:
        out = set(_weekdays(without["out"])) or set(_WEEKEND)
        days = [day for day in range(7) if day not in out]
        return (*without.span(), checked(Rule("WEEKLY", weekdays=tuple(days)))) if days else None
    if between is None:
        return None
    first, last = weekday_of(between["first"]), weekday_of(between["last"])
    days = sorted({(first + step) % 7 for step in range((last - first) % 7 + 1)})
    return (*between.span(), checked(Rule("WEEKLY", weekdays=tuple(days))))


def _of_month(line: str) -> tuple[int, int, str] | None:
    """Days of every month: "1 и 15 числа каждого месяца", "at the end of each month"."""
    for pattern in _MONTH_DAYS:
        match = pattern.search(line)
        if match is not None:
            told = re.findall(r"\d+", match.groupdict().get("days") or "")
            days = tuple(sorted({int(day) for day in told})) or (-1,)
            if all(-1 <= day <= 31 and day for day in days):
                return *match.span(), checked(Rule("MONTHLY", month_days=days))
    return None


def _on_days(line: str) -> tuple[int, int, str] | None:
    """Days after how often: "2 раза в неделю в понедельник и четверг"."""
    match = _OFTEN_ON.search(line)
    if match is None:
        return None
    return *match.span(), checked(Rule("WEEKLY", weekdays=tuple(sorted(set(_weekdays(match["days"]))))))


def _weekdays(text: str) -> list[int]:
    return [weekday_of(word[0]) for word in compiled(WEEKDAY).finditer(text)]


def _words_from(line: str, start: int) -> list[re.Match[str]]:
    """The words that may belong together, up to what is understood already."""
    stop = line.find(GONE, start)
    return list(_WORDS.finditer(line, start, len(line) if stop < 0 else stop))[:LONGEST]


def _read(said: str) -> tuple[str, str] | None:
    plain = _COUNTS.sub(lambda match: str(NUMBERS[match[0]]), said)
    for pattern, same in _SAME:
        plain = pattern.sub(same, plain)
    try:
        every, anchor = read_recurrence(plain)
    except InvalidValue:
        return None
    if "BYMONTHDAY" in every and "MONTHDAY=-1" not in every and not _NAMES_A_DAY.search(said):
        return None  # "every 5 clients": a number alone is no day
    return every, anchor
