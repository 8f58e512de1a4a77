"""Why a forecast is to be taken with care."""

from __future__ import annotations

from typing import Literal

from app.services.forecast.fit import Params
from app.services.forecast.holdout import Holdout

# One forecast of ten is off by 36 % and more with 100 buyers, 27 % with 200, 16 % with 500 (simulated shops).
LEAST_BUYERS = 200
ROUGH_BUYERS = 500

# Of the visits of the past that was held out. From the first on a forecast is a hint; one that is off by more than the
# second is further off than chance makes it with the fewest buyers, and tells nothing of what is at risk.
ROUGH_ERROR, RISK_ERROR = 0.25, 1 / 3

# wording/forecast.py has the words of each.
Doubt = Literal["nothing", "few", "wrong", "untried", "rough", "steadied", "alike", "no_money"]


def is_wrong(trial: Holdout | None) -> bool:
    """Whether the trial on the shop's past was off by so much that the forecast is a hint at most."""
    return trial is not None and trial.error is not None and abs(trial.error) > ROUGH_ERROR


def tells_risk(params: Params, trial: Holdout | None) -> bool:
    """Whether Today may build on what is at risk: tried on the shop's past, and not far off there."""
    if not params.tells_lost or trial is None or trial.error is None:
        return False
    return abs(trial.error) <= RISK_ERROR


def doubts_of(
    buyers: int, params: Params | None, trial: Holdout | None, *, steadied: bool, tells_money: bool
) -> tuple[Doubt, ...]:
    """All that hold, in the order in which they are told."""
    if params is None:
        return ("nothing",)
    is_tried = trial is not None and trial.error is not None
    found: dict[Doubt, bool] = {
        "few": buyers < LEAST_BUYERS,
        "wrong": is_wrong(trial),
        "untried": buyers >= LEAST_BUYERS and not is_tried,
        "rough": LEAST_BUYERS <= buyers < ROUGH_BUYERS and is_tried and not is_wrong(trial),
        "steadied": not params.tells_lost,
        "alike": steadied and params.tells_lost,
        "no_money": not tells_money,
    }
    return tuple(doubt for doubt, is_so in found.items() if is_so)
