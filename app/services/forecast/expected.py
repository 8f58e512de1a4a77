"""What the models say of one buyer: the probability to be a client still, and the visits to expect.

The visits in a time t to come, of a buyer who is still a client (Fader, Hardie, Lee 2005; MBG/NBD with its shift):

    (c / (a - 1)) (1 - ((alpha + T) / (alpha + T + t))^(r + x) 2F1(r + x, b + x; c; z)),
    c = a + b + x - 1,  z = t / (alpha + T + t)

2F1 of it overflows for frequent buyers and a = 1 divides zero by zero. By Euler's transformation the second term is
(1 - z)^(a - 1) 2F1(a + b - 1 - r, a - 1; c; z), in which no number grows with x but c, and larger c only converges
sooner. Near a = 1, and where a in the hundreds makes it no number, the definition itself is summed up: the mean of
(1 - (1 + p u)^-(r + x)) / p, u = t / (alpha + T), over the probability p to leave, which is Beta(a, b + x).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.forecast.fit import Params
from app.services.forecast.histories import Histories

if TYPE_CHECKING:
    from app.services.forecast.histories import Floats

_NEAR = 1e-3  # a closer to 1 than this loses digits in the closed form
_POINTS = 240  # of the sum
_LEAST = 1e-250  # of p: a smaller one would be 0 soon, and nothing can be divided by it
_WIDTHS, _TAIL = 12, 45  # how far it goes: standard deviations, and powers of e on the sides


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
        return _by_definition(params, histories.x, histories.age, time)
    found = _closed(params, histories.x, histories.age, time)
    wrong = ~(np.isfinite(found) & (found >= 0))
    if wrong.any():
        found[wrong] = _by_definition(params, histories.x[wrong], histories.age[wrong], time)
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


def _by_definition(params: Params, x: Floats, age: Floats, time: float) -> Floats:
    """The mean over Beta by the trapezoidal rule in the logit of p, where its density has one peak and steep sides."""
    import numpy as np
    from scipy.special import expit

    a, b = params.a, params.b + x + params.shift
    u = time / (params.alpha + age)
    peak, width = np.log(a / b), _WIDTHS * np.sqrt(1 / a + 1 / b)
    first, last = peak - width - _TAIL / a, peak + width + _TAIL / b
    highest = a * np.log(expit(peak)) + b * np.log(expit(-peak))
    total, weights = np.zeros(len(x)), np.zeros(len(x))
    for step in np.linspace(0, 1, _POINTS):
        at = first + step * (last - first)
        p = np.maximum(expit(at), _LEAST)
        weight = np.exp(a * -np.logaddexp(0, -at) + b * -np.logaddexp(0, at) - highest)
        total += weight * -np.expm1(-(params.r + x) * np.log1p(p * u)) / p
        weights += weight
    return total / weights
