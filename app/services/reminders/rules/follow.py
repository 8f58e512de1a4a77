"""What hangs on the rules and is stored beside them, set right after a rule was saved, switched or taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.reminders.items import BY_RULE
from app.services.reminders.occasions.refresh import refresh_rule
from app.services.reminders.roll import renew_all_limits
from app.services.reminders.rules.store import get_rules
from app.services.settings import get_settings


def follow_rules(db: Database, rule_ids: Collection[int], now: datetime) -> None:
    """Set right what these rules are the measure of: how long a silence is too long, what they find in the receipts.

    Reads for seconds in a big shop, and writes in short blocks. A rule that is gone has taken its own along.
    """
    if not rule_ids:
        return
    today = get_settings(db).local(now).date()
    for rule in get_rules(db).rules:
        if rule.id in rule_ids and rule.kind == ReminderKind.LAPSED:
            renew_all_limits(db)
        elif rule.id is not None and rule.id in rule_ids and rule.kind in BY_RULE:
            refresh_rule(db, rule.id, today)
