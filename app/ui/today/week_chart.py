"""Revenue of the last weeks as bars: what regular clients brought, and on top of it the new ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import _, money, short_day
from app.ui.theme import font, tokens
from app.ui.theme.size import tall
from app.ui.theme.tokens import TEXT_CHIP

if TYPE_CHECKING:
    from app.services.today_figures import WeekRevenue

HEIGHT = 116
LABELS = 18
BAR_SHARE = 0.66
ROUND = 2.0
NEW_SHARE = 0.32  # how much of the accent the tint of new clients has


class WeekChart(QWidget):
    """The mouse over a week shows its exact sums; the dates below are the first and the last Monday."""

    def __init__(self, weeks: Sequence[WeekRevenue], currency: str) -> None:
        super().__init__()
        self.weeks = tuple(weeks)
        self._currency = currency
        self._hot = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Revenue by week: new and regular clients"))
        self.setAccessibleDescription("; ".join(self.tip(n).replace("\n", ", ") for n in range(len(self.weeks))))

    def sizeHint(self) -> QSize:
        return QSize(320, tall(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, tall(HEIGHT))

    def tip(self, number: int) -> str:
        """The exact sums of a week."""
        week = self.weeks[number]
        last = week.monday + timedelta(days=6)
        days = f"{short_day(week.monday, last)} – {short_day(last, last)}"
        regular = _("regular: {sum}").format(sum=money(week.repeat, self._currency, cents=False))
        new = _("new: {sum}").format(sum=money(week.new, self._currency, cents=False))
        return f"{days}\n{regular}\n{new}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tallest = max((max(week.repeat, 0) + max(week.new, 0) for week in self.weeks), default=0)
        floor = self.height() - tall(LABELS)
        painter.setPen(QColor(tokens().line))
        painter.drawLine(QPointF(0, floor + 0.5), QPointF(self.width(), floor + 0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, week in enumerate(self.weeks):
            if tallest:
                self._draw_bar(painter, number, week, (floor - 4) / tallest, floor)
        self._draw_days(painter, floor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().x() / self._step())
        self._hot = number if 0 <= number < len(self.weeks) else -1
        self.update()
        if self._hot >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.tip(self._hot), self)

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = -1
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tip follows the mouse at once; Qt's own delay would hide it again."""
        return True if event.type() == QEvent.Type.ToolTip else super().event(event)

    def _step(self) -> float:
        return self.width() / max(len(self.weeks), 1)

    def _draw_bar(self, painter: QPainter, number: int, week: WeekRevenue, scale: float, floor: float) -> None:
        width = self._step() * BAR_SHARE
        left = self._step() * number + (self._step() - width) / 2
        regular, new = max(week.repeat, 0) * scale, max(week.new, 0) * scale
        accent = QColor(tokens().accent_hover if number == self._hot else tokens().accent)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(left, floor - regular, width, regular), ROUND, ROUND)
        gap = 1 if regular and new > 2 else 0
        painter.setBrush(new_colour())
        painter.drawRoundedRect(QRectF(left, floor - regular - new - gap, width, new), ROUND, ROUND)

    def _draw_days(self, painter: QPainter, floor: float) -> None:
        if not self.weeks:
            return
        painter.setFont(font(TEXT_CHIP))
        painter.setPen(QColor(tokens().text_3))
        area = QRectF(0, floor + 3, self.width(), tall(LABELS) - 3)
        last = self.weeks[-1].monday
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area, middle, short_day(self.weeks[0].monday, last))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight) | middle, _("this week"))


def new_colour() -> QColor:
    """The tint of the accent that stands for new clients: accent mixed into the surface."""
    accent, ground = QColor(tokens().accent), QColor(tokens().surface)
    parts = ((accent.red(), ground.red()), (accent.green(), ground.green()), (accent.blue(), ground.blue()))
    return QColor(*(round(a * NEW_SHARE + g * (1 - NEW_SHARE)) for a, g in parts))
