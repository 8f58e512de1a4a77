"""What is worked out from all receipts: when it is counted anew beside the work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.models.also_bought import pairs_of
from app.models.enums import Area
from app.services.errors import DatabaseBusy
from app.services.offers import refresh
from app.ui.context import AppContext
from app.ui.shell import recounting
from app.ui.shell.recounting import Recounting, recount_also_bought, recount_forecast
from tests.factories import make_client, sell
from tests.reading import get_forecast


@pytest.fixture
def keeper(context: AppContext, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Recounting:
    """In a shop where six clients of thirty bought two products."""
    monkeypatch.setattr(recounting, "SETTLE_MS", 0)
    for n in range(30):
        client_id = make_client(context.db, f"Клиент {n}")
        for product in ("Кофе", "Весы") if n < 6 else ("Чай",):
            sell(context.db, client_id, context.today() - timedelta(days=9), product=product)
    return Recounting(context, recount_also_bought)


def buyers_of_both(context: AppContext) -> list[int]:
    with context.db.read() as session:
        return [pair.buyers for pair in pairs_of(session, range(1, 10))]


def test_it_is_counted_a_while_after_the_start(keeper: Recounting, context: AppContext, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: buyers_of_both(context) == [6, 6])


def test_it_is_counted_after_an_import_and_on_a_new_day(keeper: Recounting, context: AppContext, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: buyers_of_both(context) == [6, 6])
    more = [make_client(context.db, f"Новый {n}") for n in range(12)]
    for client_id in more[:6]:
        for product in ("Кофе", "Весы"):
            sell(context.db, client_id, context.today(), product=product)
    context.events.changed.emit(frozenset({Area.IMPORTS}))
    qtbot.waitUntil(lambda: buyers_of_both(context) == [12, 12])
    for client_id in more[6:]:
        for product in ("Кофе", "Весы"):
            sell(context.db, client_id, context.today(), product=product)
    keeper.check_day()
    assert buyers_of_both(context) == [12, 12]  # the day is the same
    context.clock.advance(24 * 3600)  # type: ignore[attr-defined]
    keeper.check_day()
    assert buyers_of_both(context) == [18, 18]


def test_nobody_is_told_that_the_file_was_busy(
    keeper: Recounting, context: AppContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(*_asked: object) -> bool:
        raise DatabaseBusy(file="regulars.db")

    monkeypatch.setattr(refresh, "refresh_also_bought", busy)
    keeper.refresh()
    assert "database_busy" in caplog.text


def test_the_forecast_is_counted_after_a_sale_and_pages_are_told(
    context: AppContext, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(recounting, "SETTLE_MS", 0)
    told: list[frozenset[Area]] = []
    context.events.changed.connect(told.append)
    keeper = Recounting(context, recount_forecast, None, frozenset({Area.PURCHASES}))
    keeper.refresh()
    assert get_forecast(context.db) is None  # nothing was sold yet
    sell(context.db, make_client(context.db, "Олег"), context.today())
    context.events.changed.emit(frozenset({Area.PURCHASES}))
    qtbot.waitUntil(lambda: get_forecast(context.db) is not None)
    qtbot.waitUntil(lambda: frozenset({Area.FORECAST}) in told)
    found = get_forecast(context.db)
    assert found is not None
    assert (found.buyers, found.quality, found.params) == (1, "none", None)
