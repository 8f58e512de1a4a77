"""What becomes of clients that the shop has when a file says something else, column by column."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.database import Database
from app.services.errors import NotFound
from app.services.imports.matching.conflicts import rules_of
from app.services.imports.results import ClientCounts
from app.services.imports.rows import Field
from app.services.imports.undo import undo_batch
from tests.factories import NOW
from tests.services.imports.shop import ask, bring_one, content, write_csv, write_xlsx

HEADER = ("ФИО", "Телефон", "Почта", "Город", "Адрес", "День рождения", "Теги")
KNOWN = ("Крылова Ольга", "+79052211408", "", "Тверь", "", "14.03.1985", "vip")
TOLD = ("Крылова Ольга", "+79052211408", "o@mail.ru", "Тула", "Мира 7", "15.04.1986", "новая")
CLIENT = "SELECT city, address, birth_day, birth_month, birth_year FROM client"


def drop(db: Database, folder: Path, **options: object):  # type: ignore[no-untyped-def]
    bring_one(db, write_csv(folder / "a.csv", [HEADER, KNOWN]))
    before = content(db)
    return before, bring_one(db, write_csv(folder / "b.csv", [HEADER, TOLD]), **options)


def of_client(db: Database, table: str, column: str) -> list[str]:
    return sorted(row[0] for row in ask(db, f"SELECT {column} FROM {table}"))


def test_a_column_can_be_replaced_while_the_others_only_fill_what_is_empty(db: Database, tmp_path: Path) -> None:
    _before, report = drop(db, tmp_path, conflicts=(("Город", "overwrite"),))
    assert report.clients == ClientCounts(updated=1)
    assert ask(db, CLIENT) == [("Тула", "Мира 7", 14, 3, 1985)]
    assert of_client(db, "client_tag", "tag") == ["vip", "новая"]


def test_a_column_can_be_left_alone_while_the_file_replaces_the_rest(db: Database, tmp_path: Path) -> None:
    kept = (("Город", "keep"), ("Почта", "keep"), ("Теги", "keep"))
    drop(db, tmp_path, on_conflict="overwrite", conflicts=kept)
    assert ask(db, CLIENT) == [("Тверь", "Мира 7", 15, 4, 1986)]
    assert of_client(db, "contact_point", "value") == ["+79052211408"]
    assert of_client(db, "client_tag", "tag") == ["vip"]


def test_a_column_can_be_filled_in_where_everything_else_is_kept(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path, on_conflict="keep", conflicts=(("Адрес", "fill"), ("Город", "fill"), ("Телефон", "fill")))
    assert ask(db, CLIENT) == [("Тверь", "Мира 7", 14, 3, 1985)]
    assert of_client(db, "contact_point", "value") == ["+79052211408"]


def test_keeping_every_column_changes_nothing(db: Database, tmp_path: Path) -> None:
    before, report = drop(db, tmp_path, conflicts=tuple((title, "keep") for title in HEADER))
    assert report.clients == ClientCounts(unchanged=1)
    assert content(db) == before


def test_what_a_column_replaced_comes_back_with_the_import(db: Database, tmp_path: Path) -> None:
    before, report = drop(
        db, tmp_path, conflicts=(("День рождения", "overwrite"), ("Город", "overwrite"), ("Теги", "keep"))
    )
    assert ask(db, CLIENT) == [("Тула", "Мира 7", 15, 4, 1986)]
    undo_batch(db, report.batch, NOW)
    assert content(db) == before


def test_each_sheet_has_rules_of_its_own(db: Database, tmp_path: Path) -> None:
    people = [("Крылова Ольга", "+79052211408", "Тверь"), ("Ли Дмитрий", "+79145550120", "Тверь")]
    bring_one(db, write_csv(tmp_path / "a.csv", [("ФИО", "Телефон", "Город"), *people]))
    sheets = {
        "Первые": [("ФИО", "Телефон", "Город"), ("Крылова Ольга", "+79052211408", "Тула")],
        "Вторые": [("ФИО", "Телефон", "Населённый пункт"), ("Ли Дмитрий", "+79145550120", "Тула")],
    }
    path = write_xlsx(tmp_path / "b.xlsx", sheets)
    bring_one(db, path, columns=(("Населённый пункт", Field.CITY),), conflicts=(("Населённый пункт", "overwrite"),))
    assert ask(db, "SELECT name, city FROM client ORDER BY name") == [
        ("Крылова Ольга", "Тверь"),
        ("Ли Дмитрий", "Тула"),
    ]


def test_a_rule_for_a_column_that_is_not_there_is_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        bring_one(db, write_csv(tmp_path / "a.csv", [HEADER, KNOWN]), conflicts=(("Рост", "keep"),))


def test_the_parts_of_a_name_go_together() -> None:
    assert list(rules_of({Field.FIRST_NAME: "overwrite"}, "fill")) == [("name", "overwrite")]
    assert dict(rules_of({Field.NOTE: "fill"}, "keep")).keys() == dict(rules_of({}, "keep")).keys() - {"note"}
