"""Columns by what the options call them: a title, or a letter of the spreadsheet program."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.imports.planned import PlannedFile
from app.services.imports.rows import SheetInfo


def has_column(file: PlannedFile, titles: Sequence[str]) -> bool:
    """Whether some sheet of the file has a column of one of these titles or letters."""
    return any(column_named(sheet.info, title) is not None for sheet in file.sheets for title in titles)


def column_named(info: SheetInfo, title: str) -> int | None:
    """Index of the column with that title (case and spacing aside) or spreadsheet letter."""
    wanted = " ".join(title.split()).casefold()
    for column in info.columns:
        if " ".join(column.title.split()).casefold() == wanted:
            return column.index
    if title.isascii() and title.isalpha() and len(title) <= 3:
        index = 0
        for letter in title.upper():
            index = index * 26 + ord(letter) - 64
        return next((column.index for column in info.columns if column.index == index - 1), None)
    return None
