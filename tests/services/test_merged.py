"""Who was merged into a client, as its card tells it."""

from __future__ import annotations

from datetime import datetime

from app.models.database import Database
from app.services.clients.merging.merge import merge_clients, merge_pairs, unmerge
from app.services.clients.merging.merged import list_merged
from app.services.history.actions import redo_action
from tests.factories import make_client


def test_a_merge_is_told_until_it_is_taken_back_and_again_when_it_is_redone(db: Database, now: datetime) -> None:
    kept, gone = make_client(db, "Крылова Ольга"), make_client(db, "Крылова Оля")
    assert list_merged(db, kept) == ()
    merge = merge_clients(db, kept, gone, now)
    (told,) = list_merged(db, kept)
    assert (told.id, told.name, told.action_id, told.count, told.at) == (gone, "Крылова Оля", merge.action_id, 1, now)
    unmerge(db, merge.action_id, now)
    assert list_merged(db, kept) == ()
    redo_action(db, merge.action_id, now)
    assert [one.id for one in list_merged(db, kept)] == [gone]


def test_many_merged_at_once_are_counted(db: Database, now: datetime) -> None:
    first, second, third, fourth = (make_client(db, f"Пак Игорь {letter}") for letter in "АБВГ")
    merge_pairs(db, [(first, second), (first, third)], now)
    merge_clients(db, first, fourth, now)
    assert [(one.id, one.count) for one in list_merged(db, first)] == [(fourth, 1), (second, 2), (third, 2)]
