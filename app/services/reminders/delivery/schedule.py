"""The clockwork: a few APScheduler jobs that ask the database what has not been done yet, never a job per reminder.

Jobs live in memory and are made anew at each start; each may run late, once, or many times over with the same result.
One worker thread runs them all, one after the other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from app.models.database import Database
from app.models.setting import Setting
from app.services.errors import AppError
from app.services.reminders.delivery.announce import NO_CHANNEL, Announcer
from app.services.reminders.delivery.hours import note_alive, note_told, plan_round
from app.services.reminders.delivery.missed import note_missed
from app.services.reminders.delivery.pause import paused_until
from app.services.reminders.occasions.refresh import refresh_changed, refresh_lists
from app.services.reminders.roll import roll_limits
from app.services.settings import get_settings, look_at_system_zone

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 30
NIGHT_HOUR, ROLL_MINUTE, BACKUP_MINUTE = 4, 10, 20  # after every change to summer time and back
ROLLED_ON = "rolled_on"


def roll_day(db: Database, now: datetime) -> bool:
    """Refresh the medians and lapse days that follow from them and write down what went by untold, once a day of the
    shop; False if it was done today."""
    today = get_settings(db).local(now).date().isoformat()
    with db.read() as session:
        saved = session.get(Setting, ROLLED_ON)
        if saved is not None and saved.value == today:
            return False
    roll_limits(db)
    refresh_changed(db, date.fromisoformat(today))
    refresh_lists(db, date.fromisoformat(today))
    note_missed(db, now)
    with db.write() as session:
        session.merge(Setting(key=ROLLED_ON, value=today))
    return True


class ReminderSchedule:
    """Heartbeat, day roll and nightly backup in the background. `clock` gives the present moment in UTC;
    `back_up(now)` makes the day's backup if it is missing. `on_zone()` is told when the time zone is another than
    before."""

    def __init__(
        self,
        db: Database,
        announcer: Announcer,
        clock: Callable[[], datetime],
        back_up: Callable[[datetime], object] | None = None,
        seconds: float = HEARTBEAT_SECONDS,
        on_zone: Callable[[], object] = lambda: None,
    ) -> None:
        self._db, self._announcer, self._clock, self._back_up = db, announcer, clock, back_up
        self._seconds, self._on_zone = seconds, on_zone
        self._zone = get_settings(db).zone  # by which the nightly jobs are timed
        self._absent_days = 0  # for how long the program did not run, until something was told
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
            timezone=UTC,
        )

    def start(self) -> None:
        """Start the jobs; each runs at once, which catches up with the time the program was closed."""
        for name, (job, trigger) in self._jobs(self._zone).items():
            self._scheduler.add_job(_guarded(job), trigger, id=name, next_run_time=datetime.now(UTC))
        self._scheduler.start()

    def wake(self) -> None:
        """The computer slept, the clock was set or the settings changed: count all waits anew and sweep at once."""
        if not self._scheduler.running:
            return
        for name, (_job, trigger) in self._jobs(get_settings(self._db).zone).items():
            self._scheduler.reschedule_job(name, trigger=trigger)
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def click(self, notification_id: int, key: str) -> None:
        """For the notifier: take the click and have the worker thread act on it now."""
        self._announcer.click(notification_id, key)
        if self._scheduler.running:
            self._scheduler.add_job(_guarded(self._clicks), id="clicks", replace_existing=True)

    def stop(self) -> None:
        """Let the job that runs finish, and end both threads."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _jobs(self, zone: ZoneInfo) -> dict[str, tuple[Callable[[], object], BaseTrigger]]:
        jobs: dict[str, tuple[Callable[[], object], BaseTrigger]] = {
            "heartbeat": (self._heartbeat, IntervalTrigger(seconds=self._seconds, timezone=UTC)),
            "day_roll": (self._roll, CronTrigger(hour=NIGHT_HOUR, minute=ROLL_MINUTE, timezone=zone)),
        }
        if self._back_up is not None:
            jobs["backup"] = (self._copy, CronTrigger(hour=NIGHT_HOUR, minute=BACKUP_MINUTE, timezone=zone))
        return jobs

    def _heartbeat(self) -> None:
        now = self._clock()
        self._announcer.note_shown()  # also at hours at which nothing is told
        self._announcer.clear_screen()
        self._announcer.handle_clicks(now)
        self._announcer.close_handled()
        look_at_system_zone()
        settings = get_settings(self._db)
        self._follow_zone(settings.zone)
        today = settings.local(now).date()
        refresh_changed(self._db, today)
        self._absent_days = note_alive(self._db, settings, today) or self._absent_days
        what = plan_round(self._db, settings, now, self._absent_days)
        if what is None or paused_until(self._db, now) is not None:
            return
        told = self._announcer.announce(now, live=True, what=what)
        if told.channel == NO_CHANNEL:
            return
        if told.notified or not what.timed_only:
            self._absent_days = 0
        if not what.timed_only:
            note_told(self._db, today)

    def _follow_zone(self, zone: ZoneInfo) -> None:
        """After a change of the time zone hours are other moments, and the nightly jobs run in the nights there."""
        before, self._zone = self._zone, zone
        if before == zone:
            return
        self._announcer.look_again()
        self._on_zone()
        for name, (_job, trigger) in self._jobs(zone).items():
            if self._scheduler.running and isinstance(trigger, CronTrigger):
                self._scheduler.reschedule_job(name, trigger=trigger)

    def _clicks(self) -> None:
        self._announcer.handle_clicks(self._clock())

    def _roll(self) -> None:
        roll_day(self._db, self._clock())

    def _copy(self) -> None:
        if self._back_up is not None:
            self._back_up(self._clock())


def _guarded(job: Callable[[], object]) -> Callable[[], None]:
    """An expected failure is a line in the log; a bug is logged by APScheduler with its traceback. The job lives on."""

    def run() -> None:
        try:
            job()
        except AppError as error:
            log.warning("%s: %s", job.__name__, error)

    return run
