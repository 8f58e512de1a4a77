"""Days out of a typed line: "в пятницу", "15 декабря", "in 2 weeks", "к концу недели", "next Tue"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.services.months import months_later
from app.wording.quick_task_calendar import (
    DAYS_IN_WEEK,
    SATURDAY,
    SUNDAY,
    DayFound,
    clamped,
    coming_month,
    end_of_week,
    monday_of,
)
from app.wording.quick_task_ordinals import ORDINAL_DAY, month_day_of
from app.wording.quick_task_words import (
    BEFORE_DAY,
    DAY_PREPOSITIONS,
    MONTH,
    NUMBER,
    SHORT_WEEKDAYS,
    WEEKDAY,
    compiled,
    month_of,
    number_of,
    weekday_of,
)

FAR = 270  # days; a date without its year that is so far ahead may be the one that is over
FARTHEST = 1_200  # months; what lies farther is a slip of the finger


_Handler = Callable[[re.Match[str], date], "DayFound | None"]


def find_days(line: str, today: date) -> list[DayFound]:
    """All that says a day in a folded line, in its order; nothing overlaps."""
    found: list[DayFound] = []
    for pattern, handler in _PATTERNS:
        for match in pattern.finditer(line):
            if not _is_free(found, *match.span()) or _is_of_something(line, match):
                continue
            told = handler(match, today)
            if told is not None:
                found.append(told)
    return sorted(found, key=lambda one: one.start)


def settle(found: Sequence[DayFound], today: date) -> tuple[date | None, list[DayFound], str]:
    """The day that the parts say, those of them that say it, and the doubt about it.

    A weekday goes with the week or the date beside it, a number with its month; otherwise the first one counts.
    """
    weak = [one for one in found if one.weak]
    if weak and len(weak) < len(found):
        day, used, doubt = settle([one for one in found if not one.weak], today)
        return day, [*used, *weak], doubt
    if not found:
        return None, [], ""
    first = found[0]
    weekday = next((one for one in found if one.weekday is not None), None)
    week = next((one for one in found if one.monday is not None and one is not weekday), None)
    if weekday and week and week.monday and weekday.weekday is not None:
        return week.monday + timedelta(days=weekday.weekday), [week, weekday], ""
    month = next((one for one in found if one.month is not None), None)
    number = next((one for one in found if one.month_day is not None), None)
    if month and number and month.month and number.month_day:
        return clamped(month.month, number.month_day), [month, number], ""
    dated = next((one for one in found if one.day is not None and one.weekday is None and one.monday is None), None)
    if weekday and dated and dated.day and _are_neighbours(weekday, dated):
        doubt = dated.doubt if dated.day.weekday() == weekday.weekday else "weekday_differs"
        return dated.day, [dated, weekday], doubt
    doubt = first.doubt or ("two_days" if len(found) > 1 else "")
    return first.day or today, [first], doubt


def _is_of_something(line: str, match: re.Match[str]) -> bool:
    """Whether the day belongs to what stands before it, and says nothing of the task."""
    if _OTHER_DAYS.search(line, 0, match.start()):
        return True
    if _OF_SOMETHING.search(line, 0, match.start()):
        return True
    return match[0].startswith(("до ", "before ")) and _BEFORE_IT.search(line, 0, match.start()) is not None


def _are_neighbours(one: DayFound, other: DayFound) -> bool:
    """Whether nothing but a comma is between the parts."""
    return max(one.start, other.start) - min(one.end, other.end) <= len(", ")


def _is_free(found: Sequence[DayFound], start: int, end: int) -> bool:
    return all(end <= one.start or start >= one.end for one in found)


def _iso(match: re.Match[str], today: date) -> DayFound | None:
    return _dated(match, int(match["year"]), int(match["month"]), int(match["day"]), today)


def _numeric(match: re.Match[str], today: date) -> DayFound | None:
    day, month = int(match["day"]), int(match["month"])
    slash = "/" in match[0]
    doubt = "day_or_month" if slash and day <= 12 and month <= 12 and day != month else ""
    if slash and month > 12 >= day:
        day, month = month, day
    return _dated(match, _year(match["year"]), month, day, today, doubt)


def _in_words(match: re.Match[str], today: date) -> DayFound | None:
    return _dated(match, _year(match["year"]), month_of(match["name"]), month_day_of(match["day"]), today)


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _dated(
    match: re.Match[str], year: int | None, month: int, day: int, today: date, doubt: str = ""
) -> DayFound | None:
    """A date as it was typed; without its year it is the next one."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and (year is None or 1900 <= year <= 2200)):
        return None
    years = (year,) if year is not None else range(today.year, today.year + 9)
    for one in years:
        if day <= calendar.monthrange(one, month)[1] and (year is not None or date(one, month, day) >= today):
            said = date(one, month, day)
            late = "past" if said < today else "next_year" if (said - today).days > FAR and year is None else ""
            return DayFound(*match.span(), day=said, doubt=doubt or late)
    return None


_NAMED_DAYS = {
    **dict.fromkeys(("сегодня", "today"), 0),
    **dict.fromkeys(("завтра", "tomorrow", "tomorow", "tommorow", "tomorrw", "tmrw", "tmr"), 1),
    **dict.fromkeys(("послезавтра", "day after tomorrow", "после завтра"), 2),
    **dict.fromkeys(("вчера", "yesterday"), -1),
    **dict.fromkeys(("позавчера", "day before yesterday"), -2),
}


def _named(match: re.Match[str], today: date) -> DayFound:
    away = _NAMED_DAYS[" ".join(match["name"].split())]
    return DayFound(*match.span(), day=today + timedelta(days=away), doubt="past" if away < 0 else "")


def _ahead(match: re.Match[str], today: date) -> DayFound | None:
    """So many days, weeks, months or years from today."""
    unit, half = match["unit"], match["half"]
    n = number_of(match["n"])
    if unit.startswith(("де", "дн", "day", "сут")):
        return DayFound(*match.span(), day=today + timedelta(days=n))
    if unit.startswith(("нед", "week", "wk", "fortnight")):
        days = 2 * DAYS_IN_WEEK * n if unit.startswith("fort") else DAYS_IN_WEEK * n
        day = today + timedelta(days=days + (3 if half else 0))
        return DayFound(*match.span(), day=day, monday=None if half else monday_of(day))
    if unit.startswith("полгода"):
        return DayFound(*match.span(), day=months_later(today, 6))
    months = n * (1 if unit.startswith(("мес", "month")) else 12)
    if months > FARTHEST:
        return None
    if half:
        return DayFound(*match.span(), day=today + timedelta(days=45 if months == 1 else 548))
    day = months_later(today, months)
    return DayFound(*match.span(), day=day, month=day.replace(day=1))


def _week(match: re.Match[str], today: date) -> DayFound:
    """ "This week" is its working end, "next week" its Monday, unless a weekday says more."""
    if match["which"].startswith(("эт", "this")):
        return DayFound(*match.span(), day=end_of_week(today), monday=monday_of(today))
    monday = monday_of(today) + timedelta(days=DAYS_IN_WEEK)
    return DayFound(*match.span(), day=monday, monday=monday)


_NEXT = ("след", "буд", "next")


def _edge(match: re.Match[str], today: date) -> DayFound | None:
    """The beginning, the middle or the end of a week, a month or a year."""
    edge, of = match["edge"][:3].replace("пос", "кон").replace("las", "end"), match["of"]
    later = bool(match["which"]) and match["which"].startswith(_NEXT)
    if of.startswith(("нед", "week")):
        start = today + timedelta(days=DAYS_IN_WEEK) if later else today
        days = {"сер": 2, "mid": 2, "нач": 0, "beg": 0, "sta": 0}
        day = (
            end_of_week(monday_of(start) if later else start)
            if edge in ("кон", "end")
            else (monday_of(start) + timedelta(days=days[edge]))
        )
        return DayFound(*match.span(), day=day if day >= today else day + timedelta(days=DAYS_IN_WEEK))
    if of.startswith(("дня", "day")):
        return DayFound(*match.span(), day=today, weak=True)
    if of.startswith(("год", "year")):
        year = today.year + later
        ends = {"кон": date(year, 12, 31), "end": date(year, 12, 31), "сер": date(year, 7, 1), "mid": date(year, 7, 1)}
        day = ends.get(edge, date(year, 1, 1))
        return DayFound(*match.span(), day=day if day >= today else months_later(day, 12))
    first = today.replace(day=1)
    if of.startswith(("мес", "month")):
        first = months_later(first, 1) if later else first
    else:
        first = coming_month(month_of(of), today)
    day = _in_month(first, edge)
    return DayFound(*match.span(), day=day if day >= today else _in_month(months_later(first, 1), edge))


def _in_month(first: date, edge: str) -> date:
    if edge in ("кон", "end"):
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first.replace(day=15 if edge in ("сер", "mid") else 1)


def _short_edge(match: re.Match[str], today: date) -> DayFound:
    day = {"eod": today, "eow": end_of_week(today), "eom": _in_month(today.replace(day=1), "end")}[match["name"]]
    return DayFound(*match.span(), day=day, weak=match["name"] == "eod")


def _weekend(match: re.Match[str], today: date) -> DayFound:
    saturday = today if today.weekday() == SUNDAY else monday_of(today) + timedelta(days=SATURDAY)
    later = bool(match["which"]) and match["which"].startswith(_NEXT)
    return DayFound(
        *match.span(), day=monday_of(today) + timedelta(days=DAYS_IN_WEEK + SATURDAY) if later else saturday
    )


def _next_month(match: re.Match[str], today: date) -> DayFound:
    first = months_later(today.replace(day=1), 1)
    return DayFound(*match.span(), day=first, month=first)


def _next_year(match: re.Match[str], today: date) -> DayFound:
    return DayFound(*match.span(), day=date(today.year + 1, 1, 1))


def _month(match: re.Match[str], today: date) -> DayFound:
    first = coming_month(month_of(match["name"]), today)
    return DayFound(*match.span(), day=max(first, today), month=first)


_LAST = ("прошл", "last")


def _weekday(match: re.Match[str], today: date) -> DayFound | None:
    """A weekday that was said alone is the next one, and never today; "next" is that of the next week."""
    word, which = match["name"], match["which"] or ""
    if word in SHORT_WEEKDAYS and not which and not match["before"] and not _stands_alone(match):
        return None
    number = weekday_of(word)
    coming = today + timedelta(days=(number - today.weekday() - 1) % DAYS_IN_WEEK + 1)
    if match["week_after"]:
        return DayFound(*match.span(), day=coming + timedelta(days=DAYS_IN_WEEK))
    if which.startswith(_LAST):
        return DayFound(*match.span(), day=coming - timedelta(days=DAYS_IN_WEEK), doubt="past")
    if which.startswith(_NEXT):
        said = monday_of(today) + timedelta(days=DAYS_IN_WEEK + number)
        return DayFound(*match.span(), day=said, doubt="next_weekday" if said != coming else "")
    doubt = "weekday_today" if number == today.weekday() else ""
    if which.startswith(("эт", "this")) and number == today.weekday():
        return DayFound(*match.span(), day=today, weekday=number)
    return DayFound(*match.span(), day=coming, weekday=number, doubt=doubt)


def _weeks_from(match: re.Match[str], today: date) -> DayFound:
    """ "A week from Wednesday": the coming one, and so many weeks."""
    coming = today + timedelta(days=(weekday_of(match["name"]) - today.weekday() - 1) % DAYS_IN_WEEK + 1)
    return DayFound(*match.span(), day=coming + timedelta(days=DAYS_IN_WEEK * number_of(match["n"])))


_LONELY = re.compile(rf"\s*(?:$|[,.;:!?\0\d@–-]|at\b|or\b|and\b|in the\b|(?:{MONTH})\b)")


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a short weekday, which may be another word ("sat", "sun"), is at an edge or beside a time."""
    begins = not match.string[: match.start()].strip() and match["name"] not in ("sat", "sun")
    return begins or _LONELY.match(match.string, match.end()) is not None


def _month_day(match: re.Match[str], today: date) -> DayFound | None:
    number = month_day_of(match["day"])
    if not 1 <= number <= 31:
        return None
    first = today.replace(day=1)
    while calendar.monthrange(first.year, first.month)[1] < number or first.replace(day=number) < today:
        first = months_later(first, 1)
    return DayFound(*match.span(), day=first.replace(day=number), month_day=number)


# The bill of that day is not due on it, nor what is to be done a week before it.
_OF_SOMETHING = re.compile(r"(?<!\w)(?:за|от|dated|of)\s+$")
_OTHER_DAYS = re.compile(r"(?:черн\w+|black)\s+$")  # "чёрная пятница" is a sale
_BEFORE_IT = re.compile(r"(?<!\w)(?:день|дня|дней|недел[юи]|месяц|days?|weeks?)\s+$")
_NAMES = "|".join(sorted(_NAMED_DAYS, key=len, reverse=True)).replace(" ", r"\s+")
_COUNTED = r"(?!\s*(?:(?:кг|г|гр|л|мл|м|см|мм|руб\w*|р|шт\w*|k|kg|g|l|ml|cm|lb|oz|pm|am|x|х)(?!\w)|[%₽$€]))"
_UNIT = (
    r"(?P<unit>дней|день|дня|сут(?:ки|ок)|недел[яьюи]|недельк[уи]|месяц(?:а|ев)?|года?|лет"
    r"|days?|weeks?|wks?|fortnights?|months?|years?)"
)
_HALF = r"(?P<half>полтор[аы]|(?:a|one) and a half)"
_WHICH = r"(?:(?P<which>эт\w+|следующ\w+|след\.?|будущ\w+|ближайш\w+|прошл\w+|this(?:\s+coming)?|next|coming|last)\s+)?"
_THIS_WEEK = r"(?P<which>эт(?:ой|у)|следующ(?:ей|ую)|след\.?|будущ(?:ей|ую)|this|next)"
_SUFFIX = r"(?:\s*-?\s*(?:го|ое|е|st|nd|rd|th))?"
_OF = rf"недели|месяца|года|дня|week|month|year|day|{MONTH}"
_PATTERNS: tuple[tuple[re.Pattern[str], _Handler], ...] = (
    (compiled(BEFORE_DAY + r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"), _iso),
    (compiled(BEFORE_DAY + r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})"), _numeric),
    (
        compiled(
            BEFORE_DAY
            + r"(?P<day>\d{1,2})\.(?P<month>\d{2})(?:\.(?P<year>\d{4}|\d{2})(?:\s?г(?:ода)?\b\.?)?)?(?![.\d])"
            + _COUNTED
        ),
        _numeric,
    ),
    (
        compiled(BEFORE_DAY + r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?![/\d])" + _COUNTED),
        _numeric,
    ),
    (
        compiled(
            BEFORE_DAY
            + rf"(?:(?P<day>\d{{1,2}}|{ORDINAL_DAY})){_SUFFIX}(?:\s+of)?\s+(?P<name>{MONTH})\b\.?"
            + r"(?:,?\s+(?P<year>\d{4})(?:\s*(?:г\.|года?|г))?)?"
        ),
        _in_words,
    ),
    (
        compiled(
            BEFORE_DAY
            + rf"(?P<name>{MONTH})\b\.?\s+(?P<day>\d{{1,2}}|{ORDINAL_DAY})(?:st|nd|rd|th)?(?!\w)"
            + r"(?:,?\s+(?P<year>20\d\d))?"
            + r"(?!\s*[:\d.]|\s*[ap]\.?m\b)"
        ),
        _in_words,
    ),
    (compiled(BEFORE_DAY + rf"(?P<name>{_NAMES})"), _named),
    (compiled(rf"(?:(?:{DAY_PREPOSITIONS})\s+)?(?P<n>)(?P<name>{WEEKDAY})\s+через\s+неделю"), _weeks_from),
    (compiled(r"(?P<n>)(?P<half>)через\s+(?P<unit>полгода)"), _ahead),
    (compiled(rf"(?:через|спустя)\s+(?:{_HALF}|(?P<n>{NUMBER}))?\s*{_UNIT}"), _ahead),
    (compiled(rf"(?:in|within)\s+(?:{_HALF}|(?:a\s+)?(?P<n>{NUMBER})(?:\s+of)?)\s+{_UNIT}(?:'s?\s+time)?"), _ahead),
    (compiled(rf"(?P<half>(?!))?(?P<n>{NUMBER})\s+{_UNIT}\s+(?:later|from\s+(?:now|today))"), _ahead),
    (compiled(rf"(?P<n>{NUMBER})\s+weeks?\s+(?:from|on|after)\s+(?P<name>{WEEKDAY})"), _weeks_from),
    (
        compiled(
            r"(?:(?:ближе\s+)?(?:к|ко|до|в|под|на|с|at|on|by|before|until|till|towards?|in)\s+)?(?:the\s+)?"
            r"(?P<edge>кон(?:цу|ца|це|ец)|последн\w+ (?:день|дня|дню)|начал[уаео]|середин[уеыа]"
            r"|end|last day|beginning|start|middle)\s+(?:of\s+)?(?:the\s+)?"
            rf"(?:(?P<which>эт\w+|следующ\w+|будущ\w+|this|next)\s+)?(?P<of>{_OF})"
        ),
        _edge,
    ),
    (compiled(r"(?:by\s+)?(?P<name>eod|eow|eom)"), _short_edge),
    (
        compiled(
            r"(?:(?:на|в|к|до|at|on|over|by|for)\s+)?(?:the\s+)?"
            r"(?:(?P<which>эти\w*|следующи\w+|ближайши\w+|this|next|coming)\s+)?(?:выходны[ех]|выходным|weekend)"
        ),
        _weekend,
    ),
    (compiled(rf"(?:(?:на|к|до|в|by|for|in|of)\s+)?(?:the\s+)?{_THIS_WEEK}\s+(?:недел[еиюя]|week)"), _week),
    (
        compiled(r"(?:(?:в|до|к)\s+)?(?:следующ\w+|будущ\w+)\s+месяц[еау]?|(?:by\s+|in\s+)?(?:the\s+)?next\s+month"),
        _next_month,
    ),
    (compiled(r"(?:(?:в|до|к)\s+)?(?:следующ\w+|будущ\w+)\s+год[уа]?|(?:by\s+|in\s+)?next\s+year"), _next_year),
    (
        compiled(
            rf"(?P<before>(?:{DAY_PREPOSITIONS})\s+)?(?:the\s+)?"
            rf"{_WHICH}(?:(?P<name>{WEEKDAY}))(?P<week_after>\s+week)?"
        ),
        _weekday,
    ),
    (compiled(rf"(?:в|во|in)\s+(?P<name>{MONTH})"), _month),
    (compiled(BEFORE_DAY + r"(?P<day>\d{1,2}|" + ORDINAL_DAY + r")(?:\s*-?\s*(?:го|е|ое))?\s+числ[аоу]"), _month_day),
    (compiled(BEFORE_DAY + r"(?P<day>\d{1,2})\s*-?\s*(?:го|st|nd|rd|th)"), _month_day),
)
