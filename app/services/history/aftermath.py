"""What follows from rows that were put back or done again: search keys, purchase facts, the list of reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from app.models.enums import ReminderState
from app.models.facts import refresh_facts, touch
from app.models.listing.products import last_bought_by
from app.models.occasions import refresh_buyers_of, refresh_contacts
from app.models.purchase import Purchase
from app.models.reminder import Reminder, ReminderRule
from app.models.task import Task
from app.services.history.replay import BLOCK, Step
from app.services.imports.matching.keys import refresh_keys
from app.services.tasks.align import COLUMNS, align_tasks

# Tables and columns that no search key is made of.
_NOT_SEARCHED = frozenset(
    "purchase purchase_line product product_link task reminder attachment not_same enquiry interest service_case"
    " entitlement feedback important_date reminder_rule".split()
)
_NOT_IN_KEYS = frozenset(
    "deleted_at merged_into_id gender birth_day birth_month birth_year source referred_by_id preferred_channel"
    " do_not_disturb points created_at batch_id".split()
)

_AWAKE = (ReminderState.DUE, ReminderState.EXPIRED, ReminderState.SNOOZED)


@dataclass
class Aftermath:
    """Gathers, run by run, whom the steps are about; ids only, so that a million of them are no burden."""

    searched: set[int] = field(default_factory=set)
    buyers: set[int] = field(default_factory=set)
    receipts: set[int] = field(default_factory=set)
    reminders: set[int] = field(default_factory=set)
    contacted: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    tasks: set[int] = field(default_factory=set)  # whose days were put back
    rules: bool = False  # whether any of reminders are among them
    moved: set[int] = field(default_factory=set)  # receipts that may be another client's than before

    def add(self, steps: list[Step]) -> None:
        """Take note of steps that were done."""
        self.rules = self.rules or any(step.table == ReminderRule.__tablename__ for step in steps)
        self.tasks.update(int(step.row_id) for step in steps if _is_of_days(step))
        for step in steps:
            cells = step.old or step.new or {}
            if _is_searched(step):
                self.searched.update(_clients_of(step))
            if step.table == "purchase":
                self._add_receipt(step)
            elif step.table == "client" and step.old is None:
                self.buyers.update(_clients_of(step))
            elif step.table == "purchase_line" and cells.get("purchase_id") is not None:
                self.receipts.add(cells["purchase_id"])
            elif step.table == "purchase_line" and "product_id" in cells:  # products were merged
                self.products.update(filter(None, (cells["product_id"], (step.new or {}).get("product_id"))))
            elif (step.table == "client" and "contact_days" in cells) or step.table == "interaction":
                self.contacted.update(_clients_of(step))
            elif step.table == "product" and ("category" in cells or "replenish_days" in cells):
                self.products.add(int(step.row_id))
            elif step.table == Reminder.__tablename__ and "state" in cells:
                self.reminders.add(int(step.row_id))

    def _add_receipt(self, step: Step) -> None:
        """A receipt may be another client's by now than the log says: that of who has it, or has the sale of it."""
        self.buyers.update(_clients_of(step))
        self.receipts.add(int(step.row_id))
        sales = ((cells or {}).get("return_of_id") for cells in (step.old, step.new))
        self.receipts.update(sale_id for sale_id in sales if sale_id is not None)
        if "client_id" in (step.new or {}):
            self.moved.add(int(step.row_id))

    def refresh(self, session: Session, zone: ZoneInfo) -> None:
        """Recompute what is stored beside the clients and the tasks; `zone` is the shop's."""
        session.expire_all()
        align_tasks(session, self.tasks, zone)
        if self.searched:
            raw: Any = session.connection().connection.driver_connection
            touch(session, self.searched)
            refresh_keys(raw, "SELECT id FROM temp.touched")
        for block in _blocks(self.receipts):
            found = session.scalars(select(Purchase.client_id).where(Purchase.id.in_(block)))
            self.buyers.update(client_id for client_id in found if client_id is not None)
        for block in _blocks(self.moved):
            self.buyers.update(returns_follow(session, block))
        if self.products:
            self.buyers.update(last_bought_by(session, sorted(self.products)))
        if self.products:
            refresh_buyers_of(session, self.products)
        if self.buyers:
            refresh_facts(session, self.buyers)
        refresh_contacts(session, self.contacted - self.buyers)

    def list_reminders_again(self, session: Session, now: datetime) -> None:
        """Reminders that were acted on are on the list again, and are not announced a second time."""
        asleep = (Reminder.state == ReminderState.SNOOZED) & (Reminder.snoozed_until > now)
        for block in _blocks(self.reminders):
            woken = Reminder.id.in_(block) & Reminder.state.in_(_AWAKE) & ~asleep
            session.execute(update(Reminder).where(woken).values(state=ReminderState.SHOWN, snoozed_until=None))


def returns_follow(session: Session, receipts: Sequence[int]) -> set[int]:
    """Make the returns among or against these receipts their sale's client's; returns whom that is about.

    What came back belongs to whoever has the sale, also where it was taken back after a merge that is undone now.
    A return that a file brought is whose the file says.
    """
    sale = aliased(Purchase)
    apart = (
        select(Purchase.id, Purchase.client_id, sale.client_id)
        .join(sale, sale.id == Purchase.return_of_id)
        .where(Purchase.client_id.is_distinct_from(sale.client_id), Purchase.batch_id.is_(None))
    )
    about: set[int] = set()
    for asked in (Purchase.id.in_(receipts), Purchase.return_of_id.in_(receipts)):
        for return_id, before, after in session.execute(apart.where(asked)).all():
            session.execute(update(Purchase).where(Purchase.id == return_id).values(client_id=after))
            about.update(client_id for client_id in (before, after) if client_id is not None)
    return about


def _blocks(ids: set[int]) -> Iterator[list[int]]:
    listed = sorted(ids)
    return (listed[start : start + BLOCK] for start in range(0, len(listed), BLOCK))


def _is_of_days(step: Step) -> bool:
    return step.table == Task.__tablename__ and not COLUMNS.isdisjoint(step.old or step.new or {})


def _is_searched(step: Step) -> bool:
    if step.table in _NOT_SEARCHED:
        return False
    if step.table != "client" or step.old is None or step.new is None:
        return True
    return not set(step.old) <= _NOT_IN_KEYS


def _clients_of(step: Step) -> Iterable[int]:
    """Whom the step is about, also those whom something was moved from or to."""
    ids = (step.client_id, *((cells or {}).get("client_id") for cells in (step.old, step.new)))
    return (client_id for client_id in ids if client_id is not None)
