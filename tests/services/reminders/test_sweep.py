"""What a sweep claims, expires and leaves alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder, ReminderEvent
from app.services.clients.data import Birthday
from app.services.clients.merging.merge import merge_clients
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell, tune
from tests.reasons import take_back

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # 12:00 in Moscow
TODAY = date(2026, 11, 21)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ids(items: list) -> list[str]:
    return [item.id for item in items]


def at(day: date, wall: str) -> datetime:
    """A wall time in Moscow."""
    return datetime.fromisoformat(f"{day.isoformat()}T{wall}+03:00")


def lapsed_client(
    db: Database, name: str = "Жукова Марина", price: int = 100_000, last: date = date(2026, 9, 1)
) -> int:
    """Bought every 20 days until `last`: rhythm 20, limit 40."""
    client = make_client(db, name)
    for back in (40, 20, 0):
        sell(db, client, last - timedelta(days=back), price)
    return client


def states(db: Database) -> dict[str, str]:
    with db.read() as session:
        rows = session.scalars(select(Reminder)).all()
        return {f"{row.kind}:{row.source_key}:{row.occurrence}": row.state for row in rows}


def test_each_due_item_is_claimed_once(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 21, 1990))
    add_task(db, TaskData(client, "Call back", TODAY), NOON)
    lapsed = lapsed_client(db)

    claimed = sweep(db, NOON)

    assert ids(claimed) == [
        "follow_up:task:1:2026-11-21",
        f"birthday:client:{client}:2026-11-21",
        f"lapsed:client:{lapsed}:2026-09-01",
    ]
    assert {item.state for item in claimed} == {ReminderState.SHOWN}
    assert sweep(db, NOON) == []
    assert sweep(db, NOON + HOUR) == []
    assert ids(list_due(db, TODAY, now=NOON)) == ids(claimed)


def test_listing_writes_nothing(db: Database) -> None:
    make_client(db, birthday=Birthday(11, 21, 1990))
    lapsed_client(db)
    assert len(list_due(db, TODAY)) == 2
    assert states(db) == {}


def test_timed_follow_up_is_announced_at_its_time_and_an_untimed_one_at_opening(db: Database) -> None:
    timed = add_task(db, TaskData(None, "Order 412", TODAY, time(15, 0)), NOON)
    untimed = add_task(db, TaskData(None, "Order beans", TODAY), NOON)
    assert sweep(db, at(TODAY, "09:59")) == []
    assert ids(sweep(db, at(TODAY, "10:00"))) == [f"follow_up:task:{untimed}:2026-11-21"]
    assert sweep(db, at(TODAY, "14:59")) == []
    assert ids(sweep(db, at(TODAY, "15:00"))) == [f"follow_up:task:{timed}:2026-11-21T1500"]


def test_birthday_is_announced_once_at_each_lead(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 28))
    days = [TODAY + timedelta(days=n) for n in range(-1, 12)]
    announced = [day for day in days for moment in ("09:00", "10:00", "18:00") if sweep(db, at(day, moment))]
    assert announced == [TODAY, date(2026, 11, 27), date(2026, 11, 28)]
    assert states(db) == {f"birthday:client:{client}:2026-11-28": "expired"}


def test_after_days_off_only_the_latest_lead_is_announced(db: Database) -> None:
    make_client(db, birthday=Birthday(11, 28))
    assert len(sweep(db, at(date(2026, 11, 27), "12:00"))) == 1
    assert sweep(db, at(date(2026, 11, 27), "20:00")) == []
    assert len(sweep(db, at(date(2026, 11, 28), "12:00"))) == 1


def test_done_birthday_is_quiet_until_next_year(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 28))
    (item,) = sweep(db, NOON)
    assert mark_done(db, item.id, NOON) == ReminderState.DONE
    assert sweep(db, at(date(2026, 11, 28), "12:00")) == []
    assert list_due(db, date(2026, 11, 28)) == []
    assert ids(sweep(db, at(date(2027, 11, 21), "12:00"))) == [f"birthday:client:{client}:2027-11-28"]


def test_edited_birthday_arms_anew(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 21))
    (old,) = sweep(db, NOON)
    mark_done(db, old.id, NOON)
    with db.write() as session:
        session.get_one(Client, client).birth_day = 22
    assert ids(sweep(db, NOON)) == [f"birthday:client:{client}:2026-11-22"]


def test_birthday_of_a_lost_day_is_greeted_within_grace_and_expires_after(db: Database) -> None:
    client = make_client(db, birthday=Birthday(11, 18))
    (item,) = sweep(db, NOON)
    assert (item.due, item.overdue_days, item.reason.days_left) == (date(2026, 11, 18), 3, -3)
    assert sweep(db, NOON + DAY) == []
    assert states(db) == {f"birthday:client:{client}:2026-11-18": "expired"}
    assert list_due(db, TODAY + DAY) == []


def test_purchase_closes_a_lapsed_item_and_its_undo_brings_it_back(db: Database) -> None:
    client = lapsed_client(db)
    (item,) = sweep(db, NOON)
    sell(db, client, TODAY)
    action = find_last_action(db, NOON - DAY)
    assert list_due(db, TODAY, now=NOON) == []
    assert sweep(db, NOON) == []
    assert states(db) == {item.id: "expired"}
    assert action is not None
    undo_action(db, action.id, NOON)
    assert ids(sweep(db, NOON)) == [item.id]


def test_one_item_per_silence(db: Database) -> None:
    client = lapsed_client(db)
    (item,) = sweep(db, NOON)
    dismiss(db, item.id, NOON)
    assert sweep(db, NOON + 7 * DAY) == []
    sell(db, client, date(2026, 12, 1))
    (again,) = sweep(db, at(date(2027, 3, 1), "12:00"))
    assert again.id == f"lapsed:client:{client}:2026-12-01"


def test_at_most_the_quota_of_lapsed_a_day_the_most_valuable_first(db: Database) -> None:
    tune(db, ReminderKind.LAPSED, per_day=2)
    clients = [lapsed_client(db, f"Клиент {n}", price=n * 1000) for n in range(1, 6)]

    first = sweep(db, NOON)
    assert [item.client_id for item in first] == [clients[4], clients[3]]
    assert [item.client_id for item in list_due(db, TODAY, now=NOON)] == [clients[4], clients[3]]

    mark_done(db, first[0].id, NOON)  # counts against today's quota
    assert sweep(db, NOON + HOUR) == []
    assert [item.client_id for item in list_due(db, TODAY, now=NOON)] == [clients[3]]

    tomorrow = sweep(db, NOON + DAY)  # one is still open, so there is room for one
    assert [item.client_id for item in tomorrow] == [clients[2]]


def test_silence_over_three_limits_is_left_to_win_back(db: Database) -> None:
    client = lapsed_client(db, last=date(2026, 7, 24))  # 120 days of silence, the limit being 40
    assert [item.client_id for item in list_due(db, TODAY)] == [client]
    assert list_due(db, TODAY + DAY) == []
    assert len(sweep(db, NOON)) == 1
    assert sweep(db, NOON + DAY) == []
    assert set(states(db).values()) == {"expired"}


def test_do_not_disturb_and_trash_keep_clients_off_the_list(db: Database) -> None:
    quiet, gone = lapsed_client(db, "А"), make_client(db, "Б", birthday=Birthday(11, 21))
    add_task(db, TaskData(gone, "Call", TODAY), NOON)
    with db.write() as session:
        session.get_one(Client, quiet).do_not_disturb = True
        session.get_one(Client, gone).deleted_at = NOON
    assert list_due(db, TODAY) == []
    assert sweep(db, NOON) == []


def test_snoozed_item_is_hidden_and_claimed_again_after_its_new_time(db: Database) -> None:
    add_task(db, TaskData(None, "Call", TODAY), NOON)
    (item,) = sweep(db, NOON)
    assert snooze(db, item.id, NOON + HOUR, NOON) == ReminderState.SNOOZED
    assert list_due(db, TODAY, now=NOON + HOUR / 2) == []
    assert sweep(db, NOON + HOUR / 2) == []
    assert ids(list_due(db, TODAY, now=NOON + HOUR)) == [item.id]
    assert ids(sweep(db, NOON + HOUR)) == [item.id]
    assert sweep(db, NOON + 2 * HOUR) == []


def test_snoozed_lapsed_does_not_make_room_for_another_today(db: Database) -> None:
    tune(db, ReminderKind.LAPSED, per_day=1)
    lapsed_client(db, "А", 2000)
    lapsed_client(db, "Б", 1000)
    (item,) = sweep(db, NOON)
    snooze(db, item.id, NOON + 10 * DAY, NOON)
    assert sweep(db, NOON + HOUR) == []
    assert len(sweep(db, NOON + DAY)) == 1


def test_acting_on_an_id_works_before_any_sweep(db: Database) -> None:
    make_client(db, birthday=Birthday(11, 21))
    (item,) = list_due(db, TODAY)
    assert dismiss(db, item.id, NOON) == ReminderState.DISMISSED
    assert list_due(db, TODAY) == []
    assert sweep(db, NOON) == []


def test_done_follow_up_completes_its_task_and_undo_lists_it_again(db: Database) -> None:
    add_task(db, TaskData(None, "Call", TODAY), NOON)
    (item,) = sweep(db, NOON)
    assert mark_done(db, item.id, NOON) == ReminderState.DONE
    assert mark_done(db, item.id, NOON) == ReminderState.DONE
    assert list_due(db, TODAY, now=NOON) == []
    action = find_last_action(db, NOON - DAY)
    assert action is not None
    assert action.kind == "complete_task"
    undo_action(db, action.id, NOON)
    assert ids(list_due(db, TODAY, now=NOON)) == [item.id]


def test_taking_back_done_lists_the_item_without_a_second_announcement(db: Database) -> None:
    add_task(db, TaskData(None, "Call", TODAY, every="FREQ=WEEKLY"), NOON)
    (item,) = sweep(db, NOON)
    mark_done(db, item.id, NOON)
    assert list_due(db, TODAY, now=NOON) == []
    assert take_back(db, item.id, NOON) == ReminderState.SHOWN
    assert ids(list_due(db, TODAY, now=NOON)) == [item.id]
    assert sweep(db, NOON) == []


def test_dismissed_occurrence_of_a_repeating_task_moves_on(db: Database) -> None:
    add_task(db, TaskData(None, "Water the plants", TODAY, every="FREQ=DAILY;INTERVAL=2"), NOON)
    dismiss(db, "follow_up:task:1:2026-11-21", NOON)
    assert ids(list_due(db, TODAY + timedelta(days=2))) == ["follow_up:task:1:2026-11-23"]


@pytest.mark.parametrize(
    "item_id",
    [
        "",
        "birthday",
        "birthday:client:1",
        "birthday:client:99:2026-11-21",
        "birthday:client:1:2026-11-20",
        "birthday:task:1:2026-11-21",
        "lapsed:client:1:2026-11-21",
        "follow_up:task:1:2026-11-22",
        "follow_up:task:one:2026-11-21",
        "follow_up:task:1:2026-11-21T9999",
        "gift:client:1:2026-11-21",
    ],
)
def test_an_id_that_is_none_is_not_found(db: Database, item_id: str) -> None:
    client = make_client(db, birthday=Birthday(11, 21))
    add_task(db, TaskData(client, "Call", TODAY), NOON)
    for act in (mark_done, dismiss):
        with pytest.raises(NotFound):
            act(db, item_id, NOON)
    with pytest.raises(NotFound):
        snooze(db, item_id, NOON + HOUR, NOON)


def test_snoozed_into_the_past_it_comes_back_at_the_next_sweep(db: Database) -> None:
    make_client(db, birthday=Birthday(11, 21))
    snooze(db, "birthday:client:1:2026-11-21", NOON - HOUR, NOON)
    assert ids(sweep(db, NOON)) == ["birthday:client:1:2026-11-21"]
    assert sweep(db, NOON) == []


def test_days_beyond_a_year_are_refused(db: Database) -> None:
    with pytest.raises(InvalidValue):
        list_due(db, TODAY, 367)
    with pytest.raises(InvalidValue):
        list_due(db, date(1, 1, 1))


def test_sweep_of_a_past_moment_sees_clients_as_they_stood(db: Database) -> None:
    client = lapsed_client(db, last=date(2026, 6, 1))
    sell(db, client, date(2026, 11, 1))
    july = at(date(2026, 7, 20), "12:00")
    assert ids(list_due(db, july.date())) == [f"lapsed:client:{client}:2026-06-01"]
    assert ids(sweep(db, july)) == [f"lapsed:client:{client}:2026-06-01"]
    assert sweep(db, july) == []


def test_purchase_dated_ahead_by_a_slip_does_not_change_the_live_list(db: Database) -> None:
    lapsed = lapsed_client(db)
    sell(db, make_client(db, "Б"), date(2062, 1, 1))
    assert [item.client_id for item in sweep(db, NOON, live=True)] == [lapsed]


def test_every_step_is_in_the_delivery_log(db: Database) -> None:
    add_task(db, TaskData(None, "Call", TODAY), NOON)
    (item,) = sweep(db, NOON)
    snooze(db, item.id, NOON + HOUR, NOON)
    sweep(db, NOON + HOUR)
    mark_done(db, item.id, NOON + HOUR)
    with db.read() as session:
        events = session.scalars(select(ReminderEvent.event).order_by(ReminderEvent.id)).all()
    assert events == ["shown", "snoozed", "shown", "done"]


def test_taking_back_what_was_done_leaves_a_merge_since_alone(db: Database) -> None:
    keep, other = make_client(db, "Крылова Ольга"), make_client(db, "Крылова О.")
    add_task(db, TaskData(other, "Call back", TODAY), NOON)
    [item] = sweep(db, NOON)
    mark_done(db, item.id, NOON)
    merge_clients(db, keep, other, NOON)
    assert take_back(db, item.id, NOON) == ReminderState.SHOWN
    with db.read() as session:
        assert session.get_one(Client, other).merged_into_id == keep
