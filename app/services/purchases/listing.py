"""The purchases page: which receipts or lines fit a filter and in what order, their rows, and what they come to."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.interrupt import interruptible
from app.models.listing.purchase_rows import read_choices, read_money, read_quantity, read_rows
from app.models.listing.purchases import SORTS, By, Question, ids_in_order
from app.models.listing.purchases import PurchaseFilter as PurchaseFilter
from app.models.purchase import Purchase
from app.models.search import fold
from app.services.clients.listing.members import Members, members_of_view
from app.services.clients.listing.typed_query import understand
from app.services.clients.people import kept_client
from app.services.errors import InvalidValue, NotFound

CHOICES = 200
GOODS, ALL_GOODS = 6, -1  # lines of a receipt that a row names


@dataclass(frozen=True)
class ListedPurchase:
    """A row of the list: a receipt or one of its lines, known by `id`; the receipt is `purchase_id` either way.

    `goods` are names and quantities of the first lines, `lines` how many there are. `sum` is that of the row, `total`
    that of its receipt; `returned` what was given back of it so far.
    """

    id: int
    purchase_id: int
    client_id: int | None
    client: str
    day: date
    time: str | None
    receipt: str
    payment: str
    staff: str
    status: str
    returns: bool
    returned: int
    total: int | None
    goods: tuple[tuple[str, int], ...]
    lines: int
    quantity: int | None
    price: int | None
    discount: int
    sum: int | None
    unit: str
    sku: str
    category: str


@dataclass(frozen=True)
class Totals:
    """What a list comes to; receipts that are cancelled or rejected are `left_out` of all else.

    `receipts` include the `returns`; `known` are those with a known sum. Revenue is net.
    """

    rows: int
    receipts: int
    returns: int
    known: int
    revenue: int
    left_out: int
    quantity: int

    @property
    def average(self) -> int | None:
        """Net revenue / receipts with a known sum."""
        return round(self.revenue / self.known) if self.known else None


def _no_check() -> None:
    """Nobody wants to stop it."""


def list_purchase_ids(
    db: Database,
    asked: PurchaseFilter,
    by: By = "receipt",
    sort: str = "day",
    descending: bool = True,
    check: Callable[[], object] = _no_check,
) -> array[int]:
    """Ids of the receipts, or of the lines, that fit, in order; 8 bytes each.

    `check` is called every now and then and stops the work by raising. Raises InvalidValue for an unknown sort.
    """
    if sort not in SORTS[by]:
        raise InvalidValue(field="sort", value=sort)
    members = _members(db, asked)
    with db.read() as session:
        question = _question(session, asked, by, members)
        with interruptible(question.raw, check):
            return ids_in_order(question, SORTS[by][sort], descending)


def purchase_rows(db: Database, ids: Sequence[int], by: By = "receipt", goods: int = GOODS) -> list[ListedPurchase]:
    """Rows in the order of `ids`, with the names of so many `goods`; what is gone meanwhile is left out."""
    with db.read() as session:
        return [_row(row) for row in read_rows(session, ids, by, goods)]


def totals(db: Database, asked: PurchaseFilter, by: By = "receipt", check: Callable[[], object] = _no_check) -> Totals:
    """What the receipts or lines that fit come to. `check` as above."""
    members = _members(db, asked)
    with db.read() as session:
        question = _question(session, asked, by, members)
        with interruptible(question.raw, check):
            return Totals(*read_money(question), quantity=read_quantity(question))


def has_purchases(db: Database) -> bool:
    """Whether anything was ever sold, as far as it is not deleted."""
    with db.read() as session:
        return session.scalar(select(Purchase.id).where(Purchase.deleted_at.is_(None)).limit(1)) is not None


def purchase_choices(db: Database, field: str, typed: str = "") -> list[tuple[int, str]]:
    """What a filter can ask for: products (id and name), payments or categories (0 and the text)."""
    with db.read() as session:
        return read_choices(session, field, fold(typed), CHOICES)


def _members(db: Database, asked: PurchaseFilter) -> Members | None:
    """Who is in the saved list that is asked for; None where none is."""
    if asked.view_id is None:
        return None
    if asked.today is None:
        raise TypeError("a list of clients needs the day that it is of")
    return members_of_view(db, asked.view_id, asked.today)


def _question(session: Session, asked: PurchaseFilter, by: By, members: Members | None) -> Question:
    words = understand(session, asked.query) if asked.query.strip() else []
    if asked.client_id is not None:
        with suppress(NotFound):  # in the trash: nothing of theirs is listed
            asked = replace(asked, client_id=kept_client(session, asked.client_id).id)
    return Question(session, asked, by, words, None if members is None else (members.sql, members.parameters))


def _row(found: dict[str, Any]) -> ListedPurchase:
    goods = tuple((name or "", quantity) for name, quantity in json.loads(found.pop("goods") or "[]"))
    return ListedPurchase(
        **{
            **found,
            "goods": goods,
            "day": date.fromisoformat(found["day"]),
            "client": found["client"] or "",
            "staff": found["staff"] or "",
            "returns": bool(found["returns"]),
            "returned": found["returned"] or 0,
            "discount": found["discount"] or 0,
        }
    )
