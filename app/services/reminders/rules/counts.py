"""How many people each rule gives today by itself, however many a day are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.models.database import Database
from app.services.reminders.rules.store import read_rules
from app.services.reminders.today.scan import FIRST, scan_due
from app.services.settings import get_settings


def people_by_rule(db: Database, today: date, now: datetime) -> dict[int, int]:
    """Id of every rule that is switched on -> people; one to whom two rules apply counts in both."""
    settings = replace(get_settings(db), contacts_per_day=0)
    with db.read() as session:
        book = read_rules(session)
        return {
            rule.id: scan_due(session, settings, book.alone(rule), today, now, FIRST).people
            for rule in book.rules
            if rule.enabled and rule.id is not None
        }
