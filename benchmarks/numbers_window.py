"""For how long the window does not answer while Segments and Reports are opened, turned over, counted anew and printed.

    python benchmarks/numbers_window.py --data FOLDER          # a large shop: see big_shop.py

The pages are the program's own, with its threads, on the shop's file; nothing is written but the pages' settings, which
go to a folder of their own. Of every act its time until nothing is loading, and the longest stretch in which the event
loop did not come round: by the clock, and the processor time of the window's thread in its longest one, which a busy
machine does not change.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from listing import make_context
from PySide6.QtWidgets import QApplication

from app.ui.background import Jobs
from app.ui.printing import PrintDialog
from app.ui.reports.page import ReportsPage
from app.ui.reports.parts_list import PARTS
from app.ui.segments.page import SegmentsPage
from app.ui.theme import apply_theme
from app.ui.widgets.page import Page

SIZE = 1366, 768
REST_S = 0.3  # in which nothing new may begin
TICK_S = 0.0005


def stands_still(jobs: Jobs, act: Callable[[], object]) -> str:
    """Do it and wait until nothing is loading; what it took."""
    began = last = quiet = time.perf_counter()
    worked = time.thread_time()
    clock = work = 0.0
    act()
    while time.perf_counter() - quiet < REST_S:
        QApplication.processEvents()
        now, spent = time.perf_counter(), time.thread_time()
        clock, work = max(clock, now - last), max(work, spent - worked)
        time.sleep(TICK_S)
        last, worked = time.perf_counter(), time.thread_time()
        if jobs.is_busy():
            quiet = last
    return f"{quiet - began:6.2f} s   longest {clock * 1000:4.0f} ms, of work {work * 1000:4.0f} ms"


def opened(page: Page) -> None:
    """As the window shows a page."""
    page.resize(*SIZE)
    page.show()
    page.reload()


def main() -> None:
    """Everything twice: the first time modules are loaded, too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    app = QApplication([])
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory() as scratch:
        context = make_context(options.data, Path(scratch))
        jobs = context.jobs
        assert isinstance(jobs, Jobs)
        for _turn in range(2):
            reports, segments = ReportsPage(context), SegmentsPage(context)
            acts: dict[str, Callable[[], object]] = {"open Reports": partial(opened, reports)}
            for key in PARTS:
                acts[f"part {key}"] = partial(reports.show_part, key)
            acts |= {"count again": reports.reload, "print": reports.print_report}
            acts |= {"open Segments": partial(opened, segments), "map again": segments.reload}
            for name, act in acts.items():
                print(f"{name:18}{stands_still(jobs, act)}", flush=True)
                for dialog in reports.findChildren(PrintDialog):
                    dialog.close()
        jobs.close()
        context.db.close()


if __name__ == "__main__":
    main()
