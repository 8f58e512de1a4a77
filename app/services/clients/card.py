"""The client card: one read of everything about one client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.audit import Staff
from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enums import ContactKind, ReminderState
from app.models.interaction import WAS_SPOKEN, Interaction
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.models.reminder import Reminder
from app.models.task import Task
from app.services.aftersale.cases import cases_of
from app.services.aftersale.entitlements import entitlements_of
from app.services.clients.attachments import attachments_of
from app.services.clients.changes import changes_of
from app.services.clients.data import (
    ClientCard,
    ConsentRow,
    Contact,
    HandledRow,
    InteractionRow,
    LineRow,
    OwnShown,
    Preferred,
    PurchaseRow,
    TaskRow,
)
from app.services.clients.find import client_row
from app.services.clients.important_dates import dates_of
from app.services.clients.own import own_fields
from app.services.clients.people import companies_of, kept_client, people_of
from app.services.enquiries.rows import enquiries_of
from app.services.errors import NotFound
from app.services.feedback import feedback_of
from app.services.interests import interests_of
from app.services.tasks.save import checklist_of

PURCHASES_SHOWN = 200
INTERACTIONS_SHOWN = 200
SHARING_SHOWN = 20


def get_client_card(db: Database, client_id: int) -> ClientCard:
    """Everything about one client; the newest 200 purchases and interactions. A merged id gives the kept client.

    Raises NotFound, also for a client in the trash.
    """
    with db.read() as session:
        client = kept_client(session, client_id)
        return ClientCard(
            row=client_row(client, [(contact.kind, contact.value) for contact in client.contacts]),
            last_name=client.last_name,
            first_name=client.first_name,
            middle_name=client.middle_name,
            company=client.company,
            gender=client.gender,
            contacts=tuple(Contact(c.kind, c.value, c.original, c.wrong) for c in client.contacts),
            external_ids=tuple(known.value for known in client.external_ids),
            tags=tuple(tag.tag for tag in client.tags),
            preferences=tuple(Preferred(row.topic, row.text) for row in client.preferences),
            source=client.source,
            referred_by=_referrer(session, client.referred_by_id),
            consents=_in_force(client),
            note=client.note,
            address=client.address,
            points=client.points,
            preferred_channel=client.preferred_channel,
            do_not_disturb=client.do_not_disturb,
            contact_days=client.contact_days,
            muted_until=client.muted_until,
            created_at=client.created_at,
            receipts=client.receipts,
            purchases=_purchases(session, client.id),
            interactions=_interactions(session, client.id),
            tasks=_tasks(session, client.id),
            changes=changes_of(session, client.id),
            last_contact=_last_contact(session, client.id),
            own=_own(session, client),
            attachments=attachments_of(session, client.id),
            works_at=companies_of(session, client.id),
            people=people_of(session, client.id),
            shares_phone=_sharing(session, client),
            feedback=feedback_of(session, client.id),
            handled=_handled(session, client.id),
            brought=_brought(session, client.id),
            enquiries=enquiries_of(session, client.id),
            cases=cases_of(session, client.id),
            entitlements=entitlements_of(session, client.id),
            interests=interests_of(session, client.id),
            dates=dates_of(session, client.id),
        )


def find_client_card(db: Database, client_id: int) -> ClientCard | None:
    """The same, None for a client who is in the trash or gone, as in a list that was read before that."""
    try:
        return get_client_card(db, client_id)
    except NotFound:
        return None


def _referrer(session: Session, client_id: int | None) -> tuple[int, str] | None:
    referrer = None if client_id is None else session.get(Client, client_id)
    return None if referrer is None else (referrer.id, referrer.name)


def _handled(session: Session, client_id: int) -> tuple[HandledRow, ...]:
    """A task that does not repeat tells by itself that it was done."""
    statement = (
        select(Reminder.kind, Reminder.handled_at, Task.title)
        .outerjoin(Task, Task.id == Reminder.task_id)
        .where(Reminder.client_id == client_id, Reminder.state == ReminderState.DONE, Reminder.handled_at.is_not(None))
        .where(Reminder.task_id.is_(None) | Task.every.is_not(None))
        .order_by(Reminder.handled_at.desc())
    )
    found = session.execute(statement.limit(INTERACTIONS_SHOWN))
    return tuple(HandledRow(kind, at, title or "") for kind, at, title in found if at is not None)


def _brought(session: Session, client_id: int) -> int:
    mine = (Client.referred_by_id == client_id, Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
    return session.scalar(select(func.count()).select_from(Client).where(*mine)) or 0


def _in_force(client: Client) -> tuple[ConsentRow, ...]:
    """The latest answer for each purpose and channel."""
    latest = {(row.purpose, row.channel): row for row in client.consents}
    return tuple(ConsentRow(c.purpose, c.channel, c.given, c.day, c.source) for c in latest.values())


def _own(session: Session, client: Client) -> tuple[OwnShown, ...]:
    values = {row.field_id: row.value for row in client.own_values}
    fields = own_fields(session) if values else ()
    return tuple(
        OwnShown(field.id, field.name, field.kind, values[field.id])
        for field in fields
        if field.id in values and not field.archived
    )


def _sharing(session: Session, client: Client) -> tuple[tuple[int, str], ...]:
    """Others with one of the client's phones: a family, an office."""
    phones = [contact.value for contact in client.contacts if contact.kind == ContactKind.PHONE]
    if not phones:
        return ()
    owners = select(ContactPoint.client_id).where(
        ContactPoint.value.in_(phones), ContactPoint.kind == ContactKind.PHONE, ContactPoint.client_id != client.id
    )
    statement = (
        select(Client.id, Client.name)
        .where(Client.id.in_(owners), Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
        .order_by(Client.sort_key, Client.id)
        .limit(SHARING_SHOWN)
    )
    return tuple((row.id, row.name) for row in session.execute(statement))


def _purchases(session: Session, client_id: int) -> tuple[PurchaseRow, ...]:
    """The newest ones, read as plain columns: mapped objects of so many lines would take three times as long."""
    columns = (Purchase.id, Purchase.day, Purchase.time, Purchase.total, Purchase.receipt, Purchase.status)
    newest = (
        select(*columns)
        .where(Purchase.client_id == client_id, Purchase.deleted_at.is_(None))
        .order_by(Purchase.day.desc(), Purchase.id.desc())
    )
    rows = session.execute(newest.limit(PURCHASES_SHOWN)).all()
    lines = _lines(session, [row.id for row in rows])
    return tuple(PurchaseRow(*row, tuple(lines[row.id])) for row in rows)


def _lines(session: Session, purchase_ids: Sequence[int]) -> dict[int, list[LineRow]]:
    line = PurchaseLine
    statement = (
        select(line.purchase_id, Product.name, line.quantity, line.price, line.discount, line.sum)
        .outerjoin(Product, Product.id == line.product_id)
        .where(line.purchase_id.in_(purchase_ids))
        .order_by(line.purchase_id, line.position)
    )
    found: dict[int, list[LineRow]] = defaultdict(list)
    for purchase_id, name, quantity, price, discount, total in session.execute(statement):
        found[purchase_id].append(LineRow(name or "", quantity, price, discount, total))
    return found


def _interactions(session: Session, client_id: int) -> tuple[InteractionRow, ...]:
    statement = select(Interaction, Staff.name).outerjoin(Staff, Staff.id == Interaction.staff_id)
    newest = statement.where(Interaction.client_id == client_id).order_by(Interaction.at.desc(), Interaction.id.desc())
    return tuple(
        InteractionRow(
            *(row.id, row.kind, row.at, row.text, who or "", row.minutes, row.direction, row.channel),
            outcome=row.outcome,
            reason=row.reason,
        )
        for row, who in session.execute(newest.limit(INTERACTIONS_SHOWN))
    )


def _tasks(session: Session, client_id: int) -> tuple[TaskRow, ...]:
    statement = select(Task, Staff.name).outerjoin(Staff, Staff.id == Task.staff_id)
    statement = statement.where(Task.client_id == client_id, Task.deleted_at.is_(None)).order_by(Task.due_at)
    return tuple(
        TaskRow(
            *(t.id, t.title, t.due_day, t.due_time, t.done_at is not None, who or "", t.done_at),
            *(t.priority, t.note, t.every, t.anchor, checklist_of(t)),
        )
        for t, who in session.execute(statement)
    )


def _last_contact(session: Session, client_id: int) -> datetime | None:
    """An attempt that nobody answered is none."""
    return session.scalar(select(func.max(Interaction.at)).where(Interaction.client_id == client_id, WAS_SPOKEN))
