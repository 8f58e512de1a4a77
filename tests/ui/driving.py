"""What the tests of the window do again and again: put a page or a dialog on the screen, with the keyboard in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from app.ui.widgets.page import Page

Toasts = list[tuple[str, Callable[[], object] | None]]  # of the fixture `toasts`
Typing = Callable[[QWidget, str], None]  # of the fixture `type_text`
PageShown = TypeVar("PageShown", bound=Page)
DialogShown = TypeVar("DialogShown", bound=QDialog)


def show_page(page: PageShown, qtbot: Any, width: int, height: int) -> PageShown:
    """Show the page in a window of its own; from here on it is read again whenever something was written."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.context.events.changed.connect(lambda _areas: page.reload())
    return page


def show_filled(page: PageShown, qtbot: Any, width: int = 1160, height: int = 760) -> PageShown:
    """Show the page with what it reads, ready for the keyboard."""
    show_page(page, qtbot, width, height).reload()
    qtbot.waitUntil(lambda: not page.is_busy())
    page.setFocus()
    return page


def show_dialog(dialog: DialogShown, qtbot: Any) -> DialogShown:
    """Open the dialog; it stays to be looked at after it was closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def told(widget: QWidget) -> str:
    """Every text in it, a line each; content that was replaced and only waits for its deletion is gone first."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return "\n".join(label.text() for label in widget.findChildren(QLabel)).replace("\xa0", " ")


def press_letter(widget: QWidget, letter: str) -> None:
    """Press the key of a letter, of either alphabet, as a shortcut hears it; typing alone has no key."""
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, widget, Qt.Key(ord(letter.upper())), letter, Qt.KeyboardModifier.NoModifier
    )


def press_in_menu(*keys: Qt.Key) -> None:
    """Press each key in the menu that is open by then."""
    for key in keys:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, key)
