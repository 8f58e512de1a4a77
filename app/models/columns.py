"""Columns of numbers that are filled block by block, without a second copy of what was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

    Column = NDArray[Any]


class Columns:
    """Arrays of one length with room for so many numbers; of the room only what is filled takes memory."""

    def __init__(self, room: int, kinds: Iterable[DTypeLike]) -> None:
        import numpy as np

        self._columns = [np.empty(room, kind) for kind in kinds]
        self._end = 0

    def put(self, block: Iterable[Column]) -> None:
        """Add these numbers, an array for each column, at the end."""
        start = self._end
        for column, numbers in zip(self._columns, block, strict=True):
            self._end = start + len(numbers)
            column[start : self._end] = numbers

    def filled(self) -> list[Column]:
        """What was put in so far."""
        return [column[: self._end] for column in self._columns]
