"""Small windows: pages scroll, panels make room, the sidebar shows its signs alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.shell.page_stack import PageStack
from app.ui.shell.sidebar import Sidebar
from app.ui.theme.tokens import SIDEBAR_WIDTH


def sized(width: int, height: int) -> QWidget:
    """A page with something in it that cannot be smaller."""
    made, part = QWidget(), QLabel("x")
    part.setMinimumSize(width, height)
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    return made


class Folding(QWidget):
    """A page whose panel is there only where it has room."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sized(300, 100))
        self.panel = sized(300, 100)
        layout.addWidget(self.panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setVisible(self.width() >= 600)


def shown(page: QWidget, size: QSize, qtbot: Any) -> PageStack:
    """The page in a window of that size."""
    stack = PageStack()
    qtbot.addWidget(stack)
    stack.addWidget(page)
    stack.setCurrentWidget(page)
    stack.resize(size)
    stack.show()
    return stack


def test_a_page_fills_the_window_and_scrolls_where_it_cannot(qtbot: Any) -> None:
    page = sized(500, 300)
    stack = shown(page, QSize(800, 600), qtbot)
    assert stack.currentWidget() is page
    assert page.size() == QSize(800, 600)
    stack.resize(400, 200)
    assert page.size() == QSize(500, 300)
    stack.resize(700, 500)
    assert page.size() == QSize(700, 500)


def test_a_page_that_grows_is_given_its_room(qtbot: Any) -> None:
    page = sized(100, 100)
    stack = shown(page, QSize(400, 300), qtbot)
    page.findChild(QLabel).setMinimumHeight(900)
    qtbot.waitUntil(lambda: page.height() == 900)
    assert page.width() < 400  # the bar to scroll with stands beside it
    assert stack.height() == 300


def test_a_panel_makes_room_before_the_page_scrolls(qtbot: Any) -> None:
    page = Folding()
    stack = shown(page, QSize(900, 300), qtbot)
    assert page.panel.isVisible()
    stack.resize(450, 300)
    assert not page.panel.isVisible()
    assert page.width() == 450
    stack.resize(900, 300)
    assert page.panel.isVisible()


def test_in_a_narrow_window_the_sidebar_shows_signs_that_still_have_names(qtbot: Any) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.fit(1366)
    named = [nav.accessibleName() for nav in sidebar._buttons.values()]
    assert [nav.text() for nav in sidebar._buttons.values()] == named
    assert sidebar.width() == SIDEBAR_WIDTH
    sidebar.fit(911)
    assert {nav.text() for nav in sidebar._buttons.values()} == {""}
    assert [nav.accessibleName() for nav in sidebar._buttons.values()] == named
    assert sidebar.maximumWidth() < SIDEBAR_WIDTH / 2
