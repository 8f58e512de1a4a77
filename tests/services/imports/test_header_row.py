"""The owner can say in which row the titles of a sheet are."""

from __future__ import annotations

from pathlib import Path

from app.services.imports.read import Reader
from tests.services.imports.sheets import as_found, write_xlsx

ROWS = [
    ["Имя", "Телефон", "Город"],
    ["Сводка за год", "", ""],
    ["Гость", "Мобильный", "Пометка"],
    ["Крылова Ольга", "89052211408", "vip"],
    ["Ли Дмитрий", "89145550120", ""],
]


def titles(path: Path, **rows: int) -> tuple[int, list[str], int]:
    with Reader(path, header_rows=rows) as reader:
        (info,) = reader.inspect()
        (batch,) = reader.rows(info.name, as_found(info))
    assert len(batch) == info.rows
    return info.header_row, [column.title for column in info.columns], info.rows


def test_titles_are_taken_from_the_row_that_the_owner_names(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист", ROWS))
    assert titles(path, Лист=3) == (3, ["Гость", "Мобильный", "Пометка"], 2)
    assert titles(path, Лист=1)[1] == ["Имя", "Телефон", "Город"]


def test_a_sheet_can_be_said_to_have_no_titles(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист", ROWS[2:]))
    assert titles(path, Лист=0) == (0, ["Column A", "Column B", "Column C"], 3)


def test_a_row_beyond_the_sheet_or_of_another_sheet_changes_nothing(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист", ROWS[2:]))
    assert titles(path, Лист=5_000) == titles(path, Другой=2) == titles(path)
