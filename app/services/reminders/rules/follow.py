"""What hangs on the rules and is stored beside them, set right after a rule was saved, switched or taken back."""

from __future__ import annotations

from collections.abc import Collection

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.reminders.roll import renew_all_limits
from app.services.reminders.rules.store import get_rules


def follow_rules(db: Database, rule_ids: Collection[int]) -> None:
    """Set right what these rules are the measure of: how long a silence is too long. Writes in short blocks."""
    kinds = {rule.kind for rule in get_rules(db).rules if rule.id in rule_ids}
    if ReminderKind.LAPSED in kinds:
        renew_all_limits(db)
