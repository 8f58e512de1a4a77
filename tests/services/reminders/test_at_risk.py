"""The lapsed come in the order of what is at risk by the forecast, and by the rule of thumb where there is none."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from app.models import silences
from app.models.client import Client
from app.models.database import Database
from app.models.forecast import ClientForecast
from app.models.silences import best_silences, chance, silences_left_alone, worth
from app.services.reminders.items import LapsedReason
from app.services.reminders.today.due import list_due
from tests.factories import NOW, make_client, sell

TODAY = date(2026, 11, 21)
DAYS = (date(2026, 1, 1), TODAY)


def fill(db: Database, seed: int) -> dict[int, float]:
    """Silent clients, of two in three of whom it is known what is at risk; returns what each is worth."""
    random, told = Random(seed), {}
    for number in range(40):
        client_id = make_client(db, f"Клиент {number}")
        for visit in range(3):
            sell(db, client_id, TODAY - timedelta(days=100 + 20 * visit), random.choice((10_000, 70_000, 90_000)))
        if random.random() < 0.66:
            told[client_id] = random.choice((0, 5_000, 150_000, 400_000))
    with db.write() as session:
        session.add_all(
            ClientForecast(client_id=key, p_alive=0.5, purchases=1.0, money=9, at_risk=at_risk)
            for key, at_risk in told.items()
        )
        rows = session.scalars(select(Client))
        thumb = {row.id: row.total * 180 / (row.visits * (row.silence_limit or 0)) for row in rows}
    return thumb | told


def in_order(worths: dict[int, float], ids: set[int]) -> list[int]:
    return sorted(ids, key=lambda client_id: (-worths[client_id], client_id))


@pytest.mark.parametrize("walk_pays", [1, silences.WALK_PAYS])
@pytest.mark.parametrize("seed", range(3))
def test_the_best_are_those_of_whom_most_is_at_risk(
    db: Database, monkeypatch: pytest.MonkeyPatch, walk_pays: int, seed: int
) -> None:
    monkeypatch.setattr(silences, "WALK_PAYS", walk_pays)
    worths = fill(db, seed)
    with db.read() as session:
        found = best_silences(session, DAYS, TODAY, 15)
        assert [one.client_id for one in found] == in_order(worths, set(worths))[:15]
        assert [worth(one) for one in found] == pytest.approx([worths[one.client_id] for one in found])
        last_visit = found[0].last_visit
        alone = {client_id for client_id in worths if chance(client_id, last_visit) < 30}
        told = [one.client_id for one in best_silences(session, DAYS, TODAY, 100, 30)]
        assert told == in_order(worths, set(worths) - alone)
        before = found[10]
        sooner = [one.client_id for one in silences_left_alone(session, DAYS, TODAY, 30, before)]
        turn = in_order(worths, set(worths))
        assert sooner == [client_id for client_id in turn[: turn.index(before.client_id)] if client_id in alone]


def test_today_comes_in_that_order_and_names_what_is_at_risk(db: Database) -> None:
    worths = fill(db, 5)
    items = [item for item in list_due(db, TODAY, now=NOW) if isinstance(item.reason, LapsedReason)]
    assert [item.client_id for item in items] == in_order(worths, set(worths))[: len(items)]
    assert [item.expected_value for item in items] == [round(worths[item.client_id or 0]) for item in items]
    assert any(item.reason.at_risk is not None for item in items if isinstance(item.reason, LapsedReason))
