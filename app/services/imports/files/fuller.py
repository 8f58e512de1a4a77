"""A damaged workbook: whichever reader gets more out of it, and a word to the owner that something is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from app.services.errors import FileDamaged
from app.services.imports.files.source import Columns, Sheet
from app.services.imports.rows import Remark

Opened = Callable[[], list[Sheet]]


def fullest(readers: Sequence[Opened], damaged: Sequence[int] | None) -> list[Sheet]:
    """The sheets of the reader that finds most cells.

    `damaged` is the row from which on each sheet is known to lack something, 0 for none; None where it is not known:
    then the readers must agree. Raises the failure of the first reader where all of them fail.
    """
    found: list[tuple[int, list[Sheet]]] = []
    failure: FileDamaged | None = None
    for opened in readers:
        try:
            sheets = opened()
            found.append((sum(map(_cells, sheets)), sheets))
        except FileDamaged as error:
            failure = failure or error
    if failure is not None and not found:
        raise failure
    _most, sheets = max(found, key=lambda counted: counted[0])
    if damaged is None:
        agree = failure is None and len({counted for counted, _sheets in found}) == 1
        damaged = [0 if agree else 1] * len(sheets)
    places = [*damaged, *[0] * len(sheets)]
    return [_with_remark(sheet, row) for sheet, row in zip(sheets, places, strict=False)]


def whole(sheet: Sheet, end: int, opened: Opened) -> Sheet:
    """The sheet, with the rows down to `end` that its reader leaves out taken from another reader, and told."""
    missing: list[int] = []

    def batches() -> Iterator[Columns]:
        row = sheet.rows_above()
        missing.clear()
        for columns in sheet.batches():
            row += len(columns[0])
            yield columns
        if row < end:
            missing.append(row + 1)
            yield from _from_row(opened, sheet.name, row)

    def remarks() -> tuple[Remark, ...]:
        return (*sheet.remarks(), *(Remark("damaged", row) for row in missing))

    return replace(sheet, batches=batches, remarks=remarks)


def _from_row(opened: Opened, name: str, row: int) -> Iterator[Columns]:
    """What another reader has of that sheet below so many rows; nothing where it fails, too."""
    with suppress(FileDamaged):
        for sheet in opened():
            if sheet.name == name:
                skip = max(0, row - sheet.rows_above())
                for columns in sheet.batches():
                    height = len(columns[0])
                    if skip < height:
                        yield [column[skip:] for column in columns]
                    skip = max(0, skip - height)


def _cells(sheet: Sheet) -> int:
    return sum(cell not in ("", None) for columns in sheet.batches() for column in columns for cell in column)


def _with_remark(sheet: Sheet, row: int) -> Sheet:
    told = sheet.remarks()
    if not row or any(remark.code == "damaged" for remark in told):
        return sheet
    return replace(sheet, remarks=lambda: (*sheet.remarks(), Remark("damaged", row)))
