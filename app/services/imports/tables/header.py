"""Where the table of a sheet begins: the row with the titles, below what people write above it, and its storeys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.services.imports.rows import Field
from app.services.imports.tables.periods import Period, period_of
from app.services.imports.tables.titles import Hint, meaning_of, tokens_of
from app.services.imports.values.cells import Cell, is_blank, raw_text
from app.services.imports.values.dates import day_and_time
from app.services.imports.values.numbers import millionths

_LOOKED_AT = 40  # rows from the top
_MOST_STOREYS = 3  # above or below the row that is surest
_ENOUGH_PERIODS = 3
_ENOUGH_DAYS = 5  # whole numbers that count up
_PLAIN = frozenset((Field.SUM, Field.TOTAL, Field.DATE, Hint.AMOUNT))


class Header(NamedTuple):
    """The title rows of a table: indexes of the first and the last, and a title per column."""

    first: int
    last: int
    titles: list[str]


def find_header(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The index of the surest title row among the first rows; None when the table starts with its first row."""
    usual = _usual_width(rows)
    best, best_score = None, 0.0
    for place, row in enumerate(rows[:_LOOKED_AT]):
        score = _score(row, rows[place + 1] if place + 1 < len(rows) else (), usual)
        if score > best_score + 0.001:
            best, best_score = place, score
    return best


def header_at(rows: Sequence[Sequence[Cell]], place: int) -> Header:
    """The header around its surest row: merged groups above it and second lines below it belong to it."""
    first = last = place
    while first and place - first < _MOST_STOREYS and _is_upper(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and last - place < _MOST_STOREYS and _is_lower(rows[last + 1], rows[last]):
        last += 1
    storeys = [[" ".join(raw_text(cell).split()) for cell in row] for row in rows[first : last + 1]]
    return Header(first, last, _titles(storeys))


def column_name(index: int) -> str:
    """What a column without a title is called: 7 -> "Column H"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return f"Column {letters}"


def is_title(text: str) -> bool:
    """Whether a text is one that people write above a column."""
    if len(text) > 60:
        return False
    meaning, sure = meaning_of(text, exact=True)
    return meaning is not None and (sure > 0.8 or (meaning is not Hint.FOREIGN and sure > 0.7))


def _is_upper(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row above the titles groups them, or holds those that the row below lacks."""
    places = [index for index, cell in enumerate(row) if not is_blank(cell)]
    texts = [raw_text(row[index]) for index in places]
    if len(places) < 2 or any(_is_data(text) for text in texts if period_of(text) is None):
        return False
    if any(text.endswith(":") for text in texts):
        return False  # "Магазин:" and its name
    if len({period for text in texts if (period := period_of(text))}) == 1 < len(texts):
        return False  # "Period:" and a month, said of the whole table
    edges = pairwise((*places, len(row)))
    spans = any(sum(not is_blank(cell) for cell in below[start:stop]) > 1 for start, stop in edges)
    return spans or any(is_blank(below[index]) for index in places)


def _is_lower(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether a row below the titles goes on with them: titles under empty cells and under merged ones."""
    places = [index for index, cell in enumerate(row) if not is_blank(cell)]
    if len(places) < 2 or all(not is_blank(above[index]) for index in places):
        return False
    for index in places:
        ends = index + 1 >= len(row) or not is_blank(above[index + 1]) or is_blank(row[index + 1])
        if not is_blank(above[index]) and ends:
            return False
    texts = [raw_text(row[index]) for index in places]
    said = [is_title(text) or period_of(text) is not None for text in texts]
    return sum(said) * 2 >= len(said) and not any(
        _is_data(text) for text, known in zip(texts, said, strict=True) if not known
    )


def _titles(storeys: list[list[str]]) -> list[str]:
    """One title per column from all storeys: the lowest, with what its group adds to it."""
    groups = [_spread(storeys[: place + 1], storeys[place + 1 :]) for place in range(len(storeys) - 1)]
    titles: list[str] = []
    for index, lowest in enumerate(storeys[-1]):
        above = [group[index] for group in groups]
        own = lowest
        while not own and above:
            own = storeys[len(above) - 1][index]
            above.pop()
        titles.append(_composed(own, [text for text in above if text and text != own]))
    return titles


def _spread(upper: list[list[str]], below: list[list[str]]) -> list[str]:
    """The last of the upper rows, each title over all columns it stands above: up to the next one, or group."""
    found, group = [], ""
    for text, above, lower in zip(upper[-1], zip(*upper, strict=True), zip(*below, strict=True), strict=True):
        if text or any(above) or not any(lower):
            group = text
        found.append(group)
    return found


def _composed(own: str, groups: list[str]) -> str:
    """The title, together with its group where that says more: a year, a month, "last purchase", somebody else."""
    if not own or not groups:
        return own
    period, near = period_of(own), groups[-1]
    if period is not None:
        year = next((found.year for text in reversed(groups) if (found := period_of(text)) and found.year), 0)
        return own if period.year or not year else f"{own} {year}"
    meaning = meaning_of(own)[0]
    if (over := period_of(near)) is not None:
        year = next((found.year for text in reversed(groups) if (found := period_of(text)) and found.year), 0)
        return " ".join((own, near, str(year) if year and not over.year else "")).strip()
    both = f"{near} {own}"
    if meaning is None:
        return both if meaning_of(both)[0] is not None else own
    if meaning_of(near)[0] is Hint.FOREIGN or (meaning in _PLAIN and "last" in tokens_of(near)):
        return both
    return own


def _usual_width(rows: Sequence[Sequence[Cell]]) -> int:
    """How many cells a row of the table usually fills: the largest of the upper half of the rows."""
    widths = sorted(sum(not is_blank(cell) for cell in row) for row in rows)
    filled = [width for width in widths if width]
    return filled[int(len(filled) * 0.75)] if filled else 0


def _score(row: Sequence[Cell], below: Sequence[Cell], usual: int) -> float:
    """How much a row looks like titles: known words count most, data counts against it."""
    cells = [cell for cell in row if not is_blank(cell)]
    if not cells or not usual:
        return 0.0
    times = _periods_among(row, below)
    others = [cell for place, cell in enumerate(row) if place not in times and not is_blank(cell)]
    texts = [cell.strip() for cell in others if isinstance(cell, str)]
    known = sum(is_title(text) for text in texts) + len(times)
    data = len(others) - len(texts) + sum(_is_data(text) for text in texts)
    wide = min(1.0, len(cells) / usual)
    if (len(cells) == 1 and usual > 1) or wide < 0.34:
        return 0.0
    if data * 2 > len(cells) and known < 2:
        return 0.0
    different = len({raw_text(cell) for cell in cells}) / len(cells)
    long = sum(len(text) > 45 for text in texts) / len(cells)
    return (
        2.0 * known / len(cells)
        + 0.4 * min(known, 5)
        + 0.5 * wide
        + 0.3 * different
        - 1.5 * data / len(cells)
        - long
        - 0.6 * (known == 0)
    )


def _periods_among(cells: Sequence[Cell], below: Sequence[Cell]) -> set[int]:
    """Places of the cells that are months or days above columns: several different ones, and none below them."""
    found: dict[int, Period] = {}
    for place, cell in enumerate(cells):
        if (period := period_of(cell)) is not None and (period.month or isinstance(cell, str)):
            found[place] = period
    if any(place < len(below) and (told := period_of(below[place])) and told.month for place in found):
        return set()
    words = sum(isinstance(cells[place], str) and not _is_data(str(cells[place])) for place in found)
    enough = 2 if words == len(found) else _ENOUGH_PERIODS
    if len(found) >= enough and len(set(found.values())) == len(found):
        return set(found)
    counting = [place for place, cell in enumerate(cells) if isinstance(cell, float | int)]
    numbers = [cells[place] for place in counting]
    if len(numbers) >= _ENOUGH_DAYS and numbers == list(range(1, len(numbers) + 1)):
        return set(counting)
    return set()


def _is_data(text: str) -> bool:
    if "@" in text:
        return True
    if not text[:1].isdigit() and text[:1] not in "+-(":
        return False
    if text[:1] == "+" and sum(ch.isdigit() for ch in text) > 6:
        return True
    moment = day_and_time(text, True) or day_and_time(text, False)
    return bool(moment and moment[0]) or millionths(text) is not None or sum(ch.isdigit() for ch in text) > 6
