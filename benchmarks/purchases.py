"""The purchases page beside the bare SQL of the same answers: ids in order, a screen of rows, and the totals.

    python benchmarks/purchases.py --data FOLDER          # a large shop: see big_shop.py

Nothing is written. The limit is one statement of the same engine with the same settings and conditions, fetched
whole. Each is the best of a few rounds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.models.database import connect
from app.models.upgrade import open_database
from app.services.purchases.listing import PurchaseFilter, list_purchase_ids, purchase_rows, totals

SCREEN = 64
LIVE = (
    "p.deleted_at IS NULL AND (p.client_id IS NULL"
    " OR p.client_id NOT IN (SELECT id FROM client WHERE deleted_at IS NOT NULL))"
)
LINES = "purchase p JOIN purchase_line l ON l.purchase_id = p.id"
Act = Callable[[], object]


def best(act: Act, rounds: int) -> float:
    """Milliseconds of the fastest of some calls."""
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def pairs(data: Path, first: date | None, last: date) -> dict[str, tuple[Act, Act]]:
    """What is measured -> ours and the bare statement."""
    path = data / "regulars.db"
    db, raw = open_database(path, datetime.now(UTC)), connect(path)
    asked = PurchaseFilter(first_day=first, last_day=last if first else None)
    days = f" AND p.day BETWEEN '{first}' AND '{last}'" if first else ""

    def ask(statement: str) -> Act:
        return lambda: raw.execute(statement.format(where=f"{LIVE}{days}")).fetchall()

    some = list_purchase_ids(db, asked)[:SCREEN]
    listed = ", ".join(map(str, some))
    return {
        "receipts by day": (
            lambda: list_purchase_ids(db, asked),
            ask("SELECT p.id FROM purchase p WHERE {where} ORDER BY p.day DESC, p.time DESC, p.id DESC"),
        ),
        "receipts by sum": (
            lambda: list_purchase_ids(db, asked, "receipt", "sum"),
            ask("SELECT p.id FROM purchase p WHERE {where} ORDER BY p.total DESC, p.id DESC"),
        ),
        "receipts by client": (
            lambda: list_purchase_ids(db, asked, "receipt", "client", False),
            ask(
                "SELECT p.id FROM purchase p LEFT JOIN client c ON c.id = p.client_id WHERE {where}"
                " ORDER BY c.sort_key, p.id"
            ),
        ),
        "lines by sum": (
            lambda: list_purchase_ids(db, asked, "line", "sum"),
            ask(f"SELECT l.id FROM {LINES} WHERE {{where}} ORDER BY l.sum DESC, l.id DESC"),
        ),
        "a screen of rows": (
            lambda: purchase_rows(db, some),
            ask(
                "SELECT p.*, c.name, (SELECT group_concat(g.name) FROM purchase_line l JOIN product g"
                " ON g.id = l.product_id WHERE l.purchase_id = p.id) FROM purchase p LEFT JOIN client c"
                f" ON c.id = p.client_id WHERE p.id IN ({listed or 'NULL'})"
            ),
        ),
        "totals": (
            lambda: totals(db, asked),
            ask(
                "SELECT count(*), sum(p.total), sum((SELECT sum(l.quantity) FROM purchase_line l"
                " WHERE l.purchase_id = p.id)) FROM purchase p WHERE {where} AND p.status = 'done'"
            ),
        ),
    }


def main() -> None:
    """Measure the last 30 days and all time, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    raw = connect(options.data / "regulars.db")
    last = date.fromisoformat(raw.execute("SELECT max(day) FROM purchase").fetchone()[0])
    for name, first in (("30 days", last - timedelta(29)), ("all time", None)):
        for what, (ours, bare) in pairs(options.data, first, last).items():
            mine, limit = best(ours, options.rounds), best(bare, options.rounds)
            print(f"{name:9} {what:20} {mine:8.1f} ms, bare SQL {limit:8.1f} ms: {mine / limit:5.2f}", flush=True)


if __name__ == "__main__":
    main()
