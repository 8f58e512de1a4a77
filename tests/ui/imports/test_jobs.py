"""Progress and Cancel of the import page with real threads and a real reading process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.models.database import Database
from app.services.clients.find import list_client_ids
from app.ui.background import Jobs
from app.ui.context import AppContext
from app.ui.imports.check_step import WorkProgress
from app.ui.imports.page import CHECK, COLUMNS, DONE, FILE, ImportPage

ROWS = 12_000  # more than two batches of the reader


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def threaded(context: AppContext, failures: list[Exception], qtbot) -> Iterator[ImportPage]:  # type: ignore[no-untyped-def]
    jobs = Jobs(failures.append)
    page = ImportPage(replace(context, jobs=jobs))
    qtbot.addWidget(page)
    page.show()
    yield page
    page.start_over()
    jobs.close()
    QApplication.sendPostedEvents()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A text file of clients that takes the reader several batches."""
    lines = ["ФИО;Телефон"] + [f"Клиент{n} Анна;+7 9{n:09}" for n in range(ROWS)]
    path = tmp_path / "много.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def wait_for(qtbot, page: ImportPage, step: int) -> None:  # type: ignore[no-untyped-def]
    def there() -> bool:
        return page.steps.currentIndex() == step and not page.is_busy()

    qtbot.waitUntil(there, timeout=60_000)


def cancel_at_first_progress(page: ImportPage, show: Callable[[int, int], None]) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        show(done, total)
        page.go_back()

    return told


def test_a_check_that_is_cancelled_leads_back_and_can_be_repeated(
    threaded: ImportPage, many: Path, failures: list[Exception], monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:  # type: ignore[no-untyped-def]
    page = threaded
    page.open_files([many])
    wait_for(qtbot, page, COLUMNS)
    progress = page.check_step.progress
    with monkeypatch.context() as patched:
        patched.setattr(progress, "set_progress", cancel_at_first_progress(page, progress.set_progress))
        page.check()
        wait_for(qtbot, page, COLUMNS)
    page.check()
    wait_for(qtbot, page, CHECK)
    assert page.check_step.import_button.text() == "Import 12,000 rows"
    assert failures == []


def test_an_import_that_is_cancelled_leaves_nothing_and_can_be_repeated(
    threaded: ImportPage, many: Path, failures: list[Exception], db: Database, qtbot
) -> None:  # type: ignore[no-untyped-def]
    page = threaded
    page.open_files([many])
    wait_for(qtbot, page, COLUMNS)
    page.check()
    wait_for(qtbot, page, CHECK)
    page.start_import()
    page.go_back()
    wait_for(qtbot, page, CHECK)
    assert page.check_step.import_button.isVisible()
    assert len(list_client_ids(db)) == 0
    page.start_import()
    wait_for(qtbot, page, DONE)
    assert len(list_client_ids(db)) == ROWS
    assert failures == []


def test_leaving_while_a_file_is_looked_into_ends_its_process(
    threaded: ImportPage, many: Path, failures: list[Exception], qtbot
) -> None:  # type: ignore[no-untyped-def]
    page = threaded
    page.open_files([many])
    page.go_back()
    wait_for(qtbot, page, FILE)
    assert page.looking.draft.files == []
    assert failures == []


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "said"),
    [
        (3, 9, 6.0, "step 3 of 9 · about 12 seconds left"),
        (0, 9, 0.0, "step 0 of 9"),
        (5_000, 20_000, 2.0, "5,000 of 20,000 · 2,500 a second · about 6 seconds left"),
    ],
)
def test_progress_counts_rows_while_reading_and_steps_while_writing(
    done: int, total: int, elapsed: float, said: str
) -> None:
    assert WorkProgress.describe(done, total, elapsed) == said


def test_files_dropped_while_an_import_runs_are_told_to_wait(
    threaded: ImportPage, many: Path, context: AppContext, db: Database, qtbot
) -> None:  # type: ignore[no-untyped-def]
    page = threaded
    said: list[str] = []
    context.events.toast.connect(lambda text, _undo: said.append(text))
    page.open_files([many])
    wait_for(qtbot, page, COLUMNS)
    page.check()
    wait_for(qtbot, page, CHECK)
    page.start_import()
    page.open_files([many])
    assert said == ["Another import is at work. Drop the files again when it is done."]
    wait_for(qtbot, page, DONE)
    assert len(list_client_ids(db)) == ROWS
