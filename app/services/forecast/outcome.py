"""What the models say of every buyer of a shop: probability to come back, visits and money of the days to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.forecast.expected import expected_visits, expected_while_alive, p_alive
from app.services.forecast.fit import SHIFT, Check, Fit, Model, fit_visits
from app.services.forecast.gamma_gamma import GammaGamma, expected_mean, fit_money
from app.services.forecast.histories import Buyers, Histories, compress

if TYPE_CHECKING:
    from app.services.forecast.histories import Floats, Ints

MINOR = 100  # minor units in the unit that the model of money is told in


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fitted models, and one place of each array per buyer.

    `alive` is the probability to be a client still, `visits` what to expect of a buyer who surely is one, `worth` of a
    visit in minor units; None where the shop's sums do not tell it.
    """

    buyers: Buyers
    fit: Fit
    histories: Histories
    place: Ints
    gamma: GammaGamma | None
    alive: Floats
    visits: Floats
    worth: Floats | None

    def expected(self) -> Floats:
        """Visits to expect of each buyer."""
        return self.alive * self.visits

    def visits_in(self, days: float) -> Floats:
        """Visits to expect of each buyer in another number of days."""
        return expected_visits(self.fit.params, self.histories, days)[self.place]


def work_out(buyers: Buyers, days: float, model: Model | None = None, check: Check = lambda: None) -> Outcome | None:
    """Fit the models on the buyers and look `days` ahead; without `model` the one under which their visits are the
    likelier, of those that tell how clients are lost. None where nothing can be fitted."""
    histories, place = compress(buyers)
    names = SHIFT if model is None else (model,)
    fits = [fit for name in names if (fit := fit_visits(histories, name, check)) is not None]
    if not fits:
        return None
    fit = max(fits, key=lambda one: (one.params.tells_lost, one.log_likelihood))
    gamma, worth = _money(buyers)
    alive = p_alive(fit.params, histories)[place]
    visits = expected_while_alive(fit.params, histories, days)[place]
    return Outcome(buyers, fit, histories, place, gamma, alive, visits, worth)


def _money(buyers: Buyers) -> tuple[GammaGamma | None, Floats | None]:
    """The model of money, and what a visit of each buyer is worth; whose sums are not known or not positive, like
    those who came once, are taken as everybody."""
    import numpy as np

    known = (buyers.paid > 0) & (buyers.money > 0)
    mean = buyers.money / np.maximum(buyers.paid, 1) / MINOR
    paid = buyers.paid.astype(np.float64)
    gamma = fit_money(paid[known], mean[known])
    if gamma is None:
        return None, None
    worth = expected_mean(gamma, np.where(known, paid, 0), np.where(known, mean, 0))
    return gamma, None if worth is None else worth * MINOR
