"""Looking into files before they are imported. Everything here runs in the reader lane, one call at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.services.imports.rows import CleanRow
from app.ui.background import Report
from app.ui.imports.draft import FileDraft, SheetDraft
from app.ui.imports.readings import read_examples

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.imports.plan import ImportPlan

PREVIEW_ROWS = 50


@dataclass(frozen=True)
class SheetPreview:
    """The first rows of a sheet, cleaned, and how the examples of each column are read."""

    rows: list[CleanRow]
    readings: Mapping[int, tuple[str, ...]]


def look_into(db: Database, files: Sequence[FileDraft], today: date, country: str, report: Report) -> ImportPlan:
    """A plan of these files, looked into but not read through; what is wrong with a file stands in its `error`."""
    from app.services.imports.plan import ImportPlan
    from app.services.imports.read import Reader
    from app.services.imports.results import ImportOptions

    plan = ImportPlan(db, [file.path for file in files], ImportOptions(today))
    for file, planned in zip(files, plan.files, strict=True):
        if file.password or file.encoding:
            planned.reader = Reader(file.path, password=file.password, encoding=file.encoding, country=country)
    try:
        plan.inspect(report)
    except BaseException:
        plan.close()
        raise
    return plan


def preview(file: FileDraft, sheet: SheetDraft, country: str) -> SheetPreview:
    """The first rows as they would be with the columns chosen now. Raises FileError."""
    assert file.planned is not None
    info, columns = sheet.info, dict(sheet.fields)
    rows = file.planned.reader.preview(info.name, columns, PREVIEW_ROWS)
    readings = {c.index: read_examples(c, columns[c.index], country, info.day_first) for c in info.columns}
    return SheetPreview(rows, readings)
