"""A program is killed and leaves notifications on the screen: the next one takes them away."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.database import Database
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.desktop import DesktopNotifier
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client
from tests.flows.notification_service import SECONDS, NotificationService

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is the way of Linux desktops")

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
HOUR = timedelta(hours=1)
Start = Callable[[], Announcer]


@pytest.fixture
def start(db: Database) -> Iterator[Start]:
    """A start of the program. The one before is gone without a farewell."""
    running: list[DesktopNotifier] = []

    def started() -> Announcer:
        if running:
            running[-1].stop()
        running.append(DesktopNotifier("Regulars"))
        announcer = Announcer(db, running[-1], words, labels)
        announcer.clear_screen()
        return announcer

    yield started
    running[-1].stop()


def words(one: Announcement) -> tuple[str, str]:
    return ", ".join(item.client for item in one.items), ""


def labels() -> dict[str, str]:
    return {"open": "Open", "done": "Done", "later": "Later"}


def follow_up(db: Database, name: str) -> str:
    return f"follow_up:task:{add_task(db, TaskData(make_client(db, name), 'Call', TODAY), NOON)}:{TODAY}"


def test_what_a_killed_program_left_goes_and_is_not_told_again(
    db: Database, service: NotificationService, start: Start
) -> None:
    items = [follow_up(db, "Аня"), follow_up(db, "Боря")]
    start().announce(NOON)
    left = [service.wait_for_notification().id for _ in range(2)]
    later = start()
    assert sorted(service.closed.get(timeout=SECONDS) for _ in range(2)) == left
    assert later.announce(NOON + HOUR).claimed == ()
    assert [item.id for item in list_due(db, TODAY, now=NOON + HOUR)] == items
    start()
    assert service.closed.empty()


def test_a_service_that_was_restarted_meanwhile_keeps_what_others_show(db: Database, bus: str, start: Start) -> None:
    follow_up(db, "Аня")
    before = NotificationService(bus)
    start().announce(NOON)
    before.stop()
    now = NotificationService(bus)
    start()
    assert now.closed.empty()
    now.stop()


def test_what_a_program_took_away_when_it_ended_is_not_looked_for(
    db: Database, service: NotificationService, start: Start
) -> None:
    follow_up(db, "Аня")
    first = start()
    first.announce(NOON)
    first.withdraw()
    shown = service.wait_for_notification()
    assert service.closed.get(timeout=SECONDS) == shown.id
    start()
    assert service.closed.empty()


def test_what_a_service_that_hung_kept_when_the_program_ended_is_taken_away_at_the_next_start(
    db: Database, service: NotificationService, start: Start
) -> None:
    follow_up(db, "Аня")
    first = start()
    first.announce(NOON)
    service.silent_on = "GetCapabilities"
    first.withdraw()
    service.silent_on = ""
    assert service.closed.empty()
    start()
    assert service.closed.get(timeout=SECONDS) == service.wait_for_notification().id


def test_the_command_line_leaves_what_the_window_shows(
    db: Database, service: NotificationService, start: Start
) -> None:
    follow_up(db, "Аня")
    start().announce(NOON)
    follow_up(db, "Боря")
    beside = DesktopNotifier("Regulars")
    Announcer(db, beside, words).announce(NOON + HOUR)
    beside.stop()
    assert service.closed.empty()
    window, _command = (service.wait_for_notification().id for _ in range(2))
    start()
    assert service.closed.get(timeout=SECONDS) == window
    assert service.closed.empty()
