"""Today: the scan of what is due beside working it out from the purchases, and how long the window stands still.

    python benchmarks/today.py --data FOLDER [--times 100] [--seconds 20]     # a COPY of a large shop

"scan" finds the first 200 of each kind and the numbers of all; "with words" makes them lines with names and texts;
"bare" fetches the same birthdays, tasks and lapsed with their numbers through the plain connection; "from purchases"
works out who has lapsed from all receipts, as for a past day. Processor time is of the thread that asks.

The window is opened in a process of its own, off the screen, and a timer of 5 ms notes the longest time between two
turns of its event loop in the first seconds; beside it the same of an empty window, which tells how busy the machine
is. "worked" is the processor time of the window's thread within that longest time.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

TICK_MS = 5
REACHABLE = "deleted_at IS NULL AND merged_into_id IS NULL AND do_not_disturb = 0"


def timed(act: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, sorted: by the clock, and of the processor."""
    clock, worked = [], []
    for _n in range(times):
        began, busy = time.perf_counter(), time.thread_time()
        act()
        clock.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    return sorted(clock), sorted(worked)


def bare_scan(path: Path, today: date) -> Callable[[], None]:
    """Three lists of 200 and three numbers, as SQL alone gives them by the same indexes."""
    from app.models.database import connect

    raw = connect(path)
    days = [today + timedelta(days=step) for step in range(-3, 8)]
    born = "(birth_month, birth_day) IN (VALUES " + ", ".join(f"({d.month}, {d.day})" for d in days) + ")"
    first = [
        f"SELECT id, birth_year FROM client WHERE {born} AND {REACHABLE} LIMIT 200",
        f"SELECT count(*) FROM client WHERE {born} AND {REACHABLE}",
        f"SELECT * FROM task WHERE done_at IS NULL AND deleted_at IS NULL AND due_day <= '{today}'"
        " ORDER BY due_day LIMIT 200",
        f"SELECT count(*) FROM task WHERE done_at IS NULL AND deleted_at IS NULL AND due_day <= '{today}'",
        f"SELECT id, total FROM client WHERE +lapse_day <= '{today}' AND {REACHABLE}"
        " ORDER BY total * 180.0 / (visits * silence_limit) DESC LIMIT 200",
        f"SELECT count(*) FROM client WHERE lapse_day <= '{today}'",
    ]

    def ask() -> None:
        for statement in first:
            raw.execute(statement).fetchall()

    return ask


def measure_scan(data: Path, times: int) -> None:
    """The table of the scan."""
    from app.models.silences import silences_as_of
    from app.models.upgrade import open_database
    from app.services.reminders.rules.store import read_rules
    from app.services.reminders.today.scan import FIRST, list_first_due, scan_due
    from app.services.settings import get_settings

    path, now = data / "regulars.db", datetime.now(UTC)
    db = open_database(path, now)
    settings = get_settings(db)
    today = settings.local(now).date()
    with db.read() as session:
        book = read_rules(session)

        def scan() -> object:
            return scan_due(session, settings, book, today, now, FIRST)

        cases = {
            "scan": (scan, times),
            "with words": (lambda: list_first_due(db, today, now), times),
            "bare": (bare_scan(path, today), times),
            "from purchases": (lambda: silences_as_of(session, today), 1),
        }
        print(f"{'ms':16} {'times':>5} {'p50':>9} {'p95':>9} {'cpu50':>9} {'cpu95':>9}")
        base = 0.0
        for what, (act, often) in cases.items():
            began = time.perf_counter()
            act()
            once = (time.perf_counter() - began) * 1000
            clock, worked = timed(act, often)
            base = base or clock[len(clock) // 2]
            shown = (part[len(part) * share // 100] for part in (clock, worked) for share in (50, 95))
            figures = " ".join(f"{one:9.2f}" for one in shown)
            print(f"{what:16} {often:5} {figures}   first {once:.1f}   x {clock[len(clock) // 2] / base:.1f}")
    db.close()


def watch_window(data: Path | None, seconds: float) -> None:
    """In this process: a window on the shop, or an empty one; prints the longest gap and the work in it."""
    gc.disable()  # as main does
    from PySide6.QtCore import QTimer

    from app.ui import application as start
    from app.ui.clock import SystemClock

    application = start.make_application()
    if data is None:
        from PySide6.QtWidgets import QMainWindow

        window = QMainWindow()
        QTimer.singleShot(0, window.show)
    else:
        program = start.Program(application, data, None, None, SystemClock())
        program.start()
    longest, last = (0.0, 0.0), [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        nonlocal longest
        now = [time.perf_counter(), time.thread_time()]
        longest = max(longest, (now[0] - last[0], now[1] - last[1]))
        last[:] = now

    def end() -> None:
        print(json.dumps([one * 1000 for one in longest]), flush=True)
        os._exit(0)

    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    QTimer.singleShot(int(seconds * 1000), end)
    application.exec()


def measure_window(data: Path, seconds: float) -> None:
    """The longest gaps, each in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for what, place in (("empty window", ""), ("regulars", str(data))):
        command = [sys.executable, __file__, "--window", place, "--seconds", str(seconds)]
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        gap, worked = json.loads(told.splitlines()[-1])
        print(f"{what:16} longest gap {gap:.0f} ms, worked {worked:.0f} ms of it")


def main() -> None:
    """Measure on the shop of `--data`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--window", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.window is not None:
        watch_window(Path(options.window) if options.window else None, options.seconds)
    if options.data is None:
        parser.error("--data: a copy of a large shop")
    measure_scan(options.data, options.times)
    measure_window(options.data, options.seconds)


if __name__ == "__main__":
    main()
