"""Where the tiles lie, which one an arrow leads to, and what scores stand for in words."""

from __future__ import annotations

from itertools import product

import pytest

from app.models.segments import Scale
from app.services.segments.groups import GRID, GROUPS
from app.ui.segments.tile_grid import cell_places, next_place, places_of
from app.ui.segments.words import frequency_text, recency_text
from app.wording.segments import segment_tells


def test_the_tiles_of_the_groups_cover_the_grid_without_overlap() -> None:
    places = places_of(GRID)
    assert set(places) == set(GROUPS)
    covered = [
        (column, row)
        for place in places.values()
        for column in range(place.column, place.column + place.wide)
        for row in range(place.row, place.row + place.high)
    ]
    assert sorted(covered) == sorted(product(range(5), range(5)))
    assert (places["champions"].column, places["champions"].row) == (4, 0)
    assert (places["new"].column, places["new"].row) == (4, 4)


def test_every_tile_is_reached_by_arrows() -> None:
    for places in (places_of(GRID), cell_places()):
        seen, waiting = set(), [next(iter(places))]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                steps = ((1, 0), (-1, 0), (0, 1), (0, -1))
                waiting += [there for step in steps if (there := next_place(places, key, *step)) is not None]
        assert seen == set(places)


def test_an_arrow_in_the_table_goes_to_the_neighbour_and_stops_at_the_edge() -> None:
    cells = cell_places()
    assert next_place(cells, "33", 1, 0) == "43"
    assert next_place(cells, "33", 0, -1) == "34"
    assert next_place(cells, "53", 1, 0) is None
    assert next_place(cells, "35", 0, -1) is None


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (5, "silent up to 13 days"),
        (4, "silent 14 to 26 days"),
        (2, "silent 53 to 78 days"),
        (1, "silent 79 days or more"),
    ],
)
def test_a_score_of_recency_is_told_in_days(score: int, words: str) -> None:
    assert recency_text((13.0, 26.0, 52.0, 78.5), score) == words


def test_a_fifth_that_equal_values_leave_empty_says_so() -> None:
    edges = (1.0, 1.0, 1.0, 2.0)
    scale = Scale("quintile", edges, edges)
    words = [frequency_text(scale, score) for score in range(1, 6)]
    assert words == ["1 purchase", "nobody can be here", "nobody can be here", "2 purchases", "3 purchases or more"]
    assert recency_text((3.0, 3.0, 9.0, 20.0), 4) == "nobody can be here"


def test_in_a_window_the_lowest_row_is_of_those_without_a_visit_too() -> None:
    scale = Scale("ladder", (30, 60, 90, 180), (1, 2, 3, 5), window_days=365)
    assert [frequency_text(scale, score) for score in (1, 2)] == ["up to 1 purchase", "2 purchases"]


@pytest.mark.parametrize(
    ("scale", "tells"),
    [
        (Scale("ladder", (30, 60, 90, 180), (1, 2, 3, 5)), "Bought for the first time just now."),
        (Scale("quintile", (30, 60, 90, 180), (2.0, 3.0, 4.0, 6.0)), "Bought just now, and seldom so far."),
        (Scale("ladder", (30, 60, 90, 180), (1, 2, 3, 5), window_days=90), "Bought just now, and seldom so far."),
    ],
)
def test_a_group_is_told_by_the_visits_that_its_scale_asks_for(scale: Scale, tells: str) -> None:
    assert segment_tells("new", scale) == tells
    assert segment_tells("loyal", scale) == segment_tells("loyal")
