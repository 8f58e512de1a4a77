"""Enquiries that nobody has touched for too long. Their time round is the minute of the last touch, in UTC.

One whose next step is set is left to the step, which is a follow-up of its own.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Text, and_, cast, func, or_
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.enquiry import Enquiry
from app.models.enums import EnquiryState, ReminderKind
from app.models.product import Product
from app.models.rule_params import EnquiryParams
from app.models.task import Task
from app.services.reminders.items import EnquiryReason, Found, make_key
from app.services.reminders.kinds.standing import Condition, Seen, Stem, claimable, is_there, listed
from app.services.reminders.ledger.states import shown_state
from app.services.reminders.reading import Rows
from app.services.settings import ShopSettings
from app.services.shop_time import day_end

HOUR = timedelta(hours=1)


def _holds(_day: date, _then: datetime | None) -> Condition:
    return and_(
        Enquiry.state == EnquiryState.NEW,
        Enquiry.deleted_at.is_(None),
        or_(Enquiry.client_id.is_(None), is_there()),
        Task.id.is_(None),
    )


_TOUCHED = cast(Enquiry.touched_at, Text)
ENQUIRIES = Stem(
    kind=ReminderKind.ENQUIRY,
    id=Enquiry.id,
    client_id=Enquiry.client_id,
    occurrence=func.substr(_TOUCHED, 1, 13).concat(func.substr(_TOUCHED, 15, 2)),
    due=Enquiry.touched_at,
    columns=(Enquiry.asked, Enquiry.contact, Enquiry.day, Enquiry.touched_at, Product.name.label("product")),
    joined=lambda statement: (
        statement.select_from(Enquiry)
        .outerjoin(Client, Client.id == Enquiry.client_id)
        .outerjoin(Product, Product.id == Enquiry.product_id)
        .outerjoin(Task, and_(Task.id == Enquiry.task_id, Task.done_at.is_(None), Task.deleted_at.is_(None)))
    ),
    holds=_holds,
)


def enquiries(settings: ShopSettings, params: EnquiryParams, as_of: date, days: int, at: Seen) -> Rows:
    """Enquiries untouched for too long, the longest waiting first; with `days`, also those that will be by then."""
    until = day_end(as_of + timedelta(days=days), settings.zone) if days else at.moment
    last = until - params.hours * HOUR
    return listed(ENQUIRIES, as_of, at, last, lambda row: _found(row, settings, params, as_of, at.moment))


def claimable_enquiries(
    session: Session, settings: ShopSettings, params: EnquiryParams, today: date, now: datetime
) -> list[Found]:
    """Enquiries that have waited long enough and were not announced since they were last touched."""
    rows = claimable(session, ENQUIRIES, today, now, now - params.hours * HOUR)
    return [_found(row, settings, params, today, now) for row in rows]


def due_day(touched_at: datetime, settings: ShopSettings, params: EnquiryParams) -> date:
    """The local day on which an enquiry has waited too long."""
    return settings.local(touched_at + params.hours * HOUR).date()


def _found(row: Row[Any], settings: ShopSettings, params: EnquiryParams, as_of: date, moment: datetime) -> Found:
    waited = max(0, (moment - row.touched_at) // HOUR)
    return Found(
        key=make_key(ReminderKind.ENQUIRY, row.source_id, row.occurrence),
        client_id=row.client_id,
        task_id=None,
        due=due_day(row.touched_at, settings, params),
        due_time=None,
        reason=EnquiryReason(row.asked, row.product or "", row.contact, row.day, (as_of - row.day).days, waited),
        state=shown_state(row.ledger_state),
        row_id=row.row_id,
        alert="0",
    )
