"""Groups, cells, movements and history of random shops against a second, plain way of working them out."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median

import numpy as np
import pytest

from app.models.database import Database
from app.services.clients.find import count_clients, get_client_rows, list_client_ids
from app.services.clients.listing.filters import Condition, Group
from app.services.segments.groups import GRID, GROUPS, RHYTHM_STATES
from app.services.segments.map import segment_map
from app.services.segments.movements import movement_clients, movements
from app.services.segments.of_client import groups_of_client
from app.services.segments.rhythm import rhythm_state
from app.services.segments.scored import ScoredClient, groups_of, scored_clients
from app.services.segments.settings import SegmentSettings, save_segment_settings
from tests.factories import NOW
from tests.services.segments.plain import plain_gaps, plain_group, plain_ladder, plain_median_gap, plain_state
from tests.services.segments.random_shop import CLIENTS, TODAY, Sale, fill_shop, spent_until, visits_until

SEEDS = range(1, 5)
DAYS = (TODAY, date(2026, 10, 31), date(2026, 7, 1))


@pytest.fixture(params=SEEDS)
def sales(db: Database, request: pytest.FixtureRequest) -> list[Sale]:
    return fill_shop(db, request.param)


def ladders(sales: list[Sale], day: date, gap_day: date | None = None) -> dict[int, tuple[int, int]]:
    """(R, F) of every buyer at the end of `day` by the default ladder; its median gap is that of `gap_day`."""
    gap = plain_median_gap(list(visits_until(sales, gap_day or day, CLIENTS).values()))
    visits = visits_until(sales, day)
    return {client: plain_ladder((day - days[-1]).days, len(days), gap) for client, days in visits.items()}


def groups(sales: list[Sale], day: date) -> dict[int, str]:
    """The group of every buyer at the end of `day` by the ladder of today."""
    return {client: plain_group(*cell) for client, cell in ladders(sales, day, TODAY).items()}


def ids_behind(db: Database, *conditions: Condition) -> list[int]:
    """The clients of a filter, by id."""
    return sorted(list_client_ids(db, where=Group("all", conditions), today=TODAY))


def test_the_grid_holds_every_cell_once() -> None:
    assert {cell: plain_group(*cell) for cell in GRID} == GRID
    assert sorted(GRID) == [(r, f) for r in range(1, 6) for f in range(1, 6)]
    assert set(GRID.values()) == set(GROUPS)


@pytest.mark.parametrize("day", DAYS)
def test_the_map_of_any_day_is_that_of_plain_counting(db: Database, sales: list[Sale], day: date) -> None:
    cells, spent = ladders(sales, day), spent_until(sales, day)
    visits = visits_until(sales, day)
    maps = [segment_map(db, day, TODAY)] + ([segment_map(db, None, TODAY)] if day == TODAY else [])
    for found in maps:
        assert (found.buyers, found.visits) == (len(cells), sum(map(len, visits.values())))
        assert found.prospects == CLIENTS - 2 - len(cells)
        assert found.first_timers == sum(len(days) == 1 for days in visits.values())
        counted = Counter(cells.values())
        assert {cell: one.clients for cell, one in found.cells.items()} == {cell: counted[cell] for cell in GRID}
        for code, group in found.groups.items():
            of_group = [client for client, cell in cells.items() if plain_group(*cell) == code]
            assert (group.clients, group.revenue) == (len(of_group), sum(spent[client] for client in of_group))
            assert group.share == pytest.approx(len(of_group) / len(cells))
            silent = [(day - visits[client][-1]).days for client in of_group]
            assert group.silent_days == (median(silent) if silent else None)
            own = [median(plain_gaps(visits[client])) for client in of_group if len(visits[client]) > 2]
            assert group.rhythm_days == (median(own) if len(own) >= 5 else None)


def test_the_clients_behind_a_number_are_as_many(db: Database, sales: list[Sale]) -> None:
    cells = ladders(sales, TODAY)
    found = segment_map(db, None, TODAY)
    for (r, f), one in found.cells.items():
        assert ids_behind(db, Condition("segment_cell", "any", [f"{r}{f}"])) == sorted(
            client for client, cell in cells.items() if cell == (r, f)
        )
        assert one.clients == count_clients(
            db, where=Group("all", (Condition("segment_cell", "any", [f"{r}{f}"]),)), today=TODAY
        )
    for code, group in found.groups.items():
        ids = ids_behind(db, Condition("segment", "any", [code]))
        assert len(ids) == group.clients
        assert groups_of(db, range(1, CLIENTS - 1), TODAY) == {c: plain_group(*cell) for c, cell in cells.items()}
        spent = spent_until(sales, TODAY)
        assert sum(spent[client] for client in ids) == group.revenue
    assert len(ids_behind(db, Condition("segment", "any", ["prospects"]))) == found.prospects


def test_fifths_are_those_of_numpy_and_equal_values_stay_together(db: Database, sales: list[Sale]) -> None:
    for day in DAYS:
        visits, spent = visits_until(sales, day), spent_until(sales, day)
        values = {
            "r": {client: (day - days[-1]).days for client, days in visits.items()},
            "f": {client: len(days) for client, days in visits.items()},
            "m": {client: spent[client] for client in visits},
        }
        scored = scored_clients(db, day, TODAY, "quintile")[1]
        assert sorted(one.id for one in scored) == sorted(visits)
        for name, of in values.items():
            edges = np.quantile(list(of.values()), [0.2, 0.4, 0.6, 0.8], method="linear")
            wanted = {client: 1 + int((edges < value).sum()) for client, value in of.items()}
            wanted = {client: 6 - told for client, told in wanted.items()} if name == "r" else wanted
            assert {one.id: getattr(one, name) for one in scored} == wanted
        assert all(one.segment == plain_group(one.r, one.f) for one in scored)
        facts = {one.id: (one.recency, one.frequency, one.monetary) for one in scored}
        assert facts == {client: tuple(of[client] for of in values.values()) for client in visits}


def test_a_window_counts_its_visits_and_its_money_only(db: Database, sales: list[Sale]) -> None:
    since = TODAY - timedelta(days=60)
    save_segment_settings(db, SegmentSettings(window_days=60), NOW)
    all_time, spent = ladders(sales, TODAY), spent_until(sales, TODAY, since)
    visits = visits_until(sales, TODAY)
    for as_of in (None, TODAY):
        scored: list[ScoredClient] = scored_clients(db, as_of, TODAY)[1]
        assert {one.id for one in scored} == set(visits)
        for one in scored:
            within = sum(day > since for day in visits[one.id])
            assert (one.frequency, one.monetary) == (within, spent[one.id])
            assert (one.r, one.f) == (all_time[one.id][0], {0: 1, 1: 1, 2: 2, 3: 3, 4: 4, 5: 4}.get(within, 5))
        counted = Counter((one.r, one.f) for one in scored)
        found = segment_map(db, as_of, TODAY)
        assert {cell: one.clients for cell, one in found.cells.items()} == {cell: counted[cell] for cell in GRID}
    for code in GROUPS:
        assert ids_behind(db, Condition("segment", "any", [code])) == [one.id for one in scored if one.segment == code]


@pytest.mark.parametrize("window", [None, 60])
@pytest.mark.parametrize("month", [date(2026, 11, 1), date(2026, 8, 1)])
def test_movements_are_the_difference_of_two_evenings(
    db: Database, sales: list[Sale], month: date, window: int | None
) -> None:
    save_segment_settings(db, SegmentSettings(window_days=window), NOW)
    evenings = [month - timedelta(days=1), TODAY if month.month == 11 else date(2026, 8, 31)]
    before, after = (_stood(sales, day, window) for day in evenings)
    ways = Counter((before.get(client), after.get(client, "prospects")) for client in before | after)
    wanted = {way: many for way, many in ways.items() if way[0] != way[1]}
    found = movements(db, month, TODAY)
    assert {(one.before, one.after): one.clients for one in found} == wanted
    for one in found:
        where = movement_clients(one, month, TODAY)
        ids = list_client_ids(db, where=where, today=TODAY)
        assert len(ids) == one.clients
        assert sum(row.total for row in get_client_rows(db, ids)) == one.revenue


def _stood(sales: list[Sale], day: date, window: int | None) -> dict[int, str]:
    if window is None:
        return groups(sales, day)
    since = day - timedelta(days=window)
    visits = visits_until(sales, day)
    steps = {0: 1, 1: 1, 2: 2, 3: 3, 4: 4, 5: 4}
    return {
        client: plain_group(r, steps.get(sum(on > since for on in visits[client]), 5))
        for client, (r, _f) in ladders(sales, day, TODAY).items()
    }


def test_the_history_of_a_client_says_of_every_day_what_that_day_said(db: Database, sales: list[Sale]) -> None:
    kept = visits_until(sales, TODAY)
    gap = plain_median_gap(list(visits_until(sales, TODAY, CLIENTS).values()))
    for client in range(1, 21):
        days = kept.get(client, [])
        history = groups_of_client(db, client, TODAY).history
        assert [span.first for span in history[:1]] == days[:1]
        for back in range(0, 400, 7):
            day = TODAY - timedelta(days=back)
            came = [on for on in days if on <= day]
            told = [span.segment for span in history if span.first <= day][-1:]
            assert told == ([plain_group(*plain_ladder((day - came[-1]).days, len(came), gap))] if came else [])


def test_how_a_rhythm_goes_is_the_same_on_the_card_and_in_a_filter(db: Database, sales: list[Sale]) -> None:
    visits = visits_until(sales, TODAY)
    rows = get_client_rows(db, range(1, CLIENTS - 1))
    told = {row.id: rhythm_state(row, TODAY) for row in rows}
    limits = {row.id: row.silence_limit or 0 for row in rows}
    assert told == {client: plain_state(visits.get(client, []), TODAY, limits[client]) for client in told}
    for state in RHYTHM_STATES:
        assert ids_behind(db, Condition("rhythm_state", "any", [state])) == [
            c for c, one in told.items() if one == state
        ]
