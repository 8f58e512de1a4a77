"""The fit of visits: against published estimates, and its slope against differences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import nbinom

from app.services.forecast.fit import PENALTY, Fit, Model, Params, _Likelihood, fit_visits, in_unit, log_likelihood
from app.services.forecast.histories import Buyers, Histories, compress

CDNOW = Path(__file__).parent / "cdnow.csv"


def cdnow() -> Histories:
    x, recency, age, weight = np.loadtxt(CDNOW, delimiter=",").T
    return Histories(x, recency, age, weight)


def in_weeks(model: Model) -> Fit:
    histories = cdnow()
    fit = fit_visits(histories, model)
    assert fit is not None
    assert not fit.steadied
    return in_unit(fit, histories, 7)


def rounded(fit: Fit) -> tuple[float, ...]:
    one = fit.params
    return tuple(round(value, 3) for value in (one.r, one.alpha, one.a, one.b))


def test_bg_nbd_of_cdnow_is_what_the_paper_prints() -> None:
    """Fader, Hardie, Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005), table 2: weeks."""
    fit = in_weeks("bg_nbd")
    assert rounded(fit) == (0.243, 4.414, 0.793, 2.426)
    assert round(fit.log_likelihood, 1) == -9582.4


def test_mbg_nbd_of_cdnow_is_what_btydplus_prints() -> None:
    """Platzer, Customer Base Analysis with BTYDplus (2016): MBG/NBD of CDNOW, weeks."""
    fit = in_weeks("mbg_nbd")
    assert rounded(fit) == (0.525, 6.183, 0.891, 1.614)


def test_the_unit_of_time_changes_alpha_and_the_density_alone() -> None:
    histories, days = cdnow(), fit_visits(cdnow())
    assert days is not None
    weeks = in_unit(days, histories, 7)
    told = Histories(histories.x, histories.recency / 7, histories.age / 7, histories.weight)
    assert weeks.log_likelihood == pytest.approx(log_likelihood(weeks.params, told), abs=1e-6)


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd"])
@pytest.mark.parametrize("params", [(0.24, 30.0, 0.79, 2.4), (3.0, 5.0, 0.01, 0.2), (0.01, 900.0, 8.0, 60.0)])
def test_the_slope_is_that_of_the_likelihood(model: Model, params: tuple[float, ...]) -> None:
    likelihood = _Likelihood(cdnow(), model)
    slope = likelihood.of(params)[1]
    for place, value in enumerate(params):
        near = [list(params), list(params)]
        near[0][place], near[1][place] = value * (1 - 1e-6), value * (1 + 1e-6)
        low, high = (likelihood.of(tuple(one))[0] for one in near)
        assert slope[place] == pytest.approx((high - low) / (2e-6 * value), rel=1e-4, abs=1e-3)


def test_a_history_of_many_visits_in_many_years_is_a_number() -> None:
    histories = Histories(np.array([0.0, 5000.0]), np.array([0.0, 9000.0]), np.array([9000.0, 9000.0]), np.ones(2))
    for params in (Params(0.2, 4.0, 0.8, 2.4), Params(1e-4, 1e-3, 1e-5, 1e4), Params(50.0, 1e5, 400.0, 1e-4)):
        assert np.isfinite(log_likelihood(params, histories))


def test_nothing_is_fitted_where_nobody_came_twice_or_no_time_has_passed() -> None:
    nought, one = np.zeros(3), np.ones(3)
    assert fit_visits(Histories(nought, nought, one * 30, one)) is None
    assert fit_visits(Histories(nought, nought, nought, one)) is None
    assert fit_visits(Histories(*(np.empty(0) for _part in range(4)))) is None


def faithful() -> tuple[Histories, np.ndarray]:
    """400 buyers of whom nobody is ever lost: how often they came back in 700 days, the last time yesterday."""
    random = np.random.default_rng(7)
    x = random.poisson(random.gamma(2.0, 1 / 60, 400) * 700)
    recency = np.where(x > 0, 699, 0)
    return compress(Buyers(np.arange(400), x, recency, np.full(400, 700), x, x))[0], x


def test_where_nobody_is_ever_lost_r_and_alpha_are_those_of_the_visits_without_a_penalty() -> None:
    histories, x = faithful()
    fit = fit_visits(histories)
    assert fit is not None
    assert (fit.steadied, fit.params.tells_lost) == (False, False)

    def negative_binomial(logs: np.ndarray) -> float:
        r, alpha = np.exp(logs)
        return float(-nbinom.logpmf(x, r, alpha / (alpha + 700)).sum())

    r, alpha = np.exp(minimize(negative_binomial, np.log([1.0, 30.0]), method="Nelder-Mead", tol=1e-10).x)
    assert (fit.params.r, fit.params.alpha) == pytest.approx((r, alpha), rel=1e-4)


def test_buyers_who_are_all_alike_need_a_small_penalty() -> None:
    alike = Histories(np.array([3.0]), np.array([90.0]), np.array([100.0]), np.array([300.0]))
    fit = fit_visits(alike)
    assert fit is not None
    assert fit.steadied
    assert PENALTY < 1e-3


def test_equal_histories_are_counted_once() -> None:
    random = np.random.default_rng(3)
    x, recency, age = random.integers(0, 3, 500), random.integers(0, 4, 500), random.integers(4, 7, 500)
    histories, place = compress(Buyers(np.arange(500), x, recency, age, x, x))
    assert len(histories.x) < 500
    assert histories.weight.sum() == 500
    for whole, part in ((x, histories.x), (recency, histories.recency), (age, histories.age)):
        assert np.array_equal(part[place], whole)
