"""Reads enquiries with the names of all that they are about, in one statement."""

from __future__ import annotations

from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.models.audit import Staff
from app.models.client import Client
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import EnquiryState
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.task import Task
from app.services.enquiries.data import EnquiryRow, NextStep
from app.services.errors import NotFound

OF_CLIENT_SHOWN = 200


def get_enquiry(db: Database, enquiry_id: int) -> EnquiryRow:
    """One enquiry. Raises NotFound, also for a deleted one and for one whose client is in the trash."""
    with db.read() as session:
        rows = read_rows(session, Enquiry.id == enquiry_id)
    if not rows:
        raise NotFound(what="enquiry", id=enquiry_id)
    return rows[0]


def enquiries_of(session: Session, client_id: int) -> tuple[EnquiryRow, ...]:
    """What a client asked for, the newest first; at most 200."""
    return read_rows(session, Enquiry.client_id == client_id, order=(Enquiry.created_at.desc(), Enquiry.id.desc()))[
        :OF_CLIENT_SHOWN
    ]


def read_rows(session: Session, *asked: ColumnElement[bool], order: tuple[Any, ...] = ()) -> tuple[EnquiryRow, ...]:
    """The enquiries that stand on the board or in a card: not deleted, and of nobody who is in the trash."""
    return tuple(map(_row, session.execute(_statement().where(*asked, is_shown()).order_by(*order))))


def is_shown() -> ColumnElement[bool]:
    """Not deleted, and its client, where it has one, not in the trash; for a statement that joins the client."""
    return and_(Enquiry.deleted_at.is_(None), or_(Enquiry.client_id.is_(None), Client.deleted_at.is_(None)))


def _statement() -> Select[*tuple[Any, ...]]:
    open_step = and_(Task.id == Enquiry.task_id, Task.done_at.is_(None), Task.deleted_at.is_(None))
    sold = and_(Purchase.id == Enquiry.purchase_id, Purchase.deleted_at.is_(None))
    names = (
        *(Enquiry.id, Enquiry.version, Enquiry.state, Enquiry.client_id, Client.name.label("client")),
        *(Enquiry.contact, Enquiry.asked, Enquiry.source, Enquiry.product_id, Product.name.label("product")),
        *(Enquiry.sum, Task.title, Task.due_day, Task.due_time, Enquiry.lost_reason, Purchase.id.label("sold_id")),
        *(Purchase.total, Enquiry.day, Enquiry.created_at, Enquiry.touched_at, Enquiry.closed_at),
        *(Enquiry.staff_id, Staff.name.label("staff"), Task.id.label("step_id")),
    )
    return (
        select(*names)
        .select_from(Enquiry)
        .outerjoin(Client, Client.id == Enquiry.client_id)
        .outerjoin(Product, Product.id == Enquiry.product_id)
        .outerjoin(Task, open_step)
        .outerjoin(Purchase, sold)
        .outerjoin(Staff, Staff.id == Enquiry.staff_id)
    )


def _row(row: Row[*tuple[Any, ...]]) -> EnquiryRow:
    wall = None if row.due_time is None else time.fromisoformat(row.due_time)
    return EnquiryRow(
        id=row.id,
        version=row.version,
        state=EnquiryState(row.state),
        client_id=row.client_id,
        client=row.client or "",
        contact=row.contact,
        asked=row.asked,
        source=row.source,
        product_id=row.product_id,
        product=row.product or "",
        sum=row.sum,
        step=None if row.due_day is None else NextStep(row.title, row.due_day, wall),
        lost_reason=row.lost_reason,
        purchase_id=row.sold_id,
        paid=row.total,
        day=row.day,
        created_at=row.created_at,
        touched_at=row.touched_at,
        closed_at=row.closed_at,
        staff_id=row.staff_id,
        staff=row.staff or "",
        step_id=row.step_id,
    )
