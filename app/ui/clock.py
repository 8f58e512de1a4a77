"""The one source of time in the window."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """What tells the time; tests have one that stands still."""

    def now(self) -> datetime:
        """This moment, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """This moment, aware, UTC."""
        from datetime import UTC, datetime

        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never jump."""
        return monotonic()
