"""Past imports; rejected.py makes a workbook of the rows that could not be used."""

from __future__ import annotations

from sqlalchemy import select

from app.models.audit import Action, Staff
from app.models.database import Database
from app.models.importing import ImportBatch, ImportGroup
from app.services.imports.results import BatchRow


def list_batches(db: Database) -> list[BatchRow]:
    """All imports, the newest first; those with an `error` brought nothing."""
    asked = (
        select(ImportBatch, Staff.name)
        .join(ImportGroup, ImportGroup.id == ImportBatch.group_id)
        .outerjoin(Action, Action.id == ImportGroup.action_id)
        .outerjoin(Staff, Staff.id == Action.staff_id)
        .order_by(ImportBatch.id.desc())
    )
    with db.read() as session:
        return [_row(batch, who) for batch, who in session.execute(asked)]


def _row(batch: ImportBatch, who: str | None) -> BatchRow:
    return BatchRow(
        batch.id,
        batch.file,
        batch.at,
        _count(batch, "clients"),
        _count(batch, "purchases"),
        batch.undone_at is not None,
        batch.error,
        _count(batch, "clients", "updated"),
        sum(sheet.get("rows_failed", 0) for sheet in (batch.report or {}).get("sheets", ())),
        who,
    )


def _count(batch: ImportBatch, what: str, which: str = "created") -> int:
    return int((batch.report or {}).get(what, {}).get(which, 0))
