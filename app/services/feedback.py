"""How likely clients are to recommend the shop, 0 to 10, and what they say; a low score asks for a talk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.aftersale import Feedback
from app.models.audit import Staff
from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.data import FeedbackRow
from app.services.clients.people import kept_client
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.settings import get_settings
from app.services.shop_time import local
from app.services.tasks.save import TaskData, put_task

HIGHEST = 10
LOW = 6  # 0 to 6 are the detractors of the NPS
FEEDBACK_SHOWN = 50


def add_feedback(db: Database, client_id: int, score: int, text: str, now: datetime, task_title: str = "") -> int:
    """Write a score down; returns its id. A low one is a task of today too, called `task_title`, in the same action.

    Raises InvalidValue for a score that is none, NotFound.
    """
    _check(score)
    zone = get_settings(db).zone
    areas = (Area.AFTERSALE, Area.TASKS, Area.REMINDERS) if score <= LOW and task_title else (Area.AFTERSALE,)
    with db.write(*areas) as session:
        kept_id = kept_client(session, client_id).id
        begin_action(session, "add_feedback", now)
        row = Feedback(client_id=kept_id, score=score, text=text.strip(), at=now, staff_id=db.staff_id)
        session.add(row)
        if score <= LOW and task_title:
            today = local(now, zone).date()
            put_task(session, None, TaskData(kept_id, task_title, today, note=text), now, zone)
        session.flush()
        return row.id


def edit_feedback(db: Database, before: FeedbackRow, score: int, text: str, now: datetime) -> int:
    """Correct a score as it was read in `before`; returns the action to undo.

    Raises InvalidValue, NotFound, and EditConflict where it is not as `before` any more.
    """
    _check(score)
    with db.write(Area.AFTERSALE) as session:
        row = _get(session, before.id)
        if (row.score, row.text) != (before.score, before.text):
            raise EditConflict(what="feedback", id=before.id)
        action_id = begin_action(session, "edit_feedback", now)
        row.score, row.text = score, text.strip()
        return action_id


def delete_feedback(db: Database, feedback_id: int, now: datetime) -> int:
    """Take a score away; returns the action to undo. Raises NotFound."""
    with db.write(Area.AFTERSALE) as session:
        row = _get(session, feedback_id)
        action_id = begin_action(session, "delete_feedback", now)
        session.delete(row)
        return action_id


def feedback_of(session: Session, client_id: int) -> tuple[FeedbackRow, ...]:
    """Building block: the newest scores of a client; the first is the one that counts."""
    statement = select(Feedback, Staff.name).outerjoin(Staff, Staff.id == Feedback.staff_id)
    newest = statement.where(Feedback.client_id == client_id).order_by(Feedback.at.desc(), Feedback.id.desc())
    return tuple(
        FeedbackRow(row.id, row.score, row.at, row.text, who or "")
        for row, who in session.execute(newest.limit(FEEDBACK_SHOWN))
    )


def _check(score: int) -> None:
    if not 0 <= score <= HIGHEST:
        raise InvalidValue(field="score", value=str(score))


def _get(session: Session, feedback_id: int) -> Feedback:
    row = session.get(Feedback, feedback_id)
    if row is None:
        raise NotFound(what="feedback", id=feedback_id)
    kept_client(session, row.client_id)
    return row
