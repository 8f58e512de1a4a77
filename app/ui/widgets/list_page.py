"""A page with a table that is searched, and a panel beside it with the row that the table stands at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.ui.context import AppContext
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.frames import Card, line
from app.ui.widgets.page import Page
from app.ui.widgets.side_panel import WIDTH, WIDTH_NARROW, SidePanel

CHOOSING_MS = 80  # the panel is read once the arrow keys rest
TABLE_ONLY = 900  # px; a narrower page has no room for the panel


class ListPage(Page):
    """Subclasses build the table, the panel and what stands in their place while the shop has nothing yet.

    `on_typed` is called `typing_ms` after the search was changed, `on_chosen` once the table rests on a row; either is
    put off as long as they go on. Below `narrow` px the panel gives the table more of the width.
    """

    typing_ms: ClassVar[int] = 120
    narrow: ClassVar[int] = 1120

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._side: SidePanel
        self._stack = QStackedWidget()
        self._beginning: QWidget
        self._typing = QTimer(self, singleShot=True, interval=self.typing_ms)
        self._typing.timeout.connect(lambda: self.on_typed())
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_MS)
        self._choosing.timeout.connect(lambda: self.on_chosen())

    def lay_out(
        self,
        panel: SidePanel,
        above: Sequence[QWidget],
        table: QWidget,
        beginning: QWidget,
        nothing_found: QWidget,
        below: Sequence[QWidget] = (),
    ) -> None:
        """Put `above`, the table or what stands in its place, and `below` into a card, and the panel beside it.

        While `beginning` is shown, as in a shop that has nothing yet, there is no panel.
        """
        self._side, self._beginning = panel, beginning
        panel.left.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        for part in (table, beginning, nothing_found):
            self._stack.addWidget(part)
        card = Card(padding=0, spacing=0)
        for part in (*above, line()):
            card.body.addWidget(part)
        card.body.addWidget(self._stack, 1)
        for part in below:
            card.body.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        layout.addWidget(card, 1)
        layout.addWidget(panel)

    def on_typed(self) -> None:
        """Look for what the search says now."""
        raise NotImplementedError

    def on_chosen(self) -> None:
        """Read for the panel what the table stands at."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_side()
        self._side.setFixedWidth(scaled(WIDTH_NARROW if self.width() < scaled(self.narrow) else WIDTH))

    def show_side(self) -> None:
        """The panel, unless there is nothing yet or no room."""
        beginning = self._stack.currentWidget() is self._beginning
        self._side.setVisible(not beginning and self.width() >= scaled(TABLE_ONLY))

    def is_busy(self) -> bool:
        """True while the list or the panel is being read, or is about to be."""
        return super().is_busy() or self._typing.isActive() or self._choosing.isActive()
