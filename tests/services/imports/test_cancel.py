"""Cancel is obeyed in the middle of reading, matching, writing and undoing, and the shop is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.database import Database, connect
from app.models.interrupt import interruptible
from app.services.errors import Cancelled
from app.services.imports import read
from app.services.imports.apply import apply_import
from app.services.imports.plan import open_plan, plan_import
from app.services.imports.results import ImportOptions, Report
from app.services.imports.undo import undo_batch
from tests.factories import NOW
from tests.services.imports.shop import TODAY, bring_one, content, write_csv

OPTIONS = ImportOptions(today=TODAY)
ROWS = 4_000
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    rows = [[f"{i % 28 + 1:02}.03.2025", f"Клиент{i}", f"+7911{i:07}", f"Товар {i % 50}", "100"] for i in range(ROWS)]
    return write_csv(tmp_path / "sales.csv", [["Дата", "Клиент", "Телефон", "Товар", "Сумма"], *rows])


def stopping_after(calls: int) -> tuple[Report, Callable[[], int]]:
    """A report that cancels at its call number `calls`, and what counts the calls."""
    made = 0

    def report(_done: int, _total: int) -> None:
        nonlocal made
        made += 1
        if made >= calls:
            raise Cancelled

    return report, lambda: made


def counted(work: Callable[[Report], object]) -> int:
    """How often the work asks whether to go on."""
    made = 0

    def report(_done: int, _total: int) -> None:
        nonlocal made
        made += 1

    work(report)
    return made


def test_a_statement_without_an_end_is_stopped(db: Database) -> None:
    raw = connect(db.path)
    report, calls = stopping_after(3)
    with pytest.raises(Cancelled), interruptible(raw, lambda: report(0, 0)):
        raw.execute(ENDLESS).fetchone()
    assert calls() == 3
    assert raw.execute("SELECT 1").fetchone() == (1,)
    raw.close()


def test_other_failures_come_out_as_they_are(db: Database) -> None:
    raw = connect(db.path)
    with pytest.raises(Exception, match="no such table"), interruptible(raw, lambda: None):
        raw.execute("SELECT * FROM nowhere")
    raw.close()


def test_cancel_is_asked_for_while_the_reading_process_is_waited_for(
    db: Database, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "PATIENCE", 0.001)
    report, calls = stopping_after(4)
    with pytest.raises(Cancelled):
        open_plan(db, [sales], OPTIONS, report)
    assert calls() == 4


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_check_can_be_cancelled_anywhere_and_repeated(db: Database, sales: Path, part: float) -> None:
    with open_plan(db, [sales], OPTIONS) as plan:
        asked = counted(plan.prepare)
        report, _calls = stopping_after(max(1, int(asked * part)))
        with pytest.raises(Cancelled):
            plan.prepare(report)
        plan.prepare(lambda done, total: None)
        (told,) = plan.reports()
        assert told.purchases.created == ROWS
        assert told.error is None


def test_a_match_is_asked_more_often_than_the_rows_come(db: Database, sales: Path) -> None:
    with open_plan(db, [sales], OPTIONS) as plan:
        assert counted(plan.prepare) > 5


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_an_import_that_is_cancelled_midway_leaves_the_shop_as_it_was(db: Database, sales: Path, part: float) -> None:
    with plan_import(db, [sales], OPTIONS) as plan:
        before = content(db)
        probe = counted(lambda report: apply_import(db, plan, NOW, report))
    undo_batch(db, 1, NOW)
    with plan_import(db, [sales], OPTIONS) as plan:
        report, _calls = stopping_after(max(1, int(probe * part)))
        with pytest.raises(Cancelled):
            apply_import(db, plan, NOW, report)
        assert content(db) == before
        apply_import(db, plan, NOW)
    assert len(content(db)["purchase"]) == ROWS


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_an_undo_that_is_cancelled_midway_takes_nothing_back(db: Database, sales: Path, part: float) -> None:
    batch = bring_one(db, sales).batch
    assert batch is not None
    asked = counted(lambda report: undo_batch(db, batch, NOW, report))
    batch = bring_one(db, sales).batch
    assert batch is not None
    before = content(db)
    report, _calls = stopping_after(max(1, int(asked * part)))
    with pytest.raises(Cancelled):
        undo_batch(db, batch, NOW, report)
    assert content(db) == before
    assert undo_batch(db, batch, NOW).purchases_removed == ROWS
