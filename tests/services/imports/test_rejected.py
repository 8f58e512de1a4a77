"""Rejected rows come back as a workbook: corrected there and dropped in again, just they go in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.models.database import Database
from app.services.imports.originals import FAILED_MARK, REPAIRED_MARK, pack_cells, unpack_cells
from app.services.imports.rejected import write_rejected_book
from app.services.imports.rows import Field
from app.wording.files import rejected_words
from tests.services.imports.shop import ask, bring_one, write_csv, write_xlsx

HEAD = ["№ п/п", "ФИО", "Телефон", "Дата", "Товар", "Сумма", "Чек"]
SALES = [
    ["Продажи за октябрь"],
    [],
    HEAD,
    [1, "Крылова Ольга", "8 905 221-14-08", datetime(2026, 10, 12), "Эфиопия", 1890.5, "0001"],
    [2, "Пак Игорь", "нет такого", datetime(2026, 10, 13), "Кения", 640, "0002"],
    [3, "Ли Дмитрий", "8 914 555-01-20", "31.02.2026", "Кения", 640, "0003"],
    [4, "Ким Анна", "8 914 555-01-21", datetime(2026, 10, 14), "Кения", "шестьсот", "0004"],
    [5, "Цой Вера", "8 914 555-01-22", datetime(2036, 10, 14), "Кения", 640, "0005"],
]


def saved(db: Database, batch: int | None, path: Path) -> dict[str, list[list[Any]]]:
    """The workbook of a batch: its sheets with their rows."""
    assert batch is not None
    write_rejected_book(db, [batch], path, rejected_words())
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.rows]
        for sheet in load_workbook(path)
        if sheet.sheet_state == "visible"
    }


def test_the_workbook_has_the_original_columns_and_says_what_was_wrong(db: Database, tmp_path: Path) -> None:
    report = bring_one(db, write_xlsx(tmp_path / "продажи.xlsx", {"Октябрь": SALES}))
    assert report.sheets[0].rows_failed == 3
    (tmp_path / "продажи.xlsx").unlink()  # the owner has put it away meanwhile
    sheets = saved(db, report.batch, tmp_path / "rejected.xlsx")
    assert list(sheets) == ["Октябрь", "Октябрь (check)"]
    assert sheets["Октябрь"] == [
        [*HEAD, f"{FAILED_MARK}: what was wrong"],
        [*SALES[5], "Дата: no such date (“31.02.2026”)"],
        [*SALES[6], "Сумма: not a sum of money (“шестьсот”)"],
        [*SALES[7], "Дата: a date in the future (“2036-10-14”)"],
    ]
    assert sheets["Октябрь (check)"][1:] == [[*SALES[4], "Телефон: not a phone number (“нет такого”)"]]


def test_the_wrong_cells_are_coloured_and_none_can_run(db: Database, tmp_path: Path) -> None:
    rows = [HEAD, [3, "Ли Дмитрий", "8 914 555-01-20", "31.02.2026", '=HYPERLINK("http://x")', "640", "\x01"]]
    report = bring_one(db, write_csv(tmp_path / "продажи.csv", rows))
    saved(db, report.batch, tmp_path / "rejected.xlsx")
    row = load_workbook(tmp_path / "rejected.xlsx").worksheets[0][2]
    assert [cell.column_letter for cell in row if cell.fill.fill_type] == ["D"]
    assert row[4].value == '=HYPERLINK("http://x")'
    assert "f" not in {cell.data_type for cell in row}


def test_the_corrected_workbook_brings_just_its_rows(db: Database, tmp_path: Path) -> None:
    report = bring_one(db, write_xlsx(tmp_path / "продажи.xlsx", {"Октябрь": SALES}))
    path = tmp_path / "rejected.xlsx"
    saved(db, report.batch, path)
    book = load_workbook(path)
    book["Октябрь"]["D2"], book["Октябрь"]["F3"] = "28.02.2026", 600
    book.save(path)
    again = bring_one(db, path)
    assert (again.clients.created, again.clients.updated) == (2, 0)
    assert (again.purchases.created, again.purchases.duplicate) == (2, 0)
    assert [(failure.row, failure.code) for failure in again.failures] == [(4, "future_date")]
    assert ask(db, "SELECT receipt, day, total FROM purchase ORDER BY receipt") == [
        ("0001", "2026-10-12", 189_050),
        ("0002", "2026-10-13", 64_000),
        ("0003", "2026-02-28", 64_000),
        ("0004", "2026-10-14", 60_000),
    ]
    third = bring_one(db, path)
    assert (third.clients.created, third.purchases.created, third.purchases.duplicate) == (0, 0, 2)


def test_corrected_rows_are_of_the_same_kind_of_file(db: Database, tmp_path: Path) -> None:
    rows = [["ID клиента", "Имя", "Телефон"], ["", "", "нет"], ["7", "Крылова Ольга", "+79052211408"]]
    report = bring_one(db, write_csv(tmp_path / "клиенты.csv", rows))
    saved(db, report.batch, tmp_path / "rejected.xlsx")
    book = load_workbook(tmp_path / "rejected.xlsx")
    page = book.worksheets[0]
    page["A2"], page["B2"], page["C2"] = "7", "Крылова Ольга", "+79161234567"
    book.save(tmp_path / "rejected.xlsx")
    again = bring_one(db, tmp_path / "rejected.xlsx")
    assert (again.clients.created, again.clients.updated) == (0, 1)


def test_rows_that_are_in_are_not_brought_twice_unless_asked_for(db: Database, tmp_path: Path) -> None:
    report = bring_one(db, write_xlsx(tmp_path / "продажи.xlsx", {"Октябрь": SALES[:5]}))
    sheets = saved(db, report.batch, tmp_path / "rejected.xlsx")
    assert list(sheets) == ["Октябрь (check)"]
    assert sheets["Октябрь (check)"][0][-1] == f"{REPAIRED_MARK}: already in, please check"
    again = bring_one(db, tmp_path / "rejected.xlsx")
    assert again.error is not None
    assert ask(db, "SELECT count(*) FROM purchase") == [(2,)]


def corrected(path: Path, cells: dict[str, object], sheet: int = 0) -> Path:
    """Type into cells of a workbook."""
    book = load_workbook(path)
    for place, value in cells.items():
        book.worksheets[sheet][place] = value
    book.save(path)
    return path


def test_a_mapping_made_by_hand_comes_back_with_the_rows_also_without_titles(db: Database, tmp_path: Path) -> None:
    rows = [
        ["17", "Крылова Ольга", "зелёный", "12.10.2026", "1890"],
        ["18", "Ли Дмитрий", "красный", "31.02.2026", "640"],
    ]
    by_hand = (("A", Field.EXTERNAL_ID), ("B", Field.NAME), ("C", Field.TAG), ("D", Field.DATE), ("E", Field.TOTAL))
    report = bring_one(db, write_csv(tmp_path / "a.csv", rows), columns=by_hand)
    path = tmp_path / "rejected.xlsx"
    saved(db, report.batch, path)
    again = bring_one(db, corrected(path, {"A2": "17", "D2": "28.02.2026"}))
    assert (again.clients.created, again.purchases.created) == (0, 1)  # the ids are of the same kind of file
    assert ask(db, "SELECT tag FROM client_tag") == [("зелёный",), ("красный",)]
    assert ask(db, "SELECT day, total FROM purchase ORDER BY day") == [("2026-02-28", 64_000), ("2026-10-12", 189_000)]


def test_the_order_of_dates_that_the_whole_file_proved_holds_for_its_rejected_rows(
    db: Database, tmp_path: Path
) -> None:
    days = ["03/25/2026", "04/28/2026", "05/30/2026", "13/13/2026"]
    rows = [["Client", "Date", "Sum"], *(["Anna Berg", day, 100] for day in days)]
    report = bring_one(db, write_csv(tmp_path / "sales.csv", rows))
    path = tmp_path / "rejected.xlsx"
    saved(db, report.batch, path)
    bring_one(db, corrected(path, {"B2": "06/05/2026"}))
    assert ask(db, "SELECT max(day) FROM purchase") == [("2026-06-05",)]


def test_a_receipt_that_came_otherwise_stands_among_the_doubtful_rows_and_can_be_brought(
    db: Database, tmp_path: Path
) -> None:
    good = [SALES[3], [*SALES[3][:4], "Кения", 100, "0001"]]
    bring_one(db, write_xlsx(tmp_path / "a.xlsx", {"Октябрь": [HEAD, *good]}))
    changed = [[*good[0][:5], 2_000, "0001"], good[1]]
    report = bring_one(db, write_xlsx(tmp_path / "b.xlsx", {"Октябрь": [HEAD, *changed]}))
    assert report.purchases.different == 1
    path = tmp_path / "check.xlsx"
    rows = saved(db, report.batch, path)["Октябрь (check)"]
    assert [row[5] for row in rows[1:]] == [2_000, 100]
    assert "left as it is" in rows[1][-1]
    again = bring_one(db, path, sheets=("Октябрь (check)",), on_conflict="overwrite")
    assert (again.purchases.created, again.purchases.updated) == (0, 1)
    assert ask(db, "SELECT total FROM purchase") == [(210_000,)]


def test_a_hidden_sheet_that_somebody_else_wrote_is_nothing_to_us(db: Database, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Октябрь": SALES[2:4], "regulars": [['{"kind": "x"}'], ["[1, 2"]]})
    book = load_workbook(path)
    book["regulars"].sheet_state = "hidden"
    book.save(path)
    assert bring_one(db, path).purchases.created == 1


@pytest.mark.parametrize(
    "cells",
    [
        ["text", "", 1, 2.5, True, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, 5), time(6, 7), timedelta(hours=30)],
        ["=1+1", "ё\n№", -0.1],
    ],
)
def test_a_packed_row_is_the_row_again(cells: list[Any]) -> None:
    assert unpack_cells(pack_cells([*cells, "", None])) == cells
