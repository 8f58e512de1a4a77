"""The widths that the user gave to the columns of a table, and its sort, kept for the next start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.ui.shell.memory import is_width
from app.ui.theme.size import scaled, unscaled

if TYPE_CHECKING:
    from app.ui.shell.memory import WindowMemory


class KeptColumns:
    """Widths by the key of the column, in px of the usual text size; without a memory nothing is kept.

    What cannot be read, in a file that was edited by hand, is forgotten.
    """

    def __init__(self, memory: WindowMemory | None = None, name: str = "") -> None:
        self._memory, self._name = memory, name
        self._widths = _widths(memory.kept_json(name)) if memory is not None else {}

    def width(self, key: str, usual: int) -> int:
        """Pixels for the column, `usual` as long as nobody sized it."""
        return scaled(self._widths.get(key, usual))

    def sort(self) -> tuple[str, bool] | None:
        """The column it was sorted by and whether downwards; None before it ever was."""
        key, _space, way = (self._memory.kept(f"{self._name}/sort") if self._memory is not None else "").partition(" ")
        return (key, way == "down") if key else None

    def keep_sort(self, key: str, descending: bool) -> None:
        """The user sorted by this column."""
        if self._memory is not None:
            self._memory.keep(f"{self._name}/sort", f"{key} {'down' if descending else 'up'}")

    def keep(self, key: str, pixels: int) -> None:
        """The user sized the column to so many pixels."""
        if self._memory is not None:
            self._widths[key] = unscaled(pixels)
            self._memory.keep(self._name, json.dumps(self._widths))


def _widths(kept: object) -> dict[str, int]:
    if not isinstance(kept, dict):
        return {}
    return {key: width for key, width in kept.items() if is_width(width) and width > 0}
