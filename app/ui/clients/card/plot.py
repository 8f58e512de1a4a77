"""Purchases over two years: a dot for each receipt, the usual rhythm as dotted lines, the day one was expected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import _, day_text, money, month_text
from app.ui.clients.card.history.timeline import purchase_title
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import TEXT_CHIP
from app.ui.widgets.announcing import announce
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import ElidedLabel, label
from app.wording.clients import goods_text
from app.wording.counts import days_count, receipts_count

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, ClientRow, PurchaseRow
    from app.ui.context import AppContext

YEARS = 2
DAYS = 365 * YEARS + 1
HEIGHT = 112
TOP, BOTTOM = 20, 20  # room for the words above and the months below
SIDE = 8
DOT = 4.0
LOWEST = 0.22  # share of the height that the smallest receipt has
RHYTHM_APART = 7.0  # px; closer lines would be a grey wall
NEAR = 9.0
STEPS: dict[Qt.Key, Callable[[int], int]] = {
    Qt.Key.Key_Left: lambda here: here - 1,
    Qt.Key.Key_Right: lambda here: here + 1,
    Qt.Key.Key_Home: lambda here: 0,
    Qt.Key.Key_End: lambda here: sys.maxsize,
}


@dataclass(frozen=True)
class Dot:
    """One receipt and its height as a share of the tallest."""

    receipt: PurchaseRow
    height: float

    @property
    def day(self) -> date:
        """The day of the receipt."""
        return self.receipt.day


def receipt_dots(purchases: tuple[PurchaseRow, ...], since: date) -> list[Dot]:
    """Receipts that count, from `since` on. Heights grow with the square root of the sum, so that one machine does not
    flatten every bag of coffee."""
    shown = [row for row in purchases if row.day >= since and (row.total is None or row.total > 0)]
    shown = [row for row in shown if row.status == "done"]
    tallest = max((row.total or 0 for row in shown), default=0)
    return [Dot(row, _height(row.total, tallest)) for row in shown]


def rhythm_days(row: ClientRow, since: date, until: date) -> list[date]:
    """Days on which the client would have come, counted both ways from the last visit in steps of the rhythm."""
    rhythm = row.rhythm_days
    if row.last_visit is None or not rhythm:
        return []
    since = max(since, row.first_visit or since)  # before, there was no rhythm to keep
    first = -int((row.last_visit - since).days / rhythm)
    last = int((until - row.last_visit).days / rhythm)
    return [row.last_visit + timedelta(days=round(step * rhythm)) for step in range(first, last + 1)]


def plot_card(context: AppContext, card: ClientCard) -> Card:
    """The plot under its title, with what its signs mean."""
    frame = Card(padding=0, spacing=6)
    frame.body.setContentsMargins(14, 12, 14, 10)
    hint = _("dot: a receipt, dotted: the usual rhythm")
    frame.body.addLayout(row(label(_("Purchases over two years"), "strong"), None, ElidedLabel(hint, "small", "third")))
    frame.body.addWidget(PurchasesPlot(card.row, card.purchases, context.today(), context.settings.currency))
    return frame


class PurchasesPlot(QWidget):
    """Drawn by hand; the mouse over a dot shows the receipt, the arrows go from one to the next."""

    def __init__(self, row: ClientRow, purchases: tuple[PurchaseRow, ...], today: date, currency: str) -> None:
        super().__init__()
        self._row, self._today = row, today
        self._since = today - timedelta(days=DAYS)
        ahead = row.due_back if row.due_back and row.due_back > today else today
        self._until = min(ahead, today + timedelta(days=120)) + timedelta(days=12)
        self.dots = receipt_dots(purchases, self._since)
        self._currency = currency
        self._hot: Dot | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Purchases over two years"))
        self.setAccessibleDescription(plot_summary(row, self.dots, today, currency))

    def sizeHint(self) -> QSize:
        return QSize(420, tall(HEIGHT, 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, tall(HEIGHT, 2))

    def dot_at(self, position: QPointF) -> Dot | None:
        """The receipt under the mouse, the nearest one."""
        near = [(abs(self._x(dot.day) - position.x()), dot) for dot in self.dots]
        distance, dot = min(near, key=lambda pair: pair[0], default=(NEAR + 1, None))
        return dot if distance <= NEAR else None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TEXT_CHIP))
        floor = self.height() - tall(BOTTOM)
        self._draw_rhythm(painter, floor)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(QPointF(0, floor + 0.5), QPointF(self.width(), floor + 0.5))
        self._draw_dots(painter, floor)
        self._draw_expected(painter, floor)
        self._draw_months(painter, floor)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hot = self.dot_at(event.position())
        if hot is not self._hot:
            self._hot = hot
            self.update()
        if hot is not None:
            QToolTip.showText(event.globalPosition().toPoint(), receipt_tip(hot.receipt, self._currency), self)
        else:
            QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left is earlier, Right is later, Home and End the first and the last."""
        by_day = sorted(self.dots, key=lambda dot: dot.day)
        if not by_day or event.key() not in STEPS:
            super().keyPressEvent(event)
            return
        here = by_day.index(self._hot) if self._hot in by_day else len(by_day)
        self._hot = by_day[min(max(STEPS[Qt.Key(event.key())](here), 0), len(by_day) - 1)]
        self.update()
        said = receipt_tip(self._hot.receipt, self._currency)
        below = self.mapToGlobal(QPointF(self._x(self._hot.day), self.height()).toPoint())
        QToolTip.showText(below, said, self)
        announce(self, said)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hot = None
        QToolTip.hideText()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tip follows the mouse at once; Qt's own delay would hide it again."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return True
        return super().event(event)

    def _x(self, day: date) -> float:
        share = (day - self._since).days / max((self._until - self._since).days, 1)
        return SIDE + share * (self.width() - 2 * SIDE)

    def _draw_rhythm(self, painter: QPainter, floor: float) -> None:
        pen = QPen(QColor(tokens().line_strong), 1)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        a_day = (self.width() - 2 * SIDE) / (self._until - self._since).days
        if a_day * (self._row.rhythm_days or 0) < RHYTHM_APART:
            return
        for day in rhythm_days(self._row, self._since, self._until):
            x = round(self._x(day)) + 0.5
            painter.drawLine(QPointF(x, tall(TOP) + 8), QPointF(x, floor))

    def _draw_dots(self, painter: QPainter, floor: float) -> None:
        accent = QColor(tokens().accent)
        for dot in self.dots:
            x, y = self._x(dot.day), floor - dot.height * (floor - tall(TOP) - 6)
            painter.setPen(QPen(accent, 2))
            painter.drawLine(QPointF(x, floor), QPointF(x, y))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            size = DOT + 2 if dot is self._hot else DOT
            painter.drawEllipse(QPointF(x, y), size, size)

    def _draw_expected(self, painter: QPainter, floor: float) -> None:
        day = self._row.due_back
        if day is None or not self._since <= day <= self._until:
            return
        late = day < self._today
        colour = QColor(tokens().warn if late else tokens().accent)
        x = round(self._x(day)) + 0.5
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(x, tall(TOP) - 2), QPointF(x, floor))
        said = _("expected on {day}") if late else _("expected {day}")
        text = said.format(day=day_text(day, self._today))
        painter.setFont(font(TEXT_CHIP, SEMIBOLD))
        width = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(0.0, x - width / 2), self.width() - width)
        painter.drawText(QRectF(left, 0, width + 1, tall(TOP) - 4), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _draw_months(self, painter: QPainter, floor: float) -> None:
        painter.setFont(font(TEXT_CHIP))
        painter.setPen(QColor(tokens().text_3))
        area = QRectF(0, floor + 3, self.width(), tall(BOTTOM) - 3)
        middle = self._since + (self._today - self._since) / 2
        for day, where in (
            (self._since, Qt.AlignmentFlag.AlignLeft),
            (middle, Qt.AlignmentFlag.AlignHCenter),
            (self._today, Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(area, int(where | Qt.AlignmentFlag.AlignVCenter), month_text(day))


def _height(total: int | None, tallest: int) -> float:
    share = 0.0 if not total or not tallest else (total / tallest) ** 0.5
    return LOWEST + (1 - LOWEST) * share


def plot_summary(row: ClientRow, dots: Sequence[Dot], today: date, currency: str) -> str:
    """The plot in one sentence, for those who do not see it."""
    if not dots:
        return _("No purchases in the last two years.")
    last = max(dots, key=lambda dot: dot.day)
    total = money(sum(dot.receipt.total or 0 for dot in dots), currency)
    parts = [
        _("{receipts} for {sum} in two years").format(receipts=receipts_count(len(dots)), sum=total),
        _("the last one on {day}").format(day=day_text(last.day, today)),
    ]
    if row.rhythm_days is not None:
        parts.append(_("usually every {days}").format(days=days_count(round(row.rhythm_days))))
    if row.due_back is not None:
        said = _("expected on {day}") if row.due_back < today else _("expected {day}")
        parts.append(said.format(day=day_text(row.due_back, today)))
    return ", ".join(parts) + "."


def receipt_tip(row: PurchaseRow, currency: str) -> str:
    """What the mouse over a dot shows: day, sum and goods."""
    goods = goods_text(row.lines)
    first = f"{day_text(row.day)} · {purchase_title(row, currency)}"
    return f"{first}\n{goods}" if goods else first
