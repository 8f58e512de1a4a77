"""What a notification says: one person's reasons or the names of many, and what else is to be known of it."""

from __future__ import annotations

from datetime import date, timedelta

from app.models.database import Database
from app.services.reminders.delivery.digest import Announcement, Manner, make_digest
from app.services.reminders.items import DueItem
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task
from app.wording.reminders import announcement
from tests.factories import make_client
from tests.reasons import NOON, TODAY


def items(db: Database, people: int) -> tuple[DueItem, ...]:
    for number in range(people):
        add_task(db, TaskData(make_client(db, f"Клиент {number}"), f"Call {number}", TODAY), NOON)
    return tuple(list_due(db, TODAY, now=NOON))


def test_one_person_is_named_with_the_reasons(db: Database) -> None:
    one = items(db, 1)
    add_task(db, TaskData(one[0].client_id, "Write", TODAY - timedelta(days=1)), NOON)
    said = announcement(Announcement(tuple(list_due(db, TODAY, now=NOON)), 1))
    assert said == ("Клиент 0", "Write\nCall 0")


def test_many_people_are_counted_and_some_named(db: Database) -> None:
    title, body = announcement(Announcement(items(db, 5), 5))
    assert title == "5 clients to contact today"
    assert body == "Клиент 0, Клиент 1, Клиент 2, Клиент 3 and others"


def test_an_absence_and_a_possible_repetition_are_told(db: Database) -> None:
    (one,) = items(db, 1)
    assert announcement(Announcement((one,), 1, absent_days=21))[1] == "Call 0\nThe program was closed for 21 days."
    assert announcement(Announcement((one,), 1, is_repeated=True))[1] == "Call 0\nPossibly shown before."


def test_all_reasons_of_a_person_are_one_notification_in_every_manner(db: Database) -> None:
    found = items(db, 2)
    client = found[0].client_id
    add_task(db, TaskData(client, "Write", date(2026, 11, 20)), NOON)
    found = tuple(list_due(db, TODAY, now=NOON))
    assert [(one.people, len(one.items)) for one in make_digest(found, 3)] == [(1, 2), (1, 1)]
    assert [(one.people, len(one.items)) for one in make_digest(found, 1)] == [(2, 3)]
    for manner in (Manner.DIGEST, Manner.TOGETHER):
        assert [(one.people, len(one.items)) for one in make_digest(found, 3, manner)] == [(2, 3)]
    assert make_digest((), 3, Manner.DIGEST) == []
