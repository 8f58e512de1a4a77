"""Chips one after another, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items from left to right, wrapped at the edge. Gap in px both ways, or `down` between the lines; with `fills`
    lines fill their place."""

    def __init__(self, gap: int = 6, *, fills: bool = False, down: int | None = None) -> None:
        super().__init__()
        self._gap, self._fills = gap, fills
        self._down = gap if down is None else down
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            sizes = [item.sizeHint() for item in line]
            free = rect.width() - sum(size.width() + self._gap for size in sizes) + self._gap
            more = max(free, 0) // len(line) if self._fills else 0
            tallest, x = max(size.height() for size in sizes), rect.x()
            for item, size in zip(line, sizes, strict=True):
                width = min(size.width() + more, rect.width())
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, tallest if self._fills else size.height())))
                x += width + self._gap
            y += tallest + self._down
        return max(y - self._down - rect.y(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items that are shown, line by line; what is hidden takes neither room nor gap."""
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needs = item.sizeHint().width()
            if not lines or x + needs > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += needs + self._gap
        return lines


class Flow(QWidget):
    """A widget around FlowLayout whose content is replaced as a whole."""

    def __init__(self, parts: Iterable[QWidget] = (), gap: int = 6, *, fills: bool = False) -> None:
        super().__init__()
        self._flow = FlowLayout(gap, fills=fills)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_parts(parts)

    def set_parts(self, parts: Iterable[QWidget]) -> None:
        """Show these widgets in place of those before."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for part in parts:
            self._flow.addWidget(part)
        if not self._flow.count():
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        else:  # `show` would make a window of it; its parent will show it
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
