"""The services of an import as the page uses them; every function here runs in a lane, never in the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import _
from app.services.errors import AppError, ReadOnlyStorage
from app.services.imports.results import BatchReport, BatchRow, UndoResult
from app.services.settings import ShopSettings
from app.ui.background import Report
from app.ui.imports.figures import Figures, RejectedRow, SheetFigures
from app.wording.counts import clients_count, visits_count
from app.wording.failures import error_sentence
from app.wording.imports import kept_reason, no_copy_sentence
from app.wording.readings import doubt_lines

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.imports.plan import ImportPlan


KEPT_SHOWN = 200  # lines of what an undo left


@dataclass(frozen=True)
class Result:
    """What an import did. `batches` are its files that went in; `title` names them; `action_id` takes them all back."""

    figures: Figures
    action_id: int | None
    batches: tuple[int, ...]
    title: str


def prepare(plan: ImportPlan, report: Report) -> Figures:
    """Read, stage and match everything; what would come of it.."""
    plan.prepare(report)
    return _figures_of(plan.reports())


def settle(plan: ImportPlan) -> Figures:
    """Follow what was decided about people who look alike; what would come of it now."""
    plan.settle()
    return _figures_of(plan.reports())


def apply(db: Database, plan: ImportPlan, now: datetime, report: Report) -> Result:
    """Write what was prepared, in one transaction; the plan is closed once it is in."""
    from app.services.imports.apply import apply_import

    result = apply_import(db, plan, now, report)
    figures = _figures_of(result.batches)
    missed = no_copy_sentence(result.precaution.skipped) if result.precaution is not None else ""
    figures = replace(figures, errors=(*figures.errors, missed)) if missed else figures
    plan.close()
    entered = [(r.batch, r.file) for r in result.batches if r.error is None and r.batch is not None]
    return Result(
        figures, result.action_id, tuple(batch for batch, _file in entered), ", ".join(file for _batch, file in entered)
    )


def undo(db: Database, batch: int, now: datetime, report: Report) -> UndoResult:
    """Take one file back, and the others of its drop if they lean on it."""
    from app.services.imports.undo import undo_batch

    return undo_batch(db, batch, now, report)


def undo_drop(db: Database, action_id: int, now: datetime, report: Report) -> UndoResult:
    """Take back everything that was dropped together."""
    from app.services.imports.undo import undo_import

    return undo_import(db, action_id, now, report)


def undo_sentence(result: UndoResult) -> str:
    """What an undo took back, and what it left."""
    said = _("Taken back: {clients}, {purchases}.").format(
        clients=clients_count(result.clients_removed), purchases=visits_count(result.purchases_removed)
    )
    if result.kept:
        said += " " + _("Kept because you worked with them since: {n}.").format(n=len(result.kept))
    return said


def kept_lines(result: UndoResult) -> str:
    """What an undo left and why, a line each; the first of many."""
    lines = [f"{kept.what}: {kept_reason(kept.why)}" for kept in result.kept[:KEPT_SHOWN]]
    if len(result.kept) > KEPT_SHOWN:
        lines.append("…")
    return "\n".join(lines)


def past(db: Database) -> list[BatchRow]:
    """Imports of the past, newest first."""
    from app.services.imports.batches import list_batches

    return list_batches(db)


def save_rejected(db: Database, batches: Sequence[int], place: Path) -> None:
    """Write the rows that could not be used as a workbook to correct. Raises ReadOnlyStorage."""
    from app.services.imports.rejected import write_rejected_book
    from app.wording.files import rejected_words

    try:
        write_rejected_book(db, batches, place, rejected_words())
    except OSError as error:
        raise ReadOnlyStorage(file=place.name) from error


def save_currency(db: Database, settings: ShopSettings, currency: str) -> ShopSettings:
    """Let the shop count in another currency."""
    from app.services.settings import save_settings

    changed = replace(settings, currency=currency)
    save_settings(db, changed)
    return changed


def _figures_of(reports: Sequence[BatchReport]) -> Figures:
    sheet_ids, row_ids = count(), count()
    return Figures(
        clients_created=sum(r.clients.created for r in reports),
        clients_updated=sum(r.clients.updated for r in reports),
        clients_unchanged=sum(r.clients.unchanged for r in reports),
        purchases_created=sum(r.purchases.created for r in reports),
        purchases_known=sum(r.purchases.duplicate for r in reports),
        purchases_updated=sum(r.purchases.updated for r in reports),
        purchases_different=sum(r.purchases.different for r in reports),
        products_created=sum(r.products.created for r in reports),
        sheets=tuple(
            SheetFigures(
                next(sheet_ids),
                report.file,
                sheet.sheet,
                sheet.rows_in,
                sheet.rows_ok,
                sheet.rows_repaired,
                sheet.rows_skipped,
                sheet.rows_failed,
            )
            for report in reports
            for sheet in report.sheets
        ),
        rejected=tuple(
            RejectedRow(next(row_ids), report.file, f.sheet, f.row, f.column, f.value, f.code)
            for report in reports
            for f in report.failures
        ),
        errors=tuple(error_sentence(r.error) for r in reports if isinstance(r.error, AppError)),
        doubts=tuple(line for r in reports for sheet in r.sheets if sheet.rows_ok for line in doubt_lines(sheet)),
    )
