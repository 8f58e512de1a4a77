"""A pause of reminders: silence until its end, nothing lost, and an honest answer to who asks why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.models.database import Database
from app.services.clients.data import Birthday
from app.services.errors import DatabaseBusy, InvalidValue
from app.services.reminders.delivery import announce
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.delivery.log import list_deliveries
from app.services.reminders.delivery.pause import pause, paused_until, read_paused_days, resume
from app.services.reminders.delivery.schedule import ReminderSchedule, roll_day
from app.services.reminders.delivery.why import PAUSED, why_not
from app.services.settings import ShopSettings, save_settings
from app.services.tasks.save import TaskData, add_task
from app.wording.deliveries import note_text, why_text
from tests.factories import make_client

NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # Friday in Moscow
DAY = date(2026, 11, 20)
HOUR = timedelta(hours=1)


class Desktop:
    """Keeps what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def channel(self) -> str:
        return "dbus"

    def notify(self, title: str, body: str, actions: Sequence[tuple[str, str]] = (), sound: bool = True) -> int | None:
        self.shown.append(title)
        return len(self.shown)

    def close(self, notification_id: int) -> None:
        pass


def words(one: Announcement) -> tuple[str, str]:
    return ", ".join(item.client for item in one.items), ""


class Shop:
    """The clockwork with a clock that is set by hand."""

    def __init__(self, db: Database) -> None:
        self.db, self.desktop, self.now = db, Desktop(), NOON
        self._schedule = ReminderSchedule(db, Announcer(db, self.desktop, words), lambda: self.now)

    def beat(self, now: datetime) -> list[str]:
        """What one heartbeat at that moment shows."""
        self.now = now
        self.desktop.shown.clear()
        self._schedule._heartbeat()
        return list(self.desktop.shown)


@pytest.fixture
def shop(db: Database) -> Shop:
    save_settings(db, ShopSettings(time_zone="Europe/Moscow"))
    made = Shop(db)
    made.beat(NOON - HOUR)
    return made


def task_at(db: Database, name: str, wall: str, day: date = DAY) -> int:
    client = make_client(db, name)
    add_task(db, TaskData(client, "Call", day, time.fromisoformat(wall)), NOON - 2 * HOUR)
    return client


def test_what_comes_due_in_a_pause_is_told_when_it_is_over(shop: Shop, db: Database) -> None:
    task_at(db, "Крылова", "12:20")
    task_at(db, "Иванов", "12:40")
    pause(db, NOON + HOUR, NOON)
    assert shop.beat(NOON + timedelta(minutes=30)) == []
    assert shop.beat(NOON + timedelta(minutes=59)) == []
    assert sorted(shop.beat(NOON + HOUR)) == ["Иванов", "Крылова"]
    assert shop.beat(NOON + 2 * HOUR) == []


def test_a_pause_that_is_ended_early_tells_at_once(shop: Shop, db: Database) -> None:
    task_at(db, "Крылова", "12:20")
    pause(db, NOON + HOUR, NOON)
    assert shop.beat(NOON + timedelta(minutes=30)) == []
    resume(db, NOON + timedelta(minutes=31))
    assert shop.beat(NOON + timedelta(minutes=31)) == ["Крылова"]
    resume(db, NOON + timedelta(minutes=31))


def test_a_pause_outlives_a_restart(shop: Shop, db: Database) -> None:
    task_at(db, "Крылова", "12:20")
    pause(db, NOON + HOUR, NOON)
    again = Shop(db)
    assert again.beat(NOON + timedelta(minutes=40)) == []
    assert again.beat(NOON + HOUR) == ["Крылова"]


def test_what_was_shown_is_noted_in_a_pause_too(shop: Shop, db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file was locked just then; the program is closed in the pause, and nothing is told again after it."""
    task_at(db, "Крылова", "12:20")

    def locked(*_asked: object) -> None:
        raise DatabaseBusy(file="regulars.db")

    monkeypatch.setattr(announce, "log_delivery", locked)
    assert shop.beat(NOON + timedelta(minutes=20)) == ["Крылова"]
    monkeypatch.undo()
    pause(db, NOON + HOUR, NOON + timedelta(minutes=21))
    assert shop.beat(NOON + timedelta(minutes=22)) == []
    assert Shop(db).beat(NOON + HOUR) == []


@pytest.mark.parametrize("wrong", [timedelta(0), -HOUR, timedelta(days=2, seconds=1)])
def test_a_pause_ends_within_two_days(db: Database, wrong: timedelta) -> None:
    with pytest.raises(InvalidValue):
        pause(db, NOON + wrong, NOON)
    assert paused_until(db, NOON) is None


@pytest.mark.parametrize("wrong", [timedelta(days=90), timedelta(hours=26)])
def test_a_pause_made_by_a_clock_that_was_ahead_silences_nobody(db: Database, wrong: timedelta) -> None:
    ahead = NOON + wrong
    pause(db, ahead + HOUR, ahead)
    assert paused_until(db, ahead) == ahead + HOUR
    assert paused_until(db, NOON) is None


def test_why_not_says_that_reminders_are_paused_and_until_when(shop: Shop, db: Database) -> None:
    client = task_at(db, "Крылова", "12:20")
    pause(db, NOON + HOUR, NOON)
    first = why_not(db, client, NOON + timedelta(minutes=30))[0]
    assert first.code == PAUSED
    zone = ShopSettings(time_zone="Europe/Moscow").zone
    assert why_text(first, DAY, zone) == "reminders are paused until 20 Nov, 13:00"
    assert PAUSED not in {answer.code for answer in why_not(db, client, NOON + HOUR)}


def test_a_birthday_that_went_by_in_a_pause_is_noted_as_such(db: Database) -> None:
    save_settings(db, ShopSettings(time_zone="Europe/Moscow"))
    make_client(db, "Крылова", birthday=Birthday(11, 25))
    start = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
    roll_day(db, start)
    shop = Shop(db)
    for day in range(9):  # over the days on which it still would be told
        pause(db, start + timedelta(days=day, hours=40), start + timedelta(days=day))
        assert shop.beat(start + timedelta(days=day, hours=4)) == []
    roll_day(db, start + timedelta(days=9))
    (line,) = list_deliveries(db)
    assert (line.client, line.event, note_text(line.note)) == ("Крылова", "missed", "reminders were paused")


def test_a_pause_that_ended_early_is_not_why_the_day_went_by(db: Database) -> None:
    save_settings(db, ShopSettings(time_zone="Europe/Moscow"))
    pause(db, NOON + timedelta(days=1), NOON)
    resume(db, NOON + HOUR)
    assert read_paused_days(db) == frozenset()


def test_a_pause_that_is_made_shorter_leaves_the_day_alone(db: Database) -> None:
    save_settings(db, ShopSettings(time_zone="Europe/Moscow"))
    pause(db, NOON, NOON - timedelta(days=1))
    pause(db, NOON + timedelta(days=1), NOON)
    pause(db, NOON + HOUR, NOON + timedelta(minutes=1))
    assert read_paused_days(db) == {(DAY - timedelta(days=1)).isoformat()}
