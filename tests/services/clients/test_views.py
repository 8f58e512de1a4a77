"""Saved views: kept with everything, under names of their own, and back after an undo."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.views import delete_view, find_view, list_views, rename_view, save_view
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from tests.factories import NOW

BIG = Group("any", (Condition("total", "ge", 1_000_000), Group("all", (Condition("tags", "any", ["VIP"]),))))


def test_a_view_is_kept_with_its_filter_order_and_columns(db: Database) -> None:
    save_view(db, "  Крупные   клиенты ", BIG, NOW, "total", True, ("name", "total"))
    save_view(db, "Все", Group(), NOW)
    first, second = list_views(db)
    assert (first.name, first.where, first.sort, first.descending) == ("Крупные клиенты", BIG, "total", True)
    assert first.columns == ("name", "total")
    assert (second.name, second.where, second.columns) == ("Все", Group(), None)
    assert find_view(db, "крупные клиенты") == first


def test_a_view_is_changed_in_place(db: Database) -> None:
    view_id = save_view(db, "Крупные", BIG, NOW)
    assert save_view(db, "крупные", Group(), NOW, "city", view_id=view_id) == view_id
    (view,) = list_views(db)
    assert (view.name, view.where, view.sort) == ("крупные", Group(), "city")


def test_names_are_unique_and_not_empty(db: Database) -> None:
    save_view(db, "Крупные", BIG, NOW)
    other = save_view(db, "Все", Group(), NOW)
    for name in ("КРУПНЫЕ", "  ", "я" * 61):
        with pytest.raises(InvalidValue):
            save_view(db, name, BIG, NOW)
        with pytest.raises(InvalidValue):
            rename_view(db, other, name, NOW)
    assert [view.name for view in list_views(db)] == ["Крупные", "Все"]


def test_every_change_of_views_comes_back(db: Database) -> None:
    view_id = save_view(db, "Крупные", BIG, NOW, "total", True)
    kept = list_views(db)
    rename_view(db, view_id, "Большие", NOW)
    renamed = find_last_action(db, NOW)
    assert renamed is not None
    undo_action(db, renamed.id, NOW)
    assert list_views(db) == kept
    save_view(db, "Крупные", Group(), NOW, columns=("name",), view_id=view_id)
    edited = find_last_action(db, NOW)
    assert edited is not None
    undo_action(db, edited.id, NOW)
    assert list_views(db) == kept
    undo_action(db, delete_view(db, view_id, NOW), NOW)
    assert list_views(db) == kept


def test_a_view_that_is_gone_is_told(db: Database) -> None:
    with pytest.raises(NotFound):
        delete_view(db, 7, NOW)
    with pytest.raises(NotFound):
        find_view(db, "Крупные")
    with pytest.raises(InvalidValue):
        save_view(db, "Крупные", Group("all", (Condition("own:7", "not_empty"),)), NOW)
