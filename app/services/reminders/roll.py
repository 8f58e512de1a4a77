"""The daily roll: the medians and the lapse days that follow from them, without holding the writer.

What has changed is found by reading, which stops nobody; it is written in short blocks, between which a sale goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select

from app.models.database import Database
from app.models.enums import Area
from app.models.facts import clients_off_limit, read_medians, renew_limits
from app.models.interrupt import interruptible, never
from app.models.setting import Cadence

BLOCK = 1000  # clients written at once


def roll_limits(db: Database) -> int:
    """Work out the medians anew, and set right whose limit or lapse day that changes; returns how many clients."""
    with db.read() as session:
        medians = read_medians(session)
        known = {row.category: (row.median_days, row.gaps) for row in session.scalars(select(Cadence))}
    if medians != known:
        with db.write(Area.CLIENTS) as session:
            session.execute(delete(Cadence))
            session.add_all(Cadence(category=name, median_days=days, gaps=n) for name, (days, n) in medians.items())
    return renew_all_limits(db)


def renew_all_limits(db: Database, check: Callable[[], object] = never) -> int:
    """Set all limits right after the owner changed the rule of the lapsed, in short blocks; returns how many were.

    `check` is called now and then; what it raises stops the work, which is taken up when it is called again.
    """
    with db.read() as session:
        raw: Any = session.connection().connection.driver_connection
        with interruptible(raw, check):
            off = clients_off_limit(session)
    for block in _blocks(off):
        check()
        with db.write(Area.CLIENTS, Area.REMINDERS) as session:
            renew_limits(session, block)
    return len(off)


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BLOCK] for start in range(0, len(ids), BLOCK))
