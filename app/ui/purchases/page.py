"""The purchases page: receipts or their lines of a period, what they come to, and the chosen receipt beside them."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.i18n import _
from app.models.enums import Area
from app.ui.context import AppContext
from app.ui.exporting import export_to_file
from app.ui.purchases.acts import act_on, ask_whole, row_menu
from app.ui.purchases.filters import FilterStrip
from app.ui.purchases.head import PurchasesHead
from app.ui.purchases.page_actions import page_actions
from app.ui.purchases.panel import PurchasePanel
from app.ui.purchases.periods import ALL, days_text
from app.ui.purchases.reading import Listed, read_list, read_purchase, read_totals
from app.ui.purchases.state import By, Shown
from app.ui.purchases.table import PurchaseTable
from app.ui.purchases.totals_bar import WAITING, TotalsBar
from app.ui.widgets.action import Action, add_to_menu, tip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import line
from app.ui.widgets.list_page import ListPage

if TYPE_CHECKING:
    from app.services.exports.export import Exported
    from app.services.purchases.data import PurchaseShown
    from app.ui.background import Report

KEPT = "purchases/shown"


class PurchasesPage(ListPage):
    """Enter opens the client's card; Ctrl+E, Ctrl+R, Ctrl+Shift+P and Delete change, take back, print and delete the
    receipt; Ctrl+B switches between receipts and lines, Ctrl+D asks for the period; Esc takes back the search."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.PURCHASES, Area.CLIENTS, Area.PRODUCTS, Area.IMPORTS, Area.SETTINGS}
    )
    typing_ms: ClassVar[int] = 160  # a word of a client's name asks a large table
    narrow: ClassVar[int] = 1180

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.shown = Shown.from_kept(context.memory.kept(KEPT))
        self._wanted: tuple[int, ...] = ()  # the first of these that is listed is chosen
        self._place = 0
        self._listed: Listed | None = None
        self.table = PurchaseTable(context, self.shown.by)
        self.model = self.table.model_shown
        self.panel = PurchasePanel(context, lambda name: tip(self.action(name)))
        self.totals = TotalsBar(context.settings.currency)
        self._build()
        self._connect()
        self.hand_focus_to(self.table)
        self._show_state()
        self._set_tab_order()

    def _build(self) -> None:
        self.head, self.strip = PurchasesHead(), FilterStrip(self.context)
        self.search = self.head.search
        self.no_purchases = EmptyState(
            _("Every sale will be here. Write down the first one, or bring in an Excel file with past sales."),
            _("Import an Excel file"),
            lambda: self.context.events.show_page.emit("import"),
            icon_name="shopping-bag",
        )
        self.nothing_found = EmptyState("", _("Look in all time"), self._widen, icon_name="search")
        assert self.nothing_found.action is not None
        self.widen_button = self.nothing_found.action
        above, below = (self.head, self.strip), (line(), self.totals)
        self.lay_out(self.panel, above, self.table, self.no_purchases, self.nothing_found, below)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.moved.connect(lambda _step: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.returnPressed.connect(partial(self.act, "open"))
        self.search.closed.connect(self.go_back)
        self.head.by_asked.connect(lambda by: self.show_by(cast(By, by)))
        self.head.export_button.clicked.connect(lambda _on=False: self.export())
        self.head.more_button.clicked.connect(lambda _on=False: self._open_more())
        self.strip.changed.connect(self._on_filter_changed)
        self.table.opened.connect(lambda _id: self.act("open"))
        self.table.chosen.connect(lambda _id: self._choosing.start())
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.menu_asked.connect(self._open_row_menu)
        self.panel.asked.connect(self.act)
        self.panel.receipt_asked.connect(self._show_receipt)
        for part, name in (
            (self.strip.period_button, "period"),
            (self.strip.filter_button, "filter"),
            *((one, "by") for one in self.head.by_buttons.values()),
        ):
            part.setToolTip(tip(self.action(name)))

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the list, and of the receipt that it stands at."""
        return page_actions(lambda: self)

    def _set_tab_order(self) -> None:
        head, strip = self.head, self.strip
        order = [self.table, *head.by_buttons.values(), self.search, head.export_button, head.more_button]
        for before, after in pairwise([*order, strip.period_button, strip.filter_button, strip]):
            self.setTabOrder(before, after)

    def reload(self, *, keep: bool = True) -> None:
        """Ask for the ids again; the chosen row stays chosen, or else the one in its place unless `keep` says
        otherwise. What the list comes to follows once it is shown."""
        if self.table.by == self.shown.by and not self._wanted:
            current = self.table.current_id()
            self._wanted = () if current is None else (current,)
        self._place = self.table.currentIndex().row() if keep else 0
        self.drop("list", "totals")
        shown, wanted, today = self.shown, self._wanted, self.context.today()
        takes_long = shown.takes_long(today)
        if takes_long:
            self.head.count.setText(WAITING)
        self.totals.show_waiting(days_text(*shown.days(today), today), shown.by)
        self.read(
            "list",
            lambda report: read_list(self.context, shown, wanted, report),
            self._show_listed,
            "long" if takes_long else "read",
        )

    def go_back(self) -> bool:
        """Esc takes back the search first, then the filter."""
        if self.search.text():
            self.search.clear()
            return True
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.shown.is_narrowed():
            self.strip.clear()
            return True
        return False

    def state(self) -> object:
        """All that is asked for, and the chosen row."""
        return self.shown, self.table.current_id()

    def restore(self, state: object) -> None:
        """Ask for the same again."""
        if isinstance(state, tuple) and isinstance(state[0], Shown):
            self.shown = state[0]
            self._wanted = () if state[1] is None else (state[1],)
            self.search.setText(self.shown.asked.query)
            self._typing.stop()
            self._show_state()

    def change(self, shown: Shown) -> None:
        """List something else."""
        if shown != self.shown:
            if not shown.is_narrowed():
                self.context.memory.keep(KEPT, shown.to_keep())
            self.shown = shown
            self._show_state()
            self.reload(keep=False)

    def show_product(self, product_id: int, name: str) -> None:
        """All purchases of this product, a line each."""
        self.search.clear()
        self._typing.stop()
        self.change(Shown(period=ALL, by="line").with_value("product_id", product_id, name))

    def show_by(self, by: By) -> None:
        """List receipts or lines."""
        sort, descending = self.shown.sort, self.shown.descending
        if by == "receipt" and sort in ("product", "price"):
            sort, descending = "day", True
        row, known = self.table.current_row(), self.panel.purchase
        self._wanted = ()
        if row is not None and by == "receipt":
            self._wanted = (row.purchase_id,)
        elif row is not None and known is not None and known.id == row.purchase_id:
            self._wanted = tuple(one.id for one in known.lines)
        self.change(replace(self.shown, by=by, sort=sort, descending=descending))

    def switch_by(self) -> None:
        """From receipts to lines, or back."""
        self.show_by("line" if self.shown.by == "receipt" else "receipt")

    def act(self, act: str) -> None:
        """Do something with the chosen receipt."""
        row = self.table.current_row()
        if row is None or self._typing.isActive():
            return
        if act == "client":
            self.change(replace(self.shown, period=ALL).with_value("client_id", row.client_id, row.client))
        elif act == "delete" and self.shown.by == "line":
            ask_whole(self.context, row, self)
        else:
            act_on(self.context, act, row, self)

    def export(self) -> None:
        """What the table shows, in its order, as a file."""
        ids, by = self.model.ids(), self.shown.by

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_listed_purchases
            from app.wording.files import export_words

            return export_listed_purchases(self.context.db, place, export_words(), ids, by, report)

        today = self.context.today()
        name = _("Purchases {days}").format(days=days_text(*self.shown.days(today), today))
        export_to_file(self.context, self, name, write)

    def more_menu(self) -> QMenu:
        """Everything that has no button of its own."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table.fill_sort_menu(menu.addMenu(_("Sort by")), self._sort_by)
        menu.addSeparator()
        add_to_menu(menu, (self.action("export"),))
        return menu

    def _show_state(self) -> None:
        shown = self.shown
        staff = self._listed is not None and self._listed.staff
        self.head.show_by(shown.by)
        self.strip.show_state(shown, staff=staff)
        self.table.show_sort(shown.sort, shown.descending)

    def _show_listed(self, listed: Listed) -> None:
        self._listed = listed
        self._show_state()
        if self.table.shows_other(self.shown.by, staff=listed.staff):
            self.model.set_ids(array("q"))
            self.table.show_by(self.shown.by, staff=listed.staff)
        self._show_ids(listed.ids, listed.place, any_purchase=listed.any)
        shown = self.shown
        self.read("totals", lambda report: read_totals(self.context, shown, report), self.totals.show_totals, "long")

    def _show_ids(self, ids: array[int], place: int, *, any_purchase: bool) -> None:
        self.model.set_ids(ids)
        self.head.show_count(len(ids), self.shown.by)
        self.head.export_button.setEnabled(bool(ids))
        if ids:
            self._stack.setCurrentWidget(self.table)
            self.table.choose_place(place if place >= 0 else min(max(self._place, 0), len(ids) - 1))
            self._choosing.start()
        else:
            self.nothing_found.sentence.setText(self._nothing_text())
            everything = self.shown.period == ALL
            self.widen_button.setText(_("Show everything") if everything else _("Look in all time"))
            self._stack.setCurrentWidget(self.nothing_found if any_purchase else self.no_purchases)
            self.panel.show_nothing()
        self.show_side()
        self._wanted = ()

    def _nothing_text(self) -> str:
        today = self.context.today()
        days = days_text(*self.shown.days(today), today)
        if self.shown.asked.query:
            words = _("Nothing was found for “{text}” ({days}).")
            return words.format(text=self.shown.asked.query, days=days)
        if self.shown.by == "line" and not self.shown.is_narrowed():
            return _("No lines here ({days}). Where only the sum of a receipt is known, it has none.").format(days=days)
        return _("No purchases here ({days}).").format(days=days)

    def _widen(self) -> None:
        """All time; where that was asked already, without the filter and the search."""
        if self.shown.period != ALL:
            self.change(replace(self.shown, period=ALL))
            return
        self.search.clear()
        self._typing.stop()
        self.change(Shown(period=ALL))

    def on_chosen(self) -> None:
        """The receipt of the row."""
        row = self.table.current_row()
        self.drop("panel")
        if row is None:
            self.panel.show_nothing()
            return
        purchase_id, staff = row.purchase_id, row.staff
        self.read(
            "panel",
            lambda _report: read_purchase(self.context, purchase_id),
            lambda purchase: self._show_purchase(purchase, staff),
        )

    def _show_purchase(self, purchase: PurchaseShown | None, staff: str) -> None:
        row = self.table.current_row()
        if purchase is not None and row is not None and row.purchase_id == purchase.id:
            self.panel.show_purchase(purchase, staff)

    def _show_receipt(self, purchase_id: int) -> None:
        """A receipt that belongs to the chosen one; where it is not listed, all that the client bought is."""
        if self.shown.by == "receipt" and self.table.choose(purchase_id):
            return
        buyer = self.panel.purchase
        self._wanted = (purchase_id,)
        self.search.clear()
        self._typing.stop()
        plain = Shown(period=ALL)
        known = buyer is not None and buyer.client_id is not None
        self.change(plain.with_value("client_id", buyer.client_id, buyer.client) if known and buyer else plain)

    def _on_filter_changed(self, shown: Shown) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.change(shown)

    def on_typed(self) -> None:
        """The list of what is searched for now."""
        self.change(self.shown.with_value("query", self.search.text().strip()))

    def look_for(self) -> None:
        """Type what the table is to show."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_sort_asked(self, sort: str, descending: bool) -> None:
        if self.table.currentIndex().row() <= 0:  # else the first of the new order is looked at
            self.table.setCurrentIndex(self.model.index(-1, 0))
        self.change(replace(self.shown, sort=sort, descending=descending))

    def _sort_by(self, key: str, descending: bool) -> None:
        self.table.show_sort(key, descending)
        self._on_sort_asked(key, descending)

    def _open_row_menu(self, at: QPoint) -> None:
        row = self.table.current_row()
        if row is not None:
            menu = row_menu(self, row, self.actions())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def _open_more(self) -> None:
        anchor = self.head.more_button
        self.more_menu().popup(anchor.mapToGlobal(QPoint(0, anchor.height())))
