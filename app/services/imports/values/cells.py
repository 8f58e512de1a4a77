"""A cell as the readers give it, and its plain text."""

from __future__ import annotations

import datetime as dt
import re

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_EMPTY_WORDS = frozenset(
    """null none nan n/a #n/a #н/д н/д нд нет.данных error unknown неизвестно неизвестен неизвестна не.указан
    не.указана не.указано не.задано не.задан не.задана не.заполнено не.известно
    нету.данных без.данных <не.указано> [пусто] xxx ххх отсутствует (null) (пусто) пусто (blank) \\n nil undefined
    #ref! #value! #name? #div/0! #null! #num! #знач! #ссылка! #имя? #дел/0! not.specified
    not.given unspecified""".replace(".", "\u0000").split()
)
UNCALCULATED = "=…"
"""Stands for a formula of which the file keeps no result."""
_EMPTY_TEXTS = frozenset(word.replace("\u0000", " ") for word in _EMPTY_WORDS) | {UNCALCULATED}
_ONLY_MARKS = re.compile(r"[\s\-–—−?.*_/\\,;:'\"]*")
_LONGEST_EMPTY = 15
_GUARDED = frozenset("=+-@")
_TOTALS = re.compile(
    r"(?:итого|всего|totals?|grand total|sub-?total|подытог|промежуточный итог|общий итог|итог)\b"
    r"(?!\s*[a-zа-яё]{3,})",
    re.IGNORECASE,
)
_TOTAL_STARTS = frozenset("ИиВвКкПпОоTtNnCcGgSs")
_PARTLY = re.compile(r"(?:в\s*т\.?\s*ч\b|в том числе|из них|of which|including)\b", re.IGNORECASE)
_TOTAL_ENDS = re.compile(r"\s(?:итого?|всего|total|subtotal)\s*:?$", re.IGNORECASE)
_COUNTED = r"(?:клиент|покупател|контакт|запис|строк|позици|продаж|покуп|чек|заказ|сумм|выруч|человек)[а-яё]*"
_COUNTED_EN = r"(?:clients?|customers?|contacts?|records?|rows?|entries|items|sales|orders?|amount|people)"
_COUNT_LINE = re.compile(
    rf"(?:итого|всего|total|кол-?(?:ичест)?во|number of|count of)[\s:]*(?:по\s+)?(?:\d[\d\s]*)?"
    rf"(?:{_COUNTED}|{_COUNTED_EN})(?:\s+в\s+\w+)?\s*(?:[:=–—-]?\s*\d[\d\s.,]*(?:\s*[^\W\d]{{1,7}}\.?|\s*₽)?)?\s*:?",
    re.IGNORECASE,
)


def text_of(cell: Cell) -> str | None:
    """The cell as one line of text without doubled spaces; None where it says nothing ("NULL", "н/д", "-", "???")."""
    if not isinstance(cell, str):
        text = raw_text(cell)
    elif cell.isprintable() and cell[:1] != " " and cell[-1:] != " " and "  " not in cell:
        text = cell
    else:
        text = " ".join(_UNSEEN.sub("", cell).split())
    if text[:1] == "'" and text[1:2] in _GUARDED:
        text = text[1:]  # the apostrophe that keeps a text file's cell from running as a formula
    elif text[:2] == '="' and text[-1:] == '"':
        text = text[2:-1]  # how a text file keeps a spreadsheet program from taking "0123" for a number
    if len(text) > _LONGEST_EMPTY:
        return text
    return None if not text or is_empty_word(text) else text


def is_number_like(text: str) -> bool:
    """Whether a text that ends with a digit is surely neither a word for nothing nor a total, nor to be tidied up."""
    return text[0] not in _TOTAL_STARTS and text[0] not in " '" and "  " not in text and text.isprintable()


def raw_text(cell: Cell) -> str:
    """The cell as it is shown to the owner: 79161234567.0 is "79161234567", a date is ISO."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    return str(cell)


def is_empty_word(text: str) -> bool:
    """Whether the text stands for nothing."""
    first = text[:1]
    if first.isdigit() or len(text) > _LONGEST_EMPTY:
        return False
    if first.isalpha():
        return text == "NA" or text.casefold() in _EMPTY_TEXTS
    return text.casefold() in _EMPTY_TEXTS or _ONLY_MARKS.fullmatch(text) is not None


def is_blank(cell: Cell) -> bool:
    """Nothing in the cell but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_total_word(text: str) -> bool:
    """Whether the text opens a row of totals: "Итого", "Grand total:", "Итого клиентов: 276"."""
    if text[:1] not in _TOTAL_STARTS:
        return False
    return _TOTALS.match(text) is not None or _COUNT_LINE.fullmatch(text) is not None


def is_total_line(text: str) -> bool:
    """Whether a text is of a row of totals where nothing else says so: "Иванов Итог", "Ann Lee Total", "в т.ч. НДС"."""
    return is_total_word(text) or _PARTLY.match(text) is not None or _TOTAL_ENDS.search(text) is not None
