"""The list of tasks: what fits, in what order, under which day; and what is done with many at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert

from app.models.database import Database
from app.models.enums import TaskKind
from app.models.task import Task
from app.services.clients.save import trash_client
from app.services.errors import Cancelled, InvalidValue, NotFound
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.reminders.today.due import list_due
from app.services.staff import add_staff
from app.services.tasks.bulk import AT_ONCE, complete_tasks, delete_tasks, move_tasks, reopen_task
from app.services.tasks.listing import DayGroup, TaskFilter, TaskList, has_tasks, list_tasks, task_rows
from app.services.tasks.save import IMPORTANT, URGENT, TaskData, add_task, complete_task
from tests.factories import NOW, make_client

TODAY = date(2026, 11, 21)


def add(db: Database, title: str, days: int = 0, at: time | None = None, **more: object) -> int:
    return add_task(db, TaskData(None, title, TODAY + timedelta(days), at, **more), NOW)  # type: ignore[arg-type]


def titles(db: Database, asked: TaskFilter | None = None) -> list[str]:
    listed = list_tasks(db, asked or TaskFilter(), TODAY)
    return [row.title for row in task_rows(db, listed.ids)]


def read(db: Database, task_id: int) -> Task:
    with db.read() as session:
        return session.get_one(Task, task_id)


def test_overdue_stand_together_first_then_every_day_on_its_own(db: Database) -> None:
    add(db, "Next year", 400)
    add(db, "Late", -2)
    add(db, "Later still", -30)
    add(db, "Now")
    add(db, "Soon", 1)
    listed = list_tasks(db, TaskFilter(), TODAY)
    assert [row.title for row in task_rows(db, listed.ids)] == ["Later still", "Late", "Now", "Soon", "Next year"]
    days = (None, TODAY, TODAY + timedelta(1), TODAY + timedelta(400))
    assert listed.groups == tuple(DayGroup(day, count) for day, count in zip(days, (2, 1, 1, 1), strict=True))


def test_within_a_day_the_clock_comes_first_then_what_is_urgent(db: Database) -> None:
    add(db, "Whenever")
    add(db, "Evening", at=time(18))
    add(db, "Urgent", priority=URGENT)
    add(db, "Important", priority=IMPORTANT)
    add(db, "Morning", at=time(9, 30))
    assert titles(db) == ["Morning", "Evening", "Urgent", "Important", "Whenever"]


def test_a_filter_leaves_only_what_fits(db: Database) -> None:
    client_id, me = make_client(db), add_staff(db, "Мария")
    mine = add_task(db, TaskData(client_id, "Call her", TODAY, kind=TaskKind.CALL, staff_id=me), NOW)
    other = add_task(db, TaskData(None, "Order beans", TODAY, staff_id=add_staff(db, "Олег")), NOW)
    both = [read(db, one).title for one in (mine, other)]
    assert titles(db) == both
    for asked in (
        TaskFilter(staff_id=me),
        TaskFilter(client_id=client_id),
        TaskFilter(kinds=frozenset({TaskKind.CALL, TaskKind.MEETING})),
    ):
        assert titles(db, asked) == ["Call her"]
    assert titles(db, TaskFilter(client_id=client_id, kinds=frozenset({TaskKind.TODO}))) == []


@pytest.mark.parametrize(
    "typed", ["КРЫЛОВА", "крыл", "ёлк", "елку", "ПРО СКИДКУ ёл", "iphone", "100%", "905 221", "кр"]
)
def test_a_search_finds_by_title_note_and_client_in_any_case(db: Database, typed: str) -> None:
    wanted = TaskData(
        make_client(db, phone="8 905 221-14-08"), "Ёлку привезти, 100% iPhone", TODAY, note="спросить Про Скидку"
    )
    add_task(db, wanted, NOW)
    add(db, "Something else, 100 of them")
    assert titles(db, TaskFilter(text=typed)) == [wanted.title]


def test_of_somebody_in_the_trash_nothing_is_listed(db: Database) -> None:
    client_id = make_client(db)
    add_task(db, TaskData(client_id, "Call", TODAY), NOW)
    trash_client(db, client_id, NOW)
    assert titles(db) == []


def test_done_ones_stand_under_the_day_they_were_done_on_the_last_first(db: Database) -> None:
    moments = [NOW, NOW - timedelta(hours=1), datetime(2026, 11, 20, 20, 59, tzinfo=UTC), NOW - timedelta(hours=11)]
    for number, moment in enumerate(moments):
        complete_task(db, add(db, f"Task {number}", -5), moment)
    add(db, "Open")
    listed = list_tasks(db, TaskFilter(done=True), TODAY)
    assert [row.title for row in task_rows(db, listed.ids)] == ["Task 0", "Task 1", "Task 3", "Task 2"]
    # 20:59 UTC is the last minute of the day in Moscow, 22:00 belongs to the next
    assert listed.groups == (DayGroup(TODAY, 3), DayGroup(TODAY - timedelta(1), 1))


def test_an_empty_shop_has_no_tasks(db: Database) -> None:
    assert list_tasks(db, TaskFilter(), TODAY) == TaskList(list_tasks(db, TaskFilter(done=True), TODAY).ids, ())
    assert not has_tasks(db)
    delete_tasks(db, [add(db, "A mistake")], NOW)
    assert not has_tasks(db)


def test_many_are_moved_as_one_act_each_at_its_time(db: Database) -> None:
    ids = [add(db, "A", -3, time(15)), add(db, "B", 2)]
    action = move_tasks(db, ids, date(2026, 11, 24), NOW)
    assert {read(db, one).due_day for one in ids} == {date(2026, 11, 24)}
    assert read(db, ids[0]).due_at == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    undo_action(db, action, NOW)
    assert [read(db, one).due_day for one in ids] == [TODAY - timedelta(3), TODAY + timedelta(2)]
    redo_action(db, action, NOW)
    assert {read(db, one).due_day for one in ids} == {date(2026, 11, 24)}


def test_a_repeating_one_that_is_moved_keeps_its_rule(db: Database) -> None:
    weekly = add(db, "Order", 2, every="FREQ=WEEKLY")  # Monday
    move_tasks(db, [weekly], TODAY, NOW)
    complete_tasks(db, [weekly], NOW)
    assert read(db, weekly).due_day == TODAY + timedelta(9)


def test_many_are_done_as_one_act_and_their_reminders_with_them(db: Database) -> None:
    ids = [add(db, "A", -1), add(db, "B"), add(db, "Every day", every="FREQ=DAILY")]
    action = complete_tasks(db, ids, NOW)
    assert [read(db, one).done_at for one in ids] == [NOW, NOW, None]
    assert read(db, ids[2]).due_day == TODAY + timedelta(1)
    assert list_due(db, TODAY) == []
    undo_action(db, action, NOW)
    assert [read(db, one).done_at for one in ids] == [None, None, None]
    assert len(list_due(db, TODAY)) == 3


def test_what_was_done_meanwhile_stays_as_it_is(db: Database) -> None:
    done, left = add(db, "Done already"), add(db, "Left")
    complete_task(db, done, NOW - timedelta(hours=1))
    complete_tasks(db, [done, left], NOW)
    assert read(db, done).done_at == NOW - timedelta(hours=1)
    with pytest.raises(NotFound):
        move_tasks(db, [done, left], TODAY, NOW)


def test_a_day_that_nobody_means_moves_nothing(db: Database) -> None:
    with pytest.raises(InvalidValue):
        move_tasks(db, [add(db, "A")], date(1026, 11, 21), NOW)


def test_a_done_one_is_to_be_done_again(db: Database) -> None:
    task_id = add(db, "Call")
    complete_task(db, task_id, NOW)
    reopen_task(db, task_id, NOW + timedelta(minutes=1))
    assert titles(db) == ["Call"]
    assert titles(db, TaskFilter(done=True)) == []
    with pytest.raises(NotFound):
        reopen_task(db, task_id, NOW)
    last = find_last_action(db, NOW - timedelta(days=1))
    assert last is not None
    assert last.kind == "reopen_task"
    undo_action(db, last.id, NOW + timedelta(minutes=2))
    assert titles(db) == []


def test_deleted_ones_come_back_together(db: Database) -> None:
    ids = [add(db, "A"), add(db, "B", 1)]
    complete_task(db, add(db, "Done"), NOW)
    action = delete_tasks(db, ids, NOW)
    assert titles(db) == []
    undo_action(db, action, NOW)
    assert titles(db) == ["A", "B"]


def test_very_many_tell_how_far_they_are_and_can_be_stopped(db: Database) -> None:
    with db.write() as session:
        when = dict.fromkeys(("due_at", "created_at", "updated_at"), NOW)
        rows = [{"title": "A", "due_day": TODAY, "first_day": TODAY, **when}] * (AT_ONCE + 1)
        session.execute(insert(Task), rows)
    ids, told = list_tasks(db, TaskFilter(), TODAY).ids, []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        delete_tasks(db, ids, NOW, stop)
    assert told == [(0, AT_ONCE + 1), (AT_ONCE, AT_ONCE + 1)]
    assert len(list_tasks(db, TaskFilter(), TODAY).ids) == AT_ONCE + 1
    delete_tasks(db, ids, NOW)
    assert len(list_tasks(db, TaskFilter(), TODAY).ids) == 0
