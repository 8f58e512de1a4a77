"""A program is killed and leaves notifications on the screen: the next one has their buttons and takes them away."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.database import Database
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.desktop import DesktopNotifier
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.ledger import mark_done
from app.services.tasks import TaskData, add_task
from tests.factories import make_client
from tests.flows.notification_service import SECONDS, NotificationService

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is the way of Linux desktops")

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
HOUR = timedelta(hours=1)
Start = Callable[[], Announcer]


@pytest.fixture
def opened() -> list[int | None]:
    return []


@pytest.fixture
def start(db: Database, opened: list[int | None]) -> Iterator[Start]:
    """A start of the program; `announcer.clicked` tells of each click. The one before is gone without a farewell."""
    running: list[DesktopNotifier] = []

    def started() -> Announcer:
        if running:
            running[-1].stop()
        clicked: queue.Queue[str] = queue.Queue()

        def on_action(number: int, key: str) -> None:
            announcer.click(number, key)
            clicked.put(key)

        running.append(DesktopNotifier("Regulars", on_action=on_action))
        announcer = Announcer(db, running[-1], words, labels, on_open=opened.append)
        announcer.clicked = clicked  # type: ignore[attr-defined]
        announcer.take_over()
        return announcer

    yield started
    running[-1].stop()


def words(one: Announcement) -> tuple[str, str]:
    return ", ".join(item.client for item in one.items), ""


def labels() -> dict[str, str]:
    return {"open": "Open", "done": "Done", "later": "Later"}


def press(announcer: Announcer, service: NotificationService, number: int, key: str) -> None:
    service.press(number, key)
    assert announcer.clicked.get(timeout=SECONDS) == key  # type: ignore[attr-defined]
    announcer.handle_clicks(NOON + HOUR)


def follow_up(db: Database, name: str) -> tuple[str, int]:
    client = make_client(db, name)
    return f"follow_up:task:{add_task(db, TaskData(client, 'Call', TODAY), NOON)}:{TODAY}", client


def test_its_buttons_do_what_they_say(
    db: Database, service: NotificationService, start: Start, opened: list[int | None]
) -> None:
    _done, _nobody = follow_up(db, "Аня")
    _item, client = follow_up(db, "Боря")
    start().announce(NOON)
    first, second = (service.wait_for_notification() for _ in range(2))
    later = start()
    press(later, service, second.id, "open")
    press(later, service, first.id, "done")
    assert opened == [client]
    assert [service.closed.get(timeout=SECONDS) for _ in range(2)] == [second.id, first.id]
    assert later.announce(NOON + HOUR).claimed == ()
    with pytest.raises(queue.Empty):
        service.shown.get_nowait()


def test_it_goes_when_its_reminder_is_done_in_the_window(
    db: Database, service: NotificationService, start: Start
) -> None:
    item, _client = follow_up(db, "Аня")
    start().announce(NOON)
    shown = service.wait_for_notification()
    later = start()
    later.close_handled()
    assert service.closed.empty()
    mark_done(db, item, NOON)
    later.close_handled()
    assert service.closed.get(timeout=SECONDS) == shown.id


def test_a_service_that_was_restarted_meanwhile_keeps_what_others_show(
    db: Database, bus: str, start: Start, opened: list[int | None]
) -> None:
    item, _client = follow_up(db, "Аня")
    before = NotificationService(bus)
    start().announce(NOON)
    before.stop()
    now = NotificationService(bus)
    later = start()
    mark_done(db, item, NOON)
    later.close_handled()
    assert now.closed.empty()
    now.stop()
    assert opened == []


def test_what_a_program_took_away_when_it_ended_is_not_looked_for(
    db: Database, service: NotificationService, start: Start
) -> None:
    follow_up(db, "Аня")
    first = start()
    first.announce(NOON)
    first.withdraw()
    shown = service.wait_for_notification()
    assert service.closed.get(timeout=SECONDS) == shown.id
    later = start()
    later.withdraw()
    assert service.closed.empty()


def test_a_summary_left_behind_opens_the_list(
    db: Database, service: NotificationService, start: Start, opened: list[int | None]
) -> None:
    for number in range(5):
        follow_up(db, f"Клиент {number}")
    start().announce(NOON)
    shown = service.wait_for_notification()
    press(start(), service, shown.id, "default")
    assert opened == [None]
