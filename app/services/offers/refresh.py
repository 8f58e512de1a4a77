"""Keeps "who bought this also bought" up to date: after an import, and once a day when enough was sold since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.models.also_bought import LATEST, Pair, bought_lines, bounds, most_sold, replace_pairs, shop_state
from app.models.database import Database
from app.models.setting import Setting
from app.services.collector import no_collector
from app.services.offers.co_occurrence import MOST_PRODUCTS, Shop, Step, find_pairs

COUNTED_AT = "also_bought_at"  # setting: receipts and imports of the last count, and its day
NEW_SHARE = 0.01  # of all receipts, from which on another count is worth it
NEW_LEAST = 5
OLD_DAYS = 7  # then any change is reason enough


@dataclass(frozen=True)
class _Counted:
    """How the shop stood: receipts ever written, imports made and taken back, and the day."""

    receipts: int
    imports: int
    day: date


def refresh_also_bought(db: Database, today: date, step: Callable[[], object] = lambda: None) -> bool:
    """Count anew if the shop changed enough; False where it did not. `step` is called now and then and may raise.

    Reading and counting hold no lock: the shop sells meanwhile. Only the result is written, in a few milliseconds.
    """
    with db.read() as session:
        state = _Counted(*shop_state(session), today)
        if not _is_due(session, state):
            return False
        pairs = pairs_until(session, LATEST, step)
    with db.write() as session:  # no page shows the pairs, so none need reload
        replace_pairs(session, pairs)
        value = {"receipts": state.receipts, "imports": state.imports, "day": today.isoformat()}
        session.merge(Setting(key=COUNTED_AT, value=value))
    return True


def pairs_as_of(db: Database, as_of: date) -> list[Pair]:
    """The pairs out of the purchases up to the end of that day, nothing stored."""
    with db.read() as session:
        return pairs_until(session, as_of, lambda: None)


def pairs_until(session: Session, as_of: date, step: Step) -> list[Pair]:
    """Building block: the pairs out of the purchases up to the end of a day."""
    shop = Shop(most_sold(session, MOST_PRODUCTS), *bounds(session))
    with no_collector():
        return find_pairs(bought_lines(session, as_of, back=True), bought_lines(session, as_of), shop, step)


def _is_due(session: Session, state: _Counted) -> bool:
    saved = session.get(Setting, COUNTED_AT)
    if saved is None:
        return state.receipts > 0
    value = saved.value
    new = state.receipts - value["receipts"]
    if state.imports != value["imports"] or new >= max(NEW_LEAST, value["receipts"] * NEW_SHARE):
        return True
    return new > 0 and (state.day - date.fromisoformat(value["day"])).days >= OLD_DAYS
