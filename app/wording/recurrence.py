"""How a task repeats, in words and out of them: "every 2 weeks on Mon and Thu", "every month on the 31st"."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.i18n import _, ngettext, number_text, weekday_short
from app.services.errors import InvalidValue
from app.services.recurrence import Rule, checked, read_rule

WORKING_DAYS = (0, 1, 2, 3, 4)
LAST = -1
SHOWN = 40  # letters of what was not understood

_ONE: dict[str, Callable[[], str]] = {
    "DAILY": lambda: _("every day"),
    "WEEKLY": lambda: _("every week"),
    "MONTHLY": lambda: _("every month"),
    "YEARLY": lambda: _("every year"),
}
_MANY: dict[str, Callable[[int], str]] = {
    "DAILY": lambda n: ngettext("every {n} day", "every {n} days", n),
    "WEEKLY": lambda n: ngettext("every {n} week", "every {n} weeks", n),
    "MONTHLY": lambda n: ngettext("every {n} month", "every {n} months", n),
    "YEARLY": lambda n: ngettext("every {n} year", "every {n} years", n),
}
# Endings of English ordinals; 11 to 13 end as all the others.
_ORDINALS: dict[int, Callable[[], str]] = {1: lambda: _("{n}st"), 2: lambda: _("{n}nd"), 3: lambda: _("{n}rd")}


def recurrence_words(every: str, anchor: str = "schedule") -> str:
    """An RRULE as people say it, and that it counts from the day on which the task is done, where it does."""
    words = _rule_words(read_rule(every))
    return _("{rule}, after it is done").format(rule=words) if anchor == "completion" else words


def _rule_words(rule: Rule) -> str:
    if rule.weekdays == WORKING_DAYS and rule.interval == 1:
        return _("every working day")
    freq = "WEEKLY" if rule.weekdays else rule.freq
    every = _ONE[freq]() if rule.interval == 1 else _MANY[freq](rule.interval).format(n=number_text(rule.interval))
    if rule.weekdays:
        return _("{every} on {days}").format(every=every, days=_joined([weekday_short(day) for day in rule.weekdays]))
    return _in_month(every, rule.month_days) if rule.month_days else every


def _in_month(every: str, month_days: tuple[int, ...]) -> str:
    days = [_month_day(day) for day in month_days if day != LAST]
    if LAST not in month_days:
        return _("{every} on the {days}").format(every=every, days=_joined(days))
    if not days:
        return _("{every} on the last day").format(every=every)
    return _("{every} on the {days} and last day").format(every=every, days=", ".join(days))


def _month_day(day: int) -> str:
    ending = None if 10 < day % 100 < 14 else _ORDINALS.get(day % 10)
    return (ending() if ending else _("{n}th")).format(n=day)


def _joined(words: list[str]) -> str:
    *first, last = words
    return _("{some} and {last}").format(some=", ".join(first), last=last) if first else last


# --- out of words, in English and Russian whatever the language of the window ---

_AFTER = re.compile(r",?\s*(after (it is |it's )?(done|completion)|(считая )?(с|после|от) выполнени\w+)")
_LAST = re.compile(r"(the )?last day( of (the|each|every) month)?|последн\w+ (день|дня|числ\w+)( (каждого )?месяца)?")
_WORKING = re.compile(r"weekdays?|workdays?|working days?|будн\w+( дн\w+| день)?|рабоч\w+ (дн\w+|день)")
_OTHER = re.compile(r"every (other|second)|кажд\w+ втор(ой|ая|ую|ое|ые)\b|через(?= (день|неделю|месяц|год)\b)")
_TOKENS = re.compile(r"\d+|[a-zа-яё]+|[^\s,.\-–]")
_UNITS = {
    **dict.fromkeys(("day", "days", "daily", "день", "дня", "дней", "ежедневно"), "DAILY"),
    **dict.fromkeys(("week", "weeks", "weekly", "неделю", "недели", "недель", "еженедельно"), "WEEKLY"),
    **dict.fromkeys(("month", "months", "monthly", "месяц", "месяца", "месяцев", "ежемесячно"), "MONTHLY"),
    **dict.fromkeys(("year", "years", "yearly", "annually", "год", "года", "лет", "ежегодно"), "YEARLY"),
}
# Monday first.
_WEEKDAYS = tuple(
    re.compile(names)
    for names in (
        r"mon(day)?|пн|понедельник\w*",
        r"tue(s|sday)?|вт|вторник\w*",
        r"wed(nesday)?|ср|сред\w+",
        r"thu(r|rs|rsday)?|чт|четверг\w*",
        r"fri(day)?|пт|пятниц\w+",
        r"sat(urday)?|сб|суббот\w+",
        r"sun(day)?|вс|воскресен\w+",
    )
)
_FILLERS = frozenset(
    "every each on the and of in once a s st nd rd th по и в во на раз го е числа числам число".split()
)
_EVERY = re.compile(r"кажд\w+")


def read_recurrence(text: str) -> tuple[str, str]:
    """The RRULE and the anchor ("schedule", "completion") of words such as "every 2 weeks on Mon"; an RRULE itself
    stays as it is.

    Raises InvalidValue for words that mean nothing here.
    """
    if "=" in text:
        return checked(read_rule(text)), "schedule"
    said = " ".join(text.casefold().split())
    plain = _AFTER.sub("", said)
    anchor = "schedule" if plain == said else "completion"
    plain = _LAST.sub(" lastday ", plain)
    plain = _WORKING.sub(" workingday ", plain)
    plain = _OTHER.sub(" 2 ", plain)
    try:
        return checked(_put_together(_TOKENS.findall(plain))), anchor
    except (InvalidValue, ValueError) as error:
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        raise InvalidValue(field="every", value=shown, why="words") from error


def _put_together(tokens: list[str]) -> Rule:
    """Raises ValueError for a word that is not known, or words that do not go together."""
    freq, interval, weekdays, days = "", 1, set[int](), set[int]()
    for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
        weekday = _weekday(token)
        if token in _UNITS:
            if freq:
                raise ValueError(token)
            freq = _UNITS[token]
        elif token.isdecimal() and (after in _UNITS or _weekday(after) is not None):
            interval = int(token)
        elif token.isdecimal():
            days.add(int(token))
        elif token == "lastday":
            days.add(LAST)
        elif token == "workingday":
            weekdays.update(WORKING_DAYS)
        elif weekday is not None:
            weekdays.add(weekday)
        elif token not in _FILLERS and not _EVERY.fullmatch(token):
            raise ValueError(token)
    freq = freq or ("WEEKLY" if weekdays else "MONTHLY" if days else "")
    return Rule(freq, interval, tuple(sorted(weekdays)), tuple(sorted(days)))


def _weekday(word: str) -> int | None:
    return next((number for number, names in enumerate(_WEEKDAYS) if names.fullmatch(word)), None)
