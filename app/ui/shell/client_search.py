"""Find a client from any page: matches under the search field while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _, money
from app.ui.background import Job
from app.ui.context import AppContext
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT, TEXT_SMALL
from app.ui.widgets.phone import phone_text
from app.ui.widgets.search_field import SearchField
from app.wording.counts import visits_count

DEBOUNCE_MS = 60
SHOWN = 8
ITEM_HEIGHT = 48
NARROWEST = 380
SECOND_LINE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class Match:
    """A line of the list: a client, or with `client_id` None the offer to add a new one."""

    client_id: int | None
    title: str
    more: str


class _Matches(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Match] = []

    def show(self, rows: list[Match]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        texts = {int(Qt.ItemDataRole.DisplayRole): row.title, SECOND_LINE: row.more}
        texts[int(Qt.ItemDataRole.AccessibleTextRole)] = f"{row.title}, {row.more}"
        return texts.get(int(role))


class _TwoLines(QStyledItemDelegate):
    """The name in bold, and below it what tells people of one name apart."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(NARROWEST, ITEM_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, area = tokens(), QRect(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, QColor(theme.accent_soft))
        lines = (
            (index.data(), font(TEXT, SEMIBOLD), theme.text, area.top() + 6),
            (index.data(SECOND_LINE), font(TEXT_SMALL), theme.text_2, area.top() + 24),
        )
        for text, letters, colour, top in lines:
            painter.setFont(letters)
            painter.setPen(QColor(colour))
            box = QRect(area.left() + 12, top, area.width() - 24, 18)
            shown = painter.fontMetrics().elidedText(text or "", Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)


class ClientSearch(QFrame):
    """The list under `field`. The focus stays in the field; arrows choose, Enter opens, Esc closes, then `left()`."""

    left = Signal()

    def __init__(self, field: SearchField, context: AppContext, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "popup")
        self._field, self._context, self._ground = field, context, window
        self._job: Job | None = None
        self._model = _Matches(self)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_TwoLines(self))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setAccessibleName(_("Clients found"))
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(lambda index: self._open(index.row()))
        self._view.entered.connect(self._view.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.addWidget(self._view)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        field.textEdited.connect(lambda _text: self._timer.start())
        field.moved.connect(self._move)
        field.returnPressed.connect(self._on_return_pressed)
        field.closed.connect(self._on_closed)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus_changed)
        self.hide()

    def found(self) -> list[Match]:
        """What the list shows now."""
        return list(self._model.rows) if self.isVisible() else []

    def _search(self) -> None:
        if self._job is not None:
            self._job.drop()
        text = self._field.text().strip()
        if not text:
            self.hide()
            return
        self._job = self._context.jobs.run(lambda _report: self._read(text), on_done=self._show)

    def _read(self, text: str) -> list[Match]:
        from app.services.clients.find import find_clients

        currency = self._context.settings.currency
        matches = []
        for row in find_clients(self._context.db, text, SHOWN):
            visits = visits_count(row.visits)
            known = [phone_text(row.phones[0]) if row.phones else "", row.city, visits if row.visits else ""]
            known.append(money(row.total, currency) if row.total else "")
            matches.append(Match(row.id, phone_text(row.name), " · ".join(part for part in known if part)))
        return matches or [Match(None, _("Nobody like that yet"), _("Enter adds “{text}”").format(text=text))]

    def _show(self, matches: list[Match]) -> None:
        self._model.show(matches)
        self._view.setCurrentIndex(self._model.index(0, 0))
        corner = self._field.mapTo(self._ground, self._field.rect().bottomLeft())
        width = max(self._field.width(), NARROWEST)
        self.setGeometry(corner.x(), corner.y() + 4, width, ITEM_HEIGHT * len(matches) + 10)
        self.setVisible(self._field.hasFocus())
        self.raise_()

    def _move(self, step: int) -> None:
        if not self.isVisible():
            self._search()
            return
        row = (self._view.currentIndex().row() + step) % max(len(self._model.rows), 1)
        self._view.setCurrentIndex(self._model.index(row, 0))

    def _on_return_pressed(self) -> None:
        # Faster than the list: what is typed is looked up before it is opened.
        if self._timer.isActive():
            self._timer.stop()
            text = self._field.text().strip()
            self._context.jobs.run(lambda _report: self._read(text), on_done=self._open_first)
        elif self.isVisible():
            self._open(self._view.currentIndex().row())

    def _open_first(self, matches: list[Match]) -> None:
        self._model.show(matches)
        self._open(0)

    def _open(self, row: int) -> None:
        if not 0 <= row < len(self._model.rows):
            return
        match, typed = self._model.rows[row], self._field.text().strip()
        self.hide()
        self._field.clear()
        self._field.clearFocus()
        if match.client_id is None:
            self._context.events.new_client.emit(typed)
        else:
            self._context.events.open_client.emit(match.client_id)

    def _on_closed(self) -> None:
        if self.isVisible():
            self.hide()
        else:
            self._field.clear()
            self.left.emit()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not self._field and now is not None:
            self.hide()
