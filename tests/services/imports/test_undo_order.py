"""Imports that build on each other come back in any order, and one file of a drop takes back only its own."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.imports.undo import undo_batch
from tests.factories import NOW, make_client
from tests.services.imports.shop import ask, bring, bring_one, check_search, content, write_csv

HEADER = ("Заказ", "Дата", "ФИО", "Телефон", "Город", "Товар", "Сумма", "Статус")
OLGA = ("Крылова Ольга", "+79052211408")
NINA = ("Зайцева Нина", "+79021113045")
MONTHS = (
    [
        ("1", "01.08.2026", *OLGA, "Тверь", "Чай", 300, "новый"),
        ("2", "01.08.2026", *NINA, "Омск", "Кения", 500, "оплачен"),
    ],
    [
        ("1", "01.08.2026", *OLGA, "Тула", "Чай", 300, "отменён"),
        ("2", "01.08.2026", *NINA, "Омск", "Сироп", 200, "оплачен"),
        ("3", "01.09.2026", *NINA, "Псков", "Чай", 300, "оплачен"),
    ],
    [
        ("1", "01.08.2026", *OLGA, "Ржев", "Чай", 350, "отклонён"),
        ("2", "01.08.2026", *NINA, "Орёл", "Какао", 400, "оплачен"),
        ("4", "01.10.2026", "Ли Дмитрий", "+79145550120", "Омск", "Сироп", 300, "оплачен"),
    ],
)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_three_imports_on_top_of_each_other_come_back_in_any_order(
    db: Database, tmp_path: Path, order: tuple[int, ...]
) -> None:
    make_client(db, OLGA[0], phone=OLGA[1])
    before = content(db)
    batches = [
        bring_one(db, write_csv(tmp_path / f"{n}.csv", [HEADER, *rows]), on_conflict="overwrite").batch
        for n, rows in enumerate(MONTHS)
    ]
    for place in order:
        undo_batch(db, batches[place] or 0, NOW)
    assert content(db) == before
    check_search(db)


def test_the_newest_import_alone_comes_back_to_what_was_before_it(db: Database, tmp_path: Path) -> None:
    states = []
    batches = []
    for n, rows in enumerate(MONTHS):
        states.append(content(db))
        path = write_csv(tmp_path / f"{n}.csv", [HEADER, *rows])
        batches.append(bring_one(db, path, on_conflict="overwrite").batch)
    for state, batch in zip(reversed(states), reversed(batches), strict=True):
        assert undo_batch(db, batch or 0, NOW).kept == ()
        assert content(db) == state


def test_what_a_later_import_changed_is_told_as_such(db: Database, tmp_path: Path) -> None:
    make_client(db, OLGA[0], phone=OLGA[1])
    first, second = (
        bring_one(db, write_csv(tmp_path / f"{n}.csv", [HEADER, *MONTHS[n]]), on_conflict="overwrite").batch
        for n in (0, 1)
    )
    kept = undo_batch(db, first or 0, NOW).kept
    assert {(it.what, it.why) for it in kept} == {
        ("Зайцева Нина", "purchases"),
        ("Крылова Ольга", "imported_later"),
        ("1", "imported_later"),
        ("2", "imported_later"),
    }
    assert ask(db, "SELECT status, total FROM purchase ORDER BY receipt") == [
        ("cancelled", 30_000),
        ("done", 20_000),
        ("done", 30_000),
    ]
    assert undo_batch(db, second or 0, NOW).kept == ()


def test_a_receipt_that_somebody_changed_since_keeps_that_and_is_told(db: Database, tmp_path: Path) -> None:
    bring_one(db, write_csv(tmp_path / "a.csv", [HEADER, *MONTHS[0]]))
    second = bring_one(db, write_csv(tmp_path / "b.csv", [HEADER, MONTHS[1][0]]))
    with db.write() as session:
        session.execute(text("UPDATE purchase SET status = 'done' WHERE receipt = '1'"))
    assert [(it.what, it.why) for it in undo_batch(db, second.batch or 0, NOW).kept] == [("1", "edited")]
    assert ask(db, "SELECT status FROM purchase WHERE receipt = '1'") == [("done",)]


def test_one_file_of_a_drop_takes_back_only_what_it_changed(db: Database, tmp_path: Path) -> None:
    make_client(db, OLGA[0], phone=OLGA[1])
    make_client(db, NINA[0], phone=NINA[1])
    head = ("ФИО", "Телефон", "Город")
    one = write_csv(tmp_path / "a.csv", [head, (*OLGA, "Тверь")])
    two = write_csv(tmp_path / "b.csv", [head, (*NINA, "Омск")])
    _first, second = (report.batch for report in bring(db, one, two).batches)
    assert undo_batch(db, second or 0, NOW).batches == (second,)
    assert ask(db, "SELECT city FROM client ORDER BY id") == [("Тверь",), ("",)]


def test_files_that_changed_the_same_client_come_back_together(db: Database, tmp_path: Path) -> None:
    make_client(db, OLGA[0], phone=OLGA[1])
    before = content(db)
    one = write_csv(tmp_path / "a.csv", [("ФИО", "Телефон", "Город"), (*OLGA, "Тверь")])
    two = write_csv(tmp_path / "b.csv", [("ФИО", "Телефон", "Карта"), (*OLGA, "0017")])
    _first, second = (report.batch for report in bring(db, one, two).batches)
    assert len(undo_batch(db, second or 0, NOW).batches) == 2
    assert content(db) == before


def test_a_client_who_brought_another_one_stays(db: Database, tmp_path: Path) -> None:
    batch = bring_one(db, write_csv(tmp_path / "a.csv", [("ФИО", "Телефон"), OLGA])).batch
    ((olga,),) = ask(db, "SELECT id FROM client")
    save_client(db, ClientData("Ким Анна", referred_by_id=olga), NOW)
    assert [(it.what, it.why) for it in undo_batch(db, batch or 0, NOW).kept] == [(OLGA[0], "referred")]
