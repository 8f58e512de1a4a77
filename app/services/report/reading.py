"""What was sold line by line is read beside what clients bought on each day: the engine reads without Python's lock, so
a second core takes half of the time away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date
from threading import Event

from app.models.database import Database
from app.services.report.period import Period
from app.services.report.sections import Goods, read_goods

STEP_SECONDS = 0.05


class StoppedError(Exception):
    """Whoever wanted the goods does not want them any more."""


@contextmanager
def reading_goods(db: Database, period: Period, today: date) -> Iterator[Callable[[Callable[[], object]], Goods]]:
    """Read the goods of the period in a thread of their own; the function that is given waits for them and calls its
    `step` meanwhile. Whatever is raised within ends the reading."""
    stopped = Event()

    def check() -> None:
        if stopped.is_set():
            raise StoppedError

    def read() -> Goods:
        with db.read() as session:
            return read_goods(session, period, today, check)

    with ThreadPoolExecutor(1, "goods of a report") as pool:
        reading = pool.submit(read)

        def finish(step: Callable[[], object]) -> Goods:
            while wait((reading,), STEP_SECONDS).not_done:
                step()
            return reading.result()

        try:
            yield finish
        finally:
            stopped.set()
