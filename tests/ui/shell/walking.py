"""Walks a window by Tab as a person without a mouse does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from app.ui.widgets.page import Page

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
MOST = 600  # steps of Tab
TAB = Qt.FocusPolicy.TabFocus


def controls(root: QWidget) -> list[QWidget]:
    """What can be operated on the screen: seen, enabled, and no part of another control."""
    found = [one for one in root.findChildren(QWidget) if isinstance(one, CONTROLS)]
    mine = [one for one in found if one.window() is root.window() and not isinstance(one, QHeaderView)]
    return [one for one in mine if one.isVisible() and one.isEnabled() and not _is_part(one, root)]


def _is_part(widget: QWidget, root: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, (*CONTROLS, QCalendarWidget)) and not isinstance(above, QAbstractItemView):
            return True
        above = above.parentWidget()
    return False


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).strip() if told is not None else ""


def walk(key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """What Tab comes by, from where the focus is until it comes by something again; in a text it goes from link to
    link first."""
    seen: list[QWidget] = []
    for _step in range(MOST):
        focused = QApplication.focusWidget()
        if focused is None or focused in seen[:-1]:
            break
        if not seen or focused is not seen[-1]:
            seen.append(focused)
        elif focused is seen[-1] and not isinstance(focused, (QLabel, QTextEdit)):
            break
        QTest.keyClick(focused, key)
    return seen


def is_reached(control: QWidget, seen: list[QWidget]) -> bool:
    """Tab came by it, by a part of it, or by one of the group whose arrows lead to it."""
    if any(control is one or control.isAncestorOf(one) or one.focusProxy() is control for one in seen):
        return True
    if isinstance(control, QRadioButton) and control.group() is None:
        above = control.parentWidget()
        return any(isinstance(one, QRadioButton) and one.parentWidget() is above for one in seen)
    if not isinstance(control, QAbstractButton) or control.focusPolicy() & TAB:
        return False
    group = control.group()
    return group is not None and any(one in seen for one in group.buttons())


def shows_focus(widget: QWidget) -> bool:
    """Whether it looks different with the focus; a list without rows has nothing to show it by."""
    if isinstance(widget, QAbstractItemView) and widget.model().rowCount() == 0:
        return True
    return _picture(widget, focused=True) != _picture(widget, focused=False)


def _picture(widget: QWidget, *, focused: bool) -> QImage:
    if focused:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        widget.clearFocus()
    QApplication.processEvents()
    return widget.grab().toImage()


def unreached(root: QWidget, seen: list[QWidget]) -> list[str]:
    """What Tab did not come by."""
    return [f"{_told(one)} is not reached" for one in controls(root) if not is_reached(one, seen)]


def faults(root: QWidget, seen: list[QWidget]) -> list[str]:
    """What a person without a mouse, or without eyes, cannot do here; `seen` is what Tab came by."""
    stops = [one for one in seen if one.focusPolicy() & TAB and root.isAncestorOf(one)]
    stops = [one for one in stops if not isinstance(one, Page)]  # a card has the keyboard before anything in it has
    found = [f"{_told(one)} has no name" for one in {*controls(root), *stops} if not spoken(one)]
    found += unreached(root, seen)
    return found + [f"{_told(one)} does not show the focus" for one in stops if not shows_focus(one)]


def _told(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} “{spoken(widget)}” in {type(above).__name__}"
