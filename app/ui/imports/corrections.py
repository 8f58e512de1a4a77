"""What the owner typed over cells of the files, newest last, so that it can be taken back one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services.imports.planned import PlannedSheet


class Typed:
    """The corrections of one drop. They stand in the sheets themselves; here is their order."""

    def __init__(self) -> None:
        self._done: list[tuple[PlannedSheet, tuple[int, int], str | None]] = []

    def add(self, sheet: PlannedSheet, row: int, column: int, text: str, original: str) -> None:
        """Put `text` over a cell; the original text takes the correction away."""
        place = (row, column)
        self._done.append((sheet, place, sheet.corrections.get(place)))
        if text == original:
            sheet.corrections.pop(place, None)
        else:
            sheet.corrections[place] = text

    def take_back(self) -> tuple[PlannedSheet, int] | None:
        """Undo the newest one; returns its sheet and row, None when there is nothing to undo."""
        if not self._done:
            return None
        sheet, place, before = self._done.pop()
        if before is None:
            sheet.corrections.pop(place, None)
        else:
            sheet.corrections[place] = before
        return sheet, place[0]

    def can_take_back(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)
