"""Outlined icons (Lucide) in the colours of the theme, drawn from the SVG at the density of the screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui.theme.tokens import ICON_SIZE, Tokens

ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"


def _svg(name: str, colour: str) -> bytes:
    return (ICONS / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name, colour)))


def pixmap(name: str, colour: str, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `colour`, `size` logical px wide, sharp at the device pixel `ratio`."""
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _drawing(name, colour).render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class _SvgEngine(QIconEngine):
    """Draws at whatever size and density is asked for, at the left of a wider space; grey when disabled."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name, self._colour, self._disabled = name, colour, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        side = min(rect.width(), rect.height())
        area = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        _drawing(self._name, colour).render(painter, area)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802 - Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        made = QPixmap(size * scale)  # `size` is in logical px
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._colour, self._disabled)


def make_icon(name: str, colour: str, disabled: str) -> QIcon:
    """A QIcon of the Lucide icon `name` in `colour`."""
    return QIcon(_SvgEngine(name, colour, disabled))


def icon(name: str, role: str = "text_2") -> QIcon:
    """The Lucide icon `name` in the colour of the token `role` of the theme shown now."""
    from app.ui.theme.apply import tokens

    shown = tokens()
    return make_icon(name, getattr(shown, role), shown.text_3)


class SheetImages:
    """Small recoloured SVG files for the style sheet, which takes images only as files; gone with the process."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="regulars-")

    def write(self, theme: Tokens) -> dict[str, str]:
        """Write arrows and check marks for `theme`; return name -> path with forward slashes."""
        wanted = {
            "arrow_down": ("chevron-down", theme.text_2),
            "arrow_up": ("chevron-up", theme.text_2),
            "arrow_left": ("chevron-left", theme.text_2),
            "arrow_right": ("chevron-right", theme.text_2),
            "check": ("check", theme.on_accent),
            "partly": ("minus", theme.on_accent),
        }
        paths = {}
        for key, (name, colour) in wanted.items():
            path = Path(self._folder.name) / f"{key}-{theme.name}.svg"
            path.write_bytes(_svg(name, colour))
            paths[key] = path.as_posix()
        return paths
