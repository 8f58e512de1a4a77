"""The pair at hand: how likely it is one person and why, both sides, and what to do about it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui.duplicates.compared import compare
from app.ui.duplicates.pair_list import Listed, percent
from app.ui.duplicates.sides import Sides
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, ScrollingArea, line, row
from app.ui.widgets.texts import label
from app.wording.likeness import likeness_sentence

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard


HINT_FITS = 520  # px


class PairPanel(Card):
    """Shows one pair. The buttons only ask: `merge_asked()`, `apart_asked()`, `skip_asked()`.

    `before`: where Tab comes from.
    """

    merge_asked = Signal()
    apart_asked = Signal()
    skip_asked = Signal()

    def __init__(self, currency: str, today: date, before: QWidget) -> None:
        super().__init__(padding=0, spacing=0)
        self._currency, self._today, self._before = currency, today, before
        self._shown: tuple[Listed, ClientCard, ClientCard] | None = None
        self.score, self.why = label("", "heading"), label("", "", "second", wrap=True)
        self.sides = Sides()
        self.sides.swapped.connect(self.swap)
        self.merge_button = button(_("Merge"), self.merge_asked.emit, kind="primary")
        self.apart_button = button(_("Not the same"), self.apart_asked.emit)
        self.skip_button = button(_("Skip"), self.skip_asked.emit, kind="ghost")
        self._build()
        self.show_nothing()

    def _build(self) -> None:
        """The buttons stand above the people: the bar at the bottom of the window would lie over them."""
        told = row(self.score, spacing=GAP_WIDE)
        told.addWidget(self.why, 1)
        self.hint = label(
            _("Empty fields are filled. Contacts, tags, purchases and notes of both are kept."),
            "small",
            "third",
            wrap=True,
        )
        buttons = row(self.merge_button, self.apart_button, self.skip_button, GAP_SMALL, spacing=GAP)
        buttons.addWidget(self.hint, 1)
        head = QVBoxLayout()
        head.setContentsMargins(GAP_CARD, GAP_WIDE, GAP_CARD, GAP_WIDE)
        head.setSpacing(GAP_WIDE)
        head.addLayout(told)
        head.addLayout(buttons)
        self.area = ScrollingArea(self.sides)
        self.sides.setContentsMargins(GAP_CARD, GAP_WIDE, GAP_CARD, GAP_WIDE)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self.area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= HINT_FITS)

    def show_pair(self, listed: Listed, stays: ClientCard, goes: ClientCard) -> None:
        """Show these two. Of the pair that is shown already the side that stays is kept, and so are the choices made
        where nothing changed."""
        before = self._shown
        if before is not None and before[1].row.id == goes.row.id and before[2].row.id == stays.row.id:
            stays, goes = goes, stays
        if before == (listed, stays, goes):
            return
        another = before is None or before[0].pair != listed.pair
        self._shown = (listed, stays, goes)
        self.score.setText(percent(listed.pair.score))
        self.score.setToolTip(_("How likely it is that both are one person"))
        self.why.setText(likeness_sentence(listed.pair.reasons))
        self._show_lines()
        if another:
            self.area.verticalScrollBar().setValue(0)
        self._enable(True)

    def show_nothing(self) -> None:
        """No pair is at hand."""
        self._shown = None
        self._enable(False)

    def shown(self) -> Listed | None:
        """The pair that the owner sees."""
        return self._shown[0] if self._shown is not None else None

    def stays_and_goes(self) -> tuple[ClientCard, ClientCard] | None:
        """Who stays and who goes, as the owner has it now."""
        return self._shown[1:] if self._shown is not None else None

    def swap(self) -> None:
        """Let the other one stay."""
        if self._shown is not None:
            listed, stays, goes = self._shown
            self._shown = (listed, goes, stays)
            had_focus = self.sides.swap_button.hasFocus()
            self._show_lines()
            if had_focus:
                self.sides.swap_button.setFocus()

    def _show_lines(self) -> None:
        if self._shown is not None:
            _listed, stays, goes = self._shown
            self.sides.show_lines(stays, goes, compare(stays, goes, self._currency, self._today))
            self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes from what stands before the panel through the choices to the buttons."""
        stops = [*self.sides.stops(), self.merge_button, self.apart_button, self.skip_button]
        for one, following in pairwise((self._before, *stops)):
            QWidget.setTabOrder(one, following)

    def _enable(self, on: bool) -> None:
        for part in (self.merge_button, self.apart_button, self.skip_button, self.sides):
            part.setEnabled(on)
