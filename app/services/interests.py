"""What clients wanted and went without, for it was missing or too dear: a reason to write when that changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models.aftersale import Interest
from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area, InterestReason, ProductKind
from app.models.product import Product
from app.models.search import fold
from app.services.clients.people import kept_client
from app.services.errors import InvalidValue, NotFound
from app.services.products.find import find_or_add_product
from app.services.shop_time import is_plausible


@dataclass(frozen=True)
class InterestRow:
    """A wish: who wants what since when and why not bought then. `price`: what was too dear; `price_now`: the usual
    price today, both minor units. `met`: there is a reason to write now."""

    id: int
    client_id: int
    client: str
    product_id: int
    product: str
    reason: str  # InterestReason
    price: int | None
    price_now: int | None
    in_stock: bool
    met: bool
    note: str
    day: date
    closed_at: datetime | None


def add_interest(
    db: Database,
    client_id: int,
    product: int | str,
    reason: str,
    price: int | None,
    note: str,
    day: date,
    now: datetime,
    *,
    out_of_stock: bool = False,
) -> int:
    """Write down a wish; returns its id. `product` is an id, or the name of what the catalogue may not have yet.

    The same wish of the same client that is open still is brought up to date instead. With `out_of_stock` the product
    is marked as missing in the same action; a new one is. Raises InvalidValue and NotFound.
    """
    _check(reason, price, day)
    with db.write(Area.AFTERSALE, Area.PRODUCTS) as session:
        begin_action(session, "add_interest", now)
        kept = kept_client(session, client_id)
        wanted = _product(session, product, reason)
        interest = _open_one(session, kept.id, wanted.id, reason)
        if interest is None:
            interest = Interest(client_id=kept.id, product_id=wanted.id, reason=reason, created_at=now, version=1)
            interest.staff_id = db.staff_id
            session.add(interest)
        else:
            interest.version += 1
        interest.price = price if reason == InterestReason.TOO_DEAR else None
        interest.note, interest.day, interest.updated_at = note.strip(), day, now
        if out_of_stock and wanted.kind == ProductKind.PRODUCT and wanted.in_stock:
            wanted.in_stock = False
            wanted.version += 1
        session.flush()
        return interest.id


def close_interest(db: Database, interest_id: int, now: datetime) -> int:
    """The wish is no more; returns the action to undo. Raises NotFound, also for one that is closed already."""
    with db.write(Area.AFTERSALE) as session:
        interest = session.get(Interest, interest_id)
        if interest is None or interest.closed_at is not None:
            raise NotFound(what="interest", id=interest_id)
        action_id = begin_action(session, "close_interest", now)
        _close(interest, now)
        return action_id


def close_interests(
    session: Session, client_id: int, product_ids: Collection[int], now: datetime, day: date = date.max
) -> None:
    """The client bought these products on `day`: what was wanted of them until then is wanted no more.

    A building block of an action.
    """
    open_ones = select(Interest).where(
        Interest.client_id == client_id, Interest.product_id.in_(product_ids), Interest.closed_at.is_(None)
    )
    for interest in session.scalars(open_ones.where(Interest.day <= day)):
        _close(interest, now)


def interests_of(session: Session, client_id: int) -> tuple[InterestRow, ...]:
    """The wishes of a client: open ones first, the latest first."""
    asked = _rows().where(Interest.client_id == client_id)
    return _read(session, asked.order_by(Interest.closed_at.is_not(None), Interest.day.desc(), Interest.id.desc()))


def interested_in(db: Database, product_id: int) -> tuple[InterestRow, ...]:
    """Who wants a product still, the longest waiting first; nobody from the trash."""
    asked = _rows().where(
        Interest.product_id == product_id,
        Interest.closed_at.is_(None),
        Client.deleted_at.is_(None),
        Client.merged_into_id.is_(None),
    )
    with db.read() as session:
        return _read(session, asked.order_by(Interest.day, Interest.id))


def is_met(interest: Interest, product: Product) -> bool:
    """Missing: the product came back since. Too dear: it costs less than what was too much."""
    if interest.closed_at is not None or product.archived:
        return False
    if interest.reason == InterestReason.MISSING:
        return product.in_stock and product.back_day is not None and product.back_day >= interest.day
    return product.price is not None and interest.price is not None and product.price < interest.price


def _check(reason: str, price: int | None, day: date) -> None:
    if reason not in tuple(InterestReason):
        raise InvalidValue(field="reason", value=reason)
    if reason == InterestReason.TOO_DEAR and (price is None or price <= 0):
        raise InvalidValue(field="price", value="" if price is None else str(price))
    if not is_plausible(day):
        raise InvalidValue(field="date", value=day.isoformat())


def _product(session: Session, product: int | str, reason: str) -> Product:
    if isinstance(product, int):
        found = session.get(Product, product)
        if found is None:
            raise NotFound(what="product", id=product)
        return found
    known = session.scalar(select(Product.id).where(Product.name_key == fold(product)).limit(1))
    named = find_or_add_product(session, product)
    if known is None or named.archived:  # it comes into the catalogue, or back into it
        named.version += known is not None
        named.archived = False
        named.in_stock = named.in_stock and reason != InterestReason.MISSING
    return named


def _open_one(session: Session, client_id: int, product_id: int, reason: str) -> Interest | None:
    statement = select(Interest).where(
        Interest.client_id == client_id,
        Interest.product_id == product_id,
        Interest.reason == reason,
        Interest.closed_at.is_(None),
    )
    return session.scalars(statement.limit(1)).first()


def _close(interest: Interest, now: datetime) -> None:
    interest.closed_at = interest.updated_at = now
    interest.version += 1


def _rows() -> Select[Interest, Product, str]:
    return (
        select(Interest, Product, Client.name)
        .join(Product, Product.id == Interest.product_id)
        .join(Client, Client.id == Interest.client_id)
    )


def _read(session: Session, statement: Select[Interest, Product, str]) -> tuple[InterestRow, ...]:
    return tuple(_row(interest, product, name) for interest, product, name in session.execute(statement))


def _row(interest: Interest, product: Product, client: str) -> InterestRow:
    return InterestRow(
        interest.id,
        interest.client_id,
        client,
        product.id,
        product.name,
        interest.reason,
        interest.price,
        product.price,
        product.in_stock,
        is_met(interest, product),
        interest.note,
        interest.day,
        interest.closed_at,
    )
