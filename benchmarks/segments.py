"""Groups of clients: the map of a shop beside the ways that others would take, on one and the same data, in one run.

    python benchmarks/segments.py FOLDER [--peer PYTHON]   # a copy of a shop of benchmarks/big_shop.py

Every way scores recency, frequency and money by fifths of all buyers and counts the cells. numpy starts from the three
columns that the shop keeps of every client, read through SQLite; `--peer` is an interpreter with pandas, polars and
duckdb, which get the receipts in memory: reading them from SQLite would come on top.
The map also tells medians of rhythm and silence, prospects and first-timers, which the others do not.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from app.models.database import Database
from app.models.facts import last_purchase_day
from app.models.upgrade import open_database
from app.services.segments.map import segment_map
from app.services.segments.movements import movements

PEER = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd, polars as pl, duckdb
file = sys.argv[1]
days, clients, totals = (np.load(file)[name] for name in ("day", "client", "total"))
def cells(r, f, m):
    cut = lambda v: 1 + np.searchsorted(np.quantile(v, [.2, .4, .6, .8]), v, side="left")
    return np.unique(100 * cut(r) + 10 * cut(f) + cut(m), return_counts=True)
def by_pandas():
    frame = pd.DataFrame({"c": clients, "d": days, "t": totals})
    one = frame[frame.t > 0].groupby("c").agg(d=("d", "max"), f=("d", "nunique"))
    one["m"] = frame.groupby("c").t.sum()
    cells((-one.d).to_numpy(), one.f.to_numpy(), one.m.to_numpy())
def by_polars():
    frame = pl.DataFrame({"c": clients, "d": days, "t": totals})
    sold = frame.filter(pl.col("t") > 0).group_by("c").agg(pl.col("d").max(), pl.col("d").n_unique().alias("f"))
    one = sold.join(frame.group_by("c").agg(pl.col("t").sum()), on="c")
    cells((-one["d"]).to_numpy(), one["f"].to_numpy(), one["t"].to_numpy())
def by_duckdb():
    frame = pd.DataFrame({"c": clients, "d": days, "t": totals})
    one = duckdb.sql("select c, max(d) filter (t > 0) d, count(distinct d) filter (t > 0) f, sum(t) t from frame"
                     " group by c having max(t) > 0").fetchnumpy()
    cells(-one["d"], one["f"], one["t"])
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


def by_numpy(db: Database) -> int:
    """Cells of all buyers from the columns that are kept of every client; returns the buyers."""
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        rows = raw.execute(
            "SELECT julianday(last_visit), visits, total FROM client INDEXED BY ix_client_listed"
            " WHERE deleted_at IS NULL AND merged_into_id IS NULL AND visits > 0"
        ).fetchall()
    last, visits, total = np.array(rows, np.float64).T
    scores = [1 + np.searchsorted(np.quantile(one, [0.2, 0.4, 0.6, 0.8]), one) for one in (-last, visits, total)]
    np.unique(100 * scores[0] + 10 * scores[1] + scores[2], return_counts=True)
    return len(rows)


def by_peers(db: Database, peer: str) -> str:
    """Seconds of pandas, polars and DuckDB from the receipts in memory."""
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        rows = raw.execute(
            "SELECT CAST(julianday(day) AS INTEGER), client_id, total FROM purchase WHERE client_id IS NOT NULL"
            " AND status = 'done' AND deleted_at IS NULL AND total IS NOT NULL"
        ).fetchall()
    day, client, total = np.array(rows, np.int64).T
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "receipts.npz"
        np.savez(file, day=day, client=client, total=total)
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
    assert today is not None
    buyers = by_numpy(db)
    print(f"{buyers:,} buyers; map by fifths {timed(lambda: segment_map(db, None, today, 'quintile')):.3f} s")
    print(f"map by the shop's steps {timed(lambda: segment_map(db, None, today, 'ladder')):.3f} s")
    print(f"movements of the month {timed(lambda: movements(db, today.replace(day=1), today)):.3f} s")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    print(f"numpy from three columns of every client {timed(lambda: by_numpy(db)):.3f} s")
    if options.peer:
        print(f"from the receipts in memory: {by_peers(db, options.peer)}")
    db.close()


if __name__ == "__main__":
    main()
