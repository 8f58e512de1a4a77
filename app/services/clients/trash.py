"""The trash: who is in it, back to the others, and away for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Text, cast, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from app.models.aftersale import Entitlement, Feedback, Interest, ServiceCase
from app.models.attachment import Attachment
from app.models.audit import Action, Change, Staff
from app.models.changelog import begin_action, plain
from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import Area, ContactKind
from app.models.interaction import Interaction
from app.models.purchase import Purchase, PurchaseLine
from app.models.task import Task
from app.services.clients.attachments import attachment_folder
from app.services.errors import NotFound

BLOCK = 5_000
Report = Callable[[int, int], None]
_OWN = (Enquiry, Task, Interest, ServiceCase, Entitlement, Feedback, Interaction, Purchase)
_IN_TRASH = (Client.deleted_at.is_not(None), Client.merged_into_id.is_(None))


@dataclass(frozen=True)
class TrashedRow:
    """A client in the trash: since when, by whom, and what tells who it is. Money is integer minor units."""

    id: int
    name: str
    phone: str
    total: int
    deleted_at: datetime
    who: str


def _quiet(_done: int, _total: int) -> None:
    pass


def list_trash_ids(db: Database) -> list[int]:
    """Everybody in the trash, the latest first."""
    with db.read() as session:
        return list(session.scalars(select(Client.id).where(*_IN_TRASH).order_by(Client.deleted_at.desc(), Client.id)))


def list_trash(db: Database, ids: Sequence[int]) -> list[TrashedRow]:
    """Rows of these clients, in this order; who is in the trash no more is left out."""
    with db.read() as session:
        people, phones = _who(session, ids), _phones(session, ids)
        columns = (Client.id, Client.name, Client.total, Client.deleted_at)
        found = {
            row.id: TrashedRow(
                row.id, row.name, phones.get(row.id, ""), row.total, row.deleted_at, people.get(row.id, "")
            )
            for row in session.execute(select(*columns).where(Client.id.in_(ids), *_IN_TRASH))
        }
        return [found[client_id] for client_id in ids if client_id in found]


def restore_clients(db: Database, ids: Sequence[int], now: datetime, report: Report = _quiet) -> int:
    """Back from the trash with everything that belongs to them; returns the action to undo.

    Raises NotFound where none of them is in the trash. `report` may raise Cancelled: nothing is restored then.
    """
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        action_id = begin_action(session, "restore_clients", now)
        done = restored = 0
        for block in _blocks(ids):
            report(done, len(ids))
            restored += _restore(session, action_id, block, now)
            done += len(block)
        if not restored:
            raise NotFound(what="client", id=ids[0] if ids else "")
        return action_id


def purge_clients(db: Database, folder: Path, ids: Sequence[int], report: Report = _quiet) -> int:
    """Away for good, with all that belongs to them and all that the log says of them; their receipts stay as
    anonymous sales without a note. Only who is in the trash goes; returns how many. `folder` is the data folder, whose
    attached files go too. This cannot be taken back: ask before."""
    files: list[str] = []
    with db.write(*Area) as session:
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        purged = done = 0
        for block in _blocks(ids):
            report(done, len(ids))
            there = list(session.scalars(select(Client.id).where(Client.id.in_(block), *_IN_TRASH)))
            going = [*there, *_merged_into(session, there)]
            files += session.scalars(select(Attachment.file).where(Attachment.client_id.in_(going)))
            _forget(session, going)
            session.execute(delete(Client).where(Client.id.in_(going)))
            purged += len(there)
            done += len(block)
    for file in files:
        with suppress(OSError):  # held open by another program: it is nobody's any more
            (attachment_folder(folder) / file).unlink(missing_ok=True)
    return purged


def _forget(session: Session, going: list[int]) -> None:
    """What the log says of them, also from before it was theirs; the steps towards an enquiry that was nobody's yet;
    the notes on receipts. A receipt has no log any more, so that nothing takes a part of it back."""
    asked = select(cast(Enquiry.id, Text)).where(Enquiry.client_id.in_(going))
    step = func.json_extract(Change.after, "$.task_id")
    steps = select(step).where(Change.table == Enquiry.__tablename__, Change.row_id.in_(asked), step.is_not(None))
    strange = select(Task.id).where(Task.id.in_(steps), Task.client_id.is_(None))
    session.execute(update(Task).where(Task.id.in_(strange)).values(client_id=going[0] if going else None))
    bought = select(Purchase.id).where(Purchase.client_id.in_(going))
    lines = select(cast(PurchaseLine.id, Text)).where(PurchaseLine.purchase_id.in_(bought))
    session.execute(delete(Change).where(Change.table == PurchaseLine.__tablename__, Change.row_id.in_(lines)))
    for own in _OWN:
        rows = select(cast(own.id, Text)).where(own.client_id.in_(going))
        session.execute(delete(Change).where(Change.table == own.__tablename__, Change.row_id.in_(rows)))
    session.execute(delete(Change).where(Change.client_id.in_(going)))
    session.execute(update(Purchase).where(Purchase.client_id.in_(going)).values(note=""))


def _merged_into(session: Session, ids: list[int]) -> list[int]:
    """Everybody who was merged into these, or into those who were."""
    found: list[int] = []
    while ids:
        ids = list(session.scalars(select(Client.id).where(Client.merged_into_id.in_(ids))))
        found += ids
    return found


def _restore(session: Session, action_id: int, block: Sequence[int], now: datetime) -> int:
    statement = select(Client.id, Client.deleted_at).where(Client.id.in_(block), *_IN_TRASH)
    rows = [
        {
            "action_id": action_id,
            "table": "client",
            "row_id": str(client_id),
            "client_id": client_id,
            "before": {"deleted_at": plain(deleted_at)},
            "after": {"deleted_at": None},
        }
        for client_id, deleted_at in session.execute(statement)
    ]
    if rows:
        session.execute(insert(Change), rows)
        values = {"deleted_at": None, "version": Client.version + 1, "updated_at": now}
        session.execute(update(Client).where(Client.id.in_([row["client_id"] for row in rows])).values(values))
    return len(rows)


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BLOCK] for start in range(0, len(ids), BLOCK))


def _phones(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The first phone of each."""
    statement = select(ContactPoint.client_id, ContactPoint.value).where(
        ContactPoint.client_id.in_(ids), ContactPoint.kind == ContactKind.PHONE
    )
    found: dict[int, str] = {}
    for client_id, value in session.execute(statement.order_by(ContactPoint.position, ContactPoint.id)):
        found.setdefault(client_id, value)
    return found


def _who(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Who moved each of them there, as far as it is known."""
    statement = (
        select(Change.client_id, Staff.name, Change.after)
        .join(Action, Action.id == Change.action_id)
        .join(Staff, Staff.id == Action.staff_id)
        .where(Change.table == "client", Change.row_id.in_([str(i) for i in ids]), Action.undone_at.is_(None))
        .order_by(Change.id)
    )
    return {client_id: name for client_id, name, after in session.execute(statement) if (after or {}).get("deleted_at")}
