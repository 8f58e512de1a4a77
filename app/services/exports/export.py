"""A file out of the shop: clients, purchases, products, the list of the day, the imports; .xlsx or .csv by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from errno import ENOSPC
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.exporting import ExportQueries
from app.services.clients.find import list_client_ids
from app.services.errors import DiskFull, FileLocked, ReadOnlyStorage, WrongEnding
from app.services.exports.clients import clients_table
from app.services.exports.delimited import write_delimited
from app.services.exports.imports import imports_table
from app.services.exports.products import products_table
from app.services.exports.purchases import purchases_table
from app.services.exports.purchases_listed import listed_table
from app.services.exports.segments import segments_table
from app.services.exports.table import Report, Table, Words
from app.services.exports.today import today_table
from app.services.exports.vcards import write_vcards
from app.services.exports.workbook import write_workbook
from app.services.imports.batches import list_batches
from app.services.products.listing import Figures
from app.services.reminders.items import DueItem
from app.services.segments.scored import scored_clients
from app.services.segments.settings import get_segment_settings
from app.services.settings import ShopSettings, get_settings
from app.services.shop_time import day_end

ENDINGS = (".xlsx", ".csv")
VCARD = ".vcf"  # of clients only


@dataclass(frozen=True)
class Exported:
    """A finished file. `cut` texts were longer than a cell of a workbook may be, and end in "…"."""

    file: Path
    rows: int
    cut: int = 0


def no_report(_done: int, _total: int) -> None:
    """Nobody wants to know."""


def export_clients(
    db: Database,
    target: Path,
    words: Words,
    ids: Sequence[int] | None = None,
    report: Report = no_report,
    as_of: date | None = None,
) -> Exported:
    """All clients, or those with `ids` in that order, also as vCards; with `as_of` their facts are those of that day.
    `report(clients done, of all)` may raise Cancelled.

    Raises WrongEnding, FileLocked (also a target open in Excel), ReadOnlyStorage, DiskFull; a file that was there
    before then stays as it was.
    """
    settings = get_settings(db)
    ids = list_client_ids(db) if ids is None else ids
    with unfinished(target, (*ENDINGS, VCARD)) as part, db.read() as session:
        queries = _queries(session, as_of, settings)
        if target.suffix.lower() == VCARD:
            with file_errors(target):
                return Exported(target, write_vcards(part, queries, ids, lambda rows: report(rows, len(ids))))
        table = clients_table(queries, ids, words, settings)
        return _write(target, part, table, words, lambda rows: report(rows, len(ids)))


def export_purchases(
    db: Database,
    target: Path,
    words: Words,
    report: Report = no_report,
    client_id: int | None = None,
    as_of: date | None = None,
) -> Exported:
    """All purchases, or those of a client, up to the end of `as_of`, a row for each line of a receipt.
    `report(receipts done, of all)`.

    Raises as `export_clients`.
    """
    settings = get_settings(db)
    with unfinished(target) as part, db.read() as session:
        queries = _queries(session, as_of, settings)
        receipts = queries.receipts(client_id)
        table = purchases_table(queries, receipts, words, lambda done: report(done, len(receipts)))
        return _write(target, part, table, words, lambda _rows: None)


def export_products(
    db: Database,
    target: Path,
    words: Words,
    ids: Sequence[int],
    figures: Figures,
    report: Report = no_report,
) -> Exported:
    """The products with `ids` in that order. `report(products done, of all)`; raises as `export_clients`."""
    with unfinished(target) as part:
        table = products_table(db, ids, figures, words)
        return _write(target, part, table, words, lambda rows: report(rows, len(ids)))


def export_listed_purchases(
    db: Database,
    target: Path,
    words: Words,
    ids: Sequence[int],
    by: Literal["receipt", "line"],
    report: Report = no_report,
) -> Exported:
    """The receipts or lines with `ids` in that order, a row each. `report(rows done, of all)`.

    Raises as `export_clients`.
    """
    with unfinished(target) as part:
        table = listed_table(db, ids, by, words)
        return _write(target, part, table, words, lambda rows: report(rows, len(ids)))


def export_today(target: Path, items: Sequence[DueItem], words: Words, report: Report = no_report) -> Exported:
    """The reminders of a day. `report(rows done, of all)`; raises as `export_clients`."""
    with unfinished(target) as part:
        return _write(target, part, today_table(items, words), words, lambda rows: report(rows, len(items)))


def export_segments(
    db: Database, target: Path, words: Words, today: date, report: Report = no_report, as_of: date | None = None
) -> Exported:
    """Every buyer with the group and the scores, of today or of the end of `as_of`. `report(buyers done, of all)`;
    raises as `export_clients`."""
    scored, names = scored_clients(db, as_of, today)[1], get_segment_settings(db).names
    with unfinished(target) as part:
        table = segments_table(scored, names, words)
        return _write(target, part, table, words, lambda rows: report(rows, len(scored)))


def export_imports(db: Database, target: Path, words: Words) -> Exported:
    """The history of imports, the newest first. Raises as `export_clients`."""
    batches, settings = list_batches(db), get_settings(db)
    with unfinished(target) as part:
        return _write(target, part, imports_table(batches, words, settings), words, lambda _rows: None)


def write_example(target: Path, tables: Sequence[Table], words: Words) -> Exported:
    """A workbook with the columns that an import understands. Raises as `export_clients`."""
    with unfinished(target) as part, file_errors(target):
        rows, cut = write_workbook(part, tables, words, lambda _rows: None)
        return Exported(target, rows, cut)


def _queries(session: Session, as_of: date | None, settings: ShopSettings) -> ExportQueries:
    if as_of is None:
        return ExportQueries(session)
    return ExportQueries(session, as_of, day_end(as_of, settings.zone))


def _write(target: Path, part: Path, table: Table, words: Words, done: Callable[[int], None]) -> Exported:
    with file_errors(target):
        if target.suffix.lower() == ".csv":
            return Exported(target, write_delimited(part, table, words, done))
        rows, cut = write_workbook(part, [table], words, done)
        return Exported(target, rows, cut)


@contextmanager
def unfinished(target: Path, endings: Sequence[str] = ENDINGS) -> Iterator[Path]:
    """A file beside the target that takes its name once it is whole, and is gone if anything fails."""
    if target.suffix.lower() not in endings:
        raise WrongEnding(file=target.name, endings=", ".join(endings))
    part = target.with_name(target.name + ".part")
    try:
        with file_errors(target):
            if target.exists():
                target.open("r+b").close()  # a workbook open in Excel is found out before the work
        yield part
        with file_errors(target):
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def file_errors(target: Path) -> Iterator[None]:
    """What the system says about the target, as failures with its name."""
    try:
        yield
    except PermissionError as error:
        raise FileLocked(file=target.name) from error
    except OSError as error:
        raise (DiskFull if error.errno == ENOSPC else ReadOnlyStorage)(file=str(target)) from error
