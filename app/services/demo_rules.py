"""The rules of the sample shop: what the coffee machine wants after a while, a question after the first purchase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.rule_params import read_params
from app.services.reminders.occasions.refresh import refresh_all
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules

_NAMED = {"product": "product_id", "target": "target_id"}  # products, told by their names


def fill_rules(
    db: Database, told: list[dict[str, Any]], products: Mapping[str, int], today: date, now: datetime
) -> None:
    """Switch on and add what `told` says, and find everybody whom all rules of the shop are about."""
    for line in told:
        kind = ReminderKind(line["kind"])
        named = {param: products[line[name]] for name, param in _NAMED.items() if name in line}
        params = read_params(kind, line["params"] | named)
        rule = Rule(None, kind, params, line.get("name", ""))
        if "name" not in line:  # the one that every shop has
            there = next(one for one in get_rules(db).rules if one.kind == kind)
            rule = replace(there, params=params, enabled=True)
        save_rule(db, rule, now)
    refresh_all(db, today)
