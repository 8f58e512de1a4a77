"""Keeps the forecast up to date: after an import, when enough was sold since or clients went, and with a new day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.models.also_bought import shop_state
from app.models.database import Database
from app.models.enums import Area
from app.models.forecast import Expected, drop_forecasts, forecast_ids, gone_clients, keep_forecasts
from app.models.setting import Setting
from app.services.forecast.count import Count, Step, count_forecast
from app.services.forecast.doubts import LEAST_BUYERS, ROUGH_BUYERS, is_wrong, tells_risk
from app.services.forecast.outcome import Outcome
from app.services.forecast.read import COUNTED, HORIZON_DAYS, YEAR_DAYS, Forecast

if TYPE_CHECKING:
    from app.services.forecast.histories import Floats, Ints

NEW_SHARE = 0.01  # of all receipts, or of all buyers, from which on another count is worth it on the same day
NEW_LEAST = 5
BLOCK = 2_000  # rows written at once: some milliseconds, a sale goes in between


def refresh_forecast(db: Database, today: date, step: Step = lambda _done, _total: None) -> bool:
    """Count anew if the shop changed enough; False where it did not. `step(done, total)` is called now and then and
    may raise. Reading and counting hold no lock; the results are written in short blocks."""
    with db.read() as session:
        receipts, imports = shop_state(session)
        counted = {"receipts": receipts, "imports": imports, "gone": gone_clients(session)}
        if not _is_due(session, counted, today):
            return False
    count = count_forecast(db, today, HORIZON_DAYS, least=LEAST_BUYERS, step=step)
    kept, outcome = None, count.outcome
    if outcome is not None:
        kept = what_to_keep(outcome, with_risk=tells_risk(outcome.fit.params, count.holdout))
    forecast = _told(count, today, kept)
    _write(db, kept, step)
    with db.write(Area.FORECAST) as session:
        session.merge(Setting(key=COUNTED, value=_as_json(forecast) | {"counted": counted}))
    return True


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of each buyer, a place of each array per buyer; NaN is what cannot be told. Money in minor units."""

    ids: Ints
    alive: Floats
    visits: Floats
    money: Floats
    at_risk: Floats

    def rows(self, first: int, count: int) -> list[Expected]:
        """So many rows from a place on."""
        part = slice(first, first + count)
        ids, visits = self.ids[part].tolist(), self.visits[part].tolist()
        alive = [None if value != value else value for value in self.alive[part].tolist()]
        money, at_risk = (
            [None if value != value else round(value) for value in column[part].tolist()]
            for column in (self.money, self.at_risk)
        )
        return [Expected(*row) for row in zip(ids, alive, visits, money, at_risk, strict=True)]


def what_to_keep(outcome: Outcome, *, with_risk: bool) -> Kept:
    """Of each buyer. At risk is what a buyer who surely is a client would bring, times the probability that this one is
    none: money * (1 - p) / p, without dividing by a p that may be 0. The probability is not told where the purchases do
    not tell how clients are lost, and of those who came once; nor what is at risk without `with_risk`."""
    import numpy as np

    visits, has_returned = outcome.expected(), outcome.buyers.repeats > 0
    worth = np.full(len(visits), np.nan) if outcome.worth is None else outcome.worth
    at_risk = np.rint(outcome.visits * worth * (1 - _alive(outcome)))
    return Kept(
        outcome.buyers.ids,
        np.where(has_returned & outcome.fit.params.tells_lost, outcome.alive, np.nan),
        visits,
        np.rint(visits * worth),
        np.where(with_risk, at_risk, np.nan),
    )


def _alive(outcome: Outcome) -> Floats:
    """The probability of each to be a client still. BG/NBD knows none of those who came once: they are taken as the
    others are in the mean, so that all are measured alike and Today can put them in one order."""
    import numpy as np

    came_once = outcome.buyers.repeats == 0
    if outcome.fit.params.shift or came_once.all():
        return outcome.alive
    return np.where(came_once, outcome.alive[~came_once].mean(), outcome.alive)


def _told(count: Count, today: date, kept: Kept | None) -> Forecast:
    """What the setting keeps of it."""
    import numpy as np

    buyers, outcome = count.buyers, count.outcome
    bare = Forecast(today, HORIZON_DAYS, len(buyers), int(np.count_nonzero(buyers.repeats)), "none")
    if outcome is None or kept is None:
        return bare
    worth = outcome.worth
    return replace(
        bare,
        quality="rough" if _is_rough(count, outcome) else "good",
        params=outcome.fit.params,
        log_likelihood=outcome.fit.log_likelihood,
        steadied=outcome.fit.steadied,
        gamma=outcome.gamma,
        visits=float(kept.visits.sum()),
        money=None if worth is None else round(float(kept.money.sum())),
        at_risk=None if np.isnan(kept.at_risk).all() else round(float(np.nansum(kept.at_risk))),
        year=None if worth is None else round(float(outcome.visits_in(YEAR_DAYS) @ worth)),
        holdout=count.holdout,
    )


def _is_rough(count: Count, outcome: Outcome) -> bool:
    if len(count.buyers) < ROUGH_BUYERS or not outcome.fit.params.tells_lost:
        return True
    return count.holdout is None or count.holdout.error is None or is_wrong(count.holdout)


def _write(db: Database, kept: Kept | None, step: Step) -> None:
    import numpy as np

    count = 0 if kept is None else len(kept.ids)
    with db.read() as session:
        had = forecast_ids(session)
    stale = (had if kept is None else np.setdiff1d(had, kept.ids, assume_unique=True)).tolist()
    if kept is not None:
        for first in range(0, count, BLOCK):
            step(first, count)
            rows = kept.rows(first, BLOCK)
            with db.write() as session:
                keep_forecasts(session, rows)
    for first in range(0, len(stale), BLOCK):
        with db.write() as session:
            drop_forecasts(session, stale[first : first + BLOCK])


def _as_json(forecast: Forecast) -> dict[str, Any]:
    value = asdict(forecast) | {"day": forecast.day.isoformat()}
    if forecast.holdout is not None:
        value["holdout"]["cut"] = forecast.holdout.cut.isoformat()
    return value


def _is_due(session: Session, now: Mapping[str, int], today: date) -> bool:
    saved = session.get(Setting, COUNTED)
    if saved is None:
        return now["receipts"] > 0
    value = saved.value
    then: dict[str, int] = value["counted"]
    if value["day"] != today.isoformat() or now["imports"] != then["imports"]:
        return True
    sold, gone = now["receipts"] - then["receipts"], abs(now["gone"] - then.get("gone", 0))
    return _is_much(sold, now["receipts"]) or _is_much(gone, value["buyers"])


def _is_much(changed: int, of: int) -> bool:
    return changed >= max(NEW_LEAST, of * NEW_SHARE)
