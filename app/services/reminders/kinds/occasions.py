"""What the owner's rules find in the receipts and the log: what ran out, what wants service, whom to thank, whom nobody
has spoken to for long. The rows are kept by models/occasions.py; here they become reasons.

One item per rule, client and day that it counts from, so a purchase or a contact closes it and starts the next. It is
announced when it is due, and where the rule says so again every week, as long as nobody has acted on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from app.models.alerts import clients_to_tell, rules_with_alerts
from app.models.client import Client
from app.models.doubts import doubtful
from app.models.enums import ReminderKind, ReminderState
from app.models.interaction import WAS_SPOKEN, Interaction
from app.models.product import Product
from app.models.purchase import PurchaseLine
from app.models.reminder import Occasion, Reminder, ReminderRule
from app.models.rule_params import ReplenishmentParams
from app.services.reminders.items import BY_RULE, Found, Key
from app.services.reminders.kinds.occasion_reasons import found_occasion
from app.services.reminders.kinds.standing import Condition, Seen, can_be_sold_to
from app.services.reminders.ledger.states import has_woken, is_claimable, is_listed
from app.services.reminders.reading import EVERYBODY, MOST, Rows, Some
from app.services.reminders.rules.store import RuleBook

BETWEEN_ALERTS = 7  # days
BLOCK = 500  # rows asked for at once
# An alias finds its columns when first asked, and loses some of them when two threads ask at once: asked for here.
BOUGHT, OFFERED = Product.__table__.alias("bought"), Product.__table__.alias("offered")
BOUGHT_C, OFFERED_C = BOUGHT.c, OFFERED.c
KINDS = tuple(sorted(BY_RULE))


@dataclass(frozen=True)
class Occasions(Rows):
    """Occasions of one kind. Whose they are is told by an index; only those that the ledger may hide are looked at.
    `firsts`: of each rule the first due day that can still hold."""

    firsts: Mapping[int, date]

    def clients(self, session: Session) -> list[int | None]:
        whose, hidden = clients_to_tell(session, self.firsts, self.values["last"], self.values["day"])
        found: list[int | None] = [client_id for client_id in whose if client_id not in hidden]
        theirs = self._bare().with_only_columns(self.client_id)
        for ids in _blocks(sorted(hidden.intersection(whose))):
            found += session.scalars(theirs.where(self.client_id.in_(ids)), self.values)
        return found


def occasions(kind: ReminderKind, book: RuleBook, as_of: date, days: int, at: Seen) -> Rows:
    """Reasons of that kind on the list of `as_of`, and of the `days` after it, the longest due first."""
    values = {"moment": at.moment, "last": as_of + timedelta(days=days), **_asked(book, (kind,), as_of)}
    found = partial(found_occasion, book, as_of, "0")
    return Occasions(_listed(), values, Occasion.client_id, found, _firsts(book, as_of, (kind,)))


def claimable_occasions(
    session: Session, book: RuleBook, today: date, reached: date, now: datetime, some: Some = EVERYBODY
) -> list[Found]:
    """Those of all kinds that have to be announced, for the first time or once more, and those whose snooze is over.

    `reached` is the last day whose opening time has come.
    """
    values = {"moment": now, "last": reached, "most": some.limit, **_asked(book, KINDS, today)}
    untold = _untold() if some.people is None else _untold().where(Occasion.client_id.in_(some.people))
    found: dict[Key, Found] = {}
    firsts = _firsts(book, today)
    for rule_id in rules_with_alerts(session, firsts, reached, today):
        if not some.is_full(found):
            rows = session.execute(untold, {**values, "rules": [rule_id], "first": firsts[rule_id]})
            found |= _told_by(book, today, reached, rows)
    return list((found | _told_by(book, today, reached, _woken(session, values))).values())


def _told_by(book: RuleBook, today: date, reached: date, rows: Iterable[Row[Any]]) -> dict[Key, Found]:
    """Reasons of these rows, with the alert that each has come to."""
    all_of_them = (found_occasion(book, today, str(_alerts_left(book, row, reached)), row) for row in rows)
    return {one.key: one for one in all_of_them}


def settle_alerts(session: Session, book: RuleBook, found: Sequence[Found]) -> None:
    """These were claimed: they are looked at again on the day of their next alert, or not any more."""
    rows = [
        {
            "r": one.key.rule_id,
            "c": one.key.source_id,
            "b": date.fromisoformat(one.key.occurrence),
            "next": _next_alert(book, one),
        }
        for one in found
        if one.key.rule_id is not None
    ]
    if rows:
        session.connection().execute(_SETTLE, rows)


def watch_again(session: Session, row_ids: Sequence[int]) -> None:
    """These rows of the ledger were closed because they held no more; should they hold again, they are found."""
    gone = select(Reminder.rule_id, Reminder.client_id, Reminder.occurrence).where(
        Reminder.id.in_(bindparam("ids", expanding=True)), Reminder.rule_id.is_not(None)
    )
    for ids in _blocks(row_ids):
        rows = session.execute(gone, {"ids": ids})
        keys = [{"r": rule, "c": client, "b": date.fromisoformat(base)} for rule, client, base in rows]
        if keys:
            session.connection().execute(_AGAIN, keys)


def stale_occasions(session: Session, book: RuleBook, today: date) -> tuple[list[int], list[int]]:
    """Of the open rows of the ledger that are in doubt those that hold no more: bought, spoken to, over, or the client
    wants to hear nothing; and those that do, for `believe`."""
    stale: list[int] = []
    sound: list[int] = []
    asked = _asked(book, KINDS, today)
    for ids in _blocks(doubtful(session, _firsts(book, today))):
        holds = {row.id for row in session.execute(_sound(), {"ids": ids, **asked}) if row.due_day is not None}
        stale += [row_id for row_id in ids if row_id not in holds]
        sound += holds
    return stale, sound


def believe(session: Session, book: RuleBook, today: date, row_ids: Sequence[int]) -> None:
    """Those of these rows that hold are in no doubt any more, until something happens again."""
    asked = _asked(book, KINDS, today)
    for ids in _blocks(row_ids):
        rows = session.execute(_sound(), {"ids": ids, **asked})
        holds = [{"row": row.id, "due": row.due_day} for row in rows if row.due_day is not None]
        if holds:
            session.connection().execute(_BELIEVE, holds)


def row_of_occasion(session: Session, book: RuleBook, key: Key, day: date) -> Row[Any] | None:
    """The row that the key of a reminder tells of, if it is a reason still."""
    asked = (Occasion.rule_id == key.rule_id, Occasion.client_id == key.source_id)
    base = Occasion.base_day == date.fromisoformat(key.occurrence)
    return session.execute(_select().where(*asked, base, _holds()), _asked(book, (key.kind,), day)).one_or_none()


def _asked(book: RuleBook, kinds: Sequence[ReminderKind], day: date) -> dict[str, Any]:
    """Values of a statement: the rules in force, and from which due day on anything of them can still hold."""
    firsts = _firsts(book, day, kinds)
    return {"kinds": kinds, "rules": list(firsts), "day": day, "first": min(firsts.values(), default=day)}


def _firsts(book: RuleBook, day: date, kinds: Sequence[str] = KINDS) -> dict[int, date]:
    """The first due day of each rule in force that can still hold."""
    rules = (rule for kind in kinds for rule in book.of(ReminderKind(kind)))
    days = ((rule.id, getattr(rule.params, "last_days", 0)) for rule in rules)
    return {rule_id: day - timedelta(days=last_days) for rule_id, last_days in days if rule_id is not None}


def alert_of(book: RuleBook, rule_id: int | None, due: date, day: date) -> int | None:
    """Which alert an occasion has come to by that day, counted down to 0, the last one; None before the first."""
    times = _times(book, rule_id)
    return None if day < due else times - 1 - min((day - due).days // BETWEEN_ALERTS, times - 1)


def _alerts_left(book: RuleBook, row: Row[Any], reached: date) -> int:
    """The same of one that is announced; what is put off until a moment before is told as the first one."""
    return alert_of(book, row.rule_id, row.due_day, max(reached, row.due_day)) or 0


def _next_alert(book: RuleBook, found: Found) -> date | None:
    left = int(found.alert)
    told = _times(book, found.key.rule_id) - left
    return found.due + timedelta(days=BETWEEN_ALERTS * told) if left > 0 else None


def _times(book: RuleBook, rule_id: int | None) -> int:
    rule = next((rule for rule in book.rules if rule.id == rule_id), None)
    return rule.params.times if rule is not None and isinstance(rule.params, ReplenishmentParams) else 1


_SETTLE = (
    update(Occasion)
    .where(
        Occasion.rule_id == bindparam("r"), Occasion.client_id == bindparam("c"), Occasion.base_day == bindparam("b")
    )
    .values(alert_day=bindparam("next"))
)
_AGAIN = (
    update(Occasion)
    .where(
        Occasion.rule_id == bindparam("r"), Occasion.client_id == bindparam("c"), Occasion.base_day == bindparam("b")
    )
    .values(alert_day=Occasion.due_day)
)
_BELIEVE = (
    update(Reminder).where(Reminder.id == bindparam("row")).values(doubted=False, due_day=bindparam("due", type_=Date))
)


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BLOCK] for start in range(0, len(ids), BLOCK))


def _holds() -> Condition:
    """On the day :day, by one of :rules, for a client to whom something may be sold, of what is on sale."""
    return and_(
        Occasion.rule_id.in_(bindparam("rules", expanding=True)),
        Occasion.last_day >= bindparam("day"),
        can_be_sold_to(bindparam("day")),  # type: ignore[arg-type]
        or_(OFFERED_C.id.is_(None), OFFERED_C.archived.is_(False)),
    )


def _source_key() -> Any:
    return (
        literal("rule:").concat(cast(Occasion.rule_id, Text)).concat(":client:").concat(cast(Occasion.client_id, Text))
    )


def _dearest() -> Any:
    """The product for which most was paid on the receipt that is asked about."""
    line = select(PurchaseLine.product_id).where(
        PurchaseLine.purchase_id == Occasion.purchase_id, PurchaseLine.quantity > 0, Occasion.bought_id.is_(None)
    )
    return line.order_by(PurchaseLine.sum.desc(), PurchaseLine.id).limit(1).correlate(Occasion).scalar_subquery()


@cache
def _select() -> Select[Any]:
    """Occasions beside their rows of the ledger."""
    reminder = and_(
        Reminder.kind == Occasion.kind,
        Reminder.source_key == _source_key(),
        Reminder.occurrence == cast(Occasion.base_day, Text),
    )
    columns = (
        *(Occasion.kind, Occasion.rule_id, Occasion.client_id, Occasion.base_day, Occasion.due_day),
        *(Occasion.cycle_days, Occasion.own_rhythm, Occasion.product_id, Client.first_visit),
        select(func.max(Interaction.at))
        .where(Interaction.client_id == Occasion.client_id, Occasion.kind == ReminderKind.CADENCE, WAS_SPOKEN)
        .scalar_subquery()
        .label("contacted"),
        *(BOUGHT_C.id.label("bought_id"), BOUGHT_C.name.label("bought"), OFFERED_C.name.label("offer")),
        *(Reminder.id.label("row_id"), Reminder.state.label("ledger_state"), Reminder.last_alert),
    )
    bought = BOUGHT_C.id == func.coalesce(Occasion.bought_id, _dearest())
    columns_of_all: Any = select(*columns)
    statement: Select[Any] = (
        columns_of_all.select_from(Occasion)
        .join(Client, Client.id == Occasion.client_id)
        .outerjoin(BOUGHT, bought)
        .outerjoin(OFFERED, OFFERED_C.id == Occasion.product_id)
        .outerjoin(Reminder, reminder)
    )
    return statement


@cache
def _listed() -> Select[Any]:
    due = and_(
        Occasion.kind.in_(bindparam("kinds", expanding=True)),
        Occasion.due_day.between(bindparam("first"), bindparam("last")),
    )
    return _select().where(due, _holds(), is_listed()).order_by(Occasion.due_day, Occasion.client_id).limit(MOST)


@cache
def _untold() -> Select[Any]:
    """With an alert whose day has come and that was not given; of those announced before one that is counted lower."""
    due = and_(
        Occasion.rule_id.in_(bindparam("rules", expanding=True)),
        Occasion.alert_day.between(bindparam("first"), bindparam("last", type_=Date)),
    )
    times = select(func.coalesce(func.json_extract(ReminderRule.params, literal_column("'$.times'")), 1))
    of_rule = times.where(ReminderRule.id == Occasion.rule_id).correlate(Occasion).scalar_subquery()
    weeks = cast(
        (func.julianday(bindparam("last", type_=Date)) - func.julianday(Occasion.due_day)) / BETWEEN_ALERTS, Integer
    )
    is_later = cast(Reminder.last_alert, Integer) > of_rule - 1 - func.min(weeks, of_rule - 1)
    told_before = and_(Reminder.state == ReminderState.SHOWN, or_(Reminder.last_alert.is_(None), is_later))
    return _select().where(due, _holds(), or_(is_claimable(), told_before)).order_by(Occasion.alert_day).limit(MOST)


def _woken(session: Session, values: dict[str, Any]) -> Iterator[Row[Any]]:
    asleep = select(Reminder.rule_id, Reminder.client_id, Reminder.occurrence).where(
        Reminder.kind.in_(KINDS), Reminder.state == ReminderState.SNOOZED, has_woken()
    )
    for rule_id, client_id, occurrence in session.execute(asleep, values).all():
        key = and_(Occasion.rule_id == rule_id, Occasion.client_id == client_id)
        base = Occasion.base_day == date.fromisoformat(occurrence)
        has_come = Occasion.due_day <= bindparam("day", type_=Date)  # the rule may have been tuned meanwhile
        yield from session.execute(_select().where(key, base, has_come, _holds(), has_woken()), values)


@cache
def _sound() -> Select[Any]:
    """The rows :ids, and since when each is due; None for those that hold no more. Looked up row by row: a join would
    have all occasions of the rules read."""
    still = (
        select(Occasion.due_day)
        .join(Client, Client.id == Occasion.client_id)
        .outerjoin(OFFERED, OFFERED_C.id == Occasion.product_id)
        .where(
            Occasion.rule_id == Reminder.rule_id,
            Occasion.client_id == Reminder.client_id,
            cast(Occasion.base_day, Text) == Reminder.occurrence,
            _holds(),
        )
    )
    since = still.correlate(Reminder).scalar_subquery().label("due_day")
    statement: Any = select(Reminder.id, since)
    return statement.where(Reminder.id.in_(bindparam("ids", expanding=True)))  # type: ignore[no-any-return]
