"""The groups of clients on the command line: counts, rows, names in either language, files."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.models.upgrade import open_database
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.views import save_view
from app.services.segments.settings import SegmentSettings, save_segment_settings
from tests.factories import NOW, make_client, sell

DAY = NOW.date().isoformat()


@pytest.fixture
def shop(folder: Path) -> Path:
    """Olga comes every ten days, Igor came once long ago, Anna never."""
    db = open_database(folder / "regulars.db", NOW)
    olga, igor = make_client(db, "Крылова Ольга"), make_client(db, "Пак Игорь")
    make_client(db, "Ли Анна")
    for back in range(0, 60, 10):
        sell(db, olga, NOW.date() - timedelta(days=back), 100_000)
    sell(db, igor, NOW.date() - timedelta(days=300), 50_050)
    save_view(db, "Не были", Group("all", (Condition("visits", "eq", 0),)), NOW)
    db.close()
    return folder


def test_the_groups_and_who_is_in_them(run: Any, shop: Path) -> None:
    code, told, _err = run("segments", "--as-of", DAY, "--clients")
    assert (code, told["as_of"], told["method"], told["buyers"]) == (0, DAY, "ladder", 2)
    assert told["thresholds"]["recency"] == [5, 10, 20, 30]  # of the shop's median gap of ten days
    assert told["thresholds"]["monetary"] is None  # too few buyers
    assert (told["prospects"], told["first_timers"], told["too_little_data"]) == (1, 1, True)
    by_code = {one["code"]: one for one in told["segments"]}
    assert len(by_code) == 10
    assert by_code["champions"]["clients"] == by_code["hibernating"]["clients"] == 1
    assert by_code["champions"]["revenue"] == "6000.00"
    assert sum(one["share"] for one in told["segments"]) == pytest.approx(1)
    assert [(row["name"], row["recency"], row["frequency"], row["monetary"]) for row in told["rows"]] == [
        ("Крылова Ольга", 0, 6, "6000.00"),
        ("Пак Игорь", 300, 1, "500.50"),
    ]
    assert [(row["r"], row["f"], row["m"], row["segment"]) for row in told["rows"]] == [
        (5, 5, None, "champions"),
        (1, 1, None, "hibernating"),
    ]


def test_the_edges_of_money_are_told_whether_clients_are_asked_for_or_not(run: Any, shop: Path) -> None:
    _code, told, _err = run("segments", "--as-of", DAY, "--method", "quintile")
    assert told["thresholds"]["monetary"] == ["1600.40", "2700.30", "3800.20", "4900.10"]
    _code, with_clients, _err = run("segments", "--as-of", DAY, "--method", "quintile", "--clients")
    assert with_clients["thresholds"] == told["thresholds"]


def test_who_has_a_purchase_ahead_is_silent_for_no_days_rather_than_less(run: Any, shop: Path) -> None:
    db = open_database(shop / "regulars.db", NOW)
    ahead = make_client(db, "Заранее")
    sell(db, ahead, datetime.now(UTC).date() + timedelta(days=40))
    db.close()

    _code, told, _err = run("segments", "--clients", "--method", "quintile")

    assert {row["id"]: row["recency"] for row in told["rows"]}[ahead] == 0
    assert min(told["thresholds"]["recency"]) >= 0


def test_fifths_tell_money_too_and_a_past_day_its_own_groups(run: Any, shop: Path) -> None:
    _code, told, _err = run("segments", "--as-of", DAY, "--method", "quintile", "--clients")
    assert told["method"] == "quintile"
    assert [row["m"] for row in told["rows"]] == [5, 1]
    _code, then, _err = run("segments", "--as-of", (NOW.date() - timedelta(days=299)).isoformat(), "--clients")
    assert [(row["name"], row["segment"]) for row in then["rows"]] == [("Пак Игорь", "new")]


@pytest.mark.parametrize("name", ["champions", "Champions", "ЧЕМПИОНЫ", "Любимые"])
def test_a_group_is_asked_for_by_code_or_name(run: Any, shop: Path, name: str) -> None:
    db = open_database(shop / "regulars.db", NOW)
    save_segment_settings(db, SegmentSettings(names={"champions": "Любимые"}), NOW)
    db.close()
    _code, told, _err = run("clients", "--segment", name, "--as-of", DAY)
    assert [(row["name"], row["segment"], row["rhythm_state"]) for row in told["rows"]] == [
        ("Крылова Ольга", "champions", "on_time")
    ]


def test_a_saved_view_is_a_segment_and_another_name_is_told(run: Any, shop: Path) -> None:
    _code, told, _err = run("clients", "--segment", "не были", "--as-of", DAY)
    assert [(row["name"], row["segment"]) for row in told["rows"]] == [("Ли Анна", None)]
    code, failed, err = run("clients", "--segment", "никто")
    assert (code, failed["error"]["code"]) == (1, "not_found")
    assert "никто" in err
    assert run("client", "1", "--as-of", DAY)[1]["segment"] == "champions"


def test_a_segment_called_as_a_group_is_comes_before_it_but_not_before_its_code(run: Any, shop: Path) -> None:
    db = open_database(shop / "regulars.db", NOW)
    for name in ("Champions", "at_risk"):
        save_view(db, name, Group("all", (Condition("visits", "eq", 1),)), NOW)
    db.close()
    found = {
        said: [row["name"] for row in run("clients", "--segment", said, "--as-of", DAY)[1]["rows"]]
        for said in ("Champions", "champions", "at_risk")
    }
    assert found == {"Champions": ["Пак Игорь"], "champions": ["Крылова Ольга"], "at_risk": []}


def test_the_groups_as_a_file(run: Any, shop: Path, tmp_path: Path) -> None:
    book = tmp_path / "groups.xlsx"
    assert run("export", str(book), "--what", "segments", "--as-of", DAY)[1]["rows"] == 2
    (sheet,) = load_workbook(book).worksheets
    heads, first, *_rest = sheet.iter_rows(values_only=True)
    shown = dict(zip(heads, first, strict=True))
    assert (shown["Group"], shown["Days silent"], shown["R"], shown["F"]) == ("Champions", 0, 5, 5)
    text = tmp_path / "groups.csv"
    run("export", str(text), "--what", "segments", "--as-of", DAY)
    rows = list(csv.reader(text.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[2] for row in rows] == ["Group", "Champions", "Long gone"]


def test_for_people_the_groups_are_a_table(run: Any, shop: Path) -> None:
    code, told, _err = run("segments", "--as-of", DAY, as_json=False)
    assert code == 0
    assert "Champions" in told
    assert "2 buyers" in told


def test_the_clients_of_a_segment_as_a_file(run: Any, shop: Path, tmp_path: Path) -> None:
    place = tmp_path / "clients.csv"
    for name, wanted in (("не были", "Ли Анна"), ("Champions", "Крылова Ольга")):
        assert run("export", str(place), "--segment", name, "--as-of", DAY)[1]["rows"] == 1
        assert wanted in place.read_text(encoding="utf-8-sig")
    assert run("export", str(place), "--segment", "никто")[1]["error"]["code"] == "not_found"
