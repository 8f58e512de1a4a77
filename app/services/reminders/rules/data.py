"""A rule as the owner sees it.

It is kept as a row of `reminder_rule`: its kind, name, switch, parameters (models/rule_params.py), the owner's own
message templates, and the promo code that they may name. Kinds of which there can be several rules (items.BY_RULE) name
the rule in the keys of their reminders: "replenishment:rule:9:client:17:2026-11-21".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.models.enums import ReminderKind
from app.models.rule_params import Params


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `texts`: part of the kind's templates -> the owner's own words."""

    id: int | None  # None: not saved yet
    kind: ReminderKind
    params: Params
    name: str = ""
    enabled: bool = True
    texts: dict[str, str] = field(default_factory=dict)
    code: str = ""  # promo code, for $code in the texts
    version: int = 0
