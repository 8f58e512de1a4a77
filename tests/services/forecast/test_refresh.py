"""The forecast of a random shop: what it is told of the buyers, what is kept of each, when it is counted anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.facts import refresh_facts
from app.models.forecast import ClientForecast, live_clients
from app.models.purchase import Purchase
from app.services.errors import Cancelled
from app.services.forecast import count, doubts, outcome
from app.services.forecast.buyers import read_buyers
from app.services.forecast.count import count_forecast
from app.services.forecast.expected import expected_visits, p_alive
from app.services.forecast.histories import Histories
from app.services.forecast.read import next_days, outlook
from app.services.forecast.refresh import refresh_forecast, what_to_keep
from app.services.history.actions import find_last_action, undo_action
from tests.factories import NOW, make_client, sell
from tests.reading import get_forecast

TODAY = date(2026, 11, 21)
FIRST = date(2025, 1, 1)


def fill(db: Database, seed: int, clients: int) -> None:
    """Clients who come by chance and are lost by chance, with returns of some sales and a few oddities."""
    random = np.random.default_rng(seed)
    with db.write() as session:
        for number in range(1, clients + 1):
            session.add(Client(id=number, name=f"№ {number}", created_at=NOW, updated_at=NOW))
            day = FIRST + timedelta(days=int(random.integers(0, 400)))
            while day <= TODAY:
                _sell(session, random, number, day)
                if random.random() < 0.12:
                    break
                day += timedelta(days=1 + int(random.exponential(40)))
        session.flush()
        refresh_facts(session, range(1, clients + 1))


def _sell(session: Any, random: np.random.Generator, client_id: int, day: date) -> None:
    price = int(random.gamma(3.0, 30_000)) + 1
    total = None if random.random() < 0.03 else price
    status = "done" if random.random() < 0.95 else "cancelled"
    moments = {"created_at": NOW, "updated_at": NOW}
    sale = Purchase(client_id=client_id, day=day, total=total, status=status, **moments)
    session.add(sale)
    if random.random() < 0.1 and total is not None:
        session.flush()
        back = {"day": min(TODAY, day + timedelta(days=3)), "total": -int(total * random.choice((0.5, 1.0)))}
        linked = {"return_of_id": sale.id} if random.random() < 0.7 else {}
        session.add(Purchase(client_id=client_id, status="done", **back, **linked, **moments))


def plainly(db: Database, as_of: date) -> dict[int, tuple[int, int, int, int, int]]:
    """Client -> x, t_x, T, repeat visits of known sum, their money; by the definitions, one receipt after another."""
    days: dict[int, dict[date, list[int | None]]] = {}
    unlinked: dict[int, dict[date, int]] = {}
    with db.read() as session:
        rows = session.scalars(select(Purchase).where(Purchase.status == "done", Purchase.day <= as_of)).all()
        back: dict[int, int] = {}
        for row in rows:
            if row.return_of_id is not None:
                back[row.return_of_id] = back.get(row.return_of_id, 0) + (row.total or 0)
        for row in rows:
            if row.return_of_id is not None:
                continue
            assert row.client_id is not None
            if row.total is not None and row.total <= 0:
                of_client = unlinked.setdefault(row.client_id, {})
                of_client[row.day] = of_client.get(row.day, 0) + row.total
                continue
            net = None if row.total is None else row.total + back.get(row.id, 0)
            days.setdefault(row.client_id, {}).setdefault(row.day, []).append(net)
    told = {}
    for client_id, of_client in days.items():
        visits = sorted(day for day, nets in of_client.items() if None in nets or sum(n or 0 for n in nets) > 0)
        if visits:
            first, again = visits[0], visits[1:]
            money = sum(net or 0 for day, nets in of_client.items() if day > first for net in nets)
            money += sum(total for day, total in unlinked.get(client_id, {}).items() if day > first)
            paid = sum(None not in of_client[day] for day in again)
            told[client_id] = (len(again), (visits[-1] - first).days, (as_of - first).days, paid, money)
    return told


@pytest.mark.parametrize("seed", [1, 2])
def test_histories_are_those_of_the_receipts(db: Database, seed: int) -> None:
    fill(db, seed, 60)
    cut = TODAY - timedelta(days=90)
    with db.read() as session:
        past = read_buyers(session, TODAY, cut, lambda _done, _total: None)
    assert past.then is not None
    for buyers, day in ((past.now, TODAY), (past.then, cut)):
        columns = (buyers.repeats, buyers.recency, buyers.age, buyers.paid, buyers.money)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        assert dict(zip(buyers.ids.tolist(), rows, strict=True)) == plainly(db, day)
    now, then = plainly(db, TODAY), plainly(db, cut)
    assert past.later is not None
    assert len(past.later) == sum(now[client_id][0] - row[0] for client_id, row in then.items())
    assert all(0 < day <= 90 for day in past.later)


def test_every_buyer_is_told_what_the_models_say(db: Database) -> None:
    fill(db, 7, 260)
    assert refresh_forecast(db, TODAY)
    found = get_forecast(db)
    assert found is not None
    assert found.params is not None
    assert (found.quality, found.doubts) == ("rough", ("wrong", "alike"))  # all of them come at the same rate
    plain = plainly(db, TODAY)
    assert found.buyers == len(plain)
    assert found.repeat_buyers == sum(row[0] > 0 for row in plain.values())
    with db.read() as session:
        kept = {row.client_id: row for row in session.scalars(select(ClientForecast))}
    assert kept.keys() == plain.keys()
    for client_id, (x, recency, age, _paid, _money) in plain.items():
        one = Histories(*(np.array([float(value)]) for value in (x, recency, age, 1)))
        alive, row = float(p_alive(found.params, one)[0]), kept[client_id]
        assert row.purchases == pytest.approx(float(expected_visits(found.params, one, 90.0)[0]))
        assert row.p_alive == (pytest.approx(alive) if x else None)
        assert row.money is not None
        assert row.at_risk == pytest.approx(row.money * (1 - alive) / alive, rel=1e-3, abs=1 / alive)
    assert found.visits == pytest.approx(sum(row.purchases for row in kept.values()))
    assert found.money == sum(row.money or 0 for row in kept.values())
    assert found.at_risk == sum(row.at_risk or 0 for row in kept.values())
    assert found.year is not None
    assert found.money is not None
    assert found.money < found.year < found.money * 365 / 90


def test_those_of_whom_bg_nbd_knows_nothing_are_at_risk_as_the_others_are_in_the_mean(db: Database) -> None:
    """Else they would stand on Today by a rule of thumb that is many times as high, before all who came often."""
    fill(db, 7, 260)
    told = count_forecast(db, TODAY, 90, model="bg_nbd").outcome
    assert told is not None
    assert told.worth is not None
    once = told.buyers.repeats == 0
    kept = what_to_keep(told, with_risk=True)
    assert np.isnan(kept.alive[once]).all()
    lost = 1 - told.alive[~once].mean()
    assert kept.at_risk[once] == pytest.approx((told.visits * told.worth)[once] * lost, abs=1)
    assert kept.at_risk[~once] == pytest.approx((told.visits * told.worth * (1 - told.alive))[~once], abs=1)
    assert np.isnan(what_to_keep(told, with_risk=False).at_risk).all()


def test_the_trial_tells_the_last_part_from_the_first(db: Database) -> None:
    fill(db, 11, 400)
    assert refresh_forecast(db, TODAY)
    found = get_forecast(db)
    assert found is not None
    trial = found.holdout
    assert trial is not None
    assert trial.cut == TODAY - timedelta(days=90)
    then, now = plainly(db, trial.cut), plainly(db, TODAY)
    assert trial.real[-1] == sum(now[client_id][0] - row[0] for client_id, row in then.items())
    fitted = count_forecast(db, trial.cut, 90, model=found.model).outcome
    assert fitted is not None
    assert trial.predicted[-1] == pytest.approx(float(fitted.expected().sum()))
    assert trial.error == pytest.approx(trial.predicted[-1] / trial.real[-1] - 1)
    assert list(trial.predicted) == sorted(trial.predicted)


def test_too_few_buyers_are_told_and_nothing_of_them(db: Database) -> None:
    fill(db, 3, 190)
    assert refresh_forecast(db, TODAY)
    found = get_forecast(db)
    assert found is not None
    assert (found.quality, found.params, found.money, found.year) == ("none", None, None, None)
    with db.read() as session:
        assert list(session.scalars(select(ClientForecast))) == []


def test_it_is_counted_anew_with_a_new_day_and_much_sold_only(db: Database) -> None:
    assert not refresh_forecast(db, TODAY)
    client_id = make_client(db)
    sell(db, client_id, TODAY)
    assert refresh_forecast(db, TODAY)
    assert not refresh_forecast(db, TODAY)
    sell(db, client_id, TODAY)
    assert not refresh_forecast(db, TODAY)
    for _again in range(4):
        sell(db, client_id, TODAY)
    assert refresh_forecast(db, TODAY)
    assert refresh_forecast(db, TODAY + timedelta(days=1))


def test_who_is_no_buyer_any_more_loses_the_forecast(db: Database) -> None:
    fill(db, 5, 230)
    assert refresh_forecast(db, TODAY)
    with db.write() as session:
        gone = session.get(Client, 5)
        assert gone is not None
        gone.deleted_at = NOW
    assert refresh_forecast(db, TODAY + timedelta(days=1))
    with db.read() as session:
        assert 5 not in live_clients(session)
        assert session.get(ClientForecast, 5) is None
        assert session.get(ClientForecast, 6) is not None


def test_it_is_counted_anew_when_many_buyers_went_or_came_back(db: Database) -> None:
    fill(db, 5, 230)
    assert refresh_forecast(db, TODAY)
    before = get_forecast(db)
    with db.write() as session:
        for client_id in (5, 6):
            session.get_one(Client, client_id).deleted_at = NOW
    assert not refresh_forecast(db, TODAY)
    with db.write() as session:
        for client_id in (7, 8):
            session.get_one(Client, client_id).deleted_at = NOW
        session.get_one(Client, 9).merged_into_id = 10
    assert refresh_forecast(db, TODAY)
    after = get_forecast(db)
    assert before is not None
    assert after is not None
    assert after.buyers == before.buyers - 5
    with db.write() as session:
        for client_id in (5, 6, 7, 8):
            session.get_one(Client, client_id).deleted_at = None
        session.get_one(Client, 9).merged_into_id = None
    assert refresh_forecast(db, TODAY)
    assert get_forecast(db) == before


def test_what_is_cancelled_leaves_the_last_forecast(db: Database) -> None:
    fill(db, 5, 230)
    assert refresh_forecast(db, TODAY)
    before = get_forecast(db)

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        refresh_forecast(db, TODAY + timedelta(days=1), cancel)
    assert get_forecast(db) == before


def test_it_can_be_cancelled_while_the_models_are_fitted(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(db, 5, 230)
    cancelled: list[bool] = []

    def read_and_cancel(*asked: Any) -> Any:
        past = read_buyers(*asked)
        cancelled.append(True)
        return past

    def step(_done: int, _total: int) -> None:
        if cancelled:
            raise Cancelled

    monkeypatch.setattr(count, "read_buyers", read_and_cancel)
    monkeypatch.setattr(outcome, "_money", lambda _buyers: pytest.fail("went on"))
    with pytest.raises(Cancelled):
        refresh_forecast(db, TODAY, step)
    assert get_forecast(db) is None


def test_one_client_is_expected_between_the_quarters_of_the_own_gaps(db: Database) -> None:
    client_id = make_client(db)
    assert outlook(db, client_id, TODAY) is None
    for days in (100, 90, 70, 40, 39):
        sell(db, client_id, TODAY - timedelta(days=days))
    found = outlook(db, client_id, TODAY)
    assert found is not None
    last = TODAY - timedelta(days=39)  # gaps 10, 20, 30, 1
    assert (found.low, found.high) == (last + timedelta(days=7), last + timedelta(days=23))
    assert found.purchases is None  # one buyer is no forecast
    assert next_days([last - timedelta(days=10), last]) is None


def test_a_forecast_keeps_nobody_from_being_taken_back(db: Database) -> None:
    client_id = make_client(db)
    with db.write() as session:
        session.add(ClientForecast(client_id=client_id, purchases=1.0))
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    assert undo_action(db, action.id, NOW) == []
    with db.read() as session:
        assert session.get(Client, client_id) is None
        assert session.get(ClientForecast, client_id) is None


def test_nothing_is_at_risk_where_the_trial_was_far_off(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(db, 7, 260)
    assert refresh_forecast(db, TODAY)
    found = get_forecast(db)
    assert found is not None
    assert found.holdout is not None
    assert found.at_risk is not None
    error = found.holdout.error
    assert error is not None
    monkeypatch.setattr(doubts, "RISK_ERROR", abs(error) / 2)
    assert refresh_forecast(db, TODAY + timedelta(days=1))
    found = get_forecast(db)
    assert found is not None
    assert (found.quality, found.at_risk) == ("rough", None)
    assert "wrong" in found.doubts
    with db.read() as session:
        rows = session.scalars(select(ClientForecast)).all()
    assert all(row.at_risk is None for row in rows)
    assert any(row.p_alive is not None for row in rows)
