"""A round picture of a person's initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD


def initials(name: str) -> str:
    """Up to two capital letters of `name`: of its first two words that start with a letter or digit."""
    letters = [word[0] for word in name.replace("«", " ").replace('"', " ").split() if word[0].isalnum()]
    return "".join(letters[:2]).upper() or "?"


class Avatar(QWidget):
    """Initials on a soft circle of `size` px. Decoration: the name stands beside it, so screen readers skip it."""

    def __init__(self, name: str = "", size: int = 32) -> None:
        super().__init__()
        self._text = initials(name)
        self._size = size
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        area = QRectF(self.rect())
        painter.drawEllipse(area)
        painter.setPen(QColor(theme.accent))
        letters = font(weight=SEMIBOLD)
        letters.setPixelSize(max(11, round(self._size * 0.37)))  # as large as the circle lets them
        painter.setFont(letters)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._text)
