"""Stored purchase facts against a plain Python count of the same purchases."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from app.models.client import Client
from app.models.database import Database
from app.models.facts import facts_as_of, refresh_cadence, refresh_facts
from app.models.purchase import Purchase
from tests.factories import NOW, make_client, sell

START = date(2026, 1, 1)
STATUS = st.sampled_from(["done", "done", "done", "cancelled"])
RECEIPT = st.tuples(st.integers(0, 3), st.integers(0, 120), st.one_of(st.none(), st.integers(-500, 900)), STATUS)


def expected(receipts: list[tuple[int, int, int | None, str]], client: int) -> dict[str, Any]:
    """The definitions of models/facts.py in plain Python; returns in these lists are not linked to a sale."""
    own = [(day, total) for who, day, total, status in receipts if who == client and status == "done"]
    by_day: dict[int, list[int | None]] = defaultdict(list)
    for day, total in own:
        if total is None or total > 0:
            by_day[day].append(total)
    days = sorted(by_day)
    gaps = [b - a for a, b in pairwise(days)]
    rhythm = float(median(gaps)) if len(gaps) >= 2 else None
    last = START + timedelta(days[-1]) if days else None
    return {
        "visits": len(days),
        "receipts": len(own),
        "total": sum(total or 0 for _day, total in own),
        "first_visit": START + timedelta(days[0]) if days else None,
        "last_visit": last,
        "rhythm_days": rhythm,
        "due_back": last + timedelta(math.ceil(rhythm)) if last and rhythm is not None else None,
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RECEIPT, max_size=25))
def test_stored_facts_equal_a_plain_count_of_the_purchases(
    db: Database, receipts: list[tuple[int, int, int | None, str]]
) -> None:
    """Both the stored columns and the facts of a day after the last purchase agree with Python."""
    with db.write() as session:
        session.execute(delete(Purchase))
        session.execute(delete(Client))
        ids = []
        for _ in range(4):
            client = Client(name="x", created_at=NOW, updated_at=NOW)
            session.add(client)
            session.flush()
            ids.append(client.id)
        for who, day, total, status in receipts:
            values = {"client_id": ids[who], "day": START + timedelta(day), "total": total, "status": status}
            session.execute(insert(Purchase).values(**values, created_at=NOW, updated_at=NOW))
        refresh_facts(session, ids)
        refresh_cadence(session)
    with db.read() as session:
        past = {row.client_id: row for row in facts_as_of(session, START + timedelta(400))}
        for place, client_id in enumerate(ids):
            want = expected(receipts, place)
            client = session.scalars(select(Client).where(Client.id == client_id)).one()
            assert {name: getattr(client, name) for name in want} == want
            if want["receipts"]:
                row = past[client_id]
                assert (row.visits, row.total, row.rhythm_days) == (want["visits"], want["total"], want["rhythm_days"])
                assert row.lapse_day == (client.lapse_day.isoformat() if client.lapse_day else None)


def test_a_linked_full_return_removes_the_visit_and_an_unlinked_one_does_not(db: Database) -> None:
    client_id = make_client(db)
    kept, returned = sell(db, client_id, START), sell(db, client_id, START + timedelta(10))
    with db.write() as session:
        for link, day in ((returned, 12), (None, 13)):
            session.add(
                Purchase(
                    client_id=client_id,
                    day=START + timedelta(day),
                    total=-100_000,
                    return_of_id=link,
                    created_at=NOW,
                    updated_at=NOW,
                )
            )
        session.flush()
        refresh_facts(session, [client_id])
    with db.read() as session:
        client = session.get_one(Client, client_id)
        assert kept != returned
        assert (client.visits, client.total, client.last_visit) == (1, 0, START)


def test_silence_limit_falls_back_to_the_category_then_the_shop(db: Database) -> None:
    """A client of one visit is judged by the category's rhythm, else the shop's."""
    regular, once, other = make_client(db, "Анна"), make_client(db, "Олег"), make_client(db, "Пётр")
    for gap in range(5):
        sell(db, regular, START + timedelta(40 * gap), product="Кофе")
    sell(db, once, START, product="Кофе")
    sell(db, other, START, product="Чашка")
    with db.write() as session:
        refresh_cadence(session)
    with db.read() as session:
        limits = [session.get_one(Client, who).silence_limit for who in (regular, once, other)]
    assert limits == [80, 80, 80]


def test_facts_of_a_past_day_ignore_what_came_later(db: Database) -> None:
    client_id = make_client(db)
    for day in (0, 10, 40, 90):
        sell(db, client_id, START + timedelta(day))
    with db.read() as session:
        (row,) = facts_as_of(session, START + timedelta(40), client_id)
    assert (row.visits, row.rhythm_days, row.last_visit) == (3, 20.0, (START + timedelta(40)).isoformat())
