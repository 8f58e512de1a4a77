"""Empty a shop's tables: all that it is about goes, what the shop is stays."""

from __future__ import annotations

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from app.models.audit import Staff
from app.models.base import Base
from app.models.reminder import ReminderRule
from app.models.setting import Setting

STAYING = frozenset({Staff.__tablename__, Setting.__tablename__, ReminderRule.__tablename__})


def empty_tables(session: Session) -> None:
    """Delete every row of every table but the staff, the settings and the rules of reminders. Numbers that were given
    are not given again; the search index follows by itself. There is no way back: copy the file before."""
    session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in STAYING:
            session.execute(delete(table))
