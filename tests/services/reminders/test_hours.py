"""When what is told: quiet hours, days off, the digest at the opening, one summary after an absence."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from app.models import database
from app.models.database import Database
from app.models.setting import Setting
from app.services.clients.data import Birthday
from app.services.errors import DatabaseBusy, InvalidValue
from app.services.reminders.delivery import announce, hours
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.delivery.schedule import ReminderSchedule
from app.services.reminders.ledger.acts import snooze
from app.services.settings import ShopSettings, look_at_system_zone, save_settings
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client

THURSDAY = date(2026, 11, 19)
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
ON_WEEKDAYS = ShopSettings(working_days=(0, 1, 2, 3, 4))


def at(day: date, wall: str, zone: str = "Europe/Moscow") -> datetime:
    return datetime.combine(day, time.fromisoformat(wall), ZoneInfo(zone))


class Desktop:
    """A desktop that keeps what it was shown; without a service it shows nothing."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.sounds: list[bool] = []
        self.is_there, self.takes = True, True

    def channel(self) -> str:
        return "dbus" if self.is_there else "none"

    def notify(self, title: str, body: str, actions: Sequence[tuple[str, str]] = (), sound: bool = True) -> int | None:
        if not self.takes:
            return None
        self.shown.append(title)
        self.sounds.append(sound)
        return len(self.shown)

    def close(self, notification_id: int) -> None:
        pass


def words(one: Announcement) -> tuple[str, str]:
    marks = "*" * one.is_repeated + f" after {one.absent_days}" * bool(one.absent_days)
    return ", ".join(item.client for item in one.items) + marks, ""


class Shop:
    """One run of the program after the other, with a clock that is set by hand."""

    def __init__(self, db: Database) -> None:
        self.db, self.desktop, self.now = db, Desktop(), at(FRIDAY, "09:30")
        self.start()

    def start(self) -> None:
        self._schedule = ReminderSchedule(self.db, Announcer(self.db, self.desktop, words), lambda: self.now)

    def beat(self, day: date, wall: str, zone: str = "Europe/Moscow") -> list[str]:
        """What one heartbeat at that moment shows."""
        self.now = at(day, wall, zone)
        self.desktop.shown.clear()
        self._schedule._heartbeat()
        return list(self.desktop.shown)

    def task(self, name: str, day: date, wall: str | None = None) -> int:
        due = None if wall is None else time.fromisoformat(wall)
        return add_task(self.db, TaskData(make_client(self.db, name), "Call", day, due), at(day, "00:01"))


@pytest.fixture
def shop(db: Database) -> Shop:
    save_settings(db, ShopSettings())
    return Shop(db)


def test_the_digest_comes_at_the_opening_once_and_what_has_its_hour_stands_alone(shop: Shop) -> None:
    for name in ("А", "Б"):
        shop.task(name, FRIDAY)
    shop.task("В", FRIDAY, "10:00")
    assert shop.beat(FRIDAY, "09:59") == []
    assert shop.beat(FRIDAY, "10:00") == ["В", "А, Б"]
    shop.task("Г", FRIDAY)
    shop.task("Д", FRIDAY)
    assert shop.beat(FRIDAY, "10:01") == ["Г", "Д"]
    shop.start()
    shop.task("Е", FRIDAY)
    shop.task("Ж", FRIDAY)
    assert shop.beat(FRIDAY, "10:02") == ["Е", "Ж"]


def test_without_the_digest_people_are_told_one_by_one_up_to_the_shops_number(shop: Shop) -> None:
    save_settings(shop.db, ShopSettings(digest=False, group_over=2))
    for name in ("А", "Б"):
        shop.task(name, FRIDAY)
    assert shop.beat(FRIDAY, "10:00") == ["А", "Б"]
    for name in ("В", "Г", "Д"):
        shop.task(name, FRIDAY)
    assert shop.beat(FRIDAY, "10:01") == ["В, Г, Д"]


def test_before_the_opening_only_what_has_its_hour_is_told(shop: Shop) -> None:
    shop.task("День", FRIDAY)
    shop.task("Час", FRIDAY, "09:15")
    assert shop.beat(FRIDAY, "08:59") == []  # quiet
    assert shop.beat(FRIDAY, "09:20") == ["Час"]


def test_on_a_day_off_only_follow_ups_with_a_time_and_ended_snoozes_are_told(shop: Shop) -> None:
    save_settings(shop.db, ON_WEEKDAYS)
    shop.task("День", SATURDAY)
    shop.task("Час", SATURDAY, "15:00")
    make_client(shop.db, "Именинник", birthday=Birthday(11, 21))
    asleep = shop.task("Сон", FRIDAY)
    assert shop.beat(FRIDAY, "12:00") == ["Сон, Именинник"]
    snooze(shop.db, f"follow_up:task:{asleep}:2026-11-20", at(SATURDAY, "12:00"), shop.now)
    assert shop.beat(SATURDAY, "12:00") == ["Сон"]
    assert shop.beat(SATURDAY, "15:00") == ["Час"]
    assert shop.beat(MONDAY, "10:00") == ["День, Именинник"]


def test_after_weeks_of_absence_there_is_one_summary_even_with_the_digest_off(shop: Shop) -> None:
    save_settings(shop.db, ShopSettings(digest=False))
    assert shop.beat(date(2026, 10, 30), "12:00") == []
    shop.task("А", date(2026, 11, 3))
    shop.task("Б", FRIDAY, "09:00")
    shop.start()
    assert shop.beat(FRIDAY, "12:00") == ["А, Б after 21"]
    shop.task("В", FRIDAY)
    assert shop.beat(FRIDAY, "12:01") == ["В"]


def test_an_absence_that_ends_at_night_is_told_at_the_opening(shop: Shop) -> None:
    assert shop.beat(date(2026, 10, 30), "12:00") == []
    shop.task("А", date(2026, 11, 3))
    shop.start()
    assert shop.beat(FRIDAY, "23:00") == []
    assert shop.beat(SATURDAY, "09:30") == []
    assert shop.beat(SATURDAY, "10:00") == ["А after 21"]


def test_days_off_are_no_absence(shop: Shop) -> None:
    save_settings(shop.db, ON_WEEKDAYS)
    shop.beat(FRIDAY, "12:00")
    shop.task("А", SATURDAY)
    shop.start()
    assert shop.beat(MONDAY, "12:00") == ["А"]


def test_a_clock_set_ahead_and_back_repeats_nothing_and_loses_nothing(shop: Shop) -> None:
    shop.task("А", FRIDAY)
    assert shop.beat(FRIDAY, "12:00") == ["А"]
    shop.task("Б", MONDAY)
    assert shop.beat(MONDAY, "12:00") == ["Б after 3"]  # the clock is ahead
    assert shop.beat(FRIDAY, "12:10") == []
    shop.task("В", SATURDAY)
    assert shop.beat(SATURDAY, "12:00") == ["В"]
    assert shop.beat(MONDAY, "12:00") == []


def test_another_time_zone_tells_what_is_due_there_once(shop: Shop) -> None:
    shop.task("А", FRIDAY)
    shop.task("Б", FRIDAY, "13:00")
    assert shop.beat(FRIDAY, "10:00") == ["А"]
    save_settings(shop.db, replace(ShopSettings(), time_zone="Asia/Vladivostok"))
    assert shop.beat(FRIDAY, "10:01") == ["Б"]  # 17:01 there
    save_settings(shop.db, ShopSettings())
    assert shop.beat(FRIDAY, "13:00") == []


def test_a_computer_that_is_taken_to_another_time_zone_tells_by_the_clock_there(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop.db.write() as session:
        session.execute(delete(Setting).where(Setting.key == "time_zone"))  # as the computer has it
    shop.task("А", FRIDAY, "18:30")
    with monkeypatch.context() as moved:
        moved.setenv("TZ", "Europe/Moscow")
        for minute in range(4):
            assert shop.beat(FRIDAY, f"12:0{minute}") == []
        moved.setenv("TZ", "Asia/Vladivostok")
        assert shop.beat(FRIDAY, "12:04") == ["А"]  # 19:04 there
    look_at_system_zone()


@pytest.mark.parametrize(
    ("day", "first", "second"), [("2026-03-29", "03:30", "04:00"), ("2026-10-25", "02:30", "02:31")]
)
def test_an_hour_that_is_skipped_or_comes_twice_is_told_once(shop: Shop, day: str, first: str, second: str) -> None:
    zone = "Europe/Berlin"
    save_settings(shop.db, ShopSettings(time_zone=zone, quiet_from=time(0), quiet_to=time(0)))
    changes = date.fromisoformat(day)
    shop.task("А", changes, "02:30")
    assert shop.beat(changes, "01:30", zone) == []
    assert shop.beat(changes, first, zone) == ["А"]
    assert shop.beat(changes, second, zone) == []
    shop.now = at(changes, "02:30", zone).replace(fold=1)
    assert shop.beat(changes, "12:00", zone) == []


def test_where_the_service_is_gone_it_waits_and_then_it_is_all_told_at_once(shop: Shop) -> None:
    shop.task("А", FRIDAY)
    shop.desktop.is_there = False
    assert shop.beat(FRIDAY, "10:00") == []
    shop.desktop.is_there = True
    assert shop.beat(FRIDAY, "10:30") == ["А"]


def test_what_the_service_refused_is_shown_when_it_takes_it_again(shop: Shop) -> None:
    shop.task("А", FRIDAY)
    shop.desktop.takes = False
    assert shop.beat(FRIDAY, "10:00") == []
    shop.desktop.takes = True
    assert shop.beat(FRIDAY, "10:01") == []  # it may be another program that is about to show it
    assert shop.beat(FRIDAY, "10:03") == ["А"]  # surely not seen before
    assert shop.beat(FRIDAY, "10:06") == []


def test_what_was_shown_while_the_database_was_busy_is_noted_later_and_not_shown_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: object) -> None:
        raise DatabaseBusy(file="regulars.db")

    shop.task("А", FRIDAY)
    with monkeypatch.context() as patched:
        patched.setattr(announce, "log_delivery", busy)
        assert shop.beat(FRIDAY, "10:00") == ["А"]
    assert shop.beat(FRIDAY, "10:30") == []
    shop.start()
    assert shop.beat(FRIDAY, "11:00") == []


def test_without_sound_nothing_rings(shop: Shop) -> None:
    shop.task("А", FRIDAY)
    shop.beat(FRIDAY, "10:00")
    save_settings(shop.db, ShopSettings(sound=False))
    shop.task("Б", FRIDAY)
    shop.beat(FRIDAY, "10:01")
    assert shop.desktop.sounds == [True, False]


@pytest.mark.parametrize("wrong", [{"working_days": ()}, {"working_days": (7,)}, {"group_over": 0}])
def test_settings_that_cannot_be_are_refused(db: Database, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        save_settings(db, replace(ShopSettings(), **wrong))  # type: ignore[arg-type]


def test_the_days_that_are_kept_are_bounded(shop: Shop) -> None:
    for step in range(hours.DAYS_KEPT + 5):
        hours.note_told(shop.db, FRIDAY + timedelta(days=step))
    assert len(hours.read_told_days(shop.db)) == hours.DAYS_KEPT


def test_a_locked_database_tells_nothing_twice_and_loses_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.task("А", FRIDAY)
    shop.beat(THURSDAY, "12:00")
    monkeypatch.setattr(database, "BUSY_MS", 20)
    shop.db = Database(shop.db.path)
    shop.start()
    with closing(database.connect(shop.db.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            shop.beat(FRIDAY, "12:00")
        other.execute("ROLLBACK")
    assert shop.desktop.shown == []
    assert shop.beat(FRIDAY, "12:01") == ["А"]
    assert shop.beat(FRIDAY, "12:02") == []
    shop.db.close()
