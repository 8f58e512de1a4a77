"""The days of the calendar: tasks where they are due, repeating ones where they come again, dates of clients."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.models.database import Database
from app.models.enums import ReminderKind, TaskKind
from app.services.clients.data import Birthday, ClientData
from app.services.clients.save import save_client, trash_client
from app.services.settings import get_settings, save_settings
from app.services.staff import add_staff
from app.services.tasks.bulk import move_tasks
from app.services.tasks.calendar import plan
from app.services.tasks.listing import TaskFilter
from app.services.tasks.save import IMPORTANT, TaskData, add_task, complete_task
from tests.factories import make_client, sell, set_dates, tune

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)  # a Saturday
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
EVERYTHING = TaskFilter()


def add(db: Database, title: str, day: date, at: time | None = None, **more: object) -> int:
    return add_task(db, TaskData(None, title, day, at, **more), NOON)  # type: ignore[arg-type]


def coming(db: Database, first: date = FIRST, last: date = LAST, asked: TaskFilter = EVERYTHING) -> list[date]:
    """The days on which something comes again, each as often as it does."""
    days = plan(db, asked, first, last, TODAY)
    return [day for day, one in days.items() for _again in range(one.coming_count)]


def test_every_day_is_there_and_tasks_stand_on_theirs_in_the_order_of_the_list(db: Database) -> None:
    add(db, "some time", TODAY)
    add(db, "important", TODAY, priority=IMPORTANT)
    add(db, "at three", TODAY, time(15))
    add(db, "at nine", TODAY, time(9))
    add(db, "late", date(2026, 11, 2))
    add(db, "outside", date(2026, 12, 1))
    days = plan(db, EVERYTHING, FIRST, LAST, TODAY)
    assert list(days) == [FIRST + timedelta(days=number) for number in range(30)]
    assert [row.title for row in days[TODAY].tasks] == ["at nine", "at three", "important", "some time"]
    assert [row.title for row in days[date(2026, 11, 2)].tasks] == ["late"]
    assert sum(one.count for one in days.values()) == 5


def test_a_full_day_shows_its_first_tasks_and_counts_all(db: Database) -> None:
    for number in range(5):
        add(db, f"task {number}", TODAY)
    day = plan(db, EVERYTHING, TODAY, TODAY, TODAY, most=2)[TODAY]
    assert [row.title for row in day.tasks] == ["task 0", "task 1"]
    assert day.count == 5


def test_the_filter_of_the_page_narrows_tasks_and_what_comes_again(db: Database) -> None:
    anna, boris = add_staff(db, "Anna"), add_staff(db, "Boris")
    wanted = add(db, "call", TODAY, kind=TaskKind.CALL, staff_id=anna, every="FREQ=DAILY;INTERVAL=5")
    add(db, "write", TODAY, kind=TaskKind.MESSAGE, staff_id=anna, every="FREQ=DAILY;INTERVAL=5")
    add(db, "call of another", TODAY, kind=TaskKind.CALL, staff_id=boris, every="FREQ=DAILY;INTERVAL=5")
    asked = TaskFilter(staff_id=anna, kinds=frozenset({TaskKind.CALL}))
    days = plan(db, asked, FIRST, LAST, TODAY)
    assert [row.id for row in days[TODAY].tasks] == [wanted]
    assert [one.task_id for one in days[date(2026, 11, 26)].coming] == [wanted]
    assert coming(db, asked=asked) == [date(2026, 11, 26)]


def test_what_is_done_stands_on_the_shops_day_on_which_it_was_done(db: Database) -> None:
    late = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # half past midnight in Moscow
    early = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
    for title, moment in (("on the 21st", late), ("on the 20th", early)):
        complete_task(db, add(db, title, date(2026, 11, 5)), moment)
    add(db, "open", TODAY)
    days = plan(db, TaskFilter(done=True), FIRST, LAST, TODAY)
    assert [row.title for row in days[TODAY].tasks] == ["on the 21st"]
    assert [row.title for row in days[date(2026, 11, 20)].tasks] == ["on the 20th"]
    assert sum(one.count for one in days.values()) == 2


def test_a_repeating_task_comes_again_as_its_rule_says_and_its_own_day_is_not_told_twice(db: Database) -> None:
    add(db, "order", date(2026, 11, 23), time(10), every="FREQ=WEEKLY")
    days = plan(db, EVERYTHING, FIRST, date(2026, 12, 13), TODAY)
    assert coming(db, last=date(2026, 12, 13)) == [date(2026, 11, 30), date(2026, 12, 7)]
    assert days[date(2026, 11, 23)].coming == ()
    again = days[date(2026, 11, 30)].coming[0]
    assert (again.title, again.due_time) == ("order", time(10))


def test_a_missed_one_comes_again_after_today(db: Database) -> None:
    add(db, "order", date(2026, 11, 3), every="FREQ=WEEKLY")
    assert coming(db) == [date(2026, 11, 24)]


def test_one_that_counts_from_its_completion_is_told_as_if_it_were_done_in_time(db: Database) -> None:
    add(db, "visit", date(2026, 11, 3), every="FREQ=DAILY;INTERVAL=4", anchor="completion")
    assert coming(db) == [date(2026, 11, 25), date(2026, 11, 29)]


def test_an_occurrence_that_was_moved_leaves_the_next_ones_where_they_were(db: Database) -> None:
    order = add(db, "order", date(2026, 11, 23), every="FREQ=WEEKLY")
    move_tasks(db, [order], TODAY, NOON)
    assert coming(db) == [date(2026, 11, 30)]
    assert complete_task(db, order, NOON) == date(2026, 11, 30)


def test_the_months_last_day_stands_in_for_the_31st(db: Database) -> None:
    add(db, "rent", date(2026, 12, 31), every="FREQ=MONTHLY")
    assert coming(db, date(2027, 1, 1), date(2027, 4, 30)) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


@pytest.mark.parametrize("done", [False, True])
def test_birthdays_and_dates_stand_on_their_days_with_the_years(db: Database, done: bool) -> None:
    client = make_client(db, "Крылова Ольга", birthday=Birthday(11, 24, 1990))
    set_dates(db, client, ("Свадьба", Birthday(11, 24, 2016)))
    dates = plan(db, TaskFilter(done=done), FIRST, LAST, TODAY)[date(2026, 11, 24)].dates
    assert [(one.kind, one.client, one.name, one.years) for one in dates] == [
        (ReminderKind.BIRTHDAY, "Крылова Ольга", "", 36),
        (ReminderKind.DATE, "Крылова Ольга", "Свадьба", 10),
    ]


def test_of_many_birthdays_the_best_clients_are_named_and_all_counted(db: Database) -> None:
    for name in ("One", "Two", "Three"):
        client = make_client(db, name, birthday=Birthday(11, 24))
        if name == "Three":
            sell(db, client, TODAY)
    day = plan(db, EVERYTHING, FIRST, LAST, TODAY, most=2)[date(2026, 11, 24)]
    assert [one.client for one in day.dates] == ["Three", "One"]
    assert day.dates_count == 3


def test_who_is_in_the_trash_or_wants_no_greetings_is_not_named(db: Database) -> None:
    save_client(db, ClientData("Quiet", birthday=Birthday(11, 24), do_not_disturb=True), NOON)
    trash_client(db, make_client(db, "Gone", birthday=Birthday(11, 24)), NOON)
    assert plan(db, EVERYTHING, FIRST, LAST, TODAY)[date(2026, 11, 24)].dates_count == 0


def test_29_february_is_where_the_rule_for_birthdays_says(db: Database) -> None:
    make_client(db, "Leap", birthday=Birthday(2, 29, 2000))
    first, last = date(2027, 2, 1), date(2027, 3, 31)
    for leap, day in (("feb28", date(2027, 2, 28)), ("mar1", date(2027, 3, 1))):
        tune(db, ReminderKind.BIRTHDAY, leap=leap)
        days = plan(db, EVERYTHING, first, last, TODAY)
        assert [found for found, one in days.items() if one.dates] == [day]


def test_dates_are_those_of_the_client_that_is_asked_about_or_none_at_all(db: Database) -> None:
    one, _other = (make_client(db, name, birthday=Birthday(11, 24)) for name in ("One", "Other"))
    day = plan(db, TaskFilter(client_id=one), FIRST, LAST, TODAY)[date(2026, 11, 24)]
    assert [found.client for found in day.dates] == ["One"]
    assert plan(db, EVERYTHING, FIRST, LAST, TODAY, with_dates=False)[date(2026, 11, 24)].dates == ()


def test_a_day_of_the_shops_zone_begins_at_its_midnight(db: Database) -> None:
    save_settings(db, replace(get_settings(db), time_zone="Asia/Vladivostok"))
    complete_task(db, add(db, "task", TODAY), datetime(2026, 11, 21, 15, 0, tzinfo=UTC))
    days = plan(db, TaskFilter(done=True), FIRST, LAST, TODAY)
    assert days[date(2026, 11, 22)].count == 1
