"""What a visit of each buyer is worth: the gamma-gamma model of Fader and Hardie.

Fader, Hardie, The Gamma-Gamma Model of Monetary Value (2013), brucehardie.com/notes/025. Of repeat visits only, their
sums positive; p, q without unit, v in units of money. The mean to expect is between the buyer's own and everybody's:
the more visits, the nearer to the own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services.forecast.histories import Floats

LEAST = 10  # repeat buyers
_FARTHEST = 12.0  # a logarithm that runs away: the buyers, or their visits, do not differ, and the mean is right still


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """Parameters and the log-likelihood, both in the unit that the money was told in."""

    p: float
    q: float
    v: float
    log_likelihood: float

    @property
    def mean(self) -> float | None:
        """Everybody's mean of a visit; None where the parameters know none."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else None


def fit_money(x: Floats, mean: Floats) -> GammaGamma | None:
    """The most likely parameters for buyers of x > 0 repeat visits with a positive mean; None of too few."""
    import numpy as np
    from scipy.optimize import minimize

    if len(x) < LEAST:
        return None
    scale = float(np.mean(mean))
    likelihood = _Likelihood(x, mean / scale)

    def worth(logs: Floats) -> tuple[float, Floats]:
        values = np.exp(logs)
        total, slope = likelihood.of(*values)
        return -total / len(x), -slope / len(x) * values

    options = {"maxiter": 1000, "ftol": 1e-15, "gtol": 1e-9}
    bounds = [(-_FARTHEST, _FARTHEST)] * 3
    result = minimize(worth, np.zeros(3), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    p, q, v = (float(value) for value in np.exp(result.x))
    return GammaGamma(p, q, v * scale, likelihood.of(p, q, v)[0] - len(x) * float(np.log(scale)))


def expected_mean(found: GammaGamma, x: Floats, mean: Floats) -> Floats | None:
    """What a visit to come is worth; of those of x = 0 everybody's mean. None where there is no such mean."""
    everybody = found.mean
    if everybody is None:
        return None
    own = found.p * x / (found.p * x + found.q - 1)
    return (1 - own) * everybody + own * mean


class _Likelihood:
    def __init__(self, x: Floats, mean: Floats) -> None:
        import numpy as np

        self._x, self._mean = x, mean
        self._each_x, self._place, count = np.unique(x, return_inverse=True, return_counts=True)
        self._count = count.astype(np.float64)
        self._logs = np.log(mean) + np.log(x)

    def of(self, p: float, q: float, v: float) -> tuple[float, Floats]:
        """(log-likelihood, its slope by p, q, v)."""
        import numpy as np
        from scipy.special import digamma, gammaln

        each, count, x = self._each_x, self._count, self._x
        whole = x * self._mean + v
        log_whole = np.log(whole)
        of_x = gammaln(p * each + q) - gammaln(p * each) - gammaln(q) + q * np.log(v)
        total = count @ of_x + (p * x) @ self._logs - np.log(self._mean).sum() - (p * x + q) @ log_whole
        both = digamma(p * each + q)
        slope = np.array(
            [
                count @ (each * (both - digamma(p * each))) + x @ (self._logs - log_whole),
                count @ (both - digamma(q) + np.log(v)) - log_whole.sum(),
                len(x) * q / v - ((p * x + q) / whole).sum(),
            ]
        )
        return float(total), slope
