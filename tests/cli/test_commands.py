"""The command line's contract: names, JSON keys, exit codes, and one sentence for each failure."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli.commands import COMMANDS
from main import main

MAIN = Path(__file__).parents[2] / "main.py"


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
        (("restore",), "not_available"),
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
    assert run("export", str(tmp_path / "x.pdf"))[1]["error"]["code"] == "wrong_ending"
    code, told, err = run("export", str(tmp_path / "nowhere" / "x.xlsx"))
    assert (code, told["error"]["code"]) == (1, "read_only")
    assert "x.xlsx" in err
    assert not list(tmp_path.glob("x.*"))
