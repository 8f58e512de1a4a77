"""What the program costs while nobody touches it: processor time and wake-ups, against an empty QMainWindow.

    python benchmarks/idle.py [--seconds 600] [--settle 60] [--platform offscreen|xcb] [--data FOLDER] [--hidden]

The real program and an empty window run side by side. After `--settle` seconds, in which the first pages are read and
the nightly work is caught up with, `/proc` tells what each used for `--seconds`: the share of one core, and how often
each of its threads was woken (its voluntary context switches), and in how many seconds of a minute anything woke at
all: a heartbeat is one, whatever it wakes. Linux only. `--hidden` puts the window away first, as
into the tray. `--data` takes a shop of yours; without it the shop is new.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.exec()
"""
PUT_AWAY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import app.ui.application as program
make = program.make_application
def made():
    application = make()
    QTimer.singleShot(10_000, lambda: [window.hide() for window in application.topLevelWidgets()])
    return application
program.make_application = made
from main import main
sys.exit(main([]))
"""


class Watched:
    """One process; `spent` tells what it used since the last `begin`."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(command, env=environment, cwd=ROOT)
        self._ran, self._wakes, self._since = 0, Counter[str](), 0.0
        self._seen, self.awake = 0, 0

    def begin(self) -> None:
        """Count from here on."""
        self._ran, self._wakes, self._since = self._on_core(), self._switches(), time.monotonic()
        self._seen = self._wakes.total()

    def look(self) -> None:
        """Once a second: has anything woken?"""
        before, self._seen = self._seen, self._switches().total()
        self.awake += self._seen != before

    def spent(self) -> tuple[float, dict[str, float]]:
        """Share of one core in %, and wake-ups a minute by the name of the thread."""
        seconds = time.monotonic() - self._since
        share = (self._on_core() - self._ran) / 1e9 / seconds * 100
        woken = self._switches() - self._wakes
        return share, {name: count / seconds * 60 for name, count in woken.most_common()}

    def end(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(20)

    def _on_core(self) -> int:
        """Nanoseconds of all its threads; the ticks of /proc/PID/stat miss what is over within one."""
        return sum(int((task / "schedstat").read_text().split()[0]) for task in self._tasks())

    def _tasks(self) -> list[Path]:
        return list(Path(f"/proc/{self.process.pid}/task").iterdir())

    def _switches(self) -> Counter[str]:
        found = Counter[str]()
        for task in self._tasks():
            status = dict(line.split(":\t", 1) for line in (task / "status").read_text().splitlines() if ":\t" in line)
            found[f"{status['Name'].strip()} {task.name}"] = int(status["voluntary_ctxt_switches"])
        return found


def main() -> None:
    """Run both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--settle", type=float, default=60)
    parser.add_argument("--platform", default="offscreen")
    parser.add_argument("--data", type=Path, help="a shop to open; a new one without it")
    parser.add_argument("--hidden", action="store_true", help="with the window put away")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = str(options.data or folder)
        environment = os.environ | {"QT_QPA_PLATFORM": options.platform, "REGULARS_DATA": data}
        ours = ["-c", PUT_AWAY] if options.hidden else ["main.py"]
        cases = {
            "limit: empty QMainWindow": Watched([sys.executable, "-c", EMPTY], environment),
            "regulars": Watched([sys.executable, *ours], environment),
        }
        time.sleep(options.settle)
        for case in cases.values():
            case.begin()
        for _second in range(options.seconds):
            time.sleep(1)
            for case in cases.values():
                case.look()
        print(f"\nidle for {options.seconds} s, {options.platform}{', put away' * options.hidden}")
        print(f"{'':34} {'% of a core':>12} {'wake-ups a minute':>18} {'seconds awake in one':>21}")
        for name, case in cases.items():
            share, woken = case.spent()
            awake = case.awake * 60 / options.seconds
            print(f"{name:34} {share:12.3f} {sum(woken.values()):18.1f} {awake:21.1f}")
            for thread, often in woken.items():
                if often:
                    print(f"    {thread:30} {'':12} {often:18.1f}")
            case.end()


if __name__ == "__main__":
    main()
