"""Reminders in a large shop: the sweep, the first one of a day, the list of Today, and the daily roll.

    python benchmarks/reminders.py --data FOLDER [--times 100]     # a COPY of a large shop: it is written to

All rules are switched on; follow-ups, cases, enquiries and memberships are added, one for every so many clients, and
the day is the one after the last purchase. "first" claims all that the shop has; "next day" what a day brings;
"nothing new" is a whole look that finds nothing, "heartbeat" the same when nothing was changed since the one before,
"after a sale" when a receipt came in between.
"from purchases" works out who has lapsed from all receipts, as for a past day. "held" is the longest time for which the
writer was taken, so for which a sale had to wait.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import text

from app.models.database import Database
from app.models.facts import last_purchase_day
from app.models.silences import silences_as_of
from app.models.upgrade import open_database
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.services.reminders.ledger.lull import Lull
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.left_alone import can_answer
from app.services.reminders.occasions.refresh import refresh_all
from app.services.reminders.roll import roll_limits
from app.services.reminders.today.scan import list_first_due
from app.services.settings import get_settings

STAMP = "2026-01-01T00:00:00.000000Z"
# What is added: one for every so many clients.
FILLED = (
    "INSERT INTO task (client_id, title, due_day, first_day, due_at, created_at, updated_at)"
    " SELECT id, 'Call', :day, :day, :at, :at, :at FROM client WHERE id % 200 = 0",
    "INSERT INTO service_case (client_id, kind, title, day, due_day, status, created_at, updated_at)"
    " SELECT id, 'repair', 'Leaks', :day, :day, 'open', :at, :at FROM client WHERE id % 2000 = 1",
    "INSERT INTO enquiry (client_id, asked, day, state, touched_at, created_at, updated_at)"
    " SELECT id, 'Beans', :day, 'new', :at, :at, :at FROM client WHERE id % 2000 = 2",
    "INSERT INTO entitlement (client_id, kind, name, start_day, end_day, created_at, updated_at)"
    " SELECT id, 'membership', 'Club', :day, :day, :at, :at FROM client WHERE id % 500 = 3",
)
RULES = (
    "UPDATE reminder_rule SET enabled = 1",
    "INSERT INTO reminder_rule (kind, params) SELECT 'replenishment', json_object('category', category)"
    " FROM product WHERE category <> '' GROUP BY category LIMIT 2",
    "INSERT INTO reminder_rule (kind, params) SELECT 'service', json_object('product_id', min(id)) FROM product",
    "UPDATE client SET contact_days = 30 WHERE id % 500 = 4",
)


class Writer:
    """Notes for how long each write of a database held the writer."""

    def __init__(self, db: Database) -> None:
        self.held: list[float] = []
        self._write = db.write
        db.write = self._timed  # type: ignore[method-assign]

    @contextmanager
    def _timed(self, *areas: Any) -> Iterator[Any]:
        with self._write(*areas) as session:
            session.connection()
            began = time.perf_counter()
            yield session
            session.flush()
        self.held.append(time.perf_counter() - began)


def timed(act: Callable[[], object], times: int, before: Callable[[int], object] | None = None) -> str:
    """Milliseconds of the calls, by the clock and of the processor: the median and the 95th percentile."""
    clock, worked = [], []
    for number in range(times):
        if before is not None:
            before(number)
        began, busy = time.perf_counter(), time.thread_time()
        act()
        clock.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    shown = (sorted(part)[len(part) * share // 100] for part in (clock, worked) for share in (50, 95))
    return " ".join(f"{one:9.2f}" for one in shown)


def once(name: str, act: Callable[[], object], writer: Writer) -> float:
    """Run it once and print how long it took and held the writer."""
    writer.held.clear()
    began = time.perf_counter()
    told = act()
    seconds = time.perf_counter() - began
    count = len(told) if isinstance(told, list) else told
    held = f"{len(writer.held)} writes, held {max(writer.held, default=0):.3f} s"
    print(f"{name:16} {seconds:8.2f} s   {count} in {held}", flush=True)
    return seconds


def fill(db: Database, day: str) -> None:
    """Put in what the shop lacks, if that was not done yet."""
    with db.read() as session:
        if session.scalar(text("SELECT 1 FROM task LIMIT 1")):
            return
    with db.write() as session:
        for statement in (*FILLED, *RULES):
            session.execute(text(statement), {"day": day, "at": STAMP} if ":day" in statement else {})


def main() -> None:
    """Measure on the shop of `--data`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=100)
    options = parser.parse_args()
    db = open_database(options.data / "regulars.db", datetime.now(UTC))
    settings, writer = get_settings(db), Writer(db)
    with db.read() as session:
        last = last_purchase_day(session)
        clients = session.execute(text("SELECT id FROM client WHERE visits > 0 LIMIT :n"), {"n": options.times}).all()
    if last is None:
        parser.error("--data: a shop with purchases")
    today = last + timedelta(days=1)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=settings.zone).astimezone(UTC)
    fill(db, today.isoformat())
    once("all occasions", lambda: refresh_all(db, today), writer)
    once("roll: limits", lambda: roll_limits(db), writer)
    once("same again", lambda: roll_limits(db), writer)
    once("all of them again", lambda: refresh_all(db, today), writer)
    once("first sweep", lambda: sweep(db, noon, live=True), writer)
    noon += timedelta(days=1)
    today += timedelta(days=1)
    once("next day", lambda: sweep(db, noon, live=True), writer)

    def sale(number: int) -> None:
        lines = (LineData("Beans", 1000, 100_00),)
        add_purchase(db, PurchaseData(clients[number % len(clients)].id, today, lines), noon)
        sweep(db, noon, live=True)  # what the sale closes; the next one finds nothing new

    print(f"{'ms':16} {'p50':>9} {'p95':>9} {'cpu50':>9} {'cpu95':>9}")
    print(f"{'nothing new':16} {timed(lambda: sweep(db, noon, live=True), options.times)}")
    lull = Lull(db)
    print(f"{'heartbeat':16} {timed(lambda: sweep(db, noon, live=True, lull=lull), options.times)}")
    print(f"{'after a sale':16} {timed(lambda: sweep(db, noon, live=True), options.times, sale)}")
    print(f"{'list of today':16} {timed(lambda: list_first_due(db, today, noon), options.times)}")
    print(f"{'can it answer':16} {timed(lambda: can_answer(db, noon), 3)}")
    with db.read() as session:
        print(f"{'from purchases':16} {timed(lambda: silences_as_of(session, today), 1)}")
    db.close()


if __name__ == "__main__":
    main()
