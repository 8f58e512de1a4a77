"""Rules that name a product, when two products turn out to be one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.reminder import ReminderRule
from app.services.reminders.items import BY_RULE

NAMING = ("product_id", "target_id")


def move_rules(session: Session, from_id: int, to_id: int) -> None:
    """Building block: every rule that names the one product names the other from here on; follow_rules has to be
    called after it."""
    for row in session.scalars(select(ReminderRule).where(ReminderRule.kind.in_(BY_RULE))):
        moved = {name: to_id for name in NAMING if row.params.get(name) == from_id}
        if moved:
            row.params = {**row.params, **moved}
            row.version += 1
