"""Subscriptions, memberships and warranties about to end: from so many days before until so many after, unless one of
the same product, or by hand one of the same name, continues them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, and_, cast, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.aftersale import Entitlement
from app.models.client import Client
from app.models.enums import EntitlementKind, ReminderKind
from app.models.purchase import Purchase
from app.models.rule_params import RenewalParams
from app.services.reminders.items import Found, RenewalReason, make_key
from app.services.reminders.kinds.standing import Condition, Seen, Stem, claimable, listed, may_be_disturbed
from app.services.reminders.ledger.states import shown_state
from app.services.reminders.reading import Rows


def _holds(day: date, after_days: int) -> Condition:
    return and_(
        Entitlement.end_day >= day - timedelta(days=after_days),
        Entitlement.start_day <= day,
        may_be_disturbed(),
        ~_is_continued(day),
    )


def _is_continued(day: date) -> Condition:
    """Another one of the same lasts longer. One that was sold after `day` was not known on it."""
    other = aliased(Entitlement)
    same_product = other.product_id == Entitlement.product_id
    same_name = and_(Entitlement.product_id.is_(None), other.kind == Entitlement.kind, other.name == Entitlement.name)
    sold_later = select(Purchase.id).where(Purchase.id == other.purchase_id, Purchase.day > day)
    return (
        select(other.id)
        .where(
            other.client_id == Entitlement.client_id,
            other.end_day > Entitlement.end_day,
            or_(same_product, same_name),
            ~sold_later.correlate(other).exists(),
        )
        .correlate(Entitlement)
        .exists()
    )


@lru_cache(maxsize=8)
def renewal_stem(after_days: int) -> Stem:
    """Renewals that are told of until so many days after the end."""
    return Stem(
        kind=ReminderKind.RENEWAL,
        id=Entitlement.id,
        client_id=Entitlement.client_id,
        occurrence=cast(Entitlement.end_day, Text),
        due=Entitlement.end_day,
        columns=(Entitlement.kind, Entitlement.name, Entitlement.end_day, Entitlement.product_id),
        joined=lambda statement: statement.select_from(Entitlement).join(Client, Client.id == Entitlement.client_id),
        holds=lambda day, _then: _holds(day, after_days),
        reopens=False,
    )


def renewals(params: RenewalParams, as_of: date, days: int, at: Seen) -> Rows:
    """What ends soon after `as_of`, or `days` ahead, and what ended lately; by the day."""
    last = as_of + timedelta(days=max(params.before_days, days))
    return listed(renewal_stem(params.after_days), as_of, at, last, lambda row: _found(row, as_of))


def claimable_renewals(
    session: Session, params: RenewalParams, today: date, reached: date, now: datetime
) -> list[Found]:
    """What is about to end and was not announced yet. `reached` is the last day whose opening time has come."""
    last = reached + timedelta(days=params.before_days)
    return [_found(row, today) for row in claimable(session, renewal_stem(params.after_days), today, now, last)]


def _found(row: Row[Any], as_of: date) -> Found:
    return Found(
        key=make_key(ReminderKind.RENEWAL, row.source_id, row.occurrence),
        client_id=row.client_id,
        task_id=None,
        due=row.end_day,
        due_time=None,
        reason=RenewalReason(
            EntitlementKind(row.kind), row.name, row.end_day, (row.end_day - as_of).days, row.product_id
        ),
        state=shown_state(row.ledger_state),
        row_id=row.row_id,
        alert="0",
    )
