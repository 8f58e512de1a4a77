"""What a whole column holds: how full it is, its different values, and of what kind they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from app.services.imports.files.source import Columns
from app.services.imports.values import names, numbers
from app.services.imports.values.cells import Cell, is_blank, is_empty_word, raw_text, text_of
from app.services.imports.values.dates import day_and_time
from app.services.imports.values.words import gender

_MOST_DISTINCT = 8_000
_LOOKED_AT = 800
_EMAIL = re.compile(r"\S+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+|8|7|\(|\d)[\d\s()+.\-–|/]{5,20}\d(?:\s*\(?[a-zа-яё. ]{2,12}\)?\s*\d{0,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_PIECES = re.compile(r"[,;\n]|\sили\s|\sи\s")
_NUMBER = re.compile(
    r"[-–−(]?\s*(?:₽|\$|€|£)?\s*\d[\d\s\u00a0.,']*(?:[eE]-?\d+)?\)?\s*(?:₽|\$|€|£|%|р\.?|руб\.?|[a-zа-яё.]{1,5})?\)?",
    re.IGNORECASE,
)
_THREE_DIGITS = re.compile(r"\D{0,4}\d{1,3}[.,]\d{3}\D{0,6}")
_SHORT_DATE = re.compile(r"\d{1,2}[./\\\- ]\d{1,2}[./\\\- ]\d{2}")


@dataclass
class ColumnProfile:
    """Evidence of one column, gathered batch by batch; blank cells leave no trace but the count."""

    index: int
    filled: int = 0
    distinct: dict[Cell, None] = field(default_factory=dict)
    open: bool | None = None  # whether later values may tell how to read this column; None while it did not matter

    def see(self, cells: tuple[Cell, ...]) -> None:
        """Take in one batch. Once there are many values, only those of a column that is still open are kept."""
        self.filled += len(cells) - cells.count("")
        if len(self.distinct) < _MOST_DISTINCT or self._open():
            self.distinct.update(dict.fromkeys(cells))

    def _open(self) -> bool:
        """Whether any value so far is a date, whose order may show later, or all numbers are like "1,234"."""
        if self.open is None:
            self.open = (
                any(
                    isinstance(cell, dt.date) or (isinstance(cell, str) and _SHORT_DATE.match(cell) is not None)
                    for cell in self.distinct
                )
                or self._marks_are_open()
            )
        return self.open

    def _marks_are_open(self) -> bool:
        texts = [text for text in self.texts() if _THREE_DIGITS.fullmatch(text)]
        return len(texts) * 2 > len(self.distinct) and numbers.decimal_mark(self.texts()) is None

    def values(self, most: int = _LOOKED_AT) -> list[Cell]:
        """Different cells that hold something, evenly taken from the whole column."""
        step = -(-len(self.distinct) // most) or 1
        return [cell for cell in islice(self.distinct, 0, None, step) if not isinstance(cell, str) or text_of(cell)]

    def texts(self) -> Iterator[str]:
        """All different texts."""
        return (cell.strip() for cell in self.distinct if isinstance(cell, str) and cell)

    def samples(self) -> tuple[str, ...]:
        """Up to three different cells as they stand in the file."""
        shown = (raw_text(cell) for cell in islice(self.distinct, 200))
        return tuple(islice(dict.fromkeys(text for text in shown if text and not is_empty_word(text)), 3))


@dataclass(frozen=True)
class Kinds:
    """Shares 0..1 of the different values that could be of each kind; `count` is how many were looked at."""

    count: int
    phone: float
    email: float
    date: float
    number: float
    person: float
    gender: float
    text: float
    year_low: int  # of the dates
    year_high: int


def kinds_of(values: list[Cell]) -> Kinds:
    """Look at each value once."""
    tally = dict.fromkeys(("phone", "email", "date", "number", "person", "gender", "text"), 0)
    years: list[int] = []
    for cell in values:
        for kind in _kinds_of_cell(cell, years):
            tally[kind] += 1
    count = len(values)
    shares = {kind: hits / count if count else 0.0 for kind, hits in tally.items()}
    years.sort()
    low, high = (years[len(years) // 20], years[-1 - len(years) // 20]) if years else (0, 0)
    return Kinds(count=count, year_low=low, year_high=high, **shares)


def _kinds_of_cell(cell: Cell, years: list[int]) -> Iterator[str]:
    if isinstance(cell, dt.date):
        years.append(cell.year)
        yield "date"
    elif isinstance(cell, float | int) and not isinstance(cell, bool):
        yield "number"
        if 1e9 <= cell < 1e13 and float(cell).is_integer():
            yield "phone"
    elif isinstance(cell, str) and (text := text_of(cell)):
        yield from _kinds_of_text(text, years)


def _kinds_of_text(text: str, years: list[int]) -> Iterator[str]:
    moment = day_and_time(text, True) or day_and_time(text, False) if len(text) < 40 else None
    if moment and moment[0] and not _DIGITS.fullmatch(text):
        years.append(int(moment[0][:4]))
        yield "date"
    elif _NUMBER.fullmatch(text) and numbers.millionths(text) is not None:
        yield "number"
    elif any(ch.isalpha() for ch in text):
        yield "text"
    if "@" in text and _EMAIL.search(text):
        yield "email"
    elif not (moment and moment[0]) and any(_is_phone(piece) for piece in _PIECES.split(text)):
        yield "phone"
    elif names.is_person(text):
        yield "person"
    if len(text) < 9 and gender(text):
        yield "gender"


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text.strip()) is not None and 7 <= sum(ch.isdigit() for ch in text) <= 15


def profiled(
    first: Columns, rest: Iterator[Columns], skip: int, room: int
) -> tuple[list[ColumnProfile], list[Columns] | None, int]:
    """Profiles of all columns below the header, the cells themselves if they are few enough, and the count of rows."""
    profiles: list[ColumnProfile] = []
    kept: list[Columns] | None = []
    cells = rows = 0
    batch: Columns | None = first
    while batch is not None:
        cells += len(batch) * len(batch[0])
        if kept is not None and cells <= room:
            kept.append(batch)
        else:
            kept = None
        body = [column[skip:] for column in batch] if skip else batch
        skip = max(0, skip - len(batch[0]))
        profiles += [ColumnProfile(index) for index in range(len(profiles), len(body))]
        for profile, column in zip(profiles, body, strict=False):
            profile.see(column)
        rows += _filled_rows(body)
        batch = next(rest, None)
    return profiles, kept, rows


def _filled_rows(columns: Columns) -> int:
    """Rows with something in them; the column that is nearly always filled answers for most of them."""
    full = next((column for column in columns if "" not in column), None)
    if full is not None and not any(isinstance(cell, str) and not cell.strip() for cell in set(full)):
        return len(full)
    return sum(any(not is_blank(cell) for cell in row) for row in zip(*columns, strict=True))
