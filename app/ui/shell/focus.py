"""Where the keyboard is, told so that the same place is found in a window that was built again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.widgets.frames import scroll_to

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def focus_path(root: QWidget) -> list[int]:
    """The way from `root` down to the widget with the focus, as places among the child widgets; [] without one."""
    widget, path = root.window().focusWidget(), []
    while widget is not None and widget is not root:
        above = widget.parentWidget()
        if above is None:
            return []
        path.append(_children(above).index(widget))
        widget = above
    return path[::-1] if widget is root else []


def focus_again(root: QWidget, path: list[int]) -> None:
    """Give the focus to the widget at the end of `path`, unless the window is made differently now."""
    widget = root
    for place in path:
        children = _children(widget)
        if place >= len(children):
            return
        widget = children[place]
    if widget is root or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    scroll_to(widget)


def give_back(window: MainWindow, before: QWidget | None) -> None:
    """The keyboard goes back to the widget that had it, or to the page where that one is gone."""
    if before is not None and isValid(before) and before.isVisible():
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        window.focus_page()


def _children(widget: QWidget) -> list[QWidget]:
    return widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
