"""One change of many clients: what it does, whom it leaves alone, and that Undo takes it back as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from app.models.audit import Action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import OwnKind
from app.models.task import Task
from app.services.clients.card import get_client_card
from app.services.clients.find import find_clients, list_client_ids
from app.services.clients.listing import bulk
from app.services.clients.own import save_own_field
from app.services.clients.save import trash_client
from app.services.errors import Cancelled, InvalidValue, NotFound
from app.services.history.actions import redo_action, undo_action
from app.services.tasks.save import TaskData
from tests.factories import NOW, make_client

TASK = TaskData(None, "Позвонить", date(2026, 12, 1), note="о скидке")


@pytest.fixture
def clients(db: Database) -> list[int]:
    """Five clients; the second is a VIP of Omsk with a dog, the last is in the trash."""
    ids = [make_client(db, name) for name in ("Крылова Ольга", "Пак Игорь", "Ли Анна", "Дёмин Пётр", "Юн Вера")]
    save_own_field(db, "Собака", OwnKind.TEXT, (), NOW)
    bulk.tag_clients(db, [ids[1]], "VIP", NOW)
    bulk.set_field(db, [ids[1]], "city", "Омск", NOW)
    bulk.set_field(db, [ids[1]], "own:1", "Рекс", NOW)
    trash_client(db, ids[4], NOW)
    return ids


def shop_now(db: Database) -> dict[str, list[Any]]:
    """Everything about clients that an undo has to bring back; versions go up only."""
    with db.read() as session:
        tables = ("client", "client_tag", "own_value", "task")
        rows = {name: session.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).mappings().all() for name in tables}
    left_out = ("version", "updated_at")
    return {
        name: [{k: v for k, v in row.items() if k not in left_out} for row in found] for name, found in rows.items()
    }


CHANGES: list[tuple[str, Callable[[Database, list[int]], bulk.Bulk], int]] = [
    ("tag", lambda db, ids: bulk.tag_clients(db, ids, " VIP\n", NOW), 3),
    ("untag", lambda db, ids: bulk.untag_clients(db, ids, "VIP", NOW), 1),
    ("do not disturb", lambda db, ids: bulk.set_do_not_disturb(db, ids, True, NOW), 4),
    ("city", lambda db, ids: bulk.set_field(db, ids, "city", "Омск", NOW), 3),
    ("no city", lambda db, ids: bulk.set_field(db, ids, "city", "", NOW), 1),
    ("gender", lambda db, ids: bulk.set_field(db, ids, "gender", "f", NOW), 4),
    ("own field", lambda db, ids: bulk.set_field(db, ids, "own:1", "Бим", NOW), 4),
    ("no own field", lambda db, ids: bulk.set_field(db, ids, "own:1", "", NOW), 1),
    ("tasks", lambda db, ids: bulk.add_tasks(db, ids, TASK, NOW), 4),
    ("trash", lambda db, ids: bulk.trash_clients(db, ids, NOW), 4),
]


@pytest.mark.parametrize(("name", "change", "count"), CHANGES, ids=[name for name, _change, _count in CHANGES])
def test_a_change_of_many_is_one_action_that_comes_back(
    db: Database, clients: list[int], name: str, change: Callable[..., bulk.Bulk], count: int
) -> None:
    before = shop_now(db)
    with db.read() as session:
        actions = len(session.scalars(select(Action)).all())
    done = change(db, [*clients, clients[0], 999])
    after = shop_now(db)
    assert done.changed == count
    assert after != before
    with db.read() as session:
        assert len(session.scalars(select(Action)).all()) == actions + 1
    assert undo_action(db, done.action_id, NOW) == []
    assert shop_now(db) == before
    assert redo_action(db, done.action_id, NOW) == []
    assert shop_now(db) == after


def test_a_tag_is_found_and_shown_at_once(db: Database, clients: list[int]) -> None:
    bulk.tag_clients(db, clients, "Опт", NOW)
    assert {row.id for row in find_clients(db, "опт")} == set(clients[:4])
    assert get_client_card(db, clients[1]).tags == ("VIP", "Опт")
    assert any(change.action == "tag_clients" for change in get_client_card(db, clients[0]).changes)
    bulk.untag_clients(db, clients, "Опт", NOW)
    assert find_clients(db, "опт") == []


def test_everybody_gets_the_same_task(db: Database, clients: list[int]) -> None:
    bulk.add_tasks(db, clients, TASK, NOW)
    with db.read() as session:
        tasks = session.scalars(select(Task).order_by(Task.client_id)).all()
    assert [task.client_id for task in tasks] == clients[:4]
    assert {(task.title, task.note, task.due_day, task.first_day, task.done_at) for task in tasks} == {
        ("Позвонить", "о скидке", date(2026, 12, 1), date(2026, 12, 1), None)
    }


def test_whoever_is_editing_a_client_is_told_that_it_changed(db: Database, clients: list[int]) -> None:
    with db.read() as session:
        before = session.get_one(Client, clients[0]).version
    bulk.set_do_not_disturb(db, clients, True, NOW)
    with db.read() as session:
        assert session.get_one(Client, clients[0]).version == before + 1


def test_a_cancelled_change_changed_nothing(db: Database, clients: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BLOCK", 2)
    before = shop_now(db)

    def report(done: int, _total: int) -> None:
        if done >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bulk.trash_clients(db, clients, NOW, report)
    assert shop_now(db) == before
    assert len(list_client_ids(db)) == 4


def test_work_in_blocks_changes_everybody(db: Database, clients: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BLOCK", 2)
    told: list[tuple[int, int]] = []
    done = bulk.add_tasks(db, clients, TASK, NOW, lambda at, total: told.append((at, total)))
    assert done.changed == 4
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]
    undo_action(db, done.action_id, NOW)
    with db.read() as session:
        assert session.scalars(select(Task)).all() == []


@pytest.mark.parametrize(
    ("field", "value"), [("name", "Иван"), ("total", "1"), ("gender", "x"), ("preferred_channel", "голубь")]
)
def test_what_cannot_be_set_is_refused(db: Database, clients: list[int], field: str, value: str) -> None:
    with pytest.raises(InvalidValue):
        bulk.set_field(db, clients, field, value, NOW)


def test_an_empty_tag_and_an_unknown_field_are_refused(db: Database, clients: list[int]) -> None:
    with pytest.raises(InvalidValue):
        bulk.tag_clients(db, clients, " ", NOW)
    with pytest.raises(NotFound):
        bulk.set_field(db, clients, "own:7", "x", NOW)
    with pytest.raises(InvalidValue):
        bulk.add_tasks(db, clients, TaskData(None, "", date(2026, 12, 1)), NOW)
