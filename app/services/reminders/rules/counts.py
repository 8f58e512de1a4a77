"""How many people each rule gives today, by itself: one to whom two rules apply counts in both."""

from __future__ import annotations

from datetime import date, datetime

from app.models.database import Database
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.scan import FIRST, scan_due
from app.services.settings import get_settings


def people_by_rule(db: Database, today: date, now: datetime) -> dict[int, int]:
    """Id of every rule that is switched on -> people on the list of today."""
    settings = get_settings(db)
    with db.read() as session:
        return {
            rule.id: scan_due(session, settings, RuleBook((rule,)), today, now, FIRST).people
            for rule in read_rules(session).rules
            if rule.enabled and rule.id is not None
        }
