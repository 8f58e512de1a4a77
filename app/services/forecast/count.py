"""The forecast of a shop as of any day, with the trial on its own past: nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.models.database import Database
from app.models.forecast import first_day
from app.services.forecast.buyers import calendar_day, read_buyers
from app.services.forecast.doubts import LEAST_BUYERS
from app.services.forecast.fit import Model
from app.services.forecast.histories import Buyers
from app.services.forecast.holdout import Holdout, cut_of, try_out
from app.services.forecast.outcome import Outcome, work_out

Step = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Count:
    """All buyers; what the models say of them and how right they would have been, None where that cannot be told."""

    buyers: Buyers
    outcome: Outcome | None
    holdout: Holdout | None


def count_forecast(
    db: Database,
    as_of: date,
    days: float,
    *,
    model: Model | None = None,
    least: int = 0,
    step: Step = lambda _done, _total: None,
) -> Count:
    """Fit on everybody's visits up to the end of `as_of` and look `days` ahead, from `least` buyers on."""
    with db.read() as session:
        first = first_day(session)
        cut = cut_of(None if first is None else calendar_day(first), as_of)
        past = read_buyers(session, as_of, cut, step)
    check = partial(step, 0, 1)
    outcome = work_out(past.now, days, model, check) if len(past.now) >= least else None
    if outcome is None or cut is None or past.then is None or past.later is None or len(past.then) < LEAST_BUYERS:
        return Count(past.now, outcome, None)
    return Count(past.now, outcome, try_out(past.then, past.later, cut, as_of, outcome.fit.params.model, check))
