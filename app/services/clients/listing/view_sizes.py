"""How large the shop's own segments (its saved views) are, and how they grew.

A view is counted whenever it is shown. Once a day, after an import and after views were changed the counts are written
down, one row per view and day; a view whose filter was changed begins anew, and one that gets its old filter back has
its sizes back.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.view import ViewSize
from app.services.clients.find import count_and_total
from app.services.clients.listing.nested import closure_json, read_views
from app.services.clients.listing.views import ViewRow, list_views
from app.services.errors import InvalidValue

MONTH = timedelta(days=30)
KEPT = timedelta(days=2 * 366)

Step = Callable[[int, int], object]


@dataclass(frozen=True)
class Size:
    """Clients of a view on a day, and what they had spent by then, minor units."""

    day: date
    clients: int
    total: int


@dataclass(frozen=True)
class OwnSegment:
    """A saved view with its size of today as the last of its `sizes`; none where it asks for something that is gone.

    `asked`: a digest of what it asks, with all views within.
    """

    view: ViewRow
    asked: str
    sizes: tuple[Size, ...] = ()

    @property
    def now(self) -> Size | None:
        """Today's."""
        return self.sizes[-1] if self.sizes else None

    @property
    def month_ago(self) -> Size | None:
        """The last one that is a month old or more; None for a view that is younger."""
        if not self.sizes:
            return None
        before = [size for size in self.sizes if size.day <= self.sizes[-1].day - MONTH]
        return before[-1] if before else None


def own_segments(db: Database, today: date, step: Step = lambda _done, _total: None) -> list[OwnSegment]:
    """Every saved view, counted now, with the sizes that were written down. `step(done, total)` may raise."""
    views = list_views(db)
    with db.read() as session:
        known = read_views(session)
        written = _written(session, today)
    found = []
    for done, view in enumerate(views):
        step(done, len(views))
        asked = _digest(closure_json(view.where, known))
        found.append(OwnSegment(view, asked, _sizes(db, view, written[view.id, asked], today)))
    return found


def refresh_sizes(db: Database, today: date, step: Step = lambda _done, _total: None) -> int:
    """Count every view and write down what is new; returns how many rows were written."""
    return write_sizes(db, own_segments(db, today, step), today)


def write_sizes(db: Database, segments: Sequence[OwnSegment], today: date) -> int:
    """Write down today's sizes that are not written yet; no action of the owner, in one short block."""
    with db.read() as session:
        before = {row.view_id: row for row in session.scalars(select(ViewSize).where(ViewSize.day == today))}
    new = [
        ViewSize(view_id=one.view.id, day=today, asked=one.asked, clients=one.now.clients, total=one.now.total)
        for one in segments
        if one.now is not None
    ]
    new = [row for row in new if not _is_same(row, before.get(row.view_id))]
    if new:
        with db.write() as session:  # no area: the page that shows them counts by itself
            session.execute(delete(ViewSize).where(ViewSize.day < today - KEPT))
            for row in new:
                session.merge(row)
    return len(new)


def _is_same(row: ViewSize, before: ViewSize | None) -> bool:
    return before is not None and (row.asked, row.clients, row.total) == (before.asked, before.clients, before.total)


def _sizes(db: Database, view: ViewRow, written: Sequence[Size], today: date) -> tuple[Size, ...]:
    try:
        clients, total = count_and_total(db, view.where, today)
    except InvalidValue:
        return ()
    return (*written, Size(today, clients, total))


def _written(session: Session, today: date) -> dict[tuple[int, str], list[Size]]:
    """Sizes of the days before, by view and by what it asked."""
    rows = session.scalars(select(ViewSize).where(ViewSize.day < today).order_by(ViewSize.day))
    sizes = defaultdict[tuple[int, str], list[Size]](list)
    for row in rows:
        sizes[row.view_id, row.asked].append(Size(row.day, row.clients, row.total))
    return sizes


def _digest(asked: object) -> str:
    written = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
