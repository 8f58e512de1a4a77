"""What to expect: purchases and money of the days to come, how right the forecast would have been, who is at risk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _, day_text, number_text, short_day
from app.models.listing.filter_fields import Condition, Group
from app.services.forecast.doubts import ROUGH_BUYERS, is_wrong
from app.services.forecast.read import YEAR_DAYS, Forecast
from app.services.forecast.section import AtRisk
from app.ui.plots.lines import Lines, Series
from app.ui.reports.desk import Desk, chart_card, column_of, table_card
from app.ui.reports.figure_button import FigureButton
from app.ui.reports.figures import headed_figures
from app.ui.reports.figures_grid import FiguresGrid
from app.ui.reports.table import Fact
from app.ui.reports.told import Told
from app.ui.reports.words import money_text, share_text
from app.ui.widgets.frames import Card
from app.wording.counts import clients_count, days_count
from app.wording.forecast import alive_share_text, doubts_text, none_yet_text, quality_text, trial_text

COLUMN = 166  # px
EVERYBODY = Group("all", (Condition("expected_purchases", "not_empty"),))
IN_DOUBT = Group("all", (Condition("money_at_risk", "gt", 0),))


class _Number(NamedTuple):
    """A number as it is shown, what it tells, and whom it is about."""

    title: str
    figure: str
    note: str
    tells: str
    clients: Group | None = EVERYBODY


def day_after(day: date, days: int) -> date:
    """So many days later."""
    return day + timedelta(days=days)


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    section = desk.report.sections.forecast
    found = section.forecast
    if found is None:
        waiting = _("The forecast has not been counted yet: that begins by itself half a minute after the start.")
        return column_of(chart_card(_("What to expect"), waiting))
    if found.params is None:
        return column_of(chart_card(_("What to expect"), none_yet_text(found)))
    cards = [figures_card(desk, found), trial_card(desk, found)]
    if section.at_risk:
        cards.append(at_risk_card(desk, section.at_risk))
    return column_of(*cards)


def figures_card(desk: Desk, found: Forecast) -> Card:
    """What the next days would bring, each number with what it means and whom it is about."""
    days = days_count(found.horizon_days)
    visits = found.visits or 0
    each = _("{n} a client").format(n=number_text(visits / found.buyers, 1))
    numbers = (
        _Number(
            _("Purchases, {days}").format(days=days),
            number_text(round(visits)),
            _or_rather(found, lambda share: number_text(round(visits * share))) or each,
            _("How many purchases are to be expected of all who have bought before, new clients not counted."),
        ),
        _Number(
            _("Money, {days}").format(days=days),
            money_text(found.money, desk.currency),
            _of_each(desk, found, found.money),
            _("These purchases, each with what a purchase of the client is worth."),
        ),
        _Number(
            _("Money, {days}").format(days=days_count(YEAR_DAYS)),
            money_text(found.year, desk.currency),
            _of_each(desk, found, found.year),
            _("The same of a year: the LTV to come of all clients together."),
        ),
        _at_risk_number(desk, found, days),
    )
    buttons = [_figure(desk, found, one) for one in numbers]
    grid = FiguresGrid(buttons, COLUMN, fills=True)
    return headed_figures(_("What to expect"), quality_text(found, desk.today), grid)


def _at_risk_number(desk: Desk, found: Forecast, days: str) -> _Number:
    tells = _(
        "What more they would bring if nobody were lost: for each client, money × (1 − p) ÷ p, p being the"
        " probability that the client is still yours."
    )
    title, figure = _("At risk, {days}").format(days=days), money_text(found.at_risk, desk.currency)
    if found.at_risk is None:
        return _Number(title, figure, _("cannot be told"), tells, None)
    share = found.at_risk / (found.money + found.at_risk) if found.money else None
    return _Number(title, figure, _("{share} of all").format(share=share_text(share, 0)), tells, IN_DOUBT)


def _of_each(desk: Desk, found: Forecast, money: int | None) -> str:
    if money is None:
        return ""
    each = _("{n} a client").format(n=money_text(money / found.buyers, desk.currency))
    return _or_rather(found, lambda share: money_text(money * share, desk.currency)) or each


def _or_rather(found: Forecast, told: Callable[[float], str]) -> str:
    """What it would be if the forecast were off as it was on the shop's past; "" where it was not far off."""
    trial = found.holdout
    if trial is None or not is_wrong(trial) or not trial.real[-1] or not trial.predicted[-1]:
        return ""
    return _("by the trial {n}").format(n=told(trial.real[-1] / trial.predicted[-1]))


def trial_card(desk: Desk, found: Forecast) -> Card:
    """Foretold against real, in one sentence and as two lines."""
    title = _("Would it have been right?")
    trial = found.holdout
    if trial is None:
        return chart_card(title, _("The shop's past is too short, or had too few buyers, to try the forecast on it."))
    labels = [short_day(day_after(trial.cut, point), desk.today) for point in trial.points]
    tips = [
        _("{day}: {told} purchases foretold, {real} real").format(
            day=day_text(day_after(trial.cut, point), desk.today), told=number_text(round(told)), real=number_text(real)
        )
        for point, told, real in zip(trial.points, trial.predicted, trial.real, strict=True)
    ]
    sentence = trial_text(trial)
    series = [Series(_("real"), tuple(map(float, trial.real))), Series(_("foretold"), trial.predicted, dashed=True)]
    chart = Lines(title, labels, tips, series, lambda value: number_text(round(value)), sentence=sentence)
    return chart_card(title, sentence, chart)


def at_risk_card(desk: Desk, rows: tuple[AtRisk, ...]) -> Card:
    """Of whom most is at risk; a row opens the card."""
    facts: list[Fact[AtRisk]] = [
        Fact(_("Most at risk"), lambda row: row.name, lambda row: row.name, right=False, stretch=True, first_up=True),
        Fact(
            _("Last visit"),
            lambda row: short_day(row.last_visit, desk.today) if row.last_visit else "",
            lambda row: row.last_visit,
            width=110,
        ),
        Fact(_("Will come back"), lambda row: alive_share_text(row.p_alive), lambda row: row.p_alive, width=130),
        Fact(_("Would bring"), lambda row: money_text(row.money, desk.currency), lambda row: row.money, width=120),
        Fact(
            _("Money at risk"), lambda row: money_text(row.at_risk, desk.currency), lambda row: row.at_risk, width=130
        ),
    ]
    opened = desk.context.events.open_client
    return table_card(_("Most at risk"), facts, rows, "", lambda row, _anchor, _place: opened.emit(row.client_id))


def _figure(desk: Desk, found: Forecast, one: _Number) -> FigureButton:
    about = _("Of {clients} with a purchase, as of {day}.").format(
        clients=clients_count(found.buyers), day=day_text(found.day, desk.today)
    )
    lines = tuple(filter(None, (about, doubts_text(found.doubts), _models(found))))
    told = Told(one.title, one.tells, lines, one.clients, one.title, few=found.buyers < ROUGH_BUYERS)
    return FigureButton(one.title, one.figure, one.note, "second", one.tells, partial(_tell, desk, told))


def _tell(desk: Desk, told: Told, anchor: QPushButton) -> None:
    desk.tell(told, anchor)


def _models(found: Forecast) -> str:
    """The models with their parameters, for who knows them."""
    params = found.params
    if params is None:
        return ""
    name = {"bg_nbd": "BG/NBD", "mbg_nbd": "MBG/NBD"}[params.model]
    numbers = {"r": params.r, "α": params.alpha, "a": params.a, "b": params.b}
    said = f"{name}: " + ", ".join(f"{key} = {number_text(value, 3)}" for key, value in numbers.items())
    if found.gamma is None:
        return said
    money = {"p": found.gamma.p, "q": found.gamma.q, "v": found.gamma.v}
    return said + "; gamma-gamma: " + ", ".join(f"{key} = {number_text(value, 2)}" for key, value in money.items())
