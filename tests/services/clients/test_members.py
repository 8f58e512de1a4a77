"""A saved list of clients narrows the purchases, the tasks, the calendar and the days of clients in it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from app.models.database import Database
from app.models.listing.filter_fields import Condition, Group
from app.models.listing.purchases import By
from app.services.clients.data import Birthday, ClientData
from app.services.clients.find import list_client_ids
from app.services.clients.listing.views import delete_view, save_view
from app.services.clients.save import save_client
from app.services.purchases.listing import PurchaseFilter, list_purchase_ids, purchase_rows, totals
from app.services.tasks.calendar import plan
from app.services.tasks.listing import TaskFilter, list_tasks, task_rows
from app.services.tasks.save import TaskData, add_task
from tests.factories import NOW, sell

TODAY = NOW.date()
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def view(db: Database) -> int:
    """Twelve clients with purchases, tasks and a birthday each, of whom those with a tag and two visits are meant."""
    random = Random(8)
    for number in range(12):
        tags = ("vip",) if number % 2 else ()
        born = Birthday(SOON.month, SOON.day, None)
        client = save_client(db, ClientData(f"№ {number}", tags=tags, birthday=born), NOW)
        for _ in range(random.randrange(4)):
            sell(db, client, TODAY - timedelta(days=random.randrange(60)), random.randrange(1, 9) * 10_000)
        add_task(db, TaskData(client, f"позвонить {number}", SOON), NOW)
    sell(db, None, TODAY)
    add_task(db, TaskData(None, "окна", SOON), NOW)
    inner = save_view(db, "vip", Group("all", (Condition("tags", "any", ["vip"]),)), NOW)
    where = Group("all", (Condition("view", "any", [inner]), Condition("visits", "ge", 2)))
    return save_view(db, "частые vip", where, NOW)


def _members(db: Database, view: int) -> set[int]:
    where = Group("all", (Condition("view", "any", [view]),))
    return set(list_client_ids(db, where=where, today=TODAY))


@pytest.mark.parametrize("by", ["receipt", "line"])
@pytest.mark.parametrize("first", [None, TODAY - timedelta(days=30)])
def test_purchases_are_those_of_the_clients_in_the_list(db: Database, view: int, by: By, first: date | None) -> None:
    asked = PurchaseFilter(first_day=first, last_day=None if first is None else TODAY)
    mine = PurchaseFilter(asked.first_day, asked.last_day, view_id=view, today=TODAY)
    every = purchase_rows(db, list_purchase_ids(db, asked, by), by)
    wanted = [row.id for row in every if row.client_id in _members(db, view)]
    assert 0 < len(wanted) < len(every)
    for sort in ("day", "sum", "client"):
        assert sorted(list_purchase_ids(db, mine, by, sort)) == sorted(wanted)
    assert totals(db, mine, by).rows == len(wanted)


def test_tasks_and_days_are_those_of_the_clients_in_the_list(db: Database, view: int) -> None:
    members = _members(db, view)
    asked = TaskFilter(view_id=view)
    found = task_rows(db, list_tasks(db, asked, TODAY).ids)
    assert {row.client_id for row in found} == members
    day = plan(db, asked, TODAY, SOON, TODAY)[SOON]
    assert {row.client_id for row in day.tasks} == {row.client_id for row in day.dates} == members
    assert (day.count, day.dates_count) == (len(members), len(members))


def test_a_list_that_is_gone_has_nobody(db: Database, view: int) -> None:
    delete_view(db, view, NOW)
    assert not list_purchase_ids(db, PurchaseFilter(view_id=view, today=TODAY))
    assert not list_tasks(db, TaskFilter(view_id=view), TODAY).ids
