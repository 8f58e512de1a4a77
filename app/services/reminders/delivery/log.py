"""The delivery log as the owner reads it: what was shown when and over which channel, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, and_, cast, func, not_, select

from app.models.client import Client
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import Outcome, ReminderKind, ReminderState
from app.models.reminder import Reminder, ReminderEvent
from app.models.task import Task
from app.services.reminders.delivery.missed import OVER_CAP
from app.services.reminders.items import SOURCES
from app.services.reminders.ledger.claims import ANNOUNCED, MISSED, NOT_ANNOUNCED, REPEATED
from app.services.settings import get_settings
from app.services.shop_time import to_moment

MOST = 500
# What is told: every line of the log but the claim, which comes before the showing.
TOLD = (
    *(ANNOUNCED, NOT_ANNOUNCED, REPEATED, MISSED),
    *(ReminderState.DONE, ReminderState.SNOOZED, ReminderState.DISMISSED),
    *(ReminderState.EXPIRED, ReminderState.HELD_OUT, Outcome.WRONG_NUMBER),
)
_ENQUIRY_ID = cast(func.substr(Reminder.source_key, len(SOURCES[ReminderKind.ENQUIRY]) + 2), Integer)  # enquiry:17


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the log. `state` is what became of the reminder since; `note` a code, see wording/deliveries.py."""

    item_id: str
    kind: ReminderKind
    client_id: int | None
    client: str  # without a client: who asked, or which task it is
    due: date
    state: ReminderState
    at: datetime
    event: str  # one of TOLD
    channel: str  # "dbus", "native", "tray", "none", or "" where nothing was shown
    note: str


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which lines of the log; what is None or empty does not matter. `events` are of TOLD."""

    client_id: int | None = None
    kind: ReminderKind | None = None
    day: date | None = None  # of the shop
    events: tuple[str, ...] = ()


def list_deliveries(db: Database, wanted: DeliveryFilter | None = None, limit: int = MOST) -> list[Delivery]:
    """The last `limit` lines of the log, the newest first. Silent clients for whom there never was room on the list
    are told of only when asked for, by the client or by the kind: they would hide what was missed by mishap."""
    wanted = wanted or DeliveryFilter()
    # Of one client there are few: they are sorted, and not looked for along the whole log.
    at = ReminderEvent.at if wanted.client_id is None else func.coalesce(ReminderEvent.at, "")
    lines = (
        select(ReminderEvent, Reminder, func.coalesce(Client.name, func.nullif(Enquiry.contact, ""), Task.title, ""))
        .join(Reminder, Reminder.id == ReminderEvent.reminder_id)
        .outerjoin(Client, Client.id == Reminder.client_id)
        .outerjoin(Enquiry, and_(Reminder.kind == ReminderKind.ENQUIRY, Enquiry.id == _ENQUIRY_ID))
        .outerjoin(Task, Task.id == Reminder.task_id)
        .where(ReminderEvent.event.in_(wanted.events or TOLD), *_conditions(db, wanted))
        .order_by(at.desc(), ReminderEvent.id.desc())
        .limit(limit)
    )
    with db.read() as session:
        return [_delivery(row) for row in session.execute(lines)]


def _conditions(db: Database, wanted: DeliveryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.client_id is not None:
        conditions.append(Reminder.client_id == wanted.client_id)
    if wanted.kind is not None:
        conditions.append(Reminder.kind == wanted.kind)
    if wanted.client_id is None and wanted.kind is None:
        conditions.append(not_(and_(Reminder.kind == ReminderKind.LAPSED, ReminderEvent.note == OVER_CAP)))
    if wanted.day is not None:
        zone = get_settings(db).zone
        conditions.append(ReminderEvent.at >= to_moment(wanted.day, None, zone))
        conditions.append(ReminderEvent.at < to_moment(wanted.day + timedelta(days=1), None, zone))
    return conditions


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    event, reminder, client = row
    return Delivery(
        item_id=f"{reminder.kind}:{reminder.source_key}:{reminder.occurrence}",
        kind=ReminderKind(reminder.kind),
        client_id=reminder.client_id,
        client=client,
        due=reminder.due_day,
        state=ReminderState(reminder.state),
        at=event.at,
        event=event.event,
        channel=event.channel,
        note=event.note,
    )
