"""The background jobs, with the real scheduler and its threads."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.models.database import Database
from app.models.setting import Cadence
from app.services.errors import DatabaseBusy
from app.services.reminders.delivery.announce import AT_ANY_HOUR, Announced, Announcer
from app.services.reminders.delivery.hours import Round
from app.services.reminders.delivery.schedule import ReminderSchedule, roll_day
from app.services.settings import ShopSettings, look_at_system_zone, save_settings, system_time_zone
from tests.factories import make_client, sell

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SECONDS = 10
HOUR = 3600.0


class Sweeps(Announcer):
    """Notes each sweep instead of making one; `fails` are raised first."""

    def __init__(self, db: Database, fails: list[Exception] | None = None) -> None:
        self.at: queue.Queue[datetime] = queue.Queue()
        self.threads: set[str] = set()
        self._fails = fails or []

    def announce(self, now: datetime, live: bool = False, what: Round = AT_ANY_HOUR) -> Announced:
        assert live
        self.at.put(now)
        self.threads.add(threading.current_thread().name)
        if self._fails:
            raise self._fails.pop()
        return Announced()

    def note_shown(self) -> None:
        pass

    def clear_screen(self) -> None:
        pass

    def handle_clicks(self, now: datetime) -> None:
        pass

    def close_handled(self) -> None:
        pass

    def look_again(self) -> None:
        pass


@pytest.fixture
def started() -> Iterator[list[ReminderSchedule]]:
    schedules: list[ReminderSchedule] = []
    yield schedules
    for schedule in schedules:
        schedule.stop()


def test_starts_with_a_sweep_a_day_roll_and_a_backup(db: Database, started: list[ReminderSchedule]) -> None:
    sweeps, backups = Sweeps(db), queue.Queue()
    schedule = ReminderSchedule(db, sweeps, lambda: NOON, backups.put, seconds=HOUR)
    started.append(schedule)
    schedule.start()
    assert sweeps.at.get(timeout=SECONDS) == NOON
    assert backups.get(timeout=SECONDS) == NOON
    schedule.stop()
    assert roll_day(db, NOON) is False


def test_waking_sweeps_at_once_and_keeps_the_beat(db: Database, started: list[ReminderSchedule]) -> None:
    sweeps = Sweeps(db)
    schedule = ReminderSchedule(db, sweeps, lambda: NOON, seconds=HOUR)
    started.append(schedule)
    schedule.start()
    for _ in range(3):
        sweeps.at.get(timeout=SECONDS)
        schedule.wake()
    assert sweeps.at.get(timeout=SECONDS) == NOON


def test_a_failed_job_is_logged_and_lives_on(
    db: Database, started: list[ReminderSchedule], caplog: pytest.LogCaptureFixture
) -> None:
    sweeps = Sweeps(db, [ZeroDivisionError("a bug"), DatabaseBusy(file="regulars.db")])
    schedule = ReminderSchedule(db, sweeps, lambda: NOON, seconds=0.01)
    started.append(schedule)
    schedule.start()
    for _ in range(3):
        sweeps.at.get(timeout=SECONDS)
    schedule.stop()
    assert "database_busy" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert len(sweeps.threads) == 1


def test_stopping_waits_for_the_running_job_and_can_be_repeated(db: Database) -> None:
    sweeps = Sweeps(db)
    schedule = ReminderSchedule(db, sweeps, lambda: NOON, seconds=HOUR)
    schedule.stop()
    schedule.wake()
    schedule.start()
    sweeps.at.get(timeout=SECONDS)
    schedule.stop()
    schedule.stop()
    schedule.wake()
    assert not [thread.name for thread in threading.enumerate() if "APScheduler" in thread.name]


def test_the_nightly_jobs_and_the_window_follow_the_time_zone(db: Database, started: list[ReminderSchedule]) -> None:
    save_settings(db, ShopSettings(time_zone="Europe/Moscow"))
    sweeps, told = Sweeps(db), []
    schedule = ReminderSchedule(db, sweeps, lambda: NOON, seconds=0.01, on_zone=lambda: told.append("zone"))
    started.append(schedule)
    schedule.start()
    sweeps.at.get(timeout=SECONDS)
    save_settings(db, ShopSettings(time_zone="Asia/Vladivostok"))
    while not sweeps.at.empty():
        sweeps.at.get_nowait()
    for _ in range(2):  # the first may have begun before
        sweeps.at.get(timeout=SECONDS)
    job = schedule._scheduler.get_job("day_roll")
    assert job.trigger.timezone == ZoneInfo("Asia/Vladivostok")
    assert told == ["zone"]


def test_the_system_zone_is_looked_up_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as moved:
        moved.setenv("TZ", "Asia/Vladivostok")
        look_at_system_zone()
        assert system_time_zone() == "Asia/Vladivostok"
        moved.setenv("TZ", "Europe/Moscow")
        assert system_time_zone() == "Asia/Vladivostok"
        look_at_system_zone()
        assert system_time_zone() == "Europe/Moscow"
    look_at_system_zone()


def test_day_roll_refreshes_the_medians_once_a_day_of_the_shop(db: Database) -> None:
    client = make_client(db)
    for day in (1, 11, 21):
        sell(db, client, date(2026, 10, day))
    with db.write() as session:
        session.query(Cadence).delete()
    assert roll_day(db, NOON)
    with db.read() as session:
        assert session.get_one(Cadence, "").median_days == 10
    assert not roll_day(db, NOON + timedelta(hours=11))  # 23:00 in Moscow
    assert roll_day(db, NOON + timedelta(hours=12))  # the next day there
