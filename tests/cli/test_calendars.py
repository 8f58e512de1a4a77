"""Calendar files on the command line: export --what calendar, import-tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.models.database import Database
from app.services.clients.data import Birthday
from app.services.tasks.save import TaskData, add_task
from main import main
from tests.factories import NOW, make_client
from tests.services.tasks_ics.files import APPLE, GOOGLE


def test_the_calendar_of_all_or_of_one_is_written(run: Any, db: Database, tmp_path: Path) -> None:
    mine = make_client(db, birthday=Birthday(3, 14, 1985))
    make_client(db, "Соколова Анна", birthday=Birthday(5, 1, None))
    add_task(db, TaskData(mine, "Call", NOW.date()), NOW)
    db.close()
    path = tmp_path / "shop.ics"

    code, document, _error = run("export", str(path), "--what", "calendar")
    assert (code, document) == (0, {"file": str(path), "rows": 3})
    code, document, _error = run("export", str(path), "--what", "calendar", "--client", str(mine))

    assert (code, document["rows"]) == (0, 2)
    assert "Birthday: Крылова" in path.read_text(encoding="utf-8").replace("\n ", "")


def test_tasks_are_taken_from_a_calendar(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "google.ics"
    path.write_text(GOOGLE, encoding="utf-8")

    code, dry, _error = run("import-tasks", str(path), "--dry-run", "--as-of", "2026-11-21")
    assert (code, dry["dry_run"], dry["created"], dry["updated"], dry["refused"]) == (0, True, 3, 0, 2)
    assert dry["reasons"] == {"over": 1, "cancelled": 1}
    code, taken, _error = run("import-tasks", str(path), "--as-of", "2026-11-21")
    assert (code, taken["created"]) == (0, 3)
    code, again, _error = run("import-tasks", str(path), "--as-of", "2026-11-21")

    assert (code, again["created"], again["updated"], again["unchanged"]) == (0, 0, 0, 3)


def test_what_is_taken_is_told_to_people(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "apple.ics"
    path.write_text(APPLE, encoding="utf-8")

    code, text, _error = run("import-tasks", str(path), "--as-of", "2026-11-21", as_json=False)

    assert code == 0
    assert "3 new tasks; 1 not taken: 1 is done already" in text


def test_a_file_that_is_no_calendar_is_told(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "no.ics"
    path.write_text("hello")

    code, document, error = run("import-tasks", str(path))

    assert (code, document["error"]["code"]) == (1, "calendar_damaged")
    assert "Save it once more from your calendar" in error


def test_a_client_belongs_to_a_calendar(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--data", str(folder), "export", str(tmp_path / "x.csv"), "--client", "1"])

    assert left.value.code == 2
