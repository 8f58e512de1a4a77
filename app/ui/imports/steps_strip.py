"""The strip above the import: which step of four we are at, and which file and sheet it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.i18n import _
from app.ui.theme import font, pixmap, tokens
from app.ui.theme.fonts import MEDIUM, SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_PAGE, TEXT, TEXT_CHIP, TOP_BAR_HEIGHT
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel

DOT = 20
GAP_AFTER_DOT = 6
GAP_BETWEEN = 26


class StepMark(QWidget):
    """A number in a circle and a word; a check mark once the step is behind us."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        self._number, self._text = number, text
        self._state = "ahead"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str) -> None:
        """`behind`, `here` or `ahead`."""
        self._state = state
        said = {"behind": _("{step}, done"), "here": _("{step}, you are here"), "ahead": "{step}"}[state]
        self.setAccessibleName(said.format(step=self._text))
        self.update()

    def state(self) -> str:
        """What was set last."""
        return self._state

    def sizeHint(self) -> QSize:
        width = QFontMetrics(font(TEXT, SEMIBOLD)).horizontalAdvance(self._text)
        return QSize(DOT + GAP_AFTER_DOT + width + 2, DOT + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        here, behind = self._state == "here", self._state == "behind"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = QRectF(0.5, (self.height() - DOT) / 2 + 0.5, DOT - 1, DOT - 1)
        fill = theme.accent if here else theme.accent_soft if behind else theme.surface
        painter.setPen(QPen(QColor(fill if here or behind else theme.line_strong)))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(dot)
        if behind:
            check = pixmap("check", theme.accent, 12, self.devicePixelRatioF())
            painter.drawPixmap(dot.center() - QPointF(6, 6), check)
        else:
            painter.setPen(QColor(theme.on_accent if here else theme.text_3))
            painter.setFont(font(TEXT_CHIP, SEMIBOLD if here else MEDIUM))
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(font(TEXT, SEMIBOLD if here else MEDIUM))
        painter.setPen(QColor(theme.accent if here else theme.text_3))
        place = self.rect().adjusted(DOT + GAP_AFTER_DOT, 0, 0, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._text)


class StepsStrip(QFrame):
    """Stands in place of the top bar. `set_step(0..)` moves on; `set_subject` says what is being imported."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("look", "top")
        self.setFixedHeight(tall(TOP_BAR_HEIGHT))
        self.marks = [StepMark(number, text) for number, text in enumerate(steps, 1)]
        self.subject = ElidedLabel("", "", "third")
        layout = row(*self.marks, None, self.subject, spacing=GAP_BETWEEN)
        layout.setContentsMargins(GAP_PAGE, 0, GAP_PAGE, 0)
        self.setLayout(layout)
        self.set_step(0)

    def set_step(self, step: int) -> None:
        """Mark `step` as the current one and those before it as done."""
        for number, mark in enumerate(self.marks):
            mark.set_state("behind" if number < step else "here" if number == step else "ahead")

    def set_subject(self, text: str) -> None:
        """File, sheet and rows, on the right."""
        self.subject.setText(text)
