"""Make a large shop to measure on: N clients and P purchase lines in FOLDER/regulars.db.

    PYTHONPATH=. python benchmarks/big_shop.py 100000 1000000 FOLDER
    PYTHONPATH=. python benchmarks/big_shop.py 1000000 10000000 FOLDER

Three years of receipts of one to four lines, about two on the average; some clients buy every week and most once or
twice, one receipt in a hundred is a return. Indexes are built after the rows, purchase facts by the program's own SQL.
The same numbers give the same shop.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import gcd
from pathlib import Path
from random import Random
from typing import Any

from big_people import CLIENT_COLUMNS, Surnames, make_people, products
from sqlalchemy import text

from app.models.base import MOMENT_FORMAT
from app.models.database import connect
from app.models.facts import refresh_touched_and_cadence, touch
from app.models.upgrade import open_database

LAST_DAY = date(2026, 11, 21)
DAYS = 3 * 365
BLOCK = 20_000
CACHE_KIB = 524_288
FILLED = ("client", "contact_point", "client_tag", "preference", "external_id", "product", "purchase", "purchase_line")
LINES_OF = (1, 1, 1, 2, 2, 2, 2, 3, 3, 4)  # how many lines a receipt has, each tenth


def make_shop(folder: Path, clients: int, lines: int, seed: int = 1) -> None:
    """Write the shop into `folder`, which is made anew; tells what took how long."""
    shutil.rmtree(folder, ignore_errors=True)
    path, now = folder / "regulars.db", datetime(2026, 11, 21, 9, tzinfo=UTC)
    open_database(path, now).close()
    raw = connect(path, CACHE_KIB)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA foreign_keys=OFF")
    later = _without_indexes(raw)
    raw.execute("BEGIN")
    random, began = Random(seed), time.perf_counter()
    _fill_clients(raw, random, clients, now)
    began = _tell("clients", began)
    _fill_purchases(raw, random, clients, lines, now)
    began = _tell("purchases", began)
    for statement in later:
        raw.execute(statement)
    raw.execute("COMMIT")
    began = _tell("indexes", began)
    raw.close()
    _work_out_facts(path, now)
    _tell("facts", began)


def _tell(what: str, began: float) -> float:
    print(f"{what:10} {time.perf_counter() - began:7.1f} s", flush=True)
    return time.perf_counter()


def _without_indexes(raw: Any) -> list[str]:
    """Take the indexes of the filled tables and what runs at every insert away; the SQL that makes them again."""
    marks = ", ".join("?" * len(FILLED))
    made = raw.execute(
        f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({marks}) AND sql IS NOT NULL"
        " AND (type = 'index' OR type = 'trigger' AND sql LIKE '%AFTER INSERT%')",
        FILLED,
    ).fetchall()
    for kind, name, _sql in made:
        raw.execute(f"DROP {kind} {name}")
    again = [sql for kind, _name, sql in made if kind == "index"]
    again.append("INSERT INTO client_fts(rowid, search_text) SELECT id, search_text FROM client")
    return again + [sql for kind, _name, sql in made if kind == "trigger"]


def _fill_clients(raw: Any, random: Random, count: int, now: datetime) -> None:
    raw.executemany(
        "INSERT INTO product (id, name, name_key, category, price) VALUES (?, ?, ?, ?, ?)", products(random)
    )
    surnames = Surnames(random)
    marks = ", ".join("?" * len(CLIENT_COLUMNS))
    for first in range(1, count + 1, BLOCK):
        made = make_people(random, surnames, first, min(BLOCK, count + 1 - first), now)
        raw.executemany(f"INSERT INTO client ({', '.join(CLIENT_COLUMNS)}) VALUES ({marks})", made.clients)
        raw.executemany(
            "INSERT INTO contact_point (client_id, kind, value, position) VALUES (?, ?, ?, ?)", made.contacts
        )
        raw.executemany("INSERT INTO client_tag (client_id, tag) VALUES (?, ?)", made.tags)
        raw.executemany("INSERT INTO preference (client_id, text) VALUES (?, ?)", made.preferences)
        raw.executemany("INSERT INTO external_id (client_id, source, value) VALUES (?, ?, ?)", made.external)


def _receipts(random: Random, clients: int, lines: int) -> Iterator[tuple[int, int, str, int]]:
    """(number, client, day, lines) in the order of time, `lines` in all; the shop grew over the years."""
    days = [(LAST_DAY - timedelta(DAYS - 1 - back)).isoformat() for back in range(DAYS)]
    step = next(step for step in (7919, 7927, 7933) if gcd(step, clients) == 1)
    expected = lines * len(LINES_OF) / sum(LINES_OF)
    number, left = 0, lines
    while left > 0:
        number += 1
        positions = min(random.choice(LINES_OF), left)
        left -= positions
        place = int(clients * random.random() ** 2.4)  # a few buy much, most little, some never
        day = days[min(int(DAYS * (number / expected) ** 0.7), DAYS - 1)]
        yield number, place * step % clients + 1, day, positions


def _fill_purchases(raw: Any, random: Random, clients: int, lines: int, now: datetime) -> None:
    prices = [row[0] for row in raw.execute("SELECT price FROM product ORDER BY id")]
    moment, goods = now.strftime(MOMENT_FORMAT), len(prices)
    purchases: list[tuple[Any, ...]] = []
    sold: list[tuple[Any, ...]] = []
    for number, client, day, positions in _receipts(random, clients, lines):
        total = 0
        sign = -1 if random.random() < 0.01 else 1
        for _position in range(positions):
            product = int(goods * random.random() ** 2)
            price = sign * prices[product]
            sold.append((number, product + 1, 1000, abs(price), price))
            total += price
        purchases.append((number, client if number % 11 else None, day, total, f"{number:08d}", moment, moment))
        if len(purchases) >= BLOCK:
            _store(raw, purchases, sold)
    _store(raw, purchases, sold)


def _store(raw: Any, purchases: list[tuple[Any, ...]], sold: list[tuple[Any, ...]]) -> None:
    raw.executemany(
        "INSERT INTO purchase (id, client_id, day, total, receipt, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        purchases,
    )
    raw.executemany(
        "INSERT INTO purchase_line (purchase_id, product_id, quantity, price, sum) VALUES (?, ?, ?, ?, ?)", sold
    )
    purchases.clear()
    sold.clear()


def _work_out_facts(path: Path, now: datetime) -> None:
    db = open_database(path, now)
    try:
        with db.write() as session:
            touch(session)
            session.execute(text("INSERT INTO temp.touched SELECT id FROM client"))
            refresh_touched_and_cadence(session)
    finally:
        db.close()


def main() -> None:
    """Read the numbers and the folder from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clients", type=int)
    parser.add_argument("lines", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    make_shop(options.folder, options.clients, options.lines)


if __name__ == "__main__":
    main()
