"""The list of tasks of a shop with very many, beside the bare SQL of the same answers; and many changed at once.

    python benchmarks/tasks.py --data FOLDER [--tasks 100000]   # a large shop: see big_shop.py

Works on a copy of the shop, which is filled up with open tasks and as many that are done. The limit is one statement
of the same engine with the same conditions, fetched whole. Each is the best of a few rounds, in milliseconds of the
processor; what writes is measured once.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.models.database import Database, connect
from app.models.enums import TaskKind
from app.models.upgrade import open_database
from app.services.history.actions import undo_action
from app.services.tasks.bulk import complete_tasks, delete_tasks, move_tasks
from app.services.tasks.listing import TaskFilter, list_tasks, task_rows

SCREEN, MANY = 64, 10_000
LIVE = (
    "deleted_at IS NULL AND (client_id IS NULL OR client_id NOT IN"
    " (SELECT id FROM client WHERE deleted_at IS NOT NULL))"
)
ORDER = "due_day, due_time IS NULL, due_time, priority DESC, id"
COLUMNS = (
    "client_id, kind, title, note, priority, due_day, due_time, due_at, every, first_day, created_at, updated_at,"
    " done_at"
)
Act = Callable[[], object]


def best(act: Act, rounds: int) -> float:
    """Milliseconds of the processor of the fastest of some calls."""
    taken = []
    for _round in range(rounds):
        began = time.process_time()
        act()
        taken.append((time.process_time() - began) * 1000)
    return min(taken)


def fill(raw: Any, number: int, today: date) -> None:
    """Open tasks of two years, some of them overdue, and as many that were done in the year before."""
    made = random.Random(7)
    clients = [row[0] for row in raw.execute("SELECT id FROM client WHERE deleted_at IS NULL").fetchall()] or [None]
    now = f"{today}T09:00:00.000000Z"
    rows = []
    for place in range(2 * number):
        done = place >= number
        days = made.randint(-360, 0) if done else made.randint(-20, 700)
        day = (today + timedelta(days=days)).isoformat()
        at = made.choice((None, None, "10:00", "15:30"))
        every = "FREQ=WEEKLY" if not done and place % 10 == 0 else None
        moment = f"{day}T0{made.randint(0, 9)}:00:00.000000Z"
        kind, priority = made.choice(list(TaskKind)).value, made.choice((0, 0, 0, 1, 2))
        title = f"Позвонить насчёт заказа {place}"
        ends = moment if done else None
        rows.append((made.choice(clients), kind, title, "", priority, day, at, moment, every, day, now, now, ends))
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(f"INSERT INTO task ({COLUMNS}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
    raw.execute("COMMIT")


def pairs(db: Database, raw: Any, today: date) -> dict[str, tuple[Act, Act]]:
    """What is measured -> ours and the bare statement."""

    def ask(where: str, what: str = "id", order: str = ORDER) -> Act:
        return lambda: raw.execute(f"SELECT {what} FROM task WHERE {LIVE} AND {where} ORDER BY {order}").fetchall()

    def ours(asked: TaskFilter) -> Act:
        return lambda: list_tasks(db, asked, today)

    ids = list_tasks(db, TaskFilter(), today).ids[:SCREEN]
    some = ", ".join(map(str, ids))
    return {
        "all to do": (ours(TaskFilter()), ask("done_at IS NULL")),
        "calls": (ours(TaskFilter(kinds=frozenset({TaskKind.CALL}))), ask("done_at IS NULL AND kind = 'call'")),
        "a word": (ours(TaskFilter(text="999")), ask("done_at IS NULL AND title LIKE '%999%'")),
        "all done": (ours(TaskFilter(done=True)), ask("done_at IS NOT NULL", "id, done_at", "done_at DESC, id DESC")),
        "a screen of rows": (lambda: task_rows(db, ids), ask(f"id IN ({some})", "*")),
    }


def write_many(db: Database, today: date, now: datetime) -> None:
    """Ten thousand moved, done and deleted, and the last of it taken back."""
    ids = list_tasks(db, TaskFilter(), today).ids[:MANY]
    acts: dict[str, Callable[[], int]] = {
        "moved": lambda: move_tasks(db, ids, today + timedelta(days=3), now),
        "deleted": lambda: delete_tasks(db, ids, now),
    }
    for name, act in acts.items():
        began = time.process_time()
        action = act()
        taken = time.process_time() - began
        began = time.process_time()
        undo_action(db, action, now)
        print(f"{len(ids):>8,} {name:<12} {taken:6.2f} s, taken back {time.process_time() - began:6.2f} s")
    began = time.process_time()
    complete_tasks(db, ids, now)
    print(f"{len(ids):>8,} {'done':<12} {time.process_time() - began:6.2f} s")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--tasks", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    now = datetime.now(UTC)
    today = now.date()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(asked.data / "regulars.db", folder))
        db = open_database(path, now)
        raw = connect(path)
        fill(raw, asked.tasks, today)
        for name, (ours, bare) in pairs(db, raw, today).items():
            mine, limit = best(ours, asked.rounds), best(bare, asked.rounds)
            print(f"{name:<20} {mine:8.1f} ms   limit {limit:8.1f} ms   {mine / limit:5.2f}")
        write_many(db, today, now)
        raw.close()
        db.close()


if __name__ == "__main__":
    main()
