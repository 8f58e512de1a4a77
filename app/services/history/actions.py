"""Undo and redo: a user action taken back from the change log, or done again. What can be is kept in the shop's file,
so that both work after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting
from app.services.errors import AlreadyUndone, NotFound, NotRedoable
from app.services.history.aftermath import Aftermath
from app.services.history.replay import Replay, Report
from app.services.imports.undo import undo_import
from app.services.reminders.rules.follow import follow_rules
from app.services.settings import get_settings

EVERYTHING = tuple(Area)
IMPORT = "import"
REDO = "redo"  # the setting that holds what was taken back and can be done again
KEPT_TAKEN_BACK = 1_000


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


def undo_action(
    db: Database, action_id: int, now: datetime, report: Report = _quiet, *, follow: bool = True
) -> list[str]:
    """Take an action back. What was changed again since keeps its newer value; returns those as "table.column".

    Rows that others lean on by now stay, too. Without `follow` what hangs on rules of reminders is left to somebody who
    calls follow_rules: in a big shop it takes seconds. Raises NotFound and AlreadyUndone; `report` may raise Cancelled,
    and nothing is taken back then. Imports are taken back by services/imports, which says what stays and why.
    """
    if _kind(db, action_id) == IMPORT:
        kept = [kept.what for kept in undo_import(db, action_id, now, report).kept]
        with db.write() as session:
            _remember(session, [*_taken_back(session), action_id])
        return kept
    zone = get_settings(db).zone
    with db.write(*EVERYTHING) as session:
        action = session.get(Action, action_id)
        if action is None:
            raise NotFound(what="action", id=action_id)
        if action.undone_at is not None:
            raise AlreadyUndone(batch=action_id)
        taken_back = _taken_back(session)
        action.undone_at = now
        kept, rules = _replay(session, action_id, False, now, zone, report)
        _remember(session, [*taken_back, action_id])
    if rules and follow:
        follow_rules(db, now)
    return kept


def redo_action(
    db: Database, action_id: int, now: datetime, report: Report = _quiet, *, follow: bool = True
) -> list[str]:
    """Do an action again that was taken back; returns what keeps its newer value, as `undo_action`.

    Raises NotFound for one that was not taken back, and NotRedoable for an import: its file has to be read again.
    """
    kind = _kind(db, action_id)
    if kind == IMPORT:
        raise NotRedoable(kind=kind)
    zone = get_settings(db).zone
    with db.write(*EVERYTHING) as session:
        action = session.get(Action, action_id)
        if action is None or action.undone_at is None:
            raise NotFound(what="redo", id=action_id)
        left = [one for one in _taken_back(session) if one != action_id]
        action.undone_at = None
        kept, rules = _replay(session, action_id, True, now, zone, report)
        _remember(session, left)
    if rules and follow:
        follow_rules(db, now)
    return kept


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


def _replay(
    session: Session, action_id: int, again: bool, now: datetime, zone: ZoneInfo, report: Report
) -> tuple[list[str], bool]:
    """What was left alone, and whether rules of reminders were put back."""
    after = Aftermath()
    replay = Replay(session, action_id, again, now, after.add)
    replay.run(report)
    after.refresh(session, zone)
    if not again:
        after.list_reminders_again(session, now)
    return replay.kept, after.rules
