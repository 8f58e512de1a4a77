"""The ledger of due items, its delivery log, and the rules that make items."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class Reminder(Base):
    """One reason to contact somebody, once. (kind, source_key, occurrence) is its key and, joined by colons, its id."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # ReminderKind
    source_key: Mapped[str]  # "client:17", "task:5", "rule:2:client:17"
    occurrence: Mapped[str]  # "2026-11-21" or "2026-11-21T1500"
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    due_day: Mapped[date]  # day of the event, not of the lead
    state: Mapped[str]  # ReminderState
    snoozed_until: Mapped[datetime | None]
    alerts: Mapped[int] = mapped_column(default=0, server_default="0")  # how many times it was announced
    last_alert: Mapped[str | None]  # which alert was the last: a lead in days, or the snooze moment
    shown_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    handled_day: Mapped[date | None]  # local day of handled_at; the day's quota counts by it
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("kind", "source_key", "occurrence"),
        Index(None, "kind", "state", "due_day"),
        Index(None, "kind", "handled_day"),
        {"sqlite_autoincrement": True},
    )


class ReminderEvent(Base):
    """Delivery log: what happened to a reminder, when and over which channel."""

    __tablename__ = "reminder_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    event: Mapped[str]  # ReminderState, or "announced"
    channel: Mapped[str] = mapped_column(default="", server_default="")


class ReminderRule(Base):
    """A kind of reminder the owner can switch and tune."""

    __tablename__ = "reminder_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="", server_default="")
    enabled: Mapped[bool] = mapped_column(default=True, server_default="1")
    params: Mapped[Any] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
