"""Groups of clients: the map of a shop beside the ways that others would take, on one and the same data, in one run.

    python benchmarks/segments.py FOLDER [BIGGER] [--peer PYTHON]   # copies of shops of benchmarks/big_shop.py

Every way scores recency, frequency and money by fifths of all buyers and counts the cells. numpy starts from the three
columns that the shop keeps of every client, read through SQLite; "of work" compares the time of processors, which a
busy machine changes less. `--peer` is an interpreter with pandas, polars and duckdb, which read the lines of receipts
from the same file. The map also tells medians of rhythm and silence, prospects and first-timers, the others do not.
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
from app.services.segments.map import segment_map
from app.services.segments.movements import movements

COLUMNS = (
    "SELECT CAST(julianday(last_visit) AS INTEGER), visits, total FROM client INDEXED BY ix_client_seen"
    " WHERE deleted_at IS NULL AND merged_into_id IS NULL AND last_visit IS NOT NULL"
)
PEER = """
import sqlite3, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd, polars as pl, duckdb
db = sqlite3.connect(sys.argv[1])
query = ("SELECT p.client_id c, CAST(julianday(p.day) AS INTEGER) d, l.sum t FROM purchase p JOIN purchase_line l"
         " ON l.purchase_id = p.id WHERE p.client_id IS NOT NULL AND p.status = 'done' AND p.deleted_at IS NULL"
         " AND l.sum IS NOT NULL")
def cells(r, f, m):
    cut = lambda v: 1 + np.searchsorted(np.quantile(v, [.2, .4, .6, .8]), v, side="left")
    return np.unique(100 * cut(r) + 10 * cut(f) + cut(m), return_counts=True)
def by_pandas():
    frame = pd.read_sql(query, db)
    one = frame[frame.t > 0].groupby("c").agg(d=("d", "max"), f=("d", "nunique"))
    one["m"] = frame.groupby("c").t.sum()
    cells((-one.d).to_numpy(), one.f.to_numpy(), one.m.to_numpy())
def by_polars():
    frame = pl.read_database(query, db)
    sold = frame.filter(pl.col("t") > 0).group_by("c").agg(pl.col("d").max(), pl.col("d").n_unique().alias("f"))
    one = sold.join(frame.group_by("c").agg(pl.col("t").sum()), on="c")
    cells((-one["d"]).to_numpy(), one["f"].to_numpy(), one["t"].to_numpy())
def by_duckdb():
    frame = pd.read_sql(query, db)
    one = duckdb.sql("select c, max(d) filter (t > 0) d, count(distinct d) filter (t > 0) f, sum(t) t from frame"
                     " group by c having max(t) > 0").fetchnumpy()
    cells(-one["d"], one["f"], one["t"])
"""


def by_numpy(db: Database) -> int:
    """Cells of all buyers from the columns that are kept of every client; returns the buyers."""
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        rows = raw.execute(COLUMNS).fetchall()
    last, visits, total = np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * 3).reshape(-1, 3).T
    scores = [1 + np.searchsorted(np.quantile(one, [0.2, 0.4, 0.6, 0.8]), one) for one in (-last, visits, total)]
    np.unique(100 * scores[0] + 10 * scores[1] + scores[2], return_counts=True)
    return len(rows)


def measure(folder: Path, peer: str) -> Took:
    """Everything about one shop; returns the map by fifths."""
    db, today = open_shop(folder)
    ways = {
        "fifths": lambda: segment_map(db, None, today, "quintile"),
        "steps": lambda: segment_map(db, None, today, "ladder"),
        "moved": lambda: movements(db, today.replace(day=1), today),
    }
    for way in ways.values():
        way()
    print(f"{folder}: the maps and the movements of the month, peak {peak()}")
    took = in_turns({"numpy": lambda: by_numpy(db), **ways})
    print(f"  numpy from three columns of {by_numpy(db):,} buyers {took['numpy'].clock:.3f} s")
    print(f"  map by fifths            {took['fifths'].beside(took['numpy'])}")
    print(f"  map by the shop's steps  {took['steps'].beside(took['numpy'])}")
    print(f"  movements of the month   {took['moved'].beside(took['numpy'])}")
    seconds, wait = longest_wait(lambda: [way() for way in ways.values()])
    print(f"  longest wait of another thread in {seconds:.2f} s: {wait:.0f} ms")
    for name, seconds in (ask_peers(peer, PEER, folder / "regulars.db") if peer else {}).items():
        print(f"  by {name} from the lines {seconds:.3f} s = {seconds / took['fifths'].clock:.1f} x the map by fifths")
    db.close()
    return took["fifths"]


if __name__ == "__main__":
    measure_shops(__doc__, measure)
