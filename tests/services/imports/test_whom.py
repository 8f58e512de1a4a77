"""A till that knows some clients by name and others by telephone number."""

from pathlib import Path

import pytest

from app.models.database import Database
from app.services.imports.cleaning.whom import calls_by_phone, whom_memo
from app.services.imports.results import ClientCounts
from tests.services.imports.shop import ask, bring, write_csv

SALES = [
    ("Дата", "Клиент", "Товар", "Сумма", "№ чека"),
    ("01.10.2026", "+7 (905) 221-14-08", "Кения", 940, "1"),
    ("02.10.2026", "Ли Дмитрий", "Кения", 940, "2"),
    ("03.10.2026", "8 905 221 14 08 (Viber)", "Кения", 940, "3"),
    ("04.10.2026", "Крылова Ольга 89145550120", "Кения", 940, "4"),
    ("05.10.2026", "79145550120", "Кения", 940, "5"),
]


def test_numbers_in_the_column_of_names_find_their_client(db: Database, tmp_path: Path) -> None:
    bring(db, write_csv(tmp_path / "клиенты.csv", [("ФИО", "Телефон"), ("Берг Анна", "89052211408")]))
    (told,) = bring(db, write_csv(tmp_path / "продажи.csv", SALES)).batches
    assert told.clients == ClientCounts(created=2, updated=0, unchanged=1)
    assert ask(db, "SELECT name, visits FROM client ORDER BY id") == [
        ("Берг Анна", 2),
        ("Ли Дмитрий", 1),
        ("Крылова Ольга", 2),
    ]


@pytest.mark.parametrize("cell", ["Ли Дмитрий", "Салон 24 часа", "", 890500.0, "12.05.2026", True])
def test_other_cells_are_no_numbers(cell: object) -> None:
    assert not calls_by_phone([cell])  # type: ignore[list-item]
    assert whom_memo(True, "RU")[cell][1] == (None, None)  # type: ignore[index]
