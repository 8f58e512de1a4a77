"""What an import tells: options in, counts out, in the shape of the command line's JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.services.backups import Precaution
from app.services.errors import AppError
from app.services.imports.rows import Doubt, Field, Remark

Report = Callable[[int, int], None]
"""report(done, total); may raise Cancelled."""

MOST_FAILURES = 1_000  # told; all are kept


@dataclass(frozen=True)
class ImportOptions:
    """How to read and what to do with clients that the shop already has."""

    today: date
    sheets: tuple[str, ...] = ()  # only these; empty: all that are not hidden
    columns: tuple[tuple[str, Field], ...] = ()  # (title or letter, field), over what was recognised
    own: tuple[tuple[str, str], ...] = ()  # (title or letter, name of an own field)
    readings: tuple[tuple[str, str, bool | int | str], ...] = ()  # (title or letter, field of Reading, value)
    profile: str | None = None  # name of the kind of file, in place of its header signature
    as_found: bool = False  # not as earlier imports of such files were set
    password: str | None = None
    encoding: str | None = None
    day_first: bool | None = None
    on_conflict: str = "fill"  # "overwrite", "keep"
    conflicts: tuple[tuple[str, str], ...] = ()  # (title or letter, rule): columns that are not as on_conflict says
    currency: str | None = None  # of the sums in the files, ISO 4217; None: the shop's
    hidden: bool = False  # also the rows and columns that the files hide


@dataclass(frozen=True)
class ColumnReport:
    """One column as it was taken."""

    column: str
    field: str
    confidence: float
    reading: dict[str, Any]  # of what has more than one reading: kind -> value
    doubts: tuple[Doubt, ...]  # that nobody has decided; `reading` says what was taken


@dataclass(frozen=True)
class SheetReport:
    """Balanced counts of one sheet: rows_in = rows_ok + rows_skipped + rows_failed; repaired rows are among ok."""

    sheet: str
    header_row: int
    rows_in: int
    rows_ok: int
    rows_repaired: int
    rows_skipped: int
    rows_failed: int
    columns: tuple[ColumnReport, ...]
    hidden_rows: int = 0  # left out because the file hides them; not among rows_in
    profile: str | None = None  # the kind of file by which its columns were taken as in an earlier import
    remarks: tuple[Remark, ...] = ()  # on how the sheet had to be read


@dataclass(frozen=True)
class ClientCounts:
    """Clients that a file brought."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class PurchaseCounts:
    """Receipts that a file brought. A duplicate was there before, just as it is.

    `different`: there before with other lines, sums or status, and kept so; `updated`: changed to what the file says.
    """

    created: int = 0
    duplicate: int = 0
    different: int = 0
    updated: int = 0


@dataclass(frozen=True)
class ProductCounts:
    """Products that a file brought."""

    created: int = 0


@dataclass(frozen=True)
class Failure:
    """A row that could not be used, and why; app/wording/imports.py words the code."""

    sheet: str
    row: int
    column: str
    value: str
    code: str


@dataclass(frozen=True)
class BatchReport:
    """One file of a drop. `batch` is None where nothing was written; with `error` nothing of the file went in."""

    batch: int | None
    file: str
    dry_run: bool
    sheets: tuple[SheetReport, ...] = ()
    clients: ClientCounts = ClientCounts()
    purchases: PurchaseCounts = PurchaseCounts()
    products: ProductCounts = ProductCounts()
    failures: tuple[Failure, ...] = ()
    likely: int = 0  # pairs of people who look alike, of whom nothing was decided
    rejected_file: str | None = None
    seconds: float = 0.0
    error: AppError | None = None


@dataclass(frozen=True)
class ImportResult:
    """What an import did. `action_id` is what the window's Undo takes; None when no file went in."""

    batches: tuple[BatchReport, ...]
    action_id: int | None = None
    precaution: Precaution | None = None  # the copy of the shop made before; None when nothing was written


@dataclass(frozen=True)
class BatchRow:
    """A past import in a list."""

    batch: int
    file: str
    at: datetime
    clients_created: int
    purchases_created: int
    undone: bool
    error: str | None = None
    clients_updated: int = 0
    rows_failed: int = 0
    who: str | None = None  # of the staff, where it is known


@dataclass(frozen=True)
class Kept:
    """Something that an undo left in place."""

    what: str  # the client's name, or the receipt
    why: str  # "edited", "returned", "purchases", "tasks", "interactions", "imported_later", "merged", "referred"
    client_id: int | None = None


@dataclass(frozen=True)
class UndoResult:
    """What an undo took back. `batches` are all that were undone: the group, where others leaned on the batch."""

    batch: int
    clients_removed: int
    clients_restored: int
    purchases_removed: int
    kept: tuple[Kept, ...] = ()
    batches: tuple[int, ...] = field(default=())
    precaution: Precaution | None = None  # the copy of the shop made before
