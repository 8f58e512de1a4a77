"""Sheets of the report's file about what is to come: the forecast, its trial on the past, the clients at risk."""

from __future__ import annotations

from app.services.exports.sheets import Cell, Chart, Field, Plain, ReportWords, Sheet, rows_of
from app.services.forecast.read import Forecast
from app.services.forecast.section import ForecastSection
from app.services.report.figures import Unit


def forecast_sheet(forecast: Forecast | None, words: ReportWords) -> Sheet:
    """What the buyers are expected to do, a line each; nothing while it cannot be told."""
    fields = (Field("forecast_of", width=44), Field("forecast_value", width=18))
    if forecast is None or forecast.quality == "none":
        return Sheet("forecast", fields, ())
    told: tuple[tuple[str, Cell], ...] = (
        ("forecast_day", Cell(Plain.DAY, forecast.day)),
        ("horizon_days", Cell(Unit.COUNT, forecast.horizon_days)),
        ("forecast_buyers", Cell(Unit.COUNT, forecast.buyers)),
        ("expected_visits", Cell(Unit.COUNT, None if forecast.visits is None else round(forecast.visits))),
        ("expected_money", Cell(Unit.MONEY, forecast.money)),
        ("money_at_risk", Cell(Unit.MONEY, forecast.at_risk)),
        ("money_of_a_year", Cell(Unit.MONEY, forecast.year)),
        ("trial_error", Cell(Unit.SHARE, None if forecast.holdout is None else forecast.holdout.error)),
    )
    rows = tuple((Cell(Plain.TEXT, words.title(name)), cell) for name, cell in told)
    return Sheet("forecast", fields, rows)


def trial_sheet(forecast: Forecast | None) -> Sheet:
    """The trial on the shop's own past: visits as they were told beforehand, and as they came."""
    fields = (
        Field("trial_day", Unit.COUNT),
        Field("trial_predicted", Unit.COUNT, 18),
        Field("trial_real", Unit.COUNT, 18),
    )
    trial = None if forecast is None else forecast.holdout
    rows = () if trial is None else tuple(zip(trial.points, map(round, trial.predicted), trial.real, strict=True))
    chart = Chart("lines", "trial", ("trial_real", "trial_predicted"))
    return Sheet("trial", fields, rows_of(fields, rows), (chart,))


def at_risk_sheet(section: ForecastSection) -> Sheet:
    """Of whom most money is at risk."""
    fields = (
        Field("client", width=36),
        Field("last_visit", Plain.DAY),
        Field("p_alive", Unit.SHARE, 16),
        Field("expected_money", Unit.MONEY, 18),
        Field("money_at_risk", Unit.MONEY, 18),
    )
    rows = ((one.name, one.last_visit, one.p_alive, one.money, one.at_risk) for one in section.at_risk)
    return Sheet("at_risk", fields, rows_of(fields, rows))
