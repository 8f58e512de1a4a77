"""Rows that an import could not use, as a workbook to correct and drop in again.

It has the sheets and columns of the file itself, so that it is recognised as the same kind of file; a last column says
what was wrong, and the cells in question are coloured. Rows that are in with a cell changed or left out stand on
sheets of their own, which the importer leaves alone unless it is told otherwise. A hidden sheet says how it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.importing import ImportBatch, ImportFailure, ImportOriginal
from app.services.errors import NotFound
from app.services.exports.table import CONTROL
from app.services.exports.workbook import LONGEST_TEXT
from app.services.imports import memory_sheet
from app.services.imports.originals import FAILED_MARK, REPAIRED_MARK, unpack_cells
from app.services.imports.rows import Field, Outcome
from app.services.imports.tables.header import column_name
from app.services.imports.values.cells import Cell

NARROW, WIDE = 16, 60
_COLOURS = {Outcome.FAILED: "FFF4C7C3", Outcome.REPAIRED: "FFFCE8B2"}
_MARKS = {Outcome.FAILED: FAILED_MARK, Outcome.REPAIRED: REPAIRED_MARK}
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
_LONGEST_NAME = 31  # of a sheet


@dataclass(frozen=True)
class RejectedWords:
    """How the workbook is worded; services hold no sentences."""

    failed: str  # above what was wrong with rows that stayed out
    repaired: str  # above what was changed in rows that are in
    repaired_sheet: str  # "{sheet}: check", the name of a sheet with such rows
    problem: Callable[[str, str, str], str]  # (title of the column or "", text of the cell, code) -> what is wrong
    field: Callable[[str], str]  # a field of the importer, for a file without titles


@dataclass(frozen=True)
class _Sheet:
    name: str
    outcome: Outcome
    titles: list[str]
    rows: list[tuple[list[Cell], list[ImportFailure]]]
    memory: dict[str, Any]  # how they were read (recalled.py)


def write_rejected_book(db: Database, batches: Sequence[int], target: Path, words: RejectedWords) -> int:
    """Write the rejected and repaired rows of these imports; returns the number of rejected ones. Raises NotFound.

    A shop's file problem is a StorageError; OSError says that the target cannot be written.
    """
    from openpyxl import Workbook

    with db.read() as session:
        sheets = [sheet for outcome in _MARKS for batch in batches for sheet in _sheets(session, batch, outcome, words)]
    book = Workbook(write_only=True)
    names = {memory_sheet.SHEET}
    memories = {}
    for sheet in sheets:
        name = _free_name(sheet, words, names)
        _write_sheet(book, sheet, name, words)
        memories[name] = sheet.memory
    if not sheets:
        book.create_sheet()
    hidden = book.create_sheet(memory_sheet.SHEET)
    hidden.sheet_state = "veryHidden"
    for cell in memory_sheet.written(memories):
        hidden.append([cell])
    book.save(target)
    return sum(len(sheet.rows) for sheet in sheets if sheet.outcome == Outcome.FAILED)


def _sheets(session: Session, batch_id: int, outcome: Outcome, words: RejectedWords) -> Iterator[_Sheet]:
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound(what="batch", id=batch_id)
    problems: defaultdict[tuple[str, int], list[ImportFailure]] = defaultdict(list)
    for failure in session.scalars(_of(ImportFailure, batch_id, outcome)):
        problems[failure.sheet, failure.row].append(failure)
    rows: defaultdict[str, list[tuple[list[Cell], list[ImportFailure]]]] = defaultdict(list)
    for row in session.scalars(_of(ImportOriginal, batch_id, outcome)):
        rows[row.sheet].append((unpack_cells(row.cells), problems[row.sheet, row.row]))
    report = batch.report or {}
    heads, memories = report.get("heads", {}), report.get("memories", {})
    for name, found in rows.items():
        yield _Sheet(name, outcome, _titles(heads.get(name, []), words), found, memories.get(name, {}))


def _of(table: Any, batch_id: int, outcome: Outcome) -> Any:
    return select(table).where(table.batch_id == batch_id, table.outcome == outcome).order_by(table.row, table.id)


def _titles(head: Iterable[tuple[str, str]], words: RejectedWords) -> list[str]:
    """The file's own titles; where it has none, the names of the fields that its columns were taken for."""
    columns = list(head)
    if any(title for title, _field in columns):
        return [title for title, _field in columns]
    return ["" if field == Field.IGNORE else words.field(field) for _title, field in columns]


def _free_name(sheet: _Sheet, words: RejectedWords, taken: set[str]) -> str:
    name = sheet.name if sheet.outcome == Outcome.FAILED else words.repaired_sheet.format(sheet=sheet.name)
    name = name.translate(_FORBIDDEN).strip("' ")[:_LONGEST_NAME] or "1"
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name[: _LONGEST_NAME - 4]} {number}"
    taken.add(found.casefold())
    return found


def _write_sheet(book: Any, sheet: _Sheet, name: str, words: RejectedWords) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    width = max([len(sheet.titles), *(len(cells) for cells, _problems in sheet.rows)])
    titles = sheet.titles + [""] * (width - len(sheet.titles))
    for place in range(1, width + 2):
        page.column_dimensions[get_column_letter(place)].width = NARROW if place <= width else WIDE
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(width + 1)}{len(sheet.rows) + 1}"
    bold = Font(bold=True)
    colour = PatternFill("solid", fgColor=_COLOURS[sheet.outcome])
    said = words.failed if sheet.outcome == Outcome.FAILED else words.repaired
    head = [_cell(page, title) for title in [*titles, f"{_MARKS[sheet.outcome]}: {said}"]]
    for cell in head:
        cell.font = bold
    page.append(head)
    places = {title or column_name(place): place for place, title in reversed(list(enumerate(titles)))}
    for cells, problems in sheet.rows:
        row = [_cell(page, value) for value in cells] + [_cell(page, None) for _ in range(width - len(cells))]
        texts = dict.fromkeys(words.problem(found.column, found.value, found.code) for found in problems)
        row.append(_cell(page, "; ".join(texts)))
        for place in {places.get(found.column, width) for found in problems}:
            row[place].fill = colour
        page.append(row)


def _cell(page: Any, value: Cell) -> Any:
    """A cell that is what it was in the file, and never a formula."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(page, value)  # type: ignore[arg-type]  # its stubs know fewer kinds than it does
    cell = WriteOnlyCell(page, CONTROL.sub("", value)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell
