"""An import with real threads: the counter goes on selling and reading while a file comes in."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from app.models.database import Database
from app.models.enums import Area
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions, ImportResult, PurchaseCounts
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import TODAY, ask, check_search, write_csv

HEADER = ("Чек", "Дата", "ФИО", "Телефон", "Товар", "Сумма")


def test_sales_made_while_a_file_comes_in_are_kept(db: Database, tmp_path: Path) -> None:
    regular = make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    rows = [(n, "01.10.2026", f"Клиент {n % 900}", f"+7914{n % 900:07}", "Кения", 940) for n in range(4000)]
    rows.append((4000, "02.10.2026", "Крылова Ольга", "+79052211408", "Кения", 940))
    path = write_csv(tmp_path / "продажи.csv", [HEADER, *rows])
    half_read, told = threading.Event(), []
    results: list[ImportResult] = []
    db.on_commit(told.append)

    def report(done: int, total: int) -> None:
        half_read.set()

    def work() -> None:
        with plan_import(db, [path], ImportOptions(TODAY), report) as plan:
            results.append(apply_import(db, plan, NOW, report))

    thread = threading.Thread(target=work)
    thread.start()
    half_read.wait(60)
    sold = 0
    while thread.is_alive():
        sell(db, regular, date(2026, 11, 1), price=1000)
        sold += 1
        assert ask(db, "SELECT count(*) FROM purchase")[0][0] in (sold, sold + 4001)
    thread.join()
    assert results[0].batches[0].purchases == PurchaseCounts(created=4001)
    found = ask(db, "SELECT visits, receipts, total FROM client WHERE id = :id", id=regular)
    assert found == [(1 + bool(sold), 1 + sold, 94_000 + 1000 * sold)]
    assert any(Area.IMPORTS in areas for areas in told)
    check_search(db)
