"""An import that brings most of a shop's purchases builds their indexes afterwards; they are all there again."""

from datetime import date
from pathlib import Path

import pytest

from app.models.database import Database
from app.models.imports import bulk as import_bulk
from tests.services.imports.shop import ask, bring, write_csv

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"


def sales(count: int, first: int = 1) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("Дата", "Чек", "ФИО", "Телефон", "Товар", "Сумма")]
    for number in range(first, first + count):
        day = date(2026, 1, 1 + number % 28)
        for product in ("Кения", "Фильтры"):
            rows.append((f"{day:%d.%m.%Y}", number, "Ли Дмитрий", "+79145550120", product, 940))
    return rows


@pytest.mark.parametrize("held", [0, 3, 50])
def test_the_indexes_of_purchases_outlive_an_import_of_any_size(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(import_bulk, "MANY", 10)
    before = ask(db, INDEXES)
    if held:
        bring(db, write_csv(tmp_path / "первый.csv", sales(held)))
    (told,) = bring(db, write_csv(tmp_path / "второй.csv", sales(20, 1000))).batches
    assert told.purchases.created == 20
    assert ask(db, INDEXES) == before
    assert ask(db, "PRAGMA integrity_check") == [("ok",)]
    assert ask(db, "SELECT position, count(*) FROM purchase_line GROUP BY 1") == [(0, 20 + held), (1, 20 + held)]
    assert ask(db, "SELECT visits, receipts, total FROM client") == [
        (len({number % 28 for number in (*range(1, held + 1), *range(1000, 1020))}), 20 + held, 188_000 * (20 + held))
    ]
