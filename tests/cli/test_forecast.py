"""The forecast at the command line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.models.upgrade import open_database
from app.services.purchases.returns import return_purchase
from tests.factories import NOW, make_client, sell, sell_many

DAY = date(2026, 11, 21)
GAPS = ((), (20,), (15, 60), (9, 11, 30), (100,), (3, 4, 5, 6, 7))


@pytest.fixture
def shop(folder: Path) -> Path:
    """Eighteen clients who came once to six times."""
    db = open_database(folder / "regulars.db", NOW)
    sales = []
    for number in range(18):
        client_id, day = make_client(db, f"Клиент {number}"), DAY - timedelta(days=300 - 9 * number)
        for gap in (0, *GAPS[number % len(GAPS)]):
            day += timedelta(days=gap)
            sales.append((client_id, day, 50_000 + 7_000 * number + 900 * gap))
    sell_many(db, sales)
    db.close()
    return folder


def test_it_is_told_in_the_shape_of_the_contract(run: Any, shop: Path) -> None:
    code, told, _err = run("forecast", "--as-of", "2026-11-21", "--clients")

    assert (code, told["model"], told["clients"]) == (0, "bg_nbd", 18)
    assert sorted(told["params"]) == ["a", "alpha", "b", "r"]
    assert sorted(told["gamma_gamma"]) == ["log_likelihood", "p", "q", "v"]
    assert told["warning"].startswith("Too few buyers")
    first, second = told["rows"][0], told["rows"][1]
    assert (first["frequency"], first["recency"], first["T"], first["p_alive"]) == (0, 0, 300, None)
    assert (second["frequency"], second["recency"], second["T"]) == (1, 20, 291)
    assert 0 <= second["p_alive"] <= 1
    assert second["expected_purchases"] > 0
    assert second["expected_value"].count(".") == 1


def test_weeks_tell_the_same_in_another_unit(run: Any, shop: Path) -> None:
    _code, days, _err = run("forecast", "--as-of", "2026-11-21", "--clients", "--horizon", "91")
    _code, weeks, _err = run("forecast", "--as-of", "2026-11-21", "--clients", "--unit", "week", "--horizon", "13")

    assert weeks["params"]["alpha"] == pytest.approx(days["params"]["alpha"] / 7)
    for day, week in zip(days["rows"], weeks["rows"], strict=True):
        assert week["T"] == pytest.approx(day["T"] / 7)
        assert week["expected_purchases"] == pytest.approx(day["expected_purchases"])
        assert week["expected_value"] == day["expected_value"]


def test_a_past_day_knows_nothing_of_what_came_later(run: Any, shop: Path) -> None:
    _code, told, _err = run("forecast", "--as-of", "2026-03-01", "--clients")

    assert told["clients"] == 4
    assert [row["frequency"] for row in told["rows"]] == [0, 1, 1, 0]


def test_who_brought_all_back_since_was_a_buyer_still_on_a_past_day(run: Any, shop: Path) -> None:
    db = open_database(shop / "regulars.db", NOW)
    client_id = make_client(db, "Вернувший")
    return_purchase(db, sell(db, client_id, DAY - timedelta(days=295)), [], DAY - timedelta(days=5), None, NOW)
    db.close()

    _code, then, _err = run("forecast", "--as-of", "2026-03-01", "--clients")
    _code, now, _err = run("forecast", "--as-of", "2026-11-21", "--clients")

    assert client_id in [row["id"] for row in then["rows"]]
    assert client_id not in [row["id"] for row in now["rows"]]


def test_a_shop_without_repeat_buyers_is_told_so(run: Any, folder: Path) -> None:
    code, told, _err = run("forecast")

    assert (code, told["clients"], told["log_likelihood"], told["gamma_gamma"]) == (0, 0, None, None)
    assert told["params"] == {"r": None, "alpha": None, "a": None, "b": None}
    assert told["warning"] == "Nobody has come twice yet, so there is nothing to tell a forecast from."


def test_people_read_a_table_and_what_all_would_bring(run: Any, shop: Path) -> None:
    _code, text, _err = run("forecast", "--as-of", "2026-11-21", "--clients", as_json=False)

    assert "Клиент 17" in text
    assert "In the next 90 days about" in text
    assert "Too few buyers" in text
