"""Labels: looks by property, chips, elided text."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.size import tall

CHIP_HEIGHT = 18
CHIP_LETTERS = 36
LONG_WORD, LETTERS = r"[^\s-]{25,}", r"\S{1,8}"
BREAK = "\N{ZERO WIDTH SPACE}"


def set_look(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the style sheet looks at, and restyle the widget."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_chosen(row: QWidget, chosen: bool) -> None:
    """Light up a row of a list; its chips look different on that ground, which Qt does not see by itself."""
    set_look(row, chosen="true" if chosen else "false")
    for part in row.findChildren(QLabel):
        if part.property("look") == "chip":
            set_look(part)


def label(text: str = "", look: str = "", tone: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Plain text. Looks: title, heading, strong, figure, figure-small, small, head, key.

    Tones: second, third, accent, warn, bad, info, plum.
    """
    made = QLabel(with_breaks(text) if wrap and not selectable else text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class LinksLabel(QLabel):
    """Text in which Tab and Shift+Tab go from link to link, and out of it again; Qt's own label keeps Shift+Tab at the
    first link for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "small")
        self.setProperty("tone", "second")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )

    def focusNextPrevChild(self, forth: bool) -> bool:
        before = self.selectionStart()
        moved = super().focusNextPrevChild(forth)
        if moved and self.hasFocus() and self.selectionStart() == before >= 0:
            return QWidget.focusNextPrevChild(self, forth)
        return moved


def with_breaks(text: str) -> str:
    """The text with places, not to be seen, where a line may end inside of a word that has no end, as a web address:
    else it would widen the page and push away what stands beside it."""
    return re.sub(LONG_WORD, lambda word: BREAK.join(re.findall(LETTERS, word.group())), text)


def chip(text: str, tone: str = "neutral", tip: str = "") -> QLabel:
    """A small rounded mark; a long text is cut, and whole in the tip. Tones: neutral, accent, warn, bad, info, plum."""
    shown = chip_text(text)
    made = label(shown, "chip", tone)
    made.setFixedHeight(tall(CHIP_HEIGHT))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setToolTip(tip or (text if shown != text else ""))
    return made


def chip_text(text: str, most: int = CHIP_LETTERS) -> str:
    """As much of a text as a chip shows."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room, with the whole text as its tip."""

    def __init__(self, text: str = "", look: str = "", tone: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("M…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hidden = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if hidden else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
