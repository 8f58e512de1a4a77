"""What the numbers of the sample shop want beside its purchases: spend, answers, who was reminded, what got dearer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.models.database import Database
from app.models.enums import Area, ReminderKind, ReminderState
from app.models.product import Product
from app.models.reminder import Reminder
from app.services.demo_counter import MINOR, Counter, Told
from app.services.feedback import add_feedback
from app.services.settings import get_settings
from app.services.spend import add_spend


def fill_numbers(db: Database, facts: dict[str, Any], today: date, now: datetime) -> None:
    """Put it into a shop whose purchases and products are there already; days are told from today on."""
    with db.read() as session:
        products = dict(session.execute(select(Product.name, Product.id)).all())
    counter = Counter(db, today, now, get_settings(db).zone, products)
    for told in facts["spend"]:
        first, last = counter.day(told["first"]), counter.day(told["last"])
        add_spend(db, told["source"], first, last, told["sum"] * MINOR, now, told.get("note", ""))
    for told in facts["answers"]:
        add_feedback(db, counter.client(told), told["score"], told["text"], counter.moment(told["day"]))
    rows = [_reminder(counter, told) for told in facts["reminded"]]
    with db.write(Area.REMINDERS, Area.PRODUCTS) as session:  # what happened long ago is nobody's action
        session.add_all(rows)
        for told in facts["dearer"]:
            session.get_one(Product, products[told["product"]]).price_day = counter.day(told["day"])


def _reminder(counter: Counter, told: Told) -> Reminder:
    """One that was told and done on its day, or held back."""
    client_id, at, day = counter.client(told), counter.moment(told["day"]), counter.day(told["day"])
    alone = told.get("alone", False)
    return Reminder(
        kind=ReminderKind(told["kind"]),
        source_key=f"client:{client_id}",
        occurrence=counter.day(told["of"]).isoformat(),
        client_id=client_id,
        due_day=day,
        state=ReminderState.HELD_OUT if alone else ReminderState.DONE,
        claimed_at=None if alone else at,
        shown_at=None if alone else at,
        handled_at=None if alone else at,
        handled_day=None if alone else day,
        created_at=at,
        updated_at=at,
    )
