"""Sizes of saved views over time: counted now, written down once a day, never compared across another filter."""

from __future__ import annotations

from datetime import timedelta

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.view_sizes import own_segments, refresh_sizes
from app.services.clients.listing.views import combined, delete_view, save_view
from app.services.clients.save import save_client
from app.services.history.actions import find_last_action, undo_action
from tests.factories import NOW, sell

TODAY = NOW.date()
MONTH = timedelta(days=30)
VIP = Group("all", (Condition("tags", "any", ["vip"]),))


def _add(db: Database, tag: str = "vip") -> int:
    return save_client(db, ClientData("Крылова", tags=(tag,)), NOW)


def test_a_view_is_counted_now_with_the_money_of_its_clients(db: Database) -> None:
    save_view(db, "vip", VIP, NOW)
    first, _other = _add(db), _add(db, "опт")
    sell(db, first, TODAY, 70_000)
    (segment,) = own_segments(db, TODAY)
    assert segment.now is not None
    assert (segment.now.day, segment.now.clients, segment.now.total) == (TODAY, 1, 70_000)
    assert segment.month_ago is None


def test_the_size_of_a_month_ago_is_known_once_it_was_written_down(db: Database) -> None:
    save_view(db, "vip", VIP, NOW)
    _add(db)
    assert refresh_sizes(db, TODAY - MONTH) == 1
    assert refresh_sizes(db, TODAY - timedelta(days=3)) == 1
    _add(db)
    (segment,) = own_segments(db, TODAY)
    assert [size.clients for size in segment.sizes] == [1, 1, 2]
    assert segment.month_ago == segment.sizes[0]


def test_nothing_is_written_twice_and_a_day_keeps_its_last_size(db: Database) -> None:
    save_view(db, "vip", VIP, NOW)
    assert refresh_sizes(db, TODAY) == 1
    assert refresh_sizes(db, TODAY) == 0
    _add(db)
    assert refresh_sizes(db, TODAY) == 1
    (segment,) = own_segments(db, TODAY + timedelta(days=1))
    assert [size.clients for size in segment.sizes] == [1, 1]


def test_a_changed_filter_begins_anew_and_its_undo_brings_the_sizes_back(db: Database) -> None:
    view_id = save_view(db, "vip", VIP, NOW)
    upper = save_view(db, "выше", combined("any", [view_id]), NOW)
    refresh_sizes(db, TODAY - MONTH)
    save_view(db, "vip", Group(), NOW, view_id=view_id)
    edited = find_last_action(db, NOW)
    assert [len(one.sizes) for one in own_segments(db, TODAY)] == [1, 1]  # the one made of it as well
    assert edited is not None
    undo_action(db, edited.id, NOW)
    assert [len(one.sizes) for one in own_segments(db, TODAY)] == [2, 2]
    undo_action(db, delete_view(db, upper, NOW), NOW)
    assert [len(one.sizes) for one in own_segments(db, TODAY)] == [2, 2]


def test_a_view_that_asks_for_what_is_gone_has_no_size(db: Database) -> None:
    view_id = save_view(db, "vip", VIP, NOW)
    save_view(db, "выше", combined("any", [view_id]), NOW)
    delete_view(db, view_id, NOW, anyway=True)
    (left,) = own_segments(db, TODAY)
    assert (left.now, left.month_ago) == (None, None)
    assert refresh_sizes(db, TODAY) == 0
