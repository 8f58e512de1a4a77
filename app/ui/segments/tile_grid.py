"""Tiles in five columns of recency and five rows of frequency: the map of groups, and the table of 25 cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.ui.segments.tile import Look, Tile, TileWords
from app.ui.theme.size import scaled, tall
from app.ui.widgets.frames import scroll_to

SCORES = range(1, 6)
GAP_TILES = 0  # the ring around the chosen tile leaves 4 px between two of them
ROW_LEAST = 74  # px; the name on one line, the count
COLUMN_LEAST = 58


@dataclass(frozen=True)
class Place:
    """Where a tile lies, in cells: column 0 is the lowest recency, row 0 the highest frequency."""

    column: int
    row: int
    wide: int = 1
    high: int = 1

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre, in cells."""
        return self.column + self.wide / 2, self.row + self.high / 2


def places_of(grid: Mapping[tuple[int, int], str]) -> dict[str, Place]:
    """The rectangle of each group in a grid of (recency, frequency) -> group; the groups of ours are rectangles."""
    placed = {}
    for code in dict.fromkeys(grid.values()):
        columns = sorted({r - 1 for (r, _f), group in grid.items() if group == code})
        rows = sorted({5 - f for (_r, f), group in grid.items() if group == code})
        placed[code] = Place(columns[0], rows[0], len(columns), len(rows))
    return placed


def cell_places() -> dict[str, Place]:
    """Each of the 25 cells by its digits, recency first: "53" is recency 5, frequency 3."""
    return {f"{r}{f}": Place(r - 1, 5 - f) for r in SCORES for f in SCORES}


class TileGrid(QWidget):
    """`chosen(key)` when another tile is, by a click or an arrow; `opened(key)` on Enter or a double click;
    `menu_asked(point)` for the tile that is chosen by then.

    Tab comes to the chosen tile only; the arrows go on from there.
    """

    chosen = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, places: Mapping[str, Place], look: Callable[[str], Look], name: str, *, small: bool = False):
        super().__init__()
        self.setAccessibleName(name)
        self._places = dict(places)
        self.tiles = {key: Tile(look(key), small=small) for key in places}
        self._group = QButtonGroup(self)  # of which Tab comes to one
        self._group.setExclusive(False)  # `choose` says which
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_TILES)
        for number in range(5):
            layout.setColumnStretch(number, 1)
            layout.setRowStretch(number, 1)
            layout.setRowMinimumHeight(number, tall(ROW_LEAST, 3))
            layout.setColumnMinimumWidth(number, scaled(COLUMN_LEAST))
        for key, place in places.items():
            layout.addWidget(self.tiles[key], place.row, place.column, place.high, place.wide)
            self._connect(key)
        self._current = ""
        self.choose(max(places))  # of the cells the best one

    def _connect(self, key: str) -> None:
        tile = self.tiles[key]
        self._group.addButton(tile)
        tile.clicked.connect(lambda _on=False: self._take(key))
        tile.walked.connect(lambda dx, dy: self._walk(key, dx, dy))
        tile.opened.connect(lambda: self.opened.emit(key))
        tile.menu_asked.connect(lambda at: self._ask_menu(key, at))

    def show_words(self, words: Mapping[str, TileWords]) -> None:
        """Say this on the tiles."""
        for key, tile in self.tiles.items():
            tile.show_words(words[key])

    def current(self) -> str:
        """The chosen tile."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose a tile, without telling anybody."""
        if key not in self.tiles:
            return
        self._current = key
        had_focus = any(tile.hasFocus() for tile in self.tiles.values())
        for other, tile in self.tiles.items():
            tile.choose(other == key)
        if had_focus:
            self.tiles[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, marked: bool) -> None:
        """Whether the chosen tile is drawn so; Tab comes to it all the same."""
        self.tiles[self._current].setChecked(marked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the chosen tile."""
        super().focusInEvent(event)
        self.tiles[self._current].setFocus(event.reason())

    def _take(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _ask_menu(self, key: str, at: QPoint) -> None:
        self._take(key)
        self.tiles[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.menu_asked.emit(at)

    def _walk(self, key: str, dx: int, dy: int) -> None:
        there = next_place(self._places, key, dx, dy)
        if there is not None:
            self._take(there)
            self.tiles[there].setFocus(Qt.FocusReason.OtherFocusReason)
            scroll_to(self.tiles[there])


def next_place(places: Mapping[str, Place], key: str, dx: int, dy: int) -> str | None:
    """The nearest tile in a direction: of those that begin where this one ends, the one at its height; None at the
    edge."""
    here = places[key]
    x, y = here.middle

    def beyond(place: Place) -> bool:
        if dx:
            return place.column >= here.column + here.wide if dx > 0 else place.column + place.wide <= here.column
        return place.row >= here.row + here.high if dy > 0 else place.row + place.high <= here.row

    def distance(place: Place) -> tuple[float, float]:
        px, py = place.middle
        along, across = (abs(px - x), abs(py - y)) if dx else (abs(py - y), abs(px - x))
        return along + 2 * across, across

    found = [other for other, place in places.items() if other != key and beyond(place)]
    return min(found, key=lambda other: distance(places[other]), default=None)
