"""Language of the interface: the gettext catalogue, and Babel for money, dates and numbers.

The English text is the key. `_` and `ngettext` are called when a text is shown, never at import, so that the language
can be switched while the program runs.
"""

from __future__ import annotations

import gettext as gettext_module
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from decimal import Decimal

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "locale"
LANGUAGES = ("ru", "en")

_translations: gettext_module.NullTranslations = gettext_module.NullTranslations()
_language = "en"


def system_language() -> str:
    """The system's language if we speak it, else English."""
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform in ("win32", "darwin"):
        import locale

        names.append(locale.getlocale()[0] or "")
    chosen = next((name for name in names if name and name not in ("C", "POSIX", "C.UTF-8")), "")
    return "ru" if chosen.lower().startswith(("ru", "russian")) else "en"


def set_language(language: str) -> None:
    """Speak `language` ("ru" or "en") from here on; an empty one means the system's."""
    global _translations, _language
    _language = language if language in LANGUAGES else system_language()
    catalogue = LOCALE_FOLDER / _language / "LC_MESSAGES" / "regulars.mo"  # none for English, the key itself
    _translations = gettext_module.NullTranslations()
    if catalogue.exists():
        with catalogue.open("rb") as file:
            _translations = gettext_module.GNUTranslations(file)


def language() -> str:
    """The language spoken now: "ru" or "en"."""
    return _language


def quoted(text: str) -> str:
    """`text` between the quotation marks of the language."""
    return f"«{text}»" if _language == "ru" else f"“{text}”"


def _(text: str) -> str:
    """`text` in the current language."""
    return _translations.gettext(text)


def in_other_language(text: str) -> str:
    """A text of the program, as `_` gives it, in the other language; "" where it is none or the same in both."""
    russian, english = _both_ways()
    return english.get(text, "") if _language == "ru" else russian.get(text, "")


@cache
def _both_ways() -> tuple[dict[str, str], dict[str, str]]:
    """English to Russian and back, without the texts that have a plural."""
    from struct import unpack_from

    read = (LOCALE_FOLDER / "ru" / "LC_MESSAGES" / "regulars.mo").read_bytes()
    count, *tables = unpack_from("<3I", read, 8)  # of a .mo file: how many texts, where the table of each language is

    def texts(table: int) -> list[str]:
        places = [unpack_from("<2I", read, table + 8 * number) for number in range(count)]
        return [read[start : start + length].decode() for length, start in places]

    pairs = zip(*map(texts, tables), strict=True)
    russian = {text: told for text, told in pairs if text and "\0" not in text}  # between the forms of a plural
    return russian, {told: text for text, told in russian.items()}


def ngettext(one: str, many: str, n: int) -> str:
    """The plural form for `n` in the current language."""
    return _translations.ngettext(one, many, n)


def money(minor: int, currency: str, cents: bool | None = None) -> str:
    """Minor units as money of the shop: "1 890 ₽", "$1,890". Kopecks only where there are any, or as `cents` says."""
    from decimal import Decimal

    places = 2 if (bool(minor % 100) if cents is None else cents) else 0
    number = number_text(Decimal(abs(minor)) / 100, places)
    symbol = currency_symbol(currency)
    sign = "\u2212" if minor < 0 else ""
    if _language == "ru" or symbol not in SYMBOLS_IN_FRONT:
        return f"{sign}{number}\u00a0{symbol}"
    return f"{sign}{symbol}{number}"


def money_short(minor: int | float, currency: str, places: int = 2, whole_up_to: int = 1_000_000) -> str:
    """Money where there is little room: "6.32M ₽", "20K ₽". Below `whole_up_to` (major units) as always, without
    kopecks."""
    from babel.numbers import format_compact_decimal

    major = abs(minor) / 100
    if major < whole_up_to:
        return money(round(minor), currency, cents=False)
    number = format_compact_decimal(major, locale=_language, fraction_digits=places)
    symbol, sign = currency_symbol(currency), "\u2212" if minor < 0 else ""
    if _language == "ru" or symbol not in SYMBOLS_IN_FRONT:
        return f"{sign}{number}\u00a0{symbol}"
    return f"{sign}{symbol}{number}"


SYMBOLS_IN_FRONT = frozenset("$€£¥₩₹₪₴₦")


@cache
def currency_symbol(currency: str) -> str:
    """ "₽" for RUB: the sign where one of our languages has one, else the code."""
    from babel.numbers import get_currency_symbol

    return next((s for lang in ("en", "ru") if (s := get_currency_symbol(currency, lang)) != currency), currency)


def number_text(value: Decimal | int | float, places: int = 0) -> str:
    """A number with the language's separators and exactly `places` decimals."""
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0" + ("." + "0" * places if places else ""), _language)


def percent_text(share: float, places: int = 0) -> str:
    """A fraction as percent: "38 %"."""
    return _("{n} %").format(n=number_text(share * 100, places))


def quantity_text(thousandths: int) -> str:
    """A quantity: 1000 -> "1", 1500 -> "1.5"."""
    from decimal import Decimal

    from babel.numbers import format_decimal

    return format_decimal(Decimal(thousandths) / 1000, "#,##0.###", _language)


def day_text(day: date, today: date | None = None) -> str:
    """A day as people write it: "12 November 2026"; without the year when it is `today`'s."""
    from babel.dates import format_date, format_skeleton

    if today is not None and today.year == day.year:
        return format_skeleton("MMMMd", day, locale=_day_locale())
    return format_date(day, "long", _day_locale()).replace(" г.", "").replace("\u202fг.", "").replace("\u00a0г.", "")


def short_day(day: date, today: date | None = None) -> str:
    """A day for a table: "12 Nov", with the year when it is not `today`'s."""
    from babel.dates import format_date

    if _language == "ru":
        month = RUSSIAN_MONTHS[day.month - 1]
        return f"{day.day} {month}" if today is not None and today.year == day.year else f"{day.day} {month} {day.year}"
    pattern = "d MMM" if today is not None and today.year == day.year else "d MMM y"
    return format_date(day, pattern, _day_locale()).replace(".", "")


# As wall calendars print them; the locale data has "сент." and "нояб.", which make the dates of a table ragged.
RUSSIAN_MONTHS = tuple("янв фев мар апр мая июн июл авг сен окт ноя дек".split())


def weekday_text(day: date) -> str:
    """Weekday and day: "Saturday, 21 November"."""
    from babel.dates import format_date

    return format_date(day, "EEEE, d MMMM", _day_locale())


def weekday_short(number: int) -> str:
    """A weekday in two or three letters: "Mon". Monday is 0."""
    from babel.dates import get_day_names

    return get_day_names("abbreviated", locale=_day_locale())[number]


def weekday_name(number: int) -> str:
    """A weekday: "Monday". Monday is 0."""
    from babel.dates import get_day_names

    return str(get_day_names("wide", "stand-alone", _day_locale())[number])


def month_name(number: int) -> str:
    """A month by itself: "March". January is 1."""
    from babel.dates import get_month_names

    return str(get_month_names("wide", "stand-alone", _day_locale())[number])


def month_text(day: date) -> str:
    """Month and year: "March 2023"."""
    from babel.dates import format_date

    return format_date(day, "LLLL y", _day_locale())


def month_short(day: date) -> str:
    """A month by itself, for a chart: "Nov"."""
    if _language == "ru":
        return "май" if day.month == 5 else RUSSIAN_MONTHS[day.month - 1]  # not of a day
    from babel.dates import format_date

    return format_date(day, "LLL", _day_locale())[:3]


def moment_text(moment: datetime, today: date | None = None) -> str:
    """A local moment: day and time."""
    return f"{day_text(moment.date(), today)}, {time_text(moment.time())}"


def time_text(moment: time) -> str:
    """A wall time, 24 hours: "15:00"."""
    return moment.strftime("%H:%M")


def _day_locale() -> str:
    return "ru" if _language == "ru" else "en_GB"
