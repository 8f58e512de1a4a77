"""Open reminders are looked at again where something has happened to what they stand on, and then let be."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, text

from app.models.database import Database
from app.models.enums import ReminderState
from app.models.reminder import Reminder
from app.services.reminders.ledger.sweep import sweep
from app.services.tasks.save import TaskData, add_task
from tests.factories import NOW, make_client
from tests.reasons import TODAY
from tests.services.reminders.test_rules_find import run_out

DAY = timedelta(days=1)


def rows(db: Database) -> list[tuple[str, bool]]:
    with db.read() as session:
        return [(row.state, row.doubted) for row in session.execute(select(Reminder.state, Reminder.doubted))]


def set_peace(db: Database, wanted: int) -> None:
    with db.write() as session:
        session.execute(text("UPDATE client SET do_not_disturb = :wanted"), {"wanted": wanted})


def test_what_was_in_doubt_and_holds_stays_open_and_is_left_alone(db: Database) -> None:
    add_task(db, TaskData(run_out(db), "Перезвонить", TODAY), NOW - DAY)
    assert len(sweep(db, NOW, live=True)) == 2
    set_peace(db, 1)
    set_peace(db, 0)
    assert rows(db) == [(ReminderState.SHOWN, True)] * 2
    assert sweep(db, NOW, live=True) == []
    assert rows(db) == [(ReminderState.SHOWN, False)] * 2


def test_whatever_changes_the_client_closes_what_the_rules_found_but_not_the_task(db: Database) -> None:
    add_task(db, TaskData(run_out(db), "Перезвонить", TODAY), NOW - DAY)
    sweep(db, NOW, live=True)
    set_peace(db, 1)
    sweep(db, NOW, live=True)
    assert sorted(rows(db))[0][0] == ReminderState.EXPIRED
    assert (ReminderState.SHOWN, False) in rows(db)


def test_a_task_moved_to_another_day_is_told_on_that_day(db: Database) -> None:
    task_id = add_task(db, TaskData(make_client(db), "Перезвонить", TODAY), NOW - DAY)
    sweep(db, NOW, live=True)
    with db.write() as session:
        session.execute(text("UPDATE task SET due_day = :day WHERE id = :id"), {"day": TODAY + DAY, "id": task_id})
    assert sweep(db, NOW, live=True) == []
    assert len(sweep(db, NOW + DAY, live=True)) == 1
