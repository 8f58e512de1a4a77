"""The clients table in the window: a random jump, a full repaint and a switch of the sort, beside Qt's own model.

    python benchmarks/listing.py --data FOLDER          # a large shop: see big_shop.py

The page is the program's own, with its threads, on the shop's file; nothing is written but the page's settings, which
go to a folder of their own. The limit is a QStandardItemModel of the rows on the screen times ten in a plain
QTableView of the same size and columns. A sort is timed from the click to the painted
rows; the longest gap is how long the window did not answer meanwhile.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from app.models.listing.order import LIVE
from app.models.listing.order import SORTS as SORTS_SQL
from app.models.upgrade import open_database
from app.services.settings import get_settings
from app.ui.background import Jobs
from app.ui.clients.page import ClientsPage
from app.ui.clock import SystemClock
from app.ui.context import AppContext
from app.ui.events import AppEvents
from app.ui.messages import Messages
from app.ui.shell.memory import WindowMemory
from app.ui.theme import apply_theme

SIZE = 1366, 768
LIMIT_ROWS = 2_000
SORTS = ("total", "last_visit", "visits", "name", "city", "due_back", "created", "average_receipt", "phone", "tags")
TICK_S = 0.001


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def p95(times: list[float]) -> float:
    """All but the slowest twentieth are faster."""
    return sorted(times)[round(len(times) * 0.95) - 1]


def make_context(data: Path, scratch: Path) -> AppContext:
    """The program as the page sees it, without a window around it."""
    db = open_database(data / "regulars.db", datetime.now(UTC))
    messages = Messages(lambda: None)
    jobs = Jobs(messages.show_error)
    return AppContext(
        db=db,
        jobs=jobs,
        events=AppEvents(),
        messages=messages,
        settings=get_settings(db),
        clock=SystemClock(),
        data_folder=scratch,
        memory=WindowMemory(scratch),
    )


def wait(page: ClientsPage, jobs: Jobs) -> tuple[float, float]:
    """Until nothing is loading: milliseconds taken, and the longest stretch in which the window did not answer."""
    began = last = time.perf_counter()
    gap = 0.0
    while jobs.is_busy() or page.is_busy():
        QApplication.processEvents()
        now = time.perf_counter()
        gap, last = max(gap, now - last), now
        time.sleep(TICK_S)
    return (time.perf_counter() - began) * 1000, gap * 1000


def limit_table(page: ClientsPage) -> QTableView:
    """A plain view of Qt's own model with the texts of the first rows."""
    model = page.model
    columns = model.columnCount()
    standard = QStandardItemModel(LIMIT_ROWS, columns)
    for row in range(min(LIMIT_ROWS, model.rowCount())):
        for column in range(columns):
            standard.setItem(row, column, QStandardItem(model.data(model.index(row, column)) or ""))
    view = QTableView()
    view.setModel(standard)
    view.setShowGrid(False)
    view.verticalHeader().setDefaultSectionSize(36)
    view.verticalHeader().hide()
    for column in range(columns):
        view.setColumnWidth(column, page.table.columnWidth(column))
    view.resize(page.table.size())
    view.show()
    QApplication.processEvents()
    return view


def repaints(view: QTableView, times: int) -> float:
    """Median milliseconds of a whole repaint, three rows further each time."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    taken = []
    for _round in range(times):
        bar.setValue(bar.value() + 3)
        taken.append(timed(view.viewport().repaint))
    return statistics.median(taken)


def jumps(view: QTableView, times: int, random: Random) -> list[float]:
    """Milliseconds of jumps to random rows, painted."""
    rows = view.model().rowCount()

    def jump() -> None:
        view.scrollTo(view.model().index(random.randrange(rows), 1))
        view.viewport().repaint()

    return [timed(jump) for _round in range(times)]


def bare_sql(context: AppContext, sort: str) -> float | None:
    """Milliseconds of the plain statement for the same ids, where the order is one of a column."""
    column = SORTS_SQL[sort].column
    if not column.isidentifier():
        return None
    statement = f"SELECT id FROM client WHERE {LIVE} ORDER BY {column} DESC, id DESC"
    with context.db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        return timed(lambda: array("q", (row[0] for row in raw.execute(statement))))


def switched(page: ClientsPage, context: AppContext, sort: str) -> tuple[float, float]:
    """Milliseconds from the click on a heading to the painted rows, and the longest gap."""
    shown: list[float] = []
    told = page.model.modelReset.connect(lambda: shown.append(time.perf_counter()))
    began = time.perf_counter()
    page.table.show_sort(sort, True)
    page.table.sort_asked.emit(sort, True)
    _taken, gap = wait(page, context.jobs)  # type: ignore[arg-type]
    page.model.modelReset.disconnect(told)
    return (shown[-1] - began) * 1000 + timed(page.table.viewport().repaint), gap


def measure(page: ClientsPage, context: AppContext, rounds: int) -> None:
    """Everything, printed."""
    random = Random(7)
    opened, gap = wait(page, context.jobs)  # type: ignore[arg-type]
    print(f"{page.model.rowCount():,} clients, {len(page.table.keys())} columns; listed first in {opened:,.0f} ms")
    limit = limit_table(page)
    ours, theirs = repaints(page.table, rounds), repaints(limit, rounds)
    print(f"full repaint   {ours:6.2f} ms   C++ model {theirs:6.2f} ms   x {ours / theirs:.2f}")
    ours_jumps, their_jumps = jumps(page.table, rounds, random), jumps(limit, rounds, random)
    middle, slow, base = statistics.median(ours_jumps), p95(ours_jumps), p95(their_jumps)
    print(f"random jump    {middle:6.2f} ms   p95 {slow:.2f} ms   C++ p95 {base:.2f} ms   x {slow / base:.2f}")
    for sort in SORTS:
        taken, gap = switched(page, context, sort)
        bare = bare_sql(context, sort)
        beside = "" if bare is None else f"   bare SQL {bare:5.0f} ms   x {taken / bare:.2f}"
        print(f"sort {sort:16} {taken:7.0f} ms   longest gap {gap:5.0f} ms{beside}")


def main() -> None:
    """Measure on the shop of `--data`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=200)
    arguments = parser.parse_args()
    application = QApplication([])
    application.setStyle("fusion")
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory() as scratch:
        context = make_context(arguments.data, Path(scratch))
        page = ClientsPage(context)
        page.resize(*SIZE)
        page.show()
        page.reload()
        measure(page, context, arguments.rounds)
        context.jobs.close()  # type: ignore[attr-defined]
        context.db.close()


if __name__ == "__main__":
    main()
