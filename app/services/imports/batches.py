"""Past imports; rejected.py makes a workbook of the rows that could not be used."""

from __future__ import annotations

from sqlalchemy import select

from app.models.database import Database
from app.models.importing import ImportBatch
from app.services.imports.results import BatchRow


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
