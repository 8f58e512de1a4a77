"""The most likely parameters of BG/NBD and MBG/NBD for the buyers of a shop.

BG/NBD: Fader, Hardie, Lee, "Counting your customers" the easy way, Marketing Science 24 (2005). MBG/NBD: Batislam,
Denizel, Filiztekin, Empirical validation and comparison of models for customer base analysis, IJRM 24 (2007). The
second differs in one thing: a client can be lost after the first visit too. So in its formulas x + 1 stands with b
where the first has x; `SHIFT` is that 1.

The log-likelihood is exact and has no penalty. The logarithms of the parameters are looked for, by L-BFGS-B with the
analytic gradient; what depends on x alone is worked out once for each x.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any, Literal

from app.services.forecast.histories import Histories

if TYPE_CHECKING:
    from app.services.forecast.histories import Floats

_Special = Callable[[Any], Any]  # a function of scipy
Check = Callable[[], object]  # raises where nobody waits for the answer any more

Model = Literal["bg_nbd", "mbg_nbd"]
SHIFT: dict[Model, int] = {"bg_nbd": 0, "mbg_nbd": 1}
PENALTY = 1e-6  # of the sum of squares, only where there is no maximum without one
_LONGEST = 30.0  # units of time that the longest history is told in while looking for the maximum
_FARTHEST = 12.0  # a logarithm that gets so far runs away
_FLAT = 1e-4  # steepest slope that a maximum may have
_NOTHING = 1e-3  # a smaller a or b says that nobody is lost, or everybody at once


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of a model; alpha in units of time, by default days."""

    r: float
    alpha: float
    a: float
    b: float
    model: Model = "bg_nbd"

    @property
    def shift(self) -> int:
        """What is added to x beside b."""
        return SHIFT[self.model]

    @property
    def tells_lost(self) -> bool:
        """Whether the purchases tell how clients are lost; where the search ran away from it, they do not."""
        return min(self.a, self.b) > _NOTHING


@dataclass(frozen=True, slots=True)
class Fit:
    """The parameters with the log-likelihood of the data in days; `steadied` where a small penalty was needed."""

    params: Params
    log_likelihood: float
    steadied: bool = False


def fit_visits(histories: Histories, model: Model = "bg_nbd", check: Check = lambda: None) -> Fit | None:
    """The most likely parameters; None where nobody came twice or no time has passed. `check` is called all the time
    and may raise."""
    if not len(histories.x) or histories.x.max() == 0 or histories.age.max() == 0:
        return None
    scale = _LONGEST / float(histories.age.max())
    found, is_sure = _search(histories, scale, model, 0.0, check)
    if not is_sure:
        found, _is_sure = _search(histories, scale, model, PENALTY, check)
    params = Params(found[0], found[1] / scale, found[2], found[3], model)
    return Fit(params, log_likelihood(params, histories), steadied=not is_sure)


def in_unit(fit: Fit, histories: Histories, days: int) -> Fit:
    """The same with time told in units of so many days: alpha shrinks, and the density of every repeat visit grows."""
    one = fit.params
    told = Params(one.r, one.alpha / days, one.a, one.b, one.model)
    repeats = float(histories.weight @ histories.x)
    return Fit(told, fit.log_likelihood + repeats * log(days), fit.steadied)


def log_likelihood(params: Params, histories: Histories) -> float:
    """Of all buyers, with time in days."""
    return _Likelihood(histories, params.model).of((params.r, params.alpha, params.a, params.b))[0]


def _search(
    histories: Histories, scale: float, model: Model, penalty: float, check: Check
) -> tuple[tuple[float, ...], bool]:
    """Parameters in scaled time, and whether they are a maximum rather than a way into nowhere. Where `a` vanishes,
    nobody is ever lost: r and alpha are as sure as ever, whatever b is."""
    import numpy as np
    from scipy.optimize import minimize

    scaled = Histories(histories.x, histories.recency * scale, histories.age * scale, histories.weight)
    likelihood = _Likelihood(scaled, model)
    buyers = float(histories.weight.sum())

    def worth(logs: Floats) -> tuple[float, Floats]:
        check()
        values = np.exp(logs)
        total, slope = likelihood.of(tuple(values))
        slopes = -slope / buyers * values + 2 * penalty * values**2
        return -total / buyers + penalty * float(values @ values), slopes

    bounds = [(-_FARTHEST, _FARTHEST)] * 4
    options = {"maxiter": 1000, "ftol": 1e-15, "gtol": 1e-9}
    result = minimize(worth, np.zeros(4), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    found = np.exp(result.x)
    telling = result.x[:2] if found[2] < _NOTHING else result.x
    is_inside = bool(np.all(np.abs(telling) < _FARTHEST - 0.01))
    return tuple(float(value) for value in found), is_inside and bool(np.abs(result.jac).max() < _FLAT)


class _Likelihood:
    """The log-likelihood of histories and its slope; what does not depend on the parameters is kept."""

    def __init__(self, histories: Histories, model: Model) -> None:
        import numpy as np

        self._rows = histories
        self._shift = SHIFT[model]
        self._each_x, place = np.unique(histories.x, return_inverse=True)
        self._weight_of_x = np.bincount(place, histories.weight)
        self._can_be_lost = histories.x + self._shift > 0

    def of(self, params: tuple[float, ...]) -> tuple[float, Floats]:
        """(log-likelihood, its slope by r, alpha, a, b): A1 + A2 + ln(e^A3 + e^A4) of the papers."""
        import numpy as np
        from scipy.special import digamma, gammaln

        r, alpha, a, b = params
        rows, s = self._rows, self._shift
        of_x, beside = self._of_x(r, alpha, a, b, gammaln), self._of_x_slopes(r, alpha, a, b, digamma)
        log_age, log_recency = np.log(alpha + rows.age), np.log(alpha + rows.recency)
        lost_place = np.where(self._can_be_lost, b + rows.x + s - 1, 1.0)
        still = -(r + rows.x) * log_age
        lost = np.where(self._can_be_lost, np.log(a) - np.log(lost_place) - (r + rows.x) * log_recency, -np.inf)
        both = np.logaddexp(still, lost)
        p_still, p_lost = rows.weight * np.exp(still - both), rows.weight * np.exp(lost - both)
        slope = beside + np.array(
            [
                -(p_still @ log_age + p_lost @ log_recency),
                -(p_still @ ((r + rows.x) / (alpha + rows.age)) + p_lost @ ((r + rows.x) / (alpha + rows.recency))),
                p_lost.sum() / a,
                -(p_lost @ (1 / lost_place)),
            ]
        )
        return float(self._weight_of_x @ of_x + rows.weight @ both), slope

    def _of_x(self, r: float, alpha: float, a: float, b: float, gammaln: _Special) -> Floats:
        import numpy as np

        x, s = self._each_x, self._shift
        times = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        stays = gammaln(a + b) + gammaln(b + x + s) - gammaln(b) - gammaln(a + b + x + s)
        both: Floats = times + stays
        return both

    def _of_x_slopes(self, r: float, alpha: float, a: float, b: float, digamma: _Special) -> Floats:
        import numpy as np

        x, s, weight = self._each_x, self._shift, self._weight_of_x
        whole = digamma(a + b) - digamma(a + b + x + s)
        by_r = weight @ (digamma(r + x) - digamma(r) + np.log(alpha))
        return np.array(
            [by_r, weight.sum() * r / alpha, weight @ whole, weight @ (whole + digamma(b + x + s) - digamma(b))]
        )
