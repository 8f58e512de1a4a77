"""The figures beside Today, against what was sold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.models.database import Database
from app.services.clients.save import trash_client
from app.services.today_figures import get_today_figures
from tests.factories import make_client, sell

TODAY = date(2026, 11, 21)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_an_empty_shop_has_no_figures_to_divide(db: Database) -> None:
    figures = get_today_figures(db, TODAY)
    assert (figures.clients, figures.buyers, figures.average_receipt, figures.average_change) == (0, 0, None, None)
    assert [week.new + week.repeat for week in figures.weeks] == [0] * 12


def test_buyers_repeat_buyers_and_silent_ones_are_counted_without_the_trash(db: Database, now: datetime) -> None:
    regular, once, silent = (
        make_client(db, "Крылова Ольга"),
        make_client(db, "Пак Игорь"),
        make_client(db, "Ли Дмитрий"),
    )
    make_client(db, "Никто Ничего Не Купил")
    gone = make_client(db, "Белов Артём")
    for client, days in ((regular, 10), (regular, 40), (once, 5), (silent, 900), (silent, 890), (gone, 3)):
        sell(db, client, days_ago(days))
    trash_client(db, gone, now)
    figures = get_today_figures(db, TODAY)
    assert (figures.clients, figures.buyers, figures.repeat_buyers) == (4, 3, 2)
    assert (figures.silent, figures.recent_buyers) == (1, 2)


def test_the_average_receipt_is_of_thirty_days_and_compared_with_the_thirty_before(db: Database) -> None:
    client = make_client(db)
    for days, price in ((0, 150_000), (29, 250_000), (30, 100_000), (59, 100_000), (60, 999_999)):
        sell(db, client, days_ago(days), price)
    sell(db, None, days_ago(1), 200_000)
    figures = get_today_figures(db, TODAY)
    assert (figures.receipts, figures.revenue, figures.average_receipt) == (3, 600_000, 200_000)
    assert (figures.receipts_before, figures.revenue_before) == (2, 200_000)
    assert figures.average_change == 1.0


def test_weeks_begin_on_monday_and_part_new_from_regular_clients(db: Database) -> None:
    old, new = make_client(db, "Крылова Ольга"), make_client(db, "Пак Игорь")
    sell(db, old, date(2026, 3, 2), 100_000)
    sell(db, old, date(2026, 11, 16), 300_000)  # Monday of this week
    sell(db, old, date(2026, 11, 15), 50_000)  # Sunday before it
    sell(db, new, date(2026, 11, 17), 20_000)
    sell(db, None, date(2026, 11, 17), 777_000)
    weeks = get_today_figures(db, TODAY).weeks
    assert weeks[-1].monday == date(2026, 11, 16)
    assert (weeks[-1].new, weeks[-1].repeat) == (20_000, 300_000)
    assert (weeks[-2].new, weeks[-2].repeat) == (0, 50_000)
    assert weeks[0].monday == date(2026, 8, 31)
