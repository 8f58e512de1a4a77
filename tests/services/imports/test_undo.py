"""Taking an import back: the shop is as before, and what somebody worked with since stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.database import Database
from app.models.enums import InteractionKind
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.errors import AlreadyUndone, NotFound, NotRedoable
from app.services.history.actions import find_last_action, find_redoable, redo_action, undo_action
from app.services.imports.batches import list_batches
from app.services.imports.undo import undo_batch, undo_import
from app.services.interactions import log_interaction
from app.services.tasks.save import TaskData, add_task
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import ask, bring, bring_one, check_search, content, write_csv

LATER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HEADER = ("Чек", "Дата", "ФИО", "Телефон", "Город", "Товар", "Сумма")
SALES = [
    HEADER,
    ("1", "01.10.2026", "Крылова Ольга", "+79052211408", "Тверь", "Эфиопия", 1780),
    ("2", "03.10.2026", "Ли Дмитрий", "+79145550120", "Омск", "Кения", 940),
    ("3", "04.10.2026", "Зайцева Нина", "+79021113045", "Тула", "Чай", 640),
    ("4", "05.10.2026", "", "", "", "Кения", 940),
]


def _bring(db: Database, tmp_path: Path) -> int:
    batch = bring_one(db, write_csv(tmp_path / "продажи.csv", SALES)).batch
    assert batch is not None
    return batch


def _id(db: Database, name: str) -> int:
    return int(ask(db, "SELECT id FROM client WHERE name = :name", name=name)[0][0])


def test_the_shop_is_as_before_the_import(db: Database, tmp_path: Path) -> None:
    known = make_client(db, "Крылова Ольга Петровна", phone="+7 905 221-14-08")
    sell(db, known, date(2026, 9, 1), product="Кения")
    make_client(db, "Берг Анна")
    before = content(db)
    batch = _bring(db, tmp_path)
    assert ask(db, "SELECT visits, city FROM client WHERE id = :id", id=known) == [(2, "Тверь")]
    undone = undo_batch(db, batch, LATER)
    assert (undone.clients_removed, undone.clients_restored, undone.purchases_removed, undone.kept) == (2, 1, 4, ())
    assert content(db) == before
    check_search(db)
    assert [row.undone for row in list_batches(db)] == [True]
    assert ask(db, "SELECT count(*) FROM action WHERE kind = 'import' AND undone_at IS NULL") == [(0,)]


def test_an_import_that_is_most_of_the_shop_comes_back_too_and_can_go_in_again(db: Database, tmp_path: Path) -> None:
    before = content(db)
    undo_batch(db, _bring(db, tmp_path), LATER)
    assert content(db) == before
    check_search(db)
    _bring(db, tmp_path)
    assert ask(db, "SELECT count(*) FROM purchase") == [(4,)]


def test_what_somebody_worked_with_since_stays_and_is_told(db: Database, tmp_path: Path) -> None:
    batch = _bring(db, tmp_path)
    krylova, li, zaytseva = (_id(db, name) for name in ("Крылова Ольга", "Ли Дмитрий", "Зайцева Нина"))
    sale = sell(db, krylova, date(2026, 11, 1))
    log_interaction(db, li, InteractionKind.CALL, "Звонил", NOW)
    add_task(db, TaskData(zaytseva, "Перезвонить", date(2026, 11, 25)), NOW)
    undone = undo_batch(db, batch, LATER)
    assert {(kept.what, kept.why) for kept in undone.kept} == {
        ("Крылова Ольга", "purchases"),
        ("Ли Дмитрий", "interactions"),
        ("Зайцева Нина", "tasks"),
    }
    assert undone.clients_removed == 0
    assert ask(db, "SELECT id FROM purchase") == [(sale,)]
    assert ask(db, "SELECT visits, total FROM client ORDER BY id") == [(1, 100_000), (0, 0), (0, 0)]
    assert ask(db, "SELECT count(*) FROM contact_point") == [(3,)]
    assert ask(db, "SELECT count(*) FROM client WHERE batch_id IS NOT NULL") == [(0,)]


def test_a_client_edited_since_stays_with_the_edit(db: Database, tmp_path: Path) -> None:
    batch = _bring(db, tmp_path)
    save_client(db, ClientData("Ли Дмитрий", city="Казань"), NOW, _id(db, "Ли Дмитрий"))
    undone = undo_batch(db, batch, LATER)
    assert [(kept.what, kept.why) for kept in undone.kept] == [("Ли Дмитрий", "edited")]
    assert ask(db, "SELECT name, city, visits FROM client") == [("Ли Дмитрий", "Казань", 0)]


def test_a_field_changed_again_keeps_its_newer_value(db: Database, tmp_path: Path) -> None:
    known = make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    batch = _bring(db, tmp_path)
    with db.write() as session:
        session.execute(text("UPDATE client SET city = 'Москва' WHERE id = :id"), {"id": known})
    undone = undo_batch(db, batch, LATER)
    assert [(kept.client_id, kept.why) for kept in undone.kept] == [(known, "edited")]
    assert ask(db, "SELECT city FROM client") == [("Москва",)]


def test_a_client_that_a_later_import_knows_stays(db: Database, tmp_path: Path) -> None:
    batch = _bring(db, tmp_path)
    bring_one(
        db,
        write_csv(tmp_path / "клиенты.csv", [("ФИО", "Телефон", "E-mail"), ("Ли Дмитрий", "+79145550120", "l@i.ru")]),
    )
    undone = undo_batch(db, batch, LATER)
    assert [(kept.what, kept.why) for kept in undone.kept] == [("Ли Дмитрий", "imported_later")]
    assert ask(db, "SELECT name FROM client") == [("Ли Дмитрий",)]


def test_a_file_that_others_lean_on_takes_its_group_along(db: Database, tmp_path: Path) -> None:
    before = content(db)
    clients = write_csv(tmp_path / "customers.csv", [("customer_id", "name"), (1, "Anna Berg"), (2, "Carl Dorn")])
    orders = write_csv(
        tmp_path / "orders.csv", [("order_id", "customer_id", "order_date", "total"), (10, 2, "2026-01-05", 50)]
    )
    other = write_csv(tmp_path / "чай.csv", [("Артикул", "Товар", "Цена"), ("1", "Чай", 90)])
    first = bring(db, clients, orders, other)
    assert undo_batch(db, 2, LATER).batches == (2,)  # nobody leans on the orders
    assert ask(db, "SELECT count(*) FROM purchase") == [(0,)]
    assert undo_batch(db, 3, LATER).batches == (3,)
    undo_batch(db, 1, LATER)
    assert content(db) == before
    second = bring(db, clients, orders, other)
    assert second.batches[0].batch == 4
    assert undo_batch(db, 4, LATER).batches == (4, 5, 6)
    assert content(db) == before
    with pytest.raises(AlreadyUndone):
        undo_import(db, first.action_id or 0, LATER)


def test_the_window_takes_a_whole_drop_back_by_its_action(db: Database, tmp_path: Path) -> None:
    before = content(db)
    one = write_csv(tmp_path / "a.csv", [("ФИО", "Телефон"), ("Крылова Ольга", "+79052211408")])
    two = write_csv(tmp_path / "b.csv", [("ФИО", "Телефон"), ("Ли Дмитрий", "+79145550120")])
    result = bring(db, one, two)
    assert result.action_id is not None
    undone = undo_import(db, result.action_id, LATER)
    assert (undone.batches, undone.clients_removed) == ((1, 2), 2)
    assert content(db) == before


def test_ctrl_z_right_after_an_import_takes_the_whole_import_back(db: Database, tmp_path: Path) -> None:
    make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    before = content(db)
    _bring(db, tmp_path)
    action = find_last_action(db, NOW)
    assert action is not None
    assert undo_action(db, action.id, LATER) == []
    assert content(db) == before
    with pytest.raises(AlreadyUndone):
        undo_batch(db, 1, LATER)
    again = find_redoable(db, NOW)
    assert again is not None
    with pytest.raises(NotRedoable):
        redo_action(db, again.id, LATER)


def test_an_unknown_or_undone_batch_is_refused(db: Database, tmp_path: Path) -> None:
    batch = _bring(db, tmp_path)
    undo_batch(db, batch, LATER)
    with pytest.raises(AlreadyUndone):
        undo_batch(db, batch, LATER)
    with pytest.raises(NotFound):
        undo_batch(db, 99, LATER)


def test_fifty_thousand_rows_come_back(db: Database, tmp_path: Path) -> None:
    known = make_client(db, "Клиент 7", phone="+79050000007")
    before = content(db)
    rows: list[tuple[object, ...]] = [HEADER]
    rows += [
        (
            n,
            f"{n % 28 + 1:02}.{n % 12 + 1:02}.2025",
            f"Клиент {n % 20_000}",
            f"+7905{n % 20_000:07}",
            "Тверь",
            f"Сорт {n % 90}",
            n,
        )
        for n in range(50_000)
    ]
    report = bring_one(db, write_csv(tmp_path / "продажи.csv", rows))
    assert (report.clients.created, report.clients.updated, report.purchases.created) == (19_999, 1, 50_000)
    assert report.batch is not None
    undone = undo_batch(db, report.batch, LATER)
    assert (undone.clients_removed, undone.clients_restored, undone.purchases_removed) == (19_999, 1, 50_000)
    assert content(db) == before
    assert ask(db, "SELECT visits FROM client WHERE id = :id", id=known) == [(0,)]
    check_search(db)
