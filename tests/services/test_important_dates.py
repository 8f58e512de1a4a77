"""Days that matter to a client: typed, changed, taken off, taken along by a merge."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday
from app.services.clients.merging.merge import merge_clients
from app.services.errors import InvalidValue
from app.services.history.actions import find_last_action, redo_action, undo_action
from tests.factories import NOW, make_client, set_dates

WEDDING = ("Свадьба", Birthday(6, 5))


def names(db: Database, client_id: int) -> list[tuple[str, int, int, int | None]]:
    return [(one.name, one.day, one.month, one.year) for one in get_client_card(db, client_id).dates]


def undo_last(db: Database) -> int:
    action = find_last_action(db, NOW.replace(hour=0))
    assert action is not None
    undo_action(db, action.id, NOW)
    return action.id


def test_dates_are_on_the_card_in_the_order_of_the_year(db: Database) -> None:
    olga = make_client(db)
    set_dates(db, olga, ("Годовщина  свадьбы", Birthday(2, 29, 2016)), ("День рождения Пети", Birthday(1, 3)))
    assert names(db, olga) == [("День рождения Пети", 3, 1, None), ("Годовщина свадьбы", 29, 2, 2016)]


def test_a_change_is_undone_and_done_again(db: Database) -> None:
    olga = make_client(db)
    set_dates(db, olga, WEDDING)
    set_dates(db, olga, ("Свадьба", Birthday(6, 6, 2010)))
    action = undo_last(db)
    assert names(db, olga) == [("Свадьба", 5, 6, None)]
    redo_action(db, action, NOW)
    assert names(db, olga) == [("Свадьба", 6, 6, 2010)]


def test_a_day_that_is_changed_is_still_the_same_date(db: Database) -> None:
    olga = make_client(db)
    before = set_dates(db, olga, WEDDING)
    assert set_dates(db, olga, ("Свадьба", Birthday(6, 6))) == before
    assert set_dates(db, olga, ("Свадьба", Birthday(6, 6)), ("Юбилей", Birthday(12, 1)))[:1] == before


def test_what_was_taken_off_comes_back_by_undo(db: Database) -> None:
    olga = make_client(db)
    set_dates(db, olga, WEDDING)
    set_dates(db, olga)
    assert names(db, olga) == []
    undo_last(db)
    assert names(db, olga) == [("Свадьба", 5, 6, None)]


@pytest.mark.parametrize(
    ("name", "day", "month", "year"),
    [("", 1, 1, None), ("  ", 1, 1, None), ("x" * 201, 1, 1, None), ("Свадьба", 30, 2, None), ("Свадьба", 29, 2, 2026),
     ("Свадьба", 1, 13, None), ("Свадьба", 22, 11, 2026), ("Свадьба", 1, 1, 1812)],
)  # fmt: skip
def test_no_day_that_cannot_be(db: Database, name: str, day: int, month: int, year: int | None) -> None:
    olga = make_client(db)
    with pytest.raises(InvalidValue):
        set_dates(db, olga, (name, Birthday(month, day, year)))
    assert names(db, olga) == []


def test_a_merge_takes_the_dates_along_and_keeps_one_of_the_same(db: Database) -> None:
    kept, other = make_client(db, "Крылова Ольга"), make_client(db, "Ольга К.")
    set_dates(db, kept, WEDDING)
    set_dates(db, other, WEDDING, ("Юбилей", Birthday(6, 5)))
    merge_clients(db, kept, other, NOW)
    assert sorted(name for name, *_rest in names(db, kept)) == ["Свадьба", "Юбилей"]
