"""The pages, one on the screen. Where the window is smaller than a page can be, the page scrolls instead of being cut:
on a small screen at a large scale, or with large text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """Takes and gives pages; that each has an area around it is its own business."""

    def addWidget(self, page: QWidget) -> int:  # noqa: N802 - Qt's name
        """Take the page."""
        return super().addWidget(_Room(page))

    def setCurrentWidget(self, page: QWidget) -> None:  # noqa: N802 - Qt's name
        """Show a page that was added."""
        room = next(room for room in self._rooms() if room.widget() is page)
        super().setCurrentWidget(room)

    def currentWidget(self) -> QWidget | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """The page shown."""
        room = super().currentWidget()
        return room.widget() if isinstance(room, _Room) else None

    def minimumSizeHint(self) -> QSize:
        """As little as there is."""
        return QSize(0, 0)

    def _rooms(self) -> list[_Room]:
        found = (self.widget(place) for place in range(self.count()))
        return [room for room in found if isinstance(room, _Room)]


class _Room(QScrollArea):
    """As large as the window lets it; the page in it never smaller than its least size.

    Qt's own resizing would give the page its preferred height, which a page with a long list must not have.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().viewportEvent(event)

    def _fit(self) -> None:
        page, room = self.widget(), self.maximumViewportSize()
        if page is None:
            return
        if not _fits(page, room):
            page.resize(room)  # so that it leaves out what there is no room for
        if not _fits(page, room):
            room = self.viewport().size()  # beside the bars
        page.resize(room.expandedTo(page.minimumSizeHint()))


def _fits(page: QWidget, room: QSize) -> bool:
    least = page.minimumSizeHint()
    return least.width() <= room.width() and least.height() <= room.height()
