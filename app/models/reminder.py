"""The ledger of due items, its delivery log, and the rules that make items."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json
from app.models.doubts import DOUBTED


class Reminder(Base):
    """One reason to contact somebody, once. (kind, source_key, occurrence) is its key and, joined by colons, its id."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # ReminderKind
    source_key: Mapped[str]  # "client:17", "task:5", "rule:2:client:17"
    occurrence: Mapped[str]  # "2026-11-21" or "2026-11-21T1500"
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    rule_id: Mapped[int | None]  # of kinds that have several rules; stays when the rule goes
    due_day: Mapped[date]  # day of the event, not of the lead
    state: Mapped[str]  # ReminderState
    snoozed_until: Mapped[datetime | None]
    alerts: Mapped[int] = mapped_column(default=0, server_default="0")  # how many times it was announced
    last_alert: Mapped[str | None]  # which alert was the last: a lead in days, or the snooze moment
    claimed_at: Mapped[datetime | None]  # moment of the last claim
    told: Mapped[bool] = mapped_column(default=True, server_default="1")  # False from the claim until it was shown
    doubted: Mapped[bool] = mapped_column(default=False, server_default="0")  # may hold no more: doubts.py
    shown_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    handled_day: Mapped[date | None]  # local day of handled_at; the day's quota counts by it
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("kind", "source_key", "occurrence"),
        Index(None, "kind", "state", "due_day"),
        Index(None, "kind", "handled_day"),
        Index("ix_reminder_untold", "claimed_at", sqlite_where=text("told = 0")),
        Index("ix_reminder_doubted", "id", sqlite_where=text(DOUBTED)),
        Index(
            "ix_reminder_told_task",
            *("task_id", "due_day"),
            sqlite_where=text("kind = 'follow_up' AND state = 'shown'"),
        ),
        Index("ix_reminder_rule_id", "rule_id", "state", "due_day", sqlite_where=text("rule_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )


class ReminderEvent(Base):
    """Delivery log: what happened to a reminder, when and over which channel."""

    __tablename__ = "reminder_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    event: Mapped[str]  # ReminderState, or one of reminders/delivery/log.py
    channel: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")  # why: a code, put into words when shown

    __table_args__ = (Index(None, "at"),)


class ReminderRule(Base):
    """A kind of reminder the owner can switch and tune. `params` as in rule_params.py."""

    __tablename__ = "reminder_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="", server_default="")
    enabled: Mapped[bool] = mapped_column(default=True, server_default="1")
    params: Mapped[Any] = mapped_column(Json)
    texts: Mapped[Any] = mapped_column(Json, default=dict, server_default="{}")  # part -> the owner's own template
    code: Mapped[str] = mapped_column(default="", server_default="")  # promo code that the texts may name
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Occasion(Base):
    """A reason that a rule finds in the receipts or the log: replenishment, service, thanks, staying in touch.

    Derived, never typed: models/occasions.py makes it anew when the receipts or contacts of the client change.
    """

    __tablename__ = "occasion"

    rule_id: Mapped[int] = mapped_column(ForeignKey("reminder_rule.id", ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True, index=True)
    base_day: Mapped[date] = mapped_column(primary_key=True)  # what it counts from; the occurrence of the reminder
    kind: Mapped[str]  # ReminderKind
    due_day: Mapped[date]
    last_day: Mapped[date]  # the last day on which it is worth telling
    cycle_days: Mapped[int | None]  # how long what was bought was to last; how often to be in touch
    own_rhythm: Mapped[bool] = mapped_column(default=False, server_default="0")  # cycle_days is the client's own
    bought_id: Mapped[int | None]  # product that was bought
    product_id: Mapped[int | None]  # product to offer
    purchase_id: Mapped[int | None]  # receipt that it counts from
    alert_day: Mapped[date | None]  # from then on it may have to be announced; None: it was, each time

    __table_args__ = (
        Index(None, "kind", "due_day", "client_id"),
        Index("ix_occasion_whose", "rule_id", "due_day", "client_id", "product_id"),
        Index("ix_occasion_alert", "rule_id", "alert_day", sqlite_where=text("alert_day IS NOT NULL")),
    )
