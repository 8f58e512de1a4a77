"""Writes enquiries: every act is one action that can be taken back, the next step and the sale with it.

An enquiry is touched by whatever is done about it: it is typed, changed, moved, won; its next step is done; something
is logged about its client. A closed one needs no next step: the open task goes, and comes back when it is reopened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import Area, EnquiryState
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.task import Task
from app.services.clients.people import kept_client
from app.services.clients.save import add_client
from app.services.enquiries.contact import client_of_contact
from app.services.enquiries.data import CLOSED_STATES, OPEN_STATES, EnquiryData, NextStep
from app.services.enquiries.touch import touch
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.purchases.money import LARGEST_SUM
from app.services.settings import ShopSettings, get_settings
from app.services.shop_time import is_plausible
from app.services.tasks.save import TaskData, data_of_task, put_task

AREAS = (Area.ENQUIRIES, Area.TASKS, Area.REMINDERS)


def save_enquiry(
    db: Database, data: EnquiryData, now: datetime, enquiry_id: int | None = None, version: int | None = None
) -> int:
    """Add an enquiry, or change `enquiry_id` as it was read at `version`; returns the id.

    Its next step and the client made of its contact are part of the same action. Raises InvalidValue, NotFound, and
    EditConflict when it was changed since: nothing is overwritten.
    """
    _check(data)
    settings = get_settings(db)
    with db.write(*AREAS, *((Area.CLIENTS,) if data.make_client else ())) as session:
        begin_action(session, "add_enquiry" if enquiry_id is None else "edit_enquiry", now)
        if enquiry_id is None:
            enquiry = Enquiry(state=EnquiryState.NEW, day=settings.local(now).date(), created_at=now, version=0)
            enquiry.staff_id = db.staff_id
        else:
            enquiry = _live(session, enquiry_id)
            if version is not None and enquiry.version != version:
                raise EditConflict(what="enquiry", id=enquiry_id)
        _fill(session, enquiry, data, settings, now)
        _changed(enquiry, now)
        session.add(enquiry)
        session.flush()
        if enquiry.state in OPEN_STATES:
            _take_step(session, enquiry, data.step, settings, now)
        return enquiry.id


def move_enquiry(db: Database, enquiry_id: int, state: EnquiryState, now: datetime, lost_reason: str = "") -> int:
    """Put an enquiry into another column; returns the action to undo. Won here is won without a sale: what a sale won
    goes through `win`. Raises NotFound."""
    with db.write(*AREAS) as session:
        enquiry = _live(session, enquiry_id)
        action_id = begin_action(session, f"enquiry_{state}", now)
        enquiry.lost_reason = lost_reason.strip() if state is EnquiryState.LOST else ""
        if state is not EnquiryState.WON:
            enquiry.purchase_id = None
        _set_state(session, enquiry, state, now)
        return action_id


def delete_enquiry(db: Database, enquiry_id: int, now: datetime) -> int:
    """Delete an enquiry and its open next step; returns the action to undo. Raises NotFound."""
    with db.write(*AREAS) as session:
        enquiry = _live(session, enquiry_id)
        action_id = begin_action(session, "delete_enquiry", now)
        enquiry.deleted_at = now
        _changed(enquiry, now)
        _drop_step(session, enquiry, now)
        return action_id


def win(session: Session, enquiry_id: int, purchase_id: int, now: datetime) -> None:
    """Building block of a sale: the receipt, flushed before, wins the enquiry within the sale's own action.

    An enquiry of somebody new becomes the buyer's, with its next step. One that is gone meanwhile is left alone: the
    sale counts more.
    """
    enquiry, purchase = session.get(Enquiry, enquiry_id), session.get(Purchase, purchase_id)
    if enquiry is None or enquiry.deleted_at is not None or purchase is None:
        return
    if enquiry.client_id is None and purchase.client_id is not None:
        enquiry.client_id = purchase.client_id
        step = _open_task(session, enquiry)
        if step is not None:  # comes back with the enquiry where the sale is deleted
            step.client_id = enquiry.client_id
    enquiry.purchase_id, enquiry.lost_reason = purchase_id, ""
    _set_state(session, enquiry, EnquiryState.WON, now)


def lose(session: Session, enquiry: Enquiry, reason: str, now: datetime) -> None:
    """Building block of a reminder whose client is not interested: the enquiry is lost for that reason."""
    enquiry.lost_reason = reason.strip()
    _set_state(session, enquiry, EnquiryState.LOST, now)


def reopen(session: Session, purchase_id: int, now: datetime) -> None:
    """Building block of a sale that is deleted: the enquiry that it won is in work again, with its next step."""
    won = select(Enquiry).where(Enquiry.purchase_id == purchase_id, Enquiry.deleted_at.is_(None))
    for enquiry in session.scalars(won):
        enquiry.purchase_id = None
        _set_state(session, enquiry, EnquiryState.IN_WORK, now)


def _check(data: EnquiryData) -> None:
    if data.client_id is None and not data.contact.strip():
        raise InvalidValue(field="who_asked", value="")
    if not data.asked.strip():
        raise InvalidValue(field="asked", value="")
    if data.sum is not None and not 0 <= data.sum <= LARGEST_SUM:
        raise InvalidValue(field="sum", value=str(data.sum // 100))
    if data.step is not None and not is_plausible(data.step.day):
        raise InvalidValue(field="due", value=data.step.day.isoformat())


def _fill(session: Session, enquiry: Enquiry, data: EnquiryData, settings: ShopSettings, now: datetime) -> None:
    client_id = data.client_id
    if client_id is None and data.make_client:
        told = client_of_contact(data.contact, data.source.strip(), settings.country)
        client_id = add_client(session, told, now).id
    enquiry.client_id = None if client_id is None else kept_client(session, client_id).id
    enquiry.contact = "" if enquiry.client_id is not None else " ".join(data.contact.split())
    enquiry.asked, enquiry.source = data.asked.strip(), " ".join(data.source.split())
    if data.product_id is not None and session.get(Product, data.product_id) is None:
        raise NotFound(what="product", id=data.product_id)
    enquiry.product_id, enquiry.sum = data.product_id, data.sum


def _changed(enquiry: Enquiry, now: datetime) -> None:
    touch(enquiry, now)
    enquiry.version += 1


def _set_state(session: Session, enquiry: Enquiry, state: EnquiryState, now: datetime) -> None:
    was_closed = enquiry.state in CLOSED_STATES
    enquiry.state = state
    if state in CLOSED_STATES:
        enquiry.closed_at = now
        _drop_step(session, enquiry, now)
    else:
        enquiry.closed_at = None
        if was_closed:
            _bring_step_back(session, enquiry, now)
    _changed(enquiry, now)


def _take_step(
    session: Session, enquiry: Enquiry, step: NextStep | None, settings: ShopSettings, now: datetime
) -> None:
    """Make the task of the next step as it was typed; one that was done stays as it is, and another one comes."""
    task = _open_task(session, enquiry)
    if step is None or not step.title.strip():
        if task is not None:
            _drop_step(session, enquiry, now)
            enquiry.task_id = None
        return
    note = " · ".join(filter(None, (enquiry.contact, enquiry.asked)))
    data = TaskData(enquiry.client_id, step.title, step.day, step.time, note)
    if task is not None:  # what was set in the task itself stays
        own = data_of_task(task)
        data = replace(
            own, client_id=data.client_id, title=step.title, due_day=step.day, due_time=step.time, note=own.note or note
        )
    enquiry.task_id = put_task(session, task, data, now, settings.zone).id


def _open_task(session: Session, enquiry: Enquiry) -> Task | None:
    task = None if enquiry.task_id is None else session.get(Task, enquiry.task_id)
    return None if task is None or task.done_at or task.deleted_at else task


def _drop_step(session: Session, enquiry: Enquiry, now: datetime) -> None:
    task = _open_task(session, enquiry)
    if task is not None:
        task.deleted_at = task.updated_at = now
        task.version += 1


def _bring_step_back(session: Session, enquiry: Enquiry, now: datetime) -> None:
    task = None if enquiry.task_id is None else session.get(Task, enquiry.task_id)
    if task is not None and task.deleted_at is not None and task.done_at is None:
        task.deleted_at, task.updated_at = None, now
        task.version += 1


def _live(session: Session, enquiry_id: int) -> Enquiry:
    enquiry = session.get(Enquiry, enquiry_id)
    if enquiry is None or enquiry.deleted_at is not None:
        raise NotFound(what="enquiry", id=enquiry_id)
    return enquiry
