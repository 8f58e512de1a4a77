"""What a rule can be: the least and the most of each parameter, and what must be said for it to make sense."""

from __future__ import annotations

from dataclasses import fields

from app.models.enums import ReminderKind
from app.services.errors import InvalidValue
from app.services.reminders.rules.data import PARAMS, Rule, ServiceParams
from app.services.reminders.texts import template_parts

# Parameter -> the least and the most that it can be, in the units of rules/data.py.
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
    "factor": (1.0, 10.0),
    "floor_days": (1, 3650),
    "ceiling_days": (1, 3650),
    "left_alone_percent": (0, 50),
    "mute_months": (1, 120),
}
LEAP = ("feb28", "mar1")
MOST_LEADS = 10
LONGEST = {"name": 200, "code": 100, "category": 200}
LONGEST_TEXT = 4000  # characters of a template


def check_rule(rule: Rule) -> None:
    """Raises InvalidValue, whose field is the name of the parameter, "text_<part>", "name" or "code"."""
    if not isinstance(rule.params, PARAMS[rule.kind]):
        raise InvalidValue(field="rule", value=rule.kind)
    values = {f.name: getattr(rule.params, f.name) for f in fields(rule.params)}
    for name, value in {**values, "name": rule.name, "code": rule.code}.items():
        if not _is_within(name, value):
            raise InvalidValue(field=name, value=str(value))
    for part, text in rule.texts.items():
        if part not in template_parts(rule.kind) or len(text) > LONGEST_TEXT:
            raise InvalidValue(field=f"text_{part}", value=text[:LONGEST_TEXT])
    _check_together(rule, values)


def _is_within(name: str, value: object) -> bool:
    if name == "leap":
        return value in LEAP
    if name in LONGEST:
        return isinstance(value, str) and len(value) <= LONGEST[name]
    if name not in BOUNDS:
        return True
    low, high = BOUNDS[name]
    if isinstance(value, tuple):
        return 0 < len(value) <= MOST_LEADS and all(low <= one <= high for one in value)
    return isinstance(value, int | float) and low <= value <= high


def _check_together(rule: Rule, values: dict[str, object]) -> None:
    """What no parameter says by itself: one trigger and not two, a floor below its ceiling."""
    if values.get("product_id") is not None and values.get("category"):
        raise InvalidValue(field="category", value=str(values["category"]))
    if isinstance(rule.params, ServiceParams) and rule.params.product_id is None and not rule.params.category:
        raise InvalidValue(field="product_id", value="")
    if rule.kind == ReminderKind.LAPSED and values["floor_days"] > values["ceiling_days"]:  # type: ignore[operator]
        raise InvalidValue(field="ceiling_days", value=str(values["ceiling_days"]))
