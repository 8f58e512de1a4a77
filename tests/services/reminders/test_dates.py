"""Important dates: told of like birthdays, as many as a client has, by rules of their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import literal, select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday
from app.services.clients.merging.merge import merge_clients
from app.services.messages import messages_for
from app.services.reminders.items import DateReason
from app.services.reminders.kinds.calendar_days import celebrated
from app.services.reminders.kinds.dates import DATES
from app.services.reminders.kinds.yearly import is_kept_on
from app.services.reminders.ledger.acts import dismiss, mark_done
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.rules.store import get_rules
from app.services.reminders.today.due import list_due
from app.services.reminders.today.scan import list_first_due
from app.services.settings import ShopSettings
from tests.factories import make_client, set_dates, tune
from tests.reasons import states

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def a_date(db: Database, client_id: int, day: int = 23, month: int = 11, year: int | None = 2016) -> int:
    known = [(one.name, Birthday(one.month, one.day, one.year)) for one in get_client_card(db, client_id).dates]
    return max(set_dates(db, client_id, *known, ("Годовщина свадьбы", Birthday(month, day, year))))


def test_a_date_is_a_reason_with_its_years(db: Database) -> None:
    olga = make_client(db)
    date_id = a_date(db, olga)
    (item,) = list_due(db, TODAY, now=NOON)
    assert (item.id, item.client_id) == (f"date:date:{date_id}:2026-11-23", olga)
    assert item.reason == DateReason("Годовщина свадьбы", date(2026, 11, 23), 2, 10)
    assert "23.11.2026" in item.suggested_text
    assert "Годовщина свадьбы" in item.suggested_text


@pytest.mark.parametrize(
    ("days", "listed"), [(-4, False), (-3, True), (0, True), (7, True), (8, False)]
)  # days until the date
def test_listed_from_the_first_lead_until_grace_is_over(db: Database, days: int, listed: bool) -> None:
    there = TODAY + timedelta(days=days)
    a_date(db, make_client(db), there.day, there.month, None)
    assert bool(list_due(db, TODAY)) is listed


def test_each_lead_is_announced_once(db: Database) -> None:
    a_date(db, make_client(db), 28)
    told = [offset for offset in range(12) if sweep(db, NOON + offset * DAY)]
    assert told == [0, 7]


def test_two_dates_of_one_client_are_two_reasons(db: Database) -> None:
    olga = make_client(db)
    first, second = a_date(db, olga), a_date(db, olga, 24)
    assert [item.id.split(":")[2] for item in sweep(db, NOON)] == [str(first), str(second)]
    mark_done(db, f"date:date:{first}:2026-11-23", NOON)
    assert [item.id for item in list_due(db, TODAY, now=NOON)] == [f"date:date:{second}:2026-11-24"]


def test_more_dates_than_are_shown_are_counted_by_people(db: Database) -> None:
    olga, irina = make_client(db), make_client(db, "Ким Ирина")
    for client in (olga, olga, irina):
        a_date(db, client)
    start = list_first_due(db, TODAY, NOON, most=1)
    assert start.people == 2
    assert start.more == {ReminderKind.DATE: 1}
    assert {item.client_id for item in start.items} == {olga}


def test_29_february_goes_where_birthdays_go(db: Database) -> None:
    a_date(db, make_client(db), 29, 2)
    tune(db, ReminderKind.BIRTHDAY, leap="mar1")
    tune(db, ReminderKind.DATE, leads=(0,), grace_days=0)
    days = [date(2027, 2, 27) + n * DAY for n in range(4)]
    assert [day for day in days if list_due(db, day)] == [date(2027, 3, 1)]
    assert [day for day in days if sweep(db, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))] == [
        date(2027, 3, 1)
    ]


@pytest.mark.parametrize("change", ["edited", "taken off", "trashed", "not to be disturbed", "switched off"])
def test_a_date_that_is_none_any_more_expires(db: Database, change: str) -> None:
    olga = make_client(db)
    a_date(db, olga)
    assert len(sweep(db, NOON)) == 1
    if change == "edited":
        set_dates(db, olga, ("Годовщина свадьбы", Birthday(6, 1)), now=NOON)
    elif change == "taken off":
        set_dates(db, olga, now=NOON)
    elif change == "switched off":
        tune(db, ReminderKind.DATE, enabled=False)
    else:
        with db.write() as session:
            client = session.get_one(Client, olga)
            client.do_not_disturb, client.deleted_at = True, NOON if change == "trashed" else None
    assert list_due(db, TODAY, now=NOON) == []
    assert sweep(db, NOON + DAY) == []
    assert states(db) == ["expired"]


def test_a_date_that_moved_with_a_merge_keeps_its_state(db: Database) -> None:
    kept, other = make_client(db), make_client(db, "Ольга К.")
    date_id = a_date(db, other)
    sweep(db, NOON)
    merge_clients(db, kept, other, NOON)
    (item,) = list_due(db, TODAY, now=NOON)
    assert (item.client_id, item.state) == (kept, "shown")
    assert sweep(db, NOON + DAY) == []
    assert dismiss(db, f"date:date:{date_id}:2026-11-23", NOON) == "dismissed"


def test_the_card_offers_a_message_for_a_date_that_is_near(db: Database) -> None:
    olga = make_client(db, "Крылова Ольга")
    a_date(db, olga)
    settings = ShopSettings(shop_name="Зерно", language="ru")
    first, *_others = messages_for(get_client_card(db, olga), settings, get_rules(db), TODAY)
    assert first.kind == "date"
    assert first.text.startswith("Здравствуйте, Ольга! 23.11.2026 — «Годовщина свадьбы»")


@pytest.mark.parametrize("leap", ["feb28", "mar1"])
@pytest.mark.parametrize(("month", "day"), [(1, 1), (2, 28), (2, 29), (3, 1), (12, 31)])
def test_sql_keeps_a_day_on_the_same_day_of_each_year(db: Database, month: int, day: int, leap: str) -> None:
    a_date(db, make_client(db), day, month)
    asked = [date(year, m, d) for year in (2026, 2027, 2028, 2100) for m, d in ((1, 1), (2, 28), (3, 1), (12, 31))]
    asked.append(date(2028, 2, 29))
    with db.read() as session:
        kept = [one for one in asked if session.scalar(select(is_kept_on(DATES, literal(one.isoformat()), leap)))]
    assert kept == [one for one in asked if celebrated(month, day, one.year, leap) == one]
