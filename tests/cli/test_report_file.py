"""export --what report: the numbers as of a day in a workbook, or as text."""

from __future__ import annotations

import csv
import gc
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook


@pytest.fixture
def imported(run: Any, workbook: Path) -> None:
    assert run("import", str(workbook))[0] == 0


def test_the_file_says_what_the_command_report_says(run: Any, imported: None, tmp_path: Path) -> None:
    report = run("report", "--as-of", "2026-11-21")[1]
    code, told, _err = run("export", str(tmp_path / "report.csv"), "--what", "report", "--as-of", "2026-11-21")
    rows = {row[0]: row[1] for row in csv.reader((tmp_path / "report.csv").read_text("utf-8-sig").splitlines())}
    assert (code, told["rows"]) == (0, len(rows) - 1)
    assert rows["Revenue"] == report["revenue"] == "2530.50"


def test_a_past_day_knows_nothing_of_what_came_later(run: Any, imported: None, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    assert run("export", str(target), "--what", "report", "--as-of", "2026-10-12")[0] == 0
    assert load_workbook(target)["Numbers"]["B2"].value == 1890.5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_once(run: Any, imported: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    monkeypatch.setattr("app.services.exports.report.unfinished", lambda _target: nullcontext(Path("/dev/full")))
    code, told, _err = run("export", str(tmp_path / "report.xlsx"), "--what", "report", "--as-of", "2026-11-21")
    gc.collect()
    assert (code, told["error"]["code"]) == (1, "disk_full")
    assert not complaints
