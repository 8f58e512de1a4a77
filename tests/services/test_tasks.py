"""Follow-ups: saving, changing, completing, and the shop's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.task import Task
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from app.services.reminders.today.due import list_due
from app.services.shop_time import read_due, read_moment, to_moment
from app.services.tasks.save import (
    IMPORTANT,
    URGENT,
    OpenTask,
    TaskData,
    add_task,
    complete_task,
    edit_task,
    get_task,
    move_to,
    tick,
)
from tests.factories import make_client

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
BERLIN, MOSCOW = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Moscow")


def read_task(db: Database, task_id: int) -> Task:
    with db.read() as session:
        return session.get_one(Task, task_id)


def test_wall_time_becomes_a_moment_in_the_shops_zone(db: Database) -> None:
    timed = add_task(db, TaskData(make_client(db), " Call ", TODAY, time(15, 0)), NOON)
    untimed = add_task(db, TaskData(None, "Order", TODAY), NOON)
    task = read_task(db, timed)
    assert (task.title, task.due_time) == ("Call", "15:00")
    assert task.due_at == datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert read_task(db, untimed).due_at == datetime(2026, 11, 20, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2026-03-29T01:30", "2026-03-29T00:30"),
        ("2026-03-29T02:30", "2026-03-29T01:30"),  # skipped: half past three
        ("2026-03-29T03:30", "2026-03-29T01:30"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # comes twice: the first
        ("2026-10-25T03:30", "2026-10-25T02:30"),
    ],
)
def test_times_around_the_change_of_summer_time(wall: str, moment: str) -> None:
    day, clock = read_due(wall, BERLIN)
    assert to_moment(day, clock, BERLIN) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day", "wall"),
    [
        ("2026-11-21", TODAY, None),
        ("2026-11-21T15:00", TODAY, time(15, 0)),
        ("2026-11-21 15:00:30", TODAY, time(15, 0)),
        ("2026-11-21T23:30:00Z", date(2026, 11, 22), time(2, 30)),
        ("2026-11-21T23:30+05:00", TODAY, time(21, 30)),
    ],
)
def test_a_typed_due_is_shop_time_unless_it_has_an_offset(text: str, day: date, wall: time | None) -> None:
    assert read_due(text, MOSCOW) == (day, wall)


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-02-30", "2026-11-21T25:00", "21.11.2026"])
def test_a_due_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_due(text, MOSCOW)
    with pytest.raises(InvalidValue):
        read_moment(text, MOSCOW)


def test_a_moment_without_offset_is_shop_time() -> None:
    assert read_moment("2026-11-21T12:00", MOSCOW) == NOON
    assert read_moment("2026-11-21T12:00+00:00", MOSCOW) == datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert read_moment("2026-11-21", MOSCOW) == datetime(2026, 11, 20, 21, 0, tzinfo=UTC)


def test_bad_input_is_refused_and_nothing_saved(db: Database) -> None:
    for data in (
        TaskData(None, "  ", TODAY),
        TaskData(None, "Call", TODAY, every="sometimes"),
        TaskData(None, "Call", TODAY, anchor="moon"),
        TaskData(None, "Call", TODAY, priority=3),
        TaskData(None, "Call", date(1026, 11, 21)),
    ):
        with pytest.raises(InvalidValue):
            add_task(db, data, NOON)
    with pytest.raises(NotFound):
        add_task(db, TaskData(99, "Call", TODAY), NOON)
    assert list_due(db, TODAY) == []


def test_a_single_task_closes_and_undo_opens_it(db: Database) -> None:
    task = add_task(db, TaskData(None, "Call", TODAY), NOON)
    assert complete_task(db, task, NOON) is None
    assert list_due(db, TODAY) == []
    with pytest.raises(NotFound):
        complete_task(db, task, NOON)
    action = find_last_action(db, NOON)
    assert action is not None
    undo_action(db, action.id, NOON)
    assert read_task(db, task).done_at is None
    assert len(list_due(db, TODAY)) == 1


def test_month_end_is_kept_through_short_months(db: Database) -> None:
    task = add_task(db, TaskData(None, "Rent", date(2027, 1, 31), every="FREQ=MONTHLY"), NOON)
    days = [complete_task(db, task, datetime(2027, month, 28, 9, tzinfo=UTC)) for month in (1, 2, 3)]
    assert days == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_missed_occurrences_are_one_and_the_next_is_ahead(db: Database) -> None:
    task = add_task(db, TaskData(None, "Call", date(2026, 10, 1), every="FREQ=WEEKLY"), NOON)
    assert len(list_due(db, TODAY)) == 1
    assert complete_task(db, task, NOON) == date(2026, 11, 26)
    assert list_due(db, TODAY) == []


def test_repeating_from_completion_counts_from_the_day_it_was_done(db: Database) -> None:
    data = TaskData(None, "Call", date(2026, 11, 1), time(9, 30), every="FREQ=DAILY;INTERVAL=14", anchor="completion")
    task = add_task(db, data, NOON)
    assert complete_task(db, task, NOON) == date(2026, 12, 5)
    assert read_task(db, task).due_at == datetime(2026, 12, 5, 6, 30, tzinfo=UTC)


def moved(db: Database, task_id: int, day: date) -> None:
    with db.write(Area.TASKS) as session:
        begin_action(session, "move_task", NOON)
        task = session.get(Task, task_id)
        assert task is not None
        move_to(task, day, NOON, MOSCOW)


def test_an_occurrence_that_was_brought_forward_does_not_come_again_on_the_day_it_was_taken_from(db: Database) -> None:
    task = add_task(db, TaskData(None, "Rent", date(2026, 11, 30), time(9), every="FREQ=MONTHLY"), NOON)
    moved(db, task, date(2026, 11, 24))
    assert read_task(db, task).due_at == datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert complete_task(db, task, NOON) == date(2026, 12, 30)
    assert complete_task(db, task, NOON) == date(2027, 1, 30)


def test_an_occurrence_that_was_put_off_leaves_the_rule_where_it_was(db: Database) -> None:
    task = add_task(db, TaskData(None, "Call", date(2026, 11, 23), every="FREQ=WEEKLY"), NOON)
    moved(db, task, date(2026, 11, 26))
    moved(db, task, date(2026, 11, 25))
    assert complete_task(db, task, NOON) == date(2026, 11, 30)


def test_an_occurrence_put_off_beyond_the_next_one_stands_for_both(db: Database) -> None:
    task = add_task(db, TaskData(None, "Call", date(2026, 11, 23), every="FREQ=WEEKLY"), NOON)
    moved(db, task, date(2026, 12, 1))
    assert complete_task(db, task, NOON) == date(2026, 12, 7)


def test_editing_checks_the_version_and_starts_the_rule_anew(db: Database) -> None:
    task = add_task(db, TaskData(None, "Rent", date(2026, 1, 31), every="FREQ=MONTHLY"), NOON)
    version = edit_task(db, task, TaskData(None, "Rent", date(2026, 12, 15), every="FREQ=MONTHLY"), 1, NOON)
    assert version == 2
    assert complete_task(db, task, NOON) == date(2027, 1, 15)
    with pytest.raises(EditConflict):
        edit_task(db, task, TaskData(None, "Rent", TODAY), 1, NOON)
    with pytest.raises(NotFound):
        edit_task(db, 99, TaskData(None, "Rent", TODAY), 1, NOON)


STEPS = (("Weigh", False), ("Pack", True))


def test_priority_note_and_checklist_are_kept_and_read_back_for_changing(db: Database) -> None:
    data = TaskData(None, "Order", TODAY, time(15, 0), "by noon", "FREQ=WEEKLY", "completion", URGENT, STEPS)
    task = add_task(db, data, NOON)
    assert get_task(db, task) == OpenTask(task, 1, data)
    later = replace(data, priority=IMPORTANT, checklist=(("Pack", True), ("  ", False)))
    edit_task(db, task, later, 1, NOON)
    assert get_task(db, task) == OpenTask(task, 2, replace(later, checklist=(("Pack", True),)))


def test_a_tick_is_an_action_of_its_own(db: Database) -> None:
    task = add_task(db, TaskData(None, "Order", TODAY, checklist=STEPS), NOON)
    action = tick(db, task, 0, True, NOON)
    assert get_task(db, task).data.checklist == (("Weigh", True), ("Pack", True))
    assert get_task(db, task).version == 2
    undo_action(db, action, NOON)
    assert get_task(db, task).data.checklist == STEPS
    with pytest.raises(NotFound):
        tick(db, task, 2, True, NOON)


def test_a_repeating_task_comes_again_with_nothing_ticked(db: Database) -> None:
    task = add_task(db, TaskData(None, "Clean the machine", TODAY, every="FREQ=WEEKLY", checklist=STEPS), NOON)
    complete_task(db, task, NOON)
    assert get_task(db, task).data.checklist == (("Weigh", False), ("Pack", False))


def test_tasks_of_a_day_come_by_priority_then_by_time(db: Database) -> None:
    add_task(db, TaskData(None, "Usual", TODAY, time(9, 0)), NOON)
    add_task(db, TaskData(None, "Urgent", TODAY, time(11, 0), priority=URGENT), NOON)
    add_task(db, TaskData(None, "Yesterday", date(2026, 11, 20)), NOON)
    titles = [item.reason.title for item in list_due(db, TODAY, now=NOON)]  # type: ignore[union-attr]
    assert titles == ["Yesterday", "Urgent", "Usual"]


def test_a_done_task_cannot_be_read_for_changing(db: Database) -> None:
    task = add_task(db, TaskData(None, "Call", TODAY), NOON)
    complete_task(db, task, NOON)
    with pytest.raises(NotFound):
        get_task(db, task)
