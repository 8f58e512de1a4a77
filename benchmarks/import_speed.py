"""How much slower than reading the cells and putting them away raw is an import with all of its work done?

    python benchmarks/import_speed.py [--clients 100000] [--purchases 200000] [--rounds 5] [--folder FOLDER]
    python benchmarks/import_speed.py --growth 10000 100000 1000000

The limit reads the same .xlsx with python-calamine and inserts the untouched cells into one table without an index,
in one transaction. Ours is the `import` command: sheets and columns recognised, cells cleaned, people matched,
purchases with their lines, products, facts kept on the client, the search index, and what is needed to undo it all.
Purchases go into a shop that already has the clients. Both are whole fresh processes, in turn; medians are compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from messy import write_workbooks
from processes import Run, interleaved, print_table, run

ROOT = Path(__file__).parents[1]
BATCH = 5_000
LIMIT, OURS = "limit: calamine + raw insert", "regulars import"


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
    """Make the workbooks, run both in turn, print a table for each kind of workbook."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--purchases", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the workbooks are made and kept for the next time")
    parser.add_argument("--growth", type=int, nargs="+", metavar="LINES", help="only sales, files of so many lines")
    parser.add_argument("--limit", nargs=2, type=Path, metavar=("WORKBOOK", "DATABASE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.limit:
        insert_raw(*options.limit)
        return
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        files = options.folder or work / "workbooks"
        print("making the workbooks", file=sys.stderr)
        write_workbooks(files, options.clients, options.purchases)
        if options.growth:
            grow(files, work, options.clients, options.growth)
            return
        for kind, rows in (("clients", options.clients), ("purchases", options.purchases)):
            workbook = files / f"{kind}.xlsx"
            prepared = _shop_with_clients(files, work) if kind == "purchases" else None
            cases = {LIMIT: partial(run_limit, workbook, work), OURS: partial(run_ours, workbook, work, prepared)}
            print_table(f"{rows:,} {kind}", interleaved(cases, options.rounds), LIMIT, rows)


def grow(files: Path, work: Path, clients: int, sizes: Sequence[int]) -> None:
    """Import ever larger files of sales into the same shop, each once: a line must not get dearer with their number."""
    prepared = _shop_with_clients(files, work)
    print(f"\n{'purchase lines':>14} {'seconds':>9} {'cpu us/line':>12} {'peak MiB':>9} {'child MiB':>10}")
    for lines in sizes:
        folder = files / str(lines)
        folder.mkdir(exist_ok=True)
        shutil.copy(files / "clients.xlsx", folder)
        write_workbooks(folder, clients, lines)
        found = run_ours(folder / "purchases.xlsx", work, prepared)
        dear = found.cpu / lines * 1e6
        print(f"{lines:14,} {found.seconds:9.2f} {dear:12.1f} {found.peak_mb:9.0f} {found.child_peak_mb:10.0f}")


def _shop_with_clients(files: Path, work: Path) -> Path:
    run_ours(files / "clients.xlsx", work, None)
    return (work / "shop").rename(work / "prepared")


if __name__ == "__main__":
    main()
