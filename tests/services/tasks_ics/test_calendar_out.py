"""Calendar files out of the shop: what other programs show, under names that stay, and back without a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from app.models.database import Database
from app.models.enums import TaskKind
from app.services.clients.data import Birthday
from app.services.clients.save import trash_client
from app.services.errors import NotFound, WrongEnding
from app.services.recurrence import coming_days, first_on, read_rule
from app.services.tasks.bulk import move_tasks
from app.services.tasks.ics.export import CalendarWords, export_calendar
from app.services.tasks.ics.plan import CHANGED, NEW, SAME, plan_calendar, take_calendar
from app.services.tasks.ics.rules import every_of, rrule_of
from app.services.tasks.save import TaskData, add_task, complete_task, get_task
from tests.factories import NOW, make_client, set_dates

TODAY = date(2026, 11, 21)
RULES = (
    *("", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    *("FREQ=MONTHLY;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=YEARLY", "FREQ=WEEKLY"),
    "FREQ=MONTHLY;INTERVAL=6",
)
WORDS = CalendarWords("Shop", "Birthday: {name}", "{what}: {name}")


def _export(db: Database, tmp_path: Path, client_id: int | None = None) -> Path:
    path = tmp_path / "out.ics"
    export_calendar(db, path, WORDS, TODAY, client_id)
    return path


def _events(path: Path) -> dict[str, Event]:
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_a_task_is_an_event_with_its_client_and_an_alarm(db: Database, tmp_path: Path) -> None:
    client = make_client(db, phone="+79052211408")
    note, steps = "Торт; без орехов,\nна 6 человек", (("Позвонить", True), ("Записать", False))
    add_task(db, TaskData(client, "Узнать", date(2026, 11, 25), time(15), note, checklist=steps, priority=2), NOW)

    event = _events(_export(db, tmp_path))["Узнать · Крылова Ольга Петровна"]

    assert event.decoded("DTSTART").isoformat() == "2026-11-25T15:00:00+03:00"
    assert str(event["DESCRIPTION"]) == f"{note}\n\n☑ Позвонить\n☐ Записать\n\n+79052211408"
    assert int(event["PRIORITY"]) == 1
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-15)


def test_a_task_without_a_time_is_of_the_whole_day_and_announced_at_the_opening(db: Database, tmp_path: Path) -> None:
    add_task(db, TaskData(None, "Окна", date(2026, 11, 25)), NOW)

    event = _events(_export(db, tmp_path))["Окна"]

    assert event.decoded("DTSTART") == date(2026, 11, 25)
    assert event.decoded("DTEND") == date(2026, 11, 26)
    assert event.walk("VALARM")[0].decoded("TRIGGER") == timedelta(hours=10)


def test_birthdays_and_dates_come_every_year(db: Database, tmp_path: Path) -> None:
    client = make_client(db, birthday=Birthday(3, 14, 1985))
    set_dates(db, client, ("Свадьба", Birthday(6, 12, 2010)))

    events = _events(_export(db, tmp_path))

    birthday = events["Birthday: Крылова Ольга Петровна"]
    assert birthday.decoded("DTSTART") == date(2026, 3, 14)
    assert birthday["RRULE"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=14;BYMONTH=3"
    assert str(birthday["DESCRIPTION"]) == "14.03.1985"
    assert "Свадьба: Крылова Ольга Петровна" in events


def test_the_last_of_february_is_kept_in_common_years(db: Database, tmp_path: Path) -> None:
    make_client(db, birthday=Birthday(2, 29, None))

    event = _events(_export(db, tmp_path))["Birthday: Крылова Ольга Петровна"]

    start = datetime.combine(event.decoded("DTSTART"), time())
    days = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)[:3]
    assert [day.date() for day in days] == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_one_client_has_a_calendar_of_their_own(db: Database, tmp_path: Path) -> None:
    mine, other = make_client(db), make_client(db, "Соколова Анна", birthday=Birthday(5, 1, None))
    add_task(db, TaskData(mine, "Моё", TODAY), NOW)
    add_task(db, TaskData(other, "Чужое", TODAY), NOW)
    add_task(db, TaskData(None, "Общее", TODAY), NOW)

    assert set(_events(_export(db, tmp_path, mine))) == {"Моё · Крылова Ольга Петровна"}
    with pytest.raises(NotFound):
        _export(db, tmp_path, 999)


def test_clients_in_the_trash_and_what_is_done_stay_out(db: Database, tmp_path: Path) -> None:
    gone = make_client(db, birthday=Birthday(5, 1, None))
    add_task(db, TaskData(gone, "Пропало", TODAY), NOW)
    complete_task(db, add_task(db, TaskData(None, "Сделано", TODAY), NOW), NOW)
    trash_client(db, gone, NOW)

    assert not _events(_export(db, tmp_path))


def test_names_stay_the_same_from_file_to_file(db: Database, tmp_path: Path) -> None:
    add_task(db, TaskData(make_client(db, birthday=Birthday(5, 1, None)), "Дело", TODAY), NOW)

    first = {str(event["UID"]) for event in _events(_export(db, tmp_path)).values()}
    second = {str(event["UID"]) for event in _events(_export(db, tmp_path)).values()}

    assert first == second
    assert len(first) == 2


def test_lines_are_folded_to_75_octets_and_end_in_crlf(db: Database, tmp_path: Path) -> None:
    add_task(db, TaskData(None, "Очень длинное дело, " * 20, TODAY, note="ё" * 500), NOW)

    lines = _export(db, tmp_path).read_bytes().split(b"\r\n")

    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_a_file_comes_back_without_a_change(db: Database, tmp_path: Path) -> None:
    client = make_client(db, phone="+79052211408", birthday=Birthday(3, 14, 1985))
    for number, every in enumerate(RULES):
        day = first_on(read_rule(every), date(2026, 11, 30)) if every else date(2026, 11, 1)
        wall = time(9 + number) if number % 2 else None
        kind = TaskKind.CALL if number % 2 else TaskKind.TODO
        data = TaskData(client if number % 3 else None, f"Дело {number}", day, wall, f"Заметка {number}", every or None)
        add_task(db, replace(data, kind=kind, priority=number % 3, checklist=(("Шаг", False),)), NOW)
    add_task(db, TaskData(None, "После", TODAY, every="FREQ=WEEKLY", anchor="completion"), NOW)

    plan = plan_calendar(db, _export(db, tmp_path), NOW)

    assert [task for task in plan.tasks if task.what == CHANGED] == []
    assert (plan.count(NEW), plan.count(SAME)) == (0, 11)
    assert plan.reasons() == {"yearly": 1}


def test_a_moved_occurrence_goes_out_and_comes_back(db: Database, tmp_path: Path) -> None:
    task = add_task(db, TaskData(None, "Урок", date(2026, 11, 23), time(19), every="FREQ=WEEKLY"), NOW)
    move_tasks(db, [task], date(2026, 11, 25), NOW)

    path = _export(db, tmp_path)
    series, moved = Calendar.from_ical(path.read_bytes()).walk("VEVENT")

    assert series.decoded("DTSTART").date() == moved.decoded("RECURRENCE-ID").date() == date(2026, 11, 23)
    assert moved.decoded("DTSTART").date() == date(2026, 11, 25)
    assert plan_calendar(db, path, NOW).is_empty()


def test_what_was_changed_in_the_other_calendar_comes_back(db: Database, tmp_path: Path) -> None:
    client = make_client(db, phone="+79052211408")
    task = add_task(db, TaskData(client, "Узнать", date(2026, 11, 25), time(15), "Торт", kind=TaskKind.CALL), NOW)
    path = _export(db, tmp_path)
    changed = (
        path.read_text(encoding="utf-8").replace("20261125T150000", "20261126T110000").replace("Узнать", "Спросить")
    )
    path.write_text(changed, encoding="utf-8", newline="")

    take_calendar(db, plan_calendar(db, path, NOW), NOW)

    data = get_task(db, task).data
    assert (data.title, data.note, data.due_day, data.due_time) == ("Спросить", "Торт", date(2026, 11, 26), time(11))
    assert (data.client_id, data.kind) == (client, TaskKind.CALL)


def test_another_ending_is_refused(db: Database, tmp_path: Path) -> None:
    with pytest.raises(WrongEnding):
        export_calendar(db, tmp_path / "out.xlsx", WORDS, TODAY)


@pytest.mark.parametrize("start", [date(2026, 1, 28), date(2026, 1, 29), date(2026, 1, 30), date(2026, 1, 31)])
@pytest.mark.parametrize("every", ["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=2", "FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=MO,WE"])
def test_other_programs_find_the_same_days(start: date, every: str) -> None:
    first = first_on(read_rule(every), start)
    ours = [
        first,
        *(day for day, _n in zip(coming_days(every, "schedule", first, first, None, first), range(12), strict=False)),
    ]

    theirs = rrulestr(rrule_of(every, first), dtstart=datetime.combine(first, time()))

    assert [day.date() for day in theirs[: len(ours)]] == ours


@pytest.mark.parametrize(
    ("rule", "every"),
    [
        ({"FREQ": ["DAILY"]}, "FREQ=DAILY"),
        ({"FREQ": ["WEEKLY"], "BYDAY": ["MO"], "WKST": ["SU"]}, "FREQ=WEEKLY;BYDAY=MO"),
        ({"FREQ": ["MONTHLY"], "BYMONTHDAY": [28, 29, 30], "BYSETPOS": [-1]}, "FREQ=MONTHLY;BYMONTHDAY=30"),
        ({"FREQ": ["MONTHLY"], "BYMONTHDAY": [-1]}, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ({"FREQ": ["YEARLY"], "BYMONTH": [11], "BYMONTHDAY": [21]}, "FREQ=YEARLY"),
        ({"FREQ": ["YEARLY"], "BYMONTH": [12]}, None),
        ({"FREQ": ["MONTHLY"], "BYDAY": ["2TU"]}, None),
        ({"FREQ": ["WEEKLY"], "COUNT": [5]}, None),
        ({"FREQ": ["HOURLY"]}, None),
        ({"FREQ": ["MONTHLY"], "BYMONTHDAY": [1], "BYSETPOS": [2]}, None),
        ({"FREQ": ["WEEKLY"], "INTERVAL": [0]}, None),
        ({"FREQ": ["DAILY"], "INTERVAL": ["x"]}, None),
    ],
)
def test_rules_that_cannot_be_held_are_known(rule: dict[str, list[object]], every: str | None) -> None:
    assert every_of(rule, TODAY) == every
