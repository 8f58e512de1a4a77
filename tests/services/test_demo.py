"""The sample shop is whole and always has something due on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.models.aftersale import Entitlement, Feedback, Interest, ServiceCase
from app.models.client import Client
from app.models.database import Database
from app.models.enums import EnquiryState, ReminderKind
from app.models.importing import ImportFailure
from app.models.product import Product, ProductLink
from app.models.purchase import Purchase
from app.services.clients.data import ClientData
from app.services.clients.listing.filters import Condition
from app.services.clients.listing.view_sizes import own_segments
from app.services.clients.save import save_client
from app.services.demo import make_demo
from app.services.enquiries.board import BoardFilter, closed_since, columns, list_board
from app.services.reminders.today.due import list_due
from app.services.settings import get_settings

# As the generator of the samples says: its people and a relative on the same phone.
CLIENTS, PURCHASES, TOTAL = 299 + 1, 2959, 541_069_100


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2028, 3, 1)])
def test_everything_lies_just_before_today(db: Database, today: date) -> None:
    now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)

    shop = make_demo(db, today, now)

    due = list_due(db, today, now=now)
    with db.read() as session:
        last, total = session.execute(select(func.max(Purchase.day), func.sum(Purchase.total))).one()
        reasons = dict(session.execute(select(ImportFailure.code, func.count()).group_by(ImportFailure.code)).all())
    assert (shop.clients, shop.purchases, shop.today) == (CLIENTS, PURCHASES, len(due))
    assert (last, total) == (today - timedelta(days=1), TOTAL)
    assert {item.kind for item in due} == set(ReminderKind)
    greeted = [item for item in due if item.kind is ReminderKind.BIRTHDAY and item.due == today]
    assert len(greeted) >= 2
    assert get_settings(db).shop_name == "Зерно и лист"
    assert reasons == {"bad_birthday": 2, "bad_date": 2, "no_date": 1, "no_client": 3, "header_row": 2, "total_row": 24}


def test_shop_with_clients_stays_as_it_is(db: Database, now: datetime) -> None:
    save_client(db, ClientData("Крылова Ольга"), now)

    shop = make_demo(db, now.date(), now)

    assert (shop.clients, shop.purchases, shop.today) == (1, 0, 0)


def test_every_new_page_and_card_has_something_in_it(db: Database, now: datetime) -> None:
    today = now.date()
    make_demo(db, today, now)

    shown = columns(list_board(db, closed_since(now)), BoardFilter(), today)
    assert all(len(shown[state].rows) >= 3 for state in EnquiryState)
    assert any(row.paid for row in shown[EnquiryState.WON].rows)
    with db.read() as session:
        products = list(session.scalars(select(Product)))
        kinds = {model: session.query(model).count() for model in (ProductLink, Interest, ServiceCase, Entitlement)}
        assert session.query(Feedback).count() >= 20
    assert all(product.price and product.category for product in products)
    assert not any(product.name == "шт." for product in products)
    assert {product.name for product in products if not product.in_stock} == {
        *("Руанда Бурбон, 250 г", "Дарджилинг первого сбора, 50 г", "Капучинатор ручной")
    }
    assert min(kinds.values()) >= 5


def test_the_segments_of_the_sample_hold_somebody_and_have_a_past(db: Database, now: datetime) -> None:
    today = now.date()
    make_demo(db, today, now)

    segments = own_segments(db, today)
    assert len(segments) == 4
    for one in segments:
        assert one.now is not None
        assert one.now.clients > 0
        assert one.month_ago is not None
        assert one.month_ago.clients > 0
    (new,) = (one for one in segments if one.view.where.parts[0] == Condition("first_visit", "last_days", 90))
    first, last = new.sizes[0].day - timedelta(days=90), new.sizes[0].day
    with db.read() as session:
        days = session.scalars(select(Client.first_visit).where(Client.first_visit.between(first, last)))
        assert new.sizes[0].clients == len(list(days))
