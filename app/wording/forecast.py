"""The forecast in words: how far it can be trusted, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from app.i18n import _, day_text, number_text
from app.services.forecast.count import LEAST_BUYERS, ROUGH_BUYERS, ROUGH_ERROR
from app.services.forecast.holdout import Holdout
from app.services.forecast.read import Forecast
from app.wording.counts import clients_count

DOUBTS: dict[str, Callable[[], str]] = {
    "nothing": lambda: _("Nobody has come twice yet, so there is nothing to tell a forecast from."),
    "few": lambda: _("Too few buyers for a forecast to be trusted: it needs {n}.").format(n=number_text(LEAST_BUYERS)),
    "rough": lambda: _("A rough forecast: with fewer than {n} buyers it is often off by a quarter.").format(
        n=number_text(ROUGH_BUYERS)
    ),
    "wrong": lambda: _("On the shop's own past it was off by more than a quarter: take it as a hint."),
    "steadied": lambda: _("The purchases do not tell how clients are lost; the forecast takes it that few are."),
    "no_money": lambda: _("The sums of the purchases do not tell what a visit will be worth."),
}


def doubts_text(doubts: Iterable[str]) -> str:
    """The doubts in one line, "" without any."""
    return " ".join(DOUBTS[doubt]() for doubt in doubts)


def too_few_text(buyers: int) -> str:
    """Why there is no forecast yet."""
    needs = _("A forecast can be trusted from {least} buyers on who come again; the shop has {n} by now.")
    return needs.format(least=number_text(LEAST_BUYERS), n=number_text(buyers))


def quality_text(found: Forecast, today: date) -> str:
    """How it was made, and how far it can be trusted."""
    made = _("By how often and how lately each of {clients} came. Counted on {day}.").format(
        clients=clients_count(found.buyers), day=day_text(found.day, today)
    )
    error = None if found.holdout is None else found.holdout.error
    is_wrong = error is not None and abs(error) > ROUGH_ERROR
    doubts = {
        "rough": found.buyers < ROUGH_BUYERS and not is_wrong,
        "wrong": is_wrong,
        "steadied": found.steadied,
        "no_money": found.money is None,
    }
    return " ".join(filter(None, (made, doubts_text(doubt for doubt, is_so in doubts.items() if is_so))))


def trial_text(trial: Holdout) -> str:
    """How right the forecast would have been, in one sentence."""
    real, told = trial.real[-1], round(trial.predicted[-1])
    days = trial.points[-1]
    if trial.error is None:
        sentence = _("Tried on the last {days} days: {told} purchases were foretold, nobody came.")
    elif abs(trial.error) < 0.005:
        sentence = _("Tried on the last {days} days: {told} purchases were foretold, {real} came.")
    elif trial.error > 0:
        sentence = _("Tried on the last {days} days: {told} purchases were foretold, {real} came: {share} % too many.")
    else:
        sentence = _("Tried on the last {days} days: {told} purchases were foretold, {real} came: {share} % too few.")
    share = number_text(round(abs(trial.error or 0) * 100))
    return sentence.format(days=days, told=number_text(told), real=number_text(real), share=share)
