"""The rules as they are kept, read all at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.reminder import ReminderRule
from app.models.rule_params import PARAMS, read_params
from app.services.reminders.rules.data import Rule

P = TypeVar("P")


@dataclass(frozen=True)
class RuleBook:
    """All rules of the shop, in the order of their making."""

    rules: tuple[Rule, ...]

    def of(self, kind: ReminderKind) -> tuple[Rule, ...]:
        """Those of a kind that are switched on."""
        return tuple(rule for rule in self.rules if rule.kind == kind and rule.enabled)

    def of_lists(self) -> tuple[Rule, ...]:
        """Those that are switched on and are about a saved list of clients."""
        return tuple(
            rule for rule in self.of(ReminderKind.CADENCE) if getattr(rule.params, "view_id", None) is not None
        )

    def is_on(self, kind: ReminderKind) -> bool:
        """Whether any rule of the kind is switched on."""
        return bool(self.of(kind))

    def only(self, kind: ReminderKind, params: type[P]) -> P:
        """The parameters of a kind with one rule, whether it is switched on or not."""
        found = next((rule.params for rule in self.rules if rule.kind == kind), None)
        return cast(P, PARAMS[kind]() if found is None else found)

    def rule_of(self, kind: ReminderKind, rule_id: int | None = None) -> Rule | None:
        """The rule behind a reminder: that one, or the only one of its kind."""
        return next((r for r in self.rules if r.kind == kind and rule_id in (None, r.id)), None)

    def alone(self, rule: Rule) -> RuleBook:
        """The same rules with only this one switched on, as it is given."""
        others = (replace(known, enabled=False) for known in self.rules if known.id != rule.id)
        return RuleBook((*others, replace(rule, enabled=True)))


def get_rules(db: Database) -> RuleBook:
    """The rules as saved."""
    with db.read() as session:
        return read_rules(session)


def read_rules(session: Session) -> RuleBook:
    """The rules as saved."""
    rows = session.scalars(select(ReminderRule).order_by(ReminderRule.id))
    return RuleBook(tuple(rule_of_row(row) for row in rows))


def rule_of_row(row: ReminderRule) -> Rule:
    """A rule out of its row; what a newer program may have added to it is left out."""
    kind = ReminderKind(row.kind)
    return Rule(row.id, kind, read_params(kind, row.params), row.name, row.enabled, row.texts, row.code, row.version)
