"""Times out of a typed line: "в 15", "at 3pm", "в полчетвёртого", "в 7 вечера", "утром", "через час"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.wording.quick_task_words import (
    GONE,
    HOUR_WORD,
    HOURS,
    MONTH,
    NUMBER,
    ORDINAL,
    ORDINALS,
    compiled,
    number_of,
)

NOON = 12
LAST_GUESSED = 7  # an hour up to this one, said alone, is in the afternoon: shops sleep in the morning


@dataclass(frozen=True)
class TimeFound:
    """A time that was said: a clock that is `sure` of its half of the day or not, a part of the day, or a wait from
    now."""

    start: int
    end: int
    hour: int = 0
    minute: int = 0
    sure: bool = True
    part: str = ""  # of _PARTS; without an hour, this is all that was said
    wait: timedelta | None = None
    stays: bool = False  # in the title: it says more than a task can hold


@dataclass(frozen=True)
class TimeSaid:
    """What the parts say together. `day` only where the time tells it ("in 2 hours"); `sure`: see TimeFound."""

    wall: time | None
    sure: bool = True
    day: date | None = None
    used: tuple[TimeFound, ...] = ()
    is_evening: bool = False  # and nothing else was said


# A part of the day: the hour it stands for alone.
_PARTS = {"morning": 10, "noon": 12, "lunch": 13, "day": 14, "after_lunch": 15, "evening": 18, "night": 21}
_PART_WORDS = (
    ("after_lunch", r"после обеда|after lunch"),
    ("lunch", r"(?:в|к|до)\s+обед[уа]?|(?:at|by|before)\s+lunch(?:time)?"),
    ("morning", r"(?:с |под )?утра|утром|к утру|утро|(?:in the |this |first thing in the )?morning|first thing"),
    ("day", r"(?<!с )днем|(?:in the |this )?afternoon"),
    ("evening", r"(?:(?:ближе )?к )?вечеру|вечером|вечер|(?:in the |this )?evening|tonight"),
    ("night", r"ночью|(?:at )?night"),
)
_SUFFIX = (
    r"(?:\s*(?P<part>a\.?m\b\.?|p\.?m\b\.?|утра|дня|вечера|ночи|o'?clock(?:\s+in\s+the\s+(?:morning|afternoon|evening))?"
    r"|(?:in\s+the\s+|at\s+)(?:morning|afternoon|evening|night)))"
)
_AT = r"(?:(?P<at>в|во|к|до|после|около|с|на|at|by|till|until|before|after|around|from|@)(?:\s+|(?=\d)))"
# What after a bare number says that it counts things, or that it is a day and no hour.
NOT_COUNTED = (
    r"(?!\s*(?:-?го\b|-?е\b|-?ое\b|числ|дн(?:я|ей)\b|день\b|недел|месяц|год|лет\b|раза?\b|штук|шт\b|кг\b|гр?\b|л\b|мл\b"
    r"|м\b|см\b|руб|р\b|%|₽|\$|€|человек|чел\b|персон|гост|порци|взрослы|дет(?:ей|ям)\b|магазин|мест[оа]?\b|комнат|кабинет"
    r"|филиал|точк[аиу]?\b|офис|адрес|клиент(?:ов|а|ам)\b|дом(?:а|ов|у)?\b|пакет|короб|th\b|st\b|nd\b|rd\b"
    rf"|(?:{MONTH})\b|days?\b|weeks?\b|months?\b|years?\b|people|persons|guests|kids|adults|places|shops|boxes|items|pieces|clients|[.,:/-]\d|\d))"
)
_HALF_DAYS = (
    *(("morning", ("утра", "morning")), ("day", ("дня", "afternoon")), ("evening", ("вечера", "evening"))),
    *(("night", ("ночи", "night")), ("am", ("am", "a.m", "a.m.")), ("pm", ("pm", "p.m", "p.m."))),
)

_Handler = Callable[[re.Match[str]], "TimeFound | None"]


def find_waits(line: str) -> list[TimeFound]:
    """What says how long from now: "через час", "in 15 minutes"."""
    return _all(line, _WAITS, [])


def find_times(line: str) -> list[TimeFound]:
    """Clocks of a folded line, those first that can be nothing else: "торт на 12, в 14:00"."""
    found = [one for one in _all(line, _CLOCKS, []) if not line[: one.start].endswith("раз ")]  # "раз в 3 дня"
    return sorted(found, key=lambda one: not (":" in line[one.start : one.end] or one.part))


def find_left(line: str) -> list[TimeFound]:
    """A clock without a word before it, where a day is understood beside it: "завтра 9.30", "чт 15"."""
    return _all(line, _BESIDE_DAY, [])


def find_parts(line: str) -> list[TimeFound]:
    """Parts of the day in a folded line."""
    return [
        found
        for found in _all(line, _PART_PATTERNS, [])
        if " " in line[found.start : found.end] or _follows(line, found)
    ]


def settle_time(found: Sequence[TimeFound], now: datetime) -> TimeSaid:
    """The time that the parts say: a part of the day tells which half of it a clock means. `now` is local."""
    waits = [one for one in found if one.wait is not None]
    if waits and waits[0].wait is not None:
        then = (now + waits[0].wait).replace(second=0, microsecond=0)
        return TimeSaid(then.time().replace(tzinfo=None), day=then.date(), used=(waits[0],))
    clock = next((one for one in found if not _is_part(one)), None)
    part = next((one for one in found if _is_part(one)), None)
    if clock is None:
        if part is None:
            return TimeSaid(None)
        return TimeSaid(time(_PARTS[part.part]), used=(part,), is_evening=part.part == "evening")
    said = part.part if part is not None and not clock.part else clock.part
    hour = _on_clock(clock.hour, said) if said else clock.hour
    sure = clock.sure or bool(said)
    if not sure and hour <= LAST_GUESSED:
        hour += NOON
    return TimeSaid(time(hour % 24, clock.minute), sure, used=(clock, part) if part is not None else (clock,))


def evening_left(now: time) -> time | None:
    """When "this evening" still is once it has begun; None when it is over."""
    night = time(_PARTS["night"])
    return night if time(_PARTS["evening"]) <= now < night else None


def _is_part(found: TimeFound) -> bool:
    return bool(found.part) and found.hour < 0


def _all(line: str, patterns: Sequence[tuple[re.Pattern[str], _Handler]], found: list[TimeFound]) -> list[TimeFound]:
    for pattern, handler in patterns:
        for match in pattern.finditer(line):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            told = handler(match)
            if told is not None:
                found.append(told)
    return sorted(found, key=lambda one: one.start)


_RUSSIAN = re.compile(r"[а-я]")
_NOUNS = ("утро", "вечер")  # as in "добрый вечер"


def _follows(line: str, found: TimeFound) -> bool:
    """Whether a word such as "morning" or "утро" belongs to what was understood before it: "tomorrow morning"."""
    if line[found.start : found.end] in _NOUNS:
        return line[: found.start].rstrip().endswith(GONE)
    if _RUSSIAN.match(line, found.start) or line.startswith("tonight", found.start):
        return True
    return line[: found.start].rstrip().endswith(GONE)


def _on_clock(hour: int, part: str) -> int:
    """The hour of 24 that is meant by one of 12 in this part of the day."""
    if part in ("am", "morning"):
        return 0 if hour == NOON and part == "am" else hour
    if part == "night":
        return 0 if hour == NOON else hour + NOON if 8 <= hour < NOON else hour
    if part == "day" and hour in (10, 11):
        return hour
    return hour + NOON if hour < NOON else 0 if hour == NOON and part == "evening" else hour


def _part_of(text: str | None) -> str:
    """Which half of the day the words behind a clock tell; "" for "o'clock" alone."""
    last = text.split()[-1] if text else ""
    return next((part for part, words in _HALF_DAYS if last in words), "")


def _clock(match: re.Match[str]) -> TimeFound | None:
    """Hours and minutes in figures."""
    told = match.groupdict()
    if _is_wait(told, match[0]):
        return None
    return clock_of(match, told["hour"], told.get("minute"), told.get("part"))


def clock_of(match: re.Match[str], hours: str, minutes: str | None, words: str | None) -> TimeFound | None:
    """Building block: what figures and the words behind them say, over the whole match; None for no time of a day."""
    hour, minute, part = int(hours), int(minutes or 0), _part_of(words)
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (part and hour > NOON and part in ("am", "pm")):
        return None
    written = hours.startswith("0") or (bool(minutes) and hour >= LAST_GUESSED)
    sure = bool(part) or written or hour > NOON or hour == 0
    return TimeFound(*match.span(), hour % 24, minute, sure, part if hour <= NOON else "")


def _is_wait(told: dict[str, str | None], said: str) -> bool:
    """Whether "3 дня" and "на 3 дня" are three days, and no hour of the day."""
    return told.get("at") in (None, "на") and bool(told.get("part")) and said.endswith("дня") and "час" not in said


def _in_words(match: re.Match[str]) -> TimeFound | None:
    if _is_wait(match.groupdict(), match[0]):
        return None
    part = _part_of(match["part"])
    minute = number_of(match["minute"]) if match.groupdict().get("minute") else 0
    return TimeFound(*match.span(), HOURS[match["word"]], minute, bool(part), part)


def _before_hour(minutes: Callable[[re.Match[str]], int]) -> _Handler:
    """So many minutes before the hour: "без четверти пять", "ten to five", "полпятого"."""

    def found(match: re.Match[str]) -> TimeFound | None:
        told = match.groupdict()
        is_range = (told.get("n") or "").isdecimal() and not told.get("at") and " to " in match[0]
        if told.get("at") == "from" or is_range:  # "10 to 12"
            return None
        word, less = told["word"], minutes(match)
        hour = ORDINALS.get(word) or HOURS.get(word) or (int(word) if word.isdecimal() else 0)
        if not (1 <= hour <= NOON and 0 < less < 60):
            return None
        part = _part_of(told.get("part"))
        return TimeFound(*match.span(), (hour - 1) or NOON, 60 - less, bool(part), part)

    return found


def _after_hour(minutes: Callable[[re.Match[str]], int]) -> _Handler:
    """So many minutes after the hour: "half past three", "twenty past 5"."""

    def found(match: re.Match[str]) -> TimeFound | None:
        told = match.groupdict()
        word, more = told["word"], minutes(match)
        hour = HOURS.get(word) or (int(word) if word.isdecimal() else 0)
        if not (1 <= hour <= NOON and 0 < more < 60):
            return None
        part = _part_of(told.get("part"))
        return TimeFound(*match.span(), hour, more, bool(part), part)

    return found


def _noon(match: re.Match[str]) -> TimeFound:
    midnight = match["name"].startswith(("полноч", "midnight"))
    return TimeFound(*match.span(), 0 if midnight else NOON)


def _wait(match: re.Match[str]) -> TimeFound | None:
    told = match.groupdict()
    unit, figures = told["unit"], (told.get("n") or "").replace(",", ".")
    n = float(figures) if figures[:1].isdecimal() else number_of(told.get("n"))
    minutes = int(n * (1 if unit.startswith("м") or unit in _MINUTES else 60)) + (30 if told.get("half") else 0)
    return TimeFound(*match.span(), wait=timedelta(minutes=minutes))


def _part(name: str) -> _Handler:
    return lambda match: TimeFound(*match.span(), hour=-1, part=name)


_COUNT = rf"\d{{1,2}}[.,]\d|{NUMBER}"
_MINUTE_WORD = "пятнадцать|двадцать|тридцать|fifteen|twenty|thirty"
_MINUTES = ("minute", "minutes", "min", "mins", "m")
_PAST_HOUR = rf"(?P<word>{HOUR_WORD}|\d{{1,2}}){_SUFFIX}?"
_ORDINAL_HOUR = rf"(?P<word>{ORDINAL}){_SUFFIX}?"
_WAITS: tuple[tuple[re.Pattern[str], _Handler], ...] = (
    (
        compiled(r"через\s+(?P<unit>полчаса)|in\s+(?:a\s+)?half\s+an?\s+hour"),
        lambda match: TimeFound(*match.span(), wait=timedelta(minutes=30)),
    ),
    (
        compiled(
            rf"через\s+(?:(?P<half>полтор[аы])|(?P<n>{_COUNT}))?\s*(?P<unit>час(?:а|ов|ик)?|минут[уы]?|мин|ч)\b\.?"
        ),
        _wait,
    ),
    (compiled(rf"(?P<unit>часа?|часов|часик(?:а|ов)|минут)\s+через\s+(?P<n>{_COUNT})"), _wait),
    (
        compiled(
            rf"in\s+(?:a\s+)?(?P<n>{_COUNT})\s*(?:of\s+)?(?P<unit>hours?|hrs?|h|minutes?|mins?|m)(?P<half>\s+and\s+a\s+half)?"
        ),
        _wait,
    ),
)
_CLOCKS: tuple[tuple[re.Pattern[str], _Handler], ...] = (
    (compiled(rf"{_AT}?без\s+(?:четверти|15)\s+{_PAST_HOUR}"), _before_hour(lambda _match: 15)),
    (
        compiled(rf"{_AT}?без\s+(?P<n>{NUMBER})(?:\s+минут)?\s+{_PAST_HOUR}"),
        _before_hour(lambda match: number_of(match["n"])),
    ),
    (compiled(rf"{_AT}?(?:в\s+)?пол(?:овин[еу]\s+|-|\s*){_ORDINAL_HOUR}"), _before_hour(lambda _match: 30)),
    (compiled(rf"{_AT}?четверть\s+{_ORDINAL_HOUR}"), _before_hour(lambda _match: 45)),
    (compiled(rf"{_AT}?(?:a\s+)?quarter\s+(?:to|till)\s+{_PAST_HOUR}"), _before_hour(lambda _match: 15)),
    (
        compiled(rf"{_AT}?(?P<n>{NUMBER})(?:\s+minutes?)?\s+(?:to|till)\s+{_PAST_HOUR}"),
        _before_hour(lambda match: number_of(match["n"])),
    ),
    (compiled(rf"{_AT}?(?:a\s+)?quarter\s+past\s+{_PAST_HOUR}"), _after_hour(lambda _match: 15)),
    (compiled(rf"{_AT}?half\s+(?:past\s+)?{_PAST_HOUR}"), _after_hour(lambda _match: 30)),
    (
        compiled(rf"{_AT}?(?P<n>{NUMBER})(?:\s+minutes?)?\s+past\s+{_PAST_HOUR}"),
        _after_hour(lambda match: number_of(match["n"])),
    ),
    (compiled(rf"{_AT}?(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::\d\d)?{_SUFFIX}?"), _clock),
    (compiled(rf"(?:(?P<at>в|at|@)\s*)(?P<hour>\d{{1,2}})[.\-](?P<minute>[0-5]\d)(?![.\-]?\d){_SUFFIX}?"), _clock),
    (compiled(rf"{_AT}?(?P<hour>\d{{1,2}})[.](?P<minute>[0-5]\d){_SUFFIX}"), _clock),
    (
        compiled(
            rf"{_AT}?(?P<hour>\d{{1,2}})\s*(?:ч|час(?:а|ов|у|ам)?)\.?\s*(?P<minute>[0-5]?\d)\s*м(?:ин(?:ут[уы]?)?)?\.?{_SUFFIX}?"
        ),
        _clock,
    ),
    (compiled(rf"{_AT}?(?P<hour>\d{{1,2}})(?:\s*(?:ч|час(?:а|ов|у|ам)?)\b\.?)?{_SUFFIX}"), _clock),
    (compiled(r"(?P<at>в|к|до|после|около|с)\s*(?P<hour>\d{1,2})\s*(?:ч|час(?:а|ов|у|ам)?)\.?"), _clock),
    (compiled(rf"{_AT}(?P<hour>\d{{1,2}})(?!\s*(?:ч\b|час|минут|мин\b)){NOT_COUNTED}"), _clock),
    (
        compiled(
            r"(?:(?P<at>в|к|до|после|около|с|at|by|till|until|before|after|around)\s+)"
            rf"(?P<word>{HOUR_WORD})\s+(?P<minute>{_MINUTE_WORD})(?:\s+минут)?{_SUFFIX}?"
        ),
        _in_words,
    ),
    (
        compiled(
            rf"(?:(?P<at>в|к|до|после|около|с|at|by|till|until|before|after|around)\s+)(?P<word>{HOUR_WORD})(?:\s+час(?:а|ов|ам)?)?(?:{_SUFFIX}|(?P<bare>)){NOT_COUNTED}"
        ),
        _in_words,
    ),
    (compiled(rf"(?P<at>)(?P<word>{HOUR_WORD})(?:\s+час(?:а|ов)?)?{_SUFFIX}"), _in_words),
    (compiled(rf"{_AT}?(?P<name>полдень|полудню|полночь|полуночи|noon|midday|midnight)"), _noon),
)
_BESIDE_DAY: tuple[tuple[re.Pattern[str], _Handler], ...] = (
    (re.compile(rf"(?<={GONE}) (?P<hour>\d{{1,2}})[.\-](?P<minute>[0-5]\d)(?![\w.%-])"), _clock),
    (re.compile(rf"(?<={GONE}) (?P<hour>\d{{1,2}})(?=\s*(?:[,;!]|$))"), _clock),
)
_PART_PATTERNS = tuple((compiled(words), _part(name)) for name, words in _PART_WORDS)
