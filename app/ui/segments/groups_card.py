"""The card with the map or the table, and below it those who stand outside: who never bought, who bought once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget

from app.i18n import _, ngettext, number_text
from app.services.segments.groups import GRID
from app.ui.segments.chosen import FIRST_TIMERS, PROSPECTS
from app.ui.segments.head import MAP
from app.ui.segments.tile_grid import TileGrid
from app.ui.segments.views import MapView, TableView
from app.ui.segments.words import cell_words, group_words
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, ScrollingArea
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.ui.segments.reading import Shown


class GroupsCard(Card):
    """`chosen(key)` when another group, cell or link below is; `opened(key)` on Enter or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=GAP_CARD - 2, spacing=GAP)
        self.map, self.table = MapView(GRID), TableView(GRID)
        self.few = label(
            _(
                "Too little data to judge by: with fewer than 50 buyers a group may be a matter of chance. Read it as a"
                " list of people, not as a rule."
            ),
            "small",
            "warn",
            wrap=True,
        )
        self.few.hide()
        self.prospects = self._link(PROSPECTS)
        self.first_timers = self._link(FIRST_TIMERS)
        self._views = QStackedWidget()
        for view in (self.map, self.table):
            self._views.addWidget(view)
        self._key = ""
        self.body.addWidget(self.few)
        self.body.addWidget(ScrollingArea(self._views), 1)
        self.body.addWidget(Flow([self.first_timers, self.prospects], gap=GAP * 2))
        for view in (self.map, self.table):
            view.tiles.chosen.connect(self._take)
            view.tiles.opened.connect(self.opened)

    def _link(self, key: str) -> QPushButton:
        made = button("", lambda: self._take(key), kind="link")
        made.setProperty("scale", "line")
        return made

    def show_map(self, shown: Shown, currency: str) -> None:
        """The counts of the groups and of the cells."""
        found = shown.map
        self.map.tiles.show_words(group_words(shown, currency))
        self.table.tiles.show_words(cell_words(shown, GRID, currency))
        self.table.show_scale(found.scale)
        self.few.setVisible(found.few)
        once = ngettext("{n} bought once so far", "{n} bought once so far", found.first_timers)
        never = ngettext("{n} never bought", "{n} never bought", found.prospects)
        self.first_timers.setText(once.format(n=number_text(found.first_timers)))
        self.prospects.setText(never.format(n=number_text(found.prospects)))
        self.first_timers.setVisible(found.first_timers > 0)
        self.prospects.setVisible(found.prospects > 0)

    def show_view(self, view: str) -> None:
        """The map or the table; the other one's choice is not meant any more."""
        wanted = self.map if view == MAP else self.table
        changed = self._views.currentWidget() is not wanted
        self._views.setCurrentWidget(wanted)
        if changed:
            self._take(wanted.tiles.current())

    def tiles(self) -> TileGrid:
        """Those that are shown."""
        return self.map.tiles if self._views.currentWidget() is self.map else self.table.tiles

    def current(self) -> str:
        """The group, the cell, or what stands outside, that is chosen."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose without telling anybody; what is not known changes nothing."""
        for view in (self.map, self.table):
            view.tiles.choose(key)
        self._key = key if key in (PROSPECTS, FIRST_TIMERS) else self.tiles().current()
        self._mark()

    def _mark(self) -> None:
        """No tile is marked while those who stand outside are chosen."""
        for view in (self.map, self.table):
            view.tiles.mark(self._key not in (PROSPECTS, FIRST_TIMERS))

    def _take(self, key: str) -> None:
        self._key = key
        self._mark()
        self.chosen.emit(key)
