"""The report as a whole: the worked examples of the field, what is told without data, cancelling, every word."""

from __future__ import annotations

from datetime import date

import pytest

from app.i18n import set_language
from app.models.database import Database
from app.services.report.build import all_time, build_report
from app.services.report.figures import Figure, Unit, average
from app.services.report.gaps import remind_after
from app.services.report.money import Month
from app.services.report.period import Period
from app.services.spend import add_spend
from app.wording.figures import figure_formula, figure_tells, figure_text, figure_title
from tests.factories import NOW, make_client, sell
from tests.services.report.random_shop import TODAY, fill_shop

YEAR = Period(date(2025, 11, 22), TODAY)


class Cancelled(Exception):
    """The owner has pressed Cancel."""


def test_without_a_receipt_nothing_is_told_and_nothing_fails(db: Database) -> None:
    assert all_time(db, TODAY) is None
    report = build_report(db, YEAR, YEAR.previous(), TODAY)
    assert report.compared is None
    told = {key: figure.value for key, figure in report.figures.items() if figure.value is not None}
    assert set(told.values()) == {0}
    assert set(told) == set(
        "revenue revenue_new revenue_repeat receipts visits buyers new_buyers repeat_buyers".split()
    )
    assert (report.cohorts, report.gaps.bins, report.gaps.median) == ((), (), None)
    assert {month.repeat_share for month in report.months} == {None}
    for figure in report.figures.values():
        assert figure_formula(figure, "RUB") or figure.value == 0


def test_the_worked_examples_come_out_exactly() -> None:
    assert average(12_500_000, 250) == 50_000  # CAC
    assert average(167_500_000, 250) == 670_000  # AOV
    assert average(-5, 2) == -3  # halves away from zero, as money is rounded
    assert average(5, 2) == 3


def test_what_a_new_client_costs_is_the_spend_on_these_days(db: Database) -> None:
    for number in range(4):
        sell(db, make_client(db, f"Клиент {number}"), date(2026, 10, 1 + number))
    add_spend(db, "", date(2026, 10, 1), date(2026, 10, 31), 310_000, NOW)
    report = build_report(db, Period(date(2026, 10, 1), date(2026, 10, 10)), None, TODAY)
    assert report.figures["cac"].value == 25_000  # ten of the 31 days, four clients
    assert report.figures["ltv_cac"].value == pytest.approx(4.0)


def test_a_client_kept_by_the_rule_is_in_both_halves(db: Database) -> None:
    for name, days in (("А", (1, 15)), ("Б", (2,)), ("В", (3, 20)), ("Г", (16,))):
        client = make_client(db, name)
        for day in days:
            sell(db, client, date(2026, 10, day))
    report = build_report(db, Period(date(2026, 10, 14), date(2026, 10, 26)), None, TODAY)
    assert report.figures["crr"].value == pytest.approx(2 / 3)
    assert report.figures["churn"].value == pytest.approx(1 / 3)
    assert report.figures["crr"].few


@pytest.mark.parametrize(("median", "days"), [(1, 1), (2, 1), (10, 5), (14, 7), (15, 8), (38, 31), (90.5, 83)])
def test_reminding_is_a_week_before_the_middle_but_never_too_early(median: float, days: int) -> None:
    assert remind_after(median) == days


def test_a_report_that_is_cancelled_ends_and_can_be_made_again(db: Database) -> None:
    fill_shop(db, 5)

    def step() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        build_report(db, YEAR, None, TODAY, step)
    assert build_report(db, YEAR, None, TODAY).figures["receipts"].value


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_figure_has_its_words(db: Database, language: str) -> None:
    fill_shop(db, 7)
    report = build_report(db, YEAR, YEAR.previous(), TODAY)
    set_language(language)
    try:
        for key, figure in report.figures.items():
            assert figure_title(key)
            assert figure_tells(key)
            said = figure_formula(figure, "RUB")
            assert figure.value is None or not said or figure_text(figure.unit, figure.value, "RUB", exact=True) in said
    finally:
        set_language("")


def test_shares_change_by_points_and_money_by_percent() -> None:
    assert Figure("crr", Unit.SHARE, 0.75, before=0.7).change == pytest.approx(0.05)
    assert Figure("revenue", Unit.MONEY, 150, before=100).change == pytest.approx(0.5)
    assert Figure("revenue", Unit.MONEY, 150, before=0).change is None
    assert Figure("revenue", Unit.MONEY, 150, before=-5).change is None
    assert Figure("nps", Unit.SCORE, None, before=3.0).change is None


@pytest.mark.parametrize(
    ("new", "regular", "share"), [(100, 300, 0.75), (-10, 300, None), (300, -10, None), (0, 0, None)]
)
def test_there_is_no_share_of_what_was_brought_back(new: int, regular: int, share: float | None) -> None:
    month = Month(date(2026, 11, 1), new, regular, 0, 4, 4, 4, 4, 100)
    assert month.repeat_share == share
