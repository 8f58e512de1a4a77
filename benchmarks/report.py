"""The whole report beside the bare reading that it cannot do without, and beside others, on one and the same shop.

    python benchmarks/report.py FOLDER [BIGGER] [--peer PYTHON]   # copies of shops of benchmarks/big_shop.py

The bare reading is what each client bought on each day, as rows into numpy: no return, no visit, no number is told
apart. "Of work" compares the time of processors, which a busy machine changes less. `--peer` is an interpreter with
pandas, polars and duckdb: they read the receipts from the same file and count revenue by month and cohorts, no more.
"""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before numpy is loaded

import numpy as np
from beside import Took, ask_peers, in_turns, longest_wait, measure_shops, open_shop, peak

from app.models.database import Database
from app.services.report.build import all_time, build_report
from app.services.report.period import whole_months

AT_ONCE = 20_000
GROUPS = (
    "SELECT client_id, CAST(julianday(day) AS INTEGER), sum(total) FROM purchase INDEXED BY ix_purchase_facts"
    " WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL GROUP BY client_id, day"
)
PEER = """
import sqlite3, sys, time, warnings
warnings.filterwarnings("ignore")
import pandas as pd, polars as pl, duckdb
db = sqlite3.connect(sys.argv[1])
query = ("SELECT client_id c, substr(day, 1, 4) * 12 + substr(day, 6, 2) m, total t FROM purchase"
         " WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL AND total IS NOT NULL")
def by_pandas():
    frame = pd.read_sql(query, db)
    frame["f"] = frame[frame.t > 0].groupby("c").m.min().reindex(frame.c).to_numpy()
    frame.assign(new=frame.f == frame.m).groupby(["m", "new"]).t.sum()
    frame[frame.t > 0].groupby(["f", "m"]).c.nunique()
def by_polars():
    frame = pl.read_database(query, db)
    first = frame.filter(pl.col("t") > 0).group_by("c").agg(pl.col("m").min().alias("f"))
    frame = frame.join(first, on="c", how="left")
    frame.group_by("m", pl.col("f") == pl.col("m")).agg(pl.col("t").sum())
    frame.filter(pl.col("t") > 0).group_by("f", "m").agg(pl.col("c").n_unique())
def by_duckdb():
    frame = pd.read_sql(query, db)
    first = "with f as (select c, min(m) filter (t > 0) f from frame group by c) "
    duckdb.sql(first + "select m, f = m, sum(t) from frame join f using (c) group by 1, 2").fetchnumpy()
    came = "select f, m, count(distinct c) from frame join f using (c) where t > 0 group by 1, 2"
    duckdb.sql(first + came).fetchnumpy()
"""


def bare_reading(db: Database) -> int:
    """The (client, day) groups as one array; returns how many there are."""
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        cursor, blocks = raw.execute(GROUPS), []
        while rows := cursor.fetchmany(AT_ONCE):
            blocks.append(np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * 3).reshape(-1, 3))
    return len(np.concatenate(blocks))


def measure(folder: Path, peer: str) -> Took:
    """Everything about one shop; returns the report of all time."""
    db, today = open_shop(folder)
    whole = all_time(db, today)
    assert whole is not None
    year = whole_months(today, 12)
    build_report(db, whole, whole.previous(), today)
    print(f"{folder}: the report of all time, peak {peak()}")
    took = in_turns(
        {
            "bare": lambda: bare_reading(db),
            "year": lambda: build_report(db, year, year.previous(), today),
            "whole": lambda: build_report(db, whole, whole.previous(), today),
        }
    )
    print(f"  bare reading of {bare_reading(db):,} groups {took['bare'].clock:.3f} s")
    print(f"  report of the last 12 months {took['year'].beside(took['bare'])}")
    print(f"  report of all time           {took['whole'].beside(took['bare'])}")
    seconds, wait = longest_wait(lambda: build_report(db, whole, whole.previous(), today))
    print(f"  longest wait of another thread in {seconds:.2f} s: {wait:.0f} ms")
    for name, seconds in (ask_peers(peer, PEER, folder / "regulars.db") if peer else {}).items():
        ratio = seconds / took["whole"].clock
        print(f"  months and cohorts alone by {name} {seconds:.3f} s = {ratio:.1f} x the whole report")
    db.close()
    return took["whole"]


if __name__ == "__main__":
    measure_shops(__doc__, measure)
