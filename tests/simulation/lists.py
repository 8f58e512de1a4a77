"""Rules that come and go, and saved lists that rules are about: what the owner does with them, and who is in them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from app.models.enums import ReminderKind
from app.models.rule_params import CadenceParams, FeedbackParams, Params, ReplenishmentParams, ServiceParams
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.views import delete_view, save_view
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import delete_rule, save_rule
from app.services.reminders.rules.store import get_rules
from tests.simulation.raw import Rows, params
from tests.simulation.visits import visit_days

MACHINE, FILTERS, LIST = 4, 5, 1  # ids of products, and of the saved list
RULES: tuple[tuple[ReminderKind, Params], ...] = (
    (ReminderKind.REPLENISHMENT, ReplenishmentParams(category="Кофе", cycle_days=25, times=2)),
    (ReminderKind.REPLENISHMENT, ReplenishmentParams(product_id=MACHINE, target_id=FILTERS, cycle_days=60)),
    (ReminderKind.SERVICE, ServiceParams(product_id=MACHINE, every_months=2)),
    (ReminderKind.FEEDBACK, FeedbackParams(category="Чай", first_only=False, again_days=60)),
    (ReminderKind.CADENCE, CadenceParams(view_id=LIST, days=25)),
)
# What the owner tries, by kind of rule.
TUNED: dict[str, dict[str, list[Any]]] = {
    "birthday": {"leads": [(7, 1, 0), (3,), (14, 0)], "grace_days": [0, 3, 5], "leap": ["feb28", "mar1"]},
    "date": {"leads": [(7, 0), (1,)], "grace_days": [0, 3]},
    "enquiry": {"hours": [3, 24, 48]},
    "renewal": {"before_days": [3, 7, 10], "after_days": [5, 14]},
    "replenishment": {"cycle_days": [10, 20, 45], "times": [1, 3], "lead_days": [0, 5], "own_rhythm": [True, False]},
    "service": {"every_months": [1, 2, 6]},
    "feedback": {"after_days": [1, 3], "first_only": [True, False]},
    "cadence": {"last_days": [10, 60]},
    "lapsed": {"per_day": [1, 3, 10], "factor": [1.5, 2.0], "floor_days": [20, 30], "left_alone_percent": [0, 30]},
}


def often(visits: int) -> Group:
    """The filter of the list: who came so many times."""
    return Group("all", (Condition("visits", "ge", visits),))


def tune(at: Any) -> None:
    """A rule is switched or tuned."""
    rule = at.pick(list(get_rules(at.db).rules))
    tuned = TUNED.get(rule.kind)
    if tuned is None or at.chance(0.3):
        save_rule(at.db, replace(rule, enabled=not rule.enabled or at.chance(0.5)), at.now)
    else:
        name, values = at.pick(list(tuned.items()))
        save_rule(at.db, replace(rule, params=replace(rule.params, **{name: at.pick(values)})), at.now)


def add_or_drop_rule(at: Any) -> None:
    """One of the rules of which there can be several goes, or one more comes."""
    of_many = [rule for rule in get_rules(at.db).rules if rule.kind in {kind for kind, _params in RULES}]
    if len(of_many) > len(RULES) and at.chance(0.6):
        rule = at.pick(of_many)
        delete_rule(at.db, rule.id, rule.version, at.now)
    else:
        save_rule(at.db, Rule(None, *at.pick(list(RULES))), at.now)


def change_list(at: Any) -> None:
    """Others are meant by the saved list; seldom it goes."""
    if at.chance(0.1):
        delete_view(at.db, LIST, at.now)
    else:
        save_view(at.db, "Частые", often(at.random.randint(2, 5)), at.now, view_id=LIST)


@dataclass
class Lists:
    """Who is in the list of each rule about one, as of the last time that anybody looked: every night, and when the
    rule or the list was changed."""

    members: dict[int, set[int]] = field(default_factory=dict)
    made: dict[int, Any] = field(default_factory=dict)
    turn: int = 0

    def look(self, rows: Rows, everywhere: bool = False) -> None:
        """Look at the lists of rules that are others than before, or `everywhere`."""
        filters = {row.id: row.filter for row in rows.views}
        made = {}
        for row in rows.rules:
            view = params(row).get("view_id") if row.kind == "cadence" else None
            if view is None:
                continue
            made[row.id] = (row.enabled, row.params, filters.get(view), str(rows.zone))
            if everywhere or self.made.get(row.id) != made[row.id]:
                self.members[row.id] = _members(rows, filters.get(view))
                self.turn += 1
        self.made = made

    def forget(self, rows: Rows) -> None:
        """Who is gone is in no list, also after coming back; a rule that is gone has none."""
        for rule, ids in self.members.items():
            here = ids & rows.client.keys()
            if here != ids:
                self.members[rule], self.turn = here, self.turn + 1
        self.made = {rule: made for rule, made in self.made.items() if rule in rows.rule}


def _members(rows: Rows, filter_text: str | None) -> set[int]:
    if filter_text is None:
        return set()
    (asked,) = json.loads(filter_text)["all"]
    assert (asked["field"], asked["op"]) == ("visits", "ge")
    there = [row.id for row in rows.clients if rows.is_there(row.id)]
    return {client for client in there if len(visit_days(rows.receipts_of[client])) >= asked["value"]}
