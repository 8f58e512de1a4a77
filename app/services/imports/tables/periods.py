"""Months, years and days as they stand above columns, in captions and names: "янв", "Jan-24", "Март 2024"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.services.imports.values.cells import Cell
from app.services.imports.values.dates import MONTHS, month_and_day

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MONTH_WORD = re.compile(
    r"янв(?:ар[ьяе])?|фев(?:р|рал[ьяе])?|март?[ае]?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?|июл[ьяе]?|авг(?:уст[ае]?)?"
    r"|сент?(?:ябр[ьяе])?|окт(?:ябр[ьяе])?|нояб?(?:р[ьяе])?|дек(?:абр[ьяе])?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_AROUND = frozenset("г год года year сумма sum продажи sales выручка revenue руб р rub usd eur месяц month за".split())
"""Words beside a month that change nothing: "Сумма за январь, руб."."""
_NAME_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)[-./](?P<m>0?[1-9]|1[0-2])")
_MONTH_YEAR = re.compile(r"(?P<m>0?[1-9]|1[0-2])[-./](?P<y>(?:19|20)\d\d)")
_ISO_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?: 00:00:00)?")
_DAY = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?:\.(?P<y>\d{4}|\d{2}))?")


class Period(NamedTuple):
    """A year, a month or a day, as far as it is said; `month` 0 for a whole year, `day` 0 for a whole month."""

    year: int = 0  # 0: not said
    month: int = 0
    day: int = 0


NO_PERIOD = Period()


def period_of(cell: Cell) -> Period | None:
    """The month, the month of a year, the year or the day that a title is; None for any other text."""
    if isinstance(cell, dt.date):
        return Period(cell.year, cell.month, cell.day)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _year_alone(cell)
    if not isinstance(cell, str) or not cell or len(cell) > 40:
        return None
    text = cell.strip().casefold()
    for pattern in (_ISO_MONTH, _MONTH_YEAR):
        if match := pattern.fullmatch(text):
            return Period(int(match["y"]), int(match["m"]))
    if match := _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text):
        return _checked_day(match)
    return _from_words(_TOKEN.findall(text))


def _year_alone(cell: float) -> Period | None:
    return Period(int(cell)) if float(cell).is_integer() and _FIRST_YEAR <= cell < _LAST_YEAR else None


def _checked_day(match: re.Match[str]) -> Period | None:
    year = int(match["y"] or 0)
    found = Period(year + 2000 if 0 < year < 100 else year, int(match["m"]), int(match["d"]))
    return found if day_of(found._replace(year=found.year or 2000)) else None


def _from_words(words: Sequence[str]) -> Period | None:
    year = month = 0
    for word in words:
        if word.isdecimal():
            number = int(word)
            if year or not (_FIRST_YEAR <= number < _LAST_YEAR or (month and len(word) == 2)):
                return None
            year = number + 2000 if number < 100 else number
        elif _MONTH_WORD.fullmatch(word):
            if month:
                return None
            month = MONTHS[word[:3]]
        elif word not in _AROUND:
            return None
    return Period(year, month) if month or (year and len(words) <= 2) else None


def day_of(period: Period) -> str | None:
    """The first day of it, YYYY-MM-DD; None where its year or month is not known."""
    if not period.year or not period.month:
        return None
    try:
        return dt.date(period.year, period.month, period.day or 1).isoformat()
    except ValueError:
        return None


def completed(cell: Cell, day_first: bool, around: Period) -> str | None:
    """The day that a cell means together with the year and month said around it: "03.01", "3 января", "январь", 3."""
    if isinstance(cell, str) and around.year and (found := month_and_day(cell.strip(), day_first)):
        return _valid(f"{around.year}{found[1:]}")
    number = _day_number(cell) if isinstance(cell, str | float | int) and not isinstance(cell, bool) else 0
    if number:
        return day_of(Period(around.year, around.month, number))
    period = period_of(cell) if isinstance(cell, str) else None
    return None if period is None else day_of(period._replace(year=period.year or around.year))


def _valid(day: str) -> str | None:
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def said_in(texts: Iterable[str]) -> Period:
    """The year, and the month of it, that captions and names speak of: "Продажи 2024г", "Март 2024", "Февраль".

    The first text that names a year decides; two different years in one text say nothing.
    """
    month = 0
    for text in texts:
        words = _TOKEN.findall(text.casefold())
        months = {MONTHS[word[:3]] for word in words if len(word) > 2 and _MONTH_WORD.fullmatch(word)}
        years = {int(year) for year in _NAME_YEAR.findall(text)}
        if match := _ISO_MONTH.search(text) or _MONTH_YEAR.search(text):
            months = months or {int(match["m"])}
        if not month and len(months) == 1:
            (month,) = months
        if len(years) == 1:
            return Period(years.pop(), month)
    return Period(0, month)


def days_of_titles(titles: Mapping[int, Cell], around: Period) -> dict[int, str]:
    """Column -> the day that what is in it is dated to, for the columns that stand for a month or a day.

    `around` is what captions and names say of year and month; whole numbers are days of that month.
    """
    found = {index: period for index, title in titles.items() if (period := period_of(title)) is not None}
    if not found and around.year and around.month:
        found = {
            index: Period(around.year, around.month, number)
            for index, title in titles.items()
            if (number := _day_number(title))
        }
        if len(found) < 5:
            return {}
    months = {index: period._replace(year=period.year or around.year) for index, period in found.items()}
    days = {index: day for index, period in months.items() if (day := day_of(period)) is not None}
    return days if len(set(days.values())) > 1 else {}


def _day_number(cell: Cell) -> int:
    """A whole number from 1 to 31, else 0."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    return int(text) if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 31 else 0
