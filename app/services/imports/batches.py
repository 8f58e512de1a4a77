"""Past imports, and the rows that could not be used, also as a workbook to correct and import again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import select

from app.models.database import Database
from app.models.importing import ImportBatch, ImportFailure
from app.services.errors import NotFound
from app.services.imports.results import BatchRow, Rejected
from app.services.imports.rows import Outcome

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program takes for the start of a formula


def list_batches(db: Database) -> list[BatchRow]:
    """All imports, the newest first; those with an `error` brought nothing."""
    with db.read() as session:
        return [
            BatchRow(
                batch.id,
                batch.file,
                batch.at,
                _count(batch, "clients"),
                _count(batch, "purchases"),
                batch.undone_at is not None,
                batch.error,
            )
            for batch in session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))
        ]


def _count(batch: ImportBatch, what: str) -> int:
    return int((batch.report or {}).get(what, {}).get("created", 0))


def get_rejected(db: Database, batch_id: int, failed_only: bool = False) -> list[Rejected]:
    """Cells that made their row unusable, or were changed or left out, in the order of the file. Raises NotFound."""
    with db.read() as session:
        if session.get(ImportBatch, batch_id) is None:
            raise NotFound(what="batch", id=batch_id)
        statement = select(ImportFailure).where(ImportFailure.batch_id == batch_id).order_by(ImportFailure.id)
        if failed_only:
            statement = statement.where(ImportFailure.outcome == Outcome.FAILED)
        return [
            Rejected(f.sheet, f.row, f.column, f.value, f.code, f.outcome == Outcome.FAILED)
            for f in session.scalars(statement)
        ]


def write_rejected(
    path: Path, rejected: Sequence[Rejected], titles: Sequence[str], word: Callable[[Rejected], str]
) -> None:
    """Write rejected cells with sheet, row, column, value and the reason that `word` gives, as .xlsx or .csv.

    `titles` are the five column heads. Every cell is text: nothing from the file can run as a formula.
    """
    rows = [[cell.sheet, str(cell.row), cell.column, cell.value, word(cell)] for cell in rejected]
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(titles)
            writer.writerows([_harmless(value) for value in row] for row in rows)
    else:
        _write_workbook(path, [list(titles), *rows])


def _harmless(value: str) -> str:
    return "'" + value if value.startswith(DANGEROUS) else value


def _write_workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767])
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
