"""The week and the month of tasks in the window: turning them on, walking in them and moving a task.

    python benchmarks/task_calendar.py --data FOLDER          # a large shop: see big_shop.py

The page is the program's own, with its threads, on a copy of the shop's file to which 100,000 open tasks are added, one
in ten of them repeating, more than half of them in one month. A turn is timed from the key to the painted days; the
longest gap is how long the window did not answer meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area
from app.models.task import Task
from app.models.upgrade import open_database
from app.services.settings import get_settings
from app.services.tasks.save import TaskData, task_values
from app.ui.background import Jobs
from app.ui.clock import SystemClock
from app.ui.context import AppContext
from app.ui.events import AppEvents
from app.ui.messages import Messages
from app.ui.shell.memory import WindowMemory
from app.ui.tasks.page import TasksPage
from app.ui.theme import apply_theme

SIZE = 1366, 768
TASKS = 100_000
RULES = ("FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=YEARLY")
TURNS = 8
CONTROL = Qt.KeyboardModifier.ControlModifier


def fill(db: Database, today: date) -> None:
    """Add the tasks: half of them this month, the others within 220 days."""
    zone, now, random = get_settings(db).zone, datetime.now(UTC), Random(5)

    def rows(clients: int) -> Iterator[dict[str, Any]]:
        for number in range(TASKS):
            day = today + timedelta(random.randint(-20, 200) if number % 2 else random.randint(-15, 14))
            every = random.choice(RULES) if number % 10 == 0 else None
            data = TaskData(None, f"Call back about order {number}", day, every=every, priority=number % 3)
            whose = random.randint(1, clients) if number % 3 else None
            yield task_values(data, now, zone) | {"client_id": whose, "due_day": day, "first_day": day}

    with db.write(Area.TASKS) as session:
        clients = session.scalar(select(func.max(Client.id))) or 1
        columns = [column.name for column in Task.__table__.columns if column.name != "id"]
        raw: Any = session.connection().connection.driver_connection
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        values = ([_plain(row.get(name)) for name in columns] for row in rows(clients))
        raw.executemany(f"INSERT INTO task ({names}) VALUES ({marks})", values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def act_and_wait(page: TasksPage, act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds until the page shows the answer, and the longest that the window did not answer."""
    began = last = time.perf_counter()
    act()
    gap = time.perf_counter() - last
    while page.is_busy() or page.context.jobs.is_busy():  # type: ignore[attr-defined]
        last = time.perf_counter()
        QApplication.processEvents()
        gap = max(gap, time.perf_counter() - last)
        time.sleep(0.001)
    last = time.perf_counter()
    QApplication.processEvents()
    done = time.perf_counter()
    return (done - began) * 1000, max(gap, done - last) * 1000


def tell(name: str, times: list[tuple[float, float]]) -> None:
    """One line: median, slowest, longest gap."""
    shown = [one for one, _gap in times]
    gap = max(gap for _shown, gap in times)
    print(f"{name:<26}{statistics.median(shown):>9.0f} ms{max(shown):>9.0f} ms slowest{gap:>7.0f} ms longest gap")


def measure(page: TasksPage) -> None:
    """All acts, one after the other."""
    for mode in ("month", "week"):
        tell(f"{mode}: shown", [act_and_wait(page, lambda mode=mode: page.show_view(mode))])  # type: ignore[misc]
        assert page.planning is not None
        board = page.planning.view.board
        for name, key in (("next", Qt.Key.Key_PageDown), ("before", Qt.Key.Key_PageUp), ("arrow", Qt.Key.Key_Down)):
            press = partial(QTest.keyClick, board, key)
            tell(f"{mode}: {name}", [act_and_wait(page, press) for _turn in range(TURNS)])
        times = []
        for _turn in range(TURNS):
            entries = enumerate(board.entries.entries)
            board.choose(next(row for row, entry in entries if entry.task is not None))
            times.append(act_and_wait(page, partial(QTest.keyClick, board, Qt.Key.Key_Right, CONTROL)))
        tell(f"{mode}: a task a day on", times)


def main() -> None:
    """Read the arguments, make the copy, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of a large shop; it is not changed")
    source = parser.parse_args().data / "regulars.db"
    app = QApplication.instance() or QApplication(sys.argv)
    apply_theme(app, "light")  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory(prefix="regulars-calendar-") as folder:
        shutil.copy(source, folder)
        db = open_database(Path(folder) / source.name, datetime.now(UTC))
        fill(db, get_settings(db).local(datetime.now(UTC)).date())
        events, memory = AppEvents(), WindowMemory(Path(folder))
        messages = Messages(lambda: None)
        jobs = Jobs(messages.show_error)
        context = AppContext(db, jobs, events, messages, get_settings(db), SystemClock(), Path(folder), memory)
        page = TasksPage(context)
        page.resize(*SIZE)
        page.show()
        db.on_commit(lambda areas: jobs.post(page.reload))
        measure(page)
        page.close()
        jobs.close()
        db.close()


if __name__ == "__main__":
    main()
