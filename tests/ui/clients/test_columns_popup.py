"""The list of columns on a low screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.ui.clients.table.columns_popup import ColumnsPopup
from app.ui.theme import apply_theme


@pytest.mark.parametrize("size", [100, 150])
def test_its_parts_do_not_lie_over_each_other(qapp: QApplication, qtbot: Any, parent: QWidget, size: int) -> None:
    apply_theme(qapp, "light", size)
    titles = {f"column{number}": f"Column {number}" for number in range(30)}
    popup = ColumnsPopup(parent, titles, tuple(titles), lambda: None)
    qtbot.addWidget(popup)
    popup.show_below(parent)
    hint = next(label for label in popup.findChildren(QLabel) if label.text().startswith("Space"))
    assert popup.list.geometry().bottom() < hint.geometry().top()
    assert hint.height() >= hint.heightForWidth(hint.width())
    assert hint.geometry().bottom() < popup.reset_button.geometry().top()
    assert popup.screen().availableGeometry().contains(popup.geometry())
    apply_theme(qapp, "light")
