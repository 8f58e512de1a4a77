"""Imports from the terminal: what is told, what can be said, what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook


def test_an_import_tells_balanced_counts_and_comes_back_whole(run: Any, workbook: Path) -> None:
    code, told, _err = run("import", str(workbook))
    (batch,) = told["batches"]
    (sheet,) = batch["sheets"]
    assert code == 0
    assert (sheet["rows_in"], sheet["rows_ok"], sheet["rows_skipped"], sheet["rows_failed"]) == (3, 2, 0, 1)
    assert [(f["row"], f["value"], f["code"]) for f in batch["failures"]] == [(4, "31.02.2026", "bad_date")]
    assert Path(batch["rejected_file"]).exists()
    assert batch["clients"]["created"] == batch["purchases"]["created"] == 2

    _code, listed, _err = run("clients", "крылова")
    assert [(row["name"], row["phones"], row["total"]) for row in listed["rows"]] == [
        ("Крылова Ольга", ["+79052211408"], "1890.50")
    ]
    _code, again, _err = run("import", str(workbook))
    assert again["batches"][0]["purchases"] == {"created": 0, "duplicate": 2, "different": 0, "updated": 0}

    _code, undone, _err = run("undo", str(batch["batch"]))
    assert (undone["clients_removed"], undone["purchases_removed"], undone["kept"]) == (2, 2, [])
    assert run("clients")[1]["total"] == 0
    code, told, err = run("undo", str(batch["batch"]))
    assert (code, told["error"]["code"]) == (1, "already_undone")
    assert err.strip()


def test_the_currency_of_the_first_file_can_be_named(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Customer,Date,Amount\nAnn Lee,2026-10-12,$12.50\n", encoding="utf-8")
    code, document, _err = run("import", str(path))
    assert (code, document["error"]["code"]) == (1, "currency_differs")
    assert run("import", str(path), "--currency", "usd", "--dry-run")[0] == 0
    assert run("import", str(path))[0] == 1  # a dry run changes nothing
    assert run("import", str(path), "--currency", "usd")[0] == 0
    assert "$12.50" in run("client", "1", as_json=False)[1]


def test_a_dry_run_writes_nothing(run: Any, workbook: Path) -> None:
    _code, told, _err = run("import", str(workbook), "--dry-run")
    assert told["batches"][0]["dry_run"] is True
    assert told["batches"][0]["clients"]["created"] == 2
    assert run("clients")[1]["total"] == 0
    assert run("imports")[1]["batches"] == []


def test_a_bad_file_is_told_in_a_sentence_and_the_good_one_goes_in(run: Any, workbook: Path, tmp_path: Path) -> None:
    bad = tmp_path / "письмо.xlsx"
    bad.write_bytes(b"\x00\x01 not a workbook")
    code, told, err = run("import", str(bad), str(workbook))
    first, second = told["batches"]
    assert code == 1
    assert first["error"]["code"] == "file_not_a_spreadsheet"
    assert first["error"]["message"] in err
    assert second["clients"]["created"] == 2


def test_a_list_of_rejected_rows_that_cannot_be_written_does_not_fail_the_import(
    run: Any, workbook: Path, folder: Path, tmp_path: Path
) -> None:
    long = workbook.rename(tmp_path / ("я" * 125 + ".xlsx"))
    (folder / "rejected").write_text("a file where the folder should be")
    code, told, err = run("import", str(long))
    assert (code, told["batches"][0]["rejected_file"]) == (0, None)
    assert "rejected" in err
    (folder / "rejected").unlink()
    told = run("import", str(long))[1]
    assert Path(told["batches"][0]["rejected_file"]).exists()


def test_an_import_into_a_shop_with_something_in_it_leaves_a_copy(run: Any, workbook: Path) -> None:
    assert run("import", str(workbook))[1]["backup"] is None
    again = run("import", str(workbook))[1]
    assert "regulars-before-import-" in again["backup"]
    assert Path(again["backup"]).exists()


def test_hidden_rows_stay_out_unless_asked_for_and_are_told(run: Any, tmp_path: Path) -> None:
    book = Workbook()
    for cells in (("ФИО", "Телефон"), ("Крылова Ольга", "89052211408"), ("Пак Игорь", "89990102233")):
        book.active.append(cells)
    book.active.row_dimensions[3].hidden = True
    path = tmp_path / "клиенты.xlsx"
    book.save(path)
    (sheet,) = run("import", str(path), "--dry-run")[1]["batches"][0]["sheets"]
    assert (sheet["rows_in"], sheet["hidden_rows"]) == (1, 1)
    assert "1 hidden row of “клиенты.xlsx”" in run("import", str(path), "--dry-run", as_json=False)[1]
    (sheet,) = run("import", str(path), "--dry-run", "--hidden")[1]["batches"][0]["sheets"]
    assert (sheet["rows_in"], sheet["hidden_rows"]) == (2, 0)


def test_rows_of_an_import_are_told_on_request(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    rows = ("Дата;Клиент;Телефон;Сумма", "01.02.2025;Ким Анна;12;100", "31.02.2025;Ли Олег;+79161112233;50")
    path.write_text("\n".join(rows), encoding="utf-8")
    (sheet,) = run("import", str(path), "--dry-run", "--rows", "5")[1]["batches"][0]["sheets"]
    assert sheet["states"] == {"new": 1, "failed": 1}
    first, second = sheet["rows"]
    assert (first["row"], first["state"], first["repaired"], first["cells"]["name"]) == (2, "new", True, "Ким Анна")
    assert [problem["message"] for problem in first["problems"]] == ["not a phone number"]
    assert (second["row"], second["state"], second["cells"]) == (3, "failed", {})
    (sheet,) = run("import", str(path), "--dry-run")[1]["batches"][0]["sheets"]
    assert "rows" not in sheet


def test_what_nobody_decided_about_a_column_is_told_and_taken_by_country(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "till.csv"
    path.write_text("Дата;Сумма\n03/04/2025;10\n05/06/2025;20\n", encoding="utf-8")
    _code, told, _err = run("import", str(path), "--dry-run")
    column = told["batches"][0]["sheets"][0]["columns"][0]
    (doubt,) = column["doubts"]
    assert (column["reading"], doubt["kind"]) == ({"day_first": True}, "day_first")
    assert doubt["choices"][1] == {
        "value": False,
        "examples": [{"cell": "03/04/2025", "read": "2025-03-04"}, {"cell": "05/06/2025", "read": "2025-05-06"}],
    }
    _code, text, _err = run("import", str(path), "--dry-run", as_json=False)
    assert "Nobody said how “Дата” is to be read: “03/04/2025” was taken for 3 April 2025." in text
    _code, told, _err = run("import", str(path), "--dry-run", "--day-first", "no")
    column = told["batches"][0]["sheets"][0]["columns"][0]
    assert (column["reading"], column["doubts"]) == ({"day_first": False}, [])


def test_rules_for_clients_are_given_for_the_file_and_for_columns(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ФИО;Телефон;Город;Адрес\nКрылова Ольга;89052211408;Тверь;Мира 7\n", encoding="utf-8")
    run("import", str(path))
    path.write_text("ФИО;Телефон;Город;Адрес\nКрылова Ольга;89052211408;Тула;Мира 8\n", encoding="utf-8")
    run("import", str(path), "--on-conflict", "overwrite", "--on-conflict", "Адрес=keep")
    assert run("clients", "тула")[1]["total"] == 1
    assert run("clients", "тверь")[1]["total"] == 0
    assert run("import", str(path), "--on-conflict", "Рост=keep")[0] == 1
    with pytest.raises(SystemExit, match="2"):
        run("import", str(path), "--on-conflict", "burn")


def test_kinds_of_files_are_listed_taken_along_and_forgotten(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "till.csv"
    path.write_text("ФИО;Откуда\nКрылова Ольга;Тверь\n", encoding="utf-8")
    run("import", str(path), "--map", "Откуда=city", "--profile", "касса")
    _code, told, _err = run("profiles")
    (profile,) = told["profiles"]
    assert profile["name"] == "касса"
    assert [(c["title"], c["field"]) for c in profile["sheets"][0]["columns"]] == [("ФИО", "name"), ("Откуда", "city")]
    _code, again, _err = run("import", str(path), "--dry-run")
    sheet = again["batches"][0]["sheets"][0]
    assert (sheet["profile"], sheet["columns"][1]["field"]) == ("касса", "city")
    _code, plain, _err = run("import", str(path), "--dry-run", "--as-found")
    assert plain["batches"][0]["sheets"][0]["profile"] is None
    kept = str(tmp_path / "kinds.json")
    assert "1 kind of file written" in run("profiles", "--export", kept, as_json=False)[1]
    assert run("profiles", "--forget", "касса")[1] == {"profiles": []}
    code, told, _err = run("profiles", "--forget", "касса")
    assert (code, told["error"]["code"]) == (1, "not_found")
    assert [profile["name"] for profile in run("profiles", "--import", kept)[1]["profiles"]] == ["касса"]
    assert "касса" in run("profiles", as_json=False)[1]


def test_each_way_to_read_a_column_can_be_said(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "till.csv"
    head = "ФИО;Телефон;Когда;Оплата;ДР\n"
    path.write_text(head + "Пак Игорь;(916) 381-6003;03/04/2025;1,234;01.02.24\n" * 3, encoding="utf-8")
    said = ["Телефон=country:us", "Когда=month-first", "Оплата=point", "ДР=pivot:20"]
    options = [part for how in said for part in ("--read", how)]
    _code, told, _err = run("import", str(path), *options)
    columns = {column["column"]: column for column in told["batches"][0]["sheets"][0]["columns"]}
    assert not any(column["doubts"] for column in columns.values())
    assert columns["ДР"]["reading"]["pivot"] == 20
    (row,) = run("clients")[1]["rows"]
    assert (row["phones"], row["birthday"], row["first_visit"]) == (["+19163816003"], "1924-02-01", "2025-03-04")
    assert row["total"] in ("1234.00", "3702.00")
    for wrong in ("Когда=sideways", "day-first", "ДР=pivot:x", "Телефон=country:USA"):
        with pytest.raises(SystemExit, match="2"):
            run("import", str(path), "--read", wrong)
