"""A reminder is due, the desktop's notification service shows it, its button is acted on: all of it real."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.database import Database
from app.models.enums import Area
from app.models.reminder import Reminder, ReminderEvent
from app.models.task import Task
from app.services.clients.data import Birthday
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.desktop import DesktopNotifier
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.delivery.schedule import ReminderSchedule
from app.services.reminders.ledger.acts import mark_done
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client
from tests.flows.notification_service import SECONDS, NotificationService, session_bus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is the way of Linux desktops")

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def words(one: Announcement) -> tuple[str, str]:
    said = ("possibly repeated" if one.is_repeated else "") + (f"absent {one.absent_days}" if one.absent_days else "")
    return (
        (f"{one.people} people", said)
        if one.is_summary
        else (one.items[0].client, said or getattr(one.items[0].reason, "title", ""))
    )


def labels() -> dict[str, str]:
    return {"open": "Open", "done": "Done", "later": "Later"}


class Program:
    """The background part of the program, as the window puts it together."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock = db, Clock()
        self.opened: queue.Queue[int | None] = queue.Queue()
        self.changed: queue.Queue[frozenset[Area]] = queue.Queue()
        db.on_commit(self.changed.put)
        self.desktop = DesktopNotifier("Regulars", desktop_entry="regulars", on_action=self._on_action)
        self.announcer = Announcer(db, self.desktop, words, labels, on_open=self.opened.put)
        self.schedule = ReminderSchedule(db, self.announcer, self.clock)

    def _on_action(self, number: int, key: str) -> None:
        self.schedule.click(number, key)

    def wait_for_state(self, item_id: str, state: str) -> None:
        """Wait for the commit after which the reminder has that state."""
        while self.state(item_id) != state:
            self.changed.get(timeout=SECONDS)

    def state(self, item_id: str) -> str | None:
        with self.db.read() as session:
            rows = session.scalars(select(Reminder)).all()
            return {f"{row.kind}:{row.source_key}:{row.occurrence}": row.state for row in rows}.get(item_id)

    def log(self) -> list[tuple[str, str]]:
        with self.db.read() as session:
            rows = session.scalars(select(ReminderEvent).order_by(ReminderEvent.id))
            return [(row.event, row.channel) for row in rows]

    def stop(self) -> None:
        self.schedule.stop()
        self.desktop.stop()


@pytest.fixture
def program(db: Database) -> Iterator[Program]:
    running = Program(db)
    yield running
    running.stop()


@pytest.fixture
def follow_up(db: Database) -> str:
    client = make_client(db, "Крылова Ольга")
    task = add_task(db, TaskData(client, "Call back <soon>", TODAY), NOON)
    return f"follow_up:task:{task}:2026-11-21"


def test_done_button_completes_the_follow_up(program: Program, service: NotificationService, follow_up: str) -> None:
    program.schedule.start()
    shown = service.wait_for_notification()
    assert (shown.title, shown.body) == ("Крылова Ольга", "Call back <soon>")
    assert shown.actions == {"default": "Open", "open": "Open", "done": "Done", "later": "Later"}
    assert shown.hints == {"urgency": 1, "category": "x-regulars.reminder", "desktop-entry": "regulars"}
    assert shown.expires == 0
    program.wait_for_state(follow_up, "shown")

    service.press(shown.id, "done")
    program.wait_for_state(follow_up, "done")
    with program.db.read() as session:
        assert session.scalars(select(Task)).one().done_at == NOON
    program.stop()
    assert program.log() == [("shown", ""), ("announced", "dbus"), ("done", "")]
    assert service.shown.empty()


def test_later_button_hides_it_for_an_hour_and_then_it_comes_again(
    program: Program, service: NotificationService, follow_up: str
) -> None:
    program.schedule.start()
    service.press(service.wait_for_notification().id, "later")
    program.wait_for_state(follow_up, "snoozed")
    program.clock.now = NOON + timedelta(hours=1)
    program.schedule.wake()
    assert service.wait_for_notification().title == "Крылова Ольга"


@pytest.mark.parametrize("key", ["open", "default"])
def test_open_button_tells_which_client(
    program: Program, service: NotificationService, follow_up: str, key: str
) -> None:
    program.schedule.start()
    shown = service.wait_for_notification()
    service.press(shown.id, key)
    assert program.opened.get(timeout=SECONDS) == 1
    assert service.closed.get(timeout=SECONDS) == shown.id
    assert program.state(follow_up) == "shown"


def test_many_people_are_one_summary_that_opens_the_list(program: Program, service: NotificationService) -> None:
    for number in range(11):
        add_task(program.db, TaskData(make_client(program.db, f"Клиент {number}"), "Call", TODAY), NOON)
    program.schedule.start()
    shown = service.wait_for_notification()
    assert (shown.title, set(shown.actions)) == ("11 people", {"default", "open"})
    service.press(shown.id, "open")
    assert program.opened.get(timeout=SECONDS) is None
    program.stop()
    assert service.shown.empty()


def test_nothing_is_announced_in_quiet_hours(program: Program, service: NotificationService, follow_up: str) -> None:
    program.clock.now = NOON + timedelta(hours=10)  # 22:00 in Moscow
    program.schedule.start()
    program.schedule.stop()
    assert program.state(follow_up) is None


def test_without_a_service_nothing_is_claimed_until_one_appears(program: Program, bus: str, follow_up: str) -> None:
    assert program.desktop.channel() == "none"
    assert program.announcer.announce(NOON).claimed == ()
    assert program.state(follow_up) is None
    service = NotificationService(bus)
    try:
        announced = program.announcer.announce(NOON)
    finally:
        service.stop()
    assert (announced.channel, announced.notified, announced.grouped) == ("dbus", 1, False)
    assert [item.id for item in announced.claimed] == [follow_up]


def test_without_a_bus_the_channel_is_none(program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    assert program.desktop.channel() == "none"
    assert program.desktop.notify("a", "b") is None


def test_a_new_bus_is_found_after_the_old_one_died(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        with session_bus(folder) as address:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            service = NotificationService(address)
            assert program.desktop.notify(name, "") == 1
            service.stop()


def test_text_is_escaped_where_the_service_reads_markup(program: Program, bus: str) -> None:
    service = NotificationService(bus, ("actions", "body", "body-markup"))
    program.desktop.notify("a & b", "1 < 2 & 3")
    shown = service.wait_for_notification()
    service.stop()
    assert (shown.title, shown.body) == ("a & b", "1 &lt; 2 &amp; 3")


def test_service_without_buttons_gets_none(program: Program, bus: str, follow_up: str) -> None:
    service = NotificationService(bus, ("body",))
    program.announcer.announce(NOON)
    shown = service.wait_for_notification()
    service.stop()
    assert shown.actions == {}


def test_notification_goes_when_its_reminder_is_done_in_the_window(
    program: Program, service: NotificationService, follow_up: str
) -> None:
    program.announcer.announce(NOON)
    shown = service.wait_for_notification()
    program.announcer.close_handled()
    assert service.closed.empty()
    mark_done(program.db, follow_up, NOON)
    program.announcer.close_handled()
    assert service.closed.get(timeout=SECONDS) == shown.id


def test_a_click_that_finds_the_database_busy_is_acted_on_later(
    program: Program, service: NotificationService, follow_up: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services.errors import DatabaseBusy
    from app.services.reminders.delivery import announce

    def busy(*_args: object) -> None:
        raise DatabaseBusy(file="regulars.db")

    program.announcer.announce(NOON)
    program.announcer.click(service.wait_for_notification().id, "done")
    with monkeypatch.context() as patched:
        patched.setattr(announce, "mark_done", busy)
        program.announcer.handle_clicks(NOON)
    assert program.state(follow_up) == "shown"
    program.announcer.handle_clicks(NOON)
    assert program.state(follow_up) == "done"


def test_where_the_desktop_shows_nothing_the_tray_does(
    db: Database, follow_up: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    told: list[tuple[str, str]] = []
    tray: Callable[..., None] = lambda title, body, _items: told.append((title, body))  # noqa: E731
    desktop = DesktopNotifier("Regulars")
    announced = Announcer(db, desktop, words, labels, elsewhere=tray).announce(NOON)
    desktop.stop()
    assert told == [("Крылова Ольга", "Call back <soon>")]
    assert (announced.notified, announced.channel) == (1, "tray")


def test_a_restarted_service_that_counts_anew_is_not_mistaken_for_the_old_one(
    program: Program, bus: str, follow_up: str
) -> None:
    old = NotificationService(bus)
    program.announcer.announce(NOON)
    shown = old.wait_for_notification()
    old.stop()
    new = NotificationService(bus)
    new.press(shown.id, "done")
    assert program.desktop.channel() == "dbus"  # after the signal, in order
    program.announcer.handle_clicks(NOON)
    assert program.state(follow_up) == "shown"
    mark_done(program.db, follow_up, NOON)
    program.announcer.close_handled()
    new.stop()
    assert new.closed.empty()


def test_a_later_notification_of_the_same_takes_the_earlier_one_away(
    program: Program, service: NotificationService
) -> None:
    make_client(program.db, "Крылова Ольга", birthday=Birthday(11, 28))
    program.announcer.announce(NOON)
    earlier = service.wait_for_notification()
    program.announcer.announce(NOON + timedelta(days=7))
    later = service.wait_for_notification()
    assert (earlier.title, later.title) == ("Крылова Ольга", "Крылова Ольга")
    assert service.closed.get(timeout=SECONDS) == earlier.id
