"""Undo and redo: a user action taken back from the change log, or done again. What can be is kept in the shop's file,
so that both work after a restart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.database import Database
from app.models.enums import Area, ReminderState
from app.models.facts import refresh_facts, touch
from app.models.purchase import Purchase
from app.models.reminder import Reminder
from app.models.setting import Setting
from app.services.errors import AlreadyUndone, NotFound, NotRedoable
from app.services.imports.matching.keys import refresh_keys
from app.services.imports.undo import undo_import
from app.services.replay import BLOCK, Replay, Report, Step

EVERYTHING = tuple(Area)
IMPORT = "import"
REDO = "redo"  # the setting that holds what was taken back and can be done again
KEPT_TAKEN_BACK = 1_000

# Tables and columns that no search key is made of.
_NOT_SEARCHED = frozenset({"purchase", "purchase_line", "product", "task", "reminder", "attachment", "not_same"})
_NOT_IN_KEYS = frozenset(
    "deleted_at merged_into_id gender birth_day birth_month birth_year source referred_by_id preferred_channel"
    " do_not_disturb points created_at batch_id".split()
)

# The clients themselves, and the people of a company, who are found by its name.
_TOUCHED = (
    "SELECT id FROM temp.touched UNION"
    " SELECT client_id FROM contact_person WHERE company_id IN (SELECT id FROM temp.touched)"
)


@dataclass(frozen=True)
class ActionRow:
    """A user action that can be taken back, or done again."""

    id: int
    kind: str
    at: datetime


def _quiet(_done: int, _total: int) -> None:
    pass


def find_last_action(db: Database, since: datetime) -> ActionRow | None:
    """The newest action after `since` that did something and has not been taken back, or None."""
    with db.read() as session:
        statement = select(Action).where(Action.undone_at.is_(None), Action.at >= since, _did_something())
        action = session.scalars(statement.order_by(Action.id.desc()).limit(1)).first()
        return None if action is None else ActionRow(action.id, action.kind, action.at)


def find_redoable(db: Database, since: datetime) -> ActionRow | None:
    """What was taken back last, after `since`, if nothing was done since; None where there is nothing to do again."""
    with db.read() as session:
        ids = _taken_back(session)
        action = session.get(Action, ids[-1]) if ids else None
        if action is None or action.undone_at is None or action.undone_at < since:
            return None
        return ActionRow(action.id, action.kind, action.at)


def undo_action(db: Database, action_id: int, now: datetime, report: Report = _quiet) -> list[str]:
    """Take an action back. What was changed again since keeps its newer value; returns those as "table.column".

    Rows that others lean on by now stay, too. Raises NotFound and AlreadyUndone; `report` may raise Cancelled, and
    nothing is taken back then. Imports are taken back by services/imports, which says what stays and why.
    """
    if _kind(db, action_id) == IMPORT:
        kept = [kept.what for kept in undo_import(db, action_id, now, report).kept]
        with db.write() as session:
            _remember(session, [*_taken_back(session), action_id])
        return kept
    with db.write(*EVERYTHING) as session:
        action = session.get(Action, action_id)
        if action is None:
            raise NotFound(what="action", id=action_id)
        if action.undone_at is not None:
            raise AlreadyUndone(batch=action_id)
        taken_back = _taken_back(session)
        action.undone_at = now
        replay = _replay(session, action_id, False, now, report)
        _list_reminders_again(session, replay.steps, now)
        _remember(session, [*taken_back, action_id])
        return replay.kept


def redo_action(db: Database, action_id: int, now: datetime, report: Report = _quiet) -> list[str]:
    """Do an action again that was taken back; returns what keeps its newer value, as `undo_action`.

    Raises NotFound for one that was not taken back, and NotRedoable for an import: its file has to be read again.
    """
    kind = _kind(db, action_id)
    if kind == IMPORT:
        raise NotRedoable(kind=kind)
    with db.write(*EVERYTHING) as session:
        action = session.get(Action, action_id)
        if action is None or action.undone_at is None:
            raise NotFound(what="redo", id=action_id)
        left = [one for one in _taken_back(session) if one != action_id]
        action.undone_at = None
        replay = _replay(session, action_id, True, now, report)
        _remember(session, left)
        return replay.kept


def _kind(db: Database, action_id: int) -> str | None:
    with db.read() as session:
        return session.scalar(select(Action.kind).where(Action.id == action_id))


def _did_something() -> Any:
    return exists().where(Change.action_id == Action.id) | (Action.kind == IMPORT)


def _newest(session: Session) -> int:
    """The newest action that did something, taken back or not."""
    return session.scalar(select(Action.id).where(_did_something()).order_by(Action.id.desc()).limit(1)) or 0


def _taken_back(session: Session) -> list[int]:
    """What can be done again, the next one last; nothing once something new was done."""
    saved = session.get(Setting, REDO)
    if saved is None or saved.value["newest"] != _newest(session):
        return []
    return [int(action_id) for action_id in saved.value["actions"]]


def _remember(session: Session, actions: list[int]) -> None:
    value = {"newest": _newest(session), "actions": actions[-KEPT_TAKEN_BACK:]}
    session.merge(Setting(key=REDO, value=value))


def _replay(session: Session, action_id: int, again: bool, now: datetime, report: Report) -> Replay:
    replay = Replay(session, action_id, again, now)
    replay.run(report)
    session.expire_all()
    raw: Any = session.connection().connection.driver_connection
    touch(session, _clients_of(replay.steps, _is_searched))
    refresh_keys(raw, _TOUCHED)
    sold = _buyers(session, replay.steps)
    if sold:
        refresh_facts(session, sold)
    return replay


def _is_searched(step: Step) -> bool:
    if step.table in _NOT_SEARCHED:
        return False
    if step.table != "client" or step.old is None or step.new is None:
        return True
    return not set(step.old) <= _NOT_IN_KEYS


def _clients_of(steps: Iterable[Step], wanted: Any) -> set[int]:
    """Clients whom the steps are about, also those whom something was moved from or to."""
    found: set[int] = set()
    for step in steps:
        if wanted(step):
            ids = (step.client_id, *((cells or {}).get("client_id") for cells in (step.old, step.new)))
            found |= {client_id for client_id in ids if client_id is not None}
    return found


def _buyers(session: Session, steps: list[Step]) -> set[int]:
    """Clients whose purchase facts the steps may have changed."""
    came_or_sold = ("client", "purchase")
    found = _clients_of(steps, lambda s: s.table in came_or_sold and (s.table == "purchase" or s.old is None))
    lines = [cells.get("purchase_id") for s in steps if s.table == "purchase_line" for cells in (s.old or s.new or {},)]
    receipts = sorted({receipt for receipt in lines if receipt is not None})
    for start in range(0, len(receipts), BLOCK):
        block = receipts[start : start + BLOCK]
        buyers = session.scalars(select(Purchase.client_id).where(Purchase.id.in_(block)))
        found |= {client_id for client_id in buyers if client_id is not None}
    return found


def _list_reminders_again(session: Session, steps: list[Step], now: datetime) -> None:
    """Reminders that were acted on are on the list again, and are not announced a second time."""
    reminders = [step for step in steps if step.table == Reminder.__tablename__]
    ids = [int(step.row_id) for step in reminders if "state" in (step.old or step.new or {})]
    asleep = (Reminder.state == ReminderState.SNOOZED) & (Reminder.snoozed_until > now)
    for start in range(0, len(ids), BLOCK):
        block = Reminder.id.in_(ids[start : start + BLOCK])
        woken = Reminder.state.in_((ReminderState.DUE, ReminderState.EXPIRED, ReminderState.SNOOZED)) & ~asleep
        session.execute(update(Reminder).where(block, woken).values(state=ReminderState.SHOWN, snoozed_until=None))
