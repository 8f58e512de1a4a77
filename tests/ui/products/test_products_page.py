"""The Products page: narrowed, sorted, changed, in and out of stock, by mouse and by keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.i18n import set_language
from app.services.interests import add_interest
from app.services.products.save import archive_products, set_category
from app.services.products.shown import get_product
from app.ui.context import AppContext
from app.ui.dialogs.products.category_dialog import CategoryDialog
from app.ui.dialogs.products.merge_dialog import MergeProductsDialog
from app.ui.dialogs.sale import SaleDialog
from app.ui.products.bulk_bar import ProductsBar
from app.ui.products.page import ProductsPage
from app.ui.products.price_plot import PricePlot
from app.ui.products.reading import read_receipts, read_shown
from app.ui.purchases.page import PurchasesPage
from tests.factories import NOW, make_client
from tests.ui.driving import Typing, press_letter
from tests.ui.products.catalogue import cells, form, names, press, settle


def test_the_table_tells_what_it_costs_and_what_was_sold(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot
) -> None:
    assert names(page) == ["Beans", "Filters", "Tea"]
    beans = cells(page, 0)
    assert (beans["category"], beans["price"], beans["margin"], beans["sold"]) == ("Coffee", "900\xa0₽", "50 %", "2")
    assert beans["last"] == "19 Nov"
    assert cells(page, 2)["margin"] == "5 %"
    assert page.head.count.text() == "3"


def test_nothing_yet_teaches_and_offers_the_form(context: AppContext, page: ProductsPage, qtbot: QtBot) -> None:
    assert page._stack.currentWidget() is page.no_products
    page.no_products.action.click()  # type: ignore[union-attr]
    assert form(page).isVisible()
    form(page).reject()


def test_chips_and_lists_narrow_it(shop: dict[str, int], page: ProductsPage, qtbot: QtBot) -> None:
    page.filters.chips.chips["archived"].click()
    assert names(page) == ["Gone"]
    page.filters.chips.chips["listed"].click()
    page.filters.choose_category("Tea")
    page.filters.changed.emit()
    assert names(page) == ["Tea"]
    page.filters.kinds.setCurrentIndex(2)
    page.filters.changed.emit()
    assert names(page) == []
    page.nothing_found.action.click()  # type: ignore[union-attr]
    assert names(page) == ["Beans", "Filters", "Tea"]


def test_search_finds_and_esc_takes_it_back(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot, type_text: Typing
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.head.search.hasFocus()
    type_text(page.head.search, "fil")
    settle(page, qtbot)
    assert names(page) == ["Filters"]
    qtbot.keyClick(page.head.search, Qt.Key.Key_Escape)
    settle(page, qtbot)
    assert names(page) == ["Beans", "Filters", "Tea"]
    assert page.table.hasFocus()


def test_a_click_on_a_heading_sorts(shop: dict[str, int], page: ProductsPage, qtbot: QtBot) -> None:
    number = next(n for n, column in enumerate(page.model.columns) if column.key == "price")
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(number) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names(page) == ["Beans", "Filters", "Tea"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names(page) == ["Tea", "Filters", "Beans"]


@pytest.mark.parametrize("letter", ["s", "ы", "S"])
def test_one_key_says_it_ran_out_and_one_that_it_is_back(
    shop: dict[str, int], page: ProductsPage, context: AppContext, toasts: Any, letter: str
) -> None:
    client = make_client(context.db, "Пак Игорь")
    press_letter(page.table, letter)
    assert not get_product(context.db, shop["Beans"]).in_stock
    assert cells(page, 0)["in_stock"] == "no"
    add_interest(context.db, client, shop["Beans"], "missing", None, "", context.today(), context.now())
    press_letter(page.table, letter)
    assert get_product(context.db, shop["Beans"]).in_stock
    said, undo = toasts[-1]
    assert said == "Back in stock · 1 client waits for it"
    undo()
    assert not get_product(context.db, shop["Beans"]).in_stock


def test_the_panels_button_says_it_ran_out(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    settle(page, qtbot)
    press(page, "Out of stock")
    assert not get_product(context.db, shop["Beans"]).in_stock
    settle(page, qtbot)
    press(page, "Back in stock")
    assert get_product(context.db, shop["Beans"]).back_day == context.today()


def test_what_is_so_already_is_said_and_no_failure(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot, toasts: Any, messages: Any
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    page.bar.back_button.click()
    assert toasts[-1] == ("There was nothing to change.", None)
    assert messages.errors == []


def test_what_is_told_counts_what_changed(shop: dict[str, int], page: ProductsPage, qtbot: QtBot, toasts: Any) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.bar.out_button.click()
    assert toasts[-1][0] == "Marked as out of stock: 2"


def test_the_panel_changes_the_product_that_it_shows_and_not_those_that_are_ticked(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settle(page, qtbot)
    press(page, "Out of stock")
    assert get_product(context.db, shop["Beans"]).in_stock
    assert not get_product(context.db, shop["Filters"]).in_stock


def test_the_focus_stays_in_the_panel_when_a_button_of_it_is_pressed(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    client = make_client(context.db, "Пак Игорь")
    add_interest(context.db, client, shop["Beans"], "missing", None, "", context.today(), context.now())
    settle(page, qtbot)

    def button(text: str) -> QPushButton:
        found = page.panel.findChildren(QPushButton)
        return [one for one in found if text in (one.text(), one.accessibleName())][-1]

    button("Out of stock").setFocus()
    button("Out of stock").click()
    settle(page, qtbot)
    assert button("Back in stock").hasFocus()
    button("Not wanted any more").setFocus()
    button("Not wanted any more").click()
    settle(page, qtbot)
    assert page.table.hasFocus()


def test_the_focus_stays_in_the_bar_when_the_list_is_read_again(page: ProductsPage, shop: Any, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    page.bar.out_button.setFocus()
    page.reload()
    assert page.bar.out_button.hasFocus()
    page.bar.clear_button.setFocus()
    page.bar.clear_button.click()
    assert page.table.hasFocus()


def test_the_columns_fit_the_room_at_every_width(shop: dict[str, int], page: ProductsPage) -> None:
    too_wide = []
    for width in range(990, 1700, 2):
        page.resize(width, 600)
        QApplication.processEvents()
        if page.table.horizontalScrollBar().maximum():
            too_wide.append(width)
    assert too_wide == []


@pytest.mark.parametrize("archived", [False, True])
def test_the_bar_of_the_ticked_fits_a_small_window_in_russian(qtbot: QtBot, archived: bool) -> None:
    set_language("ru")
    bar = ProductsBar()
    qtbot.addWidget(bar)
    bar.show_count(12, archived)
    assert bar.sizeHint().width() <= 732, "the table's width in a window of 1280"


def test_delete_takes_the_ticked_out_of_the_catalogue_and_undo_brings_them_back(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot, toasts: Any
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.bar.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert names(page) == ["Tea"]
    said, undo = toasts[-1]
    assert said == "Taken out of the catalogue: 2"
    undo()
    assert names(page) == ["Beans", "Filters", "Tea"]
    assert not page.bar.isVisible()


def test_the_ticked_are_merged_into_the_one_that_sells_most(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot, toasts: Any
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.bar.merge_button.isVisible(), "one alone has nobody to be merged with"
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.bar.merge_button.setFocus()
    page.bar.merge_button.click()
    dialog = page.window().findChildren(MergeProductsDialog)[-1]
    assert [choice.isChecked() for choice in dialog.choices] == [True, False]
    dialog.save()
    assert names(page) == ["Beans", "Tea"]
    assert page.focusWidget() is page.table, "and not the button beside the one that is gone"
    said, undo = toasts[-1]
    assert said == "Products merged"
    undo()
    assert names(page) == ["Beans", "Filters", "Tea"]


def test_the_ticked_get_one_category(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot, type_text: Typing, toasts: Any
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.bar.category_button.click()
    dialog = page.window().findChildren(CategoryDialog)[-1]
    type_text(dialog.category, " Drinks ")
    qtbot.keyClick(dialog.category, Qt.Key.Key_Return)
    assert {cells(page, n)["category"] for n in range(3)} == {"Drinks"}
    with context.db.read() as session:
        assert session.execute(text("SELECT last_category FROM client")).scalar() == "Drinks"
    toasts[-1][1]()
    assert [cells(page, n)["category"] for n in range(3)] == ["Coffee", "", "Tea"]
    with context.db.read() as session:
        assert session.execute(text("SELECT last_category FROM client")).scalar() == "Coffee"


def test_a_category_that_is_no_more_narrows_nothing(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    archive_products(context.db, [shop["Gone"]], False, NOW)
    page.filters.choose_category("Tea")
    page.filters.changed.emit()
    assert names(page) == ["Gone", "Tea"]
    set_category(context.db, [shop["Tea"], shop["Gone"]], "Drinks", NOW)
    settle(page, qtbot)
    assert page.filters.categories.currentText() == "All categories"
    assert names(page) == ["Beans", "Filters", "Gone", "Tea"]


def test_the_panel_tells_prices_and_buyers(shop: dict[str, int], page: ProductsPage, qtbot: QtBot) -> None:
    settle(page, qtbot)
    texts = [one.text() for one in page.panel.findChildren(QPushButton)]
    assert "Крылова Ольга Петровна" in texts
    said = [one.text() for one in page.panel.findChildren(QLabel)]
    assert "900\xa0₽" in said
    assert "+12 %" in said
    assert "from 12 Oct · ×1" in said
    [plot] = page.panel.findChildren(PricePlot)
    said = [plot.tip(number).split(",")[0] for number in range(len(plot.marks(plot.drawn_area())))]
    assert said == ["800\xa0₽", "900\xa0₽"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_list_is_saved_as_a_file(
    shop: dict[str, int], page: ProductsPage, context: AppContext, messages: Any, tmp_path: Path, ending: str
) -> None:
    messages.place = tmp_path / f"products.{ending}"
    page.model.ticks.tick_everything()
    page.bar.export_button.click()
    assert messages.place.stat().st_size > 100
    if ending == "csv":
        lines = messages.place.read_text("utf-8-sig").splitlines()
        assert len(lines) == 4
        assert lines[0].startswith("Product,Goods or service,Product code,Barcode")
        assert lines[1].startswith("Beans,Goods,")


def test_receipts_that_are_read_before_their_product_are_shown_with_it(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    settle(page, qtbot)
    tea = read_shown(context.db, shop["Tea"])
    page.panel.show_receipts(read_receipts(context.db, shop["Tea"]))
    assert "Крылова Ольга Петровна" in [one.text() for one in page.panel.findChildren(QPushButton)]
    page.panel.show_product(tea.card, tea.wishes, None)
    said = [one.text() for one in page.panel.findChildren(QLabel) if not one.isHidden()]
    assert "Nothing of it was sold yet." in said


@pytest.mark.parametrize("letter", ["r", "к"])
def test_its_purchases_are_shown_on_their_page(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot, letter: str
) -> None:
    purchases = PurchasesPage(context)
    qtbot.addWidget(purchases)
    context.events.show_sales.connect(purchases.show_product)
    press_letter(page.table, letter)
    qtbot.waitUntil(lambda: not purchases.is_busy())
    assert purchases.model.rowCount() == 2, "both sales, also the one of long ago"
    page.table.choose(shop["Tea"])
    press_letter(page.table, letter)
    qtbot.waitUntil(lambda: not purchases.is_busy())
    assert purchases.model.rowCount() == 0


def test_a_sale_begins_with_the_product(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    press_letter(page.table, "p")
    dialog = page.window().findChildren(SaleDialog)[-1]
    assert "Beans" in [line.text() for line in dialog.findChildren(QLineEdit)]
    dialog.reject()


def test_tab_goes_from_the_table_through_the_head_before_the_panel(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot
) -> None:
    settle(page, qtbot)
    chain: list[QWidget] = [page.table]
    while (after := chain[-1].nextInFocusChain()) is not page.table:
        chain.append(after)
    buyer = next(one for one in page.panel.findChildren(QPushButton) if one.text() == "Крылова Ольга Петровна")
    wanted = [page.head.search, page.head.add_button, page.filters.kinds, page.bar.archive_button, buyer]
    places = [chain.index(one) for one in wanted]
    assert places == sorted(places)
