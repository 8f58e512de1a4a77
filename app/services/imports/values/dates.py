"""Days, times and birthdays: cell -> ISO text. The order of day and month belongs to the column, not to the cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from app.services.imports.values.cells import Cell, text_of

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "янв jan", "фев feb", "мар mar", "апр apr", "мая май may", "июн jun",
            "июл jul", "авг aug", "сен sep", "окт oct", "ноя nov", "дек dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = (
    r"(?:[\sT,]+(?:в\s+)?(?P<h>\d{1,2})[:.\-](?P<mi>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<ap>[ap]\.?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_END = r"\s*(?:г(?:ода|\.?\s?р|\.)?|year)?\.?"
_ISO = re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})" + _CLOCK, re.IGNORECASE)
_COMPACT = re.compile(r"(?P<y>19\d\d|20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)")
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})\s?(?P<sep>[./\\\- ])\s?(?P<b>\d{1,2})\s?[./\\\- ]\s?(?P<y>\d{4}|\d{2})" + _YEAR_END + _CLOCK,
    re.IGNORECASE,
)
_DAY_WORD = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|-?(?:го|ое|е))?(?:\s+of\b)?[\s.\-/,]*(?P<mon>[a-zа-яё]{3,9})\.?(?:[\s.\-/,]*(?P<y>\d{4}|\d{2})(?!\d|:))?"
    + _YEAR_END
    + _CLOCK,
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    r"(?P<mon>[a-zа-яё]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{4}))?" + _CLOCK, re.IGNORECASE
)
_DOTTED = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})|(\d{4})-(\d\d)-(\d\d)")
_NO_YEAR = re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})\.?")
_NO_YEAR_ISO = re.compile(r"--(?P<m>\d{2})-?(?P<d>\d{2})")
_WEEKDAY = re.compile(
    r"^(?:пн|вт|ср|чт|пт|сб|вс|пон|втр|срд|чтв|птн|суб|вск|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo|tu|we|th|fr|sa|su)\.?,?\s+",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[«»“”„\"]")
_AGE = re.compile(
    r"\s*\(\s*\d{1,3}\s*(?:лет|год[а-я]*|years?|y\.?o\.?)?\s*\)$|\s*,?\s+\d{1,3}\s+(?:лет|год[а-я]*)$", re.IGNORECASE
)
_TIME_FIRST = re.compile(r"(\d{1,2}:\d\d(?::\d\d)?)[\s,]+(\d.*)")
_ODD_POINT = re.compile(r"(?<=\d)(?:\.\.|,)(?=\d)")
_NO_SUCH_YEAR = re.compile(r"[\s./-]*(?:\?{1,4}|(?<=[./-])(?:_{1,4}|-{2,4}|[xх]{2,4}|0{4}))$", re.IGNORECASE)
_PACKED = re.compile(r"(?P<a>\d\d)(?P<b>\d\d)(?P<y>19\d\d|20\d\d)")
_ZEROS = re.compile(r"0{1,4}[-./]0{1,2}[-./]0{1,4}(?: 00:00:00)?")  # what databases write for no date
_SHORT = re.compile(r"(\d{1,2})[./\\\- ](\d{1,2})[./\\\- ](\d{4}|\d{2})")
_TIME = re.compile(
    r"(?:в\s+|at\s+)?(?P<h>\d{1,2})"
    r"(?:[:.\-](?P<mi>\d{2})(?:[:.](?P<s>\d{2}))?"
    r"|\s*(?:ч(?:ас[а-я]*)?|h)\.?(?:\s*(?P<min>\d{1,2})\s*(?:м(?:ин[а-я]*)?|m(?:in)?)?\.?)?"
    r"|(?=\s*[ap]\.?m))\s*(?P<ap>[ap]\.?m\.?)?(?:\s*(?:МСК|msk|ч\.?))?",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"0[.,](?:\d|\d{3,})")  # "0.25" is the time 00:25
_SERIAL_TEXT = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = dt.date(1899, 12, 30)
_UNKNOWN_YEARS = frozenset((1604, 1900, 1904))
PIVOT, BIRTH_PIVOT = 68, 30  # two-digit years up to this one are 20xx: of purchases, of birthdays

When = tuple[str | None, str | None]  # day as YYYY-MM-DD, time as HH:MM:SS
_NEVER: When = (None, None)


def day_and_time(cell: Cell, day_first: bool, pivot: int | None = None) -> When | None:
    """Day and time of a purchase; (None, None) for an empty cell, None for one that cannot be read.

    `pivot`: two-digit years up to this one are 20xx; 68 where it is not given.
    """
    found = _moment(cell, day_first, PIVOT if pivot is None else pivot, birthday=False)
    if found is None or found is _NEVER:
        return found
    day = found[0]
    return found if day is not None and "1970" <= day[:4] <= "2100" else None


def birthday(cell: Cell, day_first: bool, pivot: int | None = None) -> tuple[str | None] | None:
    """A birthday as `YYYY-MM-DD`, or `--MM-DD` where the year is missing or a marker; None if it cannot be read.

    `pivot`: two-digit years up to this one are 20xx; 30 where it is not given.
    """
    if type(cell) is dt.date and 1904 < cell.year < 2100 and cell.year != 1970:
        return (cell.isoformat(),)
    if isinstance(cell, str):
        if plain := _plain_day(cell):
            return _known_year(plain)
        text = text_of(cell)
        if text is None or text.casefold() in ("нет", "no"):
            return (None,)
        if partial := _without_year(_NO_SUCH_YEAR.sub("", text), day_first):
            return (partial,)
    found = _moment(cell, day_first, BIRTH_PIVOT if pivot is None else pivot, birthday=True)
    if found is None or found[0] is None:
        return None if found is None else (None,)
    return _known_year(found[0])


def _known_year(day: str) -> tuple[str | None] | None:
    """The birthday, without its year where the year is a program's marker; None outside a human life."""
    year = int(day[:4])
    if year in _UNKNOWN_YEARS or day == "1970-01-01":
        return ("-" + day[4:],)
    return (day,) if 1900 < year < 2100 else None


def month_and_day(text: str, day_first: bool) -> str | None:
    """A day of a month with no year, "03.01" or "3 января", as `--MM-DD`; None for anything else."""
    return _without_year(text, day_first)


def clock_time(cell: Cell) -> tuple[str | None] | None:
    """A time of day as HH:MM:SS; None if it cannot be read."""
    if isinstance(cell, dt.datetime):
        return (cell.time().isoformat("seconds"),)
    if isinstance(cell, dt.time):
        return (cell.isoformat("seconds"),)
    if isinstance(cell, dt.timedelta):
        seconds = int(cell.total_seconds())
        return (_clock_text(seconds),) if 0 <= seconds < 86400 else None
    if isinstance(cell, float) and 0 <= cell < 1:
        return (_clock_text(min(86399, round(cell * 86400))),)
    text = text_of(cell)
    if text is None:
        return (None,)
    if _PART_OF_DAY.fullmatch(text):
        return (_clock_text(min(86399, round(float(text.replace(",", ".")) * 86400))),)
    match = _TIME.fullmatch(text)
    clock = _clock(match) if match else None
    return (clock,) if clock else None


def dotted(texts: Iterable[str]) -> bool:
    """Whether the texts write their dates with points, as only day-first countries do."""
    return any("." in text[:3] for text in texts if _SHORT.match(text))


def _moment(cell: Cell, day_first: bool, pivot: int, birthday: bool) -> When | None:
    if isinstance(cell, dt.datetime):
        if cell.microsecond and cell.year < 9999:  # fractions of a day do not fall on whole seconds
            cell += dt.timedelta(microseconds=500_000)
        iso = cell.isoformat()
        return iso[:10], iso[11:19] if iso[11:19] != "00:00:00" else None
    if isinstance(cell, dt.date):
        return cell.isoformat(), None
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _serial(float(cell), birthday)
    if not isinstance(cell, str):
        return _NEVER if cell is None else None
    if plain := _plain_day(cell):
        return plain, None
    text = text_of(cell)
    if text is None:
        return _NEVER
    found = _from_text(text, day_first, pivot, birthday)
    if found is None and (tidy := _tidied(text)) != text:
        found = _from_text(tidy, day_first, pivot, birthday)
    return _NEVER if found is None and _ZEROS.fullmatch(text) else found


def _tidied(text: str) -> str:
    """Without quotes, the day of the week and an age; the day before the time; points that slipped put right."""
    text = _WEEKDAY.sub("", _AGE.sub("", _QUOTES.sub("", text)))
    if swapped := _TIME_FIRST.fullmatch(text):
        text = f"{swapped[2]} {swapped[1]}"
    return _ODD_POINT.sub(".", text)


def _plain_day(text: str) -> str | None:
    """The two commonest forms, 31.12.1985 and 1985-12-31, without the long way round."""
    match = _DOTTED.fullmatch(text)
    if match is None:
        return None
    iso = text if match[4] else f"{match[3]}-{match[2]}-{match[1]}"
    try:
        dt.date.fromisoformat(iso)
    except ValueError:
        return None
    return iso


def _serial(value: float, birthday: bool) -> When | None:
    """A day number of the spreadsheet program, or 19850512. A bare year is neither."""
    if value.is_integer() and (compact := _COMPACT.fullmatch(str(int(value)))):
        return _built(compact, int(compact["d"]), int(compact["m"]), int(compact["y"]))
    if not (7000 if birthday else 25569) <= value < 73051:
        return None
    days, part = divmod(value, 1)
    seconds = min(86399, round(part * 86400))
    return (_EPOCH + dt.timedelta(days=int(days))).isoformat(), _clock_text(seconds) if seconds else None


def _from_text(text: str, day_first: bool, pivot: int, birthday: bool) -> When | None:
    if match := _ISO.fullmatch(text):
        return _built(match, int(match["d"]), int(match["m"]), int(match["y"]))
    match = _NUMERIC.fullmatch(text) or _PACKED.fullmatch(text if _COMPACT.fullmatch(text) is None else "")
    if match is not None:
        a, b = int(match["a"]), int(match["b"])
        day, month = (a, b) if day_first or "." in text[:4] else (b, a)
        return _built(match, day, month, _full_year(match["y"], pivot))
    if match := _COMPACT.fullmatch(text):
        return _built(match, int(match["d"]), int(match["m"]), int(match["y"]))
    if _SERIAL_TEXT.fullmatch(text):
        return _serial(float(text), birthday)
    match = _DAY_WORD.fullmatch(text) or _WORD_DAY.fullmatch(text)
    if match is None or match["y"] is None or (named := _month(match["mon"])) is None:
        return None
    return _built(match, int(match["d"]), named, _full_year(match["y"], pivot))


def _without_year(text: str, day_first: bool) -> str | None:
    """A day and a month with no year, as people write birthdays."""
    if match := _NO_YEAR.fullmatch(text):
        a, b = int(match["d"]), int(match["m"])
        return _year_less(*((a, b) if day_first or "." in text else (b, a)))
    if match := _NO_YEAR_ISO.fullmatch(text):
        return _year_less(int(match["d"]), int(match["m"]))
    match = _DAY_WORD.fullmatch(text) or _WORD_DAY.fullmatch(text)
    if match is None or match["y"] is not None or match["h"] is not None or (month := _month(match["mon"])) is None:
        return None
    return _year_less(int(match["d"]), month)


def _year_less(day: int, month: int) -> str | None:
    try:
        return "-" + dt.date(2000, month, day).isoformat()[4:]
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return MONTHS.get(word[:3].lower())


def _full_year(text: str, pivot: int) -> int:
    """Two digits up to the pivot are of this century."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= pivot else 1900)


def _built(match: re.Match[str], day: int, month: int, year: int) -> When | None:
    try:
        iso = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    if "h" not in match.re.groupindex or match["h"] is None:
        return iso, None
    clock = _clock(match)
    if clock is None:
        return None
    return iso, clock if clock != "00:00:00" else None


def _clock(match: re.Match[str]) -> str | None:
    minutes = match["mi"] or match.groupdict().get("min")
    hour, minute, second = int(match["h"]), int(minutes or 0), int(match["s"] or 0)
    if match["ap"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["ap"][0] in "pP" else 0)
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else None


def _clock_text(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
