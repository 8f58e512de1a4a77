"""The purchases page as it is used: by mouse, by keys, with filters, and with nothing to show."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.models.database import Database
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase
from app.ui.context import AppContext
from app.ui.printing import PrintDialog
from app.ui.purchases.asking import SumPopup, ValuePopup
from app.ui.purchases.page import PurchasesPage
from app.ui.widgets.days_popup import DaysPopup
from tests.factories import NOW, make_client
from tests.ui.conftest import FakeMessages

TODAY, LAST_WEEK, LONG_AGO = date(2026, 11, 21), date(2026, 11, 14), date(2026, 1, 5)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def sell(db: Database, client: int | None, day: date, *lines: LineData, **more: Any) -> int:
    return add_purchase(db, PurchaseData(client, day, lines, **more), NOW)


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """Two receipts of this month, one of January, one client."""
    olga = make_client(db, "Крылова Ольга")
    return {
        "olga": olga,
        "today": sell(
            db, olga, TODAY, LineData("Кения", 2000, 90_000), LineData("Фильтры", 1000, 30_000, 5_000), receipt="17"
        ),
        "week": sell(db, None, LAST_WEEK, LineData("Чай", 1000, 20_000), payment="карта", receipt="15"),
        "old": sell(db, olga, LONG_AGO, LineData("Кения", 1000, 80_000), receipt="3"),
    }


@pytest.fixture
def page(context: AppContext, shop: dict[str, int], qtbot: QtBot) -> PurchasesPage:
    return shown(context, qtbot)


def shown(context: AppContext, qtbot: QtBot) -> PurchasesPage:
    made = PurchasesPage(context)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.reload()
    made.activateWindow()
    made.table.setFocus()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: PurchasesPage) -> None:
    qtbot.waitUntil(lambda: not page.is_busy())


def press(page: PurchasesPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.table, key, modifiers)


def opened(kind: type[QWidget]) -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def texts(page: PurchasesPage) -> list[str]:
    numbers = range(page.model.columnCount())
    return [
        " | ".join(filter(None, (page.model.index(row, n).data() for n in numbers)))
        for row in range(page.model.rowCount())
    ]


def test_the_last_30_days_are_shown_first_the_newest_on_top(page: PurchasesPage, shop: dict[str, int]) -> None:
    assert list(page.model.ids()) == [shop["today"], shop["week"]]
    assert "Кения × 2, Фильтры" in texts(page)[0]
    assert "no client" in texts(page)[1]


def test_what_is_shown_is_summed_up_with_its_days(page: PurchasesPage) -> None:
    assert page.totals.period.text() == "23 Oct – 21 Nov"
    assert (page.totals.text("receipts"), page.totals.text("quantity")) == ("2", "4")
    assert (page.totals.text("revenue"), page.totals.text("average")) == (
        "2,250\N{NO-BREAK SPACE}₽",
        "1,125\N{NO-BREAK SPACE}₽",
    )


def test_all_time_and_a_period_of_ones_own_by_keys(page: PurchasesPage, shop: dict[str, int], qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_D, CTRL)
    every = next(action for action in page.strip.periods.actions() if action.text() == "All time")
    every.trigger()
    page.strip.periods.close()
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["today"], shop["week"], shop["old"]]
    page.strip.ask_days()
    popup = opened(DaysPopup)
    popup.first.set_day(date(2026, 1, 31))
    popup.last.set_day(date(2026, 1, 1))  # the wrong way round
    QTest.keyClick(popup.last, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["old"]]
    assert page.totals.period.text() == "1 Jan – 31 Jan"


def test_by_line_and_back_the_same_receipt_stays_chosen(
    page: PurchasesPage, shop: dict[str, int], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Down)
    settle(qtbot, page)
    press(page, Qt.Key.Key_B, CTRL)
    settle(qtbot, page)
    assert page.model.rowCount() == 3
    row = page.table.current_row()
    assert row is not None
    assert (row.purchase_id, row.goods) == (shop["week"], (("Чай", 1000),))
    QTest.mouseClick(page.head.by_buttons["receipt"], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.table.current_id() == shop["week"]


def test_typing_finds_and_esc_takes_it_back(
    page: PurchasesPage, shop: dict[str, int], qtbot: QtBot, type_text: Any
) -> None:
    press(page, Qt.Key.Key_F, CTRL)
    type_text(page.search, "фильтр")
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["today"]]
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    settle(qtbot, page)
    assert page.model.rowCount() == 2


def test_what_is_not_in_the_period_is_looked_for_in_all_time(
    page: PurchasesPage, shop: dict[str, int], qtbot: QtBot, type_text: Any
) -> None:
    page.change(page.shown.with_value("client_id", shop["olga"], "Крылова Ольга"))
    type_text(page.search, "3")
    settle(qtbot, page)
    assert "“3”" in page.nothing_found.sentence.text()
    QTest.mouseClick(page.widen_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["old"]]


def test_a_condition_is_picked_from_what_there_is_and_taken_away_again(
    page: PurchasesPage, shop: dict[str, int], qtbot: QtBot, type_text: Any
) -> None:
    page.strip.ask("product")
    popup = opened(ValuePopup)
    type_text(popup.list.line, "кен")
    qtbot.waitUntil(lambda: popup.list.list.count() == 1)
    QTest.keyClick(popup.list.line, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["today"]]
    page.strip.clear()
    settle(qtbot, page)
    assert page.model.rowCount() == 2


def test_sums_are_asked_from_and_to_and_nonsense_is_said(
    page: PurchasesPage, shop: dict[str, int], qtbot: QtBot
) -> None:
    page.strip.ask("sum")
    popup = opened(SumPopup)
    popup.low.setText("much")
    popup.apply()
    assert popup.isVisible()
    popup.low.setText("1 000")
    popup.apply()
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["today"]]


def test_a_click_on_a_heading_sorts(page: PurchasesPage, shop: dict[str, int], qtbot: QtBot) -> None:
    number = next(n for n, column in enumerate(page.model.columns) if column.key == "sum")
    header = page.table.horizontalHeader()
    at = header.rect().center()
    at.setX(header.sectionViewportPosition(number) + 20)
    for order in (["today", "week"], ["week", "today"]):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        settle(qtbot, page)
        assert list(page.model.ids()) == [shop[name] for name in order]


def test_enter_opens_the_client_of_the_receipt(page: PurchasesPage, shop: dict[str, int]) -> None:
    asked: list[int] = []
    page.context.events.open_client.connect(asked.append)
    press(page, Qt.Key.Key_Return)
    assert asked == [shop["olga"]]


def test_the_panel_shows_the_lines_of_the_receipt(page: PurchasesPage, shop: dict[str, int], qtbot: QtBot) -> None:
    assert page.panel.purchase is not None
    assert page.panel.purchase.id == shop["today"]
    press(page, Qt.Key.Key_Down)
    settle(qtbot, page)
    assert page.panel.purchase.id == shop["week"]
    assert "open" not in page.panel.buttons or page.panel.purchase.client_id is None


def test_delete_deletes_the_receipt_and_undo_brings_it_back(
    page: PurchasesPage, shop: dict[str, int], qtbot: QtBot, toasts: list[Any]
) -> None:
    press(page, Qt.Key.Key_Delete)
    page.reload()  # as the window does after every change
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["week"]]
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    page.reload()
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["today"], shop["week"]]


def test_a_return_is_listed_and_leads_to_its_sale(
    page: PurchasesPage, shop: dict[str, int], db: Database, qtbot: QtBot
) -> None:
    sale = get_purchase(db, shop["old"])
    back = return_purchase(db, shop["old"], [ReturnLine(sale.lines[0].id, 1000)], TODAY, None, NOW)
    page.reload()
    settle(qtbot, page)
    page.table.choose(back)
    settle(qtbot, page)
    assert page.totals.text("returns") == "1"
    page.panel.receipt_asked.emit(shop["old"])
    settle(qtbot, page)
    row = page.table.current_row()
    assert row is not None
    assert (row.id, row.returned) == (shop["old"], 80_000)
    assert "returned" in texts(page)[page.table.currentIndex().row()]


def test_ctrl_alt_p_shows_the_receipt_on_paper(page: PurchasesPage) -> None:
    press(page, Qt.Key.Key_P, CTRL | ALT)
    dialog = opened(PrintDialog)
    assert dialog.windowTitle() == "Print: Receipt 17"
    dialog.reject()


@pytest.mark.parametrize("by", ["receipt", "line"])
def test_what_is_shown_is_saved_as_a_file_in_its_order(
    page: PurchasesPage, messages: FakeMessages, tmp_path: Path, qtbot: QtBot, by: Any
) -> None:
    page.show_by(by)
    settle(qtbot, page)
    messages.place = tmp_path / "list.xlsx"
    QTest.mouseClick(page.head.export_button, Qt.MouseButton.LeftButton)
    rows = list(load_workbook(messages.place).active.values)
    first = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) - 1 == page.model.rowCount()
    assert (first["Receipt number"], first["Client name"]) == ("17", "Крылова Ольга")
    assert first["Product"] == ("Кения, Фильтры" if by == "receipt" else "Фильтры")


def test_a_shop_without_sales_is_told_how_to_begin(context: AppContext, qtbot: QtBot) -> None:
    empty = shown(context, qtbot)
    assert empty.no_purchases.isVisible()
    assert not empty.panel.isVisible()
    asked: list[str] = []
    context.events.show_page.connect(asked.append)
    assert empty.no_purchases.action is not None
    QTest.mouseClick(empty.no_purchases.action, Qt.MouseButton.LeftButton)
    assert asked == ["import"]


def test_after_a_change_of_language_the_same_is_shown(page: PurchasesPage, shop: dict[str, int], qtbot: QtBot) -> None:
    page.search.setText("15")
    settle(qtbot, page)
    again = PurchasesPage(page.context)
    qtbot.addWidget(again)
    again.restore(page.state())
    again.reload()
    settle(qtbot, again)
    assert again.search.text() == "15"
    assert list(again.model.ids()) == [shop["week"]]


def test_returns_alone_by_the_filter_menu(
    page: PurchasesPage, shop: dict[str, int], db: Database, qtbot: QtBot
) -> None:
    sale = get_purchase(db, shop["old"])
    back = return_purchase(db, shop["old"], [ReturnLine(sale.lines[0].id, 1000)], TODAY, None, NOW)
    menu = page.strip.open_fields()
    next(action for action in menu.actions() if action.text() == "Only returns").trigger()
    menu.close()
    settle(qtbot, page)
    assert list(page.model.ids()) == [back]
    assert page.totals.text("revenue") == "−800\N{NO-BREAK SPACE}₽"


def test_everything_of_a_client_by_the_menu_of_a_row(page: PurchasesPage, shop: dict[str, int], qtbot: QtBot) -> None:
    page.act("client")
    settle(qtbot, page)
    assert list(page.model.ids()) == [shop["today"], shop["old"]]


def test_delete_on_a_line_asks_whether_the_whole_receipt_is_meant(
    page: PurchasesPage, messages: FakeMessages, qtbot: QtBot
) -> None:
    page.show_by("line")
    settle(qtbot, page)
    for answer, left in ((False, 3), (True, 1)):
        messages.answer = answer
        press(page, Qt.Key.Key_Delete)
        page.reload()
        settle(qtbot, page)
        assert page.model.rowCount() == left
    assert len(messages.questions) == 2
