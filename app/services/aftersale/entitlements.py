"""Subscriptions, memberships and warranties: what a client has until a day, by hand or by a sale of what carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models.aftersale import Entitlement
from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, EntitlementKind
from app.models.product import Product
from app.services.clients.people import kept_client
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.shop_time import is_plausible


@dataclass(frozen=True)
class EntitlementData:
    """Something with an end, as typed; `end_day` is the last day on which it holds."""

    client_id: int
    kind: EntitlementKind
    name: str
    start_day: date
    end_day: date
    product_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class EntitlementRow:
    """A subscription, membership or warranty as the card shows it."""

    id: int
    version: int
    client_id: int
    kind: EntitlementKind
    name: str
    note: str
    product_id: int | None
    product: str
    purchase_id: int | None
    start_day: date
    end_day: date

    def days_left(self, today: date) -> int:
        """Days on which it still holds after `today`: 0 on its last day, below 0 when it is over."""
        return (self.end_day - today).days


def save_entitlement(
    db: Database, data: EntitlementData, now: datetime, entitlement_id: int | None = None, version: int | None = None
) -> int:
    """Save a new entitlement, or change one; returns its id. Raises InvalidValue, NotFound, EditConflict."""
    _check(data)
    with db.write(Area.AFTERSALE, Area.REMINDERS) as session:
        entitlement = None if entitlement_id is None else _get(session, entitlement_id)
        if entitlement is not None and version is not None and entitlement.version != version:
            raise EditConflict(what="entitlement", id=entitlement_id)
        client_id = kept_client(session, data.client_id).id
        if data.product_id is not None and session.get(Product, data.product_id) is None:
            raise NotFound(what="product", id=data.product_id)
        begin_action(session, "add_entitlement" if entitlement is None else "edit_entitlement", now)
        if entitlement is None:
            entitlement = Entitlement(created_at=now, version=0, staff_id=db.staff_id)
            session.add(entitlement)
        entitlement.client_id, entitlement.kind, entitlement.name = client_id, data.kind, " ".join(data.name.split())
        entitlement.product_id, entitlement.note = data.product_id, data.note.strip()
        entitlement.start_day, entitlement.end_day = data.start_day, data.end_day
        entitlement.updated_at = now
        entitlement.version += 1
        session.flush()
        return entitlement.id


def delete_entitlement(db: Database, entitlement_id: int, now: datetime) -> int:
    """Take an entitlement away; returns the action to undo. Raises NotFound."""
    with db.write(Area.AFTERSALE, Area.REMINDERS) as session:
        entitlement = _get(session, entitlement_id)
        action_id = begin_action(session, "delete_entitlement", now)
        session.delete(entitlement)
        return action_id


def entitlements_of(session: Session, client_id: int) -> tuple[EntitlementRow, ...]:
    """What a client has or had, that which holds longest first."""
    of_client = _rows().where(Entitlement.client_id == client_id)
    found = session.execute(of_client.order_by(Entitlement.end_day.desc(), Entitlement.id.desc()))
    return tuple(_row(*one) for one in found)


def _rows() -> Select[Entitlement, str]:
    return select(Entitlement, Product.name).outerjoin(Product, Product.id == Entitlement.product_id)


def _row(entitlement: Entitlement, product: str | None) -> EntitlementRow:
    return EntitlementRow(
        id=entitlement.id,
        version=entitlement.version,
        client_id=entitlement.client_id,
        kind=EntitlementKind(entitlement.kind),
        name=entitlement.name,
        note=entitlement.note,
        product_id=entitlement.product_id,
        product=product or "",
        purchase_id=entitlement.purchase_id,
        start_day=entitlement.start_day,
        end_day=entitlement.end_day,
    )


def _check(data: EntitlementData) -> None:
    if not data.name.strip():
        raise InvalidValue(field="entitlement_name", value="")
    for field, day in (("date", data.start_day), ("until", data.end_day)):
        if not is_plausible(day):
            raise InvalidValue(field=field, value=day.isoformat())
    if data.end_day < data.start_day:
        raise InvalidValue(field="until", value=f"{data.end_day:%d.%m.%Y}", why="before")


def _get(session: Session, entitlement_id: int) -> Entitlement:
    entitlement = session.get(Entitlement, entitlement_id)
    if entitlement is None:
        raise NotFound(what="entitlement", id=entitlement_id)
    return entitlement
