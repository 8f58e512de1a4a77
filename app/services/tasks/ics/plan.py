"""Tasks out of a calendar file: what would be new, changed or not taken, told before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, TaskKind
from app.models.task import Task
from app.services.recurrence import next_after, read_rule
from app.services.settings import get_settings
from app.services.shop_time import local
from app.services.tasks.ics.child import items_of
from app.services.tasks.ics.details import without_details
from app.services.tasks.ics.export import clients_of
from app.services.tasks.ics.items import CalendarItem
from app.services.tasks.ics.names import find_shop_name, task_id_of
from app.services.tasks.ics.rules import rrule_of
from app.services.tasks.save import TaskData, data_of_task, fill_task

BLOCK = 500  # names that are looked up at a time
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
Client = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class PlannedTask:
    """What becomes of one entry. `what`: NEW, CHANGED, SAME or REFUSED, that for a reason of CalendarItem, "twice" (the
    name came before in the file) or "settled" (done or deleted here). `data` is the task as it would be."""

    what: str
    title: str
    day: date | None
    uid: str = ""
    why: str = ""
    remarks: tuple[str, ...] = ()
    data: TaskData | None = None
    task_id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class CalendarPlan:
    """All entries of a file, in its order."""

    file: str
    tasks: tuple[PlannedTask, ...]

    def count(self, what: str) -> int:
        """How many are of this sort."""
        return sum(task.what == what for task in self.tasks)

    def reasons(self) -> dict[str, int]:
        """Why entries are not taken, the commonest reason first."""
        return dict(Counter(task.why for task in self.tasks if task.what == REFUSED).most_common())

    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.count(NEW) and not self.count(CHANGED)


def _nothing() -> None:
    """Nobody wants to stop."""


def plan_calendar(
    db: Database, file: Path, now: datetime, go_on: Callable[[], object] = _nothing, today: date | None = None
) -> CalendarPlan:
    """What taking the tasks of the file would do; writes nothing. Raises as `items_of`, and what `go_on` raises."""
    zone = get_settings(db).zone
    items = items_of(file, zone, today or local(now, zone).date(), go_on)
    with db.read() as session:
        return CalendarPlan(file.name, tuple(_planned(session, items)))


def take_calendar(db: Database, plan: CalendarPlan, now: datetime) -> int | None:
    """Write what is new and what is changed, as one act; returns the action to undo, None for nothing to do.

    What was changed here since the plan was made stays as it is, and what came since is not taken a second time.
    """
    if plan.is_empty():
        return None
    zone = get_settings(db).zone
    with db.write(Area.TASKS, Area.REMINDERS) as session:
        action_id = begin_action(session, "import_tasks", now)
        came = _open_names(session, [one.uid for one in plan.tasks if one.what == NEW and one.uid])
        for one in plan.tasks:
            if one.data is None or one.what not in (NEW, CHANGED) or (one.what == NEW and one.uid in came):
                continue
            task = None if one.task_id is None else session.get(Task, one.task_id)
            if one.what == CHANGED and (task is None or task.version != one.version):
                continue
            fill_task(session, task, one.data, now, zone).uid = one.uid or None
        return action_id


def _open_names(session: Session, names: Sequence[str]) -> set[str]:
    """Those of these names under which a follow-up is open."""
    found: set[str | None] = set()
    for start in range(0, len(names), BLOCK):
        is_open = (Task.done_at.is_(None), Task.deleted_at.is_(None))
        found.update(session.scalars(select(Task.uid).where(Task.uid.in_(names[start : start + BLOCK]), *is_open)))
    return {name for name in found if name is not None}


def _planned(session: Session, items: Sequence[CalendarItem]) -> list[PlannedTask]:
    known = _known(session, items)
    people = clients_of(session, {task.client_id for task in known.values() if task.client_id is not None})
    seen: set[str] = set()
    planned = []
    for item in items:
        why = item.refused or ("twice" if item.uid and item.uid in seen else "")
        if why:
            planned.append(PlannedTask(REFUSED, item.title, item.day, item.uid, why))
            continue
        seen.add(item.uid)
        task = known.get(item.uid)
        if task is None or _comes_again(item, task):
            planned.append(_new(item))
        else:
            planned.append(_compared(item, task, people.get(task.client_id or 0)))
    return planned


def _known(session: Session, items: Sequence[CalendarItem]) -> dict[str, Task]:
    """Tasks that came under these names, or went out under them."""
    shop, names = find_shop_name(session), [item.uid for item in items if item.uid]
    known: dict[str, Task] = {}
    ours = {number: uid for uid in names if (number := task_id_of(uid, shop)) is not None}
    for start in range(0, len(names), BLOCK):
        some = select(Task).where(Task.uid.in_(names[start : start + BLOCK])).order_by(Task.id)
        known |= {task.uid: task for task in session.scalars(some) if task.uid is not None}
    numbers = list(ours)
    for start in range(0, len(numbers), BLOCK):
        for task in session.scalars(select(Task).where(Task.id.in_(numbers[start : start + BLOCK]))):
            known[ours[task.id]] = task
    return known


def _comes_again(item: CalendarItem, task: Task) -> bool:
    """Whether it is a further day of a series that we cannot hold: each of them is a task of its own."""
    done = task.done_at is not None and task.deleted_at is None
    return done and "once" in item.remarks and item.day is not None and item.day > task.due_day


def _new(item: CalendarItem) -> PlannedTask:
    data = TaskData(
        client_id=None,
        title=item.title,
        due_day=item.day or date.min,
        due_time=item.wall,
        note=item.note,
        every=item.every,
        priority=item.priority,
        kind=TaskKind(item.kind or TaskKind.TODO),
    )
    return PlannedTask(NEW, item.title, item.day, item.uid, remarks=item.remarks, data=data)


def _compared(item: CalendarItem, task: Task, client: Client | None) -> PlannedTask:
    """The entry beside the task that it is: whose it is, its kind and its steps are kept."""
    title, note = without_details(item.title, item.note, task, client)
    if task.deleted_at is not None or task.done_at is not None:
        return PlannedTask(REFUSED, title, item.day, item.uid, "settled")
    was = data_of_task(task)
    data = replace(was, title=title, note=note, due_time=item.wall, priority=item.priority)
    if not _is_same_day(item, task):
        data = replace(data, due_day=item.day or was.due_day)
    if was.anchor == "schedule" and not _is_same_rule(item, task):
        data = replace(data, every=item.every)
    what = SAME if data == was else CHANGED
    remarks = () if what == SAME else item.remarks
    return PlannedTask(what, title, data.due_day, item.uid, "", remarks, data, task.id, task.version)


def _is_same_day(item: CalendarItem, task: Task) -> bool:
    """Whether it is due when the file says; of a series on any of its days: how far it was done is known here."""
    due = task.series_day or task.due_day
    if item.start is None:  # the file names no day: the one here counts
        return True
    if item.every is None or task.every is None or "moved" in item.remarks:
        return task.due_day in (item.start, item.day)
    if due <= item.start:
        return due == item.start
    return next_after(read_rule(item.every), item.start, due - timedelta(days=1)) == due


def _is_same_rule(item: CalendarItem, task: Task) -> bool:
    if item.every is None or task.every is None:
        return item.every == task.every
    return rrule_of(item.every, item.start or task.first_day) == rrule_of(task.every, task.first_day)
