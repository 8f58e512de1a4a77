"""Rules saved, added and taken away, as actions that can be undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from app.models.audit import Change
from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, ReminderKind
from app.models.reminder import Reminder, ReminderRule
from app.models.rule_params import params_json
from app.services.errors import EditConflict, NotFound
from app.services.reminders.items import BY_RULE
from app.services.reminders.occasions.refresh import forget_occasions
from app.services.reminders.rules.bounds import check_rule
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.follow import follow_rules


def save_rule(db: Database, rule: Rule, now: datetime, *, follow: bool = True) -> int:
    """Save a rule, a new one without an id; returns its id. Of most kinds there is one rule, which is there already.

    Without `follow` what hangs on it is left to somebody who calls follow_rules: in a big shop it takes seconds.
    Raises InvalidValue, NotFound, EditConflict.
    """
    check_rule(rule)
    with db.write(Area.REMINDERS) as session:
        row = _new_row(session, rule) if rule.id is None else _get(session, rule.id, rule.version)
        if row.kind != rule.kind:
            raise NotFound(what="rule", id=rule.id)
        begin_action(session, "add_rule" if rule.id is None else "edit_rule", now)
        row.name, row.enabled, row.code = rule.name.strip(), rule.enabled, rule.code.strip()
        row.params = params_json(rule.params)
        row.texts = {part: text.strip() for part, text in rule.texts.items() if text.strip()}
        row.version += 1
        session.add(row)
        session.flush()
        rule_id = row.id
    if follow:
        follow_rules(db, now)
    return rule_id


def delete_rule(db: Database, rule_id: int, version: int, now: datetime) -> None:
    """Take away a rule of a kind that can have several; its reminders go with it. Raises NotFound, EditConflict."""
    with db.read() as session:
        if _get(session, rule_id, version).kind not in BY_RULE:
            raise NotFound(what="rule", id=rule_id)
    forget_occasions(db, rule_id)  # so that the rule itself goes in a moment
    with db.write(Area.REMINDERS) as session:
        row = _get(session, rule_id, version)
        begin_action(session, "delete_rule", now)
        session.delete(row)


def _new_row(session: Session, rule: Rule) -> ReminderRule:
    if rule.kind not in BY_RULE:
        raise NotFound(what="rule", id=rule.kind)
    return ReminderRule(id=_new_id(session), kind=ReminderKind(rule.kind), version=0)


def _new_id(session: Session) -> int:
    """One that no rule ever had, for the ledger keeps what was told by rules that are gone."""
    logged = select(func.max(cast(Change.row_id, Integer))).where(Change.table == ReminderRule.__tablename__)
    ever = (select(func.max(ReminderRule.id)), select(func.max(Reminder.rule_id)), logged)
    return 1 + max(session.scalar(one) or 0 for one in ever)


def _get(session: Session, rule_id: int, version: int) -> ReminderRule:
    row = session.get(ReminderRule, rule_id)
    if row is None:
        raise NotFound(what="rule", id=rule_id)
    if row.version != version:
        raise EditConflict(what="rule", id=rule_id)
    return row
