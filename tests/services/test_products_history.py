"""After any run of sales, new categories, merges of products and undos the stored facts are those of the receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.facts import facts_as_of
from app.services.errors import NotFound
from app.services.history.actions import find_last_action, find_redoable, redo_action, undo_action
from app.services.products.find import find_products
from app.services.products.merge import merge_products
from app.services.products.save import archive_products, save_product
from app.services.products.shown import get_product
from app.services.purchases.save import delete_purchase
from tests.factories import NOW, make_client, sell

TODAY = date(2026, 11, 21)
AGES_AGO = NOW - timedelta(days=1)


class Shop:
    """A shop in which something happens by chance."""

    def __init__(self, db: Database, seed: int) -> None:
        self.db, self.random = db, Random(seed)
        self.clients = [make_client(db, f"Client {n}") for n in range(3)]
        self.receipts: list[int] = []

    def step(self) -> None:
        self.random.choice((self.sell, self.sell, self.sell, self.move, self.merge, self.undo, self.redo, self.drop))()

    def sell(self) -> None:
        day = TODAY - timedelta(days=self.random.randrange(30))
        name = f"Product {self.random.randrange(5)}"
        self.receipts.append(sell(self.db, self.random.choice(self.clients), day, 100, name))

    def move(self) -> None:
        products = find_products(self.db, "")
        if products:
            card = get_product(self.db, self.random.choice(products).id)
            data = replace(card.data, category=self.random.choice(("", "Coffee", "Tea")))
            save_product(self.db, data, NOW, card.id, card.version)

    def merge(self) -> None:
        products = find_products(self.db, "")
        if len(products) > 1:
            kept, other = self.random.sample([product.id for product in products], 2)
            merge_products(self.db, kept, [other], NOW)

    def undo(self) -> None:
        action = find_last_action(self.db, AGES_AGO)
        if action is not None and action.kind != "add_client":
            undo_action(self.db, action.id, NOW)

    def redo(self) -> None:
        action = find_redoable(self.db, AGES_AGO)
        if action is not None:
            redo_action(self.db, action.id, NOW)

    def drop(self) -> None:
        if self.receipts:
            delete_purchase(self.db, self.receipts.pop(self.random.randrange(len(self.receipts))), NOW)


def facts(db: Database) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """(client, visits, total, last category) as stored, and as the receipts say."""
    with db.read() as session:
        columns = (Client.id, Client.visits, Client.total, Client.last_category)
        stored = [tuple(row) for row in session.execute(select(*columns).where(Client.receipts > 0))]
        told = [(row.client_id, row.visits, row.total, row.category) for row in facts_as_of(session, TODAY)]
        return sorted(stored, key=str), sorted(told, key=str)


@pytest.mark.parametrize("seed", range(3))
def test_facts_follow_whatever_is_done_to_products(db: Database, seed: int) -> None:
    shop = Shop(db, seed)
    for number in range(50):
        try:
            shop.step()
        except NotFound:  # a receipt that was taken back already
            continue
        stored, told = facts(db)
        assert stored == told, f"after step {number}"
    archive_products(db, [product.id for product in find_products(db, "")], True, NOW)
    stored, told = facts(db)
    assert stored == told
    assert db.problems() == []
