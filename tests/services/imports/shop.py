"""Files as a shop has them, imported into a real database; and the whole content of a database, to compare."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import text

from app.models.database import Database
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import BatchReport, ImportOptions, ImportResult
from tests.factories import NOW

TODAY = date(2026, 11, 21)
LOG = (
    "setting",
    "action",
    "change",
    "import_group",
    "import_batch",
    "import_failure",
    "import_original",
    "mapping_profile",
    "alembic_version",
    "sqlite_sequence",
)
MOVING = ("version", "updated_at")  # a row that was changed and changed back has been written twice

Table = Sequence[Sequence[object]]


def write_xlsx(path: Path, sheets: dict[str, Table]) -> Path:
    """A workbook with these sheets; the first row of each is its header."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def write_csv(path: Path, rows: Table) -> Path:
    """A semicolon file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def bring(db: Database, *paths: Path, **options: Any) -> ImportResult:
    """Import these files as one drop."""
    with plan_import(db, paths, ImportOptions(today=TODAY, **options)) as plan:
        return apply_import(db, plan, NOW)


def bring_one(db: Database, path: Path, **options: Any) -> BatchReport:
    """Import one file; its report."""
    (report,) = bring(db, path, **options).batches
    return report


def ask(db: Database, question: str, **parameters: object) -> list[tuple[Any, ...]]:
    """Rows of a query."""
    with db.read() as session:
        return [tuple(row) for row in session.execute(text(question), parameters)]


def content(db: Database) -> dict[str, list[str]]:
    """Every row of every table that holds the shop's content, as text, without log and counters."""
    found = {}
    tables = ask(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'client_fts%'")
    for (table,) in tables:
        if table not in LOG:
            columns = [row[1] for row in ask(db, f'PRAGMA table_info("{table}")') if row[1] not in MOVING]
            listed = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(map(str, ask(db, f'SELECT {listed} FROM "{table}"')))
    return found


def check_search(db: Database) -> None:
    """Fail when the search index and the clients disagree."""
    with db.write() as session:
        session.execute(text("INSERT INTO client_fts (client_fts, rank) VALUES ('integrity-check', 1)"))
