"""What a rule can be: the least and the most of each parameter, and what must be said for it to make sense."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from app.models.rule_params import PARAMS, LapsedParams, ServiceParams
from app.services.errors import InvalidValue
from app.services.reminders.rules.data import Rule
from app.services.reminders.texts import template_parts

# Parameter -> the least and the most that it can be, in the units of models/rule_params.py.
BOUNDS: dict[str, tuple[float, float]] = {
    "hours": (1, 720),
    "leads": (0, 365),
    "grace_days": (0, 60),
    "before_days": (0, 365),
    "after_days": (0, 365),
    "cycle_days": (1, 3650),
    "lead_days": (0, 365),
    "last_days": (0, 3650),
    "times": (1, 10),
    "every_months": (1, 240),
    "min_sum": (0, 10**12),
    "again_days": (0, 3650),
    "days": (1, 3650),
    "per_day": (0, 1000),
    "factor": (1, 10),
    "floor_days": (1, 3650),
    "ceiling_days": (1, 3650),
    "left_alone_percent": (0, 50),
    "mute_months": (1, 120),
}
LEAP = ("feb28", "mar1")
MOST_LEADS = 10
LONGEST = {"name": 200, "code": 100, "category": 200}
LONGEST_TEXT = 4000  # characters of a template
SHOWN = 60  # of what is too long


def check_rule(rule: Rule) -> None:
    """Raises InvalidValue of the field "rule"; `param` is the parameter, "name", "code" or the part of a text, and
    `why` what is wrong with it: "bounds" (with `low` and `high`), "choice", "long", "trigger", "ceiling"."""
    if not isinstance(rule.params, PARAMS[rule.kind]):
        raise ValueError(rule.kind)
    values = {f.name: getattr(rule.params, f.name) for f in fields(rule.params)}
    for name, value in {**values, "name": rule.name, "code": rule.code}.items():
        _check_value(name, value)
    for part, text in rule.texts.items():
        if part not in template_parts(rule.kind) or len(text) > LONGEST_TEXT:
            raise InvalidValue(field="rule", why="long", param=part, value=text[:SHOWN], high=LONGEST_TEXT)
    _check_together(rule, values)


def _check_value(name: str, value: Any) -> None:
    if name == "leap" and value not in LEAP:
        raise InvalidValue(field="rule", why="choice", param=name, value=str(value))
    if name in LONGEST and len(value) > LONGEST[name]:
        raise InvalidValue(field="rule", why="long", param=name, value=value[:SHOWN], high=LONGEST[name])
    if name in BOUNDS:
        low, high = BOUNDS[name]
        numbers = value if isinstance(value, tuple) else (value,)
        if not (0 < len(numbers) <= MOST_LEADS and all(low <= one <= high for one in numbers)):
            shown = ", ".join(str(one) for one in numbers)
            raise InvalidValue(field="rule", why="bounds", param=name, value=shown, low=low, high=high)


def _check_together(rule: Rule, values: dict[str, Any]) -> None:
    """What no parameter says by itself: one trigger and not two, a floor below its ceiling."""
    if values.get("product_id") is not None and values.get("category"):
        raise InvalidValue(field="rule", why="trigger", param="category", value=values["category"])
    if isinstance(rule.params, ServiceParams) and rule.params.product_id is None and not rule.params.category:
        raise InvalidValue(field="rule", why="trigger", param="product_id", value=rule.kind)
    if isinstance(rule.params, LapsedParams) and rule.params.floor_days > rule.params.ceiling_days:
        shown = str(rule.params.ceiling_days)
        raise InvalidValue(field="rule", why="ceiling", param="ceiling_days", value=shown)
