"""What else is promised of an import, measured on one workbook: a preview at once, no standstill, a quick Cancel.

    python benchmarks/import_promises.py WORKBOOK [--shop FOLDER] [--clients WORKBOOK]

Prints the time to the first 50 rows of WORKBOOK (fresh processes), processor time of cleaning beside that of reading
(`--clients`: of that list), the longest time the event loop stands still while WORKBOOK is imported in a thread, and
how long a Cancel takes at several moments of it. The import goes into a copy of the shop in FOLDER, or into a new one.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from processes import run

if TYPE_CHECKING:
    from app.models.database import Database

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
ROWS = 50
TICK_MS = 5
MOMENTS = (0.05, 0.2, 0.4, 0.6, 0.75, 0.9)  # of a whole import, at which it is cancelled
TODAY = date(2026, 11, 21)


def time_preview(workbook: Path) -> float:
    """Seconds until the first rows are there, with all modules loaded."""
    from app.services.imports.options import Options
    from app.services.imports.peek import peek

    began = time.perf_counter()
    found = peek(workbook, Options(), ROWS)
    if found is None or len(found.rows) < ROWS:
        sys.exit(f"no preview of {workbook}")
    return time.perf_counter() - began


def time_cleaning(workbook: Path) -> tuple[float, float]:
    """Processor seconds of reading all cells with python-calamine, and of cleaning them."""
    import gc

    from python_calamine import CalamineWorkbook

    from app.services.imports.options import Options
    from app.services.imports.rows import Choices
    from app.services.imports.worker import Book

    gc.disable()  # as in the reading process
    began = time.process_time()
    for _row in CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).iter_rows():
        pass
    read = time.process_time() - began
    book = Book(workbook, Options())
    info = book.infos()[0]
    cleaner = book.cleaner(info.name, Choices({column.index: column.field for column in info.columns}))
    began = time.process_time()
    for _batch in cleaner.batches():
        pass
    return read, time.process_time() - began


def open_shop(data: Path) -> Database:
    """The shop in `data`, a new one if there is none."""
    from app.models.upgrade import open_database

    return open_database(data / "regulars.db", datetime.now(UTC))


def import_in_thread(workbook: Path, db: Database, report: Callable[[int, int], None]) -> threading.Thread:
    """Start the import of a workbook; a report that raises Cancelled ends it."""
    from app.services.errors import Cancelled
    from app.services.imports.apply import apply_import
    from app.services.imports.plan import plan_import
    from app.services.imports.results import ImportOptions

    def work() -> None:
        with suppress(Cancelled), plan_import(db, [workbook], ImportOptions(TODAY), report) as plan:
            apply_import(db, plan, datetime.now(UTC), report)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def longest_gap(workbook: Path, data: Path) -> tuple[float, float]:
    """Milliseconds that the event loop once stood still during an import, and the seconds that the import took."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    application = QCoreApplication([])
    ticks: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def tick() -> None:
        ticks.append(time.perf_counter())
        if not thread.is_alive():
            application.quit()

    timer.timeout.connect(tick)
    db = open_shop(data)
    thread = import_in_thread(workbook, db, lambda done, total: None)
    timer.start(TICK_MS)
    application.exec()
    db.close()
    return max(later - earlier for earlier, later in pairwise(ticks)) * 1000, ticks[-1] - ticks[0]


def cancel_seconds(workbook: Path, data: Path, after: float) -> float:
    """Seconds between a Cancel `after` seconds and the end of the import."""
    from app.services.errors import Cancelled

    asked = threading.Event()

    def report(_done: int, _total: int) -> None:
        if asked.is_set():
            raise Cancelled

    db = open_shop(data)
    thread = import_in_thread(workbook, db, report)
    thread.join(after)
    began = time.perf_counter()
    asked.set()
    thread.join()
    seconds = time.perf_counter() - began
    db.close()
    return seconds


def main() -> None:
    """Run everything in turn, the preview in processes of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--shop", type=Path, help="data folder of a shop that the import is tried on a copy of")
    parser.add_argument("--clients", type=Path, help="a list of clients whose cleaning is timed")
    parser.add_argument("--preview", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.preview:
        print(time_preview(options.workbook))
        return
    print_promises(options.workbook, options.shop, options.clients)


def print_promises(workbook: Path, shop: Path | None, clients: Path | None) -> None:
    """Measure and print, a line for each promise."""
    command = [sys.executable, __file__, str(workbook), "--preview"]
    previews = [float(run(command, watch_memory=False).output) * 1000 for _ in range(5)]
    print(f"preview of {ROWS} rows: {statistics.median(previews):.0f} ms (at most {max(previews):.0f})")
    if clients:
        read, cleaned = time_cleaning(clients)
        print(f"cleaning {clients.name}: {cleaned:.2f} s of processor time, reading it {read:.2f} s")
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "shop"
        gap, seconds = longest_gap(workbook, _fresh(data, shop))
        print(f"longest gap of the event loop in an import of {seconds:.1f} s: {gap:.0f} ms")
        for moment in MOMENTS:
            waited = cancel_seconds(workbook, _fresh(data, shop), seconds * moment)
            print(f"Cancel at {moment:.0%} of it: obeyed after {waited:.2f} s")


def _fresh(data: Path, shop: Path | None) -> Path:
    shutil.rmtree(data, ignore_errors=True)
    if shop:
        shutil.copytree(shop, data)
    else:
        data.mkdir()
    return data


if __name__ == "__main__":
    main()
