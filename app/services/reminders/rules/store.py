"""The rules as they are kept: read all at once, one at a time saved, as actions that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.reminder import ReminderRule
from app.services.reminders.rules.data import PARAMS, Params, Rule

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


def params_json(params: Params) -> dict[str, Any]:
    """Parameters as JSON holds them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(params).items()}


def read_params(kind: ReminderKind, saved: dict[str, object]) -> Params:
    """Parameters out of JSON, lists being tuples again; the rest as they are by default."""
    known: dict[str, Any] = {f.name: saved[f.name] for f in fields(PARAMS[kind]) if f.name in saved}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return cast(Callable[..., Params], PARAMS[kind])(**values)
