"""A summary of hundreds of people costs a few questions to the file, not one for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine, event, select

from app.models.database import Database
from app.models.reminder import Reminder, ReminderEvent
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.ledger.acts import mark_done
from app.services.reminders.ledger.claims import log_delivery
from app.services.reminders.ledger.sweep import sweep
from app.services.tasks.save import TaskData, add_task
from tests.reasons import HOUR, NOON, TODAY

PEOPLE = 120


class Desk:
    """Notifications are shown, and remembered while they are."""

    def __init__(self) -> None:
        self.open: set[int] = set()

    def channel(self) -> str:
        return "dbus"

    def notify(self, title: str, body: str, actions: Sequence[tuple[str, str]] = (), sound: bool = True) -> int:
        self.open.add(7)
        return 7

    def close(self, notification_id: int) -> None:
        self.open.discard(notification_id)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of all databases meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def fill(db: Database) -> None:
    for number in range(PEOPLE):
        add_task(db, TaskData(None, f"Задача {number}", TODAY), NOON - HOUR)


def words(one: Announcement) -> tuple[str, str]:
    return str(one.people), ""


def test_the_delivery_of_many_is_noted_by_a_few_statements(db: Database) -> None:
    fill(db)
    claimed = [item.id for item in sweep(db, NOON, live=True)]
    with counted() as asked:
        log_delivery(db, claimed, "dbus", NOON + HOUR)
    assert len(claimed) == PEOPLE
    assert len(asked) < 10
    with db.read() as session:
        assert set(session.scalars(select(Reminder.shown_at))) == {NOON + HOUR}
        told = session.scalars(select(ReminderEvent.reminder_id).where(ReminderEvent.event == "announced")).all()
        assert sorted(told) == sorted(session.scalars(select(Reminder.id)))


def test_a_summary_is_looked_at_up_to_its_first_open_item_and_taken_away_after_the_last(db: Database) -> None:
    fill(db)
    desk = Desk()
    announcer = Announcer(db, desk, words)
    claimed = announcer.announce(NOON, live=True).claimed
    with counted() as asked:
        announcer.close_handled()
    assert len(asked) < 5
    assert desk.open == {7}
    for item in claimed:
        mark_done(db, item.id, NOON + HOUR)
    announcer.close_handled()
    assert desk.open == set()
