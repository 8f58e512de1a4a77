"""How dragged tasks look under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT_CHIP
from app.wording.tasks import tasks_count

PAD = 6


def drag_picture(picture: QPixmap, count: int) -> QPixmap:
    """The task as it looks; of several with their number on it."""
    if count < 2:
        return picture
    text, shown = tasks_count(count), font(TEXT_CHIP, SEMIBOLD)
    metrics = QFontMetrics(shown)
    wide, high = metrics.horizontalAdvance(text) + 2 * PAD, metrics.height() + 2
    ratio = picture.devicePixelRatioF()
    badge = QRect(round(picture.width() / ratio) - wide - 2, 2, wide, high)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().accent))
    painter.drawRoundedRect(badge, high / 2, high / 2)
    painter.setPen(QColor(tokens().on_accent))
    painter.setFont(shown)
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return picture
