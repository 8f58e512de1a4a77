"""The map of groups and the table of 25 cells, each with what its axes mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.segments.looks import LOOKS
from app.ui.segments.tile_grid import SCORES, TileGrid, cell_places, places_of
from app.ui.segments.words import frequency_text, recency_text
from app.ui.theme import font, tokens
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL, TEXT
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.segments.map import Scale

SIDE = 80  # px; the words of a row

Grid = Mapping[tuple[int, int], str]  # (recency, frequency) -> group


class UpwardLabel(QWidget):
    """A text that is read from below upwards."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(TEXT))
        return QSize(round(metrics.height()) + 2, round(metrics.horizontalAdvance(self._text)) + GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(TEXT))
        painter.setPen(QColor(tokens().text_2))
        painter.translate(0, self.height())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, self.height(), self.width()), int(Qt.AlignmentFlag.AlignCenter), self._text)


class MapView(QWidget):
    """The map: what is bought often is above, what was bought lately on the right."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.tiles = TileGrid(places_of(grid), LOOKS.__getitem__, _("Map of the groups"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(UpwardLabel(_("how often they buy →")), 0, 0)
        layout.addWidget(self.tiles, 0, 1)
        layout.addWidget(label(_("how lately they bought →"), "", "second"), 1, 1, Qt.AlignmentFlag.AlignHCenter)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(0, 1)


class TableView(QWidget):
    """The 25 cells with what each row and column stands for; `method_asked(method)` for the other way to count."""

    method_asked = Signal(str)

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self.tiles = TileGrid(
            cell_places(),
            lambda key: LOOKS[grid[(int(key[0]), int(key[1]))]],
            _("Table of recency and frequency"),
            small=True,
        )
        self._columns = [label("", "small", "second", wrap=True) for _score in SCORES]
        self._rows = [label("", "small", "second", wrap=True) for _score in SCORES]
        heads, sides = QGridLayout(), QVBoxLayout()
        for place, head in enumerate(self._columns):
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            heads.addWidget(head, 0, place)
            heads.setColumnStretch(place, 1)
        for side in self._rows:
            side.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            side.setFixedWidth(scaled(SIDE))
            sides.addWidget(side, 1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self._switch(), 2, 1)
        layout.addLayout(heads, 0, 1)
        layout.addLayout(sides, 1, 0)
        layout.addWidget(self.tiles, 1, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(1, 1)

    def _switch(self) -> QWidget:
        """By steps or by fifths."""
        names = {"ladder": _("By the shop’s own steps"), "quintile": _("By fifths of the clients")}
        self.methods = {method: button(text, small=True) for method, text in names.items()}
        group = QButtonGroup(self)
        for method, one in self.methods.items():
            one.setProperty("kind", "filter")
            one.setCheckable(True)
            one.setToolTip(_("Another way to count changes the groups everywhere; it can be taken back"))
            group.addButton(one)
            one.clicked.connect(lambda _on=False, method=method: self.method_asked.emit(method))
        return Flow(self.methods.values())

    def show_scale(self, scale: Scale) -> None:
        """What the rows and columns stand for, and the way they are counted."""
        self.methods[scale.method].setChecked(True)
        for place, score in enumerate(SCORES):
            self._columns[place].setText(recency_text(scale.recency, score))
            self._rows[5 - score].setText(frequency_text(scale, score))
