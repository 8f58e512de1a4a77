"""Two products that are the same one, as an import may have made them: receipts, wishes and links go to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_facts
from app.models.listing.products import last_bought_by
from app.models.occasions import refresh_buyers_of
from app.models.product import Product, ProductLink
from app.models.product_merging import move_product
from app.services.errors import InvalidValue, NotFound
from app.services.reminders.rules.products import move_rules

# What the one that stays takes from the others where it has none itself; those in a group go together.
_TAKEN: tuple[tuple[str, ...], ...] = (
    ("sku",),
    ("barcode",),
    ("category",),
    ("unit",),
    ("price", "price_day"),
    ("cost",),
    ("replenish_days",),
    ("carries", "carries_count", "carries_unit"),
    ("note",),
)


def merge_products(db: Database, kept_id: int, other_ids: Sequence[int], now: datetime) -> int:
    """Put everything of the others on the product that stays, and take them away; returns its id.

    One action that Undo takes back whole. Raises NotFound, and InvalidValue where there is nothing to merge.
    """
    others = [one for one in dict.fromkeys(other_ids) if one != kept_id]
    if not others:
        raise InvalidValue(field="product", value="")
    with db.write(*Area) as session:
        action_id = begin_action(session, "merge_products", now)
        kept = _get(session, kept_id)
        raw: Any = session.connection().connection.driver_connection
        for other in [_get(session, one) for one in others]:
            _take(kept, other)
            _move_links(session, kept.id, other.id)
            move_product(raw, action_id, other.id, kept.id)
            move_rules(session, other.id, kept.id)
            session.delete(other)
            session.flush()
        kept.version += 1
        session.flush()
        refresh_facts(session, last_bought_by(session, [kept_id]))
        refresh_buyers_of(session, [kept_id])
        return kept_id


def _get(session: Session, product_id: int) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(what="product", id=product_id)
    return product


def _take(kept: Product, other: Product) -> None:
    for names in _TAKEN:
        if getattr(kept, names[0]) in (None, ""):
            for name in names:
                setattr(kept, name, getattr(other, name))
    kept.archived = kept.archived and other.archived


def _move_links(session: Session, kept_id: int, other_id: int) -> None:
    """Links from and to the other lead from and to the one that stays; none leads to itself, none stands twice."""
    either = or_(ProductLink.product_id == other_id, ProductLink.other_id == other_id)
    for link in session.scalars(select(ProductLink).where(either)).all():
        ends = (kept_id if one == other_id else one for one in (link.product_id, link.other_id))
        key = (*ends, link.kind)
        session.delete(link)
        if key[0] != key[1] and session.get(ProductLink, key) is None:
            session.add(ProductLink(product_id=key[0], other_id=key[1], kind=key[2]))
        session.flush()
