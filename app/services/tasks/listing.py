"""The page of tasks: which follow-ups fit a filter, in what order and under which day, and their rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Text, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.base import UTCDateTime
from app.models.client import Client
from app.models.database import Database
from app.models.enums import TaskKind
from app.models.search import Word, query_words, with_word
from app.models.task import Task
from app.services.clients.listing.members import Members, members_of_view
from app.services.settings import get_settings
from app.services.shop_time import local, to_moment
from app.services.tasks.save import checklist_of


@dataclass(frozen=True)
class TaskFilter:
    """What the follow-ups are narrowed to; an empty one is all that are open. `staff_id`: whose they are. `done`: those
    that were done, in place of those that are open. `view_id`: a saved list of clients; who is in it is looked up once
    for all statements, into `members`."""

    staff_id: int | None = None
    client_id: int | None = None
    kinds: frozenset[TaskKind] = frozenset()
    text: str = ""
    done: bool = False
    view_id: int | None = None
    members: Members | None = None


@dataclass(frozen=True)
class TaskRow:
    """A follow-up of the list. `client` is "" for one of the shop itself; `steps_done` of `steps` of its checklist are
    ticked; `first_day` and `series_day` say where a rule stands (see Task); `done_at` is an aware moment."""

    id: int
    version: int
    kind: TaskKind
    title: str
    note: str
    client_id: int | None
    client: str
    due_day: date
    due_time: time | None
    priority: int
    every: str | None
    anchor: str
    first_day: date
    series_day: date | None
    steps_done: int
    steps: int
    done_at: datetime | None
    staff_id: int | None


@dataclass(frozen=True)
class DayGroup:
    """So many follow-ups of a day, one after the other; `day` is None for all that are overdue."""

    day: date | None
    count: int


@dataclass(frozen=True)
class TaskList:
    """Ids in their order, and the days that they stand under."""

    ids: array[int]
    groups: tuple[DayGroup, ...]


def conditions(asked: TaskFilter) -> list[ColumnElement[bool]]:
    """Building block: what a select of Task has to fulfil to fit; nothing that is deleted, nobody in the trash."""
    in_trash = select(Client.id).where(Client.deleted_at.is_not(None))
    found = [
        Task.deleted_at.is_(None),
        Task.done_at.is_not(None) if asked.done else Task.done_at.is_(None),
        or_(Task.client_id.is_(None), Task.client_id.not_in(in_trash)),
    ]
    if asked.staff_id is not None:
        found.append(Task.staff_id == asked.staff_id)
    if asked.client_id is not None:
        found.append(Task.client_id == asked.client_id)
    if asked.members is not None:
        found.append(Task.client_id.in_(asked.members.clause()))
    if asked.kinds:
        found.append(Task.kind.in_(sorted(asked.kinds)))
    return [*found, *(_has(word) for word in query_words(asked.text))]


def with_members(db: Database, asked: TaskFilter, today: date) -> TaskFilter:
    """Building block: the same with who is in its saved list on the day `today`."""
    return asked if asked.view_id is None else replace(asked, members=members_of_view(db, asked.view_id, today))


def list_tasks(db: Database, asked: TaskFilter, today: date) -> TaskList:
    """Ids of all that fit by day: the open ones from the longest overdue on, the done ones from the last on."""
    zone, asked = get_settings(db).zone, with_members(db, asked, today)
    with db.read() as session:
        return _done(session, asked, zone) if asked.done else _open(session, asked, today)


def has_tasks(db: Database) -> bool:
    """Whether there was ever anything to do, as far as it is not deleted."""
    with db.read() as session:
        return session.scalar(select(Task.id).where(Task.deleted_at.is_(None)).limit(1)) is not None


def read_tasks(session: Session, ids: Sequence[int]) -> list[TaskRow]:
    """Building block: rows in the order of `ids`; what is gone meanwhile is left out."""
    statement = select(Task, Client.name).outerjoin(Client, Client.id == Task.client_id).where(Task.id.in_(ids))
    rows = {task.id: _row(task, name) for task, name in session.execute(statement)}
    return [rows[task_id] for task_id in ids if task_id in rows]


def task_rows(db: Database, ids: Sequence[int]) -> list[TaskRow]:
    """The same for a list that has no session."""
    with db.read() as session:
        return read_tasks(session, ids)


def _open(session: Session, asked: TaskFilter, today: date) -> TaskList:
    fits = conditions(asked)
    order = (Task.due_day, Task.due_time.is_(None), Task.due_time, Task.priority.desc(), Task.id)
    ids = array("q", session.scalars(select(Task.id).where(*fits).order_by(*order)))
    by_day = select(Task.due_day, func.count()).where(*fits).group_by(Task.due_day).order_by(Task.due_day)
    counted = session.execute(by_day).all()
    overdue = sum(count for day, count in counted if day < today)
    late = [DayGroup(None, overdue)] if overdue else []
    return TaskList(ids, (*late, *(DayGroup(day, count) for day, count in counted if day >= today)))


def _done(session: Session, asked: TaskFilter, zone: ZoneInfo) -> TaskList:
    done_at = type_coerce(Task.done_at, Text)
    statement = select(Task.id, done_at).where(*conditions(asked)).order_by(Task.done_at.desc(), Task.id.desc())
    rows = session.execute(statement).all()
    days = groupby(_days_of([moment for _id, moment in rows], zone))
    groups = tuple(DayGroup(day, sum(1 for _ in same)) for day, same in days)
    return TaskList(array("q", (task_id for task_id, _moment in rows)), groups)


def _days_of(moments: Sequence[str], zone: ZoneInfo) -> Iterator[date]:
    """The local day of each stored moment, the last one first. A moment is read only where a day begins: the text of
    the others is compared."""
    stored, day, start = UTCDateTime(), date.max, "\U0010ffff"
    for moment in moments:
        if moment < start:
            read = datetime.fromisoformat(moment)
            day = local(read, zone).date()
            start = str(stored.process_bind_param(to_moment(day, None, zone), None))  # type: ignore[arg-type]
        yield day


def _has(word: Word) -> ColumnElement[bool]:
    """The title, the note or the client has this word, whatever its case. LIKE knows the case of English letters only,
    so the others are asked for as people write them."""
    forms = {written for form in word for written in _written(form)}
    spelled = any("е" in form for form in word)
    texts = [_without_dots(column) if spelled else column for column in (Task.title, Task.note)]
    typed = [text.contains(form, autoescape=True) for text in texts for form in forms]
    return or_(*typed, Task.client_id.in_(with_word(word)))


def _written(form: str) -> tuple[str, ...]:
    return (form,) if form.isascii() else (form, form.capitalize(), form.upper())


def _without_dots(text: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    return func.replace(func.replace(text, "ё", "е"), "Ё", "Е")


def _row(task: Task, client: str | None) -> TaskRow:
    steps = checklist_of(task)
    return TaskRow(
        id=task.id,
        version=task.version,
        kind=TaskKind(task.kind),
        title=task.title,
        note=task.note,
        client_id=task.client_id,
        client=client or "",
        due_day=task.due_day,
        due_time=None if task.due_time is None else time.fromisoformat(task.due_time),
        priority=task.priority,
        every=task.every,
        anchor=task.anchor,
        first_day=task.first_day,
        series_day=task.series_day,
        steps_done=sum(done for _text, done in steps),
        steps=len(steps),
        done_at=task.done_at,
        staff_id=task.staff_id,
    )
