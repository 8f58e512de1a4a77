"""A program of its own that works on a shop and is killed in the middle, or meets a full disk.

Arguments: data folder, job ("import FILE" or "undo BATCH"), then what happens: "kill N" ends the process hard when the
database engine has looked N times whether to go on, "kill row N" when N rows were staged, "room N" lets no file grow
beyond N bytes, "count" only counts the looks. Prints what came of it.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.models import interrupt
from app.models.upgrade import open_database
from app.services import backups
from app.services.errors import AppError
from app.services.imports import plan, stepping
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions
from app.services.imports.undo import undo_batch

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STEPS = 2_000  # instructions of the engine between two looks
looks = 0
last = sys.maxsize
last_row = sys.maxsize


def die() -> None:
    """As a power cut does it."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def watched(raw: Any, check: Callable[[], object]) -> Iterator[None]:
    """In the place of models.interrupt.interruptible: counts, and dies in the midst of a statement."""

    def look() -> int:
        global looks
        looks += 1
        if looks >= last:
            die()
        return 0

    raw.set_progress_handler(look, STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def report(done: int, _total: int) -> None:
    """Progress of an import or an undo."""
    if done >= last_row:
        die()


def main(folder: Path, job: list[str], danger: list[str]) -> None:
    """Do the job, in danger."""
    global last, last_row
    if danger[:2] == ["kill", "row"]:
        last_row = int(danger[2])
    elif danger[0] == "kill":
        last = int(danger[1])
    db = open_database(folder / "regulars.db", NOW)
    if danger[0] == "room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(danger[1]), int(danger[1])))
    try:
        if job[0] == "undo":
            undo_batch(db, int(job[1]), NOW, report if last_row < sys.maxsize else lambda done, total: None)
        else:
            with plan_import(db, [Path(job[1])], ImportOptions(date(2026, 11, 21)), report) as prepared:
                last_row = sys.maxsize
                apply_import(db, prepared, NOW)
    except AppError as error:
        print(error.code)
    else:
        print(looks)


if __name__ == "__main__":
    for module in (interrupt, backups, stepping, plan):
        vars(module)["interruptible"] = watched
    main(Path(sys.argv[1]), sys.argv[2:4], sys.argv[4:])
