"""Takes an import back, at any size, and says what stays because somebody has worked with it since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.base import MOMENT_FORMAT
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_cadence, refresh_touched, touch
from app.models.importing import ImportBatch, ImportGroup
from app.models.imports import undo as sql
from app.models.imports.restore import restore_clients, restore_own, restore_sales
from app.services.backups import back_up_before
from app.services.errors import AlreadyUndone, NotFound
from app.services.imports.matching.keys import refresh_keys
from app.services.imports.results import Kept, Report, UndoResult
from app.services.imports.stepping import run_steps

STEPS = 15  # told of the progress
AREAS = (Area.CLIENTS, Area.PURCHASES, Area.PRODUCTS, Area.INTERACTIONS, Area.IMPORTS, Area.REMINDERS)


def undo_batch(db: Database, batch_id: int, now: datetime, report: Report = lambda done, total: None) -> UndoResult:
    """Take back one file, or its whole drop when other files of it lean on this one. A copy of the shop is made first.

    Clients that somebody has sold to, called or edited since stay, and are told. `report` may raise Cancelled: nothing
    is taken back then. Raises NotFound and AlreadyUndone.
    """
    with db.read() as session:
        _batches_of(session, batch_id)
    precaution = back_up_before("undo", db, now, lambda: report(0, STEPS))
    with db.write(*AREAS) as session:
        result = _take_back(session, batch_id, _batches_of(session, batch_id), now, report)
    return replace(result, precaution=precaution)


def undo_import(db: Database, action_id: int, now: datetime, report: Report = lambda done, total: None) -> UndoResult:
    """Take back everything that one drop brought, named by its action. As `undo_batch`."""
    with db.read() as session:
        _batches_by(session, action_id)
    precaution = back_up_before("undo", db, now, lambda: report(0, STEPS))
    with db.write(*AREAS) as session:
        left = _batches_by(session, action_id)
        result = _take_back(session, left[0], left, now, report)
    return replace(result, precaution=precaution)


def _batches_of(session: Session, batch_id: int) -> list[int]:
    """What goes with a batch: itself, or its group."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None or batch.error is not None:
        raise NotFound(what="batch", id=batch_id)
    if batch.undone_at is not None:
        raise AlreadyUndone(batch=batch_id)
    group = session.scalars(
        select(ImportBatch).where(
            ImportBatch.group_id == batch.group_id, ImportBatch.undone_at.is_(None), ImportBatch.error.is_(None)
        )
    ).all()
    return _leaning(batch_id, group)


def _batches_by(session: Session, action_id: int) -> list[int]:
    """The batches of a drop that are still in."""
    batches = session.scalars(
        select(ImportBatch)
        .join(ImportGroup)
        .where(ImportGroup.action_id == action_id, ImportBatch.error.is_(None))
        .order_by(ImportBatch.id)
    ).all()
    left = [batch.id for batch in batches if batch.undone_at is None]
    if not batches:
        raise NotFound(what="action", id=action_id)
    if not left:
        raise AlreadyUndone(batch=batches[0].id)
    return left


def _leaning(batch_id: int, group: Sequence[ImportBatch]) -> list[int]:
    """The batch alone, or the whole group when another file needs what this one brought."""
    if any(batch_id in batch.report.get("leans_on", ()) for batch in group if batch.id != batch_id):
        return sorted(batch.id for batch in group)
    return [batch_id]


def _take_back(session: Session, batch_id: int, batches: Iterable[int], now: datetime, report: Report) -> UndoResult:
    raw: Any = session.connection().connection.driver_connection
    batches = tuple(batches)
    touch(session)
    kept: list[Kept] = []
    removed: dict[str, int] = {}
    steps: tuple[Callable[[], object], ...] = (
        lambda: sql.begin_undo(raw, batches),
        lambda: kept.extend(Kept(name, why, client) for client, name, why in sql.kept_clients(raw)),
        lambda: kept.extend(Kept(receipt, why, client) for client, receipt, why in sql.kept_sales(raw)),
        lambda: kept.extend(Kept(name, why, client) for client, name, why in restore_clients(raw)),
        lambda: restore_own(raw),
        lambda: kept.extend(Kept(receipt, why, client) for client, receipt, why in restore_sales(raw)),
        lambda: sql.touch_buyers(raw),
        lambda: removed.update(purchases=sql.remove_purchases(raw)),
        lambda: sql.remove_belongings(raw),
        lambda: sql.forget_decisions(raw),
        lambda: removed.update(clients=sql.remove_clients(raw)),
        lambda: sql.remove_products(raw),
        lambda: refresh_keys(raw, sql.RESTORED),
        lambda: refresh_touched(session),
        lambda: refresh_cadence(session),
    )
    run_steps(raw, steps, STEPS, report)
    restored = len(raw.execute(sql.RESTORED).fetchall())
    sql.finish_undo(raw, now.astimezone(UTC).strftime(MOMENT_FORMAT))
    session.expire_all()
    return UndoResult(batch_id, removed["clients"], restored, removed["purchases"], tuple(kept), batches)
