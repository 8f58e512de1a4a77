"""The first rows at once: the same as the full reading gives, and never in the way of it."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.services.imports.options import Options
from app.services.imports.peek import peek
from tests.services.imports.sheets import read_one, write_csv, write_xlsx

SALES = [
    ["Отчёт", None, None, None],
    ["Дата", "Покупатель", "Сумма", "Оплачено"],
    [dt.datetime(2024, 5, 12, 14, 30), "Крылова Ольга", 1890.5, True],
    [None, None, None, None],
    [dt.date(2024, 5, 13), "Петров Пётр", "2 940-00", False],
    ["14.05.2024", "Петров Пётр", "сто", False],
]


def test_a_peek_shows_what_the_reader_will_give(tmp_path):
    path = write_xlsx(tmp_path / "Продажи.xlsx", ("Лист1", SALES))
    seen = peek(path, Options())
    info, rows = read_one(path)
    assert seen is not None
    assert [(column.title, column.field) for column in seen.info.columns] == [(c.title, c.field) for c in info.columns]
    assert (seen.info.header_row, seen.info.role, seen.info.name) == (info.header_row, info.role, info.name)
    assert seen.rows == rows


def test_a_peek_takes_only_the_first_rows(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx", ("Лист1", [["Имя", "Телефон"], *([f"Имя{n}", 89160000000 + n] for n in range(3_000))])
    )
    seen = peek(path, Options(), limit=20)
    assert seen is not None
    assert [row.row for row in seen.rows] == list(range(2, 22))


def test_a_peek_knows_hidden_rows_hidden_columns_and_days_counted_from_1904(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (["Имя", "Дата рождения", "Город"], ["Анна", dt.date(1985, 3, 14)], ["Олег", dt.date(1990, 5, 6)]):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0].column_dimensions["C"].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    for hidden, birthdays in ((False, ["1990-05-06"]), (True, ["1985-03-14", "1990-05-06"])):
        seen = peek(path, Options(hidden=hidden))
        assert seen is not None
        assert [row.birthday for row in seen.rows] == birthdays
        assert seen.info.columns[2].hidden is not hidden


def test_what_cannot_be_peeked_at_is_left_to_the_reader(tmp_path):
    garbage = tmp_path / "b.xlsx"
    garbage.write_bytes(b"PK\x03\x04 and no more")
    hollow = tmp_path / "c.xlsx"
    with zipfile.ZipFile(hollow, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets>")
    for path in (write_csv(tmp_path / "a.csv", SALES), garbage, hollow, tmp_path / "none.xlsx", tmp_path):
        assert peek(path, Options()) is None
