"""How much slower than reading the cells and putting them away raw is an import with all of its work done?

    python benchmarks/import_speed.py [--clients 100000] [--purchases 1000000] [--rounds 3] [--folder FOLDER]

The limit reads the same .xlsx with python-calamine and inserts the untouched cells into one table without an index,
in one transaction. Ours is the `import` command: sheets and columns recognised, cells cleaned, people matched,
purchases with their lines, products, facts kept on the client, the search index, and what is needed to undo it all.
Purchases go into a shop that already has the clients. Where uv can fetch pandas, pandas (by calamine) with to_sql is
the third: raw cells as texts and nothing else done. All are whole fresh processes, in turn; medians are compared.

Then the growth from 10,000 lines on, and what else is promised of an import (import_promises.py).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from import_promises import print_promises
from messy import write_workbooks
from processes import Run, interleaved, print_table, run

ROOT = Path(__file__).parents[1]
BATCH = 5_000
LIMIT, OURS, PEER = "limit: calamine + raw insert", "regulars import", "pandas (calamine) + to_sql"
GROWTH = (10_000, 100_000)
FETCHED = (
    "uv",
    "run",
    "--no-project",
    "--python",
    "3.11",
    "--with",
    "pandas",
    "--with",
    "python-calamine",
    "--with",
    "openpyxl",
    "python",
)


def insert_raw(workbook: Path, database: Path) -> None:
    """The limit: every cell as it is, all rows in one transaction."""
    from python_calamine import CalamineWorkbook
    from sqlcipher3 import dbapi2 as sqlite

    connection = sqlite.connect(str(database), isolation_level=None)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).iter_rows()
    width = len(next(rows))
    columns = ", ".join(f"c{number}" for number in range(width))
    connection.execute(f"CREATE TABLE raw (id INTEGER PRIMARY KEY, {columns})")
    statement = f"INSERT INTO raw ({columns}) VALUES ({', '.join('?' * width)})"
    connection.execute("BEGIN")
    while batch := list(islice(rows, BATCH)):
        connection.executemany(statement, [_without_dates(row) for row in batch])
    connection.execute("COMMIT")
    connection.close()


def _without_dates(row: Sequence[object]) -> list[object]:
    # sqlite's own date adapters would cost more than the insert
    return [cell.isoformat() if isinstance(cell, date | datetime) else cell for cell in row]


def run_limit(workbook: Path, folder: Path) -> Run:
    """The limit in a process of its own, into a new file."""
    database = folder / "raw.db"
    for path in folder.glob("raw.db*"):
        path.unlink()
    return run([sys.executable, __file__, "--limit", str(workbook), str(database)])


def insert_by_pandas(workbook: Path, database: Path) -> None:
    """The peer, in an environment of its own: cells as pandas reads them, columns of mixed cells as texts."""
    import sqlite3

    import pandas  # type: ignore[import-untyped]

    frame = pandas.read_excel(workbook, engine="calamine")
    for column in frame.select_dtypes(exclude=["number", "datetime"]):
        frame[column] = frame[column].astype(str)
    with sqlite3.connect(database) as connection:
        frame.to_sql("raw", connection, index=False)


def run_peer(workbook: Path, folder: Path) -> Run:
    """pandas in a process of its own, into a new file."""
    database = folder / "pandas.db"
    database.unlink(missing_ok=True)
    return run([*FETCHED, __file__, "--peer", str(workbook), str(database)])


def has_peer() -> bool:
    """Whether pandas can be had. The first time it is fetched."""
    return (
        bool(shutil.which("uv"))
        and not subprocess.run([*FETCHED, "-c", "import pandas"], capture_output=True).returncode
    )


def run_ours(workbook: Path, folder: Path, prepared: Path | None) -> Run:
    """The import command on a new shop, or on a copy of a prepared one; what it says of its rows is checked."""
    data = folder / "shop"
    shutil.rmtree(data, ignore_errors=True)
    if prepared:
        shutil.copytree(prepared, data)
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(data), "import", str(workbook), "--json"]
    result = run(command)
    check(json.loads(result.output))
    return result


def check(answer: dict[str, list[dict[str, list[dict[str, int]]]]]) -> None:
    """An import that leaves rows out is no import to time."""
    sheet = answer["batches"][0]["sheets"][0]
    if sheet["rows_ok"] < sheet["rows_in"] * 0.99:
        sys.exit(f"only {sheet['rows_ok']} of {sheet['rows_in']} rows went in")


def main() -> None:
    """Make the workbooks, run all in turn, print a table for each kind of workbook, the growth and the promises."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--purchases", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the workbooks are made and kept for the next time")
    for name in ("--limit", "--peer"):
        parser.add_argument(name, nargs=2, type=Path, metavar=("WORKBOOK", "DATABASE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.limit or options.peer:
        (insert_raw if options.limit else insert_by_pandas)(*(options.limit or options.peer))
        return
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        files = options.folder or work / "workbooks"
        print("making the workbooks", file=sys.stderr)
        write_workbooks(files, options.clients, options.purchases)
        compare(files, work, {"clients": options.clients, "purchases": options.purchases}, options.rounds)
        grow(files, work, options.clients, [size for size in GROWTH if size < options.purchases])
        print()
        print_promises(files / "purchases.xlsx", work / "prepared", files / "clients.xlsx")


def compare(files: Path, work: Path, kinds: dict[str, int], rounds: int) -> None:
    """The limit, ours and the peer on both workbooks; purchases go into a shop with the clients."""
    peer = has_peer()
    for kind, rows in kinds.items():
        workbook = files / f"{kind}.xlsx"
        prepared = _shop_with_clients(files, work) if kind == "purchases" else None
        cases = {LIMIT: partial(run_limit, workbook, work), OURS: partial(run_ours, workbook, work, prepared)}
        if peer:
            cases[PEER] = partial(run_peer, workbook, work)
        print_table(f"{rows:,} {kind}", interleaved(cases, rounds), LIMIT, rows)


def grow(files: Path, work: Path, clients: int, sizes: Sequence[int]) -> None:
    """Import files of fewer sales into the same shop: a line must not get dearer with their number."""
    print(f"\n{'purchase lines':>14} {'seconds':>9} {'cpu us/line':>12} {'peak MiB':>9} {'child MiB':>10}")
    for lines in sizes:
        folder = files / str(lines)
        folder.mkdir(exist_ok=True)
        shutil.copy(files / "clients.xlsx", folder)
        write_workbooks(folder, clients, lines)
        found = run_ours(folder / "purchases.xlsx", work, work / "prepared")
        dear = found.cpu / lines * 1e6
        print(f"{lines:14,} {found.seconds:9.2f} {dear:12.1f} {found.peak_mb:9.0f} {found.child_peak_mb:10.0f}")


def _shop_with_clients(files: Path, work: Path) -> Path:
    run_ours(files / "clients.xlsx", work, None)
    return (work / "shop").rename(work / "prepared")


if __name__ == "__main__":
    main()
