"""The steps of an import, one on the screen, in as little room as a small window has."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from app.ui.theme.size import scaled
from app.ui.widgets.frames import ScrollingArea

LEAST_HEIGHT = 180  # px; where there is less, the whole page scrolls


class Steps(QStackedWidget):
    """Asks for the room of the step that is shown, not of the largest of all."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _step: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """What the shown step needs."""
        shown = self.currentWidget()
        return QSize(0, 0) if shown is None else shown.minimumSizeHint()


class StepArea(ScrollingArea):
    """Scrolls what stands between the title of a step and its buttons, so that these are always in sight."""

    def __init__(self, inside: QLayout) -> None:
        content = QWidget()
        content.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        super().__init__(content)

    def minimumSizeHint(self) -> QSize:
        """As wide as what is in it, for it scrolls up and down only."""
        content = self.widget()
        assert content is not None
        least = content.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if least.height() > self.height() else 0
        return QSize(least.width() + bar, min(least.height(), scaled(LEAST_HEIGHT)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it may have come to need more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
