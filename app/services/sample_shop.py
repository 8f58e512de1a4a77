"""The sample shop, as long as it is there: known by a mark in its file, and cleared in one act when the owner begins
for real. The shop's own settings and rules come back as they were before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
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
from app.services.errors import NotFound
from app.services.settings import ShopSettings
from app.services.staff import WORKING

SAMPLE = "sample_shop"  # the setting that marks the file, and holds what the shop was before
ASKED = "first_start"  # the setting of services/first_start.py
_STAYING = frozenset({WORKING, ASKED, *(field.name for field in fields(ShopSettings))})
_RULE_COLUMNS = ("enabled", "params", "texts", "code")
_COUNTED = (Client.id, Purchase.id, Task.id)


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


def mark_sample(db: Database, changed: dict[str, Any]) -> None:
    """Before the sample is made: the shop gets these settings, and remembers its own and its rules."""
    with db.write(Area.SETTINGS) as session:
        saved = {row.key: row.value for row in session.scalars(select(Setting).where(Setting.key.in_(changed)))}
        settings = {name: [saved.get(name), value] for name, value in changed.items()}
        rules = {rule.id: _rule(rule) for rule in session.scalars(select(ReminderRule))}
        session.add(Setting(key=SAMPLE, value={"settings": settings, "rules": list(rules.items()), "last": None}))
        for name, value in changed.items():
            session.merge(Setting(key=name, value=value))


def sample_is_whole(db: Database) -> None:
    """The sample is made: what is added from here on is the owner's."""
    with db.write(Area.SETTINGS) as session:
        mark = session.get_one(Setting, SAMPLE)
        mark.value = {**mark.value, "last": [session.scalar(select(func.max(one))) or 0 for one in _COUNTED]}


def find_sample(db: Database) -> SampleShop | None:
    """The sample shop, with what was added to it; None in a shop that is none."""
    with db.read() as session:
        mark = session.get(Setting, SAMPLE)
        if mark is None:
            return None
        if mark.value["last"] is None:  # the program was killed while it made the sample
            return SampleShop(0, 0, 0)
        last = zip(_COUNTED, mark.value["last"], strict=True)
        return SampleShop(*(session.scalar(select(func.count(one)).where(one > newest)) or 0 for one, newest in last))


def clear_sample(db: Database, now: datetime, check: Callable[[], object] = lambda: None) -> Backup:
    """Copy the file to the backups, then empty the shop: sample and what was added to it. Staff and settings stay.

    `check` may raise Cancelled while the copy is written. Raises NotFound where there is no sample, and what back_up
    raises; nothing is deleted then.
    """
    if find_sample(db) is None:
        raise NotFound(what="sample", id="")
    backup = back_up(db, new_backup_file(db.path.parent, now), check)
    forget_sample(db)
    return backup


def forget_sample(db: Database) -> None:
    """Empty the shop and put its settings and rules back; those that the owner has changed since are kept."""
    with db.write(*Area) as session:
        mark = session.get_one(Setting, SAMPLE).value
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
