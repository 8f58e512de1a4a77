"""The program as the simulation runs it: the shop's file, the clockwork's jobs and a desktop, made to fail at will."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.models.database import BUSY_MS, Database, connect
from app.models.upgrade import open_database
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.delivery.schedule import ReminderSchedule, _guarded
from app.services.reminders.occasions.refresh import refresh_changed
from app.services.settings import get_settings

AGAIN = "again"


def _words(announcement: Announcement) -> tuple[str, str]:
    """A notification that the simulation can read: the ids of its items."""
    title = AGAIN if announcement.is_repeated else str(announcement.absent_days or "")
    return title, " ".join(item.id for item in announcement.items)


class PowerCut(BaseException):
    """The machine stops in the middle of a line; nothing in the program catches it."""


@dataclass
class Clock:
    """The time as it is, and as the computer has it."""

    real: datetime
    wrong_by: timedelta = timedelta()

    def __call__(self) -> datetime:
        return (self.real + self.wrong_by).astimezone(UTC)


@dataclass
class Desk:
    """A desktop. `there`: a notification service answers. `dies_at`: the power goes at that many notifications more,
    before (`dies_after` False) or after it is seen."""

    there: bool = True
    shown: list[tuple[str, ...]] = field(default_factory=list)  # ids of the items of each notification
    again: set[str] = field(default_factory=set)  # ids that were marked as perhaps seen before
    absent: list[int] = field(default_factory=list)  # days of absence that each notification names
    dies_at: int | None = None
    dies_after: bool = False
    number: int = 0
    refuses: bool = False  # answers, and then shows nothing

    def channel(self) -> str:
        return "dbus" if self.there else "none"

    def notify(self, title: str, body: str, actions: object = (), sound: bool = True) -> int | None:
        last = self.dies_at == 0
        self.dies_at = None if self.dies_at is None else self.dies_at - 1
        if last and not self.dies_after:
            raise PowerCut
        if not self.there or self.refuses:
            return None
        self.shown.append(tuple(body.split()))
        self.again |= set(body.split()) if title == AGAIN else set()
        self.absent.append(int(title) if title.isdigit() else 0)
        if last:
            raise PowerCut
        self.number += 1
        return self.number

    def close(self, notification_id: int) -> None:
        pass


class Program:
    """One run after the other on the same file, as a shop has it."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path, self.clock, self.desk = path, clock, Desk()
        self.runs = 0
        self.db: Database = open_database(path, clock())
        self.start()

    @property
    def is_running(self) -> bool:
        return self._schedule is not None

    def start(self) -> None:
        """As at the start of the window: all jobs once is left to the caller."""
        if self.runs:
            self.db = open_database(self.path, self.clock())
        self.runs += 1
        announcer = Announcer(self.db, self.desk, _words)
        self._schedule: ReminderSchedule | None = ReminderSchedule(self.db, announcer, self.clock)

    def stop(self) -> None:
        self.db.close()
        self._schedule = None

    def job(self, name: str) -> Callable[[], object]:
        """One of the clockwork's jobs, as the scheduler would run it."""
        assert self._schedule is not None
        return self._schedule._jobs(get_settings(self.db).zone)[name][0]

    def beat(self) -> list[tuple[str, ...]]:
        """One heartbeat; the ids of each notification that was seen."""
        self.clear()
        _guarded(self.job("heartbeat"))()
        return list(self.desk.shown)

    def clear(self) -> None:
        """Nothing is on the screen."""
        for seen in (self.desk.shown, self.desk.again, self.desk.absent):
            seen.clear()

    def remind(self) -> None:
        """The command of that name, as another program on the same file: at any hour, by the same desktop."""
        other = Database(self.path)
        now = self.clock()
        refresh_changed(other, get_settings(other).local(now).date())
        Announcer(other, self.desk, _words).announce(now, live=True)
        other.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another connection holds the file for longer than the program waits, which is not long here."""
        with closing(connect(self.path)) as other:
            self._wait(1)
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        self._wait(BUSY_MS)

    def _wait(self, milliseconds: int) -> None:
        with self.db._writer.connect() as writer:
            raw: Any = writer.connection.driver_connection
            raw.execute(f"PRAGMA busy_timeout={milliseconds}")

    def roll(self) -> None:
        self.job("day_roll")()
