"""How right the forecast would have been: fitted on the first part of the shop's past, it tells the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.services.forecast.fit import Check, Model
from app.services.forecast.histories import Buyers
from app.services.forecast.outcome import work_out

if TYPE_CHECKING:
    from app.services.forecast.histories import Ints

LONGEST = 90  # days
SHORTEST = 28
PART = 3  # a third of the past at most
STEPS = 13


@dataclass(frozen=True, slots=True)
class Holdout:
    """Visits of those who had bought by the day `cut`, in all since then: told beforehand and as they were, after
    each number of days in `points`. `error` is what was told too much, as a share of what was; None where nobody came.
    """

    cut: date
    buyers: int
    points: tuple[int, ...]
    predicted: tuple[float, ...]
    real: tuple[int, ...]
    error: float | None


def cut_of(first: date | None, as_of: date) -> date | None:
    """The day that parts the past of a shop; None of a short one."""
    days = 0 if first is None else min(LONGEST, ((as_of - first).days + 1) // PART)
    return as_of - timedelta(days=days) if days >= SHORTEST else None


def try_out(
    then: Buyers, later: Ints, cut: date, as_of: date, model: Model, check: Check = lambda: None
) -> Holdout | None:
    """Fit on the buyers at the end of `cut`; `later` are the days after it on which they came, one for each visit.
    None where nothing can be fitted."""
    import numpy as np

    days = (as_of - cut).days
    outcome = work_out(then, days, model, check)
    if outcome is None:
        return None
    points = tuple(sorted({max(1, round(days * step / STEPS)) for step in range(1, STEPS + 1)}))
    predicted = tuple(float(outcome.visits_in(point).sum()) for point in points)
    real = tuple(int(np.count_nonzero(later <= point)) for point in points)
    error = (predicted[-1] - real[-1]) / real[-1] if real[-1] else None
    return Holdout(cut, len(then), points, predicted, real, error)
