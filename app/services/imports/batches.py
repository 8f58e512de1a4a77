"""Past imports, and the cells that could not be used; rejected.py makes a workbook of them."""

from __future__ import annotations

from sqlalchemy import select

from app.models.database import Database
from app.models.importing import ImportBatch, ImportFailure
from app.services.errors import NotFound
from app.services.imports.results import BatchRow, Rejected
from app.services.imports.rows import Outcome


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
