"""The score of a buyer's money in lists: column, order and filter, against numpy's fifths of what each has spent."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from app.i18n import set_language
from app.models.database import Database
from app.models.segments import Scale
from app.services.clients.find import list_client_ids
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.listed import get_listed
from app.services.clients.listing.views import save_view
from app.services.segments.of_client import groups_of_client
from app.services.segments.scale import FEW_BUYERS, scale_and_names
from app.services.segments.scored import scored_clients, values_of
from app.services.segments.settings import SegmentSettings, save_segment_settings
from app.wording.segments import value_tells
from tests.factories import NOW, make_client, sell
from tests.services.segments.random_shop import CLIENTS, TODAY, fill_shop, spent_until, visits_until


def behind(db: Database, *conditions: Condition, as_of: bool = False) -> list[int]:
    where = Group("all", conditions)
    return sorted(list_client_ids(db, where=where, today=TODAY, as_of=as_of))


@pytest.mark.parametrize("window", [None, 60])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_value_is_the_fifth_of_the_money_in_the_column_the_order_and_the_filter(
    db: Database, seed: int, window: int | None
) -> None:
    sales = fill_shop(db, seed)
    save_segment_settings(db, SegmentSettings(method="quintile", window_days=window), NOW)
    since = None if window is None else TODAY - timedelta(days=window)
    spent = spent_until(sales, TODAY) if since is None else spent_until(sales, TODAY, since)
    money = {client: spent[client] for client in visits_until(sales, TODAY)}
    edges = np.quantile(list(money.values()), [0.2, 0.4, 0.6, 0.8], method="linear")
    wanted = {client: 1 + int((edges < value).sum()) for client, value in money.items()}
    everybody = list(range(1, CLIENTS - 1))

    scale, _names = scale_and_names(db, TODAY, money=True)
    rows = get_listed(db, everybody, {"value"}, scale, TODAY)
    assert {row.id: row.more["value"] for row in rows if "value" in row.more} == wanted
    assert values_of(db, everybody, TODAY) == (wanted, scale)
    assert {one.id: one.m for one in scored_clients(db, None, TODAY)[1]} == wanted
    for as_of in (False, True):
        for value in range(1, 6):
            asked = Condition("value", "any", [str(value)])
            assert behind(db, asked, as_of=as_of) == sorted(c for c, one in wanted.items() if one == value)
        ordered = list(list_client_ids(db, sort="value", descending=True, today=TODAY, as_of=as_of))
        told = [wanted.get(client, 0) for client in ordered]
        assert told == sorted(told, reverse=True)  # who never bought comes last


def test_a_saved_view_and_its_opposite_can_ask_for_the_value(db: Database) -> None:
    fill_shop(db, 3)
    save_segment_settings(db, SegmentSettings(method="quintile"), NOW)
    best = behind(db, Condition("value", "any", ["5", "4"]))
    assert best
    view = save_view(db, "Best", Group("all", (Condition("value", "any", ["5", "4"]),)), NOW)
    assert behind(db, Condition("view", "any", [view])) == best
    assert set(behind(db, Condition("value", "none", ["5", "4"]))) == set(behind(db)) - set(best)


def test_fewer_than_fifty_buyers_have_no_value(db: Database) -> None:
    people = [make_client(db, f"Client {number}") for number in range(FEW_BUYERS)]
    for number, client in enumerate(people[:-1]):
        sell(db, client, date(2026, 11, 1), 10_000 * (number + 1))
    assert values_of(db, people, TODAY)[0] == {}
    assert groups_of_client(db, people[0], TODAY).value is None
    assert behind(db, Condition("value", "any", list("12345"))) == []
    sell(db, people[-1], date(2026, 11, 1), 1_000_000)
    assert groups_of_client(db, people[-1], TODAY).value == 5
    assert groups_of_client(db, people[0], TODAY).value == 1


def test_the_words_say_from_which_sum_on(db: Database) -> None:
    set_language("en")
    scale = Scale("ladder", (0,) * 4, (0,) * 4, money=(10_000.0, 20_050.5, 30_000.0, 40_000.0), window_days=90)
    told = {value: value_tells(value, scale, "RUB").replace("\u00a0", " ") for value in (1, 3, 5)}
    assert told[1].startswith("Value 1 of 5: brought up to 100 ₽. ")
    assert told[3].startswith("Value 3 of 5: brought more than 200.50 ₽, up to 300 ₽. ")
    assert told[5].startswith("Value 5 of 5: brought more than 400 ₽. ")
    assert told[5].endswith("Money of the last 90 days counts.")
