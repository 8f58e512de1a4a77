"""What a staged drop would do to the shop as it is at this moment: matches, changes and counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.models.imports.again import compare_receipts, know_by_content, know_by_key
from app.models.imports.match import batches_leaning, client_counts, failed_rows, purchase_counts
from app.models.imports.staging import Stage, forget_match
from app.services.imports.matching.goods import match_products
from app.services.imports.matching.match import match_clients
from app.services.imports.matching.merge import make_keys, merge_mentions, plan_updates
from app.services.imports.matching.stage import StagedSheet
from app.services.imports.planned import PlannedFile, PlannedSheet, only_marks_returns
from app.services.imports.results import (
    MOST_FAILURES,
    BatchReport,
    ClientCounts,
    ColumnReport,
    Failure,
    ProductCounts,
    PurchaseCounts,
    SheetReport,
)
from app.services.imports.rows import Column, Field, Role
from app.services.imports.tables.doubts import open_doubts, told


@dataclass(frozen=True)
class Outlook:
    """Counts by batch (number of the file within the drop), as of one state of the shop's file."""

    shop_version: int
    clients: dict[int, tuple[int, int, int]]
    purchases: dict[int, tuple[int, int, int, int]]
    products: dict[int, int]
    leaning: tuple[tuple[int, int], ...]  # (batch, batch it leans on)
    failures: dict[int, tuple[Failure, ...]]

    def reports(
        self,
        files: Sequence[PlannedFile],
        staged: Sequence[StagedSheet],
        seconds: float,
        first_batch: int | None = None,
    ) -> tuple[BatchReport, ...]:
        """One report per file; `first_batch` is the id of the first file's batch, None on a dry run."""
        found = []
        for number, file in enumerate(files, 1):
            batch = None if first_batch is None else first_batch + number - 1
            if file.error is not None:
                found.append(BatchReport(batch, file.name, first_batch is None, error=file.error))
                continue
            found.append(
                BatchReport(
                    batch,
                    file.name,
                    first_batch is None,
                    tuple(_sheet_report(sheet, number, staged) for sheet in file.sheets if _is_told(sheet)),
                    ClientCounts(*self.clients.get(number, ())),
                    PurchaseCounts(*self.purchases.get(number, ())),
                    ProductCounts(self.products.get(number, 0)),
                    self.failures.get(number, ()),
                    seconds=round(seconds, 3),
                )
            )
        return tuple(found)


def match_with_shop(stage: Stage, on_conflict: str, settle: Callable[[Any], None] | None = None) -> Outlook:
    """Match everything staged with the shop, through the planning connection."""
    version = stage.shop_version()
    with stage.transaction():
        return match(stage.raw, stage.persons, on_conflict, version, settle)


def match(
    raw: Any, persons: int, on_conflict: str, version: int, settle: Callable[[Any], None] | None = None
) -> Outlook:
    """The match itself, on any connection with the stage attached and a transaction open. `settle` comes first once."""
    forget_match(raw, persons)
    products = match_products(raw)
    if settle is not None:
        settle(raw)
    know_by_key(raw)
    match_clients(raw)
    know_by_content(raw)
    compare_receipts(raw, on_conflict)
    merge_mentions(raw, persons + 1)
    make_keys(raw)
    plan_updates(raw)
    failures: dict[int, tuple[Failure, ...]] = {}
    for batch, rows in groupby(failed_rows(raw, MOST_FAILURES), itemgetter(0)):
        failures[batch] = tuple(Failure(*row[1:]) for row in rows)
    return Outlook(version, client_counts(raw), purchase_counts(raw), products, tuple(batches_leaning(raw)), failures)


def _column_report(sheet: PlannedSheet, column: Column) -> ColumnReport:
    taken, chosen = sheet.fields[column.index], sheet.readings.get(column.index)
    doubts = open_doubts(column, taken, chosen)
    field = f"own:{sheet.own[column.index].name}" if taken is Field.OWN else str(taken)
    return ColumnReport(column.title, field, column.confidence, told(column, taken, chosen), doubts)


def _is_told(sheet: PlannedSheet) -> bool:
    """Sheets that are taken, and those that the program leaves out on its own account."""
    return sheet.chosen or only_marks_returns(sheet.info)


def _sheet_report(sheet: PlannedSheet, number: int, staged: Sequence[StagedSheet]) -> SheetReport:
    info = sheet.info
    columns = tuple(_column_report(sheet, column) for column in info.columns)
    more = (info.hidden_rows, sheet.remembered.profile if sheet.remembered else None, info.remarks)
    taken = next((s for s in staged if s.batch == number and s.info is info), None)
    if taken is None or sheet.role is Role.NOTHING:
        return SheetReport(info.name, info.header_row, info.rows, 0, 0, info.rows, 0, columns, *more)
    counts = taken.counts
    balanced = (counts.rows_in, counts.ok, counts.repaired, counts.skipped, counts.failed)
    return SheetReport(info.name, info.header_row, *balanced, columns, *more)
