"""Rows of a sheet that are none of its table: headings between the rows, a sum at the end without a word, notes below.

A heading may say what its rows lack: the client, or the day. Only for sheets that are held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.services.imports.files.source import Columns
from app.services.imports.rows import Field
from app.services.imports.tables.fill import Body
from app.services.imports.tables.periods import Period, day_of, period_of
from app.services.imports.tables.titles import Hint, meaning_of
from app.services.imports.values import names
from app.services.imports.values.cells import Cell, is_blank, is_total_line, raw_text
from app.services.imports.values.dates import day_and_time
from app.services.imports.values.numbers import MILLION, millionths

_LAST_LOOKED_AT = 30  # rows that are not blank
_NOTE = re.compile(
    r"\*|(?:примечани[ея]|прим\.|составил[аи]?|подготовил[аи]?|ответственн|руководител|директор|исполнител|исп\.|подпис"
    r"|сформирован|распечатан|обновлен|актуальн|по состоянию|отч[её]т|updated\b|as of\b"
    r"|notes?\b|prepared|printed|generated|signature|report\b|source:|источник:)",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"(?:клиент|покупатель|заказчик|гость|customer|client)\s*:\s*(.+?)(?=\s+[^\W\d]+\s*:|$)", re.IGNORECASE
)
_CENT = MILLION // 100
_LONG = 45
_SUMS = frozenset((Field.SUM, Field.TOTAL, Hint.AMOUNT))
_DATED = frozenset((Field.DATE, Hint.LAST_DATE, Field.BOUGHT_FOR, Field.BIRTHDAY))
_WHO = frozenset((Field.NAME, Field.LAST_NAME, Field.COMPANY, Field.EXTERNAL_ID, Field.PHONE, Field.EMAIL, Field.CARD))


class Heading(NamedTuple):
    """What the headings between the rows say: a field, and the value of each by row number."""

    field: Field
    values: Mapping[int, str]


def notes_below(body: Body, keys: Iterable[int]) -> dict[int, str]:
    """Rows at the end of a table that are none of it -> "note_row" or "total_row".

    `keys` are the columns that tell a row's client, day or product.
    """
    found: dict[int, str] = {}
    keys, gap = set(keys), False
    for row, cells, blank_above in _from_below(body):
        filled = {index: cell for index, cell in enumerate(cells) if not is_blank(cell)}
        texts = [raw_text(cell) for cell in filled.values() if isinstance(cell, str)]
        if not texts and not filled.keys() & keys:
            if not _is_sum_of(body, row, filled):
                break
            found[row] = "total_row"
        elif len(texts) == len(filled) <= 2 and len(cells) > 2 and not any(map(is_total_line, texts)):
            gap = gap or blank_above
            if not (all(map(_is_note, texts[:1])) or (filled.keys().isdisjoint(keys) and _all_after_gap(body, row))):
                break
            found[row] = "note_row"
        elif any(map(is_total_line, texts)):
            continue
        else:
            break
    return found


def _from_below(body: Body) -> Iterator[tuple[int, list[Cell], bool]]:
    """(row, cells, the row above is blank) of the last rows that are not blank, from the last one."""
    given = 0
    for first, columns in reversed(body):
        for place in range(len(columns[0]) - 1, -1, -1):
            cells = [column[place] for column in columns]
            if all(map(is_blank, cells)):
                continue
            yield first + place, cells, place > 0 and all(is_blank(column[place - 1]) for column in columns)
            given += 1
            if given == _LAST_LOOKED_AT:
                return


def _all_after_gap(body: Body, row: int) -> bool:
    """Whether a blank row stands somewhere close above a row, with nothing but short remarks between."""
    for first, columns in reversed(body):
        for place in range(min(row - first, len(columns[0]) - 1), -1, -1):
            filled = sum(not is_blank(column[place]) for column in columns)
            if filled != 1:
                return filled == 0
    return False


def _is_note(text: str) -> bool:
    return _NOTE.match(text) is not None or (len(text) > _LONG and not names.is_person(text))


def _is_sum_of(body: Body, row: int, filled: Mapping[int, Cell]) -> bool:
    """Whether the numbers of a row are the sums of what stands above them."""
    proven = 0
    for index, cell in filled.items():
        said = millionths(cell)
        if said is None:
            return False
        above = [
            number
            for first, columns in body
            if index < len(columns)
            for place, other in enumerate(columns[index])
            if first + place < row and (number := millionths(other)) is not None
        ]
        proven += (len(above) > 1 and abs(sum(above) - said) in range(_CENT)) or 2 * said == sum(above) != 0
    return proven > 0


def headings(body: Body, fields: Mapping[int, Field], around: Period) -> Heading | None:
    """The client or the day that stands alone in rows above those it belongs to, where no column says it."""
    if not body or sum(not is_blank(column[0]) for column in body[0][1]) != 1 or len(body[0][1]) < 3:
        return None
    known = frozenset(fields.values())
    alone = dict(_alone(body))
    texts = list(alone.values())
    if not texts:
        return None
    if Field.DATE not in known and all(_day(text, around) for text in texts):
        return Heading(Field.DATE, {row: _day(text, around) or "" for row, text in alone.items()})
    if not known & _WHO and sum(map(names.is_person, texts)) * 2 > len(texts):
        return Heading(Field.NAME, alone)
    return None


def _alone(body: Body) -> Iterator[tuple[int, str]]:
    """Rows with one text in them and nothing else, totals aside."""
    for first, columns in body:
        counts = [0] * len(columns[0])
        for column in columns:
            for place, cell in enumerate(column):
                if not is_blank(cell):
                    counts[place] += 1
        for place in (place for place, count in enumerate(counts) if count == 1):
            text = next(raw_text(column[place]) for column in columns if not is_blank(column[place]))
            if not is_total_line(text):
                yield first + place, text


def _day(text: str, around: Period) -> str | None:
    moment = day_and_time(text, True)
    if moment and moment[0]:
        return moment[0]
    period = period_of(text)
    return None if period is None else day_of(period._replace(year=period.year or around.year))


def under_headings(body: Sequence[tuple[int, Columns]], heading: Heading) -> list[tuple[int, Columns]]:
    """The batches with one more column: what the heading above each row says, and nothing in the heading itself."""
    found: list[tuple[int, Columns]] = []
    said = ""
    width = max(len(columns) for _first, columns in body)
    for first, columns in body:
        own: list[Cell] = []
        for row in range(first, first + len(columns[0])):
            said = heading.values.get(row, said)
            own.append("" if row in heading.values else said)
        height = len(columns[0])
        found.append((first, [*columns, *[("",) * height] * (width - len(columns)), tuple(own)]))
    return found


def named_day(titles: Sequence[str], names: Sequence[str], around: Period, row: int) -> Heading | None:
    """The day or month that a sheet of sales without any days is named after: "01.03.2024", "Март 2024".

    `row` is the one above the first of the table.
    """
    meanings = {meaning_of(title)[0] for title in titles}
    if not meanings & _SUMS or not meanings & (_WHO | {Field.QUANTITY}) or meanings & _DATED:
        return None
    for name in names:
        day = _day(name, around)
        if day:
            return Heading(Field.DATE, {row: day})
    return None


def named_client(captions: Sequence[str], row: int) -> Heading | None:
    """The client that stands above a table of sales: "Клиент: Крылова Ольга". `row` is the one above the first."""
    for caption in captions:
        if (match := _CLIENT.search(caption)) and names.is_person(match[1]):
            return Heading(Field.NAME, {row: match[1]})
    return None


def lone_letters(body: Body) -> dict[int, str]:
    """Rows with nothing but a letter in them, as in an address book, where there are several."""
    found = [row for row, text in _alone(body) if len(text) == 1 and text.isalpha()]
    return dict.fromkeys(found, "note_row") if len(found) > 1 else {}
