"""Days that matter to a client: typed, changed, taken off, taken along by a merge."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.important_dates import DateData, delete_date, save_date
from app.services.clients.merging.merge import merge_clients
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import find_last_action, redo_action, undo_action
from tests.factories import NOW, make_client


def names(db: Database, client_id: int) -> list[tuple[str, int, int, int | None]]:
    return [(one.name, one.day, one.month, one.year) for one in get_client_card(db, client_id).dates]


def undo_last(db: Database) -> int:
    action = find_last_action(db, NOW.replace(hour=0))
    assert action is not None
    undo_action(db, action.id, NOW)
    return action.id


def test_dates_are_on_the_card_in_the_order_of_the_year(db: Database) -> None:
    olga = make_client(db)
    save_date(db, DateData(olga, "Годовщина  свадьбы", 29, 2, 2016), NOW)
    save_date(db, DateData(olga, "День рождения Пети", 3, 1), NOW)
    assert names(db, olga) == [("День рождения Пети", 3, 1, None), ("Годовщина свадьбы", 29, 2, 2016)]


def test_a_change_is_undone_and_done_again(db: Database) -> None:
    olga = make_client(db)
    date_id = save_date(db, DateData(olga, "Свадьба", 5, 6), NOW)
    save_date(db, DateData(olga, "Свадьба", 6, 6, 2010), NOW, date_id, 1)
    action = undo_last(db)
    assert names(db, olga) == [("Свадьба", 5, 6, None)]
    redo_action(db, action, NOW)
    assert names(db, olga) == [("Свадьба", 6, 6, 2010)]


def test_what_was_taken_off_comes_back_by_undo(db: Database) -> None:
    olga = make_client(db)
    date_id = save_date(db, DateData(olga, "Свадьба", 5, 6), NOW)
    undo_action(db, delete_date(db, date_id, NOW), NOW)
    assert names(db, olga) == [("Свадьба", 5, 6, None)]


def test_a_stale_change_overwrites_nothing(db: Database) -> None:
    olga = make_client(db)
    date_id = save_date(db, DateData(olga, "Свадьба", 5, 6), NOW)
    save_date(db, DateData(olga, "Свадьба", 6, 6), NOW, date_id, 1)
    with pytest.raises(EditConflict):
        save_date(db, DateData(olga, "Свадьба", 7, 6), NOW, date_id, 1)
    assert names(db, olga) == [("Свадьба", 6, 6, None)]


@pytest.mark.parametrize(
    ("name", "day", "month", "year"),
    [("", 1, 1, None), ("  ", 1, 1, None), ("x" * 201, 1, 1, None), ("Свадьба", 30, 2, None), ("Свадьба", 29, 2, 2026),
     ("Свадьба", 1, 13, None), ("Свадьба", 22, 11, 2026), ("Свадьба", 1, 1, 1812)],
)  # fmt: skip
def test_no_day_that_cannot_be(db: Database, name: str, day: int, month: int, year: int | None) -> None:
    olga = make_client(db)
    with pytest.raises(InvalidValue):
        save_date(db, DateData(olga, name, day, month, year), NOW)
    assert names(db, olga) == []


def test_of_a_date_that_is_gone_nothing_can_be_said(db: Database) -> None:
    date_id = save_date(db, DateData(make_client(db), "Свадьба", 5, 6), NOW)
    delete_date(db, date_id, NOW)
    with pytest.raises(NotFound):
        delete_date(db, date_id, NOW)


def test_a_merge_takes_the_dates_along_and_keeps_one_of_the_same(db: Database) -> None:
    kept, other = make_client(db, "Крылова Ольга"), make_client(db, "Ольга К.")
    save_date(db, DateData(kept, "Свадьба", 5, 6), NOW)
    for name in ("Свадьба", "Юбилей"):
        save_date(db, DateData(other, name, 5, 6), NOW)
    merge_clients(db, kept, other, NOW)
    assert sorted(name for name, *_rest in names(db, kept)) == ["Свадьба", "Юбилей"]
