"""Looking into files before they are imported. Everything here runs in the reader lane, one call at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.errors import AppError
from app.services.imports.rows import CleanRow, SheetInfo
from app.ui.background import Report
from app.ui.imports.draft import FileDraft, SheetDraft

if TYPE_CHECKING:
    from app.services.imports.read import Reader

PREVIEW_ROWS = 50


@dataclass(frozen=True)
class SheetPreview:
    """The first rows of a sheet, cleaned, and how the examples of each column are read."""

    rows: list[CleanRow]
    readings: Mapping[int, tuple[str, ...]]


class OpenFiles:
    """Keeps the reading process of the file that was looked at last, so that a changed column is shown at once."""

    def __init__(self, country: str) -> None:
        self._country = country
        self._reader: Reader | None = None
        self._shown: tuple[object, ...] = ()

    def inspect(self, files: list[FileDraft], report: Report) -> list[list[SheetInfo] | AppError]:
        """The sheets of each file, or why it cannot be read."""
        found: list[list[SheetInfo] | AppError] = []
        for number, file in enumerate(files):
            report(number, len(files))
            try:
                found.append(self._open(file).inspect())
            except AppError as error:
                self.close()
                found.append(error)
        report(len(files), len(files))
        return found

    def preview(self, file: FileDraft, sheet: SheetDraft) -> SheetPreview:
        """The first rows as they would be with the columns chosen now. Raises FileError."""
        columns = dict(sheet.fields)
        try:
            rows = self._open(file).preview(sheet.info.name, columns, PREVIEW_ROWS)
        except AppError:
            self.close()
            raise
        return SheetPreview(rows, {})

    def close(self) -> None:
        """End the reading process."""
        reader, self._reader, self._shown = self._reader, None, ()
        if reader is not None:
            reader.close()

    def _open(self, file: FileDraft) -> Reader:
        wanted = (file.path, file.password, file.encoding)
        if self._reader is None or wanted != self._shown:
            from app.services.imports.read import Reader

            self.close()
            self._reader = Reader(file.path, password=file.password, encoding=file.encoding, country=self._country)
            self._shown = wanted
        return self._reader
