"""What is seen and pressed on the page of products."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.dialogs.products.product_dialog import ProductDialog
from app.ui.products.page import ProductsPage


def settle(page: ProductsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.is_busy())


def names(page: ProductsPage) -> list[str]:
    return [str(page.model.index(n, 1).data()) for n in range(page.model.rowCount())]


def cells(page: ProductsPage, row: int) -> dict[str, str]:
    return {column.key: str(page.model.index(row, n).data()) for n, column in enumerate(page.model.columns)}


def press(page: ProductsPage, text: str) -> None:
    next(one for one in page.panel.findChildren(QPushButton) if one.text() == text).click()


def form(page: ProductsPage) -> ProductDialog:
    return page.window().findChildren(ProductDialog)[-1]
