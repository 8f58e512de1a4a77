"""How the cells of a column are to be read, from the evidence of the whole column; where that is even, a doubt.

A column proves its own reading: "31/12/2024" the order of day and month, "10,50" the decimal mark. Where it proves
nothing, the other columns of the table do, as one person or program wrote them all. What is left is for the owner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from app.services.imports.options import Options
from app.services.imports.rows import Column, Doubt, Field, Reading
from app.services.imports.tables.country import is_bare, phone_country
from app.services.imports.tables.header import column_name
from app.services.imports.tables.profile import ColumnProfile
from app.services.imports.values.cells import raw_text
from app.services.imports.values.dates import birthday, dotted
from app.services.imports.values.numbers import MILLION, mark_evidence, millionths
from app.services.imports.values.phones import phones

SHOWN = 3  # examples of each reading
LARGE = frozenset((Field.SUM, Field.TOTAL, Field.PRICE, Field.POINTS, Field.BOUGHT_FOR))
"""Where "1.234" is likely a thousand and more."""
KINDS: dict[Field, tuple[str, ...]] = {
    Field.DATE: ("day_first",),
    Field.LAST_CONTACT: ("day_first",),
    Field.BOUGHT_ON: ("day_first",),
    Field.BIRTHDAY: ("day_first", "pivot"),
    Field.PHONE: ("country",),
    **dict.fromkeys((Field.QUANTITY, Field.DISCOUNT, *LARGE), ("decimal",)),
}
"""What there is to know about reading a column of each field."""

_OLDEST = 105  # years; an older client is a slip of the pen
_DAYS = re.compile(r"(\d{1,2})\s?([./\\\- ])\s?(\d{1,2})(?!\d)")
_SHORT_YEAR = re.compile(r"\d[./\\\- ]\d\d(?!\d)\D{0,6}$|[a-zа-яё.] ?\d\d(?!\d)\D{0,6}$", re.IGNORECASE)
_THREE_DIGITS = re.compile(r"\d[.,]\d{3}(?!\d)")
_TWICE = 2  # more proofs than this many times the other's settle it
_TRIED = 60  # values that tell whether a column holds numbers


def with_readings(columns: Sequence[Column], profiles: Sequence[ColumnProfile], options: Options) -> tuple[Column, ...]:
    """The columns with what their cells prove and what they leave open, whatever field they are taken for."""
    orders = {column.index: _Order(profiles[column.index]) for column in columns}
    marks = {column.index: _Mark(profiles[column.index]) for column in columns}
    table_order = _proved(sum(o.first for o in orders.values()), sum(o.second for o in orders.values()))
    table_mark = _common(mark.proved for mark in marks.values())
    found = []
    for column in columns:
        reading, doubts = Reading(), []
        for reading_of_kind, doubt in (
            orders[column.index].settled(table_order, options),
            marks[column.index].settled(table_mark, column.field),
            _century(profiles[column.index], options.this_year),
            _home(profiles[column.index], column, options.country),
        ):
            reading = reading._replace(**reading_of_kind)
            doubts += [doubt] if doubt else []
        found.append(replace(column, reading=reading, doubts=tuple(doubts)))
    return tuple(found)


def agreed(sheets: Sequence[tuple[str, tuple[Column, ...]]]) -> list[tuple[Column, ...]]:
    """The columns of the sheets of a file, (signature, columns) each, where a sheet of the same titles settles what
    another one leaves open: one sheet per month was written by one hand."""
    known: dict[tuple[str, int, str], set[Any]] = {}
    for signature, columns in sheets:
        for column in columns if has_titles(columns) else ():
            doubtful = {doubt.kind for doubt in column.doubts}
            for kind, value in column.reading._asdict().items():
                if value is not None and kind not in doubtful and kind != "pivot":
                    known.setdefault((signature, column.index, kind), set()).add(value)
    return [tuple(_settled(column, signature, known) for column in columns) for signature, columns in sheets]


def has_titles(columns: Iterable[Column]) -> bool:
    """Whether any column has a title of its own; else nothing tells that two sheets are of one kind."""
    return any(column.title != column_name(column.index) for column in columns)


def _settled(column: Column, signature: str, known: dict[tuple[str, int, str], set[Any]]) -> Column:
    for doubt in column.doubts:
        values = known.get((signature, column.index, doubt.kind), set())
        if len(values) == 1:
            reading = column.reading._replace(**{doubt.kind: next(iter(values))})
            column = replace(column, reading=reading, doubts=tuple(d for d in column.doubts if d is not doubt))
    return column


def reading_of(column: Column | None, field: Field, chosen: Reading | None, country: str) -> Reading:
    """How the column is read when it is taken for `field`: as the owner said, as it proves, else as is likely."""
    chosen, proved = chosen or Reading(), column.reading if column else Reading()
    day_first = proved.day_first if chosen.day_first is None else chosen.day_first
    pivot = proved.pivot if chosen.pivot is None and field is Field.BIRTHDAY else chosen.pivot
    return Reading(
        day_first=country != "US" if day_first is None else day_first,
        decimal=chosen.decimal or proved.decimal or next((likely(d, field) for d in _of(column, "decimal")), None),  # type: ignore[arg-type]
        pivot=pivot,
        country=chosen.country or proved.country or country,
    )


def open_doubts(column: Column, field: Field, chosen: Reading | None) -> tuple[Doubt, ...]:
    """What is still to be decided about a column that is taken for `field`."""
    kinds = KINDS.get(field, ())
    return tuple(d for d in column.doubts if d.kind in kinds and (not chosen or getattr(chosen, d.kind) is None))


def told(column: Column, field: Field, chosen: Reading | None) -> dict[str, Any]:
    """What is known or was chosen of the ways to read a column: kind -> value, without what its cells do not need."""
    used = reading_of(column, field, chosen, "")._asdict()
    sources = (column.reading, chosen or Reading())
    doubtful = {doubt.kind for doubt in column.doubts}
    return {
        kind: used[kind]
        for kind in KINDS.get(field, ())
        if kind in doubtful or any(getattr(source, kind) is not None for source in sources)
    }


def likely(doubt: Doubt, field: Field) -> bool | int | str:
    """The choice that is taken while nobody has answered: of sums that three digits are thousands, of pieces not."""
    place = 1 if doubt.kind == "decimal" and field not in LARGE else 0
    return doubt.choices[place][0]


def _of(column: Column | None, kind: str) -> Iterable[Doubt]:
    return (doubt for doubt in (column.doubts if column else ()) if doubt.kind == kind)


def _proved(first: int, second: int) -> bool | None:
    """True or False where one side has clearly more proofs than the other, else None."""
    if max(first, second) <= _TWICE * min(first, second):
        return None
    return first > second


def _common(found: Iterable[str | None]) -> str | None:
    """The mark that all columns which prove one agree upon."""
    marks = {mark for mark in found if mark}
    return marks.pop() if len(marks) == 1 else None


Settled = tuple[dict[str, Any], Doubt | None]


class _Order:
    """Whether day or month comes first in one column."""

    def __init__(self, profile: ColumnProfile) -> None:
        self.first = self.second = 0
        self.both: list[str] = []
        kinds: dict[tuple[str, ...], str] = {}
        texts = list(profile.texts())
        for text in texts:
            if match := _DAYS.match(text):
                kinds.setdefault(match.groups(), text)
        for text in kinds.values():
            if (by_day := birthday(text, True)) != (by_month := birthday(text, False)):
                self.first += by_month is None
                self.second += by_day is None
                self.both += [text] if by_day and by_month else []
        self.points = bool(self.both) and dotted(texts)

    def settled(self, table: bool | None, options: Options) -> Settled:
        """By itself, by its points, by the other columns; else it is doubtful."""
        if not (self.first or self.second or self.both):
            return {}, None
        proved = options.day_first
        if proved is None:
            proved = _proved(self.first, self.second)
        if proved is None and not (self.first and self.second):
            proved = True if self.points else table
        if proved is not None:
            return {"day_first": proved}, None
        usual = options.country != "US"
        doubt = _doubt("day_first", (usual, not usual), self.both, lambda text, order: _day(text, order, None))
        return {"day_first": usual}, doubt


class _Mark:
    """The decimal mark of one column of numbers."""

    def __init__(self, profile: ColumnProfile) -> None:
        texts = [text for text in profile.texts() if "," in text or "." in text]
        if sum(millionths(text) is not None for text in texts[:_TRIED]) * 2 < min(len(texts), _TRIED):
            texts = []  # dates with points, and words
        votes = mark_evidence(texts)
        more = _proved(votes["."], votes[","])
        self.proved = None if more is None else "." if more else ","
        self.open = [] if self.proved else [text for text in texts if _THREE_DIGITS.search(text) and _is_open(text)]

    def settled(self, table: str | None, field: Field) -> Settled:
        """By itself, by the other columns; else it is doubtful where three digits follow the only mark."""
        if self.proved or not self.open:
            return ({"decimal": self.proved} if self.proved else {}), None
        if table:
            return {"decimal": table}, None
        commas = sum("," in text for text in self.open) * 2 >= len(self.open)
        marks = (".", ",") if commas else (",", ".")  # the first takes the three digits for thousands
        return {}, _doubt("decimal", marks, self.open, lambda text, mark: _plain(millionths(text, mark)))


def _is_open(text: str) -> bool:
    by_point, by_comma = millionths(text, "."), millionths(text, ",")
    return by_point is not None and by_comma is not None and by_point != by_comma


def _century(profile: ColumnProfile, this_year: int | None) -> Settled:
    """Two-digit years of birth: doubtful are those of a small child or of somebody past a hundred."""
    texts = [text for text in profile.texts() if len(text) < 30 and _SHORT_YEAR.search(text)]
    if this_year is None or not texts:
        return {}, None
    now, before = this_year % 100, this_year - _OLDEST - 1900
    if before < 0 or now >= 100 + before:
        return {}, None
    doubtful = [text for text in texts if _day(text, True, now) != _day(text, True, before)]
    if not doubtful:
        return {"pivot": now}, None
    return {"pivot": now}, _doubt("pivot", (now, before), doubtful, lambda text, pivot: _day(text, True, pivot))


def _home(profile: ColumnProfile, column: Column, country: str) -> Settled:
    """The country of phones; looked for only where phones are expected."""
    if column.field is not Field.PHONE:
        return {}, None
    proved, even = phone_country(profile.values(), country)
    if proved:
        return {"country": proved}, None
    if not even:
        return {}, None
    bare = filter(is_bare, map(raw_text, profile.values()))
    return {"country": even[0]}, _doubt("country", even, bare, lambda text, region: phones(text, region)[0][0] or "")


def _doubt(kind: str, values: Sequence[Any], cells: Iterable[str], read: Callable[[str, Any], str]) -> Doubt:
    """The question with up to three examples of each reading."""
    shown = list(islice(cells, SHOWN))
    return Doubt(kind, tuple((value, tuple((cell, read(cell, value)) for cell in shown)) for value in values))


def _day(text: str, day_first: bool, pivot: int | None) -> str:
    found = birthday(text, day_first, pivot)
    return (found[0] if found else None) or ""


def _plain(number: int | None) -> str:
    """Millionths as a plain decimal number: "1234", "1.234"."""
    if number is None:
        return ""
    whole, rest = divmod(abs(number), MILLION)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:06}".rstrip("0").rstrip(".")
