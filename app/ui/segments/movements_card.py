"""Who moved from which group to which in a month; each way leads to its clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n import _, money, month_text, number_text
from app.services.months import months_later
from app.services.segments.groups import PROSPECTS
from app.ui.context import AppContext
from app.ui.shell.focus import focus_again, focus_path
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_SMALL
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.texts import label
from app.wording.counts import clients_count
from app.wording.segments import segment_name

if TYPE_CHECKING:
    from app.services.segments.movements import Movement

FEW = 6  # ways that are shown before one asks for all


class MovementsCard(Card):
    """`month_asked()` when another month is wanted; `month` is its first day."""

    month_asked = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(padding=GAP_CARD)
        self._context = context
        self.month = self._latest = context.today().replace(day=1)
        self._told: tuple[tuple[Movement, ...], dict[str, str]] | None = None
        self._all = False
        self._shown: QWidget | None = None
        self._title = label("", "strong")
        self.earlier = icon_button("chevron-left", _("The month before"), lambda: self._turn(-1))
        self.later = icon_button("chevron-right", _("The next month"), lambda: self._turn(1))
        self.body.addLayout(row(self._title, None, self.earlier, self.later, spacing=0))
        tells = _("Worked out of the purchases by today’s scale; another scale gives other moves.")
        self.body.addWidget(label(tells, "small", "third", wrap=True))
        self._show_month()
        self._replace(label(_("Counting…"), "", "third"))

    def follow_today(self) -> None:
        """In a new month show that one, unless an earlier one is looked at."""
        latest = self._context.today().replace(day=1)
        if latest != self._latest:
            if self.month in (self._latest, latest):
                self.month, self._all, self._told = latest, False, None
            self._latest = latest
            self._show_month()

    def show_movements(self, found: Sequence[Movement], names: Mapping[str, str]) -> None:
        """Those of the month; what is shown already stays as it is."""
        told = (tuple(found), dict(names))
        if told != self._told:
            self._told = told
            self._fill()

    def _turn(self, step: int) -> None:
        self.month = months_later(self.month, step)
        self._all, self._told = False, None
        self._show_month()
        self._replace(label(_("Counting…"), "", "third"))
        self.month_asked.emit()

    def _show_month(self) -> None:
        self._title.setText(_("Who moved: {month}").format(month=month_text(self.month)))
        last = self.month >= self._latest
        if last and self.later.hasFocus():
            self.earlier.setFocus(Qt.FocusReason.OtherFocusReason)
        self.later.setEnabled(not last)

    def _fill(self) -> None:
        found, names = self._told or ((), {})
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        if not found:
            column.addWidget(label(_("Nobody moved from one group to another."), "", "third", wrap=True))
        shown = found if self._all else found[:FEW]
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_SMALL)
        grid.setColumnStretch(0, 1)
        for place, movement in enumerate(shown):
            self._add(grid, place, movement, names)
        column.addLayout(grid)
        if len(shown) < len(found):
            more = button(_("Show all"), self._show_all, kind="link")
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._replace(made)

    def _add(self, grid: QGridLayout, place: int, movement: Movement, names: Mapping[str, str]) -> None:
        way = way_text(movement, names)
        tip = _("Show {clients}").format(clients=clients_count(movement.clients))
        link = ElidedLink(way, lambda: self._open(movement, way), tip)
        link.setAccessibleName(f"{way}: {clients_count(movement.clients)}")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(link, place, 0)
        grid.addWidget(label(number_text(movement.clients), "strong"), place, 1, right)
        brought = label(money(movement.revenue, self._context.settings.currency, cents=False), "", "second")
        brought.setToolTip(_("Brought in all"))
        grid.addWidget(brought, place, 2, right)

    def _open(self, movement: Movement, way: str) -> None:
        from app.services.segments.movements import movement_clients

        where = movement_clients(movement, self.month, self._context.today())
        self._context.events.show_clients.emit(where, f"{way}, {month_text(self.month)}")

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _replace(self, made: QWidget) -> None:
        """A focus in the list stays at its place."""
        before, self._shown = self._shown, made
        focused = [] if before is None else focus_path(before)
        if before is not None:
            self.body.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.body.addWidget(made)
        if focused:
            made.show()
            focus_again(made, focused)


def way_text(movement: Movement, names: Mapping[str, str]) -> str:
    """ "At risk → Loyal"; who bought for the first time came from nowhere, who brought everything back goes there."""
    before = _("First purchase") if movement.before is None else segment_name(movement.before, names)
    after = _("Everything returned") if movement.after == PROSPECTS else segment_name(movement.after, names)
    return f"{before} → {after}"
