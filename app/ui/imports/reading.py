"""Looking into files before they are imported. Everything here runs in the reader lane, one call at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.imports.rows import CleanRow, Field
from app.ui.background import Report
from app.ui.imports.draft import FileDraft, SheetDraft
from app.ui.imports.preview_cells import PreviewCell, PreviewColumn, preview_columns, preview_row
from app.ui.imports.readings import own_examples, read_examples

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.imports.plan import ImportPlan

PREVIEW_ROWS = 50


@dataclass(frozen=True)
class SheetPreview:
    """The first rows of a sheet, cleaned and in words, and how the examples of each column are read."""

    rows: Sequence[CleanRow]
    readings: Mapping[int, tuple[str, ...]]
    columns: Sequence[PreviewColumn]
    cells: Sequence[Sequence[PreviewCell]]


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files among the paths, and the tables of the folders among them."""
    from app.services.imports.files.opening import files_of

    return files_of(paths)


def look_into(
    db: Database,
    files: Sequence[FileDraft],
    today: date,
    country: str,
    report: Report,
) -> ImportPlan:
    """A plan of these files, looked into but not read through; what is wrong with a file stands in its `error`."""
    from app.services.imports.plan import ImportPlan
    from app.services.imports.read import Reader
    from app.services.imports.results import ImportOptions

    plan = ImportPlan(db, [file.path for file in files], ImportOptions(today))
    for file, planned in zip(files, plan.files, strict=True):
        if file.password or file.encoding or file.hidden or file.header_rows:
            planned.reader = Reader(
                file.path,
                password=file.password,
                encoding=file.encoding,
                country=country,
                hidden=file.hidden,
                header_rows=file.header_rows,
                this_year=today.year,
            )
    try:
        plan.inspect(report)
    except BaseException:
        plan.close()
        raise
    return plan


@dataclass(frozen=True)
class FirstLook:
    """What is shown while the file is still being read: its first sheet and the first rows of it."""

    sheet: SheetDraft
    preview: SheetPreview


def first_look(path: Path, country: str, this_year: int) -> FirstLook | None:
    """The first rows of an .xlsx at once; None where that cannot be."""
    from app.services.imports.options import Options
    from app.services.imports.peek import peek
    from app.services.imports.planned import PlannedSheet

    found = peek(path, Options(country=country, this_year=this_year), PREVIEW_ROWS)
    if found is None:
        return None
    info = found.info
    sheet = SheetDraft(PlannedSheet(info, not info.hidden, {column.index: column.field for column in info.columns}))
    return FirstLook(sheet, _worded(sheet, sheet.fields, found.rows, country))


def preview(file: FileDraft, sheet: SheetDraft, country: str) -> SheetPreview:
    """The first rows as they would be with the columns chosen now. Raises FileError."""
    assert file.planned is not None
    fields = dict(sheet.fields)
    return _worded(
        sheet, fields, file.planned.reader.preview(sheet.info.name, sheet.planned.choices(), PREVIEW_ROWS), country
    )


def _worded(sheet: SheetDraft, fields: Mapping[int, Field], rows: Sequence[CleanRow], country: str) -> SheetPreview:
    """Everything in words here and not in the GUI thread: numbers and dates take their time."""
    info = sheet.info
    chosen = sheet.planned.readings
    planned = sheet.planned
    readings = {
        c.index: own_examples(c, planned.own[c.index], chosen.get(c.index), country)
        if fields[c.index] is Field.OWN
        else read_examples(c, fields[c.index], chosen.get(c.index), country)
        for c in info.columns
    }
    own = {c.title: sheet.planned.own[c.index] for c in info.columns if fields[c.index] is Field.OWN}
    columns = preview_columns(fields.values(), rows, sheet.role, own)
    titles = {column.title: fields[column.index] for column in info.columns}
    return SheetPreview(rows, readings, columns, [preview_row(row, columns, titles) for row in rows])
