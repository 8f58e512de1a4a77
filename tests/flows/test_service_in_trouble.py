"""The notification service hangs, is restarted or plays no sound; the program is killed before it could show."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.database import Database
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.desktop import DesktopNotifier
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.delivery.log import list_deliveries
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client
from tests.flows.notification_service import NotificationService

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is the way of Linux desktops")

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
MINUTE = timedelta(minutes=1)
# A program that is killed between the claim and the notification.
KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from app.models.upgrade import open_database
from app.services.reminders.delivery.announce import Announcer

class Deadly:
    def channel(self):
        return "dbus"
    def notify(self, *_what):
        os.kill(os.getpid(), signal.SIGKILL)

now = datetime.fromisoformat(sys.argv[2])
Announcer(open_database(Path(sys.argv[1]), now), Deadly(), lambda one: ("", "")).announce(now)
"""


@pytest.fixture
def desktop() -> Iterator[DesktopNotifier]:
    notifier = DesktopNotifier("Regulars")
    yield notifier
    notifier.stop()


@pytest.fixture
def follow_up(db: Database) -> str:
    return f"follow_up:task:{add_task(db, TaskData(make_client(db, 'Крылова Ольга'), 'Call', TODAY), NOON)}:{TODAY}"


def words(one: Announcement) -> tuple[str, str]:
    return one.items[0].client, "perhaps again" if one.is_repeated else ""


def events(db: Database) -> list[tuple[str, str]]:
    return [(line.event, line.channel) for line in reversed(list_deliveries(db))]


def test_what_a_killed_program_claimed_is_shown_by_the_next_one(
    db: Database, service: NotificationService, desktop: DesktopNotifier, follow_up: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(db.path), NOON.isoformat()], check=False)
    assert killed.returncode == -signal.SIGKILL
    announcer = Announcer(db, desktop, words)
    assert announcer.announce(NOON + MINUTE, live=True).claimed == ()
    assert [item.id for item in announcer.announce(NOON + 3 * MINUTE, live=True).claimed] == [follow_up]
    shown = service.wait_for_notification()
    assert (shown.title, shown.body) == ("Крылова Ольга", "perhaps again")
    assert events(db) == [("repeated", "dbus")]
    assert announcer.announce(NOON + 9 * MINUTE, live=True).claimed == ()


def test_a_service_that_hangs_is_none_and_nothing_is_claimed(
    db: Database, service: NotificationService, desktop: DesktopNotifier, follow_up: str
) -> None:
    service.silent_on = "GetCapabilities"
    announcer = Announcer(db, desktop, words)
    assert announcer.announce(NOON).channel == "none"
    assert events(db) == []
    service.silent_on = ""
    assert [item.id for item in announcer.announce(NOON).claimed] == [follow_up]


def test_a_service_that_hangs_while_showing_is_asked_again_later(
    db: Database, service: NotificationService, desktop: DesktopNotifier, follow_up: str
) -> None:
    service.silent_on = "Notify"
    announcer = Announcer(db, desktop, words)
    assert announcer.announce(NOON).notified == 0
    service.silent_on = ""
    assert announcer.announce(NOON + 3 * MINUTE).notified == 1
    assert service.wait_for_notification().body == "perhaps again"
    assert events(db) == [("not_announced", "none"), ("repeated", "dbus")]


def test_a_restarted_service_is_used_again_and_what_was_told_is_not_repeated(
    db: Database, bus: str, desktop: DesktopNotifier, follow_up: str
) -> None:
    announcer = Announcer(db, desktop, words)
    old = NotificationService(bus)
    assert announcer.announce(NOON).notified == 1
    old.stop()
    assert announcer.announce(NOON + 3 * MINUTE).channel == "none"
    new = NotificationService(bus)
    assert announcer.announce(NOON + 6 * MINUTE).claimed == ()
    add_task(db, TaskData(None, "Order beans", TODAY), NOON)
    assert announcer.announce(NOON + 7 * MINUTE).notified == 1
    new.stop()
    assert follow_up


def test_a_service_with_sound_is_told_which_one_or_none(bus: str, desktop: DesktopNotifier) -> None:
    service = NotificationService(bus, ("body", "sound"))
    for sound in (True, False):
        desktop.notify("a", "", sound=sound)
    hints = [service.wait_for_notification().hints for _ in range(2)]
    service.stop()
    for one in hints:
        assert (one.pop("urgency"), one.pop("category")) == (1, "x-regulars.reminder")
    assert hints == [{"sound-name": "message-new-instant"}, {"suppress-sound": True}]


def test_where_the_service_has_no_sound_the_program_rings_itself(service: NotificationService) -> None:
    rung: list[str] = []
    desktop = DesktopNotifier("Regulars", ring=lambda: rung.append("ring"))
    desktop.notify("a", "", sound=False)
    desktop.notify("b", "", sound=True)
    desktop.stop()
    assert rung == ["ring"]
