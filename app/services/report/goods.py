"""What a period sold by hour and line by line, read beside what clients bought on each day: the engine reads without
Python's lock, so a second core takes half of the time away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Event

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.sold import HourSold, read_receipts
from app.services.offers.co_occurrence import Step
from app.services.report.period import Period
from app.services.report.products import Baskets, ReceiptPair, read_baskets, receipt_pairs

STEP_SECONDS = 0.05


class StoppedError(Exception):
    """Whoever wanted the goods does not want them any more."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What a period sold, read apart from its clients because it takes as long as these: by hour, and line by line."""

    hours: list[HourSold]
    baskets: Baskets
    pairs: tuple[ReceiptPair, ...]


def read_goods(session: Session, period: Period, today: date, step: Step) -> Goods:
    """What was sold in the period, less what came back up to the end of `today`."""
    receipts = read_receipts(session, period.first, period.last, step)
    baskets = read_baskets(session, receipts, period, today, step)
    return Goods(receipts.hours, baskets, receipt_pairs(baskets, step))


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
