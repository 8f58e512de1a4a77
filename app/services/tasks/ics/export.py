"""A calendar file out of the shop: open tasks, birthdays and important dates, of all clients or of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import Client, ContactPoint, ImportantDate
from app.models.database import Database
from app.models.enums import ContactKind, ReminderKind
from app.models.rule_params import BirthdayParams
from app.models.task import Task
from app.services.clients.people import kept_client
from app.services.exports.export import Exported, file_errors, no_report, unfinished
from app.services.exports.table import Report
from app.services.reminders.rules.store import read_rules
from app.services.settings import get_settings
from app.services.tasks.ics.details import task_details
from app.services.tasks.ics.entries import Entry, calendar_text, entry_text
from app.services.tasks.ics.names import shop_name, task_uid
from app.services.tasks.ics.rules import rrule_of

CALENDAR = ".ics"
BLOCK = 1_000  # rows that are read, and told of, at a time
AHEAD = 20  # years for which the zone's changes of the clock are written
PRIORITIES = {0: 0, 1: 3, 2: 1}  # ours -> RFC 5545
LEAP_DAY = (2, 29)


@dataclass(frozen=True)
class CalendarWords:
    """Words of the file, with `{name}` of the client and `{what}` of an important date."""

    calendar: str
    birthday: str
    important_date: str


def export_calendar(
    db: Database,
    target: Path,
    words: CalendarWords,
    today: date,
    client_id: int | None = None,
    report: Report = no_report,
) -> Exported:
    """Write tasks, birthdays and important dates; `report(entries done, of all)` may raise Cancelled.

    Raises NotFound for an unknown client, and as `export_clients`. Clients who are not to be disturbed are left out of
    the birthdays and the dates, as they are out of the reminders.
    """
    settings, shop = get_settings(db), shop_name(db)
    zone = settings.time_zone
    with unfinished(target, (CALENDAR,)) as part, db.read() as session, file_errors(target):
        who = None if client_id is None else kept_client(session, client_id).id
        entries = [*_tasks(session, shop, who), *_yearly(session, shop, words, today, who)]
        with part.open("w", encoding="utf-8", newline="") as file:
            texts = _told(entries, zone, settings.opening_time, report)
            for piece in calendar_text(words.calendar, zone, _zone_text(entries, settings.zone, today), texts):
                file.write(piece)
        return Exported(target, len(entries))


def _told(entries: list[Entry], zone: str, opening: time, report: Report) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if number % BLOCK == 0:
            report(number, len(entries))
        yield entry_text(entry, zone, opening)
    report(len(entries), len(entries))


def _zone_text(entries: list[Entry], zone: ZoneInfo, today: date) -> str:
    """How the clocks go in the shop's zone: for programs that do not know it by its name."""
    if all(entry.wall is None for entry in entries):
        return ""
    from icalendar import Timezone

    first = min((entry.day for entry in entries), default=today)
    made = Timezone.from_tzinfo(
        zone, zone.key, first_date=first, last_date=today.replace(day=1, year=today.year + AHEAD)
    )
    return str(made.to_ical(), "utf-8")


def _tasks(session: Session, shop: str, client_id: int | None) -> Iterator[Entry]:
    rows = select(Task).where(Task.done_at.is_(None), Task.deleted_at.is_(None)).order_by(Task.due_day, Task.id)
    if client_id is not None:
        rows = rows.where(Task.client_id == client_id)
    tasks = list(session.scalars(rows))
    people = clients_of(session, {task.client_id for task in tasks if task.client_id is not None})
    for task in tasks:
        if task.client_id is None or task.client_id in people:
            yield from task_entries(task, people.get(task.client_id or 0), shop)


def clients_of(session: Session, ids: set[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Name and phones of these clients, by id; those in the trash are left out."""
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    ordered = sorted(ids)
    for start in range(0, len(ordered), BLOCK):
        block = ordered[start : start + BLOCK]
        live = select(Client.id, Client.name).where(Client.id.in_(block), Client.deleted_at.is_(None))
        phones: dict[int, list[str]] = {}
        contacts = select(ContactPoint.client_id, ContactPoint.value).where(
            ContactPoint.client_id.in_(block), ContactPoint.kind == ContactKind.PHONE, ContactPoint.wrong.is_(False)
        )
        for row in session.execute(contacts.order_by(ContactPoint.client_id, ContactPoint.position)):
            phones.setdefault(row.client_id, []).append(row.value)
        found |= {row.id: (row.name, tuple(phones.get(row.id, ()))) for row in session.execute(live)}
    return found


def task_entries(task: Task, client: tuple[str, tuple[str, ...]] | None, shop: str) -> list[Entry]:
    """A task as an event; one that repeats from the day it is done is written once, for nobody knows that day. Of a
    series whose next occurrence was moved: the series, and what stands for that day."""
    title, details = task_details(task, client)
    series = task.every is not None and task.anchor == "schedule"
    entry = Entry(
        uid=task_uid(task.id, task.uid, shop),
        title=title,
        day=task.series_day or task.due_day if series else task.due_day,
        changed=task.updated_at,
        wall=None if task.due_time is None else time.fromisoformat(task.due_time),
        details=details,
        rrule=rrule_of(task.every or "", task.first_day) if series else "",
        version=task.version,
        priority=PRIORITIES.get(task.priority, 0),
        kind=task.kind,
    )
    if not series or task.series_day is None or task.series_day == task.due_day:
        return [entry]
    return [entry, replace(entry, day=task.due_day, rrule="", instead_of=task.series_day)]


def _yearly(session: Session, shop: str, words: CalendarWords, today: date, client_id: int | None) -> Iterator[Entry]:
    leap = read_rules(session).only(ReminderKind.BIRTHDAY, BirthdayParams).leap
    greeted = (Client.deleted_at.is_(None), Client.merged_into_id.is_(None), Client.do_not_disturb.is_(False))
    mine = () if client_id is None else (Client.id == client_id,)
    who = (Client.id, Client.name, Client.updated_at.label("changed"))
    birthdays = (
        select(*who, Client.birth_month.label("month"), Client.birth_day.label("day"), Client.birth_year.label("year"))
        .where(*greeted, *mine, Client.birth_day.is_not(None), Client.birth_month.is_not(None))
        .order_by(Client.birth_month, Client.birth_day, Client.id)
    )
    for row in session.execute(birthdays):
        title = words.birthday.format(name=row.name)
        yield _yearly_entry(f"birthday-{row.id}@{shop}", title, row, today, leap)
    dates = (
        select(
            *(Client.id.label("client_id"), Client.name, ImportantDate.updated_at.label("changed"), ImportantDate.id),
            *(ImportantDate.month, ImportantDate.day, ImportantDate.year, ImportantDate.name.label("what")),
        )
        .join(Client, Client.id == ImportantDate.client_id)
        .where(*greeted, *mine)
        .order_by(ImportantDate.month, ImportantDate.day, ImportantDate.id)
    )
    for one in session.execute(dates):
        title = words.important_date.format(name=one.name, what=one.what)
        yield _yearly_entry(f"date-{one.id}@{shop}", title, one, today, leap)


def _yearly_entry(uid: str, title: str, row: Any, today: date, leap: str) -> Entry:
    """A day of every year, from this year on; the year in which it began is told in the details."""
    began = "" if row.year is None else f"{row.day:02}.{row.month:02}.{row.year}"
    if (row.month, row.day) == LEAP_DAY:
        day = date(today.year, 3, 1) - timedelta(days=leap == "feb28")
        day = date(today.year, *LEAP_DAY) if _is_leap(today.year) else day
        rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if leap == "feb28" else "FREQ=YEARLY;BYYEARDAY=60"
    else:
        day = date(today.year, row.month, row.day)
        rule = f"FREQ=YEARLY;BYMONTH={row.month};BYMONTHDAY={row.day}"
    return Entry(uid, title, day, row.changed, details=began, rrule=rule)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
