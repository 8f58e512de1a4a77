"""The forms of the catalogue: a product, its links, a wish."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.interests import interested_in
from app.services.products.data import Link, ProductData
from app.services.products.find import find_products
from app.services.products.save import save_product
from app.services.products.shown import get_product
from app.ui.context import AppContext
from app.ui.dialogs.products.category_dialog import CategoryDialog
from app.ui.dialogs.products.interest_dialog import InterestDialog
from app.ui.products.page import ProductsPage
from tests.factories import NOW, make_client
from tests.ui.driving import Typing, press_letter
from tests.ui.products.catalogue import cells, form, names, press, settle


def test_ctrl_enter_saves_also_while_suggestions_are_shown(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot, type_text: Typing
) -> None:
    page.bar.category_button.click()
    dialog = page.window().findChildren(CategoryDialog)[-1]
    type_text(dialog.category, "Te")
    popup = dialog.category.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: cells(page, 0)["category"] == "Te")


def test_insert_adds_a_product_by_keys_alone(
    page: ProductsPage, context: AppContext, qtbot: QtBot, type_text: Typing, toasts: Any
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Insert)
    dialog = form(page)
    type_text(dialog.name, "Кофе Кения")
    type_text(dialog.price, "890,50")
    type_text(dialog.barcode, "4600000000017")
    dialog.barcode.setFocus()
    qtbot.keyClick(dialog.barcode, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.price
    assert dialog.isVisible(), "the Enter of a scanner does not save the form"
    qtbot.keyClick(dialog.price, Qt.Key.Key_Return)
    [product] = find_products(context.db, "кения")
    assert (product.price, product.barcode) == (89_050, "4600000000017")
    assert names(page) == ["Кофе Кения"]
    assert toasts[-1][0] == "Product added"


def test_what_a_product_gives_needs_to_be_told_for_how_long(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = form(page)
    dialog.more.toggle()
    dialog.carries.setCurrentIndex(dialog.carries.findData("subscription"))
    dialog.save()
    assert dialog.isVisible()
    assert dialog._problem.text() == "“For how long” is empty. Fill it in and try again."
    assert dialog.focusWidget() is dialog.count
    dialog.reject()


def test_enter_changes_the_product_with_everything(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot, type_text: Typing
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = form(page)
    assert dialog.margin.text() == "Margin 50 %"
    dialog.more.toggle()
    dialog.links.toggle()
    type_text(dialog.replenish, "30")
    dialog.carries.setCurrentIndex(dialog.carries.findData("subscription"))
    type_text(dialog.count, "3")
    dialog.goes_with.line.picked.emit(find_products(context.db, "filters")[0])
    dialog.save()
    card = get_product(context.db, shop["Beans"])
    assert (card.data.replenish_days, card.data.carries, card.data.carries_count) == (30, "subscription", 3)
    assert card.data.carries_unit == "month"
    assert card.data.links == (Link(shop["Filters"], "goes_with"),)
    settle(page, qtbot)
    press(page, "Filters")
    assert page.table.current_id() == shop["Filters"]


def test_what_somebody_else_changed_meanwhile_is_told(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = form(page)
    save_product(context.db, ProductData("Beans", note="theirs"), NOW, shop["Beans"], 1)
    dialog.save()
    assert dialog.isVisible()
    assert get_product(context.db, shop["Beans"]).data.note == "theirs"
    dialog.reject()


def test_a_wish_is_written_down_and_taken_off(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot
) -> None:
    client = make_client(context.db, "Пак Игорь")
    press_letter(page.table, "w")
    dialog = page.window().findChildren(InterestDialog)[-1]
    assert dialog.product.text() == "Beans · 900\xa0₽"
    assert dialog.out_of_stock.isVisible()
    dialog.client.show_client(client, "Пак Игорь")
    dialog.save()
    [wish] = interested_in(context.db, shop["Beans"])
    assert wish.reason == "missing"
    assert not get_product(context.db, shop["Beans"]).in_stock
    settle(page, qtbot)
    assert cells(page, 0)["waiting"] == "1"
    away = next(b for b in page.panel.findChildren(QPushButton) if b.accessibleName() == "Not wanted any more")
    away.click()
    assert interested_in(context.db, shop["Beans"]) == ()


def test_a_product_picked_from_the_list_of_finds_is_the_one_meant(
    shop: dict[str, int], page: ProductsPage, context: AppContext, qtbot: QtBot, type_text: Typing
) -> None:
    press_letter(page.table, "w")
    dialog = page.window().findChildren(InterestDialog)[-1]
    dialog.product.clear()
    dialog.product.setFocus()
    type_text(dialog.product, "filt")
    dialog.product.look_up()
    popup = dialog.product.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.product.text() == "Filters · 300\xa0₽"
    assert dialog.product.product_id() == shop["Filters"]
    type_text(dialog.product, "x")
    assert dialog.product.product_id() is None
    dialog.reject()


def test_links_are_picked_one_after_another_and_taken_away(
    shop: dict[str, int], page: ProductsPage, qtbot: QtBot, type_text: Typing
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = form(page)
    dialog.links.set_open(True)
    line = dialog.goes_with.line
    dialog.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    for typed in ("fil", "te"):
        type_text(line, typed)
        line.look_up()
        qtbot.keyClick(line.completer().popup(), Qt.Key.Key_Return)  # the first one is marked
        qtbot.waitUntil(lambda: line.text() == "")
    assert dialog.goes_with.ids() == [shop["Filters"], shop["Tea"]]
    chip = next(b for b in dialog.goes_with.findChildren(QPushButton) if b.text().startswith("Filters"))
    chip.click()
    assert dialog.goes_with.ids() == [shop["Tea"]]
    type_text(line, "beans")
    line.look_up()
    assert line.completer().model().rowCount() == 0, "a product does not go with itself"
    dialog.reject()


def test_too_dear_asks_at_which_price(
    shop: dict[str, int], page: ProductsPage, context: AppContext, type_text: Typing
) -> None:
    client = make_client(context.db, "Пак Игорь")
    press_letter(page.table, "ц")
    dialog = page.window().findChildren(InterestDialog)[-1]
    dialog.client.show_client(client, "Пак Игорь")
    dialog.too_dear.click()
    assert (dialog.price.text(), dialog.out_of_stock.isVisible()) == ("900", False)
    dialog.price.clear()
    dialog.save()
    assert interested_in(context.db, shop["Beans"]) == ()
    type_text(dialog.price, "900")
    dialog.save()
    [wish] = interested_in(context.db, shop["Beans"])
    assert (wish.reason, wish.price) == ("too_dear", 90_000)
