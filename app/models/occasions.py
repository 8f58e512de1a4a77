"""Occasions: what the rules find in the receipts and the log of contacts, one row per rule, client and day that it
counts from. A pure function of the rules, receipts, contacts and, for saved lists, who is in them; never of the day on
which it is worked out, so a sale, an import, an undo and the nightly roll come to the same rows.

A receipt counts when it is done, no return, worth something (or of an unknown sum) and not given back as a whole. What
its client gave back of it is taken off its lines, on the day of the sale; what nothing is left of was not bought.

Replenishment: per client the days on which the product, or anything of the category, was bought; without either each
product that has days of its own is a thing by itself. With another product to offer, its purchases count too: they
start the time anew. base = the last of those days, due = base + cycle - lead, where the lead is half of the cycle at
most. Cycle = days of the rule (or product) x quantity bought on the base day, rounded half-up (of what is offered, if
that was bought on it); from the third day with a purchase of what is offered on the median gap between those days.
Two things of one rule with the same base are one row, that of the earlier due day.
Service: the same with months, whose last day stands in for one that is missing.
Feedback: days with a receipt of the product, category or sum; only the first of them, or the first and then always the
next that is `again_days` or more after the one before. due = base + after_days. A purchase is never asked about while
the question about the one before it can still be on the list. The last of them is the row.
Cadence: base = the later of the last contact that reached the client and the last visit; without either the day on
which the client was written down. due = base + days.
Every row is worth telling until due + last_days.

Kept apart in `occasion`: alert_day, from which on the row may have to be announced. A row that is new or due on
another day has its due day there; services/reminders moves it on when it was announced.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models import occasion_sql as sql
from app.models.enums import ReminderKind
from app.models.occasion_sql import Way
from app.models.rule_params import read_params

KINDS = ("replenishment", "service", "feedback", "cadence")
BY_PRODUCT = KINDS[:2]
FEW = 2_000  # clients, whose receipts are read one by one whatever the rules
LINES_OF_ONE = 20  # lines of a client that take as long to find as those of the rules' products, each

Members = Mapping[int, Collection[int]]  # rule of a saved list -> the clients in the list


@dataclass(frozen=True)
class OccasionRule:
    """A rule in force, with all its parameters."""

    id: int
    kind: str
    params: dict[str, Any]

    @property
    def of_product(self) -> bool:
        return self.params["product_id"] is not None or bool(self.params["category"])

    @property
    def of_view(self) -> bool:
        return self.params["view_id"] is not None


def refresh_occasions(session: Session, rule_ids: Sequence[int] | None = None, members: Members | None = None) -> None:
    """Bring the occasions of the clients in `temp.touched` up to date, in this transaction: of all rules, or of these.

    `members` says who is in the saved lists; without it those stay who are in them.
    """
    raw = raw_of(session)
    rules = read_occasion_rules(raw, rule_ids)
    ids = [rule.id for rule in rules] if rule_ids is None else list(rule_ids)
    if not ids:
        return
    work_out(raw, rules, _way(raw), members)
    scope = f"client_id IN (SELECT id FROM temp.touched) AND rule_id IN ({', '.join(map(str, ids))})"
    if raw.execute("SELECT 1 FROM occasion LIMIT 1").fetchone():
        raw.execute(sql.GONE.format(scope=scope))
    raw.execute(sql.COME)


def refresh_buyers_of(session: Session, product_ids: Collection[int]) -> None:
    """Products were put into another category, last for another time, or became one: whatever the rules find in the
    receipts of those who ever bought them, in this transaction."""
    raw = raw_of(session)
    _touch(raw, ())
    raw.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT p.client_id FROM json_each(?) j CROSS JOIN purchase_line l"
        " ON l.product_id = j.value CROSS JOIN purchase p ON p.id = l.purchase_id WHERE p.client_id IS NOT NULL",
        (json.dumps(list(product_ids)),),
    )
    refresh_occasions(session, _rules_of(raw, *KINDS[:3]))


def refresh_contacts(session: Session, client_ids: Collection[int]) -> None:
    """Contacts with these clients were written down or taken away, or they are to be called more often or less: when
    to be in touch again, in this transaction."""
    session.flush()
    if client_ids and has_contact_rules(session):
        raw = raw_of(session)
        _touch(raw, client_ids)
        refresh_occasions(session, _rules_of(raw, "cadence"))


def _touch(raw: Any, client_ids: Collection[int]) -> None:
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    raw.execute("DELETE FROM temp.touched")
    raw.executemany("INSERT OR IGNORE INTO temp.touched VALUES (?)", [(client_id,) for client_id in client_ids])


def _rules_of(raw: Any, *kinds: str) -> list[int]:
    """Rules of these kinds, those that are switched off too."""
    rows = raw.execute("SELECT id, kind FROM reminder_rule").fetchall()
    return [rule_id for rule_id, kind in rows if kind in kinds]


def has_contact_rules(session: Session) -> bool:
    """Whether anything is to be kept up to date when a contact is written down."""
    found = session.execute(
        text(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM client INDEXED BY ix_client_contact_days"
            " WHERE contact_days IS NOT NULL) OR EXISTS (SELECT 1 FROM occasion WHERE kind = 'cadence')"
        )
    )
    return found.first() is not None


def raw_of(session: Session) -> Any:
    """The bare connection of a session, for statements with many parameters and functions of our own."""
    return session.connection().connection.driver_connection


def read_occasion_rules(raw: Any, rule_ids: Sequence[int] | None) -> list[OccasionRule]:
    """The rules in force, of these or of all, with the tables emptied in which their occasions are worked out."""
    for table in sql.TABLES:
        raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}")
        raw.execute(f"DELETE FROM temp.{table.split()[0]}")
    raw.create_function("local_day", 1, _local_day_of(raw), deterministic=True)
    found = raw.execute(
        "SELECT id, kind, params FROM reminder_rule WHERE enabled AND kind IN (?, ?, ?, ?) ORDER BY id", KINDS
    ).fetchall()
    rules = [
        OccasionRule(rule_id, kind, asdict(read_params(ReminderKind(kind), json.loads(params))))
        for rule_id, kind, params in found
        if rule_ids is None or rule_id in rule_ids
    ]
    raw.executemany(
        f"INSERT INTO temp.occasion_rule VALUES ({', '.join('?' * 12)})",
        [row for rule in rules if rule.kind in BY_PRODUCT and (row := _product_rule(rule))],
    )
    return rules


def _product_rule(rule: OccasionRule) -> tuple[Any, ...] | None:
    """A row of temp.occasion_rule; None for a service rule that is about nothing yet."""
    known, is_service = rule.params, rule.kind == "service"
    every = not rule.of_product
    if every and is_service:
        return None
    category = "" if known["product_id"] is not None else known["category"]
    return (
        *(rule.id, rule.kind, known["product_id"], category, every, None if every else known["target_id"]),
        *(known.get("cycle_days"), known.get("every_months"), known.get("by_quantity")),
        *(known.get("own_rhythm", False), known["lead_days"], known["last_days"]),
    )


def _way(raw: Any) -> Way:
    """How the receipts of temp.touched are found sooner: client by client, or product by product."""
    touched = raw.execute("SELECT count(*) FROM temp.touched").fetchone()[0]
    if touched <= FEW:
        return Way.FEW
    most = touched * LINES_OF_ONE
    return Way.MANY if raw.execute(sql.LINES_OF_RULES, (most,)).fetchone()[0] < most else Way.FEW


@dataclass(frozen=True)
class Then:
    """A past day, the moment at which it ended, and how a statement begins that reads the facts of clients on it."""

    as_of: str
    until: str
    facts: str

    @property
    def values(self) -> dict[str, str]:
        """What statements ask for."""
        return {"as_of": self.as_of, "until": self.until}


def work_out(raw: Any, rules: list[OccasionRule], way: Way, members: Members | None, then: Then | None = None) -> None:
    """Fill temp.occasion_now with what the rules find; with `then` as of a past day."""
    if way is Way.FEW or raw.execute(sql.LINES_OF_RULES, (1,)).fetchone()[0]:
        raw.execute(sql.bought(way, then is not None), {} if then is None else then.values)
    for rule in rules:
        if rule.kind == "feedback":
            _feedback(raw, rule, way, then)
        elif rule.kind == "cadence":
            _cadence(raw, rule, way, members, then)


def _feedback(raw: Any, rule: OccasionRule, way: Way, then: Then | None) -> None:
    asked = {name: rule.params[name] for name in ("product_id", "category", "min_sum", "after_days", "last_days")}
    over = asked["after_days"] + asked["last_days"] + 1
    values = {**asked, "rule_id": rule.id, "again_days": max(over, rule.params["again_days"])}
    source = Way.FEW if way is Way.MANY and not rule.of_product else way
    raw.execute("DELETE FROM temp.occasion_asked")
    raw.execute(sql.asked(source, then is not None, rule.of_product), values | ({} if then is None else then.values))
    raw.execute(sql.thanked(rule.params["first_only"]), values)


def _cadence(raw: Any, rule: OccasionRule, way: Way, members: Members | None, then: Then | None) -> None:
    values = {"rule_id": rule.id, "days": rule.params["days"], "last_days": rule.params["last_days"]}
    if rule.of_view and members is not None:
        rows = ((rule.id, client_id) for client_id in members.get(rule.id, ()))
        raw.executemany("INSERT OR IGNORE INTO temp.occasion_member VALUES (?, ?)", rows)
    elif not rule.of_view and not raw.execute(sql.ANYBODY_TO_STAY_IN_TOUCH_WITH).fetchone():
        return
    raw.execute(
        sql.in_touch(way, rule.of_view, members is not None, "" if then is None else then.facts),
        values | ({} if then is None else then.values),
    )


def _zone(raw: Any) -> ZoneInfo:
    """The shop's time zone; the computer's, where none was chosen (as services/settings.py)."""
    from tzlocal import get_localzone_name

    saved = raw.execute("SELECT value FROM setting WHERE key = 'time_zone'").fetchone()
    return ZoneInfo(json.loads(saved[0]) if saved else get_localzone_name() or "UTC")


def _local_day_of(raw: Any) -> Callable[[str], str]:
    """Moments as SQLite holds them -> the shop's days."""
    zone: list[ZoneInfo] = []

    def local_day(moment: str | None) -> str | None:
        if moment is None:
            return None
        if not zone:
            zone.append(_zone(raw))
        return datetime.fromisoformat(moment).astimezone(zone[0]).date().isoformat()

    return local_day  # type: ignore[return-value]
