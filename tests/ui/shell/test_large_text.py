"""Text at 150 % on a laptop's screen: nothing that is written is cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.i18n import set_language
from app.models.database import Database
from app.ui.context import AppContext
from app.ui.dialogs.quick import DIALOGS
from app.ui.main_window import MainWindow
from app.ui.shell.places import CARD, INNER, PLACES
from app.ui.theme import apply_theme
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.texts import ElidedLabel
from tests.factories import NOW, make_client, sell


@pytest.fixture(autouse=True, params=["en", "ru"])
def large(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    set_language(request.param)
    apply_theme(qapp, "light", 150)
    yield
    apply_theme(qapp, "light")


@pytest.fixture
def client(db: Database) -> int:
    made = make_client(db, "Ann Smith", phone="+79000000001")
    sell(db, made, NOW.date())
    return made


def cut(root: QWidget) -> list[str]:
    """What is written in less room than it takes; what ends in an ellipsis by itself is not meant."""
    found = []
    for one in root.findChildren(QWidget):
        if not isinstance(one, (QLabel, QAbstractButton)) or isinstance(one, (ElidedLabel, ElidedLink)):
            continue
        if not one.isVisible() or not one.text():
            continue
        wraps = isinstance(one, QLabel) and one.wordWrap()
        high = one.heightForWidth(one.width()) if wraps else one.minimumSizeHint().height()
        wide = 0 if wraps else one.minimumSizeHint().width()
        if one.height() < high or one.width() < wide:
            found.append(f"“{one.text()}” has {one.width()} x {one.height()} of {wide} x {high}")
    return found


@pytest.mark.parametrize("key", [place.key for place in (*PLACES, *INNER)])
def test_nothing_is_cut_on_a_page(context: AppContext, client: int, key: str, qtbot: Any) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.attach(context, "today")
    window.show()
    if key == CARD.key:
        window.open_client(client)
    else:
        window.show_page(key)
    page = window.current_page()
    assert page is not None
    qtbot.waitUntil(lambda: not page.is_busy())
    QApplication.processEvents()
    assert cut(window) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_is_cut_in_a_dialog(context: AppContext, client: int, parent: QWidget, name: str, qtbot: Any) -> None:
    made = DIALOGS[name](context, "" if name == "client" else client, parent)
    made.open()
    QApplication.processEvents()
    assert cut(made) == []
    made.reject()
