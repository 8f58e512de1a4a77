"""The plot of purchases, the timeline and the words of the card, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPointF, Qt

from app.services.clients.data import Birthday, ChangePart, ChangeRow, ClientRow, LineRow, PurchaseRow
from app.ui.clients.card.plot import PurchasesPlot, plot_summary, receipt_dots, receipt_tip, rhythm_days
from app.ui.clients.words import silence_tone
from app.wording.changes import change_lines
from app.wording.clients import birthday_text, goods_text

TODAY = date(2026, 11, 21)


def row(**changed: Any) -> ClientRow:
    usual = ClientRow(
        id=1,
        name="Крылова",
        phones=(),
        emails=(),
        birthday=None,
        visits=3,
        total=0,
        first_visit=None,
        last_visit=date(2026, 9, 8),
        rhythm_days=21.0,
        due_back=date(2026, 9, 29),
        lapse_day=date(2026, 10, 20),
        silence_limit=42,
        card="",
        city="",
        version=1,
    )
    return replace(usual, **changed)


def receipt(day: date, total: int | None, status: str = "done") -> PurchaseRow:
    return PurchaseRow(1, day, None, total, "", status, (LineRow("Кения", 2000, None, 0, None),))


def test_dots_hold_what_counts_within_the_time_and_the_tallest_is_one() -> None:
    purchases = (
        receipt(date(2026, 9, 8), 400_000),
        receipt(date(2026, 8, 1), 100_000),
        receipt(date(2026, 7, 1), None),
        receipt(date(2026, 6, 1), 900_000, "cancelled"),
        receipt(date(2026, 5, 1), -50_000),
        receipt(date(2020, 1, 1), 900_000),
    )
    dots = receipt_dots(purchases, date(2024, 11, 21))
    assert [dot.day for dot in dots] == [date(2026, 9, 8), date(2026, 8, 1), date(2026, 7, 1)]
    assert dots[0].height == 1.0
    assert dots[0].height > dots[1].height > dots[2].height > 0


def test_the_rhythm_is_counted_both_ways_from_the_last_visit() -> None:
    days = rhythm_days(row(), date(2026, 8, 1), date(2026, 11, 1))
    assert days == [date(2026, 8, 18), date(2026, 9, 8), date(2026, 9, 29), date(2026, 10, 20)]
    assert rhythm_days(row(first_visit=date(2026, 9, 1)), date(2026, 8, 1), date(2026, 10, 1)) == days[1:3]
    assert rhythm_days(row(rhythm_days=None), date(2026, 8, 1), TODAY) == []
    assert rhythm_days(row(rhythm_days=0.0), date(2026, 8, 1), TODAY) == []


def test_the_mouse_finds_the_nearest_receipt(qtbot: Any) -> None:
    plot = PurchasesPlot(row(), (receipt(date(2026, 9, 8), 100), receipt(date(2025, 1, 1), 100)), TODAY, "RUB")
    qtbot.addWidget(plot)
    plot.resize(800, 112)
    plot.grab()
    found = plot.dot_at(QPointF(plot._x(date(2026, 9, 8)) + 3, 50))
    assert found is not None
    assert found.day == date(2026, 9, 8)
    assert plot.dot_at(QPointF(plot._x(date(2025, 10, 1)), 50)) is None
    assert receipt_tip(found.receipt, "RUB").replace("\xa0", " ") == "8 September 2026 · Purchase 1 ₽\nКения × 2"


def test_the_arrows_go_from_receipt_to_receipt(qtbot: Any) -> None:
    days = (date(2026, 9, 8), date(2025, 1, 1), date(2025, 6, 1))
    plot = PurchasesPlot(row(), tuple(receipt(day, 100) for day in days), TODAY, "RUB")
    qtbot.addWidget(plot)
    plot.resize(800, 112)
    gone: list[date | None] = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right):
        qtbot.keyClick(plot, key)
        gone.append(plot._hot.day if plot._hot else None)
    first, middle, last = sorted(days)
    assert gone == [last, middle, first, first, last, last]
    assert not plot.grab().isNull()


def test_the_plot_is_told_in_one_sentence() -> None:
    dots = receipt_dots((receipt(date(2026, 9, 8), 400_000), receipt(date(2026, 8, 18), 100_000)), date(2024, 11, 21))
    said = plot_summary(row(), dots, TODAY, "RUB").replace("\xa0", " ")
    assert said == (
        "2 receipts for 5,000 ₽ in two years, the last one on 8 September, usually every 21 days,"
        " expected on 29 September."
    )
    assert plot_summary(row(), [], TODAY, "RUB") == "No purchases in the last two years."


def test_a_client_without_purchases_is_drawn_too(qtbot: Any) -> None:
    plot = PurchasesPlot(row(last_visit=None, rhythm_days=None, due_back=None), (), TODAY, "RUB")
    qtbot.addWidget(plot)
    assert not plot.grab().isNull()
    assert plot.dot_at(QPointF(10, 10)) is None


@pytest.mark.parametrize(
    ("changed", "tone"),
    [
        ({}, "warn"),
        ({"last_visit": date(2026, 1, 1)}, "bad"),
        ({"lapse_day": date(2026, 11, 22)}, ""),
        ({"lapse_day": TODAY}, "warn"),
        ({"last_visit": None, "lapse_day": None, "silence_limit": None}, ""),
    ],
)
def test_silence_warns_from_the_lapse_day_and_alarms_at_twice_the_limit(changed: dict[str, Any], tone: str) -> None:
    assert silence_tone(row(**changed), TODAY) == tone


def test_a_birthday_without_a_year_has_no_age() -> None:
    assert birthday_text(Birthday(2, 29), TODAY) == "29 February"
    assert birthday_text(Birthday(11, 21, 1990), TODAY) == "21 November 1990 · 36 years old"
    assert birthday_text(Birthday(11, 22, 1990), TODAY) == "22 November 1990 · 35 years old"


def test_goods_tell_how_many_unless_it_is_one() -> None:
    lines = (LineRow("Эфиопия", 1000, None, 0, None), LineRow("Кения", 1500, None, 0, None), LineRow("", 1000, 1, 0, 1))
    assert goods_text(lines) == "Эфиопия, Кения × 1.5, without a name"


def test_changes_name_the_fields_before_and_after() -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    parts = (
        ChangePart("client", {"city": "Уфа", "sort_key": "x"}, {"city": "Казань", "sort_key": "y"}),
        ChangePart("client_tag", None, {"tag": "VIP"}),
        ChangePart("own_value", {"field_id": 3, "value": "Рекс"}, None),
        ChangePart("client", {"referred_by_id": None}, {"referred_by_id": 7}),
    )
    names = {"own_field:3": "Собака", "client:7": "Ли Дмитрий"}
    assert change_lines(ChangeRow(1, "edit_client", at, "", parts, names), "RUB") == [
        "City: Уфа → Казань",
        "Tag: — → VIP",
        "Собака: Рекс → —",
        "Referred by: — → Ли Дмитрий",
    ]
    assert change_lines(ChangeRow(2, "add_client", at, "", (ChangePart("client", None, {"city": "Уфа"}),)), "RUB") == []


def test_moments_stand_on_the_day_of_the_shop() -> None:
    from app.services.clients.data import InteractionRow
    from app.ui.clients.card.history.timeline import entry

    late = InteractionRow(1, "call", datetime(2026, 11, 20, 22, 30, tzinfo=UTC), "поздно")
    assert entry(late, "RUB", ZoneInfo("Europe/Moscow")).day == date(2026, 11, 21)
