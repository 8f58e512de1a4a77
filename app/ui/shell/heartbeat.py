"""Every 30 seconds: has the computer slept, has another process written, what is due now?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.ui.clock import Clock

PERIOD_MS = 30_000
JUMP_SECONDS = 90.0


class Heartbeat(QObject):
    """Emits `beat()` every time, `jumped()` when the wall clock went another way than the monotonic one.

    A sleeping computer stops timers and the scheduler's waits; the wall clock goes on. Both are compared in UTC, so a
    change of summer time is no jump.
    """

    beat = Signal()
    jumped = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._wall, self._steady = clock.now(), clock.monotonic()
        # Exact, so as to keep step with the clockwork of reminders that starts in the same moment: one waking for both.
        self._timer = QTimer(self, interval=PERIOD_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def check(self) -> None:
        """Compare the clocks now; also called when the window comes to the front."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        drift = (wall - self._wall).total_seconds() - (steady - self._steady)
        self._wall, self._steady = wall, steady
        if abs(drift) > JUMP_SECONDS:
            self.jumped.emit()
        self.beat.emit()


class OtherProcess:
    """Notices a commit by another process (the command line). Ask from one thread only: the reader lane."""

    def __init__(self, data_version: Callable[[], int]) -> None:
        self._data_version = data_version
        self._seen: int | None = None

    def has_written(self) -> bool:
        """True if another process committed since the last call; the first call only remembers."""
        version, seen = self._data_version(), self._seen
        self._seen = version
        return seen is not None and version != seen
