"""A long day with enquiries, taken back step by step and done again: each step leaves the shop as it was."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from sqlalchemy import select

from app.models.audit import Action
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import EnquiryState, InteractionKind
from app.models.task import Task
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import delete_enquiry, move_enquiry, save_enquiry
from app.services.errors import NotFound
from app.services.history.actions import redo_action, undo_action
from app.services.interactions import log_interaction
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.services.tasks.save import complete_task
from tests.factories import NOW, make_client

TODAY = date(2026, 11, 21)
UNTOLD = {"version", "updated_at"}
KINDS = ("save", "edit", "move", "move", "sell", "delete", "done", "log")
State = list[tuple[object, ...]]


def snapshot(db: Database) -> State:
    """Every enquiry and every task, but for how often they were written."""
    with db.read() as session:
        found: State = []
        for model in (Enquiry, Task):
            columns = [column for column in model.__table__.columns if column.name not in UNTOLD]
            found += [tuple(row) for row in session.execute(select(*columns).order_by(model.id))]
        return found


def newest(db: Database) -> int:
    with db.read() as session:
        return session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1)) or 0


def act(db: Database, random: Random, client_id: int, at: datetime) -> None:
    """Something that may happen at the counter; what cannot be done now is refused and changes nothing."""
    enquiry_id, kind = random.randint(1, 4), random.choice(KINDS)
    due, wall = TODAY + timedelta(days=random.randint(0, 3)), time(random.randint(9, 18))
    known = random.random() < 0.5
    data = EnquiryData(
        client_id=client_id if known else None,
        asked=random.choice(("Tea", "Coffee")),
        contact="" if known else "Olga 8 905 221-14-08",
        step=random.choice((None, NextStep("Call", due, wall))),
        make_client=random.random() < 0.3,
    )
    if kind == "save":
        save_enquiry(db, data, at)
    elif kind == "edit":
        save_enquiry(db, data, at, enquiry_id)
    elif kind == "move":
        move_enquiry(db, enquiry_id, random.choice(list(EnquiryState)), at, "Too expensive")
    elif kind == "sell":
        lines = (LineData("Tea", 1000, 500_00),)
        add_purchase(db, PurchaseData(client_id, TODAY, lines, enquiry_id=enquiry_id), at)
    elif kind == "delete":
        delete_enquiry(db, enquiry_id, at)
    elif kind == "done":
        complete_task(db, enquiry_id, at)
    else:
        log_interaction(db, client_id, InteractionKind.CALL, "spoke", at)


@pytest.mark.parametrize("seed", range(4))
def test_a_day_is_taken_back_and_done_again(db: Database, seed: int) -> None:
    random, client_id, before, actions = Random(seed), make_client(db), [], []
    for number in range(30):
        last, state = newest(db), snapshot(db)
        with suppress(NotFound):
            act(db, random, client_id, NOW + timedelta(minutes=number))
        if newest(db) != last:
            before.append(state)
            actions.append(newest(db))
    after = [*before[1:], snapshot(db)]

    for action, state in zip(reversed(actions), reversed(before), strict=True):
        assert undo_action(db, action, NOW + timedelta(days=1)) == []
        assert snapshot(db) == state
    for action, state in zip(actions, after, strict=True):
        assert redo_action(db, action, NOW + timedelta(days=1)) == []
        assert snapshot(db) == state
