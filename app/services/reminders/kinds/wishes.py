"""Wishes that can be met: what was missing is back, what was too dear costs less. Bought since, a wish is over.

The day of the reason is when the product came back or its price changed, but not before the wish: a product that runs
out and comes back again is another time round.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Text, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from app.models.aftersale import Interest
from app.models.client import Client
from app.models.enums import InterestReason, PurchaseStatus, ReminderKind
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.clients.full_name import guessed_gender
from app.services.reminders.items import Found, WishReason, make_key
from app.services.reminders.kinds.standing import Condition, Seen, Stem, can_be_sold_to, claimable, listed, was_open
from app.services.reminders.ledger.states import shown_state
from app.services.reminders.reading import Rows

_IS_MISSING = Interest.reason == InterestReason.MISSING
_DUE = case(
    (_IS_MISSING, cast(Product.back_day, Text)),
    else_=func.max(func.coalesce(cast(Product.price_day, Text), ""), cast(Interest.day, Text)),
)


def _holds(day: date, then: datetime | None) -> Condition:
    is_back = and_(_IS_MISSING, Product.in_stock, Product.back_day >= Interest.day)
    is_cheaper = and_(Interest.reason == InterestReason.TOO_DEAR, Product.price < Interest.price)
    return and_(
        or_(is_back, is_cheaper),
        was_open(Interest.closed_at, then),
        Interest.day <= day,
        Product.archived.is_(False),
        can_be_sold_to(day),
        ~_is_bought(day),
    )


def _is_bought(day: date) -> Condition:
    """Imported receipts close no wishes, so the receipts are asked: first those of the client, then their lines.

    Asking by the product's own id has SQLite do so only where the product is back or cheaper.
    """
    line = select(PurchaseLine.id).where(PurchaseLine.purchase_id == Purchase.id, PurchaseLine.product_id == Product.id)
    return (
        select(Purchase.id)
        .where(
            Purchase.client_id == Interest.client_id,
            Purchase.day.between(Interest.day, day),
            Purchase.status == PurchaseStatus.DONE,
            Purchase.deleted_at.is_(None),
            Purchase.return_of_id.is_(None),
            line.correlate(Purchase, Product).exists(),
        )
        .correlate(Interest, Product)
        .exists()
    )


WISHES = Stem(
    kind=ReminderKind.INTEREST,
    id=Interest.id,
    client_id=Interest.client_id,
    occurrence=_DUE,
    due=_DUE,
    columns=(
        *(Interest.reason, Interest.price, Interest.day, Interest.product_id, Client.gender, Client.middle_name),
        *(Product.name.label("product"), Product.price.label("price_now")),
    ),
    joined=lambda statement: (
        statement.select_from(Interest)
        .join(Product, Product.id == Interest.product_id)
        .join(Client, Client.id == Interest.client_id)
    ),
    holds=_holds,
)


def wishes(as_of: date, days: int, at: Seen) -> Rows:
    """Wishes that can be met by `days` after `as_of`, the oldest news first."""
    until = (as_of + timedelta(days=days)).isoformat()
    return listed(WISHES, as_of, at, until, lambda row: _found(row, as_of))


def claimable_wishes(session: Session, today: date, reached: date, now: datetime) -> list[Found]:
    """Wishes that can be met and were not announced yet. `reached` is the last day whose opening time has come."""
    return [_found(row, today) for row in claimable(session, WISHES, today, now, reached.isoformat())]


def _found(row: Row[Any], as_of: date) -> Found:
    return Found(
        key=make_key(ReminderKind.INTEREST, row.source_id, row.occurrence),
        client_id=row.client_id,
        task_id=None,
        due=date.fromisoformat(row.occurrence),
        due_time=None,
        reason=WishReason(
            why=InterestReason(row.reason),
            product=row.product,
            day=row.day,
            days_ago=(as_of - row.day).days,
            price=row.price,
            price_now=row.price_now,
            gender=guessed_gender(row.middle_name) if row.gender is None else row.gender,
            product_id=row.product_id,
        ),
        state=shown_state(row.ledger_state),
        row_id=row.row_id,
        alert="0",
    )
