"""Follow-ups: what was promised, to whom and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class Task(Base):
    """A follow-up with a day and an optional local wall time; `due_at` is that time in UTC (or the day's start)."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="todo", server_default="todo")  # TaskKind
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    due_day: Mapped[date]
    due_time: Mapped[str | None]  # local HH:MM
    due_at: Mapped[datetime]
    every: Mapped[str | None]  # RRULE of a repeating task
    anchor: Mapped[str] = mapped_column(default="schedule", server_default="schedule")  # or "completion"
    first_day: Mapped[date]  # where the rule starts; keeps the 31st through short months
    series_day: Mapped[date | None]  # the rule's own day of an occurrence that was moved to another one
    checklist: Mapped[Any] = mapped_column(Json, default=list, server_default="[]")  # [[text, done], ...]
    done_at: Mapped[datetime | None]
    uid: Mapped[str | None]  # its name in the calendar that it came from (iCalendar UID)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))  # whose task it is

    __table_args__ = (
        # Beside these there is `ix_task_open`, of an expression, told by the migrations alone: what is open in the
        # order of the list, with what narrows it, so that no row is looked at and nothing sorted.
        Index(
            "ix_task_repeating",
            "due_day",
            sqlite_where=text("every IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL"),
        ),
        Index("ix_task_done_at", "done_at", sqlite_where=text("done_at IS NOT NULL AND deleted_at IS NULL")),
        Index("ix_task_uid", "uid", sqlite_where=text("uid IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )
