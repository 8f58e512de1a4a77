"""Stand-ins for the threads and the clock of the window, and the theme that every widget is drawn with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.services.errors import Cancelled
from app.ui.background import Job, Lane, Work
from app.ui.theme import apply_theme


class FakeClock:
    """Stands still until it is told to go on."""

    def __init__(self, moment: datetime = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)) -> None:
        self.moment = moment
        self.seconds = 1_000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Both clocks go on, as when the computer is awake."""
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds

    def sleep(self, seconds: float) -> None:
        """Only the wall clock goes on, as when the computer slept."""
        self.moment += timedelta(seconds=seconds)


class ImmediateJobs:
    """Runs every job at once, in the calling thread; an error nobody takes is raised."""

    def run(
        self,
        work: Work,
        *,
        on_done: Callable[[Any], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        lane: Lane = "read",
        owner: QObject | None = None,
    ) -> Job:
        job = Job(on_done, on_failed or _raise, on_progress, owner)

        def report(done: int, total: int) -> None:
            if job.cancelled:
                raise Cancelled
            job.deliver_progress(done, total)

        try:
            result, error = work(report), None
        except Exception as failure:  # noqa: BLE001 - handed to on_failed, as the real jobs do
            result, error = None, failure
        job.deliver(result, error)
        return job

    def post(self, act: Callable[[], object]) -> None:
        act()


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def jobs() -> ImmediateJobs:
    return ImmediateJobs()


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication) -> None:
    """Every test draws with the light theme and the bundled font."""
    apply_theme(qapp, "light")
