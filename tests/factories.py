"""Short ways to put clients and purchases into a shop, through the same services as the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, ContactKind, ReminderKind
from app.models.facts import refresh_facts
from app.models.purchase import Purchase, PurchaseLine
from app.services.clients import important_dates
from app.services.clients.data import Birthday, ClientData
from app.services.clients.save import save_client
from app.services.clients.typed import typed_contact
from app.services.products.find import find_or_add_product
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def make_client(
    db: Database, name: str = "Крылова Ольга Петровна", *, phone: str = "", birthday: Birthday | None = None
) -> int:
    """A client; returns the id."""
    contacts = (typed_contact(ContactKind.PHONE, phone, "RU"),) if phone else ()
    return save_client(db, ClientData(name, contacts=contacts, birthday=birthday), NOW)


def sell(db: Database, client_id: int | None, day: date, price: int = 100_000, product: str = "Эфиопия 250 г") -> int:
    """A receipt with one line; price in minor units. Returns the id."""
    return add_purchase(db, PurchaseData(client_id, day, (LineData(product, 1000, price),)), NOW)


def sell_many(db: Database, sales: Iterable[tuple[int, date, int]], product: str = "Эфиопия 250 г") -> None:
    """Receipts of (client, day, price) like those of `sell`, all of them in one transaction: a page that needs many is
    there sooner."""
    with db.write(Area.PURCHASES, Area.CLIENTS, Area.PRODUCTS) as session:
        sold = find_or_add_product(session, product)
        of_clients = set()
        for client_id, day, price in sales:
            line = PurchaseLine(product_id=sold.id, position=0, quantity=1000, price=price, discount=0, sum=price)
            row = Purchase(client_id=client_id, day=day, total=price, status="done", created_at=NOW, updated_at=NOW)
            row.lines = [line]
            session.add(row)
            of_clients.add(client_id)
        session.flush()
        refresh_facts(session, of_clients)


def set_dates(db: Database, client_id: int, *wanted: tuple[str, Birthday], now: datetime = NOW) -> list[int]:
    """The client has these important dates and no others; returns their ids in the order of the year."""
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        begin_action(session, "edit_client", now)
        important_dates.set_dates(session, client_id, wanted, now)
        session.flush()
        return [one.id for one in important_dates.dates_of(session, client_id)]


def tune(db: Database, kind: ReminderKind, *, enabled: bool = True, **params: object) -> int:
    """The rule of a kind with these parameters; returns its id."""
    rule = get_rules(db).rule_of(kind)
    assert rule is not None
    return save_rule(db, replace(rule, enabled=enabled, params=replace(rule.params, **params)), NOW)  # type: ignore[arg-type]
