"""Tasks out of calendar files: what other programs write is understood, a second time changes instead of doubling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.models.database import Database
from app.models.task import Task
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.errors import CalendarDamaged, CalendarEmpty, Cancelled, FileMissing
from app.services.history.actions import find_last_action, undo_action
from app.services.tasks.ics.export import CalendarWords, export_calendar
from app.services.tasks.ics.items import CalendarItem
from app.services.tasks.ics.plan import CHANGED, NEW, REFUSED, SAME, plan_calendar, take_calendar
from app.services.tasks.ics.read import read_calendar
from app.services.tasks.save import TaskData, add_task, complete_task, edit_task, get_task
from app.wording.calendar_files import plan_words, planned_why
from tests.factories import NOW, make_client
from tests.services.tasks_ics.files import APPLE, GOOGLE, OUTLOOK, THUNDERBIRD

TODAY = date(2026, 11, 21)
MOSCOW = ZoneInfo("Europe/Moscow")


def _write(folder: Path, text: str, name: str = "calendar.ics") -> Path:
    path = folder / name
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return path


def _items(folder: Path, text: str) -> dict[str, CalendarItem]:
    return {item.title: item for item in read_calendar(_write(folder, text), MOSCOW, TODAY)}


def _tasks(db: Database) -> dict[str, Task]:
    with db.read() as session:
        return {task.title: task for task in session.scalars(select(Task).where(Task.deleted_at.is_(None)))}


def test_a_calendar_of_google_is_understood(tmp_path: Path) -> None:
    items = _items(tmp_path, GOOGLE)

    met, planned, rent = items["Встреча с поставщиком"], items["Планёрка"], items["Аренда"]
    assert (met.day, met.wall, met.every) == (date(2026, 11, 25), time(14, 30), None)
    assert met.note == "взять образцы"
    assert (planned.day, planned.wall, planned.every) == (date(2026, 11, 23), time(10), None)
    assert planned.remarks == ("once",)  # it has a day less than its rule says
    assert (rent.day, rent.wall, rent.every) == (date(2026, 12, 1), None, "FREQ=MONTHLY")
    assert items["Прошлый год"].refused == "over"
    assert items["Отменено"].refused == "cancelled"


def test_reminders_of_apple_are_understood(tmp_path: Path) -> None:
    items = _items(tmp_path, APPLE)

    ribbon, bare, second = items["Заказать ленту"], items["Без дня"], items["Второй вторник"]
    assert (ribbon.day, ribbon.wall, ribbon.priority) == (date(2026, 11, 24), time(18), 2)
    assert (bare.day, bare.remarks) == (TODAY, ("no_day",))
    assert (second.day, second.wall, second.every, second.remarks) == (date(2026, 12, 8), time(12), None, ("once",))
    assert items["Сделано"].refused == "done"


def test_zones_by_the_names_of_windows_are_understood(tmp_path: Path) -> None:
    items = _items(tmp_path, OUTLOOK)

    call, until = items["Call the bank"], items["Until the new year"]
    assert (call.day, call.wall, call.note) == (date(2026, 11, 27), time(15, 30), "Line one\nLine two")
    assert call.priority == 0
    assert (until.day, until.every, until.remarks) == (date(2026, 11, 30), None, ("once",))


def test_a_moment_in_another_zone_is_shop_time(tmp_path: Path) -> None:
    plants = _items(tmp_path, THUNDERBIRD)["Water the plants"]

    assert (plants.start, plants.wall) == (date(2026, 11, 21), time(4, 30))  # 20:30 in New York
    assert plants.every == "FREQ=DAILY;INTERVAL=3"


def test_an_occurrence_that_was_moved_is_due_on_its_new_day(tmp_path: Path) -> None:
    lesson = _items(tmp_path, THUNDERBIRD)["Class"]

    assert (lesson.day, lesson.wall, lesson.every) == (date(2026, 11, 24), time(18), "FREQ=WEEKLY")


def test_a_series_that_has_ended_is_over(tmp_path: Path) -> None:
    text = OUTLOOK.replace("UNTIL=20261231", "UNTIL=20261117")

    assert _items(tmp_path, text)["Until the new year"].refused == "over"


def test_what_comes_every_second_is_not_counted(tmp_path: Path) -> None:
    text = OUTLOOK.replace("FREQ=WEEKLY;UNTIL=20261231T060000Z;INTERVAL=2;BYDAY=MO", "FREQ=SECONDLY")

    assert _items(tmp_path, text)["Until the new year"].day == TODAY


def test_tasks_are_taken_as_one_act_that_can_be_undone(db: Database, tmp_path: Path) -> None:
    path = _write(tmp_path, GOOGLE)

    plan = plan_calendar(db, path, NOW)
    assert (plan.count(NEW), plan.count(REFUSED)) == (3, 2)
    assert not _tasks(db)
    take_calendar(db, plan, NOW)

    assert set(_tasks(db)) == {"Встреча с поставщиком", "Планёрка", "Аренда"}
    assert _tasks(db)["Аренда"].uid == "allday@google.com"
    action = find_last_action(db, NOW - timedelta(hours=1))
    assert action is not None
    undo_action(db, action.id, NOW)
    assert not _tasks(db)


def test_the_same_file_again_changes_nothing(db: Database, tmp_path: Path) -> None:
    for text in (GOOGLE, APPLE, OUTLOOK, THUNDERBIRD):
        path = _write(tmp_path, text)
        take_calendar(db, plan_calendar(db, path, NOW), NOW)

        plan = plan_calendar(db, path, NOW)

        assert plan.is_empty()
        assert plan.count(SAME) > 0


def test_a_changed_event_changes_its_task_and_keeps_what_is_ours(db: Database, tmp_path: Path) -> None:
    path = _write(tmp_path, OUTLOOK)
    take_calendar(db, plan_calendar(db, path, NOW), NOW)
    task = get_task(db, _tasks(db)["Call the bank"].id)

    edit_task(db, task.id, replace(task.data, checklist=(("Account number", False),)), task.version, NOW)

    path = _write(tmp_path, OUTLOOK.replace("20261127T153000", "20261130T090000").replace("Call the bank", "Visit it"))
    plan = plan_calendar(db, path, NOW)
    assert (plan.count(CHANGED), plan.count(NEW)) == (1, 0)
    take_calendar(db, plan, NOW)

    changed = get_task(db, task.id).data
    assert (changed.title, changed.due_day, changed.due_time) == ("Visit it", date(2026, 11, 30), time(9))
    assert changed.checklist == (("Account number", False),)


def test_what_is_done_here_is_not_brought_back(db: Database, tmp_path: Path) -> None:
    path = _write(tmp_path, OUTLOOK)
    take_calendar(db, plan_calendar(db, path, NOW), NOW)
    complete_task(db, _tasks(db)["Call the bank"].id, NOW)

    plan = plan_calendar(db, path, NOW)

    assert plan.reasons() == {"settled": 1}


def test_a_series_that_went_on_here_is_not_taken_back(db: Database, tmp_path: Path) -> None:
    path = _write(tmp_path, GOOGLE)
    take_calendar(db, plan_calendar(db, path, NOW), NOW)
    complete_task(db, _tasks(db)["Аренда"].id, NOW)

    plan = plan_calendar(db, path, NOW)

    assert _tasks(db)["Аренда"].due_day == date(2027, 1, 1)
    assert plan.is_empty()


def test_the_next_day_of_a_series_that_cannot_be_held_is_a_task_of_its_own(db: Database, tmp_path: Path) -> None:
    path = _write(tmp_path, APPLE)
    take_calendar(db, plan_calendar(db, path, NOW), NOW)
    complete_task(db, _tasks(db)["Второй вторник"].id, NOW)
    assert plan_calendar(db, path, NOW).is_empty()

    later = NOW + timedelta(days=20)
    plan = plan_calendar(db, path, later)
    take_calendar(db, plan, later)

    assert [task.title for task in plan.tasks if task.what == NEW] == ["Второй вторник"]
    assert _tasks(db)["Второй вторник"].due_day == date(2027, 1, 12)
    assert plan_calendar(db, path, later).is_empty()


def test_what_was_changed_since_it_was_shown_stays(db: Database, tmp_path: Path) -> None:
    path = _write(tmp_path, OUTLOOK)
    take_calendar(db, plan_calendar(db, path, NOW), NOW)
    plan = plan_calendar(db, _write(tmp_path, OUTLOOK.replace("Call the bank", "Theirs")), NOW)
    task = get_task(db, _tasks(db)["Call the bank"].id)

    edit_task(db, task.id, replace(task.data, title="Ours"), task.version, NOW)

    take_calendar(db, plan, NOW)

    assert "Ours" in _tasks(db)
    assert "Theirs" not in _tasks(db)


def test_an_entry_that_comes_twice_is_taken_once(db: Database, tmp_path: Path) -> None:
    body = OUTLOOK.split("END:VTIMEZONE\n")[1].removesuffix("END:VCALENDAR\n")
    path = _write(tmp_path, OUTLOOK.replace("END:VCALENDAR\n", body + "END:VCALENDAR\n"))

    assert plan_calendar(db, path, NOW).reasons() == {"twice": 2}


def test_a_plan_is_told_in_words(db: Database, tmp_path: Path) -> None:
    plan = plan_calendar(db, _write(tmp_path, GOOGLE), NOW)

    assert plan_words(plan) == "3 new tasks; 2 not taken: 1 is over, 1 was called off"
    assert "only the next day" in next(planned_why(task) for task in plan.tasks if task.title == "Планёрка")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", CalendarDamaged),
        (b"\x89PNG\r\n\x1a\n" * 50, CalendarDamaged),
        (b"Name;Phone\r\nAnn;1\r\n", CalendarDamaged),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", CalendarEmpty),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\n", CalendarDamaged),
    ],
)
def test_a_broken_file_is_told(db: Database, tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / "broken.ics"
    path.write_bytes(content)

    with pytest.raises(error):
        plan_calendar(db, path, NOW)


def test_a_file_that_is_not_there_is_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        plan_calendar(db, tmp_path / "none.ics", NOW)


def test_one_broken_entry_leaves_the_others(tmp_path: Path) -> None:
    text = OUTLOOK.replace("20261116T090000", "yesterday")

    items = read_calendar(_write(tmp_path, text), MOSCOW, TODAY)

    assert [item.refused for item in items] == ["", "broken"]


def test_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.ics"
    path.write_bytes(GOOGLE.replace("\n", "\r\n").encode("cp1251"))

    assert any(item.title == "Планёрка" for item in read_calendar(path, MOSCOW, TODAY))


def test_reading_can_be_stopped(db: Database, tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        plan_calendar(db, _write(tmp_path, GOOGLE), NOW, stop)


def test_a_client_of_another_name_by_now_leaves_the_task_as_it_is(db: Database, tmp_path: Path) -> None:
    client_id = make_client(db, "Крылова Ольга", phone="+79052211408")
    steps = (("торт", False),)
    add_task(db, TaskData(client_id, "Позвонить", TODAY, note="до обеда", checklist=steps), NOW)
    words = CalendarWords("Shop", "{name}", "{name}: {what}")
    export_calendar(db, tmp_path / "out.ics", words, TODAY)
    save_client(db, ClientData("Соколова Ольга"), NOW, client_id)

    plan = plan_calendar(db, tmp_path / "out.ics", NOW)

    assert [task.what for task in plan.tasks] == [SAME]
