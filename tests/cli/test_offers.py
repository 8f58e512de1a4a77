"""`client ID` says what to offer: today, and on a past day out of what was known on it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.models.upgrade import open_database
from tests.factories import NOW, make_client, sell

DAY = date(2026, 11, 21)


def make_shop(folder: Path) -> int:
    """A regular who takes coffee every 20 days, last 30 days ago; returns the id."""
    db = open_database(folder / "regulars.db", NOW)
    regular = make_client(db, "Крылова Ольга")
    for days in (70, 50, 30):
        sell(db, regular, DAY - timedelta(days=days), product="Кофе")
    for n in range(20):
        fan = make_client(db, f"Любитель {n}")
        for product in ("Кофе", "Весы") if n < 6 else ("Чай",):
            sell(db, fan, DAY - timedelta(days=10), product=product)
    db.close()
    return regular


def test_offers_come_with_their_reason_and_score(folder: Path, run: Any) -> None:
    client_id = make_shop(folder)
    code, card, _err = run("client", str(client_id))
    assert code == 0
    found = {offer["product"]: offer for offer in card["offers"]}
    assert list(found) == ["Кофе", "Весы"]
    assert found["Кофе"]["reason"].startswith("the usual purchase, ")
    assert found["Весы"]["reason"] == "taken 3.0 times more often with Кофе, by 6 clients"
    assert found["Кофе"]["score"] > found["Весы"]["score"] > 0
    assert found["Кофе"]["price"] == "1000.00"


def test_offers_of_a_past_day_know_nothing_of_what_came_later(folder: Path, run: Any) -> None:
    client_id = make_shop(folder)
    assert run("client", str(client_id), "--as-of", "2026-11-10")[1]["offers"] == []
    offers = run("client", str(client_id), "--as-of", "2026-11-11")[1]["offers"]
    assert [offer["reason"] for offer in offers] == [
        "the usual purchase, 20 days ago",
        "taken 3.0 times more often with Кофе, by 6 clients",
    ]


def test_offers_are_read_by_people_too(folder: Path, run: Any) -> None:
    client_id = make_shop(folder)
    _code, text, _err = run("client", str(client_id), "--as-of", "2026-11-21", as_json=False)
    assert text.splitlines()[-3:] == [
        "Offer now",
        "  Кофе: the usual purchase, 30 days ago",
        "  Весы: taken 3.0 times more often with Кофе, by 6 clients",
    ]
    other = make_client(db := open_database(folder / "regulars.db", NOW), "Новиков Пётр")
    db.close()
    assert "Offer now" not in run("client", str(other), as_json=False)[1]
