"""Marks enquiries as touched: something was done about them, so they do not lie forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enquiry import Enquiry
from app.services.enquiries.data import OPEN_STATES

_OPEN = (Enquiry.state.in_(OPEN_STATES), Enquiry.deleted_at.is_(None))


def touch(enquiry: Enquiry, now: datetime) -> None:
    """Somebody did something about it."""
    enquiry.touched_at = enquiry.updated_at = now


def touch_of_client(session: Session, client_id: int, now: datetime) -> None:
    """Building block of a contact logged: none of the client's open enquiries lies untouched."""
    for enquiry in session.scalars(select(Enquiry).where(Enquiry.client_id == client_id, *_OPEN)):
        touch(enquiry, now)


def touch_by_steps(session: Session, task_ids: Sequence[int], now: datetime) -> None:
    """Building block of follow-ups done or skipped: the open enquiries whose next steps they were are touched, and are
    others to whoever has one open in a form."""
    for enquiry in session.scalars(select(Enquiry).where(Enquiry.task_id.in_(task_ids), *_OPEN)):
        touch(enquiry, now)
        enquiry.version += 1
