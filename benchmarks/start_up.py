"""From the start of the process to the first painted window: Regulars against an empty QMainWindow.

    python benchmarks/start_up.py [--rounds 15] [--platform offscreen|xcb] [--data FOLDER]

Both are fresh processes, in turn, with warm files; medians are compared. The clock starts before the process is made
and stops when the first top-level window and everything in it has been painted. `--data` takes a shop of yours
(after `make demo`: demo-data); without it the shop is new.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from processes import Run, interleaved, print_table, run

ROOT = Path(__file__).parents[1]
LIMIT, OURS = "limit: empty QMainWindow", "regulars"
HIGH_PRIORITY = 1  # Qt.EventPriority by name would make all enums of Qt, which the empty window does not need


def stop_at_first_paint() -> None:
    """From here on the process prints the time of its first painted window and ends there."""
    from PySide6 import QtWidgets
    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    painted = QEvent.Type(QEvent.registerEventType())

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == painted:
                os.write(1, str(time.perf_counter()).encode())
                os._exit(0)
            if event.type() == QEvent.Type.Paint and isinstance(watched, QtWidgets.QWidget) and watched.isWindow():
                # the children are painted before this event's turn comes
                QCoreApplication.postEvent(self, QEvent(painted), HIGH_PRIORITY)
            return False

    class WatchedApplication(QtWidgets.QApplication):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[call-overload]
            self.watch = Watch()
            self.watch.installEventFilter(self.watch)
            self.installEventFilter(self.watch)

    QtWidgets.QApplication = WatchedApplication  # type: ignore[misc, assignment]


def show_empty_window() -> None:
    """The limit: what Qt and Python need for any window of this size."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    application.exec()


def child(name: str, data: str) -> None:
    """One case, in this process, up to its first painted window."""
    stop_at_first_paint()
    if name == LIMIT:
        show_empty_window()
    else:
        sys.argv = [str(ROOT / "main.py"), "--data", data]
        sys.path.insert(0, str(ROOT))
        runpy.run_path(sys.argv[0], run_name="__main__")
    sys.exit("ended without a painted window")


def run_case(name: str, data: Path, platform: str) -> Run:
    """Start the case in a fresh process; its seconds are those up to the painted window."""
    start = time.perf_counter()
    command = [sys.executable, __file__, "--child", name, str(data)]
    result = run(command, {"QT_QPA_PLATFORM": platform}, watch_memory=False)
    return replace(result, seconds=float(result.output) - start)


def main() -> None:
    """Run both in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--platform", default="offscreen")
    parser.add_argument("--data", type=Path, help="a shop to open; a new one without it")
    parser.add_argument("--child", nargs=2, metavar=("CASE", "DATA"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder)
        cases = {name: partial(run_case, name, data, options.platform) for name in (LIMIT, OURS)}
        for case in cases.values():
            case()  # files into the cache, the new shop's database made
        print_table(f"start to first painted window, {options.platform}", interleaved(cases, options.rounds), LIMIT)


if __name__ == "__main__":
    main()
