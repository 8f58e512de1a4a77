"""Telephone numbers: a cell as people type it -> E.164, one or several. An odd number keeps its digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from app.services.imports.values.cells import Cell, raw_text, text_of

_NOT_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(
    r"[\s,;(]*(?:\b(?:доб|вн|внутр|доп|ext|extn|extension|anexo|int)\b|(?<=\d)\s*[x#~]|доб|ext)\s*[.:№]*\s*\(?\d{1,9}\)?#?"
    r"|(?<=\d)\s*(?:,,|;|-|\s)\s*\d{1,15}#$",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"\b(?:19|20)\d\d[-./]?\d\d[-./]?\d\d\s+\d\d:\d\d")
_GLUED_RUSSIAN = re.compile(r"([78][3489]\d{9})([78][3489]\d{9})")
_BETWEEN = re.compile(r"[,;\n/|\\]|\s(?:или|и|or|and|либо)\s|\s{2,}|(?<=\d)\s+(?=\+)", re.IGNORECASE)
_RUN = re.compile(r"\+?\(?\d[\d\s().\-–—−‐‑_*/|~]*\d")
_LETTERS = re.compile(r"[A-Za-zА-Яа-яЁё]")
_EXPONENT = re.compile(r"\d[.,]\d+[eE]\+?\d{1,2}")
_NO_PHONE = frozenset(("нет", "no", "no phone", "нет телефона", "без телефона", "не помнит", "не дал", "не дала"))
_RU_PLAIN = re.compile(r"(?:\+?7|8)?[ (-]*([3489]\d\d)[ )-]*(\d{3})[ -]*(\d\d)[ -]*(\d\d)")
_RU_AMONG = re.compile(r"(?<![\d+])(?:\+7|[78])[ (-]*([3489]\d\d)[ )-]*(\d{3})[ -]*(\d\d)[ -]*(\d\d)(?!\d)")
_NANP_PLAIN = re.compile(r"(?:\+?1)?[ .(-]*([2-9]\d\d)[ .)-]*([2-9]\d\d)[ .-]*(\d{4})")
_FEWEST_DIGITS = 5
_LONGEST_HOUSE = 3
_NANP_REGIONS = frozenset(("US", "CA"))
_RU_REGIONS = frozenset(("RU", "KZ"))

Phones = tuple[str | None, str | None]  # numbers and their originals, line for line


def phones(cell: Cell, country: str) -> tuple[Phones, str | None]:
    """All numbers of the cell with their originals, and a problem code when something in it was left out."""
    if country in _RU_REGIONS:
        plain = cell if type(cell) is str else str(int(cell)) if type(cell) is float and 1e9 < cell < 1e11 else ""
        if (match := _RU_PLAIN.fullmatch(plain)) and match[1][:2] != "89":  # a mobile that lacks a digit
            return ("+7%s%s%s%s" % match.groups(), plain), None  # noqa: UP031  twice as fast here
    text = raw_text(cell) if not isinstance(cell, str) else (text_of(cell) or "")
    if (isinstance(cell, float) and not cell.is_integer()) or not isinstance(cell, str | int | float | None):
        return (None, None), "bad_phone"
    if not text or text.casefold() in _NO_PHONE:
        return (None, None), None
    if country in _NANP_REGIONS and (match := _NANP_PLAIN.fullmatch(text)):
        return ("+1" + "".join(match.groups()), text), None
    return _from_text(text, country)


def plain_reader(country: str) -> Callable[[str], Phones | None] | None:
    """What reads the commonest Russian forms as `phones` does, and nothing else; None for other countries."""
    if country not in _RU_REGIONS:
        return None
    matched = _RU_PLAIN.fullmatch

    def read(text: str) -> Phones | None:
        match = matched(text)
        if match is None or match[1][:2] == "89":  # a mobile that lacks a digit
            return None
        return "+7%s%s%s%s" % match.groups(), text  # noqa: UP031  twice as fast here

    return read


def _from_text(text: str, country: str) -> tuple[Phones, str | None]:
    """The long way round, for what is no plain number."""
    if _EXPONENT.fullmatch(text):
        whole = str(int(float(text.replace(",", "."))))
        if len(whole) != len(_NOT_DIGITS.sub("", re.split("[eE]", text)[0])):
            return (None, None), "bad_phone"  # the spreadsheet program has thrown digits away
        return phones(whole, country)
    if _MOMENT.search(text):
        return (None, None), "bad_phone"
    digits = _NOT_DIGITS.sub("", text)
    if country in _RU_REGIONS and not _LETTERS.search(text) and (number := _russian(digits, text)):
        return (number, text), None
    if country in _RU_REGIONS and not text.startswith("00") and (common := _russian_among_words(text, len(digits))):
        return common, None
    return _several(unicodedata.normalize("NFKC", text), text, country)


def _russian_among_words(text: str, digits: int) -> Phones | None:
    """Whole Russian numbers among words, when no more digits are left over than a room or an extension has."""
    found = {"+7" + "".join(match.groups()): match[0].strip() for match in _RU_AMONG.finditer(text)}
    left = digits - sum(sum(ch.isdigit() for ch in original) for original in found.values())
    if len(found) == 1 and 0 <= left <= 4:
        return next(iter(found)), text
    return ("\n".join(found), "\n".join(found.values())) if found and left == 0 else None


def _several(folded: str, text: str, country: str) -> tuple[Phones, str | None]:
    """Every number of a cell that is not one plain number."""
    parts = list(_parts(folded))
    single = sum(len(_NOT_DIGITS.sub("", part)) > 6 for part in parts) < 2
    if single and country not in _RU_REGIONS and _LETTERS.search(folded):
        whole = _in_library(folded, country)  # it knows extensions and letters on the keys
        if whole is not None:
            return (whole, text), None
    found: dict[str, str] = {}
    lost = False
    for part in parts:
        number = one_phone(part, country)
        if number:
            found.setdefault(number, part.strip())
        else:
            lost = lost or len(_NOT_DIGITS.sub("", part)) >= _FEWEST_DIGITS
    if not found:
        return (None, None), "bad_phone"
    code = "bad_phone" if lost else None
    return ("\n".join(found), "\n".join(_with_words(text, found)) if len(found) > 1 else text), code


def _with_words(text: str, found: dict[str, str]) -> list[str]:
    """Each number as it stands in the cell, with the words beside it ("доб. 12", "муж") where it is plain whose."""
    pieces = [piece.strip(" ,;/|") for piece in _BETWEEN.split(text)]
    pieces = [piece for piece in pieces if piece]
    digits = [_NOT_DIGITS.sub("", _EXTENSION.sub(" ", piece)) for piece in pieces]
    originals = [_NOT_DIGITS.sub("", original) for original in found.values()]
    return pieces if digits == originals else list(found.values())


def one_phone(text: str, country: str) -> str | None:
    """One number: E.164 where the library or the common Russian forms know it, else its digits (five at least)."""
    bare = _EXTENSION.sub("", text).strip()
    digits = _NOT_DIGITS.sub("", bare)
    if not _FEWEST_DIGITS <= len(digits) <= 17:
        return None
    if country in _RU_REGIONS and (number := _russian(digits, bare)):
        return number
    return _worldwide(bare, digits, country)


def _russian(digits: str, text: str) -> str | None:
    """The common Russian forms: 8..., 7..., +7..., or ten digits without a prefix."""
    plus = "+" in text
    if plus and not text.lstrip(" (").startswith("+"):
        return None
    if len(digits) == 11 and digits[1] in "3489" and (digits[0] == "7" or (digits[0] == "8" and text.count("+") <= 1)):
        return "+7" + digits[1:]
    if len(digits) == 11 and digits[0] == "7" and digits[1] in "67" and not plus:
        return "+" + digits
    if len(digits) == 10 and digits[0] in "3489" and not plus and digits[:2] != "89":
        return "+7" + digits
    return None


def _worldwide(text: str, digits: str, country: str) -> str | None:
    tries = [text] if text.startswith(("+", "0")) or len(digits) < 11 else [text, "+" + digits]
    if digits.startswith("00"):
        tries.append("+" + digits[2:])
    for candidate in tries:
        if (number := _in_library(candidate, country)) is not None:
            return number
    return "+" + digits if text.startswith("+") and len(digits) > 7 else digits


def _in_library(text: str, country: str) -> str | None:
    """The number if the library calls it valid."""
    import phonenumbers  # its tables are loaded only for numbers that are not plain

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parts(text: str) -> Iterator[str]:
    """Cut a cell into numbers: at separators when each side is a whole number, else by runs of digits."""
    bare = _EXTENSION.sub(" ", text)
    if len(_NOT_DIGITS.sub("", bare)) <= 12 and bare.count("+") <= 1:
        yield _without_words(bare)
        return
    pieces = [piece for piece in _BETWEEN.split(bare) if piece.strip()]
    if any(len(_NOT_DIGITS.sub("", piece)) < 5 for piece in pieces):
        pieces = [bare] if len(pieces) > 2 else pieces
    for piece in pieces:
        for run in _RUN.findall(piece):
            yield from _glued(run)


def _without_words(text: str) -> str:
    """Drop the words around a number ("тел. 8 916 ...", "... (Viber)") but keep vanity letters inside it."""
    run = _RUN.search(text)
    digits = len(_NOT_DIGITS.sub("", text))
    if run is None or len(_NOT_DIGITS.sub("", run[0])) < digits:
        long = [found for found in _RUN.findall(text) if len(_NOT_DIGITS.sub("", found)) >= _FEWEST_DIGITS]
        beside = digits - len(_NOT_DIGITS.sub("", "".join(long)))  # the number of a house or a flat
        return long[0] if len(long) == 1 and beside <= _LONGEST_HOUSE else text
    return run[0]


def _glued(run: str) -> Iterator[str]:
    """Two whole numbers with only a space between them."""
    if len(_NOT_DIGITS.sub("", run)) <= 13:
        yield run
        return
    if glued := _GLUED_RUSSIAN.fullmatch(_NOT_DIGITS.sub("", run)):
        yield from glued.groups()
        return
    piece = ""
    for word in run.split():
        piece = f"{piece} {word}".strip()
        if len(_NOT_DIGITS.sub("", piece)) >= (11 if piece.lstrip("+(")[:1] in "78" else 10):
            yield piece
            piece = ""
    if piece:
        yield piece
