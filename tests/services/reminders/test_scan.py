"""What a window shows of a day: the first of each kind, with all that is due to their people, and how much more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.clients.data import Birthday
from app.services.clients.save import trash_client
from app.services.reminders.items import DueItem, group_by_client
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.scan import DueStart, list_first_due
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell
from tests.reasons import DAY, HOUR, NOON, TODAY, a_case, a_club, an_enquiry, due, ids

KINDS = list(ReminderKind)


@pytest.fixture
def people(db: Database) -> list[int]:
    """Eight with birthdays, of whom some have other reasons too; two lapsed; a task of the shop."""
    made = [
        make_client(db, f"Клиент {number}", birthday=Birthday(11, 19 + number % 4, 1980 + number))
        for number in range(8)
    ]
    for client in (made[7], made[2], make_client(db, "Пак Игорь")):
        add_task(db, TaskData(client, "Перезвонить", TODAY), NOON - DAY)
        add_task(db, TaskData(client, "Отложить зерно", TODAY - DAY), NOON - DAY)
    add_task(db, TaskData(None, "Заказать молоко", TODAY), NOON - DAY)
    a_case(db, made[3])
    a_club(db, made[6])
    an_enquiry(db, None, contact="Сосед", at=NOON - 3 * DAY)
    for client in (made[5], make_client(db, "Жукова Марина")):
        for visit in range(3):
            sell(db, client, TODAY - timedelta(days=90 + 20 * visit))
    return made


def first(db: Database, most: int) -> DueStart:
    return list_first_due(db, TODAY, NOON, most)


def of_kind(items: list[DueItem], kind: ReminderKind) -> list[DueItem]:
    return [item for item in items if item.kind == kind]


def test_a_short_list_is_shown_whole(db: Database, people: list[int]) -> None:
    shown = first(db, 200)
    assert shown.items == due(db)
    assert (shown.more, shown.people) == ({}, len(group_by_client(due(db))))


@pytest.mark.parametrize("most", range(1, 9))
def test_of_a_long_list_the_first_of_each_kind_are_shown_and_all_are_counted(
    db: Database, people: list[int], most: int
) -> None:
    whole, shown = due(db), first(db, most)
    assert shown.people == len(group_by_client(whole))
    assert len(shown.items) + sum(shown.more.values()) == len(whole)
    for kind in KINDS:
        expected, found = of_kind(whole, kind), of_kind(shown.items, kind)
        assert found[:most] == expected[:most]
        assert len(found) + shown.more.get(kind, 0) == len(expected)


@pytest.mark.parametrize("most", [1, 3])
def test_people_who_are_shown_have_all_their_reasons(db: Database, people: list[int], most: int) -> None:
    shown = first(db, most).items
    clients = {item.client_id for item in shown if item.client_id is not None}
    assert {item.id for item in due(db) if item.client_id in clients} <= set(ids(shown))


def test_birthdays_that_are_done_put_off_or_in_the_trash_are_not_counted(db: Database, people: list[int]) -> None:
    sweep(db, NOON, live=True)
    gone, later, never, trashed = (item.id for item in of_kind(due(db), ReminderKind.BIRTHDAY)[:4])
    mark_done(db, gone, NOON)
    snooze(db, later, NOON + HOUR, NOON)
    dismiss(db, never, NOON)
    trash_client(db, int(trashed.split(":")[2]), NOON)
    assert first(db, 1).people == len(group_by_client(due(db)))
    assert first(db, 1).more[ReminderKind.BIRTHDAY] + len(of_kind(first(db, 1).items, ReminderKind.BIRTHDAY)) == 4
    awake = list_first_due(db, TODAY, NOON + HOUR, 1)
    assert awake.more[ReminderKind.BIRTHDAY] + len(of_kind(awake.items, ReminderKind.BIRTHDAY)) == 5
