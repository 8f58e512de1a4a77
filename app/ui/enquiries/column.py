"""One column of the board: its name, how many and for how much, the cards, and the mark where one may be dropped."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout

from app.i18n import money, number_text
from app.models.enums import EnquiryState
from app.services.enquiries.board import Column
from app.ui.enquiries.cards import CardList, dragged
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel, label, set_look
from app.wording.enquiries import DROPS, EMPTY, older_text, state_text

EDGE = 44  # px at the top and the foot of the cards where a dragged card scrolls them
SCROLL_MS, SCROLL_STEP = 30, 16
MARK_HEIGHT = 52
NARROW = 240  # px of a column
MARK_WIDTH = 16  # px of the dot before the name, with air
TONES = {EnquiryState.NEW: "info", EnquiryState.IN_WORK: "warn", EnquiryState.WON: "accent", EnquiryState.LOST: "third"}


class BoardColumn(QFrame):
    """Emits `dropped(enquiry id, state)`, and `older_asked()` from the foot."""

    dropped = Signal(int, object)
    older_asked = Signal()

    def __init__(self, state: EnquiryState, cards: CardList, currency: str) -> None:
        super().__init__()
        self.state, self.cards = state, cards
        self._currency = currency
        self.setProperty("look", "column")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)  # all columns as wide
        self.count = label("", "", "second")
        self.sum, self.sum_below = label("", "strong"), label("", "strong")
        self.sum_below.setContentsMargins(GAP_WIDE, 0, GAP_WIDE, GAP)
        self.sum_below.hide()
        self.title = ElidedLabel(state_text(state), "strong")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head = row(label("●", "small", TONES[state]), self.title, self.count, None, self.sum)
        head.setContentsMargins(GAP_WIDE, 10, GAP_WIDE, 10)
        self.older = button("", self.older_asked.emit, kind="ghost", small=True, icon_name="history")
        self.older.hide()
        self.empty = label("", "small", "third", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addLayout(head)
        self._layout.addWidget(self.sum_below)
        self._layout.addWidget(self.empty)
        self._layout.addWidget(cards, 1)
        self._layout.addWidget(self.older)
        self.mark = self._make_mark()
        self._scroll = 0
        self._scrolling = QTimer(self, interval=SCROLL_MS)
        self._scrolling.timeout.connect(self._on_scroll)

    def show_column(self, column: Column, older: int, *, narrowed: bool) -> None:
        """Show these cards; `older` more were closed longer ago."""
        self.cards.cards.show_rows(column.rows)
        self.count.setText(number_text(len(column.rows)))
        for shown in (self.sum, self.sum_below):
            shown.setText(money(column.sum, self._currency) if column.sum else "")
        self.empty.setText("" if narrowed else EMPTY[self.state]())
        self.empty.setVisible(not column.rows)
        self.older.setText(older_text(older))
        self.older.setVisible(older > 0)

    def _make_mark(self) -> QLabel:
        mark = label(DROPS[self.state](), "drop-mark", "accent", wrap=True)
        mark.setParent(self)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark.hide()
        return mark

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top = self.cards.geometry().top()
        self.mark.setGeometry(GAP, top, self.width() - 2 * GAP, tall(MARK_HEIGHT, 2))

    def is_narrow(self, width: int) -> bool:
        """Whether a column as wide as this has no room for the sum beside its name."""
        beside = sum(part.sizeHint().width() + GAP for part in (self.title, self.count, self.sum))
        return width < max(scaled(NARROW), beside + MARK_WIDTH + 2 * GAP_WIDE)

    def place_sum(self, *, below: bool) -> None:
        """Show the sum beside the name, or below it."""
        self.sum.setVisible(not below)
        self.sum_below.setVisible(below)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
            self._show_over(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
        self._scroll_by(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        carried = dragged(event.mimeData())
        if carried is not None and self._takes(event):
            event.acceptProposedAction()
            self.dropped.emit(carried[0], self.state)

    def _takes(self, event: QDropEvent) -> bool:
        """A card of another column; over its own it can only be let go."""
        carried = dragged(event.mimeData())
        return carried is not None and carried[1] is not self.state

    def _show_over(self, over: bool) -> None:
        self.mark.setGeometry(GAP, self.cards.geometry().top(), self.width() - 2 * GAP, tall(MARK_HEIGHT, 2))
        self.mark.setVisible(over)
        self.mark.raise_()
        set_look(self, over="true" if over else "false")
        if not over:
            self._scrolling.stop()

    def _scroll_by(self, at: QPoint) -> None:
        area = self.cards.geometry()
        up, down = at.y() < area.top() + EDGE, at.y() > area.bottom() - EDGE
        self._scroll = -SCROLL_STEP if up else SCROLL_STEP if down else 0
        if self._scroll and not self._scrolling.isActive():
            self._scrolling.start()
        elif not self._scroll:
            self._scrolling.stop()

    def _on_scroll(self) -> None:
        bar = self.cards.verticalScrollBar()
        bar.setValue(bar.value() + self._scroll)
