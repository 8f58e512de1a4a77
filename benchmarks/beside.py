"""Ways of the same work beside each other in one run: how times are taken, and peers in an interpreter of their own."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from app.models.database import Database
from app.models.facts import last_purchase_day
from app.models.upgrade import open_database
from app.ui.background import SWITCH_SECONDS

TURNS = 3
TICK_S = 0.001

# The ways are functions; each is told with the seconds of the best of two turns.
PEER_ENDS = """
for name, way in list(globals().items()):
    if name.startswith("by_"):
        best = 1e9
        for _turn in range(2):
            began = time.perf_counter(); way(); best = min(best, time.perf_counter() - began)
        print(name[3:], best)
"""


class Took(NamedTuple):
    """Seconds of the best turn: by the clock, and of processors."""

    clock: float
    work: float

    def beside(self, other: Took) -> str:
        """How many times the other's."""
        return f"{self.clock:.3f} s = {self.clock / other.clock:.2f} x, of work {self.work / other.work:.2f} x"


def in_turns(ways: Mapping[str, Callable[[], object]], turns: int = TURNS) -> dict[str, Took]:
    """Every way once a turn, so that what else the machine does falls on all of them; the best of each."""
    best = dict.fromkeys(ways, Took(float("inf"), float("inf")))
    for _turn in range(turns):
        for name, way in ways.items():
            began, worked = time.perf_counter(), time.process_time()
            way()
            clock, work = time.perf_counter() - began, time.process_time() - worked
            best[name] = Took(min(best[name].clock, clock), min(best[name].work, work))
    return best


def longest_wait(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of `act` in a thread of its own, and for how many milliseconds at most another thread could not go on
    meanwhile, as the window would feel it."""
    sys.setswitchinterval(SWITCH_SECONDS)
    thread = threading.Thread(target=act)
    began = last = time.perf_counter()
    longest = 0.0
    thread.start()
    while thread.is_alive():
        time.sleep(TICK_S)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return time.perf_counter() - began, longest * 1000


def peak() -> str:
    """The most memory that this process ever had."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"


def ask_peers(peer: str, script: str, file: Path) -> dict[str, float]:
    """Seconds of every `by_...` of the script in another interpreter, which gets the file as its argument."""
    asked = [peer, "-c", script + PEER_ENDS, str(file)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return {name: float(seconds) for name, seconds in map(str.split, answer.splitlines())}


def measure_shops(about: str | None, measure: Callable[[Path, str], Took]) -> None:
    """The shops of the command line one after the other, the smaller first: the peak is that of the process; and how
    many times as long as the first the others take. `measure` gets a shop's folder and the peer, "" for none."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--peer", metavar="PYTHON", default="")
    options = parser.parse_args()
    first, *others = [measure(folder, options.peer) for folder in options.folders]
    for other in others:
        print(f"the larger shop takes {other.beside(first)}")


def open_shop(folder: Path) -> tuple[Database, date]:
    """The shop of a folder and the day of its last purchase."""
    db = open_database(folder / "regulars.db", datetime.now(UTC))
    with db.read() as session:
        day = last_purchase_day(session)
    assert day is not None, "no purchases"
    return db, day
