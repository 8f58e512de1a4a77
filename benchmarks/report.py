"""The whole report beside the bare reading that it cannot do without, and beside others, on one and the same shop.

    python benchmarks/report.py FOLDER [--peer PYTHON]   # a copy of a shop of benchmarks/big_shop.py

The bare reading is what each client bought on each day, as rows into numpy: no return, no visit, no number is told
apart. `--peer` is an interpreter with pandas, polars and duckdb, which get the receipts in memory and count revenue by
month and cohorts of them, no more; reading them from SQLite would come on top.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from app.models.database import Database
from app.models.facts import last_purchase_day
from app.models.upgrade import open_database
from app.services.report.build import all_time, build_report
from app.services.report.period import whole_months
from app.services.report.shop_days import read_days

AT_ONCE = 20_000
GROUPS = (
    "SELECT client_id, CAST(julianday(day) AS INTEGER), sum(total) FROM purchase INDEXED BY ix_purchase_facts"
    " WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL GROUP BY client_id, day"
)
PEER = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd, polars as pl, duckdb
months, clients, totals = (np.load(sys.argv[1])[name] for name in ("month", "client", "total"))
def by_pandas():
    frame = pd.DataFrame({"c": clients, "m": months, "t": totals})
    frame["f"] = frame[frame.t > 0].groupby("c").m.min().reindex(frame.c).to_numpy()
    frame.assign(new=frame.f == frame.m).groupby(["m", "new"]).t.sum()
    frame[frame.t > 0].groupby(["f", "m"]).c.nunique()
def by_polars():
    frame = pl.DataFrame({"c": clients, "m": months, "t": totals})
    first = frame.filter(pl.col("t") > 0).group_by("c").agg(pl.col("m").min().alias("f"))
    frame = frame.join(first, on="c", how="left")
    frame.group_by("m", pl.col("f") == pl.col("m")).agg(pl.col("t").sum())
    frame.filter(pl.col("t") > 0).group_by("f", "m").agg(pl.col("c").n_unique())
def by_duckdb():
    frame = pd.DataFrame({"c": clients, "m": months, "t": totals})
    first = "with f as (select c, min(m) filter (t > 0) f from frame group by c) "
    duckdb.sql(first + "select m, f = m, sum(t) from frame join f using (c) group by 1, 2").fetchnumpy()
    came = "select f, m, count(distinct c) from frame join f using (c) where t > 0 group by 1, 2"
    duckdb.sql(first + came).fetchnumpy()
for name, way in (("pandas", by_pandas), ("polars", by_polars), ("duckdb", by_duckdb)):
    best = 1e9
    for _turn in range(2):
        began = time.perf_counter(); way(); best = min(best, time.perf_counter() - began)
    print(f"{name} {best:.3f}")
"""


def timed(work: Callable[[], object]) -> float:
    """Seconds of the best of three."""
    best = float("inf")
    for _turn in range(3):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def bare_reading(db: Database) -> int:
    """The (client, day) groups as one array; returns how many there are."""
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        cursor, blocks = raw.execute(GROUPS), []
        while rows := cursor.fetchmany(AT_ONCE):
            blocks.append(np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * 3).reshape(-1, 3))
    return len(np.concatenate(blocks))


def by_peers(db: Database, peer: str) -> str:
    """Seconds of pandas, polars and DuckDB from the receipts in memory."""
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        rows = raw.execute(
            "SELECT substr(day, 1, 4) * 12 + substr(day, 6, 2), client_id, total FROM purchase"
            " WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL AND total IS NOT NULL"
        ).fetchall()
    month, client, total = np.array(rows, np.int64).T
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "receipts.npz"
        np.savez(file, month=month, client=client, total=total)
        answer = subprocess.run([peer, "-c", PEER, str(file)], capture_output=True, text=True, check=True).stdout
    return ", ".join(f"{name} {seconds} s" for name, seconds in map(str.split, answer.splitlines()))


def main() -> None:
    """One line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has pandas, polars and duckdb")
    options = parser.parse_args()
    db = open_database(options.folder / "regulars.db", datetime.now(UTC))
    with db.read() as session:
        today = last_purchase_day(session)
    whole = all_time(db, today) if today else None
    assert today is not None
    assert whole is not None
    groups, bare = bare_reading(db), timed(lambda: bare_reading(db))
    print(f"bare reading of {groups:,} groups {bare:.3f} s")
    for name, period in (("the last 12 months", whole_months(today, 12)), ("all time", whole)):
        seconds = timed(lambda period=period: build_report(db, period, period.previous(), today))  # type: ignore[misc]
        print(f"report of {name} {seconds:.3f} s, {seconds / bare:.1f} times the bare reading")
    with db.read() as session:
        print(f"its reading of days {timed(lambda: read_days(session, today, lambda: None)):.3f} s")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    if options.peer:
        print(f"months and cohorts alone, from the receipts in memory: {by_peers(db, options.peer)}")
    db.close()


if __name__ == "__main__":
    main()
