"""The command line's contract: names, JSON keys, exit codes, and one sentence for each failure."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.cli.commands import COMMANDS
from main import main

MAIN = Path(__file__).parents[2] / "main.py"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Three clients with a purchase each, and one row that cannot be used."""
    book = Workbook()
    book.active.append(["ФИО", "Телефон", "Дата", "Товар", "Сумма"])
    book.active.append(["Крылова Ольга", "8 905 221-14-08", "12.10.2026", "Эфиопия", "1 890,50"])
    book.active.append(["Пак Игорь", "8 999 010-22-33", "13.10.2026", "Кения", "640"])
    book.active.append(["Ли Дмитрий", "8 914 555-01-20", "31.02.2026", "Кения", "640"])
    path = tmp_path / "продажи.xlsx"
    book.save(path)
    return path


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


def test_records_added_one_by_one_are_on_the_card(run: Any) -> None:
    client = str(
        run("add-client", "--name", "Жукова Марина", "--phone", "89164045566", "--birthday", "30.01.1988")[1]["id"]
    )
    run("add-purchase", client, "--date", "2026-09-08", "--line", "Бразилия 1 кг;2;1590", "--line", "Фильтры;1;350.5")
    run("add-task", client, "--due", "2026-11-21T15:00", "--title", "Забрать заказ")
    run("log", client, "--kind", "call", "--text", "спрашивала про подписку")
    _code, card, _err = run("client", client)
    assert card["total"] == "3530.50"
    assert card["birthday"] == "1988-01-30"
    assert [(line["product"], line["quantity"], line["sum"]) for line in card["purchases"][0]["lines"]] == [
        ("Бразилия 1 кг", 2, "3180.00"),
        ("Фильтры", 1, "350.50"),
    ]
    assert [task["title"] for task in card["tasks"]] == ["Забрать заказ"]
    assert [entry["kind"] for entry in card["interactions"]] == ["call"]
    _code, past, _err = run("client", client, "--as-of", "2026-09-01")
    assert (past["visits"], past["purchases"]) == (0, [])


def test_an_item_is_on_today_until_it_is_done(run: Any) -> None:
    client = str(run("add-client", "--name", "Анна Соколова", "--birthday", "21.11.1990")[1]["id"])
    _code, today, _err = run("today", "--as-of", "2026-11-21")
    (item,) = today["items"]
    assert item["id"] == f"birthday:client:{client}:2026-11-21"
    assert (item["kind"], item["due"], item["overdue_days"], item["state"]) == ("birthday", "2026-11-21", 0, "due")
    assert run("done", item["id"])[1] == {"id": item["id"], "state": "done"}
    assert run("today", "--as-of", "2026-11-21")[1]["items"] == []


def test_a_snoozed_item_comes_back_on_its_day(run: Any) -> None:
    client = str(run("add-client", "--name", "Анна Соколова")[1]["id"])
    task = run("add-task", client, "--due", "2026-11-20", "--title", "Перезвонить")[1]["id"]
    item = f"follow_up:task:{task}:2026-11-20"
    assert run("snooze", item, "--until", "2030-01-05T10:00")[1]["state"] == "snoozed"
    assert run("today", "--as-of", "2030-01-04")[1]["items"] == []
    assert [found["id"] for found in run("today", "--as-of", "2030-01-05")[1]["items"]] == [item]
    assert run("dismiss", item)[1]["state"] == "dismissed"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("client", "7"), "not_found"),
        (("done", "birthday:client:7:2026-11-21"), "not_found"),
        (("today", "--as-of", "вчера"), "invalid_value"),
        (("add-client", "--name", "Анна", "--phone", "нет"), "invalid_value"),
        (("clients", "--sort", "height"), "invalid_value"),
        (("import", "nowhere.xlsx"), "file_missing"),
        (("segments",), "not_available"),
        (("add-purchase", "1", "--date", "2026-10-12", "--line", "Кения;1;1e30"), "invalid_value"),
        (("add-purchase", "1", "--date", "2026-10-12", "--line", "Кения;1e9;1e9"), "invalid_value"),
        (("add-purchase", "1", "--date", "2026-10-12", "--line", "Кения;1;-5"), "invalid_value"),
        (("add-purchase", "1", "--date", "0001-01-01", "--line", "Кения;1;1"), "invalid_value"),
        (("add-purchase", "1", "--date", "2026-10-12", "--time", "10:00+03:00", "--line", "К;1;1"), "invalid_value"),
        (("add-purchase", "1", "--date", "2026-10-12", "--line", "Кения;1;5;6"), "invalid_value"),
        (("add-purchase", "1", "--date", "2026-10-12", "--line", "Кения;1;5;101%"), "invalid_value"),
        (("add-return", "7", "--date", "2026-10-12"), "not_found"),
        (("add-task", "1", "--due", "9999-12-31T23:59-12:00", "--title", "К"), "invalid_value"),
        (("remind", "--now", "0001-01-01T00:00+14:00"), "invalid_value"),
        (("done", "birthday:client:99999999999999999999:2026-11-21"), "not_found"),
    ],
)
def test_an_expected_failure_is_one_sentence_and_exit_code_1(run: Any, arguments: tuple[str, ...], code: str) -> None:
    exit_code, told, err = run(*arguments)
    error = told["error"]
    assert (exit_code, error["code"]) == (1, code)
    assert err.strip() == error["message"]
    assert "\n" not in error["message"]


def test_wrong_usage_is_exit_code_2(folder: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--data", str(folder), "add-client"])
    assert left.value.code == 2


def test_a_backup_is_a_whole_shop(run: Any, tmp_path: Path) -> None:
    run("add-client", "--name", "Анна Соколова")
    copy = tmp_path / "elsewhere" / "regulars.db"
    _code, backup, _err = run("backup", str(copy))
    assert backup["bytes"] == copy.stat().st_size
    assert len(backup["sha256"]) == 64
    out = subprocess.run(
        [sys.executable, str(MAIN), "--data", str(copy.parent), "clients", "--json"], capture_output=True, check=True
    )
    assert json.loads(out.stdout)["total"] == 1


def test_a_damaged_shop_is_refused_and_untouched(run: Any, folder: Path) -> None:
    file = folder / "regulars.db"
    file.write_bytes(b"garbage" * 1000)
    code, told, err = run("check")
    assert (code, told["error"]["code"]) == (1, "database_damaged")
    assert "backup" in err
    assert file.read_bytes() == b"garbage" * 1000


def test_check_is_content_with_a_whole_shop(run: Any) -> None:
    assert run("check")[:2] == (0, {"ok": True, "problems": []})


def test_tables_are_aligned_and_speak_the_language(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["--data", str(folder), "add-client", "--name", "Крылова Ольга"])
    capfd.readouterr()
    assert main(["--data", str(folder), "--lang", "ru", "clients"]) == 0
    head, line, row, total = capfd.readouterr().out.splitlines()
    assert row.index("Крылова") == head.index("Клиент")
    assert set(line) == {"─", " "}
    assert total == "1 клиент"


@pytest.mark.parametrize(
    "arguments", [("client", "99999999999999999999"), ("clients", "--limit", "-1"), ("undo", "last")]
)
def test_a_number_that_cannot_be_one_is_wrong_usage(
    folder: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--data", str(folder), *arguments])
    assert left.value.code == 2
    assert f"'{arguments[-1]}' is " in capsys.readouterr().err


def test_points_are_whole_ones(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Имя;Телефон;Бонусы\nАнна Соколова;+79052211408;150\n", encoding="utf-8")
    run("import", str(tmp_path / "a.csv"))
    assert run("client", "1")[1]["points"] == 150


def test_a_typed_price_is_rounded_half_up_and_a_bare_day_has_no_hour(run: Any) -> None:
    client = str(run("add-client", "--name", "Анна")[1]["id"])
    run("add-purchase", client, "--date", "2026-10-12", "--line", "Кения;1;10.005")
    run("add-task", client, "--due", "20261121", "--title", "Позвонить")
    card = run("client", client)[1]
    assert card["purchases"][0]["total"] == "10.01"
    assert [(task["due"], task["time"]) for task in card["tasks"]] == [("2026-11-21", None)]


def test_a_snooze_to_no_real_moment_is_refused(run: Any) -> None:
    client = str(run("add-client", "--name", "Анна")[1]["id"])
    run("add-task", client, "--due", "2026-11-20", "--title", "Позвонить")
    item = "follow_up:task:1:2026-11-20"
    assert run("snooze", item, "--until", "0001-01-01")[1]["error"]["code"] == "invalid_value"
    assert run("done", item)[1] == {"id": item, "state": "done"}


def test_a_bug_is_one_document_too(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_shop: object, _options: object) -> int:
        raise RuntimeError("a bug")

    monkeypatch.setitem(COMMANDS, "today", broken)
    code, told, err = run("today")
    assert (code, told["error"]["code"]) == (70, "bug")
    assert err.strip() == told["error"]["message"]


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


@pytest.mark.parametrize("what", ["clients", "purchases", "today"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_names_its_file_and_its_rows(
    run: Any, workbook: Path, tmp_path: Path, what: str, ending: str
) -> None:
    run("import", str(workbook))
    target = tmp_path / f"out.{ending}"
    code, told, _err = run("export", str(target), "--what", what, "--as-of", "2026-11-21")
    assert (code, told["file"], told["rows"]) == (0, str(target), 0 if what == "today" else 2)
    assert target.stat().st_size > 0


def test_an_export_of_a_past_day_knows_nothing_of_what_came_later(run: Any, workbook: Path, tmp_path: Path) -> None:
    run("import", str(workbook))
    run("log", "1", "--kind", "call", "--text", "")
    exported: dict[str, list[dict[str, str]]] = {}
    for what in ("clients", "purchases"):
        assert run("export", str(tmp_path / "then.csv"), "--what", what, "--as-of", "2026-10-12")[0] == 0
        text = (tmp_path / "then.csv").read_text("utf-8-sig")
        exported[what] = list(csv.DictReader(text.splitlines()))
    assert [row["Product"] for row in exported["purchases"]] == ["Эфиопия"]
    figures = [(row["Orders count"], row["Last purchase date"], row["Last contact"]) for row in exported["clients"]]
    assert sorted(figures) == [("0", "", ""), ("1", "2026-10-12", "")]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", [("today",), ("clients",), ("client", "1"), ("export", "x.csv")])
def test_a_day_that_cannot_be_meant_is_told(run: Any, workbook: Path, command: tuple[str, ...], day: str) -> None:
    run("import", str(workbook))
    code, told, _err = run(*command, "--as-of", day)
    assert (code, told["error"]["code"]) == (1, "invalid_value")


def test_exports_that_cannot_be_are_told(run: Any, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "x.xlsx"), "--what", "segments")[1]["error"]["code"] == "not_available"
    assert run("export", str(tmp_path / "x.pdf"))[1]["error"]["code"] == "wrong_ending"
    code, told, err = run("export", str(tmp_path / "nowhere" / "x.xlsx"))
    assert (code, told["error"]["code"]) == (1, "read_only")
    assert "x.xlsx" in err
    assert not list(tmp_path.glob("x.*"))


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
