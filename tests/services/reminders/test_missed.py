"""What could only be told for some days and was not is written down with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.reminder import Occasion, Reminder, ReminderRule
from app.services.clients.data import Birthday
from app.services.reminders.delivery.hours import note_told
from app.services.reminders.delivery.log import DeliveryFilter, list_deliveries
from app.services.reminders.delivery.missed import note_missed
from app.services.reminders.ledger.acts import dismiss
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from app.services.settings import ShopSettings, save_settings
from tests.factories import make_client, sell
from tests.reasons import DAY, NOON, TODAY, a_club

BEGIN = NOON - 10 * DAY  # the factories' clients are known since long before


@pytest.fixture
def since_tenth(db: Database) -> Database:
    """A shop where the missed are written down since ten days ago."""
    save_settings(db, ShopSettings())
    assert note_missed(db, BEGIN) == 0
    return db


def missed(db: Database) -> list[tuple[str, str]]:
    return [(line.item_id, line.note) for line in list_deliveries(db, DeliveryFilter(events=("missed",)))]


def born(db: Database, day: int) -> int:
    return known_client(db, birthday=Birthday(11, day))


def known_client(db: Database, **data: object) -> int:
    client = make_client(db, **data)
    with db.write() as session:
        session.get_one(Client, client).created_at = BEGIN - 300 * DAY
    return client


def test_a_birthday_that_nobody_was_told_of_is_missed_once(since_tenth: Database) -> None:
    client, _still = born(since_tenth, 15), born(since_tenth, 18)
    note_missed(since_tenth, NOON)
    note_missed(since_tenth, NOON)
    note_missed(since_tenth, NOON - 3 * DAY)  # the clock was set back, and right again
    note_missed(since_tenth, NOON)
    assert missed(since_tenth) == [(f"birthday:client:{client}:2026-11-15", "off")]
    assert f"birthday:client:{client}:2026-11-15" not in [item.id for item in list_due(since_tenth, TODAY)]


def test_what_was_told_or_acted_on_is_not_missed(since_tenth: Database) -> None:
    born(since_tenth, 11)
    other = born(since_tenth, 12)
    dismiss(since_tenth, f"birthday:client:{other}:2026-11-12", BEGIN)
    sweep(since_tenth, BEGIN)
    with since_tenth.write() as session:
        for row in session.scalars(select(Reminder)):
            row.told = True
    note_missed(since_tenth, NOON)
    assert missed(since_tenth) == []


def test_what_was_claimed_and_never_seen_is_missed(since_tenth: Database) -> None:
    client = born(since_tenth, 11)
    sweep(since_tenth, BEGIN)
    sweep(since_tenth, NOON)
    note_missed(since_tenth, NOON)
    note_missed(since_tenth, NOON)
    assert missed(since_tenth) == [(f"birthday:client:{client}:2026-11-11", "not_shown")]


@pytest.mark.parametrize(("per_day", "why"), [(1, "over_cap"), (0, "too_late")])
def test_the_reason_is_told_where_its_days_were_told(since_tenth: Database, per_day: int, why: str) -> None:
    save_settings(since_tenth, replace(ShopSettings(), contacts_per_day=per_day))
    born(since_tenth, 14)
    note_told(since_tenth, date(2026, 11, 15))
    note_missed(since_tenth, NOON)
    assert [reason for _id, reason in missed(since_tenth)] == [why]


def test_a_birthday_on_days_off_only_is_missed_for_that(since_tenth: Database) -> None:
    with since_tenth.write() as session:
        rule = session.scalars(select(ReminderRule).where(ReminderRule.kind == "birthday")).one()
        rule.params = {"leads": [0], "grace_days": 0}
    save_settings(since_tenth, replace(ShopSettings(), working_days=(0, 1, 2, 3, 4)))
    client = born(since_tenth, 15)  # a Sunday
    note_missed(since_tenth, NOON)
    assert missed(since_tenth) == [(f"birthday:client:{client}:2026-11-15", "day_off")]


def test_nobody_is_missed_who_was_not_there_or_not_to_be_told(since_tenth: Database) -> None:
    new, gone, quiet = born(since_tenth, 15), born(since_tenth, 15), born(since_tenth, 15)
    with since_tenth.write() as session:
        session.get_one(Client, new).created_at = NOON
        session.get_one(Client, gone).deleted_at = NOON
        session.get_one(Client, quiet).do_not_disturb = True
    with_off = born(since_tenth, 15)
    with since_tenth.write() as session:
        session.query(ReminderRule).filter_by(kind="birthday").update({"enabled": False})
    note_missed(since_tenth, NOON)
    assert missed(since_tenth) == []
    assert with_off


def test_a_renewal_a_silence_and_an_occasion_are_missed_too(since_tenth: Database) -> None:
    client = known_client(since_tenth)
    club = a_club(since_tenth, client, end=date(2026, 11, 1))
    silent = known_client(since_tenth)
    for back in (80, 40, 0):  # limit 80, lapses after 80 days, given up after 240
        sell(since_tenth, silent, date(2026, 3, 20) - timedelta(days=back))
    with since_tenth.write() as session:
        rule = session.scalars(select(ReminderRule.id).where(ReminderRule.kind == "replenishment")).one()
        occasion = Occasion(rule_id=rule, client_id=client, base_day=date(2026, 10, 1), kind="replenishment")
        occasion.due_day, occasion.last_day = date(2026, 10, 20), date(2026, 11, 19)
        session.add(occasion)
        session.get_one(Client, client).muted_until = date(2026, 12, 1)
    note_missed(since_tenth, NOON)
    assert sorted(missed(since_tenth)) == [
        (f"lapsed:client:{silent}:2026-03-20", "off"),
        (f"renewal:entitlement:{club}:2026-11-01", "off"),
        (f"replenishment:rule:{rule}:client:{client}:2026-10-01", "was_muted"),
    ]


def test_the_first_time_only_says_since_when(db: Database) -> None:
    client = known_client(db, birthday=Birthday(11, 10))
    assert note_missed(db, datetime(2026, 11, 14, 9, tzinfo=NOON.tzinfo)) == 0
    assert missed(db) == []
    assert client


def test_what_a_clock_that_was_ahead_took_for_missed_is_still_to_come(since_tenth: Database) -> None:
    client = born(since_tenth, 25)
    note_missed(since_tenth, NOON + 40 * DAY)
    assert missed(since_tenth) == [(f"birthday:client:{client}:2026-11-25", "off")]
    note_missed(since_tenth, NOON)
    assert missed(since_tenth) == []
    assert [item.id for item in sweep(since_tenth, NOON)] == [f"birthday:client:{client}:2026-11-25"]


def test_silent_clients_without_room_on_the_list_are_told_of_only_when_asked_for(since_tenth: Database) -> None:
    silent = known_client(since_tenth)
    for back in (80, 40, 0):  # limit 80, lapses after 80 days, given up after 240
        sell(since_tenth, silent, date(2026, 3, 20) - timedelta(days=back))
    birthday = born(since_tenth, 14)
    note_told(since_tenth, date(2026, 11, 15))
    note_missed(since_tenth, NOON)
    assert [item for item, _why in missed(since_tenth)] == [f"birthday:client:{birthday}:2026-11-14"]
    for asked in (DeliveryFilter(client_id=silent), DeliveryFilter(kind=ReminderKind.LAPSED)):
        assert [(line.client_id, line.note) for line in list_deliveries(since_tenth, asked)] == [(silent, "over_cap")]
