"""The list of likely pairs: both names, how likely it is, and why."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.i18n import _, number_text
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_WIDE, TEXT_SMALL
from app.ui.widgets.phone import phone_text
from app.ui.widgets.table_model import Column, IdListModel
from app.wording.likeness import likeness_sentence

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow
    from app.services.duplicates.pairs import LikelyPair

HEIGHT = 64
LINE = 18
MOVES = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
)
SELECTED = QStyle.StateFlag.State_Selected


@dataclass(frozen=True)
class Listed:
    """A pair in the list, by its place; who stays comes first."""

    id: int
    pair: LikelyPair
    stays: ClientRow
    goes: ClientRow


def percent(score: float) -> str:
    """ "97 %": never 100, for nobody is sure."""
    return f"{number_text(min(99, int(score * 100)))} %"


class PairList(QListView):
    """Arrows move; every other key is left to the page. Emits `moved()` when another pair is the current one."""

    moved = Signal()

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[Listed]]) -> None:
        super().__init__()
        self.pairs = IdListModel[Listed]([Column[Listed](_("Likely pairs"), _spoken)], fetch, self)
        self.setModel(self.pairs)
        self.setItemDelegate(_PairDelegate(self.pairs))
        self.setAccessibleName(_("Clients who look like one"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    def show_places(self, places: array[int], current: int) -> None:
        """Show the pairs at these places, and go to the line `current`."""
        self.pairs.set_ids(places)
        if len(places):
            self.setCurrentIndex(self.pairs.index(min(current, len(places) - 1), 0))

    def listed(self) -> Listed | None:
        """The current pair."""
        return self.pairs.row_at(self.currentIndex().row())

    def place(self) -> int | None:
        """Which of all pairs is the current one, without reading its clients."""
        return self.pairs.id_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


def _spoken(listed: Listed) -> str:
    """What a screen reader says."""
    names = f"{phone_text(listed.stays.name)}, {phone_text(listed.goes.name)}"
    return f"{names}: {percent(listed.pair.score)}. {likeness_sentence(listed.pair.reasons)}"


class _PairDelegate(QStyledItemDelegate):
    """Two names, one below the other, the likelihood on the right, the reasons in small letters."""

    def __init__(self, pairs: IdListModel[Listed]) -> None:
        super().__init__(pairs)
        self._pairs = pairs
        self._bold, self._plain, self._small = font(weight=SEMIBOLD), font(), font(TEXT_SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, tall(HEIGHT, 3))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        listed = self._pairs.row_at(index.row())
        area: QRect = option.rect  # type: ignore[attr-defined]
        colours = tokens()
        painter.save()
        if option.state & SELECTED:  # type: ignore[attr-defined]
            painter.fillRect(area, QColor(colours.accent_soft))
            if option.widget.hasFocus():  # type: ignore[attr-defined]
                painter.fillRect(area.adjusted(0, 0, 3 - area.width(), 0), QColor(colours.accent))
        painter.setPen(QPen(QColor(colours.line_row), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if listed is not None:
            self._write_pair(painter, area.adjusted(GAP_WIDE + 2, 5, -GAP_WIDE, -5), listed)
        painter.restore()

    def _write_pair(self, painter: QPainter, area: QRect, listed: Listed) -> None:
        score = percent(listed.pair.score)
        right = QFontMetrics(self._bold).horizontalAdvance(score) + GAP_WIDE
        first = QRect(area.x(), area.y(), area.width() - right, tall(LINE))
        _write(painter, self._bold, "text", first, phone_text(listed.stays.name))
        _write(painter, self._plain, "text", first.translated(0, tall(LINE)), phone_text(listed.goes.name))
        why = QRect(area.x(), area.y() + 2 * tall(LINE), area.width(), tall(LINE))
        _write(painter, self._small, "text_2", why, likeness_sentence(listed.pair.reasons))
        corner = QRect(area.right() - right, area.y(), right, tall(LINE))
        _write(painter, self._bold, "accent", corner, score, Qt.AlignmentFlag.AlignRight)


def _write(
    painter: QPainter,
    letters: QFont,
    colour: str,
    area: QRect,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(letters)
    painter.setPen(QColor(getattr(tokens(), colour)))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
