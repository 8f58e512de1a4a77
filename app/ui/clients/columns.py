"""The columns of the clients table, and how the days of silence are drawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.i18n import _, money, number_text, short_day
from app.ui.clients.words import short_days, silence_tone, silent_days
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.widgets.phone import phone_text
from app.ui.widgets.table_model import Column, IdListModel

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow

LAST_VISIT, DUE_BACK = 4, 5
DUE_BACK_FITS = 852  # px; in a narrower table names need the room more than the column does
PADDING = 13
FOCUSED, SELECTED = QStyle.StateFlag.State_HasFocus, QStyle.StateFlag.State_Selected


def client_columns(currency: str, today: date) -> tuple[Column[ClientRow], ...]:
    """Client, phone, visits, total, last visit, due back."""
    return (
        Column(_("Client"), lambda row: phone_text(row.name), sort="name", width=168, bold=True, stretch=True),
        Column(_("Phone"), lambda row: phone_text(row.phones[0]) if row.phones else "", width=158),
        Column(
            _("Visits"),
            lambda row: number_text(row.visits) if row.visits else "—",
            sort="visits",
            width=76,
            right=True,
            descending_first=True,
        ),
        Column(
            _("Total"),
            lambda row: money(row.total, currency, cents=False) if row.total else "—",
            sort="total",
            width=116,
            right=True,
            descending_first=True,
        ),
        Column(
            _("Last visit"),
            lambda row: last_visit_text(row, today),
            sort="last_visit",
            width=150,
            descending_first=True,
        ),
        Column(
            _("Due back"),
            lambda row: short_day(row.due_back, today) if row.due_back else "—",
            sort="due_back",
            width=116,
        ),
    )


def last_visit_text(row: ClientRow, today: date) -> str:
    """Day of the last visit and the days of silence since."""
    silence = silent_days(row, today)
    if row.last_visit is None or silence is None:
        return "—"
    day = short_day(row.last_visit, today)
    if row.last_visit.year != today.year:
        day = day.partition(" ")[2]  # "Feb 2025": the days behind it are exact
    return f"{day} · {short_days(silence)}"


class SilenceDelegate(QStyledItemDelegate):
    """Draws the day, and after it the days of silence: bold and coloured when they are longer than usual."""

    def __init__(self, model: IdListModel[ClientRow], today: date) -> None:
        super().__init__(model)
        self._model, self._today = model, today
        self._plain, self._bold = font(), font(weight=SEMIBOLD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""  # type: ignore[attr-defined]
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)  # type: ignore[attr-defined]
        row = self._model.row_at(index.row())
        tone = silence_tone(row, self._today) if row else ""
        day, dot, days = text.partition(" · ")
        area = cell.rect.adjusted(PADDING, 0, -PADDING, 0)  # type: ignore[attr-defined]
        painter.save()
        used = self._write(painter, area, day + dot, "text", bold=False)
        self._write(painter, area.adjusted(used, 0, 0, 0), days, tone or "text_2", bold=bool(tone))
        painter.restore()

    def _write(self, painter: QPainter, area: QRect, text: str, colour: str, *, bold: bool) -> int:
        letters = self._bold if bold else self._plain
        painter.setFont(letters)
        painter.setPen(QColor(getattr(tokens(), colour)))
        shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return QFontMetrics(letters).horizontalAdvance(text)
