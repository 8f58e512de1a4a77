"""What is expected of one buyer: published values, and the definition as an integral over the probability to leave."""

from __future__ import annotations

from itertools import pairwise
from math import exp, expm1, log, log1p

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import beta as beta_function
from scipy.stats import beta

from app.services.forecast.expected import expected_visits, expected_while_alive, p_alive
from app.services.forecast.fit import Model, Params
from app.services.forecast.histories import Histories

CDNOW = Params(0.243, 4.414, 0.793, 2.426)


def one(x: float, recency: float, age: float) -> Histories:
    return Histories(*(np.array([value]) for value in (x, recency, age, 1.0)))


def by_definition(params: Params, x: float, age: float, time: float) -> float:
    """Visits of one who is a client still: the mean of (1 - (1 + p u)^-(r + x)) / p over Beta(a, b + x + shift)."""
    a, b, u = params.a, params.b + x + params.shift, time / (params.alpha + age)

    def visits(p: float) -> float:
        return -expm1(-(params.r + x) * log1p(p * u)) / p if p > 0 else (params.r + x) * u

    def density(y: float) -> float:  # p = y^(1/a) takes away the pole at 0
        p = y ** (1 / a)
        return visits(p) * exp((b - 1) * log1p(-p)) / a / beta_function(a, b) if p < 1 else 0.0

    if a < 1:
        ends = [0.0, *(float(beta.isf(share, a, b)) ** a for share in (0.5, 1e-3, 1e-18))]
        return sum(quad(density, *part, limit=400, epsrel=1e-11)[0] for part in pairwise(ends))
    ends = [0.0, *(float(beta.isf(share, a, b)) for share in (1 - 1e-3, 0.5, 1e-3, 1e-18))]
    return sum(
        quad(lambda p: visits(p) * float(beta.pdf(p, a, b)), *part, limit=400, epsrel=1e-11)[0]
        for part in pairwise(ends)
    )


def test_the_client_of_the_papers_note_is_expected_as_often() -> None:
    """Fader, Hardie, Lee, Implementing the BG/NBD Model for Customer Base Analysis in Excel (2005): 1.226 visits."""
    assert expected_visits(CDNOW, one(2, 30.43, 38.86), 39.0)[0] == pytest.approx(1.226, abs=5e-4)


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd"])
@pytest.mark.parametrize("a", [0.003, 0.5, 0.99, 0.9999999, 1.0, 1.0000001, 1.00002, 1.01, 2.0, 7.5, 40.0, 3000.0])
@pytest.mark.parametrize(
    ("x", "age", "time"), [(0, 0, 1), (0, 0, 3650), (1, 400, 90), (30, 900, 365), (1200, 3000, 90), (40_000, 9000, 1)]
)
def test_it_is_the_definition_also_near_one_and_for_the_most_frequent(
    model: Model, a: float, x: float, age: float, time: float
) -> None:
    params = Params(0.35, 12.0, a, 2.4, model)
    found = expected_while_alive(params, one(x, age, age), time)[0]
    assert found == pytest.approx(by_definition(params, x, age, time), rel=1e-8)


def test_where_all_are_lost_at_once_there_is_one_visit_at_most() -> None:
    """As the fit of a shop gave it in which three of a thousand came back: p is 1 as good as surely."""
    params = Params(0.107, 1417.0, 38136.0, 2.6e-5)
    histories = Histories(np.array([0.0, 1.0]), np.array([0.0, 30.0]), np.array([400.0, 400.0]), np.ones(2))
    found = expected_while_alive(params, histories, 90)
    assert found == pytest.approx(1 - (1 + 90 / 1817) ** -(0.107 + histories.x), rel=1e-3)


def test_strange_parameters_still_give_numbers() -> None:
    random = np.random.default_rng(11)
    x = random.integers(0, 3000, 300).astype(float)
    age = random.integers(0, 6000, 300).astype(float)
    histories = Histories(x, age * random.random(300) * (x > 0), age, np.ones(300))
    for _round in range(60):
        r, alpha, a, b = (float(value) for value in np.exp(random.uniform(-9, 9, 4)))
        for model in ("bg_nbd", "mbg_nbd"):
            params = Params(r, alpha, a, b, model)
            for time in (1.0, 90.0, 3650.0):
                alive, visits = p_alive(params, histories), expected_while_alive(params, histories, time)
                assert np.all((alive >= 0) & (alive <= 1))
                assert np.all(np.isfinite(visits) & (visits >= 0))
                most = (r + x) * time / (alpha + age)  # of one who never leaves
                assert np.all(visits <= most * (1 + 1e-9))


def test_the_probability_is_the_formula_of_the_paper() -> None:
    x, recency, age = 3.0, 20.0, 35.0
    odds = CDNOW.a / (CDNOW.b + x - 1) * ((CDNOW.alpha + age) / (CDNOW.alpha + recency)) ** (CDNOW.r + x)
    assert p_alive(CDNOW, one(x, recency, age))[0] == pytest.approx(1 / (1 + odds))
    assert p_alive(CDNOW, one(0, 0, age))[0] == 1
    lost = Params(CDNOW.r, CDNOW.alpha, CDNOW.a, CDNOW.b, "mbg_nbd")
    odds = CDNOW.a / CDNOW.b * ((CDNOW.alpha + age) / CDNOW.alpha) ** CDNOW.r
    assert p_alive(lost, one(0, 0, age))[0] == pytest.approx(1 / (1 + odds))


def test_who_stays_away_for_long_after_coming_often_is_lost_without_a_warning() -> None:
    histories = one(5000, 100, 9000)
    assert p_alive(CDNOW, histories)[0] == 0
    assert expected_visits(CDNOW, histories, 90)[0] == 0
    assert log(expected_while_alive(CDNOW, histories, 90)[0]) > 0


def test_no_time_brings_no_visits() -> None:
    assert expected_visits(CDNOW, one(2, 30.43, 38.86), 0.0)[0] == 0
