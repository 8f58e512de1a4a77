"""A text in two lines, for those who paint it themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def two_lines(text: str, shown: QFont, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """The text in two lines of `width` px, the second cut where it does not fit."""
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    layout = QTextLayout(text, shown)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    end = line.textLength()
    return text[:end].rstrip(), metrics.elidedText(text[end:].lstrip(), Qt.TextElideMode.ElideRight, width)
