"""Sums, prices and quantities: cell -> whole millionths, so that products stay exact and are rounded once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.services.imports.values.cells import Cell, text_of

MILLION = 1_000_000
_LARGEST = 10**15  # of major units; anything above is no sum of a shop

_CURRENCIES = (
    ("RUB", re.compile(r"₽|\bруб(?:\.|л[а-я]*)?|\bр\.|\bр\b|\bRUB\b|\bRUR\b|\bкоп\b", re.IGNORECASE)),
    ("USD", re.compile(r"\$|\bUSD\b|\bдолл", re.IGNORECASE)),
    ("EUR", re.compile(r"€|\bEUR\b|\bевро\b", re.IGNORECASE)),
    ("GBP", re.compile(r"£|\bGBP\b", re.IGNORECASE)),
    ("KZT", re.compile(r"₸|\bKZT\b|\bтенге\b|\bтг\b", re.IGNORECASE)),
    ("UAH", re.compile(r"₴|\bUAH\b|\bгрн\b", re.IGNORECASE)),
    ("BYN", re.compile(r"\bBYN\b|\bбел\.? ?руб", re.IGNORECASE)),
)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_GAPS = re.compile(r"(?<=\d)[\s\u00a0\u2007\u202f'’`](?=\d)")
_KOPECKS_WORD = re.compile(r"^(\d+)\s*(?:руб\w*\.?|р\.?|₽)\s*(\d{1,2})\s*(?:коп\w*\.?|к\.?)$", re.IGNORECASE)
_KOPECKS_DASH = re.compile(r"^(-?\d+)[-=](\d{2})$")
_TRAILING_DASH = re.compile(r"(?<=\d)(?:,[-–—]+|\.[-–—]+|=)$")
_TIMES = re.compile(r"^[x×х*]\s*(?=\d)|(?<=\d)\s*[x×х*]$", re.IGNORECASE)
_THOUSAND = re.compile(r"(?<=[\d\s])(?:тыс(?:яч\w*)?\.?|т\.\s?р\.?|т\.?р\.?)$", re.IGNORECASE)
_MILLIONS = re.compile(r"(?<=[\d\s])(?:млн\.?|mln)$", re.IGNORECASE)
_SHORT_THOUSAND = re.compile(r"(?<=[\d\s])[kк]$", re.IGNORECASE)
_SHORT_MILLIONS = re.compile(r"(?<=[\d\s])m$", re.IGNORECASE)
_FACTORS = ((_THOUSAND, 1000), (_MILLIONS, MILLION))
_SHORT_FACTORS = ((_SHORT_THOUSAND, 1000), (_SHORT_MILLIONS, MILLION))  # of sums; a quantity of "5m" is five metres
_CURRENCY_WORD = (
    r"₽|\$|€|£|₴|₸|руб(?:\.|л[а-я]*\.?)?|р\.?|rub|rur|usd|eur|gbp|kzt|uah|byn|тенге|тг\.?|грн\.?|сум|долл\w*\.?|евро"
)
_UNIT_WORD = (
    r"шт(?:\.|ук[аи]?)?|ед(?:\.|иниц\w*)?|pcs\.?|pc\.?|ea\.?|кг\.?|kg|гр?\.?|g|л\.?|мл\.?|ml|[мm]\.?|[мm][23²³]|уп(?:\.|ак\w*\.?)?"
    r"|пар[аы]?|порц\w*\.?|бал\w*|pts?|points?|бут(?:\.|ыл\w*)?|пач(?:\.|к\w*|ек)?|бан(?:к\w*|ок)|кор(?:\.|об\w*)|компл(?:\.|ект\w*)?"
    r"|мест[оа]?|ч(?:\.|ас\w*)?|усл(?:\.|уг\w*)?|рул(?:\.|он\w*)?|наб(?:\.|ор\w*)|лист\w*|флак\w*\.?|раза?|чел\w*\.?|сеанс\w*|занят\w*"
)
_UNIT = re.compile(rf"\s*(?:{_CURRENCY_WORD}|{_UNIT_WORD})\s*$", re.IGNORECASE)
_LEADING_UNIT = re.compile(r"^(?:₽|\$|€|£|₴|₸|rub|usd|eur|gbp|руб\.?|р\.)\s*(?=[\d(,.-])", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?<=[\d\s])\([^()\d]*\)")  # "500 (пятьсот) руб."
_ONLY_KOPECKS = re.compile(r"^(\d{1,2})\s*коп\w*\.?$", re.IGNORECASE)
_FRACTION = re.compile(r"(\d*)\s*([¼½¾])")
_FRACTIONS = {"¼": 250_000, "½": 500_000, "¾": 750_000}
_DECIMAL_SHAPE = re.compile(r"^\D*\d+([.,])\d{1,2}(?!\d)")
_GROUPS = re.compile(r"^\D{0,4}[1-9]\d{0,2}([.,])\d{3}\1\d{3}(?:\1\d{3})*(?!\d|[.,]\d)")  # 1.234.567
_UNGROUPED = re.compile(r"^\D{0,4}(?:0|\d{4,}|\d+[\s\u00a0\u202f]\d{3})([.,])\d{3}(?!\d)")  # 0,125 and 1 234,567
_MIXED_SHAPE = re.compile(r"\d([.,])\d{3}(?:\1\d{3})*([.,])\d{1,2}(?!\d)")


def millionths(cell: Cell, decimal: str | None = None, three_digits_are_thousands: bool = True) -> int | None:
    """A number as whole millionths, None where it cannot be read.

    `decimal` is the mark the rest of the column uses. `three_digits_are_thousands` settles "1.234" when it is unknown.
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell * MILLION if abs(cell) < _LARGEST else None
    if isinstance(cell, float):
        return _from_float(cell)
    if not isinstance(cell, str):
        return None
    if _PLAIN.fullmatch(cell) and len(cell) < 15 and (decimal == "." or not _looks_grouped(cell)):
        return _from_float(float(cell))
    text = text_of(cell)
    return None if text is None else _from_text(text, decimal, three_digits_are_thousands)


def _from_float(value: float) -> int | None:
    if value != value or abs(value) >= _LARGEST:
        return None
    if abs(value) < 1e8:
        return round(value * MILLION)
    return _half_up(Decimal(repr(value)))


def _half_up(value: Decimal) -> int | None:
    try:
        whole = int((value * MILLION).to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, ValueError):
        return None
    return whole if abs(whole) < _LARGEST * MILLION else None


def _looks_grouped(text: str) -> bool:
    whole, _, rest = text.lstrip("+-").partition(".")
    return len(rest) == 3 and 1 <= len(whole) <= 3 and whole != "0"


def _from_text(text: str, decimal: str | None, thousands: bool) -> int | None:
    if _EXPONENT.fullmatch(text):
        return _half_up(Decimal(text)) if abs(int(re.split("[eE]", text)[1])) < 30 else None
    text, negative = _take_sign(text)
    if (whole := _in_kopecks(_GAPS.sub("", text))) is not None:
        return -whole if negative else whole
    text, factor = _take_unit(_IN_WORDS.sub(" ", text) if "(" in text else text, thousands)
    if text[-1:] in _FRACTIONS and (part := _FRACTION.fullmatch(text)):
        whole = int(part[1] or 0) * MILLION + _FRACTIONS[part[2]]
        return -whole if negative else whole
    text, trailing = _take_sign(text)
    text = _GAPS.sub("", _TIMES.sub("", text))
    if dash := _KOPECKS_DASH.match(text):
        text = f"{dash[1]}.{dash[2]}"
    else:
        text = _with_point(_TRAILING_DASH.sub("", text), decimal, thousands)
    if not _PLAIN.fullmatch(text) or len(text) > 30:
        return None
    whole_or_none = _half_up(Decimal(text) * factor)
    if whole_or_none is None:
        return None
    return -whole_or_none if negative != trailing else whole_or_none


def _take_sign(text: str) -> tuple[str, bool]:
    """Cut off a minus in any of its forms: -5, −5, (5), 5-."""
    text = text.replace("−", "-").replace("–", "-").replace("—", "-").strip()
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith("-") and len(text) > 1 and text[-2].isdigit():
        return text[:-1].strip(), True
    return text.lstrip("+").strip(), False


def _in_kopecks(text: str) -> int | None:
    """ "500 руб 50 коп" and "50 коп." in millionths; None for anything else."""
    if text[-1:].isdigit():
        return None
    if words := _KOPECKS_WORD.match(text):
        return int(words[1]) * MILLION + int(words[2]) * 10_000
    alone = _ONLY_KOPECKS.match(text)
    return int(alone[1]) * 10_000 if alone else None


def _take_unit(text: str, money: bool) -> tuple[str, int]:
    """Cut off currency, unit and "тыс"; return the factor."""
    if text[-1:].isdigit() and text[:1].isdigit() and not text[-2:-1].isalpha():
        return text, 1
    text = _LEADING_UNIT.sub("", text).strip()
    factors = _FACTORS + _SHORT_FACTORS if money else _FACTORS
    short = _UNIT.sub("", text)
    for shortened in (text, short) if short != text else (text,):
        if shortened[-1:].isdigit():
            continue
        for pattern, factor in factors:
            if pattern.search(shortened):
                return pattern.sub("", shortened).strip(), factor
    return short.strip(), 1


def _with_point(text: str, decimal: str | None, thousands: bool) -> str:
    """Rewrite the number with a point as decimal mark and no grouping."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        mark = "." if text.rfind(".") > text.rfind(",") else ","
        return text.replace("," if mark == "." else ".", "").replace(mark, ".")
    if points + commas == 0:
        return text
    mark = "." if points else ","
    if points + commas > 1:
        groups = text.split(mark)
        return "".join(groups) if all(len(group) == 3 for group in groups[1:]) else "?"
    whole, _, rest = text.partition(mark)
    grouped = len(rest) == 3 and 1 <= len(whole) <= 3 and whole != "0"
    if decimal == mark or not grouped:
        return f"{whole or '0'}.{rest}" if rest else whole
    return whole + rest if decimal is not None or thousands else f"{whole}.{rest}"


def mark_evidence(texts: Iterable[str]) -> dict[str, int]:
    """How much the texts of one column prove each mark: "10,50" a comma, "1.890,50" and "1.890.000" too."""
    votes = {".": 0, ",": 0}
    for text in texts:
        if mixed := _MIXED_SHAPE.search(text):
            if mixed[1] != mixed[2]:
                votes[mixed[2]] += 2
        elif shape := _DECIMAL_SHAPE.match(_GAPS.sub("", text)):
            votes[shape[1]] += 1
        elif groups := _GROUPS.match(text):
            votes["," if groups[1] == "." else "."] += 2
        elif long := _UNGROUPED.match(text):
            votes[long[1]] += 1
    return votes


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that the texts of one column prove, or None."""
    votes = mark_evidence(texts)
    if votes["."] == votes[","]:
        return None
    return "." if votes["."] > votes[","] else ","


def minor(value: int | None) -> int | None:
    """Millionths of a currency unit -> whole minor units, half away from zero."""
    return None if value is None else divide_half_up(value, 10_000)


def thousandths(value: int | None) -> int | None:
    """Millionths -> thousandths of a piece, half away from zero."""
    return None if value is None else divide_half_up(value, 1_000)


def divide_half_up(value: int, by: int) -> int:
    """Whole division, halves away from zero."""
    return (2 * value + by) // (2 * by) if value >= 0 else -((-2 * value + by) // (2 * by))


def currency_of(text: str) -> str | None:
    """The ISO code of the currency named in the text."""
    for code, pattern in _CURRENCIES:
        if pattern.search(text):
            return code
    return None
