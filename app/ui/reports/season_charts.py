"""When the shop sells, as charts: by month of the year, day of the week and hour of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.i18n import _, weekday_short
from app.services.report.season import Season, SeasonBar
from app.ui.plots.bars import Bar, Bars
from app.ui.reports.words import axis_money, money_text, month_label, times_text
from app.wording.counts import receipts_count

HEIGHT = 190
ANY_YEAR = 2026


def months_chart(season: Season, currency: str) -> Bars:
    """What a day of each month brings."""
    return _chart(
        _("What a day brings, by month"), season.months, lambda place: month_label(date(ANY_YEAR, place, 1)), currency
    )


def weekdays_chart(season: Season, currency: str) -> Bars:
    """What each day of the week brings."""
    return _chart(_("By day of the week"), season.weekdays, lambda place: weekday_short(place - 1), currency)


def hours_chart(season: Season, currency: str) -> Bars:
    """What each hour brings on a day, from the first of the open hours to the last."""
    return _chart(_("By hour"), open_hours(season), lambda place: f"{place}:00", currency)


def open_hours(season: Season) -> tuple[SeasonBar, ...]:
    """From the first hour in which anything was sold to the last."""
    sold = [bar.place for bar in season.hours if bar.receipts]
    first, last = (min(sold), max(sold)) if sold else (0, -1)
    return tuple(bar for bar in season.hours if first <= bar.place <= last)


def season_sentence(bars: tuple[SeasonBar, ...], name: Callable[[int], str]) -> str:
    """Which is the best and which the weakest of them; "" where nothing was sold."""
    known = [bar for bar in bars if bar.index is not None]
    if len(known) < 2:
        return ""
    best, weakest = max(known, key=_index), min(known, key=_index)
    words = _("Best: {best}, {more} of the average; weakest: {weakest}, {less}.")
    return words.format(
        best=name(best.place), more=times_text(best.index), weakest=name(weakest.place), less=times_text(weakest.index)
    )


def _index(bar: SeasonBar) -> float:
    return bar.index or 0.0


def _chart(title: str, bars: tuple[SeasonBar, ...], name: Callable[[int], str], currency: str) -> Bars:
    highest = max((bar for bar in bars if bar.a_day is not None), key=lambda bar: bar.a_day or 0, default=None)
    return Bars(
        title,
        [
            Bar(
                name(bar.place),
                (bar.a_day,) if bar is highest else (None, bar.a_day),
                _tip(bar, name(bar.place), currency),
            )
            for bar in bars
        ],
        worded=lambda value: axis_money(value, currency),
        sentence=season_sentence(bars, name),
        height=HEIGHT,
    )


def _tip(bar: SeasonBar, name: str, currency: str) -> str:
    if bar.a_day is None:
        none = _("no such days in this period")
        return f"{name}: {none}"
    told = [_("{name}: {sum} a day").format(name=name, sum=money_text(bar.a_day, currency))]
    if bar.index is not None:
        told.append(_("{times} of the average").format(times=times_text(bar.index)))
    told.append(receipts_count(bar.receipts))
    return "\n".join(told)
