"""What the sample shop's counter holds: its catalogue in full, enquiries, wishes, service cases, subscriptions, scores.

resources/samples/counter.json tells it by days before or after today and by hours before now, so that every page has
something to show on whatever day the sample is made. Nobody is told twice: people are known by their phones.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area, CaseKind, CaseStatus, EnquiryState, EntitlementKind, InteractionKind
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.aftersale.cases import CaseData, save_case
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.data import Birthday
from app.services.clients.find import find_clients
from app.services.clients.important_dates import set_dates
from app.services.demo_rules import fill_rules
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import move_enquiry, save_enquiry, win
from app.services.feedback import add_feedback
from app.services.interactions import log_interaction
from app.services.interests import add_interest
from app.services.products.data import Link
from app.services.products.find import find_or_add_product
from app.services.products.links import set_links
from app.services.products.save import set_in_stock
from app.services.settings import get_settings
from app.services.shop_time import to_moment

Told = dict[str, Any]
_COLUMNS = ("kind", "sku", "barcode", "category", "unit", "replenish_days", "note")
_CARRIED = ("carries", "carries_count", "carries_unit")
NOON, AFTERNOON = time(12), time(15)
LONG_AGO = timedelta(days=60)  # when the catalogue was put in order
MINOR = 100  # the file tells money in major units


@dataclass(frozen=True)
class Counter:
    """The shop on the day it is made, and where to find what the file names."""

    db: Database
    today: date
    now: datetime
    zone: ZoneInfo
    products: dict[str, int]

    def client(self, told: Told) -> int:
        """Whom a line is about."""
        return find_clients(self.db, told["phone"], limit=1)[0].id

    def product(self, told: Told) -> int | None:
        """The product of a line, where it names one."""
        return self.products[told["product"]] if "product" in told else None

    def day(self, days: int) -> date:
        """A day before (below 0) or after today."""
        return self.today + timedelta(days=days)

    def moment(self, days: int, wall: time = NOON) -> datetime:
        """A wall time of such a day; never later than now."""
        return min(to_moment(self.day(days), wall, self.zone), self.now)

    def ago(self, hours: int) -> datetime:
        """So many hours before now."""
        return self.now - timedelta(hours=hours)


def fill_counter(db: Database, file: Path, today: date, now: datetime) -> None:
    """Put everything that `file` tells into a shop whose purchases are there already."""
    told = json.loads(file.read_text(encoding="utf-8"))
    counter = Counter(db, today, now, get_settings(db).zone, _fill_catalogue(db, told["products"], now - LONG_AGO))
    for name, add in _ADD.items():
        for line in told[name]:
            add(counter, line)
    _fill_shelves(counter, told["products"])
    fill_rules(db, told["rules"], counter.products, today, now)


def _fill_catalogue(db: Database, told: list[Told], at: datetime) -> dict[str, int]:
    """Numbers, costs, terms and links; every product has the price it was last sold at. Returns name -> id."""
    with db.write(Area.PRODUCTS) as session:
        begin_action(session, "edit_product", at)
        for product, price in _last_prices(session):
            product.price = price
        for line in told:
            _fill_product(find_or_add_product(session, line["name"]), line)
        session.flush()
        ids = dict(session.execute(select(Product.name, Product.id)).all())
        for line in told:
            set_links(session, ids[line["name"]], [Link(ids[name], kind) for kind, name in line.get("links", ())])
        return ids


def _last_prices(session: Session) -> list[tuple[Product, int]]:
    statement = (
        select(Product, PurchaseLine.price)
        .join(PurchaseLine, PurchaseLine.product_id == Product.id)
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(PurchaseLine.price.is_not(None), PurchaseLine.quantity > 0)
        .order_by(Purchase.day, PurchaseLine.id)
    )
    last = {product: price for product, price in session.execute(statement) if price is not None}
    return list(last.items())


def _fill_product(product: Product, told: Told) -> None:
    for name in (*_COLUMNS, *_CARRIED):
        if name in told:
            setattr(product, name, told[name])
    for name in ("price", "cost"):
        if name in told:
            setattr(product, name, told[name] * MINOR)


def _fill_shelves(counter: Counter, told: list[Told]) -> None:
    """What ran out so many days ago, and what is back since, once those who want it are written down."""
    for line in told:
        product_id = counter.products[line["name"]]
        if "out" in line:
            at = counter.moment(-line["out"])
            set_in_stock(counter.db, product_id, False, at, at.date())
        if "back" in line:
            at = counter.moment(-line["back"])
            set_in_stock(counter.db, product_id, True, at, counter.day(-line["back"]))


def _add_enquiry(counter: Counter, told: Told) -> None:
    db, at = counter.db, counter.ago(told["hours_ago"])
    client_id = counter.client(told) if "phone" in told else None
    data = EnquiryData(
        client_id=client_id,
        asked=told["asked"],
        contact=told.get("contact", ""),
        source=told.get("source", ""),
        product_id=counter.product(told),
        sum=told["sum"] * MINOR if "sum" in told else None,
        step=_step(counter, told.get("step")),
    )
    enquiry_id, state = save_enquiry(db, data, at), EnquiryState(told["state"])
    if told.get("sold") and client_id is not None:
        _win(counter, enquiry_id, client_id, told)
    elif state is not EnquiryState.NEW:
        move_enquiry(db, enquiry_id, state, counter.ago(told["moved_hours_ago"]), told.get("reason", ""))


def _step(counter: Counter, told: Told | None) -> NextStep | None:
    if told is None:
        return None
    wall = time.fromisoformat(told["time"]) if told["time"] else None
    return NextStep(told["title"], counter.day(told["day"]), wall)


def _win(counter: Counter, enquiry_id: int, client_id: int, told: Told) -> None:
    """By the client's last receipt with the product."""
    with counter.db.write(Area.ENQUIRIES) as session:
        bought = (
            select(Purchase.id, Purchase.day)
            .join(PurchaseLine, PurchaseLine.purchase_id == Purchase.id)
            .where(Purchase.client_id == client_id, PurchaseLine.product_id == counter.product(told))
            .order_by(Purchase.day.desc(), Purchase.id.desc())
        )
        sale = session.execute(bought.limit(1)).one()
        at = to_moment(sale.day, AFTERNOON, counter.zone)
        begin_action(session, "enquiry_won", at)
        win(session, enquiry_id, sale.id, at)


def _add_interest(counter: Counter, told: Told) -> None:
    price = told["price"] * MINOR if "price" in told else None
    day, product = counter.day(told["day"]), counter.products[told["product"]]
    at = counter.moment(told["day"])
    add_interest(counter.db, counter.client(told), product, told["reason"], price, told.get("note", ""), day, at)


def _add_case(counter: Counter, told: Told) -> None:
    data = CaseData(
        client_id=counter.client(told),
        kind=CaseKind(told["kind"]),
        title=told["title"],
        day=counter.day(told["day"]),
        product_id=counter.product(told),
        due_day=counter.day(told["due"]) if "due" in told else None,
        status=CaseStatus(told["status"]),
        note=told.get("note", ""),
    )
    save_case(counter.db, data, counter.moment(told["day"]))


def _add_entitlement(counter: Counter, told: Told) -> None:
    start = counter.day(told["start"])
    data = EntitlementData(
        client_id=counter.client(told),
        kind=EntitlementKind(told["kind"]),
        name=told["product"],
        start_day=start,
        end_day=counter.day(told["end"]),
        product_id=counter.product(told),
        note=told.get("note", ""),
    )
    save_entitlement(counter.db, data, counter.moment(told["start"]))


def _add_feedback(counter: Counter, told: Told) -> None:
    at = counter.moment(told["day"], AFTERNOON)
    add_feedback(counter.db, counter.client(told), told["score"], told.get("text", ""), at)


def _add_contact(counter: Counter, told: Told) -> None:
    kind, at = InteractionKind(told["kind"]), counter.ago(told["hours_ago"])
    minutes, direction = told.get("minutes"), told.get("direction")
    log_interaction(counter.db, counter.client(told), kind, told["text"], at, minutes, direction)


def _stay_in_touch(counter: Counter, told: Told) -> None:
    with counter.db.write(Area.CLIENTS) as session:
        begin_action(session, "edit_client", counter.now)
        session.get_one(Client, counter.client(told)).contact_days = told["every"]


def _add_date(counter: Counter, told: Told) -> None:
    day = counter.day(told["day"])
    is_in_each_year = (day.month, day.day) != (2, 29)
    year = day.year - told["years"] if "years" in told and is_in_each_year else None
    with counter.db.write(Area.CLIENTS, Area.REMINDERS) as session:
        begin_action(session, "edit_client", counter.now)
        wanted = [(told["name"], Birthday(day.month, day.day, year))]
        set_dates(session, counter.client(told), wanted, counter.now)


_ADD = {
    "contacts": _add_contact,
    "in_touch": _stay_in_touch,
    "dates": _add_date,
    "enquiries": _add_enquiry,
    "interests": _add_interest,
    "cases": _add_case,
    "entitlements": _add_entitlement,
    "feedback": _add_feedback,
}
