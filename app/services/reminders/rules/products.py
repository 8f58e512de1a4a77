"""Rules that name a product, when two products turn out to be one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.reminder import ReminderRule
from app.services.reminders.items import BY_RULE

NAMING = ("product_id", "target_id")


def move_rules(session: Session, from_id: int, to_id: int) -> None:
    """Building block: every rule that names the one product names the other from here on."""
    for row in session.scalars(select(ReminderRule).where(ReminderRule.kind.in_(BY_RULE))):
        moved = {name: to_id for name in NAMING if row.params.get(name) == from_id}
        if moved:
            row.params = {**row.params, **moved}
            row.version += 1


def rules_of_product(session: Session, product_id: int) -> frozenset[int]:
    """Rules that name the product."""
    rows = session.scalars(select(ReminderRule).where(ReminderRule.kind.in_(BY_RULE)))
    return frozenset(row.id for row in rows if product_id in (row.params.get(name) for name in NAMING))
