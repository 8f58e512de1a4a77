"""The Products page: the catalogue as a table that searches, filters and sorts, and a panel with the chosen product."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from app.i18n import _
from app.models.enums import Area
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.products import forms
from app.ui.products.acts import ProductActs, archive, export_products, fill_row_menu, put_in_stock
from app.ui.products.bulk_bar import ProductsBar
from app.ui.products.head import ARCHIVED, OUT_OF_STOCK, WANTED, FilterRow, ProductsHead
from app.ui.products.page_actions import page_actions
from app.ui.products.panel import ProductPanel
from app.ui.products.reading import Listed, Order, Shown, read_list, read_receipts, read_shown
from app.ui.products.table import ProductTable
from app.ui.widgets.action import Action, add_to_menu, tip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.list_page import ListPage

if TYPE_CHECKING:
    from app.services.products.listing import Figures


class ProductsPage(ListPage):
    """Enter changes the product, Ins adds one, S: in stock or not, W: somebody wants it, P: a sale with it, Del takes
    it out of the catalogue or back, Space ticks, Ctrl+F searches; Esc takes back the ticks, then the search."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.PRODUCTS, Area.PURCHASES, Area.AFTERSALE, Area.CLIENTS, Area.IMPORTS, Area.SETTINGS}
    )
    has_primary: ClassVar[bool] = True
    top_actions: ClassVar[tuple[str, ...]] = ("purchase",)

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._wanted: int | None = None
        self._figures: Figures | None = None
        self.table = ProductTable(context)
        self.model = self.table.model_shown
        self._sort, self._descending = self.table.kept_sort("name", False)
        self.table.show_sort(self._sort, self._descending)
        self._acts = ProductActs(
            self.change,
            lambda: self.toggle_stock(self._shown()),
            self.add_wish,
            self.sell,
            self.show_sales,
            lambda: self.toggle_archived(self._shown()),
            self.action,
            self._show_product,
            lambda interest_id: forms.close_wish(context, interest_id),
        )
        self.panel = ProductPanel(context, self._acts)
        self.head, self.filters, self.bar = ProductsHead(self.add), FilterRow(), ProductsBar()
        self._build()
        self._connect()
        self.setFocusProxy(self.table)
        self._set_tab_order()

    def _build(self) -> None:
        self.no_products = EmptyState(
            _("Your goods and services will be here. They come with the purchases of an import, or one by one."),
            _("Add the first product"),
            self.add,
            icon_name="package",
        )
        self.nothing_found = EmptyState("", _("Show everything"), self._show_everything, icon_name="search")
        self._heads = QStackedWidget()
        self._heads.addWidget(self.head)
        self._heads.addWidget(self.bar)
        self._heads.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        above = (self._heads, self.filters)
        self.lay_out(self.panel, above, self.table, self.no_products, self.nothing_found)

    def _connect(self) -> None:
        search = self.head.search
        search.textChanged.connect(lambda _text: self._typing.start())
        search.moved.connect(lambda _step: self._focus_table())
        search.returnPressed.connect(self._focus_table)
        search.closed.connect(self.go_back)
        self.filters.changed.connect(self._on_filter_changed)
        self.head.more_button.clicked.connect(self._open_more)
        self.table.opened.connect(lambda _product: self.change())
        self.table.chosen.connect(lambda _product: self._choosing.start())
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.menu_asked.connect(lambda at: self.row_menu().popup(at))
        self.model.ticks.changed.connect(self._show_ticks)
        self.bar.asked.connect(self.do_with_ticked)
        self.bar.cleared.connect(self.model.ticks.clear)
        self.head.add_button.setToolTip(tip(self.action("add")))

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the list, of the product that it stands at, and of those that are ticked."""
        return page_actions(lambda: self)

    def _set_tab_order(self) -> None:
        head, filters, bar = self.head, self.filters, self.bar
        order: list[QWidget] = [self.table, head.search, head.more_button, head.add_button]
        order += [*filters.chips.chips.values(), filters.categories, filters.kinds]
        order += [bar.clear_button, *bar.acts(), self.table.everything]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    # What is read

    def reload(self) -> None:
        """Read the list again, and what the receipts say of the products."""
        self._read_list()
        db, today = self.context.db, self.context.today()

        def work(_report: Report) -> Figures:
            from app.services.products.listing import read_figures

            return read_figures(db, today)

        self.read("figures", work, self._show_figures, "long")

    def order(self) -> Order:
        """What the page is narrowed to and sorted by."""
        return Order(self.filters.where(self.head.search.text().strip()), self._sort, self._descending)

    def _read_list(self) -> None:
        self._wanted = self._wanted or self.table.current_id()
        db, order, known = self.context.db, self.order(), self._figures
        self.read("list", lambda _report: read_list(db, order, known), self._show_listed)

    def _show_listed(self, listed: Listed) -> None:
        place = max(0, self.table.currentIndex().row())
        if self._figures is not None:
            self._figures = replace(self._figures, waiting=listed.waiting)
        self._show_in_table(listed.waiting)
        self.model.ticks.keep(self.model.ticks.marked() & frozenset(listed.ids))
        self.filters.show_counts(listed.counts)
        if not self.filters.show_categories(listed.categories):
            self._read_list()  # the one that was chosen is no more
            return
        self.model.set_ids(listed.ids)
        self.head.show_count(len(listed.ids))
        beginning = not listed.counts.listed and not listed.counts.archived
        self.filters.setVisible(not beginning)
        if listed.ids:
            self._stack.setCurrentWidget(self.table)
            if not self.table.choose(self._wanted):
                self.table.choose(listed.ids[min(place, len(listed.ids) - 1)])
            self._choosing.start()
        else:
            self.nothing_found.sentence.setText(self._nothing_text())
            self._stack.setCurrentWidget(self.no_products if beginning else self.nothing_found)
            self.panel.show_nothing()
        self._wanted = None
        self.show_side()
        self._show_ticks()

    def _show_in_table(self, waiting: Mapping[int, int]) -> None:
        from app.services.products.listing import Figures

        self.table.figures = self._figures or Figures(waiting=waiting)

    def _show_figures(self, figures: Figures) -> None:
        before, self._figures = self._figures, figures
        if before is None or before.sold != figures.sold or before.last != figures.last:
            self._read_list()  # by what was sold last the order is another one

    def _nothing_text(self) -> str:
        query = self.head.search.text().strip()
        if query:
            return _("Nothing was found for “{text}”.").format(text=query)
        shown = {
            OUT_OF_STOCK: _("Everything is in stock."),
            WANTED: _("Nobody waits for anything. Press W on a product when somebody leaves without it."),
            ARCHIVED: _("Nothing was taken out of the catalogue."),
        }
        return shown.get(str(self.filters.chips.key), _("Nothing fits this filter."))

    def on_typed(self) -> None:
        """The list of what is searched for now."""
        self._read_list()

    def on_chosen(self) -> None:
        """The product, and what the receipts say of it."""
        product_id, db = self.table.current_id(), self.context.db
        if product_id is None:
            return
        self.read("product", lambda _report: read_shown(db, product_id), self._show_chosen)
        self.read("receipts", lambda _report: read_receipts(db, product_id), self.panel.show_receipts, "long")

    def _show_chosen(self, shown: Shown) -> None:
        if shown.card.id == self.table.current_id():
            self.panel.show_product(shown.card, shown.wishes, self._figures)

    # What the owner does

    def add(self) -> None:
        """The form of a new product; what was searched for in vain is its name."""
        name = "" if self.model.ids() else self.head.search.text().strip()
        forms.add_product(self.context, name, self.window(), self._on_written)

    def change(self) -> None:
        """The form of the product that the table stands at."""
        product_id = self.table.current_id()
        if product_id is not None:
            forms.change_product(self.context, product_id, self.window(), self._on_written)

    def _on_written(self, product_id: int) -> None:
        """The new or changed product is the one to stand at, as soon as it is listed."""
        if not self.table.choose(product_id):
            self._wanted = product_id

    def chosen(self) -> list[int]:
        """The ticked products, else the one that the table stands at."""
        ticked = list(self.model.ticks.chosen(self.model.ids()))
        current = self.table.current_id()
        return ticked or ([] if current is None else [current])

    def _shown(self) -> list[int]:
        """What the panel and the menu are about: the product that the table stands at, with the others where it is
        ticked."""
        chosen, current = self.chosen(), self.table.current_id()
        return chosen if current is None or current in chosen else [current]

    def toggle_stock(self, ids: Sequence[int] = ()) -> None:
        """Out of stock, or back: whichever the product that the table stands at is not."""
        row = self.table.current_row()
        if row is not None:
            put_in_stock(self.context, ids or self.chosen(), not row.product.in_stock)

    def toggle_archived(self, ids: Sequence[int] = ()) -> None:
        """Out of the catalogue, or back into it."""
        wanted = ids or self.chosen()
        if wanted:
            archive(self.context, wanted, self.filters.chips.key != ARCHIVED)
            self.model.ticks.clear()

    def add_wish(self) -> None:
        """Somebody wanted the product and went without."""
        product_id = self.table.current_id()
        if product_id is not None:
            forms.write_wish(self.context, product_id, self.window())

    def sell(self) -> None:
        """A purchase that begins with the product."""
        product_id = self.table.current_id()
        if product_id is not None:
            forms.sell_product(self.context, product_id, self.window())

    def show_sales(self) -> None:
        """All purchases of the product, on their page."""
        row = self.table.current_row()
        if row is not None:
            self.context.events.show_sales.emit(row.id, row.product.name)

    def do_with_ticked(self, act: str) -> None:
        """One of the acts of the bar, with those that are ticked."""
        ids = self.chosen()
        if act == "export":
            export_products(self.context, self, array("q", ids), self._figures)
        elif act == "archive":
            self.toggle_archived()
        elif act == "category":
            forms.set_category(self.context, ids, self.window())
        elif act == "merge":
            forms.merge_products(self.context, ids, self._figures, self.window())
        else:
            put_in_stock(self.context, ids, act == "back")

    # What is shown

    def go_back(self) -> bool:
        """Esc takes back the ticks first, then the search."""
        if not self.model.ticks.is_empty():
            self.model.ticks.clear()
        elif self.head.search.text():
            self.head.search.clear()
        else:
            self._focus_table()
            return False
        self._focus_table()
        return True

    def state(self) -> object:
        """The chosen product."""
        return self.table.current_id()

    def restore(self, state: object) -> None:
        """Choose the product that was chosen."""
        self._wanted = state if isinstance(state, int) else None

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_product(self, product_id: int) -> None:
        """Go to a product that another leads to, also where the list does not show it now."""
        if not self.table.choose(product_id):
            self._wanted = product_id
            self._show_everything()
        self._focus_table()

    def _show_everything(self) -> None:
        self.head.search.clear()
        self._typing.stop()
        self.filters.show_all()
        self._on_filter_changed()

    def _on_filter_changed(self) -> None:
        self.model.ticks.clear()
        self._read_list()

    def _on_sort_asked(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.table.show_sort(sort, descending)
        self._read_list()

    def look_for(self) -> None:
        """Type what the table is to show."""
        self.model.ticks.clear()  # the search stands where the bar for the chosen is
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def _show_ticks(self) -> None:
        some, focused = not self.model.ticks.is_empty(), self.focusWidget()
        self.bar.show_count(self.model.ticks.count(len(self.model.ids())), self.filters.chips.key == ARCHIVED)
        if focused is self.bar.merge_button and focused.isHidden():
            self._focus_table()  # Qt would go to the next button, which archives
        wanted: QWidget = self.bar if some else self.head
        if self._heads.currentWidget() is wanted:
            return
        had_focus = self._heads.isAncestorOf(self.focusWidget() or self)
        self._heads.setCurrentWidget(wanted)
        if had_focus:
            self._focus_table()

    def row_menu(self) -> QMenu:
        """What can be done with the product that the table stands at, each with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.table.current_row() is not None:
            fill_row_menu(menu, self._acts)
        self._fill_more(menu)
        return menu

    def _fill_more(self, menu: QMenu) -> None:
        self.table.fill_sort_menu(menu.addMenu(_("Sort by")), self._on_sort_asked)
        add_to_menu(menu, (self.action("everything"), self.action("export")))

    def export(self) -> None:
        """What the table shows, with its figures, as a file."""
        export_products(self.context, self, self.model.ids(), self._figures)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_more(menu)
        anchor = self.head.more_button
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))
