"""Open service cases whose day has come; one that is put off to another day comes round again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Text, and_, cast
from sqlalchemy.orm import Session

from app.models.aftersale import ServiceCase
from app.models.client import Client
from app.models.enums import CaseKind, CaseStatus, ReminderKind
from app.models.product import Product
from app.services.reminders.items import CaseReason, Found, make_key
from app.services.reminders.kinds.standing import Condition, Seen, Stem, claimable, is_there, listed, was_open
from app.services.reminders.ledger.states import shown_state
from app.services.reminders.reading import Rows


def _holds(day: date, then: datetime | None) -> Condition:
    return and_(
        was_open(ServiceCase.closed_at, then), ServiceCase.due_day.is_not(None), ServiceCase.day <= day, is_there()
    )


CASES = Stem(
    kind=ReminderKind.CASE,
    id=ServiceCase.id,
    client_id=ServiceCase.client_id,
    occurrence=cast(ServiceCase.due_day, Text),
    due=ServiceCase.due_day,
    columns=(
        *(ServiceCase.kind, ServiceCase.title, ServiceCase.day, ServiceCase.due_day, ServiceCase.status),
        Product.name.label("product"),
    ),
    joined=lambda statement: (
        statement.select_from(ServiceCase)
        .join(Client, Client.id == ServiceCase.client_id)
        .outerjoin(Product, Product.id == ServiceCase.product_id)
    ),
    holds=_holds,
)


def cases(as_of: date, days: int, at: Seen) -> Rows:
    """Open cases of the days up to `days` after `as_of`, the longest overdue first."""
    return listed(CASES, as_of, at, as_of + timedelta(days=days), lambda row: _found(row, as_of))


def claimable_cases(session: Session, today: date, reached: date, now: datetime) -> list[Found]:
    """Open cases whose day has come and that were not announced yet. `reached` is the last day whose opening time has
    come."""
    return [_found(row, today) for row in claimable(session, CASES, today, now, reached)]


def _found(row: Row[Any], as_of: date) -> Found:
    return Found(
        key=make_key(ReminderKind.CASE, row.source_id, row.occurrence),
        client_id=row.client_id,
        task_id=None,
        due=row.due_day,
        due_time=None,
        reason=CaseReason(
            CaseKind(row.kind),
            row.title,
            row.product or "",
            row.day,
            (as_of - row.day).days,
            row.status == CaseStatus.READY,
        ),
        state=shown_state(row.ledger_state),
        row_id=row.row_id,
        alert="0",
    )
