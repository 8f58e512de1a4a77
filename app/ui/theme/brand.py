"""The program's own mark, drawn: window icon, tray icon with a count, the sign in the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.ui.theme.apply import tokens
from app.ui.theme.fonts import BOLD, font
from app.ui.theme.icons import pixmap
from app.ui.theme.tokens import LIGHT, Tokens

SIZES = (16, 22, 32, 48, 64, 128)


def mark(size: int, ratio: float = 1.0, theme: Tokens | None = None) -> QPixmap:
    """The mark, `size` logical px wide: an arrow that comes back, on the accent colour."""
    theme = theme or tokens()
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.28, size * 0.28)
    inner = round(size * 0.66)
    offset = (size - inner) / 2
    arrow = pixmap("rotate-ccw", theme.on_accent, inner, ratio)
    painter.drawPixmap(QRectF(offset, offset, inner, inner), arrow, QRectF(arrow.rect()))
    painter.end()
    return image


def app_icon(count: int = 0) -> QIcon:
    """The program's icon in the sizes systems ask for; with a red `count` in the corner if there is one."""
    made = QIcon()
    for size in SIZES:
        image = mark(size, theme=LIGHT)
        if count:
            _add_count(image, size, count)
        made.addPixmap(image)
    return made


def _add_count(image: QPixmap, size: int, count: int) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.bad))
    spot = QRectF(size * 0.4, size * 0.4, size * 0.6, size * 0.6)
    painter.drawEllipse(spot)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(font(max(7, round(size * 0.4)), BOLD))
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(count) if count < 100 else "99")
    painter.end()
