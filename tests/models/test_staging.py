"""The staging file of an import: kept while its program lives, removed after it was killed, told when full."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from app.models.database import Database
from app.models.errors import DiskFull
from app.models.imports.staging import PREFIX, Stage
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions
from tests.services.imports.shop import TODAY, write_csv

LONG_AGO = time.time() - 3600


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_what_a_killed_import_left_goes_with_the_next_one(db: Database, temporary: Path) -> None:
    left = temporary / (PREFIX + "killed")
    left.mkdir()
    (left / "stage.db").write_bytes(b"names and phones")
    os.utime(left, (LONG_AGO, LONG_AGO))
    Stage(db.path).close()
    assert list(temporary.iterdir()) == []


def test_a_staging_file_in_use_is_left_alone(db: Database, temporary: Path) -> None:
    first = Stage(db.path)
    os.utime(first.path.parent, (LONG_AGO, LONG_AGO))
    Stage(db.path).close()
    first.add("sheet", [(1, 1, "clients", "", "a.csv", "a")])
    assert first.path.exists()
    first.close()
    assert list(temporary.iterdir()) == []


def test_a_full_disk_for_temporary_files_is_told(
    db: Database, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear = Stage.clear

    def clear_and_limit(stage: Stage) -> None:
        clear(stage)
        pages = stage.raw.execute("PRAGMA stage.page_count").fetchone()[0]
        stage.raw.execute(f"PRAGMA stage.max_page_count={pages + 2}").fetchall()

    monkeypatch.setattr(Stage, "clear", clear_and_limit)
    rows = [("ФИО", "Телефон"), *((f"Крылова Ольга {n}", f"+7905{n:07}") for n in range(2000))]
    with pytest.raises(DiskFull):
        plan_import(db, [write_csv(tmp_path / "клиенты.csv", rows)], ImportOptions(today=TODAY))
    assert list(temporary.iterdir()) == []
