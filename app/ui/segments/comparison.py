"""Who comes back: clients who came again beside those who came once, and what they began with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _, number_text, percent_text
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.segments.tabs import Tab
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_PAGE, GAP_SMALL, GAP_WIDE
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, ScrollingArea, row
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.texts import chip, label
from app.wording.comparison import SIDE_FIGURES, SIDES, come_back_sentence, fresh_sentence, tells_text, tells_tone
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from app.models.listing.filter_fields import Group
    from app.services.segments.compare import CameBack, Comparison

NARROW = 820  # px
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WhoComesBack(Tab):
    """Shows nothing before it was read first; names lead to the clients."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._told: Comparison | None = None
        self._tables: QBoxLayout | None = None
        self.links: list[ElidedLink] = []
        self._area = ScrollingArea(label(_("Counting…"), "", "third"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def reload(self) -> None:
        """Compare again; what is shown stays until then."""
        if self._job is not None:
            self._job.drop()
        db, today = self._context.db, self._context.today()

        def work(_report: Report) -> Comparison:
            from app.services.segments.compare import compare_buyers

            return compare_buyers(db, today)

        self._job = self._context.jobs.run(work, on_done=self.show_comparison, lane="long", owner=self)

    def is_busy(self) -> bool:
        """True while it is being counted."""
        return self._job is not None and not self._job.finished

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.links:
            self.links[0].setFocus(event.reason())

    def show_comparison(self, found: Comparison) -> None:
        """Show this; what is shown already stays as it is."""
        if found == self._told:
            return
        self._told = found
        had_focus = any(link.hasFocus() for link in self.links)
        self.links = []
        self._tables = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_WIDE)
        if found.repeat.clients + found.once.clients:
            column.addWidget(self._sides(found))
            self._tables = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            self._tables.setSpacing(GAP_WIDE)
            for table in (self._sources(found), self._products(found)):
                self._tables.addWidget(table, 1)
            self._turn()
            column.addLayout(self._tables)
            column.addStretch(1)
        else:
            nothing = _("Once clients have had three months to come again, here is what those who did have in common.")
            column.addWidget(EmptyState(nothing, icon_name="repeat"), 1)
        self._area.hold(content)
        if had_focus and self.links:
            self.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """The tables side by side, or one below the other where there is little room."""
        if self._tables is not None:
            narrow = self.width() < scaled(NARROW)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._tables.setDirection(way)

    def _sides(self, found: Comparison) -> Card:
        from app.services.segments.compare import side_group

        card = Card(padding=GAP_CARD)
        title = label(_("Who comes back and who came once"), "strong")
        few = [chip(_("too few to tell"), tip=_("With ten clients on both sides it begins to mean something"))]
        card.body.addLayout(row(title, *(few if found.few else []), None))
        card.body.addWidget(label(come_back_sentence(found), "", "second", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP_PAGE)
        grid.setVerticalSpacing(GAP)
        for place, key in enumerate(SIDES, 1):
            side = getattr(found, key)
            head = self._leads(SIDES[key](), side_group(key), side.clients)
            grid.addWidget(head, 0, place, RIGHT)
            for line, figure in enumerate(SIDE_FIGURES, 1):
                text = label(figure.text(side, self._context.settings.currency), "strong" if line == 1 else "")
                grid.addWidget(text, line, place, RIGHT)
        for line, figure in enumerate(SIDE_FIGURES, 1):
            name = label(figure.name(), "", "second")
            name.setToolTip(figure.tip())
            grid.addWidget(name, line, 0)
        grid.setColumnStretch(len(SIDES) + 1, 1)
        card.body.addLayout(grid)
        if found.fresh.clients:
            card.body.addWidget(label(fresh_sentence(found), "small", "second", wrap=True))
        return card

    def _sources(self, found: Comparison) -> Card:
        from app.services.segments.compare import source_group

        def name(row: CameBack) -> QWidget:
            return self._leads(row.name or _("not known"), source_group(row.name), row.clients)

        return self._table(_("Where they came from"), found.sources, name)

    def _products(self, found: Comparison) -> Card:
        from app.services.segments.compare import product_group

        def name(row: CameBack) -> QWidget:
            return self._leads(row.name, product_group(row.name), row.clients)

        return self._table(_("What they bought first"), found.products, name)

    def _table(self, title: str, rows: Sequence[CameBack], name: Callable[[CameBack], QWidget]) -> Card:
        card = Card(padding=GAP_CARD)
        card.body.addWidget(label(title, "strong"))
        if not rows:
            card.body.addWidget(label(_("Nothing is known yet."), "", "second"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP_SMALL + 2)
        grid.setColumnStretch(0, 1)
        for line, one in enumerate(rows):
            for place, part in enumerate((name(one), *_figures(one))):
                grid.addWidget(part, line, place, RIGHT if place in (1, 2) else Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _leads(self, text: str, where: Group, clients: int) -> QWidget:
        """A name that leads to its clients, if there are any."""
        if not clients:
            return label(text, "", "second")
        link = ElidedLink(text, lambda: self._context.events.show_clients.emit(where, text), _("Show their list"))
        self.links.append(link)
        return link


def _figures(row: CameBack) -> tuple[QLabel, ...]:
    """Of how many, which share came again, and whether that is more or less than usual."""
    share = label(percent_text(row.share), "strong")
    share.setToolTip(_("{back} of {clients}").format(back=number_text(row.back), clients=clients_count(row.clients)))
    counted = label(clients_count(row.clients), "", "second")
    told = tells_text(row)
    return counted, share, chip(told, tells_tone(row)) if told else label()
