"""Many odd and broken files through the reading half: none may end the program, and the cells must be those of others.

    python benchmarks/golden_cells.py FOLDER MANIFEST GOLDEN [--rows] [--only TEXT]

FOLDER holds the files; MANIFEST is a .csv with the columns path, password, two_readers_agree; GOLDEN a .json(.xz) with
{path: {sheet: {"cells": n, "numeric_sum": x}}}, what other readers found. Each file is opened in a process of its own
with the program's limit on memory and 60 s. With `--rows` it also goes the whole way: recognised, cleaned, handed over.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import math
import multiprocessing
import resource
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.services import errors
from app.services.errors import AppError
from app.services.imports.files.limits import limit_memory
from app.services.imports.files.opening import open_sheets
from app.services.imports.options import Options
from app.services.imports.read import Reader
from app.services.imports.rows import Choices
from app.services.imports.values.memo import ERROR_TEXTS
from app.wording.failures import error_sentence

MEMORY_MB = 2048
SECONDS = 60
Cells = dict[str, tuple[int, float]]


def count_cells(path: Path, options: Options) -> Cells:
    """(cells that are not empty, sum of the numbers) of each sheet."""
    found: Cells = {}
    for sheet in open_sheets(path, options):
        cells, errors_shown, numbers = 0, 0, []
        for columns in sheet.batches():
            for column in columns:
                cells += sum(cell not in ("", None) for cell in column)
                errors_shown += sum(type(cell) is str and cell in ERROR_TEXTS for cell in column)
                numbers += [cell for cell in column if type(cell) in (int, float)]
        cells -= min(
            errors_shown, sum(map(len, sheet.marks().errors.values()))
        )  # others count a cell with an error as empty
        found[sheet.name] = (cells, math.fsum(number for number in numbers if isinstance(number, (int, float))))
    return found


def child(connection: Connection, path: Path, options: Options) -> None:
    """Count within the limits; say what was found, which expected failure came, or the trace of a bug."""
    limit_memory(MEMORY_MB)
    try:
        answer: Any = ("ok", count_cells(path, options))
    except AppError as error:
        answer = (type(error).__name__, dict(error.fields))
    except MemoryError:
        answer = ("FileTooLarge", {})
    except BaseException as error:  # noqa: BLE001  a panic of a library is none of Exception
        answer = (f"BUG {type(error).__name__}", traceback.format_exc())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    connection.send((*answer, peak))


def opened(path: Path, options: Options) -> tuple[str, Any, int, float]:
    """(what came of it, cells or details, MB at the peak, seconds)."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=child, args=(theirs, path, options))
    began = time.perf_counter()
    process.start()
    theirs.close()
    try:
        outcome, details, peak = ours.recv() if ours.poll(SECONDS) else ("TIMEOUT", None, 0)
    except EOFError:
        outcome, details, peak = "DIED", None, 0
    process.kill()
    process.join()
    return outcome, details, peak, time.perf_counter() - began


def read_whole(path: Path, options: Options) -> str:
    """Recognise and clean everything as an import does."""
    try:
        with Reader(path, password=options.password, max_memory_mb=MEMORY_MB, max_seconds=SECONDS) as reader:
            for info in reader.inspect():
                for _batch in reader.rows(info.name, Choices({column.index: column.field for column in info.columns})):
                    pass
    except AppError as error:
        return type(error).__name__
    except (RuntimeError, TypeError, ValueError) as error:
        return f"BUG {type(error).__name__} {str(error).splitlines()[-1]}"
    return "ok"


def sentence(outcome: str, details: Any) -> str:
    """What the owner is told; the trace of what is none of the program's failures."""
    failure = getattr(errors, outcome, None)
    return error_sentence(failure(**details)) if failure is not None else str(details or "")


def differences(golden: dict[str, dict[str, Any]], cells: Cells) -> Iterator[str]:
    """Sheets whose count or sum is another than theirs."""
    for name, theirs in golden.items():
        count, total = cells.get(name, (0, 0.0))
        if count != theirs["cells"] or not math.isclose(total, theirs["numeric_sum"], rel_tol=1e-6, abs_tol=1e-3):
            yield f"{name}: {count} cells {total:.4f}, others {theirs['cells']} cells {theirs['numeric_sum']}"


def main() -> None:
    """Try all files and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("folder", "manifest", "golden"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rows", action="store_true", help="also recognise and clean every row")
    parser.add_argument("--only", default="", help="files with this text in their path")
    wanted = parser.parse_args()
    with (lzma.open if wanted.golden.suffix == ".xz" else open)(wanted.golden, "rt", encoding="utf-8") as file:
        golden = json.load(file)
    with wanted.manifest.open(encoding="utf-8", newline="") as file:
        entries = [entry for entry in csv.DictReader(file) if wanted.only in entry["path"]]
    outcomes: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    wholes: Counter[str] = Counter()
    slowest, slowest_whole, largest = (0.0, ""), (0.0, ""), (0, "")
    for entry in entries:
        path = wanted.folder / entry["path"]
        options = Options(password=entry["password"].replace("?", "") or None, hidden=True)
        outcome, details, peak, seconds = opened(path, options)
        if outcome == "DIED":  # the program then asks the second reader, too
            outcome, details, peak, seconds = opened(path, replace(options, second=True))
        slowest, largest = max(slowest, (seconds, entry["path"])), max(largest, (peak, entry["path"]))
        began = time.perf_counter()
        whole = read_whole(path, options) if wanted.rows else ""
        slowest_whole = max(slowest_whole, (time.perf_counter() - began, entry["path"]))
        outcomes[outcome] += 1
        wholes[whole] += 1
        if outcome != "ok" or whole.startswith(("BUG", "FileKills")):
            print(
                f"{outcome:22} {whole:15} {entry['path']}  {sentence(outcome, details) if outcome != 'ok' else whole}"
            )
        if entry["path"] in golden:
            sheets = details if outcome == "ok" else {}
            wrong = list(differences(golden[entry["path"]], sheets))
            agreed[f"{entry['two_readers_agree']}: {'differ' if wrong else 'same'}"] += 1
            for difference in wrong:
                print(f"DIFFERS ({entry['two_readers_agree']}) {entry['path']}  {difference}")
    print(dict(outcomes), dict(agreed), f"slowest {slowest}, most memory (MB) {largest}", sep="\n")
    if wanted.rows:
        print(f"the whole way: {dict(wholes)}, slowest {slowest_whole}")


if __name__ == "__main__":
    main()
