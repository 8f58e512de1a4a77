"""Why is a client not on the list: the answer for each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.reminder import Reminder, ReminderRule
from app.services.clients.data import Birthday
from app.services.clients.merging.merge import merge_clients
from app.services.errors import NotFound
from app.services.reminders.delivery.why import WhyNot, why_not
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.sweep import sweep
from app.services.settings import ShopSettings, save_settings
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def answers(db: Database, client: int, kind: ReminderKind) -> list[WhyNot]:
    return [one for one in why_not(db, client, NOON) if one.kind == kind]


def codes(db: Database, client: int, kind: ReminderKind) -> list[str]:
    return [one.code for one in answers(db, client, kind)]


def test_a_new_client_has_an_answer_for_every_kind_and_nobody_else_has_any(db: Database) -> None:
    told = why_not(db, make_client(db), NOON)
    assert [one.kind for one in told] == list(ReminderKind)
    assert {one.code for one in told} == {"nothing", "rule_off"}
    with pytest.raises(NotFound):
        why_not(db, 99, NOON)


def test_a_birthday_is_listed_or_comes_on_the_day_it_is_on_the_list(db: Database) -> None:
    soon = make_client(db, birthday=Birthday(11, 25))
    later = make_client(db, birthday=Birthday(12, 25))
    assert answers(db, soon, ReminderKind.BIRTHDAY) == [
        WhyNot(ReminderKind.BIRTHDAY, "listed", date(2026, 11, 25)),
    ]
    assert answers(db, later, ReminderKind.BIRTHDAY) == [WhyNot(ReminderKind.BIRTHDAY, "comes", date(2026, 12, 18))]


def test_what_the_owner_did_is_told_with_its_moment(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 21))
    (item,) = sweep(db, NOON)
    snooze(db, item.id, NOON + timedelta(hours=3), NOON)
    assert answers(db, client, ReminderKind.BIRTHDAY)[0].moment == NOON + timedelta(hours=3)
    assert codes(db, client, ReminderKind.BIRTHDAY)[0] == "snoozed"
    dismiss(db, item.id, NOON)
    assert codes(db, client, ReminderKind.BIRTHDAY)[0] == "dismissed"
    task = add_task(db, TaskData(client, "Call", TODAY), NOON)
    mark_done(db, f"follow_up:task:{task}:2026-11-21", NOON)
    assert answers(db, client, ReminderKind.FOLLOW_UP) == [WhyNot(ReminderKind.FOLLOW_UP, "done", TODAY, NOON)]


def test_a_silent_client_lapses_on_a_day_waits_for_a_place_or_is_given_up(db: Database) -> None:
    def silent(last: date, price: int = 1000) -> int:
        client = make_client(db)
        for back in (40, 20, 0):
            sell(db, client, last - timedelta(days=back), price)
        return client

    for _ in range(10):
        silent(date(2026, 9, 1), 100_000)
    waits, comes, gone = silent(date(2026, 9, 1)), silent(date(2026, 11, 1)), silent(date(2025, 1, 1))
    lapsed = ReminderKind.LAPSED
    assert answers(db, waits, lapsed) == [WhyNot(lapsed, "capped", date(2026, 10, 11))]
    assert answers(db, comes, lapsed) == [WhyNot(lapsed, "falls_silent", date(2026, 12, 11))]
    assert answers(db, gone, lapsed) == [WhyNot(lapsed, "given_up", date(2025, 1, 1))]


def test_what_keeps_a_kind_away_is_told_instead(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 21))
    with db.write() as session:
        session.get_one(Client, client).muted_until = date(2027, 5, 1)
    assert answers(db, client, ReminderKind.INTEREST) == [WhyNot(ReminderKind.INTEREST, "muted", date(2027, 5, 1))]
    assert codes(db, client, ReminderKind.BIRTHDAY) == ["listed"]
    with db.write() as session:
        session.get_one(Client, client).do_not_disturb = True
    assert codes(db, client, ReminderKind.BIRTHDAY) == ["do_not_disturb"]
    with db.write() as session:
        session.query(ReminderRule).filter_by(kind="birthday").update({"enabled": False})
    assert codes(db, client, ReminderKind.BIRTHDAY) == ["rule_off"]


def test_a_client_who_is_gone_has_one_answer(db: Database) -> None:
    kept, other, trashed = make_client(db), make_client(db), make_client(db)
    merge_clients(db, kept, other, NOON)
    assert why_not(db, other, NOON) == (WhyNot(None, "merged"),)
    with db.write() as session:
        session.get_one(Client, trashed).deleted_at = NOON
    assert why_not(db, trashed, NOON) == (WhyNot(None, "in_trash"),)


def test_what_went_by_untold_is_told(db: Database) -> None:
    client = make_client(db)
    row = Reminder(kind="birthday", source_key=f"client:{client}", occurrence="2026-11-01", state="expired")
    row.client_id, row.due_day, row.created_at, row.updated_at = client, date(2026, 11, 1), NOON, NOON
    with db.write() as session:
        session.add(row)
    assert answers(db, client, ReminderKind.BIRTHDAY) == [
        WhyNot(ReminderKind.BIRTHDAY, "missed", date(2026, 11, 1)),
    ]


def test_who_is_left_alone_by_chance_is_told_so(db: Database) -> None:
    with db.write() as session:
        session.query(ReminderRule).filter_by(kind="lapsed").update({"params": {"left_alone_percent": 50}})
    clients = []
    for _ in range(20):
        clients.append(make_client(db))
        for back in (100, 80, 60):
            sell(db, clients[-1], TODAY - timedelta(days=back))
    found = [codes(db, client, ReminderKind.LAPSED) for client in clients]
    assert 0 < found.count(["left_alone"]) < 20
    assert {code for (code,) in found} <= {"left_alone", "listed", "capped"}


def test_who_waits_because_there_are_too_many_people_for_a_day_is_told_so(db: Database) -> None:
    save_settings(db, ShopSettings(contacts_per_day=1))
    first, second = (make_client(db, birthday=Birthday(11, 21)) for _ in range(2))
    assert codes(db, first, ReminderKind.BIRTHDAY) == ["listed"]
    assert codes(db, second, ReminderKind.BIRTHDAY) == ["capped"]
    add_task(db, TaskData(second, "Call", TODAY), NOON)
    assert codes(db, second, ReminderKind.FOLLOW_UP) == ["listed"]
