"""Many follow-ups at once: moved to a day, done, deleted, each as one action; and one that is done taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.task import Task
from app.services.errors import NotFound
from app.services.settings import get_settings
from app.services.tasks.save import finish_tasks, move_to

AT_ONCE = 500  # ids in one question to the database
Report = Callable[[int, int], object]  # how many of how many are through; may raise Cancelled, then nothing is changed


def _quiet(_done: int, _total: int) -> None:
    pass


def move_tasks(db: Database, ids: Sequence[int], day: date, now: datetime, report: Report = _quiet) -> int:
    """Move open follow-ups to `day`, each at its own time; returns the action to undo. Of a repeating one only this
    time moves: the next days of its rule stay as they were. Raises InvalidValue, or NotFound where none is open."""
    zone = get_settings(db).zone
    with db.write(Area.TASKS, Area.REMINDERS) as session:
        action_id = begin_action(session, "move_tasks" if len(ids) > 1 else "move_task", now)
        for some in _open_ones(session, ids, report):
            for task in some:
                move_to(task, day, now, zone)
        return action_id


def complete_tasks(db: Database, ids: Sequence[int], now: datetime, report: Report = _quiet) -> int:
    """Close open follow-ups, and move repeating ones on; returns the action to undo. Raises NotFound where none is
    open."""
    zone = get_settings(db).zone
    with db.write(Area.TASKS, Area.REMINDERS, Area.ENQUIRIES) as session:
        action_id = begin_action(session, "complete_tasks" if len(ids) > 1 else "complete_task", now)
        for some in _open_ones(session, ids, report):
            finish_tasks(session, some, now, zone)
        return action_id


def delete_tasks(db: Database, ids: Sequence[int], now: datetime, report: Report = _quiet) -> int:
    """Take follow-ups away, open or done; returns the action to undo. Raises NotFound where there is none."""
    with db.write(Area.TASKS, Area.REMINDERS, Area.ENQUIRIES) as session:
        action_id = begin_action(session, "delete_tasks" if len(ids) > 1 else "delete_task", now)
        for some in _blocks(session, ids, report):
            for task in some:
                task.deleted_at = task.updated_at = now
                task.version += 1
        return action_id


def reopen_task(db: Database, task_id: int, now: datetime) -> int:
    """Take a follow-up up again that was done; returns the action to undo. Raises NotFound for one that is not done."""
    with db.write(Area.TASKS, Area.REMINDERS) as session:
        task = session.get(Task, task_id)
        if task is None or task.deleted_at is not None or task.done_at is None:
            raise NotFound(what="task", id=task_id)
        action_id = begin_action(session, "reopen_task", now)
        task.done_at = None
        task.updated_at = now
        task.version += 1
        return action_id


def _open_ones(session: Session, ids: Sequence[int], report: Report) -> Iterator[list[Task]]:
    """A block at a time; what was done meanwhile is left out."""
    return _blocks(session, ids, report, only_open=True)


def _blocks(session: Session, ids: Sequence[int], report: Report, *, only_open: bool = False) -> Iterator[list[Task]]:
    found = 0
    for start in range(0, len(ids), AT_ONCE):
        report(start, len(ids))
        asked = select(Task).where(Task.id.in_(ids[start : start + AT_ONCE]), Task.deleted_at.is_(None))
        some = list(session.scalars(asked.where(Task.done_at.is_(None)) if only_open else asked))
        found += len(some)
        if some:
            yield some
        session.flush()
        session.expunge_all()  # a hundred thousand of them need not be remembered
    if not found:
        raise NotFound(what="task", id=ids[0] if ids else 0)
