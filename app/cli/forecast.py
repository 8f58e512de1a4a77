"""The command that tells who will come back, and what they will bring."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.cli.output import money_json, write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, money, number_text
from app.services.forecast.asked import Asked, ForecastRow, ask_forecast
from app.wording.counts import clients_count
from app.wording.forecast import alive_share_text, doubts_text, trial_text

UNITS = {"day": 1, "week": 7}
HORIZONS = {"day": 90, "week": 13}  # where none is typed


def run_forecast(shop: Shop, options: Namespace) -> int:
    """Fit the models on the shop's past and tell their parameters, and with --clients what is expected of everybody."""
    horizon = HORIZONS[options.unit] if options.horizon is None else options.horizon
    asked = ask_forecast(
        shop.db, shop.today(options), UNITS[options.unit], horizon, with_rows=options.clients or not options.json
    )
    if options.json:
        told = _told(asked) | {"as_of": shop.today(options), "unit": options.unit, "horizon": horizon}
        write_json(told | ({"rows": [_row_json(row) for row in asked.rows]} if options.clients else {}))
        return 0
    if options.clients:
        _write_rows(shop, asked)
    for line in _summary(shop, asked, horizon * UNITS[options.unit]):
        write_line(line)
    return 0


def _told(asked: Asked) -> dict[str, Any]:
    fit, outcome, trial = asked.fit, asked.count.outcome, asked.count.holdout
    gamma = None if outcome is None else outcome.gamma
    names = ("r", "alpha", "a", "b")
    return {
        "model": "bg_nbd",
        "params": dict.fromkeys(names) if fit is None else {name: getattr(fit.params, name) for name in names},
        "log_likelihood": None if fit is None else fit.log_likelihood,
        "gamma_gamma": None
        if gamma is None
        else {"p": gamma.p, "q": gamma.q, "v": gamma.v, "log_likelihood": gamma.log_likelihood},
        "clients": len(asked.count.buyers),
        "warning": doubts_text(asked.doubts) or None,
        "warnings": asked.doubts,
        "holdout": None
        if trial is None
        else {
            "from": trial.cut,
            "days": trial.points[-1],
            "predicted": trial.predicted[-1],
            "real": trial.real[-1],
            "error": trial.error,
        },
    }


def _row_json(row: ForecastRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "external_id": row.external_id,
        "frequency": row.frequency,
        "recency": row.recency,
        "T": row.age,
        "p_alive": row.p_alive,
        "expected_purchases": row.purchases,
        "expected_value": money_json(row.value),
    }


def _write_rows(shop: Shop, asked: Asked) -> None:
    currency = shop.settings.currency
    rows = [
        (
            str(row.id),
            row.name,
            "" if row.p_alive is None else alive_share_text(row.p_alive),
            number_text(row.purchases, 2),
            "" if row.value is None else money(row.value, currency, cents=False),
        )
        for row in sorted(asked.rows, key=lambda row: -(row.value or 0))
    ]
    heads = ("", _("Client"), _("Will come back"), _("Purchases to expect"), _("Money to expect"))
    write_table(heads, rows, right=(0, 2, 3, 4))


def _summary(shop: Shop, asked: Asked, days: int) -> list[str]:
    lines = [clients_count(len(asked.count.buyers))]
    if asked.count.outcome is not None:
        purchases = number_text(round(sum(row.purchases for row in asked.rows)))
        told = _("In the next {days} days about {n} purchases are to be expected from them.")
        lines.append(told.format(days=days, n=purchases))
        values = [row.value for row in asked.rows if row.value is not None]
        if values:
            money_text = money(sum(values), shop.settings.currency, cents=False)
            lines.append(_("They would bring about {money}.").format(money=money_text))
    if asked.count.holdout is not None:
        lines.append(trial_text(asked.count.holdout))
    return [*lines, *([doubts_text(asked.doubts)] if asked.doubts else [])]
