"""The figures of a client: how often, how much, in which rhythm. They wrap rather than lose a digit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QToolTip

from app.i18n import _, day_text, money, number_text, short_day
from app.ui.clients.card.forecast import due_range, forecast_figures
from app.ui.clients.words import rhythm_text
from app.ui.context import AppContext
from app.ui.theme.apply import tokens
from app.ui.widgets.frames import Card, FigureTile

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.forecast.read import Outlook

Figure = tuple[str, str, str]  # title, figure, what it means
STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


def figures_of(context: AppContext, card: ClientCard, outlook: Outlook | None = None) -> list[Figure]:
    """The figures to show; points, the score and the forecast only where there are any."""
    currency, today, row = context.settings.currency, context.today(), card.row
    average = money(round(row.total / card.receipts), currency, cents=False) if card.receipts else "—"
    shown = [
        (_("Visits"), number_text(row.visits), _("Days on which the client bought something.")),
        (_("Spent"), money(row.total, currency, cents=False), _("All receipts together, less what was returned.")),
        (_("Average receipt"), average, _("What was spent, divided by the number of receipts.")),
        (_("Rhythm"), rhythm_text(row), _("How many days usually pass between visits: half the gaps are shorter.")),
        (
            _("Due back"),
            short_day(row.due_back, today) if row.due_back else "—",
            " ".join(filter(None, (_("The last visit and the rhythm make this day."), due_range(context, outlook)))),
        ),
        *forecast_figures(context, outlook),
    ]
    if card.points:
        shown.append((_("Points"), number_text(card.points), _("Points of the loyalty scheme that are not used yet.")))
    if card.feedback:
        latest = card.feedback[0]
        day = day_text(context.settings.local(latest.at).date(), today)
        asked = _("Would recommend the shop: 0 is never, 10 is surely. Said on {day}.").format(day=day)
        shown.append((_("NPS"), number_text(latest.score), " ".join(filter(None, (asked, latest.text)))))
    return shown


class ToldTile(FigureTile):
    """Says what it means when the mouse rests on it, and at once by a click, Enter or Space."""

    stepped = Signal(int)  # to the next tile or, -1, to the one before

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tell(event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            self.stepped.emit(STEPS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._tell(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setPen(QPen(QColor(tokens().accent), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _tell(self, place: QPoint) -> None:
        QToolTip.showText(place, self.toolTip(), self)


class FigureStrip(Card):
    """Figures side by side; on as many lines as it takes to show every one whole."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        super().__init__(padding=0)
        self.tiles = [self._tile(*figure) for figure in figures]
        for place, tile in enumerate(self.tiles):  # one stop of Tab for all; the arrows go on from there
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus if place else Qt.FocusPolicy.TabFocus)
            tile.stepped.connect(partial(self._step, place))
        self._lines: list[QFrame] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self.body.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._arrange(len(self.tiles))

    def minimumSizeHint(self) -> QSize:
        """As narrow as one tile."""
        widest = max((self._need(tile) for tile in self.tiles), default=0)
        return QSize(widest + 2, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit."""
        super().resizeEvent(event)
        room = event.size().width() - 2
        count = len(self.tiles)
        rows = next((n for n in range(1, count + 1) if self._width(-(-count // n)) <= room), count)
        self._arrange(-(-count // rows))

    def _tile(self, title: str, figure: str, meaning: str) -> ToldTile:
        tile = ToldTile(title, figure, small=True)
        tile.setToolTip(meaning)
        tile.setAccessibleDescription(meaning)
        return tile

    def _step(self, place: int, step: int) -> None:
        self.tiles[min(max(place + step, 0), len(self.tiles) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _need(self, tile: FigureTile) -> int:
        """The width that shows the tile's title and figure whole, px."""
        title = tile.title.fontMetrics().horizontalAdvance(tile.title.text())
        return max(title, tile.figure.sizeHint().width()) + 29

    def _width(self, columns: int) -> int:
        needs = [self._need(tile) for tile in self.tiles]
        return sum(max(needs[column::columns]) for column in range(columns)) + columns - 1

    def _arrange(self, columns: int) -> None:
        if columns == self._columns or not columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        for old in self._lines:
            old.deleteLater()
        self._lines.clear()
        for number in range(2 * len(self.tiles)):
            self._grid.setColumnStretch(number, 0)
        for number, tile in enumerate(self.tiles):
            line, column = divmod(number, columns)
            tile.setMinimumWidth(self._need(tile) - 1)
            self._grid.addWidget(tile, 2 * line, 2 * column)
            self._grid.setColumnStretch(2 * column, 1)
            if column:
                self._grid.addWidget(self._line(), 2 * line, 2 * column - 1)
        for line in range(1, -(-len(self.tiles) // columns)):
            across = self._line(lying=True)
            self._grid.addWidget(across, 2 * line - 1, 0, 1, 2 * columns - 1)
        self.updateGeometry()

    def _line(self, *, lying: bool = False) -> QFrame:
        made = QFrame(self)
        made.setProperty("look", "line")
        (made.setFixedHeight if lying else made.setFixedWidth)(1)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines.append(made)
        return made
