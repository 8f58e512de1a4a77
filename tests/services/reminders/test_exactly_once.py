"""Two sweeps at once, a crash, weeks of absence: every item is announced once."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import UTC, date, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from app.models.database import Database
from app.models.enums import CaseKind, EntitlementKind
from app.models.upgrade import open_database
from app.services.aftersale.cases import CaseData, save_case
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.data import Birthday
from app.services.clients.save import trash_client
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.history.actions import undo_action
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.delivery.log import list_deliveries
from app.services.reminders.ledger.acts import mark_done
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell
from tests.reasons import take_back

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
SECONDS = 60


def fill(db: Database) -> list[str]:
    """A shop with 40 follow-ups, 5 birthdays, 15 lapsed clients, and 6 each of untouched enquiries, cases due and
    memberships about to end; the ids that one sweep claims."""
    for number in range(40):
        add_task(db, TaskData(None, f"Task {number}", TODAY), NOON)
    for number in range(5):
        make_client(db, f"Именинник {number}", birthday=Birthday(11, 21))
    for number in range(15):
        client = make_client(db, f"Молчун {number}")
        for back in (100, 80, 60):
            sell(db, client, TODAY - timedelta(days=back), 1000 * number)
    for number in range(6):
        client = make_client(db, f"Клиент {number}")
        save_enquiry(db, EnquiryData(client, "Beans"), NOON - timedelta(days=2))
        save_case(db, CaseData(client, CaseKind.REPAIR, "Leaks", TODAY, due_day=TODAY), NOON)
        club = EntitlementData(client, EntitlementKind.MEMBERSHIP, "Club", TODAY, TODAY)
        save_entitlement(db, club, NOON)
    expected = [item.id for item in list_due(db, TODAY, now=NOON)]
    assert len(expected) == 40 + 5 + 10 + 3 * 6
    return expected


def sweep_in_process(path: Path, start: Barrier, claimed: Queue[list[str]]) -> None:
    db = open_database(path, NOON)
    start.wait(SECONDS)
    claimed.put([item.id for item in sweep(db, NOON)])
    db.close()


def test_two_processes_never_claim_the_same(db: Database) -> None:
    expected = fill(db)
    spawn = multiprocessing.get_context("spawn")
    start, claimed = spawn.Barrier(2), spawn.Queue()
    processes = [spawn.Process(target=sweep_in_process, args=(db.path, start, claimed)) for _ in range(2)]
    for process in processes:
        process.start()
    found = [claimed.get(timeout=SECONDS) for _ in processes]
    for process in processes:
        process.join(SECONDS)
    assert sorted(found[0] + found[1]) == sorted(expected)


def test_two_threads_never_claim_the_same(db: Database) -> None:
    expected = fill(db)
    start = threading.Barrier(2)
    found: list[str] = []

    def run() -> None:
        start.wait(SECONDS)
        found.extend(item.id for item in sweep(db, NOON))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert sorted(found) == sorted(expected)


class Desktop:
    """A desktop that keeps what it was shown, or dies on it; `dies_after` so many were shown."""

    def __init__(self, dies: bool = False, dies_after: int | None = None) -> None:
        self.shown: list[str] = []
        self._dies_after = 0 if dies else dies_after

    def channel(self) -> str:
        return "dbus"

    def notify(self, title: str, body: str, actions: object = (), sound: bool = True) -> int | None:
        if len(self.shown) == self._dies_after:
            raise SystemExit("power cut")
        self.shown.append(title)
        return len(self.shown)

    def close(self, notification_id: int) -> None:
        raise AssertionError(notification_id)


def make_announcer(db: Database, desktop: Desktop) -> Announcer:
    def words(one: Announcement) -> tuple[str, str]:
        return f"{one.people}: {len(one.items)}{' perhaps again' if one.is_repeated else ''}", ""

    return Announcer(db, desktop, words)


def test_what_a_crash_left_unshown_is_shown_by_the_next_start_as_possibly_repeated(db: Database) -> None:
    add_task(db, TaskData(None, "Call", TODAY), NOON)
    with pytest.raises(SystemExit):
        make_announcer(db, Desktop(dies=True)).announce(NOON)
    assert [item.state for item in list_due(db, TODAY, now=NOON)] == ["shown"]
    desktop = Desktop()
    assert make_announcer(db, desktop).announce(NOON + timedelta(minutes=1)).claimed == ()  # by a program at work
    again = make_announcer(db, desktop).announce(NOON + timedelta(minutes=3)).claimed
    assert [item.id for item in again] == ["follow_up:task:1:2026-11-21"]
    assert make_announcer(db, desktop).announce(NOON + timedelta(hours=3)).claimed == ()
    assert desktop.shown == ["1: 1 perhaps again"]
    assert [line.event for line in list_deliveries(db)] == ["repeated"]


def test_a_crash_between_two_notifications_repeats_only_what_was_not_shown_yet(db: Database) -> None:
    for number in range(3):
        add_task(db, TaskData(None, f"Call {number}", TODAY), NOON)
    with pytest.raises(SystemExit):
        make_announcer(db, Desktop(dies_after=2)).announce(NOON)
    again = make_announcer(db, Desktop()).announce(NOON + timedelta(minutes=3)).claimed
    assert [item.id for item in again] == ["follow_up:task:3:2026-11-21"]


def test_a_crash_while_showing_again_is_made_up_for_too(db: Database) -> None:
    add_task(db, TaskData(make_client(db), "Call", TODAY), NOON)
    for minutes in (0, 3, 6):
        with pytest.raises(SystemExit):
            make_announcer(db, Desktop(dies=True)).announce(NOON + timedelta(minutes=minutes))
    assert len(make_announcer(db, Desktop()).announce(NOON + timedelta(minutes=9)).claimed) == 1


def test_what_was_acted_on_meanwhile_is_not_shown_again(db: Database) -> None:
    for title in ("Call", "Write"):
        add_task(db, TaskData(None, title, TODAY), NOON)
    with pytest.raises(SystemExit):
        make_announcer(db, Desktop(dies=True)).announce(NOON)
    mark_done(db, "follow_up:task:1:2026-11-21", NOON)
    mark_done(db, "follow_up:task:2:2026-11-21", NOON)
    take_back(db, "follow_up:task:2:2026-11-21", NOON)
    assert make_announcer(db, Desktop()).announce(NOON + timedelta(hours=1)).claimed == ()


def test_what_was_claimed_by_a_clock_that_was_ahead_is_shown_again(db: Database) -> None:
    add_task(db, TaskData(None, "Call", TODAY), NOON)
    with pytest.raises(SystemExit):
        make_announcer(db, Desktop(dies=True)).announce(NOON + timedelta(hours=5))
    assert len(make_announcer(db, Desktop()).announce(NOON).claimed) == 1


def test_three_weeks_off_are_one_summary(db: Database) -> None:
    for day in range(1, 22):
        add_task(db, TaskData(make_client(db, f"Клиент {day}"), "Call", date(2026, 11, day)), NOON)
        make_client(db, f"Именинник {day}", birthday=Birthday(11, day))
    desktop = Desktop()
    announced = make_announcer(db, desktop).announce(NOON)
    assert (announced.notified, announced.grouped, len(announced.claimed)) == (1, True, 21 + 4)
    assert desktop.shown == ["25: 25"]
    assert make_announcer(db, desktop).announce(NOON + timedelta(minutes=1)).claimed == ()


def test_up_to_three_people_are_told_one_by_one_with_all_their_reasons(db: Database) -> None:
    for number in range(3):
        client = make_client(db, f"Клиент {number}", birthday=Birthday(11, 21))
        add_task(db, TaskData(client, "Call", TODAY), NOON)
    desktop = Desktop()
    announced = make_announcer(db, desktop).announce(NOON)
    assert (announced.notified, announced.grouped, len(announced.claimed)) == (3, False, 6)
    assert desktop.shown == ["1: 2"] * 3


def test_what_was_told_and_is_true_again_is_listed_without_a_second_word(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 21))
    desktop = Desktop()
    announcer = make_announcer(db, desktop)
    assert len(announcer.announce(NOON).claimed) == 1
    action = trash_client(db, client, NOON)
    announcer.announce(NOON + timedelta(minutes=1))
    undo_action(db, action, NOON)
    assert announcer.announce(NOON + timedelta(minutes=2)).claimed == ()
    assert [item.state for item in list_due(db, TODAY, now=NOON)] == ["shown"]
    assert len(desktop.shown) == 1
