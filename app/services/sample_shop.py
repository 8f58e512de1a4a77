"""The sample shop, as long as it is there: known by a mark in its file, and cleared in one act when the owner begins
for real. The shop's own settings and rules come back as they were before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from app.models.changelog import plain
from app.models.client import Client
from app.models.database import Database
from app.models.emptying import empty_tables
from app.models.enums import Area
from app.models.purchase import Purchase
from app.models.reminder import ReminderRule
from app.models.setting import Setting
from app.models.task import Task
from app.services.backups import Backup, back_up, new_backup_file
from app.services.errors import DatabaseBusy, NotFound, StorageError
from app.services.settings import ShopSettings
from app.services.staff import WORKING

SAMPLE = "sample"  # the setting that marks the file, and holds what the shop was before
ASKED = "first_start"  # the setting of services/first_start.py
_STAYING = frozenset({WORKING, ASKED, *(field.name for field in fields(ShopSettings))})
_RULE_COLUMNS = ("enabled", "params", "texts", "code")
UNDER_WAY = timedelta(minutes=1)  # for longer nobody makes a sample: that program was killed
_COUNTED: tuple[type[Client] | type[Purchase] | type[Task], ...] = (Client, Purchase, Task)
Mark = dict[str, Any]  # what SAMPLE holds


@dataclass(frozen=True)
class SampleShop:
    """What the owner has added to the sample, and would lose with it: clients, purchases, tasks."""

    clients: int
    purchases: int
    tasks: int

    @property
    def own(self) -> int:
        """How many of these in all."""
        return self.clients + self.purchases + self.tasks


def mark_sample(db: Database, changed: dict[str, Any], now: datetime) -> Mark:
    """Before the sample is made: the shop gets these settings, and remembers its own and its rules. Raises
    DatabaseBusy where another program is about to make it."""
    with db.write(Area.SETTINGS) as session:
        known = session.get(Setting, SAMPLE)
        if known is not None and known.value["last"] is None:
            raise DatabaseBusy(file=str(db.path))
        saved = {row.key: row.value for row in session.scalars(select(Setting).where(Setting.key.in_(changed)))}
        settings = {name: [saved.get(name), value] for name, value in changed.items()}
        rules = {rule.id: _rule(rule) for rule in session.scalars(select(ReminderRule))}
        mark = {"settings": settings, "rules": list(rules.items()), "last": None, "made_at": now.isoformat()}
        session.merge(Setting(key=SAMPLE, value=mark))
        for name, value in changed.items():
            session.merge(Setting(key=name, value=value))
        return mark


def sample_is_whole(db: Database, mark: Mark) -> None:
    """The sample is made: what is added from here on is the owner's, as is what was added meanwhile."""
    with db.write(Area.SETTINGS) as session:
        last = [session.scalar(select(func.max(one.id))) or 0 for one in _COUNTED]
        session.merge(Setting(key=SAMPLE, value={**mark, "last": last}))


def find_sample(db: Database) -> SampleShop | None:
    """The sample shop, with what was added to it; None in a shop that is none."""
    with db.read() as session:
        mark = session.get(Setting, SAMPLE)
        return None if mark is None else _added(session, mark.value)


def drop_unfinished(db: Database, now: datetime) -> bool:
    """What is left of a sample goes that a program made when it was killed, if the owner has added nothing of their
    own. Returns whether it is still there, for another program seems to be making it."""
    with db.read() as session:
        if not _is_unfinished(session):
            return False
        if abs(now - _made_at(session.get_one(Setting, SAMPLE).value)) < UNDER_WAY:
            return True
    drop_stopped(db)
    return False


def drop_stopped(db: Database) -> None:
    """The same of a sample that was stopped, or failed, just now."""
    with db.read() as session:
        if not _is_unfinished(session):
            return
    with db.write(*Area) as session:
        if _is_unfinished(session):
            _forget(session, session.get_one(Setting, SAMPLE).value)


def clear_sample(db: Database, now: datetime, check: Callable[[], object] = lambda: None) -> Backup:
    """Copy the file to the backups, then empty the shop: sample and what was added to it. Staff and settings stay.

    `check` may raise Cancelled while the copy is written. Raises NotFound where there is no sample, and what back_up
    raises; nothing is deleted then.
    """
    if find_sample(db) is None:
        raise NotFound(what="sample", id="")
    backup = back_up(db, new_backup_file(db.path.parent, now), check)
    try:
        with db.write(*Area) as session:
            _forget(session, session.get_one(Setting, SAMPLE).value)
    except StorageError:
        backup.file.unlink(missing_ok=True)  # on a full disk it would only take what room is left
        raise
    return backup


def _added(session: Session, mark: Mark) -> SampleShop:
    """The owner's is what is younger than the moment on which the sample was begun, and what came after it was made."""
    counts = []
    for number, one in enumerate(_COUNTED):
        is_own = one.created_at > _made_at(mark)
        if mark["last"] is not None:
            is_own = or_(is_own, one.id > mark["last"][number])
        counts.append(session.scalar(select(func.count(one.id)).where(is_own)) or 0)
    return SampleShop(*counts)


def _is_unfinished(session: Session) -> bool:
    mark = session.get(Setting, SAMPLE)
    return mark is not None and mark.value["last"] is None and not _added(session, mark.value).own


def _made_at(mark: Mark) -> datetime:
    return datetime.fromisoformat(mark["made_at"])


def _forget(session: Session, mark: Mark) -> None:
    """Empty the shop and put its settings and rules back; those that the owner has changed since are kept."""
    empty_tables(session)
    for name, (before, of_sample) in mark["settings"].items():
        row = session.get(Setting, name)
        if row is not None and row.value == of_sample:
            _put_back(session, name, before)
    _put_rules_back(session, dict(mark["rules"]))
    session.flush()
    session.execute(delete(Setting).where(Setting.key.not_in(_STAYING)))


def _put_back(session: Session, name: str, before: Any) -> None:
    if before is None:
        session.execute(delete(Setting).where(Setting.key == name))
    else:
        session.merge(Setting(key=name, value=before))


def _rule(rule: ReminderRule) -> dict[str, Any]:
    return {name: plain(getattr(rule, name)) for name in _RULE_COLUMNS}


def _put_rules_back(session: Session, before: dict[int, dict[str, Any]]) -> None:
    for rule in session.scalars(select(ReminderRule)):
        if rule.id not in before:
            session.delete(rule)
            continue
        for name, value in before[rule.id].items():
            setattr(rule, name, value)
        rule.version += 1
