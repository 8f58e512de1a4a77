"""What the page of rules reads, in a lane: the rules, the names in them, people of today, what a rule brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.wording.rules import RuleNames

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.reminders.left_alone import Answer, Effect
    from app.services.reminders.occasions.hits import HitRate
    from app.services.reminders.rules.data import Rule
    from app.services.reminders.rules.preview import Effect as Preview

PRODUCT_PARAMS = ("product_id", "target_id")


@dataclass(frozen=True)
class Read:
    """The rules as saved, in the order of their making, and the names that their parameters stand for."""

    rules: tuple[Rule, ...]
    names: RuleNames


@dataclass(frozen=True)
class Brought:
    """What leaving some of the silent alone could tell and has told."""

    answer: Answer
    effect: Effect


@dataclass(frozen=True)
class Counted:
    """What a rule gives today; of the silent, how many there are whatever the number a day is, up to the most that it
    can be."""

    effect: Preview
    silent: int | None


def read_page(db: Database, currency: str, changed: Iterable[Rule]) -> Read:
    """The rules and their names, and what those are called that were `changed` and not saved."""
    from app.services.clients.listing.views import list_views
    from app.services.reminders.rules.store import get_rules

    rules = get_rules(db).rules
    views = {view.id: view.name for view in list_views(db)}
    return Read(rules, RuleNames(read_products(db, (*rules, *changed)), views, currency))


def read_products(db: Database, rules: Iterable[Rule]) -> dict[int, str]:
    """The names of the products that these rules are about."""
    from app.services.products.listing import product_rows

    ids = {getattr(rule.params, name, None) for rule in rules for name in PRODUCT_PARAMS}
    known = sorted(one for one in ids if one is not None)
    return {row.id: row.product.name for row in product_rows(db, known)} if known else {}


def read_effect(
    db: Database, rule: Rule, today: date, now: datetime, check: Callable[[], object]
) -> tuple[Rule, Counted]:
    """What a rule gives today, or would give if it were switched on; with the rule itself. What `check` raises stops
    the counting."""
    from app.models.rule_params import LapsedParams
    from app.services.reminders.rules.bounds import BOUNDS
    from app.services.reminders.rules.preview import preview

    silent = None
    if isinstance(rule.params, LapsedParams):
        everybody = replace(rule.params, per_day=int(BOUNDS["per_day"][1]))
        silent = preview(db, replace(rule, enabled=True, params=everybody), today, now, check).people
    return rule, Counted(preview(db, replace(rule, enabled=True), today, now, check), silent)


def read_people(db: Database, today: date, now: datetime) -> dict[int, int]:
    """People of today by rule."""
    from app.services.reminders.rules.counts import people_by_rule

    return people_by_rule(db, today, now)


def read_hits(db: Database, rule_id: int, today: date) -> tuple[int, HitRate]:
    """How often a rule was right, with its id."""
    from app.services.reminders.occasions.hits import hit_rate

    return rule_id, hit_rate(db, rule_id, today)


def read_brought(db: Database, now: datetime) -> Brought:
    """Whether the shop is large enough to leave some of the silent alone, and what that has told."""
    from app.services.reminders.left_alone import can_answer, left_alone_effect

    return Brought(can_answer(db, now), left_alone_effect(db, now))
