"""What the owner acts on before it was announced, and takes back; and what is put off, over, and true again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.rule_params import ReplenishmentParams
from app.services.clients.data import Birthday
from app.services.clients.save import trash_client
from app.services.clients.trash import restore_clients
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.services.reminders.ledger.acts import dismiss, snooze
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import save_rule
from app.services.reminders.today.due import list_due
from app.services.reminders.today.scan import list_first_due
from tests.factories import make_client
from tests.reasons import take_back
from tests.services.reminders.test_sweep import NOON

BORN = Birthday(12, 12)


def _at(day: date, wall: time = time(9)) -> datetime:
    return datetime.combine(day, wall, UTC)


def _told(db: Database, *days: date) -> list[date]:
    return [day for day in days if sweep(db, _at(day))]


def test_a_birthday_taken_back_before_its_first_announcement_is_announced_at_its_later_leads(db: Database) -> None:
    (key,) = _listed(db, make_client(db, birthday=BORN))
    dismiss(db, key, _at(date(2026, 12, 5), time(5)))  # before the opening of the day of the first lead
    take_back(db, key, _at(date(2026, 12, 5), time(6)))
    days = [date(2026, 12, day) for day in range(5, 14)]
    assert _told(db, *days) == [date(2026, 12, 11), date(2026, 12, 12)]


def test_a_birthday_put_off_long_before_and_taken_back_is_announced_at_every_lead(db: Database) -> None:
    (key,) = _listed(db, make_client(db, birthday=BORN))
    snooze(db, key, _at(date(2026, 11, 25)), NOON)
    take_back(db, key, NOON)
    days = [date(2026, 12, day) for day in range(1, 14)]
    assert _told(db, *days) == [date(2026, 12, 5), date(2026, 12, 11), date(2026, 12, 12)]


def _listed(db: Database, client: int) -> list[str]:
    items = list_due(db, date(2026, 11, 21), 30, now=NOON)
    return [item.id for item in items if item.client_id == client]


def test_what_ran_out_is_announced_the_second_time_after_the_first_was_taken_back(db: Database) -> None:
    client = make_client(db)
    params = ReplenishmentParams(category="", cycle_days=30, lead_days=0, times=2, product_id=1)
    add_purchase(db, PurchaseData(client, date(2026, 11, 1), (LineData("Сенча", 1000, 50_000),)), NOON)
    save_rule(db, Rule(None, ReminderKind.REPLENISHMENT, params), NOON)
    due = date(2026, 12, 1)
    (key,) = [item.id for item in list_due(db, due, now=_at(due, time(5))) if item.kind == ReminderKind.REPLENISHMENT]
    dismiss(db, key, _at(due, time(5)))
    take_back(db, key, _at(due, time(6)))
    days = [date(2026, 12, day) for day in range(1, 14)]
    assert _told(db, *days) == [date(2026, 12, 8)]


def test_put_off_over_and_true_again_it_sleeps_on_before_any_sweep(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 21))
    (item,) = sweep(db, NOON)
    snooze(db, item.id, _at(date(2026, 11, 22), time(12)), NOON)
    trash_client(db, client, NOON)
    sweep(db, NOON)
    restore_clients(db, [client], NOON)
    assert list_due(db, NOON.date(), now=NOON) == []
    assert list_first_due(db, NOON.date(), NOON).items == []
    later = _at(date(2026, 11, 22), time(13))
    assert [one.id for one in list_due(db, later.date(), now=later)] == [item.id]
    assert [one.id for one in sweep(db, later)] == [item.id]


def test_the_number_of_birthdays_leaves_out_those_that_sleep_on(db: Database) -> None:
    clients = [make_client(db, birthday=Birthday(11, 21)) for _ in range(3)]
    first = sweep(db, NOON)[0]
    snooze(db, first.id, _at(date(2026, 11, 22), time(12)), NOON)
    trash_client(db, clients[0], NOON)
    sweep(db, NOON)
    restore_clients(db, clients[:1], NOON)
    start = list_first_due(db, NOON.date(), NOON, 1)
    assert (len(start.items), start.more, start.people) == (1, {ReminderKind.BIRTHDAY: 1}, 2)
