"""The fit of money: against published estimates, its slope, and what it says of a buyer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.services.forecast.gamma_gamma import GammaGamma, _Likelihood, expected_mean, fit_money

CDNOW = Path(__file__).parent / "cdnow_spend.csv"


def test_cdnow_is_what_the_note_prints() -> None:
    """Fader, Hardie, The Gamma-Gamma Model of Monetary Value (2013): p, q, gamma; CLVTools' tests: -4055.9177."""
    x, cents, clients = np.loadtxt(CDNOW, delimiter=",").T
    repeats, mean = (np.repeat(part, clients.astype(int)) for part in (x, cents / 100 / x))
    found = fit_money(repeats, mean)
    assert found is not None
    assert (round(found.p, 2), round(found.q, 2), round(found.v, 2)) == (6.25, 3.74, 15.44)
    assert round(found.log_likelihood, 4) == -4055.9177


def test_the_slope_is_that_of_the_likelihood() -> None:
    random = np.random.default_rng(2)
    likelihood = _Likelihood(random.integers(1, 9, 50).astype(float), random.gamma(3.0, 20.0, 50))
    params = [4.0, 3.0, 17.0]
    slope = likelihood.of(*params)[1]
    for place in range(3):
        low, high = params.copy(), params.copy()
        low[place] -= 1e-5
        high[place] += 1e-5
        assert slope[place] == pytest.approx((likelihood.of(*high)[0] - likelihood.of(*low)[0]) / 2e-5, rel=1e-6)


def test_the_unit_of_money_does_not_matter() -> None:
    random = np.random.default_rng(4)
    x = random.integers(1, 9, 400).astype(float)
    mean = random.gamma(3.0, 1.0, 400) / random.gamma(4.0, 1.0, 400) * 50
    small, large = fit_money(x, mean), fit_money(x, mean * 1e6)
    assert small is not None
    assert large is not None
    assert (large.p, large.q, large.v) == pytest.approx((small.p, small.q, small.v * 1e6), rel=1e-4)


def test_the_more_visits_the_nearer_to_the_own_mean() -> None:
    found = GammaGamma(6.25, 3.74, 15.44, 0.0)
    values = expected_mean(found, np.array([0.0, 1.0, 5.0, 1e6]), np.array([0.0, 90.0, 90.0, 90.0]))
    assert values is not None
    assert values[0] == pytest.approx(6.25 * 15.44 / 2.74)
    assert values[0] < values[1] < values[2] < values[3]
    assert values[3] == pytest.approx(90, rel=1e-4)


def test_sums_that_know_no_mean_are_not_made_one() -> None:
    assert expected_mean(GammaGamma(2.0, 0.9, 15.0, 0.0), np.ones(1), np.ones(1)) is None
    assert fit_money(np.ones(3), np.ones(3)) is None


def test_where_buyers_or_visits_do_not_differ_the_mean_is_right_still() -> None:
    random = np.random.default_rng(6)
    x = random.integers(1, 9, 2000).astype(float)
    alike = random.gamma(3.0 * x, 1 / x) * 200  # means of x sums, the same law for everybody
    for mean, expected in ((alike, 600.0), (np.full(2000, 100.0), 100.0)):
        found = fit_money(x, mean)
        assert found is not None
        told = expected_mean(found, np.array([0.0, 4.0]), np.array([0.0, expected]))
        assert told == pytest.approx([expected, expected], rel=0.02)
