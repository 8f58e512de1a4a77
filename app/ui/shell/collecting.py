"""Python's collector of cycles, run in the window's thread only, when the work of a moment is over.

Left to itself it runs in whichever thread makes one object too many. A widget that it finds there is destroyed in that
thread, which Qt does not survive; and it would stop the window in the middle of a page.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

REST_MS = 1_000  # after the last answer of a lane; by then the page that asked has been painted


class Collecting(QObject):
    """Takes over from the collector. What is there when it is made stays, and is never looked through again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(collect)

    def soon(self) -> None:
        """Look after a moment's rest, once for all that ends until then; mostly there is nothing to wake up for."""
        if not self._timer.isActive() and generations_due():
            self._timer.start()


def generations_due() -> list[int]:
    """Whose turn it is by the thresholds of the collector itself, the youngest first; often that is none."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    return [number for number in range(len(counts)) if counts[number] > thresholds[number]]


def collect() -> None:
    """Clear the oldest generation whose turn it is."""
    due = generations_due()
    if due:
        gc.collect(max(due))
