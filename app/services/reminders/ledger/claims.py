"""Rows of the ledger as the sweep writes them: claimed once, expired when no longer true, and the delivery log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, case, cast, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area, ReminderState
from app.models.reminder import Reminder, ReminderEvent
from app.services.reminders.items import Found, Key, read_key
from app.services.reminders.kinds.occasions import watch_again
from app.services.reminders.ledger.states import OPEN

_ACTED = (
    select(ReminderEvent.id)
    .where(ReminderEvent.reminder_id == Reminder.id)
    .where(ReminderEvent.event.in_((ReminderState.DONE, ReminderState.SNOOZED, ReminderState.DISMISSED)))
    .correlate(Reminder)
    .exists()
)
CHUNK = 200  # keys asked for at once
ANNOUNCED, NOT_ANNOUNCED = "announced", "not_announced"
REPEATED = "repeated"  # announced again, for it is not known whether the first time was seen
MISSED = "missed"  # its time went by without a word; `note` says why


def find_row(session: Session, key: Key) -> Reminder | None:
    """The ledger's row of a key, if there is one."""
    return session.scalars(
        select(Reminder).where(
            Reminder.kind == key.kind, Reminder.source_key == key.source_key, Reminder.occurrence == key.occurrence
        )
    ).one_or_none()


def claim(session: Session, found: Sequence[Found], now: datetime) -> list[Found]:
    """Write down that these are being announced: one row each, the unique key being the last guard. They are untold
    until log_delivery says that they were shown. Returns what is to be shown.

    What was told before, held no more for a while and is true again (a purchase taken back, a client out of the trash,
    a clock set right) is open again without a word. Who is left alone is written down, and not shown.
    """
    _hold_out(session, [item for item in found if item.state == ReminderState.HELD_OUT], now)
    found = [item for item in found if item.state != ReminderState.HELD_OUT]
    told = _open_again(session, found, now)
    fresh = [item for item in found if item.row_id not in told]
    new = [_new_row(item, now) for item in fresh if item.row_id is None]
    ids = [item.row_id for item in fresh if item.row_id is not None]
    again = [_again(item, now) for item in fresh if item.row_id is not None]
    if again:
        session.connection().execute(_AGAIN, again)
    if new:
        ids += session.scalars(insert(Reminder).returning(Reminder.id), new).all()
    log_event(session, ids, ReminderState.SHOWN, now)
    return fresh


def _hold_out(session: Session, found: Sequence[Found], now: datetime) -> None:
    """Write down who is left alone. A row that expired before is taken over: it is the same silence."""
    closed = {"state": ReminderState.HELD_OUT, "alerts": 0, "last_alert": None, "claimed_at": None, "told": True}
    new = [_new_row(item, now) | closed for item in found if item.row_id is None]
    ids = [item.row_id for item in found if item.row_id is not None]
    if ids:
        kept = update(Reminder).where(Reminder.id.in_(ids))
        session.execute(kept.values(state=ReminderState.HELD_OUT, updated_at=now))
    if new:
        ids += session.scalars(insert(Reminder).returning(Reminder.id), new).all()
    log_event(session, ids, ReminderState.HELD_OUT, now)


def _open_again(session: Session, found: Sequence[Found], now: datetime) -> set[int]:
    """Rows of alerts that were told, or acted upon, before they expired: open again, or asleep as long as they were to
    be."""
    alerts = {item.row_id: int(item.alert) for item in found if item.row_id is not None}
    asked = select(Reminder.id, Reminder.last_alert, Reminder.snoozed_until).where(
        Reminder.id.in_(alerts),
        Reminder.state == ReminderState.EXPIRED,
        Reminder.told,
        or_(Reminder.alerts > 0, _ACTED),
    )
    again = {}
    for row_id, last_alert, until in session.execute(asked):
        if until is not None and until > now:
            again[row_id] = ReminderState.SNOOZED
        elif until is None and int(last_alert or 0) <= alerts[row_id]:
            again[row_id] = ReminderState.SHOWN
    for row_id, state in again.items():
        session.execute(update(Reminder).where(Reminder.id == row_id).values(state=state, updated_at=now))
    log_event(session, again, ReminderState.DUE, now)
    return set(again)


def expire(session: Session, row_ids: Sequence[int], now: datetime) -> None:
    """Close what is no longer true, unless the owner has closed it meanwhile."""
    is_open = (Reminder.id.in_(row_ids), Reminder.state.in_(OPEN))
    ids = session.scalars(select(Reminder.id).where(*is_open).order_by(Reminder.id)).all()
    gone = update(Reminder).where(Reminder.id.in_(ids)).values(state=ReminderState.EXPIRED, updated_at=now)
    session.execute(gone, execution_options={"synchronize_session": False})
    watch_again(session, ids)
    log_event(session, ids, ReminderState.EXPIRED, now)


def log_delivery(
    db: Database, item_ids: Iterable[str], channel: str, now: datetime, event: str = ANNOUNCED, note: str = ""
) -> None:
    """Note in the delivery log over which channel claimed items were announced; "none" is that they were not, and
    they stay untold. `event`: REPEATED where they may have been seen before; `note`: a code of wording/deliveries.py.
    """
    keys = [read_key(item_id) for item_id in item_ids]
    with db.write(Area.REMINDERS) as session:
        for start in range(0, len(keys), CHUNK):
            ids = _row_ids(session, keys[start : start + CHUNK])
            if channel != "none":
                session.execute(update(Reminder).where(Reminder.id.in_(ids)).values(shown_at=now, told=True))
            log_event(session, ids, NOT_ANNOUNCED if channel == "none" else event, now, channel, note)


def _row_ids(session: Session, keys: Sequence[Key]) -> Sequence[int]:
    whole = tuple_(Reminder.kind, Reminder.source_key, Reminder.occurrence)
    wanted = [(key.kind, key.source_key, key.occurrence) for key in keys]
    return session.scalars(select(Reminder.id).where(whole.in_(wanted)).order_by(Reminder.id)).all()


def log_event(
    session: Session, row_ids: Iterable[int], event: str, now: datetime, channel: str = "", note: str = ""
) -> None:
    """Add a line to the delivery log of each row."""
    line = {"at": now, "event": event, "channel": channel, "note": note}
    lines = [{"reminder_id": row_id, **line} for row_id in row_ids]
    if lines:
        session.execute(insert(ReminderEvent), lines)


def _again(item: Found, now: datetime) -> dict[str, object]:
    """Values of `_AGAIN`."""
    return {"row": item.row_id, "due": item.due, "alert": item.alert, "now": now}


_LAST = cast(func.coalesce(Reminder.last_alert, bindparam("alert")), Integer)
_AGAIN = (
    update(Reminder)
    .where(Reminder.id == bindparam("row"))
    .values(
        state=ReminderState.SHOWN,
        due_day=bindparam("due"),
        snoozed_until=None,
        alerts=Reminder.alerts + 1,
        last_alert=case((cast(bindparam("alert"), Integer) > _LAST, Reminder.last_alert), else_=bindparam("alert")),
        claimed_at=bindparam("now"),
        told=False,
        updated_at=bindparam("now"),
    )
)


def _new_row(item: Found, now: datetime) -> dict[str, object]:
    return {
        "kind": item.key.kind,
        "source_key": item.key.source_key,
        "occurrence": item.key.occurrence,
        "rule_id": item.key.rule_id,
        "client_id": item.client_id,
        "task_id": item.task_id,
        "due_day": item.due,
        "state": ReminderState.SHOWN,
        "alerts": 1,
        "last_alert": item.alert,
        "claimed_at": now,
        "told": False,
        "created_at": now,
        "updated_at": now,
    }
