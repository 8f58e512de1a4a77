"""From the start of the process to the first painted window and to the first filled list, against an empty QMainWindow.

    python benchmarks/start_up.py [--rounds 15] [--platform offscreen|xcb] [--data FOLDER]

All are fresh processes, in turn, with warm files; medians are compared. The clock starts before the process is made and
stops when the window and everything in it have been painted, and when the page Today has as many rows as there is room
for. `--data` takes a shop of yours (after `make demo`: demo-data); without it the shop is new.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from processes import Run, interleaved, print_table, run

CHILD = Path(__file__).with_name("first_paint.py")
LIMIT = "limit: empty QMainWindow"
CASES = {LIMIT: "empty", "regulars, window painted": "window", "regulars, list of Today filled": "list"}


def run_case(case: str, data: Path, platform: str) -> Run:
    """Start the case in a fresh process; its seconds are those up to the paint that was asked for."""
    start = time.perf_counter()
    environment = {"QT_QPA_PLATFORM": platform, "REGULARS_DATA": str(data)}
    result = run([sys.executable, str(CHILD), case], environment, watch_memory=False)
    return replace(result, seconds=float(result.output) - start)


def main() -> None:
    """Run all in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--platform", default="offscreen")
    parser.add_argument("--data", type=Path, help="a shop to open; a new one without it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder)
        cases = {name: partial(run_case, case, data, options.platform) for name, case in CASES.items()}
        for case in cases.values():
            case()  # files into the cache, the new shop's database made
        print_table(f"start, {options.platform}", interleaved(cases, options.rounds), LIMIT)


if __name__ == "__main__":
    main()
