"""What the models say of one buyer: the probability to be a client still, and the visits to expect.

The visits in a time t to come, of a buyer who is still a client (Fader, Hardie, Lee 2005; MBG/NBD with its shift):

    (c / (a - 1)) (1 - ((alpha + T) / (alpha + T + t))^(r + x) 2F1(r + x, b + x; c; z)),
    c = a + b + x - 1,  z = t / (alpha + T + t)

2F1 of it overflows for frequent buyers and a = 1 divides zero by zero. By Euler's transformation the second term is
(1 - z)^(a - 1) 2F1(a + b - 1 - r, a - 1; c; z), in which no number grows with x but c, and larger c only converges
sooner. Near a = 1, and wherever that is no number, the same is an integral of something smooth and positive:

    (r + x) * integral of e^((1 - a) w) 2F1(a, a + b - 1 - r; c + 1; 1 - e^-w) dw,  w from 0 to ln(1 + t / (alpha + T))
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.services.forecast.fit import Params
from app.services.forecast.histories import Histories

if TYPE_CHECKING:
    from app.services.forecast.histories import Floats

_NEAR = 0.01  # a closer to 1 than this loses digits in the closed form
_POINTS = 40  # of Gauss-Legendre


def p_alive(params: Params, histories: Histories) -> Floats:
    """Probability 0..1 that each is a client still: 1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)).

    BG/NBD gives 1 to those who came once, by construction.
    """
    import numpy as np
    from scipy.special import expit

    x, s = histories.x, params.shift
    can_be_lost = x + s > 0
    odds = np.log(params.a) - np.log(np.where(can_be_lost, params.b + x + s - 1, 1.0))
    odds += (params.r + x) * np.log((params.alpha + histories.age) / (params.alpha + histories.recency))
    return np.where(can_be_lost, expit(-odds), 1.0)


def expected_while_alive(params: Params, histories: Histories, time: float) -> Floats:
    """Visits to expect in the `time` to come of those who are clients still; times P(alive) it is what to expect."""
    import numpy as np

    if time <= 0:
        return np.zeros(len(histories.x))
    if abs(params.a - 1) < _NEAR:
        return _by_integral(params, histories.x, histories.age, time)
    found = _closed(params, histories.x, histories.age, time)
    wrong = ~(np.isfinite(found) & (found >= 0))
    if wrong.any():
        found[wrong] = _by_integral(params, histories.x[wrong], histories.age[wrong], time)
    return found


def expected_visits(params: Params, histories: Histories, time: float) -> Floats:
    """Visits to expect of each in the `time` to come."""
    return expected_while_alive(params, histories, time) * p_alive(params, histories)


def _closed(params: Params, x: Floats, age: Floats, time: float) -> Floats:
    import numpy as np
    from scipy.special import hyp2f1

    a, s = params.a, params.shift
    c = a + params.b + x + s - 1
    with np.errstate(all="ignore"):  # what is no number is worked out the other way
        series = hyp2f1(a + params.b + s - 1 - params.r, a - 1, c, time / (params.alpha + age + time))
        left = np.exp((1 - a) * np.log1p(time / (params.alpha + age)))
        found: Floats = c / (a - 1) * (1 - left * series)
    return found


def _by_integral(params: Params, x: Floats, age: Floats, time: float) -> Floats:
    import numpy as np
    from scipy.special import hyp2f1

    a, s = params.a, params.shift
    end = np.log1p(time / (params.alpha + age))
    second, third = a + params.b + s - 1 - params.r, a + params.b + x + s
    total = np.zeros(len(x))
    for at, weight in zip(*_legendre(), strict=True):
        w = end * at
        total += weight * np.exp((1 - a) * w) * hyp2f1(a, second, third, -np.expm1(-w))
    return (params.r + x) * end * total


@cache
def _legendre() -> tuple[Floats, Floats]:
    """Places and weights on 0..1."""
    import numpy as np

    places, weights = np.polynomial.legendre.leggauss(_POINTS)
    return (places + 1) / 2, weights / 2
