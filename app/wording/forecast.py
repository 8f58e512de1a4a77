"""The forecast in words: how far it can be trusted, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from app.i18n import _, day_text, number_text
from app.services.forecast.doubts import LEAST_BUYERS, ROUGH_BUYERS, Doubt
from app.services.forecast.holdout import Holdout
from app.services.forecast.read import HORIZON_DAYS, Forecast
from app.wording.counts import clients_count

DOUBTS: dict[Doubt, Callable[[], str]] = {
    "nothing": lambda: _("Nobody has come twice yet, so there is nothing to tell a forecast from."),
    "few": lambda: _("Too few buyers for a forecast to be trusted: it needs {n}.").format(n=number_text(LEAST_BUYERS)),
    "rough": lambda: _("A rough forecast: with fewer than {n} buyers it is often off by a quarter.").format(
        n=number_text(ROUGH_BUYERS)
    ),
    "wrong": lambda: _("On the shop's own past it was off by more than a quarter: take it as a hint."),
    "untried": lambda: _("It could not be tried on the shop's own past: take it as a hint."),
    "steadied": lambda: _("The purchases do not tell how clients are lost; the forecast takes it that few are."),
    "alike": lambda: _("The clients are so much alike that the count had to be steadied a little."),
    "no_money": lambda: _("The sums of the purchases do not tell what a visit will be worth."),
}


def doubts_text(doubts: Iterable[Doubt]) -> str:
    """The doubts in one line, "" without any."""
    return " ".join(DOUBTS[doubt]() for doubt in doubts)


def alive_text() -> str:
    """What the probability to come back means."""
    return _("The probability that the client is still yours: how often and how lately they came, and for how long.")


def alive_share_text(p_alive: float) -> str:
    """The probability in whole percent; of what is to come nothing is sure, and nothing impossible."""
    percent = round(p_alive * 100)
    return "> 99 %" if percent == 100 else "< 1 %" if percent == 0 else f"{percent} %"


def expected_text() -> str:
    """What is told of the days to come."""
    return _("Of the next {n} days, by how the client came so far.").format(n=number_text(HORIZON_DAYS))


def at_risk_text() -> str:
    """What the money at risk means."""
    told = _("What more the client would bring in the next {n} days if they were surely still yours.")
    return told.format(n=number_text(HORIZON_DAYS))


def none_yet_text(found: Forecast) -> str:
    """Why the count made no forecast."""
    if found.buyers >= LEAST_BUYERS:
        return DOUBTS["nothing"]()
    needs = _("A forecast can be trusted from {least} buyers on; the shop has {n} by now.")
    return needs.format(least=number_text(LEAST_BUYERS), n=number_text(found.buyers))


def quality_text(found: Forecast, today: date) -> str:
    """How it was made, and how far it can be trusted."""
    made = _("By how often and how lately each of {clients} came. Counted on {day}.").format(
        clients=clients_count(found.buyers), day=day_text(found.day, today)
    )
    if found.at_risk is None:
        used = _("Today puts the silent in order by the own rhythm of each and what they spend.")
    else:
        used = _("Of the silent, Today names those first of whom most is at risk.")
    return " ".join(filter(None, (made, doubts_text(found.doubts), used)))


def trial_text(trial: Holdout) -> str:
    """How right the forecast would have been, in one sentence."""
    real, told = trial.real[-1], round(trial.predicted[-1])
    days = trial.points[-1]
    if trial.error is None:
        sentence = _("Tried on the last {days} days: purchases by the forecast {told}, really none.")
    elif abs(trial.error) < 0.005:
        sentence = _("Tried on the last {days} days: purchases by the forecast {told}, really {real}.")
    elif trial.error > 0:
        sentence = _(
            "Tried on the last {days} days: purchases by the forecast {told}, really {real}: {share} % too many."
        )
    else:
        sentence = _(
            "Tried on the last {days} days: purchases by the forecast {told}, really {real}: {share} % too few."
        )
    share = number_text(round(abs(trial.error or 0) * 100))
    return sentence.format(days=days, told=number_text(told), real=number_text(real), share=share)
