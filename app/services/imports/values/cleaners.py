"""One memo per kind of column: how a cell of that field becomes a clean value, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app.models.enums import OwnKind
from app.services.imports.rows import OwnColumn, Reading
from app.services.imports.tables.periods import NO_PERIOD, Period, completed
from app.services.imports.values import dates, names, numbers, own, phones, words
from app.services.imports.values.amounts import discount_number
from app.services.imports.values.cells import Cell, is_number_like, is_total_line, is_total_word, text_of
from app.services.imports.values.letters import one_alphabet
from app.services.imports.values.memo import Memo, Parsed
from app.services.imports.values.own_values import PROBLEMS, read_own


def text_memo(titled: bool, lines: bool = False, before: str = "") -> Memo:
    """Plain text. `titled` columns may hold the word of a total row; with `lines` the lines of a cell stay apart.

    `before` is put before what is not empty: what the column is called.
    """
    if before:
        plain = text_memo(titled, lines)

        def told(cell: Cell) -> Parsed:
            text, code = plain.parse(cell)
            return f"{before}: {text}" if text else None, code

        return Memo(told)

    def parse(cell: Cell) -> Parsed:
        if type(cell) is str and cell[-1:].isdecimal() and is_number_like(cell):
            return cell, None
        if lines and isinstance(cell, str) and "\n" in cell.strip():
            return "\n".join(filter(None, map(text_of, cell.splitlines()))) or None, None
        if type(cell) is float and cell.is_integer() and abs(cell) < 1e18:
            return str(int(cell)), None
        text = text_of(cell)
        if titled and text is not None and is_total_word(text):
            return text, "total_row"
        return text, None

    return Memo(parse, _plain_number)


def _plain_number(text: str) -> str | None:
    """A text that begins and ends with a digit: a card, a number on a receipt."""
    return text if text[:1].isdecimal() and text[-1].isdecimal() and is_number_like(text) else None


def number_memo(code: str, decimal: str | None, money: bool) -> Memo:
    """A number in millionths. In sums "1.234" is a thousand and more, in quantities it is not."""

    def parse(cell: Cell) -> Parsed:
        number = numbers.millionths(cell, decimal, money)
        return number, code if number is None and text_of(cell) is not None else None

    return Memo(parse)


def discount_memo(decimal: str | None) -> Memo:
    """A discount in millionths of whatever the column counts in."""

    def parse(cell: Cell) -> Parsed:
        number = discount_number(cell, decimal)
        return number, "bad_discount" if number is None and text_of(cell) is not None else None

    return Memo(parse)


def phone_memo(country: str) -> Memo:
    """(numbers, originals)."""
    return Memo(partial(phones.phones, country=country), phones.plain_reader(country))


def email_memo() -> Memo:
    """Addresses in lower case."""
    is_one = words.ONE_EMAIL.fullmatch

    def parse(cell: Cell) -> Parsed:
        if type(cell) is str and is_one(cell):
            return cell.lower(), None
        found = words.emails(cell)
        if found is None:
            return None, "bad_email"
        lost = found[0] is not None and isinstance(cell, str) and cell.count("@") > len(words.addresses(cell))
        return found[0], "bad_email" if lost else None

    return Memo(parse, lambda text: text.lower() if is_one(text) else None)


def birthday_memo(day_first: bool, pivot: int | None = None) -> Memo:
    """A birthday with or without its year."""
    return _optional(lambda cell: dates.birthday(cell, day_first, pivot), "bad_birthday")


def moment_memo(day_first: bool, pivot: int | None = None, around: Period = NO_PERIOD) -> Memo:
    """(day, time) of a purchase. What `around` says of year and month completes "03.01" and the 3 of a month."""

    def parse(cell: Cell) -> Parsed:
        found = dates.day_and_time(cell, day_first, pivot)
        if found is None and (day := completed(cell, day_first, around)):
            return (day, None), None
        if found is None:
            total = isinstance(cell, str) and is_total_word(cell.strip())
            return (None, None), "total_row" if total else "bad_date"
        return found, None

    return Memo(parse)


def time_memo() -> Memo:
    """A time of day."""
    return _optional(dates.clock_time, "bad_time")


def gender_memo() -> Memo:
    """ "m" or "f"."""
    return _optional(words.gender, "unknown_word")


def consent_memo(refusal: bool) -> Memo:
    """1 agreed, 0 not; `refusal` columns ("do not contact") say it the other way round."""

    def answer(cell: Cell) -> tuple[int | None] | None:
        found = words.yes_or_no(cell)
        return (1 - found[0],) if refusal and found and found[0] is not None else found

    return _optional(answer, "unknown_word")


def status_memo() -> Memo:
    """(status, is a return)."""

    def parse(cell: Cell) -> Parsed:
        return words.status(cell) or (None, False), None

    return Memo(parse)


def returned_memo() -> Memo:
    """(whether the cell says that the line came back, number of its sale if the cell names it)."""
    return Memo(lambda cell: ((words.is_returned(cell), words.returned_receipt(cell)), None))


def tags_memo(exact: bool = False) -> Memo:
    """Tags or preferences joined by a newline; `exact` in a table that we wrote."""

    def parse(cell: Cell) -> Parsed:
        return "\n".join(own.parts(own.exact_text(cell))) or None if exact else words.tags(cell), None

    return Memo(parse)


def own_memo(own_field: OwnColumn, reading: Reading, exact: bool) -> Memo:
    """An own field of the shop; `exact` in a table that we wrote."""
    day_first = reading.day_first is not False

    def parse(cell: Cell) -> Parsed:
        cell = own.exact_text(cell) if exact and isinstance(cell, str) else cell
        if not exact and own_field.kind != OwnKind.YES_NO and text_of(cell) is None:
            return None, None  # "-", "н/д"
        found = read_own(own_field.kind, cell, own_field.choices, day_first, reading.decimal, reading.pivot)
        return (None, PROBLEMS[OwnKind(own_field.kind)]) if found is None else (found[0], None)

    return Memo(parse)


def messenger_memo(title: str) -> Memo:
    """Names in messengers."""
    return Memo(lambda cell: (words.messengers(cell, title), None))


def points_memo(decimal: str | None) -> Memo:
    """Whole points."""

    def parse(cell: Cell) -> Parsed:
        number = numbers.millionths(cell, decimal)
        if number is None:
            return None, "bad_number" if text_of(cell) is not None else None
        return numbers.divide_half_up(number, numbers.MILLION), "rounded" if number % numbers.MILLION else None

    return Memo(parse)


def name_memo(last_first: bool) -> Memo:
    """A full name taken apart; most are plain, and take the short way."""

    def parse(cell: Cell) -> Parsed:
        text = text_of(cell)
        if text is not None and (short := _plain_name(text)) is not None:
            return short, None
        name = names.full_name(cell, last_first)
        if name.display is not None and (is_total_line(name.display) or is_total_line(text or "")):
            return name, "total_row"
        return name, names.doubt_of(cell)

    return Memo(parse, _plain_name)


def _plain_name(text: str) -> names.Name | None:
    """A plain name that is no total; one that ends with a patronymic does not end with the word for a total."""
    name = names.plain_name(text)
    if name is None or (is_total_line(text) if name.middle is None else is_total_word(text)):
        return None
    return name


def parts_memo() -> Memo:
    """(surname, first name, patronymic) cells -> a name."""

    def parse(cells: tuple[Cell, Cell, Cell]) -> Parsed:
        name = names.from_parts(*cells)
        if name.display is not None and is_total_word(name.display):
            return name, "total_row"
        mixed = any(isinstance(cell, str) and one_alphabet(cell) != cell for cell in cells)
        return name, "mixed_letters" if mixed else None

    return Memo(parse)


def _optional(read: Callable[[Any], tuple[Any] | None], code: str) -> Memo:
    """A reader that answers (value,) or None for what it cannot read."""

    def parse(cell: Cell) -> Parsed:
        found = read(cell)
        return (None, code) if found is None else (found[0], None)

    return Memo(parse)
