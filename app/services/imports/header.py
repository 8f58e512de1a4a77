"""Where the table of a sheet begins: the row with the titles, below what people write above it."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.imports.cells import Cell, is_blank, raw_text
from app.services.imports.dates import day_and_time
from app.services.imports.numbers import millionths
from app.services.imports.titles import Hint, meaning_of

_LOOKED_AT = 40  # rows from the top


def find_header(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The index of the title row among the first rows; None when the table starts with its first row."""
    usual = _usual_width(rows)
    best, best_score = None, 0.0
    for place, row in enumerate(rows[:_LOOKED_AT]):
        score = _score(row, usual)
        if score > best_score + 0.001:
            best, best_score = place, score
    return best


def titles_at(rows: Sequence[Sequence[Cell]], header: int) -> list[str]:
    """The titles; where a cell is empty the one above it (a merged or two-storey header) is used."""
    titles = [raw_text(cell) for cell in rows[header]]
    if header:
        above = [raw_text(cell) for cell in rows[header - 1]]
        if sum(map(bool, above)) > 1:
            titles = [title or upper for title, upper in zip(titles, above, strict=False)]
    return [" ".join(title.split()) for title in titles]


def column_name(index: int) -> str:
    """What a column without a title is called: 7 -> "Column H"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return f"Column {letters}"


def _usual_width(rows: Sequence[Sequence[Cell]]) -> int:
    """How many cells a row of the table usually fills: the largest of the upper half of the rows."""
    widths = sorted(sum(not is_blank(cell) for cell in row) for row in rows)
    filled = [width for width in widths if width]
    return filled[int(len(filled) * 0.75)] if filled else 0


def _score(row: Sequence[Cell], usual: int) -> float:
    """How much a row looks like titles: known words count most, data counts against it."""
    cells = [cell for cell in row if not is_blank(cell)]
    if not cells or not usual:
        return 0.0
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    known = sum(_known(text) for text in texts)
    data = len(cells) - len(texts) + sum(_is_data(text) for text in texts)
    wide = min(1.0, len(cells) / usual)
    if (len(cells) == 1 and usual > 1) or wide < 0.34:
        return 0.0
    if data * 2 > len(cells) and known < 2:
        return 0.0
    different = len(set(texts)) / len(cells)
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


def _known(text: str) -> bool:
    if len(text) > 60:
        return False
    meaning, sure = meaning_of(text, exact=True)
    return meaning is not None and (sure > 0.8 or (meaning is not Hint.FOREIGN and sure > 0.7))


def _is_data(text: str) -> bool:
    if "@" in text:
        return True
    if not text[:1].isdigit() and text[:1] not in "+-(":
        return False
    if text[:1] == "+" and sum(ch.isdigit() for ch in text) > 6:
        return True
    moment = day_and_time(text, True) or day_and_time(text, False)
    return bool(moment and moment[0]) or millionths(text) is not None or sum(ch.isdigit() for ch in text) > 6
